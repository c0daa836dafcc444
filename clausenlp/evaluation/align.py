"""Pair predicted clauses with gold ones, so that everything else only counts pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

from clausenlp.training.examples import Example, GoldClause


@dataclass(frozen=True, slots=True)
class Predicted:
    """A predicted clause in the terms of gold: offsets, level, number, section, functions, score."""

    start: int
    end: int
    level: int
    number: str | None
    section: str
    functions: tuple[str, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Aligned:
    """One document: its gold and predicted clauses, and the pairs (gold index, predicted index) with the same start and end."""

    example: Example
    gold: tuple[GoldClause, ...]
    predicted: tuple[Predicted, ...]
    pairs: tuple[tuple[int, int], ...]
    starts: int  # gold clauses whose start is predicted, whatever the end

    @property
    def perfect(self) -> bool:
        """Whether every gold clause is found, and nothing else."""
        return len(self.pairs) == len(self.gold) == len(self.predicted)


def align(example: Example, predicted: Sequence[Predicted]) -> Aligned:
    """Pair by exact span; clauses from ``ignore_from`` on are left out on both sides."""
    limit = example.ignore_from if example.ignore_from is not None else len(example.text) + 1
    gold = tuple(clause for clause in example.clauses if clause.start < limit)
    kept = tuple(clause for clause in predicted if clause.start < limit)
    places = {(clause.start, clause.end, clause.level): i for i, clause in enumerate(kept)}
    by_span = {(clause.start, clause.end): i for i, clause in enumerate(kept)}
    pairs = []
    for i, clause in enumerate(gold):
        at = places.get((clause.start, clause.end, clause.level), by_span.get((clause.start, clause.end)))
        if at is not None:
            pairs.append((i, at))
    opened = {clause.start for clause in kept}
    return Aligned(example, gold, kept, tuple(pairs), sum(clause.start in opened for clause in gold))
