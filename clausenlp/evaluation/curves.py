"""Whether a score can be trusted, and what more training examples would bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clausenlp.errors import ClauseError
from clausenlp.evaluation.align import Aligned
from clausenlp.evaluation.scores import Scores, score
from clausenlp.training.examples import Example

SHARES = (0.1, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Certainty:
    """The score of each clause that was found, and whether its section and primary function are right (1 or 0)."""

    scores: NDArray[np.float64]
    right: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Clauses of like score: how many, their mean score, and the share that is right."""

    count: int
    score: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """When only clauses from a score on are kept: the share that is kept, and the share of these that is wrong."""

    score: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Step:
    """A model trained on a share of the examples, with its scores on the gold."""

    share: float
    examples: int
    clauses: int
    scores: Scores


def certainty(documents: Iterable[Aligned]) -> Certainty:
    """The scores of the clauses whose span was found exactly, beside whether they are right."""
    pairs = [(d.gold[g], d.predicted[p]) for d in documents for g, p in d.pairs]
    right = [g.section == p.section and (not g.functions or g.functions[0] == p.functions[0]) for g, p in pairs]
    return Certainty(np.array([p.score for _, p in pairs], dtype=float), np.array(right, dtype=float))


def reliability(found: Certainty, bins: int = 10) -> tuple[Bin, ...]:
    """Bins of (nearly) equal count in order of score; fewer where there are fewer clauses."""
    order = np.argsort(found.scores, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return tuple(Bin(len(p), float(found.scores[p].mean()), float(found.right[p].mean())) for p in parts)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far score and accuracy lie apart on average, 0 for scores that mean what they say.

    Naeini et al. 2015 (Obtaining Well Calibrated Probabilities Using Bayesian Binning), Guo et al. 2017 (On Calibration of Modern
    Neural Networks); here over bins of equal count.
    """
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.score - b.accuracy) for b in bins) / total if total else 0.0


def risk_coverage(found: Certainty) -> tuple[Coverage, ...]:
    """One point for each score that occurs, the surest first; clauses with the same score are kept or left together.

    El-Yaniv & Wiener 2010, On the Foundations of Noise-free Selective Classification.
    """
    if not len(found.scores):
        return ()
    order = np.argsort(-found.scores, kind="stable")
    scores, wrong = found.scores[order], np.cumsum(1 - found.right[order])
    last = np.append(np.flatnonzero(np.diff(scores)), len(scores) - 1)
    return tuple(Coverage(float(scores[i]), float((i + 1) / len(scores)), float(wrong[i] / (i + 1))) for i in last)


def subset(examples: Sequence[Example], share: float, random_state: int = 0) -> list[Example]:
    """A share of the examples, drawn at random, in their own order. Texts stay whole; a smaller share lies in each larger one."""
    order = np.random.default_rng(random_state).permutation(len(examples))
    return [examples[i] for i in sorted(order[: max(1, round(share * len(examples)))])]


def learning_curve(
    training: Sequence[Example],
    gold: Sequence[Example],
    *,
    shares: Sequence[float] = SHARES,
    random_state: int = 0,
) -> tuple[Step, ...]:
    """Train on growing shares of the examples and score each model on the gold.

    Spans do not depend on the model, so only sections and functions can change. Raises ClauseError where a share is too small to
    train on. Training on all of the shipped examples takes some 15 seconds.
    """
    return tuple(_step(subset(training, share, random_state), gold, share) for share in shares)


def _step(examples: Sequence[Example], gold: Sequence[Example], share: float) -> Step:
    from clausenlp.evaluation.evaluate import predict
    from clausenlp.pipeline.language import build
    from clausenlp.training.train import fit_model

    try:
        model = fit_model(examples)
    except ValueError as error:
        raise ClauseError(
            f"{len(examples)} examples are too few to train on ({error})", remedy="give more training examples"
        ) from error
    clauses = sum(len(example.clauses) for example in examples)
    return Step(share, len(examples), clauses, score(list(predict(build(model), gold))))
