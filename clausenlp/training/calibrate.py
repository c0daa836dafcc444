"""How sure the scores may be: cross-validation over texts, and the score below which a clause should be looked at."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clausenlp.model.store import LabelModel
from clausenlp.pipeline.labelling import label_rows
from clausenlp.training.examples import Example
from clausenlp.training.rows import gold_rows
from clausenlp.training.series import places

FOLDS = 5
ERROR_RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)


def folds(examples: Sequence[Example], count: int = FOLDS) -> list[tuple[list[Example], list[Example]]]:
    """(training, held out) examples; each family of near-copies lies whole in one held-out part."""
    place = places(examples, count)
    return [
        ([e for e in examples if place[e.id] != at], [e for e in examples if place[e.id] == at]) for at in range(count)
    ]


def outcomes(model: LabelModel, examples: Sequence[Example]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """For each clause with gold functions: its score, and whether section and primary function are right; shape (clauses,)."""
    docs = [(e.text, gold_rows(e), [(s, end) for s, end, _ in sorted(e.furniture)]) for e in examples]
    label_rows(model, docs)
    scores, right = [], []
    for example, (_, rows, _) in zip(examples, docs, strict=True):
        for clause, row in zip(example.clauses, rows, strict=True):
            if clause.functions:
                scores.append(row["score"])
                right.append(row["section"] == clause.section and row["functions"][0] == clause.functions[0])
    return np.array(scores), np.array(right, dtype=bool)


def review_table(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """For each stated error rate the lowest score from which on no more errors occur, and the share of clauses above it.

    One error more than was seen is counted, so that a small sample promises no more than it can hold.
    """
    order = np.argsort(-scores, kind="stable")
    kept = np.arange(1, len(order) + 1)
    rate = (np.cumsum(~right[order]) + 1) / kept
    table = []
    for wanted in ERROR_RATES:
        fit = np.flatnonzero(rate <= wanted)
        last = int(fit[-1]) if len(fit) else -1
        threshold = float(scores[order[last]]) if last >= 0 else 1.01
        table.append(
            {"max_error": wanted, "threshold": round(threshold, 4), "coverage": round((last + 1) / len(order), 4)}
        )
    return table


def cross_validation(
    examples: Sequence[Example], fit: Callable[[Sequence[Example]], LabelModel], count: int = FOLDS
) -> dict[str, Any]:
    """Accuracy (section and primary function together) on texts that were held out, and the review table, for the card."""
    pairs = [outcomes(fit(kept), held) for kept, held in folds(examples, count)]
    scores, right = np.concatenate([s for s, _ in pairs]), np.concatenate([r for _, r in pairs])
    return {
        "folds": count,
        "clauses": len(scores),
        "accuracy": round(float(right.mean()), 4),
        "mean_score": round(float(scores.mean()), 4),
        "review": review_table(scores, right),
    }
