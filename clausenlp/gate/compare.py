"""Two models on the same texts: what got better, what got worse, and how sure that is.

A figure is *worse* where the whole interval of its difference (new minus old) lies below 0. The intervals are paired
bootstraps over texts; near-copies are drawn together. They hold for all deciding figures of a family at once (95 %, shared out
by Bonferroni's rule), so that among many labels none is called worse by chance. One gain and one loss more than were seen are
counted, since percentile intervals promise too much where few clauses change (after Agresti & Min 2005, Simple improved
confidence intervals for comparing matched proportions).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from clausenlp.evaluation.intervals import paired_draws
from clausenlp.gate.counts import OVERALL, Array, Runs, label_counts, organ_counts, over_units, overall_counts

RESAMPLES = 10_000
ALPHA = 0.05  # for all deciding figures of a family together
LABEL_CLAUSES = 30  # gold clauses that a label needs to decide
ORGAN_TEXTS = 5  # texts, near-copies counted once, that an organ needs to decide
FAMILIES = {
    "gold": "On the frozen gold",
    "held out": "On training texts, each held out in turn",
    "label": "F1 of primary functions, gold and held-out texts together",
    "organ": "End to end F1 of organs, gold and held-out texts together",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of both models with the interval of its difference.

    ``support`` is what it rests on: clauses, or texts of an organ; ``decides`` is whether that is enough to refuse a model.
    """

    family: str
    name: str
    support: int
    old: float
    new: float
    low: float
    high: float
    decides: bool = True

    @property
    def worse(self) -> bool:
        """Whether the new model is worse beyond the interval, and that counts."""
        return self.decides and self.high < 0

    @property
    def words(self) -> str:
        """The row as a phrase: "label request 0.912 to 0.874 (-0.052 to -0.020)"."""
        return f"{self.family} {self.name} {self.old:.3f} to {self.new:.3f} ({self.low:+.3f} to {self.high:+.3f})"

    def to_dict(self) -> dict[str, Any]:
        """The row for JSON."""
        return {**asdict(self), "worse": self.worse}


def compare(gold: Runs, held_out: Runs) -> list[Row]:
    """All rows: overall on the gold and on what was held out; labels and organs over both together."""
    overall = [
        row for family, runs in (("gold", gold), ("held out", held_out)) if runs.new for row in _overall(family, runs)
    ]
    both = gold + held_out
    return [*overall, *_labels(both), *_organs(both)] if both.new else []


def _overall(family: str, runs: Runs) -> list[Row]:
    names = [metric.label for metric in OVERALL]
    support = [sum(len(document.gold) for document in runs.new)] * len(names)
    return _rows(
        family,
        runs,
        overall_counts(runs.old),
        overall_counts(runs.new),
        list(zip(names, support, [True] * len(names), strict=True)),
    )


def _labels(runs: Runs) -> list[Row]:
    known = Counter(clause.functions[0] for document in runs.new for clause in document.gold if clause.functions)
    names = sorted(known)
    heads = [(name, known[name], known[name] >= LABEL_CLAUSES) for name in names]
    return _rows("label", runs, label_counts(runs.old, names), label_counts(runs.new, names), heads)


def _organs(runs: Runs) -> list[Row]:
    texts = Counter(organ for organ, _ in {*zip(runs.organs, runs.units, strict=True)} if organ)
    names = sorted(texts)
    old, new = (organ_counts(side, runs.organs, names) for side in (runs.old, runs.new))
    return _rows("organ", runs, old, new, [(name, texts[name], texts[name] >= ORGAN_TEXTS) for name in names])


def _rows(family: str, runs: Runs, old: Array, new: Array, heads: Sequence[tuple[str, int, bool]]) -> list[Row]:
    """A row for each head (name, support, whether it decides) and its figure in the counts of both models."""
    if not heads:
        return []
    low, high = _bounds(over_units(new, runs.units), over_units(old, runs.units), sum(decides for *_, decides in heads))
    return [
        Row(family, name, support, _share(old[:, i]), _share(new[:, i]), float(low[i]), float(high[i]), decides)
        for i, (name, support, decides) in enumerate(heads)
    ]


def _bounds(new: Array, old: Array, deciding: int) -> Array:
    """The bounds of new minus old, shape (2, figures), each with its share of ``ALPHA``."""
    gain = np.full((1, new.shape[1], 2), 2.0)
    loss = gain * (0, 1)
    new, old = np.vstack([new, gain, loss]), np.vstack([old, loss, gain])
    drawn = paired_draws((new[..., 0], new[..., 1]), (old[..., 0], old[..., 1]), resamples=RESAMPLES)
    tail = 50 * ALPHA / max(1, deciding)  # per cent on each side
    bounds: Array = np.percentile(drawn, [tail, 100 - tail], axis=0)
    return bounds


def _share(counts: Array) -> float:
    top, bottom = counts.sum(0)
    return float(top / bottom) if bottom else 0.0
