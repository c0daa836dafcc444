"""Paragraphs that only look like text: titles before an organ line, remarks behind the last clause."""

import re

from clausenlp.pipeline.paragraphs import Paragraph


def name_titles(paragraphs: list[Paragraph]) -> None:
    """Name the paragraphs that only look like text: titles before an organ line, remarks behind the last clause."""
    follows = "end"  # what comes after the run of paragraphs without mark or lead
    marked = False  # whether a marked clause is still to come in this part
    for i in range(len(paragraphs) - 1, -1, -1):
        here = paragraphs[i]
        if here.kind == "organ" or here.opens_part:
            marked = False
        if here.kind != "text" or (here.marker and _is_clause_like(here)):
            marked = marked or here.kind == "text"
            follows = here.kind if here.kind != "heading" else follows
            continue
        before = _clause_before(paragraphs, i)
        ended = before is not None and before.lines[-1].kind == "" and _last_mark(before) == "."
        if before is not None and i and paragraphs[i - 1].kind == "text" and not paragraphs[i - 1].marker:
            ended = ended or _last_mark(paragraphs[i - 1]) == "."  # a clause's words behind its last item
        goes_on = here.first.low and _is_clause_like(paragraphs[i - 1])  # "and to do so before the month is out."
        remark = here.lead not in ("present", "first", "decision") and not goes_on
        sectioned = any(_is_numeral(p) for p in paragraphs[max(0, i - 3) : i])  # prose under a numbered heading
        if (
            before is not None
            and ended
            and not marked
            and before.marker
            and remark
            and follows != "organ"
            and not sectioned
            and not here.opens_part
        ):
            here.kind = "tail"
        elif _is_clause_like(here):
            follows = "organ" if here.opens_part else "text"
        elif follows == "organ" and (ended or before is None):
            here.kind = "heading"
        elif follows in ("end", "meeting", "annex") and ended and not sectioned and not here.first.low:
            here.kind = "tail"


def name_press(paragraphs: list[Paragraph]) -> None:
    """In a press release a quotation mark opens each paragraph of the resolution; what follows the last one is the release's."""
    quoted = closed = False
    for paragraph in paragraphs:
        opens = paragraph.first.text[0] in _QUOTES
        if paragraph.kind == "organ":
            quoted, closed = opens, False
        elif closed and paragraph.kind == "text" and not opens:
            paragraph.kind = "tail"
        elif quoted and opens and paragraph.kind == "text":
            closed = paragraph.lines[-1].text.rstrip("0123456789").endswith(_CLOSING_QUOTES)


def name_end_notes(paragraphs: list[Paragraph]) -> None:
    """Notes at the end of a part are numbered from 1 again, and no verb of the organ opens them as it opens the clauses."""
    begin = 0
    for i in range(1, len(paragraphs) + 1):
        if i == len(paragraphs) or paragraphs[i].kind == "organ" or paragraphs[i].opens_part:
            _name_notes(paragraphs[begin:i])
            begin = i


def _name_notes(part: list[Paragraph]) -> None:
    """Name the notes of one part: from the heading "Notes" on, or from a new 1 behind the last numbered clause with a verb."""
    numbered = [i for i, p in enumerate(part) if p.kind == "text" and p.marker and p.marker.style in ("1.", "1")]
    acting = [i for i in numbered if part[i].lead in ("present", "first", "base")]
    fresh = [i for i in numbered if acting and i > acting[-1] and part[i].marker.styles[0][1] == 1]  # type: ignore[union-attr]
    notes = next((i for i, p in enumerate(part) if p.kind == "heading" and _NOTES.fullmatch(p.first.text)), None)
    if notes is None and len(acting) > 2 and fresh:
        under_heading = any(p.kind == "heading" for p in part[acting[-1] : fresh[0]])
        ended = _last_mark(part[fresh[0] - 1]) == "."
        notes = fresh[0] if ended and not under_heading else None
    for paragraph in part[notes:] if notes is not None else ():
        paragraph.kind = "note" if paragraph.kind == "text" else paragraph.kind


_NOTES = re.compile(r"(?i)\W*(?:foot|end)?-?notes?\W*")
_QUOTES = '“"„«'
_CLOSING_QUOTES = ("”", '"', "»")


def _clause_before(paragraphs: list[Paragraph], i: int) -> Paragraph | None:
    """The nearest paragraph before ``i`` that looks like a clause, None where an organ line comes first."""
    for paragraph in reversed(paragraphs[max(0, i - 60) : i]):
        if paragraph.kind == "organ":
            return None
        if paragraph.kind == "text" and _is_clause_like(paragraph):
            return paragraph
    return None


def _is_clause_like(paragraph: Paragraph) -> bool:
    if paragraph.marker is not None:
        return paragraph.marker.style != "1" or bool(paragraph.lead)
    return paragraph.lead not in ("", "base", "guess")


def _is_numeral(paragraph: Paragraph) -> bool:
    """A heading that is only the number of a section ("VI")."""
    return paragraph.kind == "heading" and re.fullmatch(r"[IVX]+\.?", paragraph.first.text) is not None


def _last_mark(paragraph: Paragraph) -> str:
    """The closing mark of a paragraph without quotation marks and footnote marks."""
    return paragraph.lines[-1].text.rstrip(" *_”\"'’)]0123456789/¹²³⁴⁵⁶⁷⁸⁹")[-1:]
