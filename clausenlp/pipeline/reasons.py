"""Why a label: the features that carried it, and for the section what the structure said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clausenlp.model.features import act_features, section_features
from clausenlp.model.linear import Group, LinearModel, names
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.clean import mask
from clausenlp.pipeline.labelling import NO_ACT, Row, closing_mark, find_row_candidates, has_children
from clausenlp.scheme import SECTIONS

Weights = tuple[tuple[str, float], ...]
TOP = 4


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clause has its labels.

    ``acts``: for each act its function and the features with the largest weights (log odds) for it; ``section``: the features
    for the section (empty for a sub-clause, which has its clause's); ``structure``: where the part divides.
    """

    section: Weights
    structure: str
    acts: tuple[tuple[str, Weights], ...]


def explain(model: LabelModel, text: str, rows: list[Row], furniture: Sequence[tuple[int, int]]) -> list[Reason]:
    """A reason for each labelled row, in order."""
    candidates = find_row_candidates(mask(text, furniture), rows, model.scheme)
    found = []
    for i, (row, per_row) in enumerate(zip(rows, candidates, strict=True)):
        acts = [(c, act_features(c, per_row[0], row["level"])) for c in per_row]
        named = {act["start"]: act["function"] for act in row["acts"]}
        given = tuple(
            (named[c.start], _carried(model.acts, groups, named[c.start])) for c, groups in acts if c.start in named
        )
        if not given:
            given = ((NO_ACT, _carried(model.acts, acts[0][1], NO_ACT)),)
        section: Weights = ()
        if row["level"] == 1:
            groups = section_features(per_row[0], row["number"], closing_mark(text, row), has_children(rows, i))
            section = _carried(model.sections, groups, row["section"])
        found.append(Reason(section, _structure(rows, row), given))
    return found


def _carried(model: LinearModel, groups: Sequence[Group], label: str) -> Weights:
    """The features with the largest weights for a label."""
    coef, index = model.coef, model.features.index
    if len(coef) == 1:
        weights = coef[0] if label == model.classes[1] else -coef[0]
    else:
        weights = coef[model.classes.index(label)] - coef.mean(axis=0)
    known = sorted(
        {name for group in groups for name in names(group) if name in index},
        key=lambda name: (-weights[index[name]], name),
    )
    return tuple((name, round(float(weights[index[name]]), 2)) for name in known[:TOP])


def _structure(rows: list[Row], row: Row) -> str:
    part = [r for r in rows if r["level"] == 1 and r["part"] == row["part"]]
    early = int(np.sum([r["section"] == SECTIONS[0] for r in part]))
    if row["level"] > 1:
        return "a sub-clause has the section of its clause"
    return f"clause {part.index(row) + 1} of {len(part)} in its part, whose preamble has {early}"
