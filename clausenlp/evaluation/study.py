"""Everything that an evaluation can tell about a model, in one call: scores, intervals, slices, calibration, comparison."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from spacy.language import Language

from clausenlp.evaluation.curves import (
    Bin,
    Coverage,
    Step,
    calibration_error,
    certainty,
    learning_curve,
    reliability,
    risk_coverage,
)
from clausenlp.evaluation.evaluate import Evaluation, evaluate, predict, score_documents
from clausenlp.evaluation.intervals import Paired, paired_test
from clausenlp.evaluation.slices import Slice, leaked, make_slices, seen_in
from clausenlp.pipeline.language import label_model
from clausenlp.training.examples import Example
from clausenlp.training.train import data_hash


@dataclass(frozen=True, slots=True)
class Study:
    """A model on gold, seen from all sides.

    ``leaked`` counts gold clauses that stand in the training examples; ``own_training`` is whether those are what the model's card says
    it was trained from. ``against`` is the paired test with another model (None without one), ``curve`` the learning curve (or empty).
    """

    evaluation: Evaluation
    slices: tuple[Slice, ...]
    leaked: int
    own_training: bool
    bins: tuple[Bin, ...]
    coverage: tuple[Coverage, ...]
    card: dict[str, Any]
    against: dict[str, Paired] | None = None
    curve: tuple[Step, ...] = ()

    @property
    def clauses(self) -> int:
        """Gold clauses, over all levels."""
        return self.evaluation.model.spans.tp + self.evaluation.model.spans.fn

    @property
    def calibration_error(self) -> float:
        """Expected calibration error over the bins."""
        return calibration_error(self.bins)

    def to_dict(self) -> dict[str, Any]:
        """All figures for JSON."""
        run = self.evaluation
        return {
            "model": run.model.to_dict(),
            "intervals": {key: asdict(interval) for key, interval in run.intervals.items()},
            "baselines": {name: scores.to_dict() for name, scores in run.baselines.items()},
            "documents": {name: scores.to_dict() for name, scores in run.per_document.items()},
            "slices": [{"kind": s.kind, "name": s.name, **s.scores.to_dict()} for s in self.slices],
            "in_training": {"clauses": self.leaked, "of": self.clauses, "own_training": self.own_training},
            "calibration": {"ece": self.calibration_error, "bins": [asdict(b) for b in self.bins]},
            "against": None if self.against is None else {key: asdict(test) for key, test in self.against.items()},
            "learning_curve": [_step(step) for step in self.curve],
            "errors": [asdict(error) for error in run.errors],
        }


def _step(step: Step) -> dict[str, Any]:
    return {
        "share": step.share,
        "examples": step.examples,
        "clauses": step.clauses,
        "scores": step.scores.to_dict(),
    }


def examine(
    nlp: Language,
    gold: Sequence[Example],
    training: Sequence[Example],
    *,
    other: Language | None = None,
    curve: bool = False,
    all_baselines: bool = False,
) -> Study:
    """Evaluate a pipeline on gold, with what it was trained on; with another pipeline also the paired test between the two."""
    run = evaluate(nlp, gold, training=training if all_baselines else ())
    seen = seen_in(training)
    found = certainty(run.documents)
    card = label_model(nlp).card
    return Study(
        evaluation=run,
        slices=tuple(make_slices(run.documents, seen)),
        leaked=leaked(run.documents, seen),
        own_training=card.get("data", {}).get("sha256") == data_hash(training),
        bins=reliability(found),
        coverage=risk_coverage(found),
        card=card,
        against=None if other is None else paired_test(run.per_document, score_documents(predict(other, gold))),
        curve=learning_curve(training, gold) if curve else (),
    )
