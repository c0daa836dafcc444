"""Counts and scores over aligned documents. Every figure says what it counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from clausenlp.evaluation.align import Aligned


@dataclass(frozen=True, slots=True)
class PRF:
    """True positives, false positives, false negatives, and what follows from them."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        """tp / (tp + fp), 0 where nothing was predicted."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """tp / (tp + fn), 0 where there is nothing to find."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """2 tp / (2 tp + fp + fn)."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a set of documents.

    Spans count over all levels. Sections and functions count over gold clauses whose span was found exactly (``labelled`` of them have gold
    functions); ``end_to_end`` counts a gold clause as found where span, section and primary function are right, so it is the figure of the
    whole pipeline.
    """

    documents: int
    perfect: int
    spans: PRF
    starts: PRF
    section_accuracy: float
    section_f1: dict[str, float]
    labelled: int
    primary_accuracy: float
    primary_macro_f1: float
    functions: PRF
    end_to_end: PRF
    numbers: float
    per_function: dict[str, PRF]
    confusion: dict[tuple[str, str], int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The scores for JSON: PRF tables with precision, recall and F1 written out."""
        data: dict[str, Any] = {}
        for name, value in ((n, getattr(self, n)) for n in self.__dataclass_fields__):
            if isinstance(value, PRF):
                data[name] = _prf(value)
            elif name == "per_function":
                data[name] = {function: _prf(prf) for function, prf in value.items()}
            elif name == "confusion":
                data[name] = [
                    {"gold": g, "predicted": p, "count": n}
                    for (g, p), n in sorted(value.items(), key=lambda item: (-item[1], item[0]))
                ]
            else:
                data[name] = value
        return data


def _prf(value: PRF) -> dict[str, float]:
    return {
        **asdict(value),
        "precision": round(value.precision, 5),
        "recall": round(value.recall, 5),
        "f1": round(value.f1, 5),
    }


def score(documents: Sequence[Aligned]) -> Scores:
    """Score aligned documents."""
    pairs = [(d.gold[g], d.predicted[p]) for d in documents for g, p in d.pairs]
    sections = Counter((g.section, p.section) for g, p in pairs)
    labelled = [(g.functions, p.functions) for g, p in pairs if g.functions]
    primary = Counter((g[0], p[0]) for g, p in labelled if g)
    per_function = _per_label(primary)
    found = len(pairs)
    gold = sum(len(d.gold) for d in documents)
    predicted = sum(len(d.predicted) for d in documents)
    starts = sum(d.starts for d in documents)
    right = sum(g.section == p.section and (not g.functions or g.functions[0] == p.functions[0]) for g, p in pairs)
    return Scores(
        documents=len(documents),
        perfect=sum(d.perfect for d in documents),
        spans=PRF(found, predicted - found, gold - found),
        starts=PRF(starts, predicted - starts, gold - starts),
        section_accuracy=_share(sum(n for (g, p), n in sections.items() if g == p), found),
        section_f1={label: prf.f1 for label, prf in _per_label(sections).items()},
        labelled=len(labelled),
        primary_accuracy=_share(sum(n for (g, p), n in primary.items() if g == p), len(labelled)),
        primary_macro_f1=_share(sum(prf.f1 for prf in per_function.values()), len(per_function)),
        functions=_multi((set(g or ()), set(p)) for g, p in labelled),
        end_to_end=PRF(right, predicted - right, gold - right),
        numbers=_share(sum(_same_number(g.number, p.number) for g, p in pairs), found),
        per_function=per_function,
        confusion={pair: n for pair, n in primary.items() if pair[0] != pair[1]},
    )


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _same_number(gold: str | None, predicted: str | None) -> bool:
    return (gold or "").rstrip(".") == (predicted or "") or (gold or "").strip("().") == (predicted or "").rsplit(
        "(", 1
    )[-1].strip("().")


def _per_label(pairs: Counter[tuple[str, str]]) -> dict[str, PRF]:
    labels = sorted({gold for gold, _ in pairs})
    return {
        label: PRF(
            pairs[label, label],
            sum(n for (g, p), n in pairs.items() if p == label != g),
            sum(n for (g, p), n in pairs.items() if g == label != p),
        )
        for label in labels
    }


def _multi(pairs: Iterable[tuple[set[str], set[str]]]) -> PRF:
    tp = fp = fn = 0
    for gold, predicted in pairs:
        tp, fp, fn = tp + len(gold & predicted), fp + len(predicted - gold), fn + len(gold - predicted)
    return PRF(tp, fp, fn)
