"""Drafts: those that a resolution recommends to another organ, behind whose text its own clauses go on, and the options of texts under
negotiation."""

import re

from clausenlp.pipeline.markers import TOP_STYLES
from clausenlp.pipeline.paragraphs import Paragraph

_OPTION = re.compile(r"(?i)[\s*_\[]*option\s?\(?\w{1,3}\)?(?:\s\d)?(?![\w])[*_]*(?P<rest>\s?[:.–-]?[\s*_]*$)?")
_FIRST_OPTION = re.compile(r"(?i)[\s*_\[]*option\s?\(?[1ia]\b")
_NOTHING = re.compile(r"(?i)\W*no (?:text|provision|reference|paragraph|para|OP|PP)\b")  # the option to say nothing
QUOTES = '“"„«'


def mark_resumptions(paragraphs: list[Paragraph]) -> None:
    """Set ``resumes`` where the clauses of a resolution go on behind a draft that one of them introduces.

    "5. Recommends to the General Assembly the adoption of the following draft resolution: / “The General Assembly, ... / 6. Requests".
    """
    due = last = 0  # the number of the clause that is due behind the draft; that of the last clause
    quoted = False
    for before, paragraph in zip([None, *paragraphs], paragraphs, strict=False):
        if paragraph.kind == "organ":
            introduced = before is not None and before.kind == "text" and before.introduces and last
            due, quoted, last = (last + 1 if introduced else 0), opens_quotation(paragraph), 0
        elif paragraph.kind == "text" and paragraph.marker and paragraph.style in TOP_STYLES:
            number = paragraph.marker.styles[0][1]
            if due and number == due and paragraph.lead and not _is_of_draft(paragraph, quoted, last):
                paragraph.resumes, due = True, 0
            last = number


def opens_quotation(paragraph: Paragraph) -> bool:
    """Whether a quotation mark opens a paragraph, as it opens each of a text that is quoted."""
    return paragraph.first.text[0] in QUOTES


def _is_of_draft(paragraph: Paragraph, quoted: bool, last: int) -> bool:
    """Whether a clause is the next of the draft and not of the resolution that quotes it."""
    return (
        opens_quotation(paragraph)
        if quoted
        else paragraph.marker is not None and paragraph.marker.styles[0][1] == last + 1
    )


def names_option(text: str, at: int = 0) -> bool:
    """Whether words open with the name of an option: "Option 1: Decides"   "**[Option 2**"."""
    return _OPTION.match(text, at) is not None


def names_first_option(text: str) -> bool:
    """Whether words open with the name of the first of several options."""
    return _FIRST_OPTION.match(text) is not None


def is_option_label(text: str) -> bool:
    """Whether a line is only the name of an option, whose words follow: "**Option 2:**"."""
    found = _OPTION.match(text)
    return found is not None and found["rest"] is not None


def offers_nothing(text: str) -> bool:
    """Whether a line is an option to say nothing: "No text"   "[No provision on markets]"."""
    return _NOTHING.match(text) is not None
