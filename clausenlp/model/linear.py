"""A linear classifier over named features: the weights that scikit-learn's logistic regression has learnt, as plain arrays.

Labelling needs no more than these, and starts in a third of the time that an import of scikit-learn takes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Group = tuple[Any, ...]  # a function, and the values from which it makes names of features
REMEMBERED = 2**13  # groups whose weights are kept; beyond that they are forgotten and summed anew


def names(group: Group) -> tuple[str, ...]:
    """The names of the features of a group."""
    make, *values = group
    found: tuple[str, ...] = make(*values)
    return found


def named(*given: str) -> tuple[str, ...]:
    """Names that are given as they are: ``(named, "w0=recalls")`` is a group."""
    return given


@dataclass(slots=True)
class Features:
    """The names that a model knows, and how rows of names become a matrix."""

    names: tuple[str, ...]
    index: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.index = {name: at for at, name in enumerate(self.names)}

    def matrix(self, rows: Iterable[Iterable[Group]]) -> csr_matrix:
        """One row for each list of groups, shape (rows, names); unknown names are passed over."""
        indices: list[int] = []
        ends = [0]
        known: dict[Group, list[int]] = {}
        for row in rows:
            for group in row:
                columns = known.get(group)
                if columns is None:
                    columns = known[group] = [at for name in names(group) if (at := self.index.get(name)) is not None]
                indices += columns
            ends.append(len(indices))
        return _ones(indices, ends, len(self.names))


class _Numbers(dict[Group, int]):
    """Groups, numbered as they come."""

    def __missing__(self, group: Group) -> int:
        number = self[group] = len(self)
        return number


@dataclass(slots=True)
class LinearModel:
    """Features, classes, and weights: ``coef`` of shape (classes, names), or (1, names) for two classes, and ``intercept``.

    The weights of the names of a group are summed once: ``sums`` holds a row for each group, as ``groups`` numbers them, of which
    the first ``summed`` are filled.
    """

    features: Features
    classes: tuple[str, ...]
    coef: NDArray[np.float64]
    intercept: NDArray[np.float64]
    groups: _Numbers = field(init=False, default_factory=_Numbers)
    sums: NDArray[np.float64] = field(init=False)
    summed: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.sums = np.empty((REMEMBERED, len(self.intercept)))  # takes no memory until it is filled

    def probabilities(self, rows: Iterable[Iterable[Group]]) -> NDArray[np.float64]:
        """Probability of each class, shape (rows, classes), as ``LogisticRegression.predict_proba`` gives it."""
        margins = self._margins(rows)
        if margins.shape[1] == 1:  # two classes share one margin
            margins = np.hstack([np.zeros_like(margins), margins])
        odds = np.exp(margins - margins.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def _margins(self, rows: Iterable[Iterable[Group]]) -> NDArray[np.float64]:
        if len(self.groups) > REMEMBERED:
            self.groups.clear()
            self.sums, self.summed = self.sums[:REMEMBERED], 0
        numbers: list[int] = []
        ends = [0]
        number = self.groups.__getitem__
        for row in rows:
            numbers += map(number, row)
            ends.append(len(numbers))
        self._sum_new()
        known = self.sums[: self.summed]
        margins: NDArray[np.float64] = _ones(numbers, ends, len(known)) @ known + self.intercept
        return margins

    def _sum_new(self) -> None:
        """Sum the weights of the groups that have come since the last time."""
        new = self.features.matrix([group] for group in islice(self.groups, self.summed, None)) @ self.coef.T
        until = self.summed + len(new)
        if until > len(self.sums):
            self.sums = np.vstack([self.sums, np.empty((until - len(self.sums), self.sums.shape[1]))])
        self.sums[self.summed : until] = new
        self.summed = until


def _ones(columns: list[int], ends: list[int], width: int) -> csr_matrix:
    """A matrix of ones in the columns of each row, whose columns end where ``ends`` says."""
    places, rows = np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)
    return csr_matrix((np.ones(len(columns)), places, rows), shape=(len(ends) - 1, width))
