"""A linear classifier over named features: the weights that scikit-learn's logistic regression has learnt, as plain arrays.

Labelling needs no more than these, and starts in a third of the time that an import of scikit-learn takes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Groups = Iterable[tuple[str, ...]]
REMEMBERED = 2**15  # groups whose columns are kept; beyond that they are forgotten and looked up anew


@dataclass(slots=True)
class Features:
    """The names that a model knows, and how rows of names become a matrix."""

    names: tuple[str, ...]
    index: dict[str, int] = field(init=False)
    columns: dict[tuple[str, ...], tuple[int, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.index = {name: at for at, name in enumerate(self.names)}

    def matrix(self, rows: Iterable[Groups]) -> csr_matrix:
        """One row for each list of groups of feature names, shape (rows, names); unknown names are passed over."""
        indices: list[int] = []
        ends = [0]
        known = self.columns.get
        for row in rows:
            for group in row:
                columns = known(group)
                indices += self._look_up(group) if columns is None else columns
            ends.append(len(indices))
        return csr_matrix(
            (np.ones(len(indices)), np.array(indices, dtype=np.int32), np.array(ends, dtype=np.int32)),
            shape=(len(ends) - 1, len(self.names)),
        )

    def _look_up(self, group: tuple[str, ...]) -> tuple[int, ...]:
        if len(self.columns) > REMEMBERED:
            self.columns.clear()
        found = tuple(at for name in group if (at := self.index.get(name)) is not None)
        self.columns[group] = found
        return found


@dataclass(slots=True)
class LinearModel:
    """Features, classes, and weights: ``coef`` of shape (classes, names), or (1, names) for two classes, and ``intercept``."""

    features: Features
    classes: tuple[str, ...]
    coef: NDArray[np.float64]
    intercept: NDArray[np.float64]

    def probabilities(self, rows: Iterable[Groups]) -> NDArray[np.float64]:
        """Probability of each class, shape (rows, classes), as ``LogisticRegression.predict_proba`` gives it."""
        margins = self.features.matrix(rows) @ self.coef.T + self.intercept
        if margins.shape[1] == 1:  # two classes share one margin
            margins = np.hstack([np.zeros_like(margins), margins])
        odds = np.exp(margins - margins.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return shares
