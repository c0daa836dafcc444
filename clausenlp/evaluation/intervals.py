"""How sure a figure is: intervals over documents, and a paired test between two runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clausenlp.errors import ClauseError
from clausenlp.evaluation.scores import PRF, Scores

RESAMPLES = 1000
Array = NDArray[np.float64]
Count = Callable[[Scores], float]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that is a ratio of two counts, so that it can be taken over any set of documents by adding up."""

    key: str
    label: str
    meaning: str
    top: Count
    bottom: Count

    def value(self, scores: Scores) -> float:
        """The figure itself, 0 where there is nothing to count."""
        return self.top(scores) / bottom if (bottom := self.bottom(scores)) else 0.0


def _f1(key: str, label: str, meaning: str, prf: Callable[[Scores], PRF]) -> Metric:
    return Metric(
        key, label, meaning, lambda s: 2 * prf(s).tp, lambda s: 2 * prf(s).tp + prf(s).fp + prf(s).fn
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _f1("span_f1", "span F1 (exact)", "clauses whose first and last character are both right", lambda s: s.spans),
    Metric(
        "section_accuracy",
        "section accuracy",
        "of the clauses found, the share rightly called preambular or operative",
        lambda s: round(s.section_accuracy * s.spans.tp),
        lambda s: s.spans.tp,
    ),
    Metric(
        "primary_accuracy",
        "primary function accuracy",
        "of the clauses found, the share whose first act (recall, request, ...) is right",
        lambda s: round(s.primary_accuracy * s.labelled),
        lambda s: s.labelled,
    ),
    _f1("functions_f1", "all functions micro-F1", "all acts of the clauses found, not only the first", lambda s: s.functions),
    _f1("end_to_end_f1", "end to end F1", "clauses with place, section and first act all right", lambda s: s.end_to_end),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the bounds that 95 % of the resamples lie between."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Paired:
    """How much better a run is than another on the same documents, with a 95 % interval and a two-sided p."""

    difference: float
    low: float
    high: float
    p: float


def intervals(
    documents: Mapping[str, Scores], *, resamples: int = RESAMPLES, random_state: int = 0
) -> dict[str, Interval]:
    """Percentile bootstrap intervals (95 %) of each metric, by its key.

    Whole documents are drawn with replacement, since the clauses of one are not independent (Efron & Tibshirani 1993, An
    Introduction to the Bootstrap, ch. 13). A run without errors has the interval [1, 1], which is no proof that there are none.
    """
    top, bottom = _counts(documents)
    values = _ratio(top.sum(0), bottom.sum(0))
    weights = _draw(len(documents), resamples, random_state)
    low, high = np.percentile(_ratio(weights @ top, weights @ bottom), [2.5, 97.5], axis=0)
    return {
        metric.key: Interval(float(v), float(a), float(b))
        for metric, v, a, b in zip(METRICS, values, low, high, strict=True)
    }


def paired_test(
    documents: Mapping[str, Scores], other: Mapping[str, Scores], *, resamples: int = RESAMPLES, random_state: int = 0
) -> dict[str, Paired]:
    """Paired bootstrap of the difference between a run and another (run minus other), by metric.

    Both runs are measured on the same resamples of documents (Koehn 2004, Statistical Significance Tests for Machine Translation
    Evaluation). p is twice the smaller share of resamples on one side of 0; the run itself counts as one more resample, so that
    p is never 0. Raises ClauseError where the runs are not over the same documents.
    """
    if set(documents) != set(other):
        raise ClauseError("the two runs are over different documents", remedy="measure both on the same gold")
    new, old = _counts(documents), _counts({name: other[name] for name in documents})
    values = _ratio(new[0].sum(0), new[1].sum(0)) - _ratio(old[0].sum(0), old[1].sum(0))
    drawn = paired_draws(new, old, resamples=resamples, random_state=random_state)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    tails = np.minimum((drawn <= 0).sum(0), (drawn >= 0).sum(0))
    p = np.minimum(1.0, 2 * (tails + 1) / (resamples + 1))
    return {
        metric.key: Paired(*map(float, row))
        for metric, *row in zip(METRICS, values, low, high, p, strict=True)
    }  # fmt: skip


def paired_draws(
    new: tuple[Array, Array], old: tuple[Array, Array], *, resamples: int = RESAMPLES, random_state: int = 0
) -> Array:
    """New minus old for each figure on the same resamples of units: shape (resamples, figures).

    A run is given as the upper and the lower counts of its figures, each of shape (units, figures).
    """
    weights = _draw(len(new[0]), resamples, random_state)
    return _ratio(weights @ new[0], weights @ new[1]) - _ratio(weights @ old[0], weights @ old[1])


def _counts(documents: Mapping[str, Scores]) -> tuple[Array, Array]:
    """The upper and lower count of each metric in each document: two arrays (documents, metrics)."""
    if not documents:
        raise ClauseError("no documents to measure on", remedy="give whole texts with their clauses")
    top = [[metric.top(scores) for metric in METRICS] for scores in documents.values()]
    bottom = [[metric.bottom(scores) for metric in METRICS] for scores in documents.values()]
    return np.array(top, dtype=float), np.array(bottom, dtype=float)


def _draw(documents: int, resamples: int, random_state: int) -> Array:
    """How often each document is in each resample: (resamples, documents)."""
    generator = np.random.default_rng(random_state)
    return generator.multinomial(documents, np.full(documents, 1 / documents), size=resamples).astype(float)


def _ratio(top: Array, bottom: Array) -> Array:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
