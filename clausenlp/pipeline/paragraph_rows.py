"""Paragraphs that come already cut -> rows of clauses, and which paragraph each row is."""

from collections.abc import Sequence
from typing import Any

from clausenlp.pipeline.furniture import STRIP, line_kind, organ_line
from clausenlp.pipeline.lines import read_lines
from clausenlp.pipeline.paragraphs import Paragraph
from clausenlp.pipeline.structure import read_structure


def paragraph_rows(paragraphs: Sequence[str]) -> tuple[list[dict[str, Any]], list[int]]:
    """Rows for the paragraphs that are clauses or sub-clauses, and the index of the paragraph of each."""
    found: list[Paragraph] = []
    owner: dict[int, int] = {}
    offset = 0
    for i, text in enumerate(paragraphs):
        lines = read_lines(text)
        for line in lines:
            line.start, line.end = line.start + offset, line.end + offset
        if lines:
            first = lines[0]
            whole = " ".join(text.split())
            kind = (
                "organ"
                if organ_line(whole.strip(STRIP)) == len(whole.strip(STRIP))
                else (line_kind(first) if len(lines) == 1 else "")
            )
            kind = (
                "heading"
                if kind in ("", "text") and _is_structural(whole, first.lead, first.marker is not None)
                else kind or "text"
            )
            found.append(
                Paragraph(
                    lines,
                    kind if kind in ("organ", "heading", "annex", "meeting", "session", "text") else "heading",
                    first.start + first.head,
                    first.marker,
                    first.lead,
                )
            )
            owner[found[-1].start] = i
        offset += len(text) + 2
    units, _ = read_structure(found)
    rows = [
        {"start": u.start, "end": u.end, "number": u.number, "level": u.level, "parent": u.parent, "part": u.part}
        for u in units
    ]
    return rows, [owner[u.start] for u in units]


def _is_structural(text: str, lead: str, marked: bool) -> bool:
    """A heading or a bridge: no end mark and short."""
    return text.rstrip(STRIP)[-1:] not in tuple(",;:.") and len(text) < 120 and not lead and not marked
