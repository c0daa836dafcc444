"""A linear classifier over named features: scikit-learn's logistic regression, rebuilt from plain arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression


@dataclass(slots=True)
class LinearModel:
    """Feature names and a fitted estimator over them. Names that the model does not know are passed over."""

    names: tuple[str, ...]
    index: dict[str, int]
    estimator: LogisticRegression

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels, in the order of the columns of ``probabilities``."""
        return tuple(str(label) for label in self.estimator.classes_)

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """One row a list of feature names, shape (rows, names)."""
        indices: list[int] = []
        ends = [0]
        look_up = self.index.get
        for row in rows:
            indices += [at for name in row if (at := look_up(name)) is not None]
            ends.append(len(indices))
        data = np.ones(len(indices), dtype=np.float64)
        return csr_matrix(
            (data, np.array(indices, dtype=np.int32), np.array(ends, dtype=np.int32)),
            shape=(len(rows), len(self.names)),
        )

    def probabilities(self, rows: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """Probability of each class, shape (rows, classes)."""
        if not rows:
            return np.zeros((0, len(self.classes)))
        shares: NDArray[np.float64] = self.estimator.predict_proba(self.matrix(rows))
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
