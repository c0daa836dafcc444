"""What is right in each document, as counts that can be added up over any set of documents.

A figure is the ratio of an upper to a lower count; all arrays have the shape (documents, figures, 2). What one model has right and
the other has not is 2 in the upper count, as in an F1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clausenlp.evaluation.align import Aligned
from clausenlp.evaluation.intervals import METRICS
from clausenlp.evaluation.scores import score

Array = NDArray[np.float64]
OVERALL = tuple(metric for metric in METRICS if metric.key != "span_f1")  # spans do not depend on the model


@dataclass(frozen=True, slots=True)
class Runs:
    """The same documents by both models, in the same order.

    ``units`` names what is drawn together in a resample, ``organs`` who adopted each text ("" where nobody knows).
    """

    old: Sequence[Aligned]
    new: Sequence[Aligned]
    units: Sequence[str]
    organs: Sequence[str]

    def __add__(self, other: "Runs") -> "Runs":
        return Runs(
            [*self.old, *other.old], [*self.new, *other.new], [*self.units, *other.units], [*self.organs, *other.organs]
        )


def overall_counts(documents: Sequence[Aligned]) -> Array:
    """The counts of each figure of ``OVERALL``."""
    scores = [score([document]) for document in documents]
    counts: Array = np.array([[(m.top(s), m.bottom(s)) for m in OVERALL] for s in scores], dtype=float)
    once = np.array([[1 if m.key.endswith("_f1") else 2] for m in OVERALL])  # shares of clauses count each clause once
    counts *= once
    return counts


def label_counts(documents: Sequence[Aligned], labels: Sequence[str]) -> Array:
    """The counts of the F1 of each label as primary function: twice the hits; gold and predicted ones together."""
    at = {label: i for i, label in enumerate(labels)}
    counts = np.zeros((len(documents), len(labels), 2))
    for of_document, document in zip(counts, documents, strict=True):
        for g, p in document.pairs:
            if functions := document.gold[g].functions:
                gold, made = functions[0], document.predicted[p].functions[0]
                for label in (gold, made):
                    if label in at:
                        of_document[at[label]] += (gold == made, 1)
    return counts


def organ_counts(documents: Sequence[Aligned], of: Sequence[str], organs: Sequence[str]) -> Array:
    """The counts of the end-to-end F1 of each organ's texts."""
    counts = np.zeros((len(documents), len(organs), 2))
    for i, (document, organ) in enumerate(zip(documents, of, strict=True)):
        if organ in organs:
            right = score([document]).end_to_end
            counts[i, organs.index(organ)] = 2 * right.tp, 2 * right.tp + right.fp + right.fn
    return counts


def over_units(counts: Array, units: Sequence[str]) -> Array:
    """The counts added up over the documents of each unit, shape (units, figures, 2)."""
    names, at = np.unique(np.array(units), return_inverse=True)
    total = np.zeros((len(names), *counts.shape[1:]))
    np.add.at(total, at, counts)
    return total
