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

_BRIDGE = re.compile(  # Recommends to the ministries the following:
    r"(?i)(?:the [^,:]{3,90}\s)?(?:hereby\s|therefore\s)?(?:recommends?|submits?|adopts?|addresses|makes|presents|proposes|suggests)\b"
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
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    at: dict[
        int, int
    ] = {}  # index of a unit -> index of its row; a first item in the line of its clause has none of its own
    for n, unit in enumerate(read_structure(found)[0]):
        place = bisect_right(starts, unit.start) - 1
        if places and places[-1] == place:
            at[n] = len(rows) - 1
            continue
        at[n] = len(rows)
        parent = None if unit.parent is None else at[unit.parent]
        level = 1 if parent is None else rows[parent]["level"] + 1
        rows.append(
            {
                "start": unit.start,
                "end": unit.end,
                "number": unit.number,
                "level": level,
                "parent": parent,
                "part": unit.part,
                "early": unit.early,
                "late": unit.late,
            }
        )
        places.append(place)
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
    return line.marker is None or line.marker.style in ("A.", "I.")
