"""Paragraphs without a mark below an open clause: items of its list, remarks, more of its text, or the next clause."""

from clausenlp.pipeline.leads import ACT_LEADS, REASON_LEADS
from clausenlp.pipeline.paragraphs import Paragraph
from clausenlp.pipeline.placement import has_bare_chapeau
from clausenlp.pipeline.units import Outline, Unit


def is_item(outline: Outline, paragraph: Paragraph, after: Paragraph | None) -> bool:
    """Whether an unmarked paragraph is an item of the list that the open clause introduces; ``after`` is the paragraph that follows."""
    clause = outline.clause
    if clause is None or clause.styles or paragraph.lead in ACT_LEADS or paragraph.lead == "decision":
        return False
    if not _list_is_open(outline):
        return False
    if not outline.operative and (paragraph.lead not in ("", "that", "base") or not has_bare_chapeau(clause)):
        return False  # the next clause of the preamble
    chapeau = paragraph.introduces and after is not None and after.marker is not None
    return not chapeau  # of several paragraphs; its items are marked


def _list_is_open(outline: Outline) -> bool:
    """Whether the last unit introduces items, or is an unmarked item that does not end the list with a full stop."""
    last = outline.last
    if last is None or last.introduces:
        return last is not None
    return len(outline.stack) > 1 and not last.styles and not last.head.last.text.endswith(".")


def item_depth(outline: Outline, paragraph: Paragraph) -> int:
    """How deep an unmarked item stands: below an item that introduces it, else beside the last, or beside one that opens as it does."""
    word = _first_word(paragraph)
    for depth in range(1, len(outline.stack) - 1):
        if _first_word(outline.units[outline.stack[depth]].head) == word:
            return depth
    depth, last = len(outline.stack), outline.last
    return depth if depth == 1 or (last is not None and last.introduces) else depth - 1


def _first_word(paragraph: Paragraph) -> str:
    return paragraph.first.text.split(None, 1)[0]


def is_remark(clause: Unit, paragraph: Paragraph) -> bool:
    """In a draft whose clauses are all marked (PP1, OP2), what stands unmarked behind a clause that is closed is said of it."""
    return clause.style == "OP" and clause.head.closed and not paragraph.lead and not paragraph.first.low


def continues_clause(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether an unmarked paragraph goes on with the open clause: text after its items, or a lost line."""
    clause, last = outline.clause, outline.last
    if clause is None or last is None:
        return False
    if paragraph.first.low and (not paragraph.lead or (outline.operative and paragraph.lead == "participle")):
        return True  # "..., / asking each of them for a reply."
    if paragraph.lead in ACT_LEADS:
        return False
    if paragraph.first.low and len(outline.stack) > 1 and not clause.head.first.low:
        return True  # behind the items of a clause that opens with a capital: "having due regard to confidentiality;"
    if (paragraph.lead in REASON_LEADS or paragraph.lead == "guess") and not (outline.operative and clause.styles):
        return False
    return bool(clause.styles) or clause.introduces or not last.head.closed
