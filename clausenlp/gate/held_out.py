"""Predictions for texts that a model has not seen: the frozen gold, and training texts that were held out."""

from collections.abc import Callable, Mapping, Sequence

from clausenlp.evaluation.align import Aligned, Predicted, align
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.labelling import label_rows
from clausenlp.scheme import Scheme
from clausenlp.training.data import words_of
from clausenlp.training.examples import Example
from clausenlp.training.rows import gold_rows
from clausenlp.training.series import places
from clausenlp.training.train import data_hash, fit_model

Fit = Callable[[Sequence[Example]], LabelModel]


def fit_once(scheme: Scheme | None = None) -> Fit:
    """A ``fit_model`` for a scheme (by default the shipped one) that fits the same examples only once.

    Folds without an added example are those of before.
    """
    kept: dict[str, LabelModel] = {}

    def fit(examples: Sequence[Example]) -> LabelModel:
        key = data_hash(examples)
        if key not in kept:
            kept[key] = fit_model(examples, scheme=scheme)
        return kept[key]

    return fit


def predict_clauses(model: LabelModel, examples: Sequence[Example]) -> list[Aligned]:
    """Labels for clauses whose spans are given; works for whole texts and for single clauses."""
    docs = [(e.text, gold_rows(e), [(start, end) for start, end, _ in sorted(e.furniture)]) for e in examples]
    label_rows(model, docs)
    return [align(e, [_predicted(row) for row in rows]) for e, (_, rows, _) in zip(examples, docs, strict=True)]


def _predicted(row: Mapping[str, object]) -> Predicted:
    fields = {name: row[name] for name in ("start", "end", "level", "number", "section", "score")}
    return Predicted(**fields, functions=tuple(row["functions"]))  # type: ignore[arg-type]


def common(old: Sequence[Example], new: Sequence[Example]) -> list[Example]:
    """The old examples on which both are measured: all but those that the new data have corrected, by their id or their words."""
    now, words = {example.id: example for example in new}, {words_of(example) for example in new}
    return [e for e in old if (now[e.id] == e if e.id in now else words_of(e) not in words)]


def predict_held_out(
    data: Sequence[Example], measured: Sequence[Example], fit: Fit, place: Mapping[str, int]
) -> list[Aligned]:
    """Each measured example as labelled by a model that was fitted on ``data`` without its fold, in the order given."""
    found: dict[str, Aligned] = {}
    for at in sorted({place[example.id] for example in measured}):
        model = fit([example for example in data if place[example.id] != at])
        for document in predict_clauses(model, [example for example in measured if place[example.id] == at]):
            found[document.example.id] = document
    return [found[example.id] for example in measured]


def shared_places(old: Sequence[Example], new: Sequence[Example], folds: int) -> dict[str, int]:
    """The fold of each example of either data by its id. Those of the new data do not depend on the old."""
    kept = {example.id for example in new}
    return {**places([example for example in old if example.id not in kept], folds), **places(new, folds)}
