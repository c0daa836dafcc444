"""A new model and the present one on the same texts, the verdict, and the new one's scores for its card."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from spacy.language import Language

from clausenlp.evaluation.align import Aligned
from clausenlp.evaluation.curves import certainty
from clausenlp.evaluation.evaluate import predict, score_documents
from clausenlp.evaluation.intervals import intervals
from clausenlp.gate.changes import Change, Watched, gold_changes, watch
from clausenlp.gate.compare import Row, compare
from clausenlp.gate.counts import Runs
from clausenlp.gate.held_out import Fit, common, predict_clauses, predict_held_out, shared_places
from clausenlp.gate.organs import organs
from clausenlp.pipeline.language import label_model
from clausenlp.training.examples import Example
from clausenlp.training.series import families


@dataclass(frozen=True, slots=True)
class Added:
    """How the examples that are new fare: right (section and primary function) by the old model, and by the new one when held out."""

    clauses: int
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class Gate:
    """What the comparison has found."""

    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    added: Added | None
    watched: Watched | None

    @property
    def worse(self) -> tuple[Row, ...]:
        """What speaks against the new model; empty where it may take the place of the old one."""
        return tuple(row for row in self.rows if row.worse)

    def to_dict(self) -> dict[str, Any]:
        """All of it for JSON."""
        return {
            "worse": [row.words for row in self.worse],
            "figures": [row.to_dict() for row in self.rows],
            "changes": [asdict(change) for change in self.changes],
            "added": None if self.added is None else asdict(self.added),
            "watched": None if self.watched is None else asdict(self.watched),
        }


@dataclass(frozen=True, slots=True)
class Side:
    """A model in its pipeline, with what it was trained on (None where nobody knows)."""

    nlp: Language
    examples: Sequence[Example] | None


def examine_new(
    old: Side, new: Side, gold: Sequence[Example], *, fit: Fit, folds: int, watched: Sequence[str] = ()
) -> Gate:
    """Compare two models on the gold, and what they were trained on by cross-validation.

    On the gold the models themselves label. In cross-validation each is fitted again, by this release, on its data without
    the texts that are measured; the texts are those of the old data.
    """
    gold = [example for example in gold if example.whole]
    runs = _runs(list(predict(old.nlp, gold)), list(predict(new.nlp, gold)))
    held_out, added = Runs([], [], [], []), None
    if old.examples is not None and new.examples is not None and list(old.examples) != list(new.examples):
        place = shared_places(old.examples, new.examples, folds)
        measured = common(old.examples, new.examples)
        sides = (predict_held_out(side, measured, fit, place) for side in (old.examples, new.examples))
        held_out = _runs(*sides)
        added = _added(old, new.examples, fit, place)
    return Gate(
        tuple(compare(runs, held_out)),
        tuple(gold_changes(runs.old, runs.new)),
        added,
        watch(old.nlp, new.nlp, watched) if watched else None,
    )


def _runs(old: list[Aligned], new: list[Aligned]) -> Runs:
    examples = [document.example for document in new]
    names = families(examples)
    units = [name if example.whole else example.id for example, name in zip(examples, names, strict=True)]
    return Runs(old, new, units, organs(examples))


def _added(old: Side, examples: Sequence[Example], fit: Fit, place: dict[str, int]) -> Added | None:
    known = {example.id: example for example in old.examples or ()}
    fresh = [example for example in examples if known.get(example.id) != example]
    if not fresh:
        return None
    before = certainty(predict_clauses(label_model(old.nlp), fresh)).right
    after = certainty(predict_held_out(examples, fresh, fit, place)).right
    return Added(len(after), float(before.mean()), float(after.mean()))


def card_scores(new: Side, gold: Sequence[Example], *, fit: Fit, folds: int) -> dict[str, Any]:
    """The new model's figures with their intervals, on the gold and by cross-validation over its own data."""
    examples = new.examples or ()
    held_out = predict_held_out(examples, examples, fit, shared_places(examples, examples, folds))
    return {
        **({"gold": _scores(list(predict(new.nlp, gold)), spans=True)} if gold else {}),
        "cross-validation": _scores(held_out, spans=False),
    }


def _scores(documents: Sequence[Aligned], *, spans: bool) -> dict[str, Any]:
    found = intervals(score_documents(documents))
    return {
        "texts": len(documents),
        "clauses": sum(len(document.gold) for document in documents),
        "figures": {
            key: {name: round(value, 4) for name, value in asdict(interval).items()}
            for key, interval in found.items()
            if spans or key != "span_f1"
        },
    }
