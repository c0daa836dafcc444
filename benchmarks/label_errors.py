"""How many wrong labels `clausenlp check` finds: labels of the training data are flipped at random, and looked for.

    python benchmarks/label_errors.py
    python benchmarks/label_errors.py --rate 0.01 --seeds 21 22 23

Three ways of flipping, each of the stated share: of all sections and of all function lists apart (so that nearly twice as many
clauses are wrong); of the clauses, in one label each; and of the sections and function lists, the acts left as they were, as a slip of
the pen would leave them. A function list is flipped by putting another function for one of its functions, in its acts too.
Beside it the same list made from the lead-word table alone.
"""

import argparse
import dataclasses
import random
import statistics
import sys
from collections.abc import Sequence

from clausenlp.scheme import SECTIONS, default_scheme
from clausenlp.training.clinic import check
from clausenlp.training.examples import Example, GoldClause, read_examples
from clausenlp.training.findings import Finding
from clausenlp.training.shipped import shipped_data

TOP = 0.05  # of the list, which has every clause
Places = set[tuple[str, int]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13, 14, 15])
    options = parser.parse_args()
    examples = read_examples(shipped_data())
    print(
        f"{sum(len(e.clauses) for e in examples)} clauses; found in the first {TOP:.0%} of the list, seeds {options.seeds}"
    )
    for name, flip in WAYS.items():
        runs = [measure(*flip(examples, options.rate, random.Random(seed))) for seed in options.seeds]
        wrong, found, table = zip(*runs, strict=True)
        print(
            f"| {name} | {statistics.mean(wrong):.0f} | {statistics.mean(found):.3f} ({min(found):.3f}-{max(found):.3f}) "
            f"| {statistics.mean(table):.3f} |",
            flush=True,
        )
    return 0


def measure(examples: list[Example], wrong: Places) -> tuple[int, float, float]:
    """The number of wrong clauses, the share found, and the share that the lead-word table alone finds."""
    findings = check(examples)
    by_table = sorted(findings, key=lambda f: (not any(d.kind == "table" for d in f.doubts), f.example.id, f.index))
    return len(wrong), share_found(findings, wrong), share_found(by_table, wrong)


def share_found(findings: Sequence[Finding], wrong: Places) -> float:
    first = findings[: int(TOP * len(findings))]
    return sum((f.example.id, f.index) in wrong for f in first) / len(wrong)


def flip_labels(examples: Sequence[Example], rate: float, rng: random.Random) -> tuple[list[Example], Places]:
    def change(clause: GoldClause) -> GoldClause:
        if rng.random() < rate:
            clause = flip_section(clause)
        return flip_function(clause, rng) if rng.random() < rate else clause

    return changed(examples, change)


def flip_clauses(examples: Sequence[Example], rate: float, rng: random.Random) -> tuple[list[Example], Places]:
    def change(clause: GoldClause) -> GoldClause:
        if rng.random() >= rate:
            return clause
        return flip_section(clause) if rng.random() < 0.5 else flip_function(clause, rng)

    return changed(examples, change)


def flip_lists(examples: Sequence[Example], rate: float, rng: random.Random) -> tuple[list[Example], Places]:
    flipped, wrong = flip_labels(examples, rate, rng)
    for i, (example, made) in enumerate(zip(examples, flipped, strict=True)):
        pairs = zip(example.clauses, made.clauses, strict=True)
        kept = tuple(dataclasses.replace(new, acts=old.acts) for old, new in pairs)
        flipped[i] = dataclasses.replace(made, clauses=kept)
    return flipped, wrong


WAYS = {
    "sections and functions, each": flip_labels,
    "clauses, in one label": flip_clauses,
    "sections and functions, each; acts as they were": flip_lists,
}


def changed(examples: Sequence[Example], change) -> tuple[list[Example], Places]:  # type: ignore[no-untyped-def]
    """The examples with each clause changed, and the places of those that differ."""
    made = [dataclasses.replace(e, clauses=tuple(change(clause) for clause in e.clauses)) for e in examples]
    pairs = ((old, new, i) for old, new in zip(examples, made, strict=True) for i in range(len(old.clauses)))
    return made, {(old.id, i) for old, new, i in pairs if old.clauses[i] != new.clauses[i]}


def flip_section(clause: GoldClause) -> GoldClause:
    return dataclasses.replace(clause, section=SECTIONS[1 - SECTIONS.index(clause.section)])


def flip_function(clause: GoldClause, rng: random.Random) -> GoldClause:
    functions = clause.functions or ()
    old = rng.choice(functions)
    new = rng.choice([name for name in default_scheme().functions if name not in functions])
    acts = [dataclasses.replace(a, function=new) if a.function == old else a for a in clause.acts]
    return dataclasses.replace(
        clause,
        functions=tuple(new if name == old else name for name in functions),
        acts=tuple(a for a in acts if a.function != "other"),
    )


if __name__ == "__main__":
    sys.exit(main())
