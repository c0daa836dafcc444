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
        goes_on = here.first.low and _is_clause_like(paragraphs[i - 1])  # "and to do so before the month is out."
        remark = here.lead not in ("present", "first") and not goes_on
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
