"""Paragraphs that come already cut -> rows of clauses, and which paragraph each row is."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from clausenlp.pipeline.furniture import STRIP, line_kind, organ_line
from clausenlp.pipeline.leads import CLAUSE_LEADS
from clausenlp.pipeline.lines import Line, read_lines
from clausenlp.pipeline.paragraphs import Paragraph
from clausenlp.pipeline.structure import read_structure
from clausenlp.pipeline.units import Unit

_BRIDGE = re.compile(  # Recommends to the ministries the following:   For these reasons, it submits the following recommendation:
    r"(?i)(?:(?:for these reasons|therefore|consequently|accordingly|in consequence|hence|thus|to this end|in view of the foregoing),?\s)?"
    r"(?:(?:the [^,:]{3,90}|it|and)\s)?(?:hereby\s|therefore\s|thus\s)?"
    r"(?:recommends?|submits?|adopts?|addresses|makes|presents|proposes|suggests)\b"
    r".{0,180}\b(?:following|recommendations?|as follows)\b.{0,80}:"
)
_KEPT = frozenset(("organ", "annex", "meeting", "session"))


def paragraph_rows(paragraphs: Sequence[str]) -> tuple[list[dict[str, Any]], list[int]]:
    """Rows for the paragraphs that are clauses or sub-clauses, and the index of the paragraph of each."""
    found: list[Paragraph] = []
    starts: list[int] = []
    offset = 0
    for text in paragraphs:
        starts.append(offset)
        lines = read_lines(text)
        for line in lines:
            line.start, line.end = line.start + offset, line.end + offset
        if lines:
            first = lines[0]
            found.append(Paragraph(lines, _kind(text, lines), first.start + first.head, first.marker, first.lead))
        offset += len(text) + 2
    _name_front(found)
    units = read_structure(found)[0]
    return _rows(units, found, starts)


def _rows(units: list[Unit], paragraphs: list[Paragraph], starts: list[int]) -> tuple[list[dict[str, Any]], list[int]]:
    """A row for each paragraph of text: that of the unit that opens in it, or one of its own where it goes on with a unit."""
    opened: dict[int, int] = {}  # place -> index of the first unit that opens there
    for n, unit in enumerate(units):
        opened.setdefault(bisect_right(starts, unit.start) - 1, n)
    at: dict[
        int, int
    ] = {}  # index of a unit -> index of its row; a first item in the line of its clause has that of the clause
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    last: int | None = None  # the unit that opened last
    for paragraph in paragraphs:
        place = bisect_right(starts, paragraph.first.start) - 1
        if place in opened:
            last = opened[place]
            parent = units[last].parent
        elif paragraph.kind == "text" and last is not None:
            parent = last if paragraph.first.low else None  # "and disposing of a budget of its own."
        else:
            continue
        unit = units[last]
        above = None if parent is None else at[parent]
        rows.append(
            {
                "start": unit.start if place in opened else paragraph.start,
                "end": min(unit.end, paragraph.end) if place in opened else paragraph.end,
                "number": unit.number if place in opened else None,
                "level": 1 if above is None else rows[above]["level"] + 1,
                "parent": above,
                "part": unit.part,
                "early": unit.early,
                "late": unit.late,
            }
        )
        places.append(place)
        for n in range(opened.get(place, len(units)), len(units)):
            if bisect_right(starts, units[n].start) - 1 != place:
                break
            at[n] = len(rows) - 1
    return rows, places


def _kind(text: str, lines: list[Line]) -> str:
    """The kind of a paragraph by its own words: "organ", "bridge", "heading" ..., "text" for a clause."""
    whole = " ".join(text.split())
    plain = whole.strip(STRIP)
    if organ_line(plain) == len(plain):
        return "organ"
    if len(whole) < 320 and _BRIDGE.fullmatch(plain) and lines[0].marker is None:
        return "bridge"
    kind = line_kind(lines[0]) if len(lines) == 1 else ""
    if kind:
        return kind if kind in _KEPT else "heading"
    return "heading" if _is_structural(whole, lines[0]) else "text"


def _name_front(paragraphs: list[Paragraph]) -> None:
    """What stands before the first organ line is the document's head, unless it reads like several clauses."""
    first = next((i for i, paragraph in enumerate(paragraphs) if paragraph.kind == "organ"), 0)
    if sum(p.kind == "text" and p.lead in CLAUSE_LEADS for p in paragraphs[:first]) < 3:
        for paragraph in paragraphs[:first]:
            paragraph.kind = "front"


def _is_structural(text: str, line: Line) -> bool:
    """A heading: short, without an end mark, and neither a lead nor a number of clauses opens it."""
    if text.rstrip(STRIP)[-1:] in (",", ";", ":", ".") or len(text) > 120 or line.lead in CLAUSE_LEADS:
        return False
    if line.marker is not None and line.marker.style == "1.":
        return len(text) < 60 and text[line.word :][:1].isupper()  # "2. Organization"
    return line.marker is None or line.marker.style in ("A.", "I.")
