"""Paragraphs -> clauses: which paragraph is a clause, its number and level, its parent and its part."""

from clausenlp.pipeline.furniture import resumes
from clausenlp.pipeline.leads import ACT_LEADS
from clausenlp.pipeline.markers import TOP_STYLES, Marker, read_marker
from clausenlp.pipeline.paragraphs import Paragraph, Piece
from clausenlp.pipeline.placement import clause_number, place
from clausenlp.pipeline.units import Outline, Unit
from clausenlp.pipeline.unmarked import continues_clause, is_item, is_remark, item_depth

_INLINE = 12  # characters in which the mark of a first item stands: "12. (a) Requests"
_BRACKETED = ("(a)", "(i)", "(1)")


def read_structure(paragraphs: list[Paragraph]) -> tuple[list[Unit], list[Piece]]:
    """Clauses in document order, a parent before its children; and the furniture that the other paragraphs are."""
    builder = _Builder()
    for paragraph, after in zip(paragraphs, _texts_behind(paragraphs), strict=True):
        builder.take(paragraph, after)
    return builder.outline.units, builder.furniture


def _texts_behind(paragraphs: list[Paragraph]) -> list[Paragraph | None]:
    """For each paragraph the next that is text: the head of a page may stand between them."""
    behind: list[Paragraph | None] = []
    after = None
    for paragraph in reversed(paragraphs):
        behind.append(after)
        after = paragraph if paragraph.kind == "text" else after
    return behind[::-1]


class _Builder:
    """Walks through the paragraphs. ``region``: where it is, "front", "body", "tail" or "annex"."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.furniture: list[Piece] = []
        self.region = "front"

    def take(self, paragraph: Paragraph, after: Paragraph | None) -> None:
        """Add a paragraph to the clauses or to the furniture; ``after`` is the next that is text."""
        if paragraph.opens_part:
            self._open_part()
        if paragraph.resumes and paragraph.marker:
            self._open_part()
            self.outline.operative = self.outline.late = True
            self.outline.last_number = paragraph.marker.styles[0][1] - 1
        if paragraph.kind == "text":
            self._text(paragraph, after)
        elif paragraph.kind == "organ":
            self._organ(paragraph)
        elif paragraph.kind == "heading":
            self._frame(paragraph, "heading" if self.region == "body" else self.region)
            self.outline.stack = _list_under_headings(self.outline)
        elif paragraph.kind == "bridge":
            self._bridge(paragraph)
        else:
            self._frame(paragraph, paragraph.kind)
            self._leave_body(paragraph.kind)

    def _frame(self, paragraph: Paragraph, kind: str) -> None:
        self.furniture += [Piece(line.start, line.end, kind) for line in paragraph.lines]

    def _open_part(self) -> None:
        self.region = "body"
        self.outline.open_part()

    def _leave_body(self, kind: str) -> None:
        """An annex ends the clauses, and so does a line about the meeting or session below operative ones."""
        if self.outline.part < 0:
            return
        if kind == "annex":
            self.region = "annex"
        elif kind in ("meeting", "session") and self.outline.operative:
            self.region = "tail"

    def _bridge(self, paragraph: Paragraph) -> None:
        """What follows "Recommends to the ministries the following:" is operative."""
        outline = self.outline
        self._frame(paragraph, "bridge")
        if not (outline.late and outline.styled):
            outline.mark_reasons(late=True)  # also behind a first bridge: "adopts the following recommendation:"
        outline.stack, outline.operative, outline.late = [], True, True
        outline.part, self.region = max(outline.part, 0), "body"

    def _organ(self, paragraph: Paragraph) -> None:
        """An organ opens a part, or the acts of the one in hand."""
        outline = self.outline
        self._frame(paragraph, "organ")
        if self.region == "body" and _closes_reasons(outline, paragraph):
            outline.mark_reasons(late=False)
            outline.stack, outline.late = [], True
        elif outline.part < 0 or outline.operative or self.region != "body":
            self._open_part()
        else:
            outline.stack = []

    def _text(self, paragraph: Paragraph, after: Paragraph | None) -> None:
        """Text is a clause, or of one; behind a meeting line it is frame, unless it goes on with the next number."""
        if self.region == "annex" or (self.region == "tail" and not _has_next_number(self.outline, paragraph)):
            self._frame(paragraph, self.region)
            return
        self.region, self.outline.part = "body", max(self.outline.part, 0)
        if paragraph.marker:
            self._marked(paragraph, paragraph.marker, after)
        else:
            self._unmarked(paragraph, after)

    def _marked(self, paragraph: Paragraph, marker: Marker, after: Paragraph | None) -> None:
        outline = self.outline
        found = place(outline, paragraph, marker)
        if found:
            depth, styles = found
            outline.stack = outline.stack[:depth]
            if depth == 0 and styles[0][0] in TOP_STYLES:
                _count(outline, styles[0][1], marker)
            outline.open(paragraph, clause_number(marker, styles, outline.last), styles)
            _open_inline_item(outline, paragraph)
        elif _is_note(outline, paragraph, marker):
            self._frame(paragraph, "note")
        else:
            _append(outline, paragraph, after)

    def _unmarked(self, paragraph: Paragraph, after: Paragraph | None) -> None:
        outline, clause = self.outline, self.outline.clause
        if is_item(outline, paragraph, after):
            outline.stack = outline.stack[: item_depth(outline, paragraph)]
            outline.open(paragraph)
        elif clause and is_remark(clause, paragraph):
            self._frame(paragraph, "remark")
        elif continues_clause(outline, paragraph):
            _append(outline, paragraph, after)
        else:
            outline.stack = []
            outline.operative = outline.operative or paragraph.lead in ACT_LEADS or paragraph.lead == "decision"
            outline.open(paragraph)


def _list_under_headings(outline: Outline) -> list[int]:
    """The open clause where its numbered items go on below headings ("RECOMMENDS THAT: / Scope / 1. ... / Measures / 3. ...")."""
    clause, stack = outline.clause, outline.stack
    if clause is None or clause.number is not None or clause.styles:
        return []
    if len(stack) == 1:
        return stack if clause.introduces and clause.lead in ("present", "fixed", "base") else []
    return stack[:2] if outline.units[stack[1]].style in TOP_STYLES else []


def _closes_reasons(outline: Outline, organ: Paragraph) -> bool:
    """Whether the acts follow below an organ line, so that what stands above it in the part are the reasons."""
    holds = bool(outline.units) and outline.units[-1].part == outline.part
    return holds and (resumes(organ.first.text) or (organ.last.text.endswith(":") and not outline.acts))


def _has_next_number(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the next numbered clause of the operative part."""
    if paragraph.marker is None or not paragraph.lead or not outline.last_number:
        return False
    return paragraph.marker.ordinal("1.") == outline.last_number + 1


def _count(outline: Outline, ordinal: int, marker: Marker) -> None:
    """Remember the number of a clause; those that a draft marks "PP3" are not operative."""
    outline.last_number = ordinal
    outline.operative = outline.operative or not marker.label.upper().startswith("PP")


def _is_note(outline: Outline, paragraph: Paragraph, marker: Marker) -> bool:
    """ "1   The name is provisional." below a clause that is closed, where clauses are numbered "1." and not "1"."""
    last = outline.last
    if last is None or not last.head.closed or marker.style != "1" or paragraph.first.low:
        return False
    return not outline.bare


def _open_inline_item(outline: Outline, paragraph: Paragraph) -> None:
    """The first item may stand in the line of its clause: "12. (a) Requests"."""
    line = paragraph.first
    if paragraph.marker is not line.marker or not line.text.startswith("(", line.word):
        return
    item = read_marker(line.text[line.word : line.word + _INLINE])
    if item and item.style in _BRACKETED and item.styles[-1][1] == 1:
        styles = item.styles[-1:]
        outline.open(paragraph, clause_number(item, styles, outline.last), styles, start=line.start + line.word)


def _append(outline: Outline, paragraph: Paragraph, after: Paragraph | None) -> None:
    """Text that goes on: with the open item where another item follows it, else with the clause of level 1."""
    if not outline.stack:
        outline.open(paragraph)
        return
    found = place(outline, after, after.marker) if after is not None and after.marker else None
    outline.stack = outline.stack[: found[0] + 1 if found else 1]
    outline.extend(paragraph)
