"""Score the shipped model on a gold file, and say what was gained and lost against a saved run.

python benchmarks/score.py ../shared/corpus/dev.jsonl.gz --rendering plain
python benchmarks/score.py gold.jsonl --limit 50 --save before.json
python benchmarks/score.py gold.jsonl --limit 50 --compare before.json
"""

import argparse
import gzip
import json
import sys
from pathlib import Path

import clausenlp
from clausenlp.evaluation.align import Aligned
from clausenlp.evaluation.evaluate import find_errors, predict
from clausenlp.evaluation.scores import Scores, score
from clausenlp.training.examples import Example, parse_example


def main() -> int:
    options = _options()
    if not options.gold.exists():
        print(f"{options.gold} is absent: nothing measured")
        return 0
    examples = read(options.gold, options.rendering, options.limit)
    documents = list(predict(clausenlp.load(options.model), examples))
    print(summary(score(documents)))
    if options.errors:
        for error in find_errors(documents)[: options.errors]:
            print(
                f"  {error.doc_id}  {error.kind}: {error.gold} -> {error.predicted} ({error.score:.2f})  {error.text}"
            )
    run = {d.example.id: sorted(map(list, facts(d))) for d in documents}
    if options.save:
        options.save.write_text(json.dumps(run), encoding="utf-8")
    if options.compare:
        compare(json.loads(options.compare.read_text(encoding="utf-8")), run)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rendering", help="only texts with this rendering")
    parser.add_argument("--limit", type=int, help="only the first N texts")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print the N worst errors")
    parser.add_argument("--save", type=Path, help="keep the run in this file")
    parser.add_argument("--compare", type=Path, help="a saved run to list gains and losses against")
    return parser.parse_args()


def read(path: Path, rendering: str | None, limit: int | None) -> list[Example]:
    """Examples of a gold file whose numbers may be written "1." and whose ids may repeat over renderings."""
    found: list[Example] = []
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for number, line in enumerate(data.decode("utf-8").rstrip("\n").split("\n"), 1):
        if rendering is None or json.loads(line).get("rendering") == rendering:
            found.append(parse_example(line, f"{path}:{number}"))
        if limit and len(found) == limit:
            break
    return found


def summary(scores: Scores) -> str:
    rows = {
        "documents": f"{scores.documents} ({scores.perfect} perfect)",
        "span F1 (exact)": f"{scores.spans.f1:.4f}  P {scores.spans.precision:.4f}  R {scores.spans.recall:.4f}",
        "span F1 (start)": f"{scores.starts.f1:.4f}",
        "section": f"{scores.section_accuracy:.4f}",
        "primary function": f"{scores.primary_accuracy:.4f}  macro-F1 {scores.primary_macro_f1:.4f}  ({scores.labelled} labelled)",
        "all functions": f"{scores.functions.f1:.4f}  P {scores.functions.precision:.4f}  R {scores.functions.recall:.4f}",
        "end to end": f"{scores.end_to_end.f1:.4f}",
        "numbers": f"{scores.numbers:.4f}",
    }
    return "\n".join(f"{name:<18}{value}" for name, value in rows.items())


def facts(document: Aligned) -> set[tuple[int, int, str]]:
    """What is right in a document: spans, sections, primary functions."""
    right = set()
    for g, p in document.pairs:
        gold, made = document.gold[g], document.predicted[p]
        right.add((gold.start, gold.end, "span"))
        if gold.section == made.section:
            right.add((gold.start, gold.end, "section"))
        if gold.functions and gold.functions[0] == made.functions[0]:
            right.add((gold.start, gold.end, "function"))
    return right


def compare(before: dict[str, list[list[object]]], now: dict[str, list[list[object]]]) -> None:
    """Print what the run has right that the saved one had not, and the reverse."""
    gains, losses = 0, 0
    for name in sorted(before.keys() & now.keys()):
        old, new = {tuple(f) for f in before[name]}, {tuple(f) for f in now[name]}
        gains, losses = gains + len(new - old), losses + len(old - new)
        for sign, changed in (("+", new - old), ("-", old - new)):
            for start, end, kind in sorted(changed):
                print(f"  {sign} {name} {kind} {start}-{end}")
    print(f"gains {gains}, losses {losses}")


if __name__ == "__main__":
    sys.exit(main())
