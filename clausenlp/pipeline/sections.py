"""One decision per part: where the preamble ends and the operative part begins."""

import numpy as np
from numpy.typing import NDArray


def decode_sections(preambular: NDArray[np.float64]) -> tuple[int, NDArray[np.float64]]:
    """The number of preambular clauses of a part, and for each clause the probability that it is preambular.

    ``preambular`` holds the classifier's probability for each clause of level 1, in order, shape (clauses,). Nothing is
    preambular after the first operative clause, so a part has ``clauses + 1`` possible divisions; each is weighed by the
    product of the clauses' probabilities. The second value sums over the divisions (posterior marginals).
    """
    p = np.clip(preambular, 1e-6, 1 - 1e-6)
    before = np.concatenate([[0.0], np.cumsum(np.log(p))])
    after = np.concatenate([np.cumsum(np.log(1 - p)[::-1])[::-1], [0.0]])
    weight = before + after
    share = np.exp(weight - weight.max())
    share /= share.sum()
    marginal = np.cumsum(share[::-1])[::-1][1:]
    return int(np.argmax(weight)), marginal
