"""Drafts that a resolution recommends to another organ: behind their text its own clauses go on, with the number that is due."""

from clausenlp.pipeline.markers import TOP_STYLES
from clausenlp.pipeline.paragraphs import Paragraph

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
