"""Where a new part begins without an organ line: an appendix with a preamble of its own, a section, the next of several resolutions."""

from clausenlp.pipeline.markers import TOP_STYLES
from clausenlp.pipeline.paragraphs import Paragraph
from clausenlp.pipeline.speakers import subject_end

_PREAMBLE = ("participle", "fixed")
_ACTS = ("present", "first")
_FAR = 60  # paragraphs that a preamble may have at most


def mark_parts(paragraphs: list[Paragraph]) -> None:
    """Set ``opens_part`` where a preamble begins anew: behind a heading that follows operative clauses, and before others."""
    operative = between = met = False
    for i, paragraph in enumerate(paragraphs):
        if paragraph.lead == "decision" and paragraph.kind == "text":
            paragraph.opens_part = True
        elif paragraph.kind == "organ":
            operative = between = False
        elif paragraph.kind != "text" or _is_title(paragraph):
            between, met = True, met or paragraph.kind == "meeting"
        elif met and paragraph.lead == "present" and subject_end(paragraph.first.text):
            paragraph.opens_part = True  # the next motion: "Conference notes:"
            between = met = False
        elif operative and between and _is_reason(paragraph) and _acts_follow(paragraphs[i + 1 : i + _FAR]):
            paragraph.opens_part = True
            operative = between = False
        else:
            operative = operative or _is_act(paragraph)
            between = False


def _is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be a title or a remark; the items of a list end with a comma or semicolon."""
    return not (paragraph.marker or paragraph.lead) and not paragraph.lines[-1].text.endswith(
        (";", ",", ":", "and", "or")
    )


def _is_reason(paragraph: Paragraph) -> bool:
    return paragraph.marker is None and paragraph.lead in _PREAMBLE and not paragraph.first.low


def _is_act(paragraph: Paragraph) -> bool:
    top = paragraph.marker is None or paragraph.marker.style in TOP_STYLES
    return top and paragraph.lead in _ACTS


def _acts_follow(paragraphs: list[Paragraph]) -> bool:
    """Whether an operative clause comes before the next annex, and no preamble behind an organ line comes first."""
    organ = False
    for paragraph in paragraphs:
        if paragraph.kind == "annex" or (organ and _is_reason(paragraph)):
            return False
        if paragraph.kind == "text" and _is_act(paragraph):
            return True
        organ = organ or paragraph.kind == "organ"
    return False
