"""Score ``label_paragraphs`` on text that comes already cut: recommendations of an education conference, 1934 to 2008.

python benchmarks/paragraphs.py                   # the whole set, by decade
python benchmarks/paragraphs.py --errors 20       # and the first errors
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import clausenlp

DATA = Path(__file__).resolve().parent.parent / "training_data" / "paragraphs.jsonl"
SECTIONS = ("preambular", "operative", None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=DATA)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    nlp = clausenlp.load()
    pairs: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    right = labelled = 0
    errors = []
    for line in options.data.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        document = json.loads(line)
        paragraphs = document["paragraphs"]
        made = clausenlp.label_paragraphs(nlp, [paragraph["text"] for paragraph in paragraphs])
        for gold, clause in zip(paragraphs, made, strict=True):
            pairs[f"{document['year'] // 10 * 10}s"].append((gold["section"], clause.section))
            if gold["section"] != clause.section:
                errors.append(f"{document['id']}  {gold['section']} -> {clause.section}  {gold['text'][:100]}")
            elif gold["section"]:
                labelled, right = labelled + 1, right + (gold["function"] == clause.functions[0])
    everything = [pair for found in pairs.values() for pair in found]
    for name, found in [*sorted(pairs.items()), ("all", everything)]:
        print(f"{name:<8}{len(found):>5} paragraphs   {summary(found)}")
    print(f"primary function, where the section is right: {right / labelled:.3f} of {labelled}")
    print("\n".join(errors[: options.errors]))
    return 0


def summary(pairs: list[tuple[str | None, str | None]]) -> str:
    """Accuracy over three labels (None: structural), and macro-F1 over the two sections."""
    accuracy = sum(gold == made for gold, made in pairs) / len(pairs)
    counts = Counter(pairs)
    scores = [f1(counts, section) for section in SECTIONS[:2]]
    return f"accuracy {accuracy:.3f}   macro-F1 of preambular and operative {sum(scores) / 2:.3f}"


def f1(counts: Counter[tuple[str | None, str | None]], label: str | None) -> float:
    hits = counts[label, label]
    gold = sum(n for (one, _), n in counts.items() if one == label)
    made = sum(n for (_, other), n in counts.items() if other == label)
    return 2 * hits / (gold + made) if gold + made else 1.0


if __name__ == "__main__":
    sys.exit(main())
