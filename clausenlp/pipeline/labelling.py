"""Clauses -> labels: sections per part, acts and functions per clause, scores. Works on rows of plain data."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clausenlp.model.features import act_features, section_features
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.acts import Candidate, find_candidates, trigger_end
from clausenlp.pipeline.clean import mask
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import SECTIONS, default_scheme

Row = dict[str, Any]
NO_ACT = "none"
SURE = 0.9
LATE = 0.02


def label_rows(model: LabelModel, docs: Sequence[tuple[str, list[Row], list[tuple[int, int]]]]) -> None:
    """Fill section, functions, acts and score into the rows of the clauses of several docs (text, rows, furniture)."""
    candidates = [find_row_candidates(mask(text, furniture), rows) for text, rows, furniture in docs]
    acts = [
        act_features(c, found[0], row["level"])
        for (_, rows, _), per_row in zip(docs, candidates, strict=True)
        for row, found in zip(rows, per_row, strict=True)
        for c in found
    ]
    tops = [
        section_features(found[0], row["number"], closing_mark(text, row), has_children(rows, i))
        for (text, rows, _), per_row in zip(docs, candidates, strict=True)
        for i, (row, found) in enumerate(zip(rows, per_row, strict=True))
        if row["level"] == 1
    ]
    act_shares = iter(model.acts.probabilities(acts))
    column = model.sections.classes.index(SECTIONS[0])
    preambular = iter(model.sections.probabilities(tops)[:, column].tolist())
    for (text, rows, _), per_row in zip(docs, candidates, strict=True):
        _decide_sections(rows, preambular)
        for row, found in zip(rows, per_row, strict=True):
            _decide_acts(model.acts.classes, row, found, [next(act_shares) for _ in found], rows, text)


def find_row_candidates(masked: str, rows: list[Row]) -> list[list[Candidate]]:
    """The candidate acts of each clause, in its own words: those of its sub-clauses are left out."""
    children: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        if row["parent"] is not None:
            children.setdefault(row["parent"], []).append((row["start"], row["end"]))
    found = []
    for i, row in enumerate(rows):
        start = row["start"]
        own = masked[start : row["end"]]
        if i in children:
            own = mask(own, [(s - start, e - start) for s, e in children[i]])
        marker = read_marker(own[:40])
        found.append(find_candidates(own, marker.end if marker else 0))
    return found


def closing_mark(text: str, row: Row) -> str:
    """The character that closes a clause, "" where it is a letter or digit."""
    last = text[row["end"] - 1 : row["end"]]
    return "" if last.isalnum() else last


def has_children(rows: list[Row], i: int) -> bool:
    """Whether the clause at ``i`` has sub-clauses."""
    return i + 1 < len(rows) and rows[i + 1]["parent"] == i


def _decide_sections(rows: list[Row], preambular: Any) -> None:
    from clausenlp.pipeline.sections import decode_sections

    parts: dict[int, list[Row]] = {}
    for row in rows:
        if row["level"] == 1:
            parts.setdefault(row["part"], []).append(row)
    for part in parts.values():
        given = np.array([next(preambular) for _ in part])
        late = np.array([row.get("late", False) for row in part])  # behind a bridge
        count, share = decode_sections(np.where(late, np.minimum(given, LATE), given))
        for i, row in enumerate(part):
            row["section"] = SECTIONS[0] if i < count else SECTIONS[1]
            row["score"] = float(share[i] if i < count else 1 - share[i])
    for row in rows:
        if row["level"] > 1:
            row["section"], row["score"] = rows[row["parent"]]["section"], rows[row["parent"]]["score"]


def _may_be_a_verb(candidate: Candidate) -> bool:
    """Whether an unknown head has the ending of a verb that drafters use, so that the classifier may guess its act."""
    return bool(candidate.words) and candidate.words[0].endswith(("s", "ing", "ed"))


def _decide_acts(
    classes: tuple[str, ...],
    row: Row,
    found: list[Candidate],
    shares: list[NDArray[np.float64]],
    rows: list[Row],
    text: str,
) -> None:
    """Take each candidate whose likeliest class is a function; a clause of level 1 with none is "other"."""
    scheme = default_scheme()
    acts: list[dict[str, Any]] = []
    primary = 1.0
    for candidate, share in zip(found, shares, strict=True):
        best = int(np.argmax(share))
        function = classes[best]
        if candidate is found[0]:
            primary = float(share[best])
        if not acts and candidate is not found[0] and (share[best] < SURE or candidate.joint not in (",", ";")):
            continue  # prose that opens with no act hardly names one later
        if function == NO_ACT or (candidate.lead is None and not _may_be_a_verb(candidate)):
            continue
        acts.append(
            {
                "start": row["start"] + candidate.start,
                "end": row["start"] + trigger_end(text[row["start"] : row["end"]], candidate),
                "function": function,
                "force": scheme.forces[function],
                "modifier": candidate.modifier or None,
                "score": round(float(share[best]), 4),
            }
        )
    functions = list(dict.fromkeys(act["function"] for act in acts))
    if row["section"] == SECTIONS[1] and functions[:1] == [
        "invoke"
    ]:  # "Acting under Chapter VII, decides": a further function
        functions[:2] = reversed(functions[:2])
    if not functions:
        functions = [rows[row["parent"]]["functions"][0]] if row["parent"] is not None else ["other"]
    row["acts"], row["functions"] = acts, functions
    row["score"] = round(row["score"] * primary, 4)
