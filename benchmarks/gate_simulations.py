"""How often the gate lets a new model pass: with good examples added (it should), with wrong ones (it should not).

In each run some training texts are set aside, the present model is trained without them, and clauses of theirs are added, with
their labels or with wrong ones.

python benchmarks/gate_simulations.py --runs 5
"""

import argparse
import dataclasses
import random
import sys
from collections.abc import Sequence

from clausenlp.gate.gate import Gate, Side, examine_new
from clausenlp.gate.held_out import fit_once
from clausenlp.pipeline.language import build
from clausenlp.scheme import default_scheme
from clausenlp.training.examples import Example, read_examples
from clausenlp.training.shipped import frozen_gold, shipped_data

CASES = (  # what is added, how many clauses, from how many texts, how it is labelled
    ("good", 20, 3, "as it is"),
    ("good", 200, 12, "as it is"),
    ("wrong", 200, 12, "at random"),
    ("wrong", 200, 12, "all the same function"),
    ("wrong", 200, 12, "each function taken for one other"),
    ("wrong", 50, 6, "at random"),
    ("wrong", 20, 3, "at random"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    examples, gold = read_examples(shipped_data()), read_examples(frozen_gold())
    print("| clauses added | labels | promoted | what refused it |\n| --- | --- | --- | --- |", flush=True)
    for kind, count, texts, labels in CASES:
        gates = [run(examples, gold, count, texts, labels, seed, options.folds) for seed in range(options.runs)]
        passed = sum(not gate.worse for gate in gates)
        families = sorted({f"{row.family} {row.name}" for gate in gates for row in gate.worse})
        print(f"| {count} {kind} | {labels} | {passed} of {len(gates)} | {', '.join(families)} |", flush=True)
    return 0


def run(
    examples: Sequence[Example], gold: Sequence[Example], count: int, texts: int, labels: str, seed: int, folds: int
) -> Gate:
    """The gate's findings for one draw of texts, clauses and wrong labels."""
    drawn = random.Random(seed)
    aside = drawn.sample([e.id for e in examples if e.whole], texts)
    base = [example for example in examples if example.id not in aside]
    pool = [single(e, i) for e in examples if e.id in aside for i in range(len(e.clauses)) if stands_alone(e, i)]
    added = [relabel(example, labels, drawn) for example in drawn.sample(pool, min(count, len(pool)))]
    fit = fit_once()
    old, new = (Side(build(fit(data)), data) for data in (base, [*base, *added]))
    return examine_new(old, new, gold, fit=fit, folds=folds)


def stands_alone(example: Example, i: int) -> bool:
    """Whether a clause has labels of its own, no parent and no sub-clauses."""
    return (
        example.clauses[i].level == 1
        and bool(example.clauses[i].functions)
        and not any(clause.parent == i for clause in example.clauses)
    )


def single(example: Example, i: int) -> Example:
    """A clause of a text as an example of its own."""
    clause = example.clauses[i]
    moved = tuple(dataclasses.replace(a, start=a.start - clause.start, end=a.end - clause.start) for a in clause.acts)
    text = example.text[clause.start : clause.end]
    alone = dataclasses.replace(clause, start=0, end=len(text), acts=moved)
    meta = {"origin": {"document": example.id}}
    return Example(f"{example.id}#{i}", text, (alone,), whole=False, meta=meta)


def relabel(example: Example, labels: str, drawn: random.Random) -> Example:
    """The example with its primary function changed as the case says."""
    if labels == "as it is":
        return example
    (clause,) = example.clauses
    functions = list(default_scheme().functions)
    right = clause.functions[0] if clause.functions else "other"
    next_one = functions[(functions.index(right) + 1) % len(functions)]
    wrong = {
        "at random": drawn.choice([function for function in functions if function != right]),
        "all the same function": "note",
        "each function taken for one other": next_one,
    }[labels]
    # Without the places of the acts, as a user adds a clause: the primary function is that of the first words.
    return dataclasses.replace(example, clauses=(dataclasses.replace(clause, functions=(wrong,), acts=()),))


if __name__ == "__main__":
    sys.exit(main())
