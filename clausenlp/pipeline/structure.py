"""Paragraphs -> clauses: which paragraph is a clause, its number and level, its parent and its part."""

from dataclasses import dataclass, field

from clausenlp.pipeline.furniture import resumes
from clausenlp.pipeline.leads import lead_words
from clausenlp.pipeline.markers import DEEP, TOP_STYLES, Marker, letter_value, misread, read_marker
from clausenlp.pipeline.paragraphs import Paragraph, Piece


@dataclass(slots=True)
class Unit:
    """A clause or sub-clause in the making; ``start``/``end`` are offsets in the text, ``parent`` an index of a unit."""

    start: int
    end: int
    level: int
    number: str | None
    parent: int | None
    part: int
    styles: tuple[tuple[str, int], ...]
    lead: str
    head: Paragraph
    introduces: bool = False
    inside: list[Piece] = field(default_factory=list)
    early: bool = False  # before an organ line that opens the acts, so preambular
    late: bool = False  # behind a bridge ("Recommends to the ministries the following:"), so operative


def read_structure(paragraphs: list[Paragraph]) -> tuple[list[Unit], list[Piece]]:
    """Clauses in document order, a parent before its children; and the furniture that the other paragraphs are."""
    return _Builder().build(paragraphs)


class _Builder:
    """Walks through the paragraphs; ``stack`` holds the open clause and its open sub-clauses."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.furniture: list[Piece] = []
        self.stack: list[int] = []
        self.region = "front"
        self.part = -1
        self.operative = False
        self.last_number = 0
        self.late = False
        self.after: Paragraph | None = None  # the paragraph that follows the one in hand

    def build(self, paragraphs: list[Paragraph]) -> tuple[list[Unit], list[Piece]]:
        for paragraph, self.after in zip(paragraphs, [*paragraphs[1:], None], strict=False):
            self._take(paragraph)
        return self.units, self.furniture

    def _take(self, paragraph: Paragraph) -> None:
        if paragraph.opens_part:
            self._open_part()
        if paragraph.kind == "organ":
            self._organ(paragraph)
        elif paragraph.kind in ("annex", "meeting", "session") and self.part >= 0:
            self.region = "annex" if paragraph.kind == "annex" else "tail" if self.operative else self.region
            self._frame(paragraph, paragraph.kind)
        elif paragraph.kind == "text" and self.region in ("front", "body"):
            self._clause(paragraph)
        elif paragraph.kind == "heading":
            self._frame(paragraph, "heading" if self.region == "body" else self.region)
            self.stack = self._list_under_headings()
        elif paragraph.kind == "bridge":
            self._frame(paragraph, "bridge")
            self._reasons_above()
            self.stack, self.operative, self.late = [], True, True
            self.part, self.region = max(self.part, 0), "body"
        elif paragraph.kind == "text" and self.region == "tail":
            self._after(paragraph)
        else:
            self._frame(paragraph, self.region if paragraph.kind == "text" else paragraph.kind)

    def _reasons_above(self) -> None:
        """What stands above a bridge are the reasons, also behind a first bridge ("adopts the following recommendation:") if unmarked."""
        above = [unit for unit in self.units if unit.part == self.part and not unit.early]
        if not self.late or not any(unit.styles for unit in above):
            for unit in above:
                unit.early, unit.late = True, False

    def _list_under_headings(self) -> list[int]:
        """The open clause where its numbered items go on below headings ("RECOMMENDS THAT: / Scope / 1. ... / Measures / 3. ...")."""
        top = self.units[self.stack[0]] if self.stack else None
        if top is None or top.number is not None or top.styles:
            return []
        if len(self.stack) == 1:
            return self.stack if top.introduces and top.lead in ("present", "fixed") else []
        return (
            self.stack[:2]
            if self.units[self.stack[1]].styles[:1] and self.units[self.stack[1]].styles[0][0] in TOP_STYLES
            else []
        )

    def _after(self, paragraph: Paragraph) -> None:
        """Text behind a meeting line is frame, unless it goes on with the next number of the operative part."""
        marker = paragraph.marker
        if marker and marker.ordinal("1.") == self.last_number + 1 and paragraph.lead and self.last_number:
            self.region = "body"
            self._clause(paragraph)
        else:
            self._frame(paragraph, "tail")

    def _frame(self, paragraph: Paragraph, kind: str) -> None:
        for line in paragraph.lines:
            self.furniture.append(Piece(line.start, line.end, kind))

    def _organ(self, paragraph: Paragraph) -> None:
        self._frame(paragraph, "organ")
        if self.region == "body" and self._closes_reasons(paragraph):
            self.stack, self.late = [], True
            return
        if self.part < 0 or self.operative or self.region != "body":
            self._open_part()
        self.region, self.stack = "body", []

    def _closes_reasons(self, paragraph: Paragraph) -> bool:
        """Whether the acts follow below an organ line, and what stands above it in the part are the reasons."""
        above = [unit for unit in self.units if unit.part == self.part and unit.level == 1]
        acted = any(unit.lead in ("present", "first") for unit in above)
        if not above or not (resumes(paragraph.first.text) or (paragraph.lines[-1].text.endswith(":") and not acted)):
            return False
        for unit in above:
            unit.early = True
        return True

    def _open_part(self) -> None:
        self.region, self.stack = "body", []
        self.part, self.operative, self.last_number, self.late = self.part + 1, False, 0, False

    def _clause(self, paragraph: Paragraph) -> None:
        if self.part < 0:
            self.part, self.region = 0, "body"
        marker = paragraph.marker
        if marker is None:
            self._unmarked(paragraph)
        else:
            self._marked(paragraph, marker)

    # -- paragraphs with a mark --------------------------------------------------------------

    def _marked(self, paragraph: Paragraph, marker: Marker) -> None:
        place = self._place(paragraph, marker)
        if place is None:
            if self._is_note(paragraph, marker):
                self._frame(paragraph, "note")
            else:
                self._append(paragraph)
            return
        depth, styles = place
        parent = self.stack[depth - 1] if depth else None
        self.stack = self.stack[:depth]
        if depth == 0 and styles[0][0] in TOP_STYLES:
            self._count(styles[0][1], marker)
        self._open(paragraph, parent, self._number(marker, styles, parent), styles)
        self._open_item_inline(paragraph, marker)

    def _is_note(self, paragraph: Paragraph, marker: Marker) -> bool:
        """ "1   The name is provisional." below a clause that is closed, where clauses are numbered "1." and not "1"."""
        if marker.style != "1" or paragraph.first.low or not self.stack or not self.units[self.stack[-1]].head.closed:
            return False
        return not any(unit.styles[:1] and unit.styles[0][0] == "1" for unit in self.units if unit.part == self.part)

    def _open_item_inline(self, paragraph: Paragraph, marker: Marker) -> None:
        """The first item may stand in the line of its clause: "12. (a) Requests"."""
        line = paragraph.first
        item = read_marker(line.text[line.word : line.word + 12])
        if paragraph.marker is line.marker and item and item.style in ("(a)", "(i)", "(1)") and item.styles[-1][1] == 1:
            parent = self.stack[-1]
            self._open(paragraph, parent, self._number(item, item.styles[-1:], parent), item.styles[-1:])
            self.units[-1].start = line.start + line.word

    def _count(self, ordinal: int, marker: Marker) -> None:
        self.last_number = ordinal
        if not marker.label.upper().startswith("PP"):
            self.operative = True

    def _place(self, paragraph: Paragraph, marker: Marker) -> tuple[int, tuple[tuple[str, int], ...]] | None:
        """The depth of a marked paragraph and the reading of its mark, or None where the mark is no mark."""
        for reading in (marker, misread(marker)):
            for depth in range(len(self.stack) - 1, -1, -1):  # goes on with an open list, the deepest first
                sibling = self.units[self.stack[depth]]
                for style, ordinal in sibling.styles:
                    here = reading.ordinal(style)
                    added = here == ordinal and " " in reading.label  # "(b bis)" behind "(b)"
                    if here is not None and (here == ordinal + 1 or added or style[0] == "-" or style == "OP"):
                        return depth, ((style, here),)
                if depth and sibling.styles[:1] == (("(1)", 2),) and reading.styles[0] == ("(a)", 2):  # "(2)" was "(a)"
                    sibling.number = (sibling.number or "").removesuffix("(2)") + "(a)"
                    return depth, (("(a)", 2),)
        if marker.style in TOP_STYLES:
            if self._is_nested(paragraph, marker):
                return len(self.stack), marker.styles[:1]
            if not self._opens_items(paragraph, marker):
                return self._level_one(paragraph, marker)
            if marker.styles[0][1] != 1:
                return len(self.stack), marker.styles[:1]
        damaged = marker.ordinal("1.")  # "l. Regrets" where 1 is due
        listed = bool(self.stack) and self.units[self.stack[-1]].introduces and paragraph.lead != "present"
        if not listed and marker.style not in TOP_STYLES and damaged == self.last_number + 1 and paragraph.lead:
            return 0, (("1.", damaged),)
        if not self.stack:
            return 0, marker.styles
        if marker.style in ("A.", "I.") and not self.units[self.stack[-1]].introduces:
            return 0, marker.styles
        if self._is_lettered_act(paragraph, marker):
            return 0, marker.styles
        first = tuple(reading for reading in marker.styles if reading[1] in (0, 1))
        return (self._begun_anew(first), first) if first else self._after_gap(marker)

    def _begun_anew(self, first: tuple[tuple[str, int], ...]) -> int:
        """The depth of the first item of a list: that of an open list of its style which begins anew ("a." after "a."), else the next."""
        if not self.units[self.stack[-1]].introduces:
            for depth in range(len(self.stack) - 1, 0, -1):
                if {style for style, _ in first} & {style for style, _ in self.units[self.stack[depth]].styles}:
                    return depth
        return len(self.stack)

    def _after_gap(self, marker: Marker) -> tuple[int, tuple[tuple[str, int], ...]] | None:
        """The place of a mark that neither opens a list nor follows the last one: a gap in the deepest list of its style."""
        for depth in range(len(self.stack) - 1, -1, -1):
            known = dict(self.units[self.stack[depth]].styles)
            for style, ordinal in marker.styles:
                if style in known and 0 < ordinal - known[style] < 6:
                    return depth, ((style, ordinal),)
        return (len(self.stack), marker.styles) if marker.styles[0][1] < 5 else None

    def _opens_items(self, paragraph: Paragraph, marker: Marker) -> bool:
        """Whether a first number opens the items of a chapeau ("Decides:" 1. ...) and not a clause of level 1."""
        if not self.stack:
            return False
        chapeau = self.units[self.stack[-1]]
        if marker.styles[0][1] != 1 and (chapeau.number or paragraph.lead in ("present", "participle", "fixed")):
            return False  # the second "RESOLVES:" of a text may have items from 5 on
        return chapeau.introduces and (
            self.operative or chapeau.lead in ("present", "base") or len(lead_words(chapeau.head.first.text)) < 4
        )

    def _level_one(self, paragraph: Paragraph, marker: Marker) -> tuple[int, tuple[tuple[str, int], ...]] | None:
        style, ordinal = marker.styles[0]
        if style == "1" and not paragraph.lead:
            return self._small_item(ordinal, marker)
        if style == "OP" or ordinal > self.last_number or ordinal == 1 or paragraph.lead:
            return 0, ((style, ordinal),)
        return None

    def _is_lettered_act(self, paragraph: Paragraph, marker: Marker) -> bool:
        """Whether letters count the acts ("Recalling ..., / (a) Endorses ...; / (b) Requests ..."): a verb of the organ behind a reason."""
        top = self.units[self.stack[0]]
        reason = top.lead in ("participle", "fixed") and not top.introduces and not top.styles and len(self.stack) == 1
        return reason and paragraph.lead == "present" and any(ordinal == 1 for _, ordinal in marker.styles)

    def _is_nested(self, paragraph: Paragraph, marker: Marker) -> bool:
        """Whether a new 1 opens a list below an open item ("ii. A levy, reduced / 1. By one half"): set further in, and without a verb."""
        if (
            len(self.stack) < 2
            or marker.styles[0] != ("1.", 1)
            or paragraph.lead in ("present", "participle", "fixed", "first")
        ):
            return False
        item = self.units[self.stack[-1]].head
        return paragraph.first.indent > item.first.indent and not item.lines[-1].text.endswith((".", ";"))

    def _small_item(self, ordinal: int, marker: Marker) -> tuple[int, tuple[tuple[str, int], ...]] | None:
        """ "instructs the Director ... / 1   to provide": the first item of a clause whose own words have no end mark."""
        last = self.units[self.stack[-1]] if self.stack else None
        opens = ordinal == 1 and last is not None and last.number is None and not last.styles and not last.head.closed
        return (len(self.stack), marker.styles[:1]) if opens else None

    def _number(self, marker: Marker, styles: tuple[tuple[str, int], ...], parent: int | None) -> str | None:
        style, ordinal = styles[0]
        if style[0] == "-":
            return None
        label = marker.label
        if style in ("(a)", "a)") and letter_value(label[:2]) != ordinal:
            label = misread(marker).label
        elif style == "1." and not label[0].isdigit():
            label = str(ordinal)
        if parent is None:
            return f"({label})" if style in ("(a)", "(i)", "(A)", "(1)") else label
        if style.startswith(DEEP):
            return label if label[0] != "." else f"{self.units[parent].number or ''}{label}"
        above = self.units[parent].number
        return f"{above or ''}({label})" if above or style not in ("1.", "1") else label

    # -- paragraphs without a mark -----------------------------------------------------------

    def _unmarked(self, paragraph: Paragraph) -> None:
        lead = paragraph.lead
        present = lead in ("present", "first", "decision")
        if self.stack and self._is_item(paragraph, present):
            self._item(paragraph)
        elif self.stack and self._is_remark(paragraph):
            self._frame(paragraph, "remark")
        elif self.stack and self._goes_on(paragraph):
            self._append(paragraph)
        else:
            self.stack = []
            if present:
                self.operative = True
            self._open(paragraph, None, None, ())

    def _is_remark(self, paragraph: Paragraph) -> bool:
        """In a draft whose clauses are all marked (PP1, OP2), what stands unmarked behind a clause that is closed is said of it."""
        top = self.units[self.stack[0]]
        return top.styles[:1] == (("OP", 0),) and not paragraph.first.low and not paragraph.lead and top.head.closed

    def _is_item(self, paragraph: Paragraph, present: bool) -> bool:
        """Whether an unnumbered paragraph is an item of the list that the open clause introduces."""
        chapeau = self.units[self.stack[0]]
        bare = chapeau.introduces and len(lead_words(chapeau.head.first.text)) < 4  # "HAVING SEEN:"
        if present or not (self.operative or bare) or chapeau.styles:
            return False
        if not self.operative and paragraph.lead not in ("", "that", "base"):
            return False  # the next clause of the preamble
        if paragraph.introduces and self.after is not None and self.after.marker:
            return False  # a chapeau of several paragraphs; its items are marked
        last = self.units[self.stack[-1]]
        if len(self.stack) > 1 and not last.styles:
            return last.introduces or not last.head.lines[-1].text.endswith(".")
        return last.introduces

    def _item(self, paragraph: Paragraph) -> None:
        """Open an item: below an item that ends with a colon, else beside the last; one that opens like an outer item is its sibling."""
        depth = len(self.stack) - (0 if len(self.stack) == 1 or self.units[self.stack[-1]].introduces else 1)
        word = paragraph.first.text.split()[0]
        for outer in range(1, len(self.stack) - 1):
            if self.units[self.stack[outer]].head.first.text.split()[0] == word:
                depth = outer
                break
        self.stack = self.stack[:depth]
        self._open(paragraph, self.stack[-1], None, ())

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """Whether an unnumbered paragraph goes on with the open clause: text after its items, or a lost line."""
        top = self.units[self.stack[0]]
        if paragraph.first.low and not paragraph.lead:
            return True
        if paragraph.lead in ("participle", "fixed", "guess", "present", "first") and not (
            self.operative and paragraph.lead not in ("present", "first") and top.styles
        ):
            return False
        return bool(top.styles) or top.introduces or not self.units[self.stack[-1]].head.closed

    def _append(self, paragraph: Paragraph) -> None:
        """Text that goes on: with the open item where another item follows it, else with the clause of level 1."""
        if not self.stack:
            self._open(paragraph, None, None, ())
            return
        after = self.after
        place = (
            self._place(after, after.marker) if after is not None and after.kind == "text" and after.marker else None
        )
        self.stack = self.stack[: place[0] + 1 if place else 1]
        for i in self.stack:
            self.units[i].end = paragraph.end
        last = self.units[self.stack[-1]]
        last.introduces = paragraph.introduces
        last.inside += paragraph.inside

    def _open(
        self, paragraph: Paragraph, parent: int | None, number: str | None, styles: tuple[tuple[str, int], ...]
    ) -> None:
        level = self.units[parent].level + 1 if parent is not None else 1
        unit = Unit(
            paragraph.start,
            paragraph.end,
            level,
            number,
            parent,
            self.part,
            styles,
            paragraph.lead,
            paragraph,
            paragraph.introduces,
            list(paragraph.inside),
            late=self.late,
        )
        self.units.append(unit)
        for i in self.stack:
            self.units[i].end = max(self.units[i].end, paragraph.end)
        self.stack.append(len(self.units) - 1)
