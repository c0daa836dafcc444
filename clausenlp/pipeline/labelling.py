"""Clauses -> labels: sections per part, acts and functions per clause, scores. Works on rows of plain data."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from clausenlp.model.features import act_features, section_features
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.acts import ActFinder, Candidate
from clausenlp.pipeline.clean import mask
from clausenlp.pipeline.collector import collector_paused
from clausenlp.pipeline.markers import read_marker
from clausenlp.pipeline.triggers import trigger_end
from clausenlp.scheme import SECTIONS, Scheme

Row = dict[str, Any]
NO_ACT = "none"
SURE = 0.9
LATE = 0.02
BARE = 0.1
_WE = re.compile(r"\b[Ww]e(?:\s(?:also|further|therefore|hereby|thus|furthermore))?\s?:\s*\Z")
SPOKEN = 0.5  # of the clauses of a part


@collector_paused()
def label_rows(model: LabelModel, docs: Sequence[tuple[str, list[Row], list[tuple[int, int]]]]) -> None:
    """Fill section, functions, acts and score into the rows of the clauses of several docs (text, rows, furniture)."""
    candidates = [
        found
        for text, rows, furniture in docs
        for found in find_row_candidates(mask(text, furniture), rows, model.scheme)
    ]
    levels = [row["level"] for _, rows, _ in docs for row in rows]
    shares = model.acts.probabilities(
        act_features(c, found[0], level) for found, level in zip(candidates, levels, strict=True) for c in found
    )
    tops = iter(candidates)
    evidence = (
        section_features(found[0], row["number"], closing_mark(text, row), has_children(rows, i))
        for text, rows, _ in docs
        for (i, row), found in zip(enumerate(rows), tops, strict=False)
        if row["level"] == 1
    )
    column = model.sections.classes.index(SECTIONS[0])
    preambular = iter(model.sections.probabilities(evidence)[:, column].tolist())
    names = model.acts.classes
    guesses = zip([names[best] for best in shares.argmax(axis=1).tolist()], shares.max(axis=1).tolist(), strict=True)
    per_row = iter(candidates)
    for text, rows, _ in docs:
        _decide_sections(rows, preambular)
        for row, found in zip(rows, per_row, strict=False):
            _decide_acts(row, list(zip(found, guesses, strict=False)), rows, text, model.scheme)


def find_row_candidates(masked: str, rows: list[Row], scheme: Scheme) -> list[list[Candidate]]:
    """The candidate acts of each clause, in its own words: those of its sub-clauses are left out."""
    children: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        if row["parent"] is not None:
            children.setdefault(row["parent"], []).append((row["start"], row["end"]))
    finder = ActFinder(masked, scheme)
    found = []
    for i, row in enumerate(rows):
        start, end = row["start"], row["end"]
        opens_with_word = row["number"] is None and masked[start : start + 1].isalpha()
        marker = None if opens_with_word else read_marker(masked[start : min(start + 40, end)])
        acts = finder.find(start, end, skip=marker.end if marker else 0, holes=children.get(i, ()))
        if row["parent"] is not None and _leaves_verb(masked, rows[row["parent"]], children[row["parent"]]):
            acts[0].spoken = True
        if acts[0].spoken and acts[0].lead:
            row["spoken"] = scheme.forces[acts[0].lead.function] or "none"
        row["bare"] = acts[0].lead is not None and acts[0].lead.form == "base"
        found.append(acts)
    return found


def _leaves_verb(masked: str, chapeau: Row, items: list[tuple[int, int]]) -> bool:
    """Whether a chapeau names the organ and leaves the verbs to its items: "In this regard, we: (a) Commit to ..., (b) Recognize ..."."""
    first = items[0][0]
    return _WE.search(masked[max(chapeau["start"], first - 40) : first]) is not None


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
        _divide_spoken(part)
        late = np.array([row.get("late", False) for row in part])  # behind a bridge
        early = np.array([row.get("early", False) for row in part])  # before an organ line that opens the acts
        bare = np.array(
            [row.get("bare", False) for row in part]
        )  # "We, the Ministers, ... / Undertake to": no reason stands so
        given = np.where(bare, np.minimum(given, BARE), given)
        given = np.where(late, np.minimum(given, LATE), np.where(early, np.maximum(given, 1 - LATE), given))
        count, share = decode_sections(given)
        for i, row in enumerate(part):
            row["section"] = SECTIONS[0] if i < count else SECTIONS[1]
            row["score"] = float(share[i] if i < count else 1 - share[i])
    for row in rows:
        if row["level"] > 1:
            row["section"], row["score"] = rows[row["parent"]]["section"], rows[row["parent"]]["score"]


def _divide_spoken(part: list[Row]) -> None:
    """Where the organ is the subject of each clause ("Congress notes ..."), the reasons end before the first that asks or decides."""
    spoken = [row for row in part if row.get("spoken")]
    if len(spoken) < 3 or len(spoken) < SPOKEN * len(part):
        return
    first = next((i for i, row in enumerate(part) if row.get("spoken") in ("directive", "deciding")), None)
    if first:
        for i, row in enumerate(part):
            row["early" if i < first else "late"] = True


def _inherited(row: Row, rows: list[Row], head: Candidate) -> list[str]:
    """What a clause without an act of its own does: what its parent does, or the clause that its "That ..." goes on with."""
    if row["parent"] is not None:
        return [rows[row["parent"]]["functions"][0]]
    if head.words[:1] == ["that"]:
        before = next((other for other in reversed(rows[: rows.index(row)]) if other["level"] == 1), None)
        if before is not None and before["part"] == row["part"]:
            return list(before["functions"][:1])
    return ["other"]


def _may_be_a_verb(candidate: Candidate) -> bool:
    """Whether an unknown head has the ending of a verb that drafters use, so that the classifier may guess its act."""
    return bool(candidate.words) and candidate.words[0].endswith(("s", "ing", "ed"))


def _decide_acts(
    row: Row, guesses: list[tuple[Candidate, tuple[str, float]]], rows: list[Row], text: str, scheme: Scheme
) -> None:
    """Take each candidate whose likeliest class is a function; a clause of level 1 with none is "other"."""
    acts: list[dict[str, Any]] = []
    gerund = row["level"] > 1 and row["section"] == SECTIONS[1]  # "Calls upon States to act by: (a) Establishing ..."
    infinitive = (
        row["level"] > 1
        and not guesses[0][0].spoken
        and guesses[0][0].lead is not None
        and guesses[0][0].lead.form == "base"
    )  # "Urges States to: (a) Support"
    head = guesses[0][0].lead
    # "Recalling the plan, which is sound and supports trade": a reason, whose subject is not the organ, does nothing in the present
    reason = row["section"] == SECTIONS[0] and head is not None and head.form in ("participle", "fixed")
    for nth, (candidate, (function, share)) in enumerate(guesses):
        if candidate.joint == "that" and candidate.lead:  # "RESOLVED, that the Council urges": its place is sure
            function, share = candidate.lead.function, max(share, SURE)
        elif not acts and nth and not candidate.spoken and (share < SURE or candidate.joint not in (",", ";")):
            continue  # prose that opens with no act hardly names one later, unless the organ is its subject
        if function == NO_ACT or (candidate.lead is None and not _may_be_a_verb(candidate)):
            continue
        if infinitive and not nth:
            continue
        if gerund and candidate.lead and candidate.lead.form == "participle":
            continue
        if nth and reason and candidate.joint != "that" and candidate.lead and candidate.lead.form == "present":
            continue
        acts.append(
            {
                "start": candidate.start,
                "end": trigger_end(text, candidate, scheme),
                "function": function,
                "force": scheme.forces[function],
                "modifier": candidate.modifier or None,
                "score": round(share, 4),
            }
        )
    functions = list(dict.fromkeys(act["function"] for act in acts))
    if row["section"] == SECTIONS[1] and functions[:1] == [
        "invoke"
    ]:  # "Acting under Chapter VII, decides": a further function
        functions[:2] = reversed(functions[:2])
    if not functions:
        functions = _inherited(row, rows, guesses[0][0])
    row["acts"], row["functions"] = acts, functions
    row["score"] = round(row["score"] * guesses[0][1][1], 4)
