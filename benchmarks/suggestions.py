"""Examples saved by `clausenlp suggest` against picking at random, in a simulation.

    python benchmarks/suggestions.py
    python benchmarks/suggestions.py --start 40 --step 20 --rounds 8 --seeds 1 2 3 4 5

The pool is the project's own training data, clause by clause, without 20 texts that are held out for measuring. A model is trained on
a few clauses drawn at random; then, round by round, some more are picked from what it makes of the pool (at random, by the lowest
score, by `suggest`), their labels are looked up, and the next model is trained. All ways of picking start from the same clauses.
Measured on the held-out texts, on the gold, and on the development corpus where it is at hand, given the spans.
"""

import argparse
import dataclasses
import gzip
import json
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from clausenlp.model.store import LabelModel
from clausenlp.pipeline.labelling import Row, label_rows
from clausenlp.training.examples import Example, parse_example, read_examples
from clausenlp.training.label_output import Record
from clausenlp.training.rows import gold_rows
from clausenlp.training.shipped import frozen_gold, shipped_data
from clausenlp.training.suggest import suggest, uncertainty
from clausenlp.training.train import fit_model

HELD_OUT = 20
CORPUS = Path("../shared/corpus/dev.jsonl.gz")
CORPUS_TEXTS = 60
Pick = Callable[[list[Record], int, list[Example], np.random.Generator], list[str]]


def main() -> int:
    options = _options()
    examples = read_examples(shipped_data())
    fixed = {"gold": read_examples(frozen_gold()), **corpus()}
    runs = [run(examples, fixed, seed, options) for seed in options.seeds]
    sizes = [options.start + i * options.step for i in range(options.rounds + 1)]
    for test in runs[0]["random"]:
        curves = {way: np.mean([one[way][test] for one in runs], axis=0) for way in WAYS}
        print(f"\n{test}: primary function and section both right, mean of {len(runs)} runs")
        print("| examples | " + " | ".join(WAYS) + " | random needs for what suggest reaches |")
        print("|" + " --- |" * (len(WAYS) + 2))
        for i, size in enumerate(sizes):
            row = " | ".join(f"{curves[way][i]:.3f}" for way in WAYS)
            print(f"| {size} | {row} | {needed(sizes, curves['random'], curves['suggest'][i])} |")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=int, default=40, help="clauses that have labels at first")
    parser.add_argument("--step", type=int, default=20, help="clauses picked in a round")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    return parser.parse_args()


def needed(sizes: Sequence[int], curve: Sequence[float], score: float) -> str:
    """How many examples the first point of a curve has that reaches a score."""
    return next((str(size) for size, reached in zip(sizes, curve, strict=True) if reached >= score), f"> {sizes[-1]}")


def corpus() -> dict[str, list[Example]]:
    """The first texts of the development corpus, without numbers; nothing where it is absent."""
    if not CORPUS.exists():
        print(f"{CORPUS} is absent: not measured on it")
        return {}
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        bare = (line for line in lines if json.loads(line)["rendering"] == "bare")
        return {"corpus": [parse_example(line, str(CORPUS)) for line in islice(bare, CORPUS_TEXTS)]}


def run(
    examples: Sequence[Example], fixed: dict[str, list[Example]], seed: int, options: argparse.Namespace
) -> dict[str, dict[str, list[float]]]:
    """For each way of picking and each test set the scores, round by round."""
    rng = np.random.default_rng(seed)
    texts = [example for example in examples if example.whole]
    held = {texts[i].id for i in rng.permutation(len(texts))[:HELD_OUT]}
    tests = {"held-out texts": [e for e in texts if e.id in held], **fixed}
    pool = {e.id: e for example in examples if example.id not in held for e in clauses_of(example)}
    first = [list(pool)[i] for i in rng.permutation(len(pool))[: options.start]]
    curves: dict[str, dict[str, list[float]]] = {}
    for way, pick in WAYS.items():
        known, left = [pool[name] for name in first], {n: e for n, e in pool.items() if n not in set(first)}
        curves[way] = {test: [] for test in tests}
        for _ in range(options.rounds + 1):
            model = fit_model(known)
            for test, gold in tests.items():
                curves[way][test].append(accuracy(model, gold))
            known += [left.pop(name) for name in pick(labelled(model, left.values()), options.step, known, rng)]
    return curves


def at_random(records: list[Record], number: int, known: list[Example], rng: np.random.Generator) -> list[str]:
    return [records[i]["doc_id"] for i in rng.permutation(len(records))[:number]]


def by_score(records: list[Record], number: int, known: list[Example], rng: np.random.Generator) -> list[str]:
    return [r["doc_id"] for r in sorted(records, key=lambda r: -uncertainty(r["clauses"][0]))[:number]]


def by_suggest(records: list[Record], number: int, known: list[Example], rng: np.random.Generator) -> list[str]:
    return [pick.record["doc_id"] for pick in suggest(records, number, known=[e.text for e in known])]


WAYS: dict[str, Pick] = {"random": at_random, "lowest score": by_score, "suggest": by_suggest}


def clauses_of(example: Example) -> list[Example]:
    """The clauses of an example as single ones; what only inherits its parent's function is left out."""
    if not example.whole:
        return [example]
    return [single(example, i) for i, clause in enumerate(example.clauses) if clause.level == 1 or clause.acts]


def single(example: Example, i: int) -> Example:
    """A clause as an example of its own, its sub-clauses and the furniture in it blanked out."""
    clause = example.clauses[i]
    inside = [(c.start, c.end, "sub-clause") for c in example.clauses if c.parent == i]
    inside += [piece for piece in example.furniture if clause.start <= piece[0] and piece[1] <= clause.end]
    shift = clause.start
    acts = tuple(dataclasses.replace(a, start=a.start - shift, end=a.end - shift) for a in clause.acts)
    moved = dataclasses.replace(clause, start=0, end=clause.end - shift, level=1, parent=None, acts=acts)
    furniture = tuple(sorted((s - shift, e - shift, kind) for s, e, kind in inside))
    return Example(f"{example.id}#{i}", example.text[shift : clause.end], (moved,), furniture, whole=False)


def labelled(model: LabelModel, examples) -> list[Record]:  # type: ignore[no-untyped-def]
    """What `label` would write of single clauses."""
    kept = list(examples)
    return [
        {"doc_id": e.id, "clauses": [{**row, "id": "c1", "text": " ".join(e.text.split())} for row in rows]}
        for e, rows in zip(kept, predicted(model, kept), strict=True)
    ]


def predicted(model: LabelModel, examples: Sequence[Example]) -> list[list[Row]]:
    docs = [(e.text, gold_rows(e), [(s, end) for s, end, _ in sorted(e.furniture)]) for e in examples]
    label_rows(model, docs)
    return [rows for _, rows, _ in docs]


def accuracy(model: LabelModel, gold: Sequence[Example]) -> float:
    pairs = [p for e, rows in zip(gold, predicted(model, gold), strict=True) for p in zip(e.clauses, rows, strict=True)]
    known = [(clause, row) for clause, row in pairs if clause.functions]
    right = [c.section == row["section"] and c.functions[0] == row["functions"][0] for c, row in known if c.functions]
    return float(np.mean(right))


if __name__ == "__main__":
    sys.exit(main())
