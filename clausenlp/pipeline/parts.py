"""Where a new part begins without an organ line: an appendix with a preamble of its own, a section, the next of several resolutions."""

from clausenlp.pipeline.leads import ACT_LEADS, REASON_LEADS, lead_words
from clausenlp.pipeline.markers import DEEP, TOP_STYLES
from clausenlp.pipeline.paragraphs import Paragraph
from clausenlp.pipeline.speakers import subject_end
from clausenlp.scheme import default_scheme

_REASONS = ("observing", "reinforcing", "evaluative")
_REQUESTS = ("directive", "deciding")
_FAR = 60  # paragraphs that a preamble may have at most


def mark_parts(paragraphs: list[Paragraph]) -> None:
    """Set ``opens_part`` where a preamble begins anew: behind a heading that follows operative clauses, and before others."""
    operative = between = asked = False
    for i, paragraph in enumerate(paragraphs):
        if paragraph.lead == "decision" and paragraph.kind == "text":
            paragraph.opens_part = True
        elif paragraph.kind == "organ":
            operative = between = False
        elif paragraph.kind != "text" or _is_title(paragraph):
            between = True
        elif between and asked and not paragraph.marker and _spoken_force(paragraph) in _REASONS:
            paragraph.opens_part = True  # the next motion: "Conference notes:"
            between = asked = False
        elif operative and between and _is_reason(paragraph) and _acts_follow(paragraphs[i + 1 : i + _FAR]):
            paragraph.opens_part = True
            operative = between = False
        elif paragraph.lead != "guess" or paragraph.marker:  # "Relating to the mussel" is the title of what follows
            operative = operative or _is_act(paragraph)
            asked = asked or _spoken_force(paragraph) in _REQUESTS
            between = False


def _spoken_force(paragraph: Paragraph) -> str | None:
    """The force of the act in a paragraph whose subject is the organ ("Congress calls upon"), None for others."""
    verb = subject_end(paragraph.first.text) if paragraph.lead == "present" else 0
    lead = default_scheme().match(lead_words(paragraph.first.text[verb:])) if verb else None
    return default_scheme().forces[lead.function] if lead else None


def _is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be a title or a remark; the items of a list end with a comma or semicolon."""
    if paragraph.lead or not (paragraph.style in ("", "1") or paragraph.style.startswith(DEEP)):
        return False  # "22 Machines that watch us" and "3.2 Motion: Warm Rooms" may be titles
    return not paragraph.last.text.endswith((";", ",", ":", "and", "or"))


def _is_reason(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a reason: unmarked, or the first of those that letters count."""
    first = paragraph.marker is None or paragraph.marker.ordinal("(a)") == 1
    return first and paragraph.lead in REASON_LEADS and not paragraph.first.low


def _is_act(paragraph: Paragraph) -> bool:
    return paragraph.lead in ACT_LEADS and (paragraph.marker is None or paragraph.style in TOP_STYLES)


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
