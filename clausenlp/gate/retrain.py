"""Train a model, compare it with the present one, and put it in its place where nothing that matters gets worse."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clausenlp.errors import ClauseError, ModelError
from clausenlp.gate.gate import Gate, Side, card_scores, examine_new
from clausenlp.gate.held_out import Fit, fit_once
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.language import build, label_model, load, shipped_model
from clausenlp.scheme import Scheme
from clausenlp.scheme_file import scheme_to_json
from clausenlp.training.calibrate import FOLDS, cross_validation
from clausenlp.training.data import kept_examples
from clausenlp.training.examples import Example
from clausenlp.training.history import read_card, recover
from clausenlp.training.save import read_gate, save_model


@dataclass(frozen=True, slots=True)
class Plan:
    """What training does besides: texts to measure on, files to watch, how many folds, whether the verdict is overruled.

    ``scheme``: labels of one's own.
    """

    gold: Sequence[Example] = ()
    watched: Sequence[str] = ()
    folds: int = FOLDS
    force: bool = False
    scheme: Scheme | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """The model that a new one has to stand against: its folder, and its side of the comparison."""

    path: Path
    side: Side


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a training.

    ``decision`` is "first" (there was nothing to compare with), "same" (as the present one), "promoted", "forced" or "kept" (the
    old model stays); ``gate`` is None where nothing was compared; ``unread`` says why the model in place could not be read.
    """

    decision: str
    card: dict[str, Any]
    present: Present | None = None
    gate: Gate | None = None
    unread: ModelError | None = None

    def record(self) -> dict[str, Any]:
        """What stays with the model: when, how it was decided, against which model, and the figures of the comparison."""
        return {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "decision": self.decision,
            "against": None if self.present is None else label_model(self.present.side.nlp).card.get("sha256"),
            "worse": [] if self.gate is None else [row.words for row in self.gate.worse],
            "figures": [] if self.gate is None else [row.to_dict() for row in self.gate.rows],
        }

    def to_dict(self) -> dict[str, Any]:
        """All of it for JSON: the record, the new model's data and scores, and which labels change."""
        changes = {} if self.gate is None else self.gate.to_dict()
        return {**self.record(), "data": self.card["data"], "scores": self.card["scores"], **changes}


def retrain(examples: Sequence[Example], output: Path, plan: Plan = Plan()) -> Outcome:
    """Fit on all examples, from scratch, and put the model into ``output`` unless something that matters gets worse.

    The same examples give the same model. It is compared with the one in ``output``, or where there is none with the shipped one.
    Raises ClauseError where the examples are too few to train on, or where something else than a model is in ``output``.
    """
    check_output(output)
    recover(output)
    fit = fit_once(plan.scheme)
    model = _trained(examples, fit, plan)
    present, unread = _present(output, model.scheme)
    outcome = replace(_decide(model, examples, present, fit=fit, plan=plan), unread=unread)
    if outcome.decision != "kept":
        _place(model, examples, outcome, output)
    return outcome


def _place(model: LabelModel, examples: Sequence[Example], outcome: Outcome, output: Path) -> None:
    """Save the model; where it is the one in place, only its card may be new, and its record stays."""
    record = outcome.record()
    again = outcome.decision == "same" and outcome.present is not None and outcome.present.path == output
    if again:
        record = read_gate(output) or record
    if record["worse"]:
        model.card["forced"] = record["worse"]
    if not (again and read_card(output) == json.loads(model.files()["card.json"])):
        save_model(model, output, examples, gate=record, keep=not again)


def check_output(output: Path) -> None:
    """Raise ClauseError where something else than a model, or an empty folder, is in the place of one."""
    if output.exists() and not (output / "config.cfg").exists() and (not output.is_dir() or any(output.iterdir())):
        raise ClauseError("there is something here that is no model", where=str(output), remedy="name another folder")


def _trained(examples: Sequence[Example], fit: Fit, plan: Plan) -> LabelModel:
    try:
        model = fit(examples)
        model.card["cross_validation"] = cross_validation(examples, fit, plan.folds)
    except ValueError as error:
        raise ClauseError(f"the examples are too few to train on ({error})", remedy="give more examples") from error
    model.card["scores"] = card_scores(Side(build(model), examples), plan.gold, fit=fit, folds=plan.folds)
    return model


def _present(output: Path, scheme: Scheme) -> tuple[Present | None, ModelError | None]:
    """The model in place, or else the shipped one, if it has the same labels; with the reason where the one in place cannot be read."""
    unread: ModelError | None = None
    for path in (output, shipped_model()):
        if (path / "config.cfg").exists():
            try:
                nlp = load(path)
                if scheme_to_json(label_model(nlp).scheme) == scheme_to_json(scheme):
                    return Present(path, Side(nlp, _data(path, scheme))), unread
            except ModelError as error:
                unread = error
    return None, unread


def _data(model: Path, scheme: Scheme) -> list[Example] | None:
    try:
        return kept_examples(model, scheme)
    except ClauseError:
        return None


def _decide(
    model: LabelModel, examples: Sequence[Example], present: Present | None, *, fit: Fit, plan: Plan
) -> Outcome:
    if present is None:
        return Outcome("first", model.card)
    if _arrays(label_model(present.side.nlp)) == _arrays(model):
        return Outcome("same", model.card, present)
    new = Side(build(model), examples)
    gate = examine_new(present.side, new, plan.gold, fit=fit, folds=plan.folds, watched=plan.watched)
    decision = "promoted" if not gate.worse else "forced" if plan.force else "kept"
    return Outcome(decision, model.card, present, gate)


def _arrays(model: LabelModel) -> dict[str, bytes]:
    return {name: content for name, content in model.files().items() if name != "card.json"}
