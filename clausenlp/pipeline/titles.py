"""Paragraphs that only look like text: titles before an organ line, remarks behind the last clause."""

import re
from itertools import takewhile

from clausenlp.pipeline.drafts import opens_quotation
from clausenlp.pipeline.leads import ACT_LEADS
from clausenlp.pipeline.paragraphs import Paragraph

_NOTES = re.compile(r"(?i)\W*(?:foot|end)?-?notes?\W*")
_ATTACHED = re.compile(  # what a resolution adopts and has behind it, though no line says "Annex"
    r"\W*(?:[A-Z][\w-]+\s)?(?i:conclusions|statutes?|rules|guidelines|guiding principles|terms of reference|constitution"
    r"|(?:plan|programme) of action|declaration|regulations|charter|code|criteria|agenda|definitions|list of)\b"
)
_NUMERAL = re.compile(r"[IVX]+\.?")
_CLOSING_QUOTES = ("”", '"', "»")
_BEHIND_MARK = " *_”\"'’)]0123456789/¹²³⁴⁵⁶⁷⁸⁹"  # quotation marks and footnote marks behind a closing mark
_CLAUSES = 3  # numbered clauses with a verb that a part has at least, below whose last a new 1 opens notes
_LONGEST = 300  # paragraphs of an instrument that are looked at
_NEAR = 60  # paragraphs in which the clause before stands


def name_titles(paragraphs: list[Paragraph]) -> None:
    """Name the paragraphs that only look like text: titles before an organ line, remarks behind the last clause."""
    follows = "end"  # the kind of what comes after the run of paragraphs without mark or lead
    numbered = False  # whether a clause with a mark is still to come in this part
    for i in range(len(paragraphs) - 1, -1, -1):
        here = paragraphs[i]
        if here.kind == "organ" or here.opens_part:
            numbered = False
        if here.kind != "text":
            follows = here.kind if here.kind != "heading" else follows
        elif here.marker and follows == "organ" and _is_loose(paragraphs, i):
            here.kind = "heading"
        elif here.marker and _is_clause_like(here):
            numbered, follows = True, "text"
        elif not numbered and follows != "organ" and _is_remark(paragraphs, i):
            here.kind = "tail"
        elif follows == "organ" and not (here.marker or here.closed) and paragraphs[i + 1].kind == "organ":
            here.kind = "heading"  # "Supporting the Union in the Face of the Cyclone"
        elif _is_clause_like(here):
            follows = "organ" if here.opens_part else "text"
        else:
            here.kind = _kind_of_prose(paragraphs, i, follows)


def _is_loose(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether a dash opens a line above the next text and no item ("— Doc. A2-96/88"): without a verb, and the last clause has ended."""
    here = paragraphs[i]
    if here.marker is None or not here.marker.bullet or here.lead or here.first.low:
        return False
    above = reversed(paragraphs[max(0, i - _NEAR) : i])
    clause = next((p for p in above if p.kind == "text" and not (p.marker and p.marker.bullet)), None)
    return clause is not None and bool(clause.lead) and _last_mark(clause) == "."


def _is_remark(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether a paragraph behind the last numbered clause is none of its clauses: no verb opens it, and the clause has ended."""
    here = paragraphs[i]
    if here.opens_part or here.lead in ACT_LEADS or here.lead == "decision":
        return False
    clause = _clause_before(paragraphs, i)
    if clause is None or clause.marker is None or not _has_ended(clause, paragraphs[i - 1]):
        return False
    goes_on = here.first.low and _is_clause_like(paragraphs[i - 1])  # "and to do so before the month is out."
    return not goes_on and not _is_sectioned(paragraphs, i)


def _kind_of_prose(paragraphs: list[Paragraph], i: int, follows: str) -> str:
    """The kind of a paragraph without mark or lead: a title before an organ line, a remark behind the last clause, or text."""
    if follows not in ("organ", "end", "meeting", "annex"):
        return "text"
    clause = _clause_before(paragraphs, i)
    ended = clause is not None and _has_ended(clause, paragraphs[i - 1])
    if follows == "organ":
        return "heading" if ended or clause is None else "text"
    return "tail" if ended and not paragraphs[i].first.low and not _is_sectioned(paragraphs, i) else "text"


def _has_ended(clause: Paragraph, last: Paragraph) -> bool:
    """Whether a clause ends with a full stop, or its words behind its last item do, which are the ``last`` paragraph."""
    if clause.last.kind == "" and _last_mark(clause) == ".":
        return True
    return last.kind == "text" and last.marker is None and _last_mark(last) == "."


def _is_sectioned(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether a paragraph is prose under a heading that is only the number of a section ("VI")."""
    return any(p.kind == "heading" and _NUMERAL.fullmatch(p.first.text) for p in paragraphs[max(0, i - 3) : i])


def name_press(paragraphs: list[Paragraph]) -> None:
    """In a press release a quotation mark opens each paragraph of the resolution; what follows the last one is the release's."""
    quoted = closed = False
    for paragraph in paragraphs:
        opens = opens_quotation(paragraph)
        if paragraph.resumes:
            quoted = closed = False
        elif paragraph.kind == "organ":
            quoted, closed = opens, False
        elif closed and paragraph.kind == "text" and not opens:
            paragraph.kind = "tail"
        elif quoted and opens and paragraph.kind == "text":
            closed = paragraph.lines[-1].text.rstrip("0123456789").endswith(_CLOSING_QUOTES)


def name_attached(paragraphs: list[Paragraph]) -> None:
    """An instrument behind the last clause has a title, numbers of its own from 1, and no act of the organ."""
    acted = 0
    for i, paragraph in enumerate(paragraphs):
        if paragraph.kind == "organ" or paragraph.opens_part:
            acted = 0
        elif paragraph.lead in ACT_LEADS and paragraph.kind == "text":
            acted += 1
        elif acted >= _CLAUSES and _ATTACHED.match(paragraph.first.text) and _is_attached(paragraphs, i):
            paragraph.kind = "annex"


def _is_attached(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether a paragraph is the title of an instrument: the clauses have ended, and numbers begin anew below it without a verb."""
    title = paragraphs[i]
    if title.marker or title.closed or title.kind not in ("text", "heading") or _last_mark(paragraphs[i - 1]) != ".":
        return False
    rest = paragraphs[i + 1 : i + _LONGEST]
    below = list(takewhile(lambda paragraph: paragraph.kind != "organ" and not paragraph.opens_part, rest))
    numbered = [paragraph for paragraph in below if paragraph.style in ("1.", "1") and paragraph.kind == "text"]
    return bool(numbered) and _is_first(numbered[0]) and not any(paragraph.lead in ACT_LEADS for paragraph in below)


def name_end_notes(paragraphs: list[Paragraph]) -> None:
    """Notes at the end of a part are numbered from 1 again, and no verb of the organ opens them as it opens the clauses."""
    begin = 0
    for i in range(1, len(paragraphs) + 1):
        if i == len(paragraphs) or paragraphs[i].kind == "organ" or paragraphs[i].opens_part:
            _name_notes(paragraphs[begin:i])
            begin = i


def _name_notes(part: list[Paragraph]) -> None:
    """Name the notes of one part."""
    for paragraph in part[_notes_begin(part) :]:
        if paragraph.kind == "text":
            paragraph.kind = "note"


def _notes_begin(part: list[Paragraph]) -> int:
    """The index from which on the text of a part is notes: below a heading "Notes", or a new 1 behind the last clause with a verb."""
    headings = [i for i, p in enumerate(part) if p.kind == "heading"]
    for i in headings:
        if _NOTES.fullmatch(part[i].first.text):
            return i
    numbered = [i for i, p in enumerate(part) if p.marker and p.kind == "text" and p.style in ("1.", "1")]
    acting = [i for i in numbered if part[i].lead in ("present", "first", "base")]
    if len(acting) < _CLAUSES:
        return len(part)
    fresh = next((i for i in numbered if i > acting[-1] and _is_first(part[i])), len(part))
    under_heading = any(acting[-1] < i < fresh for i in headings)
    return len(part) if under_heading or _last_mark(part[fresh - 1]) != "." else fresh


def _is_first(paragraph: Paragraph) -> bool:
    return paragraph.marker is not None and paragraph.marker.styles[0][1] == 1


def _clause_before(paragraphs: list[Paragraph], i: int) -> Paragraph | None:
    """The nearest paragraph before ``i`` that looks like a clause, None where an organ line comes first."""
    for paragraph in reversed(paragraphs[max(0, i - _NEAR) : i]):
        if paragraph.kind == "organ":
            return None
        if paragraph.kind == "text" and _is_clause_like(paragraph):
            return paragraph
    return None


def _is_clause_like(paragraph: Paragraph) -> bool:
    if paragraph.marker is not None:
        return paragraph.marker.style != "1" or bool(paragraph.lead)
    return paragraph.lead not in ("", "base", "guess")


def _last_mark(paragraph: Paragraph) -> str:
    """The closing mark of a paragraph without quotation marks and footnote marks."""
    return paragraph.last.text.rstrip(_BEHIND_MARK)[-1:]
