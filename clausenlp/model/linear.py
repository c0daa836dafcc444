"""A linear classifier over named features: scikit-learn's logistic regression, rebuilt from plain arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

Groups = Iterable[tuple[str, ...]]
REMEMBERED = 500_000  # groups whose columns are kept; beyond that they are forgotten and looked up anew


@dataclass(slots=True)
class LinearModel:
    """Feature names and a fitted estimator over them. Names that the model does not know are passed over."""

    names: tuple[str, ...]
    index: dict[str, int]
    estimator: LogisticRegression
    columns: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels, in the order of the columns of ``probabilities``."""
        return tuple(str(label) for label in self.estimator.classes_)

    def matrix(self, rows: Iterable[Groups]) -> csr_matrix:
        """One row for each list of groups of feature names, shape (rows, names)."""
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

    def probabilities(self, rows: Iterable[Groups]) -> NDArray[np.float64]:
        """Probability of each class, shape (rows, classes)."""
        matrix = self.matrix(rows)
        if not matrix.shape[0]:
            return np.zeros((0, len(self.classes)))
        shares: NDArray[np.float64] = self.estimator.predict_proba(matrix)
        return shares


def rebuild(
    names: Sequence[str], classes: Sequence[str], coef: NDArray[np.float32], intercept: NDArray[np.float32]
) -> LinearModel:
    """A model from its arrays: ``coef`` has shape (classes, names), or (1, names) for two classes."""
    estimator = LogisticRegression()
    estimator.classes_ = np.array(classes)
    estimator.coef_ = coef.astype(np.float64)
    estimator.intercept_ = intercept.astype(np.float64)
    estimator.n_features_in_ = len(names)
    return LinearModel(tuple(names), {name: at for at, name in enumerate(names)}, estimator)
