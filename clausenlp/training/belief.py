"""What a model makes of clauses whose labels it has not seen: how likely each section and each function is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clausenlp.model.features import act_features, section_features
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.acts import Candidate
from clausenlp.pipeline.clean import mask
from clausenlp.pipeline.labelling import NO_ACT, Row, closing_mark, find_row_candidates, has_children
from clausenlp.scheme import SECTIONS, Lead
from clausenlp.training.calibrate import FOLDS, folds
from clausenlp.training.examples import Example
from clausenlp.training.rows import gold_rows

NEW_PART = 0.01  # how often a preambular clause follows an operative one: parts A and B in one text
TURN = 0.1  # how often an operative clause follows a preambular one
INVOKE = "invoke"

Shares = dict[str, float]


@dataclass(frozen=True, slots=True)
class Belief:
    """What a model believes of one clause.

    ``preambular`` is the probability of that section, for a sub-clause that of its clause; ``primary`` the probability of each
    primary function; ``named`` the probability that the words of the clause name an act of each function; ``lead`` the
    row of the lead-word table for its head, None where it has none.
    """

    preambular: float
    primary: Shares
    named: Shares
    lead: Lead | None


def out_of_fold(
    examples: Sequence[Example], fit: Callable[[Sequence[Example]], LabelModel], count: int = FOLDS
) -> dict[str, list[Belief]]:
    """The beliefs on each example's clauses, by its id, of a model fitted on the other series alone."""
    found: dict[str, list[Belief]] = {}
    for kept, held in folds(examples, count):
        if held:
            found.update(beliefs(fit(kept), held))
    return found


def beliefs(model: LabelModel, examples: Sequence[Example]) -> dict[str, list[Belief]]:
    """The beliefs of a model on each example's clauses, by its id."""
    return {example.id: _believe(model, example) for example in examples}


def _believe(model: LabelModel, example: Example) -> list[Belief]:
    rows = gold_rows(example)
    found = find_row_candidates(
        mask(example.text, [(s, e) for s, e, _ in sorted(example.furniture)]), rows, model.scheme
    )
    shares = iter(_act_shares(model, rows, found))
    preambular = _preambular_shares(model, example, rows, found)
    made: list[Belief] = []
    for i, clause in enumerate(example.clauses):
        given = [next(shares) for _ in found[i]]
        fallback = {"other": 1.0}
        if clause.parent is not None:
            parent = example.clauses[clause.parent]
            fallback = _between(parent.functions, made[clause.parent].primary)
        primary = primary_shares(given, fallback, operative=clause.section == SECTIONS[1])
        made.append(Belief(preambular[_top(example, i)], primary, named_shares(given), found[i][0].lead))
    return made


def _top(example: Example, i: int) -> int:
    """The index of the clause of level 1 that the clause at ``i`` is or lies in."""
    while (parent := example.clauses[i].parent) is not None:
        i = parent
    return i


def _act_shares(model: LabelModel, rows: list[Row], found: list[list[Candidate]]) -> list[Shares]:
    """The probability of each class for each candidate act, clause by clause."""
    features = [act_features(c, own[0], row["level"]) for row, own in zip(rows, found, strict=True) for c in own]
    return [dict(zip(model.acts.classes, row.tolist(), strict=True)) for row in model.acts.probabilities(features)]


def _preambular_shares(
    model: LabelModel, example: Example, rows: list[Row], found: list[list[Candidate]]
) -> dict[int, float]:
    tops = [i for i, row in enumerate(rows) if row["level"] == 1]
    features = [
        section_features(found[i][0], rows[i]["number"], closing_mark(example.text, rows[i]), has_children(rows, i))
        for i in tops
    ]
    column = model.sections.classes.index(SECTIONS[0])
    return dict(zip(tops, smooth(model.sections.probabilities(features)[:, column]).tolist(), strict=True))


def _between(functions: tuple[str, ...] | None, believed: Shares) -> Shares:
    """What a sub-clause inherits: half the label that its parent was given, half what the model makes of the parent.

    Either may be wrong; so one wrong label of a parent does not cast doubt on each of its sub-clauses.
    """
    if not functions:
        return believed
    shared = {name: share / 2 for name, share in believed.items()}
    shared[functions[0]] = shared.get(functions[0], 0.0) + 0.5
    return shared


def primary_shares(found: Sequence[Shares], fallback: Shares, *, operative: bool) -> Shares:
    """The probability of each primary function, from the probabilities of the candidate acts of a clause.

    The first act is the primary one; where there is none it is the ``fallback``. In an operative clause "Acting under Chapter
    VII, decides" the primary act is the one behind the basis.
    """
    head = found[0]
    total = {name: share * head.get(NO_ACT, 0.0) for name, share in fallback.items()}
    for name, share in head.items():
        if name not in (NO_ACT, INVOKE):
            total[name] = total.get(name, 0.0) + share
    behind: Shares = {INVOKE: 1.0}
    if operative and len(found) > 1:
        behind = primary_shares(found[1:], behind, operative=False)
    for name, share in behind.items():
        total[name] = total.get(name, 0.0) + share * head.get(INVOKE, 0.0)
    return total


def named_shares(found: Sequence[Shares]) -> Shares:
    """The probability that at least one of the candidates names an act of the function."""
    missing: dict[str, float] = {}
    for shares in found:
        for name, share in shares.items():
            missing[name] = missing.get(name, 1.0) * (1.0 - share)
    return {name: 1.0 - share for name, share in missing.items() if name != NO_ACT}


def smooth(preambular: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability that each clause of a text is preambular, given the clauses round it; shape (clauses,).

    Forward-backward over two states: a preamble, then an operative part, and now and then a new preamble. ``preambular`` holds
    what the classifier makes of each clause alone.
    """
    p = np.clip(preambular, 1e-4, 1 - 1e-4)
    seen = np.stack([p, 1 - p], axis=1)
    move = np.array([[1 - TURN, TURN], [NEW_PART, 1 - NEW_PART]])
    ahead, back = np.empty_like(seen), np.ones_like(seen)
    for i, row in enumerate(seen):
        ahead[i] = row * (ahead[i - 1] @ move if i else np.array([0.5, 0.5]))
        ahead[i] /= ahead[i].sum()
    for i in range(len(seen) - 2, -1, -1):
        back[i] = move @ (seen[i + 1] * back[i + 1])
        back[i] /= back[i].sum()
    both = ahead * back
    shares: NDArray[np.float64] = both[:, 0] / both.sum(axis=1)
    return shares
