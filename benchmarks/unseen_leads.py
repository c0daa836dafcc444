"""Clauses whose lead word is in no training clause: ten folds over lead words, a fold's clauses kept from training.

    python benchmarks/unseen_leads.py

The scheme's table of lead phrases is known to the model as it ships; `--without-table` hides the rows of the fold's words too.
"""

import argparse
import dataclasses
import sys

from clausenlp.evaluation.align import Predicted, align
from clausenlp.evaluation.scores import score
from clausenlp.pipeline import acts, leads
from clausenlp.pipeline.labelling import label_rows
from clausenlp.pipeline.leads import lead_words
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import default_scheme
from clausenlp.training.examples import Example, read_examples
from clausenlp.training.rows import gold_rows
from clausenlp.training.save import shipped_data
from clausenlp.training.train import fit_model


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without-table", action="store_true")
    parser.add_argument("--folds", type=int, default=10)
    options = parser.parse_args()
    clauses = [single(e, i) for e in read_examples(shipped_data()) for i, c in enumerate(e.clauses) if c.level == 1]
    words = {e.id: first_word(e) for e in clauses}
    names = sorted(set(words.values()))
    scheme = default_scheme()
    table = dict(scheme.leads)
    aligned = []
    for fold in range(options.folds):
        held = set(names[fold :: options.folds])
        if options.without_table:
            hide(table, held)
        model = fit_model([e for e in clauses if words[e.id] not in held])
        aligned += [test(model, e) for e in clauses if words[e.id] in held]
    forces = scheme.forces
    pairs = [(d.gold[0].functions[0], d.predicted[0].functions[0]) for d in aligned if d.gold[0].functions]
    right = sum(forces[g] == forces[p] for g, p in pairs)
    scores = score(aligned)
    print(
        f"{len(pairs)} clauses, {len(names)} lead words, {'without' if options.without_table else 'with'} the table of lead phrases"
    )
    print(
        f"  primary force {right / len(pairs):.4f}, primary function {scores.primary_accuracy:.4f}, section {scores.section_accuracy:.4f}"
    )
    return 0


def hide(table, held) -> None:  # type: ignore[no-untyped-def]
    """Take the phrases that open with a held-out word from the scheme in use, and forget what was looked up."""
    scheme = default_scheme()
    for derived in ("_telling", "_alone", "_match"):
        scheme.__dict__.pop(derived, None)
    scheme.__dict__["leads"] = {word: found for word, found in table.items() if word not in held}
    for cached in (leads._first_word, leads._form, acts._patterns):
        cached.cache_clear()


def single(example: Example, i: int) -> Example:
    """A clause of an example with its sub-clauses left out, as an example of its own."""
    clause = example.clauses[i]
    text = example.text[clause.start : clause.end]
    moved = tuple(dataclasses.replace(a, start=a.start - clause.start, end=a.end - clause.start) for a in clause.acts)
    return Example(f"{example.id}#{i}", text, (dataclasses.replace(clause, start=0, end=len(text), acts=moved),))


def first_word(example: Example) -> str:
    marker = read_marker(example.text[:40])
    found = lead_words(example.text[marker.end if marker else 0 :][:160])
    return found[0] if found else ""


def test(model, example):  # type: ignore[no-untyped-def]
    rows = gold_rows(example)
    label_rows(model, [(example.text, rows, [])])
    return align(
        example, [Predicted(r["start"], r["end"], 1, r["number"], r["section"], tuple(r["functions"])) for r in rows]
    )


if __name__ == "__main__":
    sys.exit(main())
