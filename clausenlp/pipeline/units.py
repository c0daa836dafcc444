"""Clauses in the making, and which of them are open."""

from dataclasses import dataclass, field

from clausenlp.pipeline.leads import ACT_LEADS
from clausenlp.pipeline.markers import Styles
from clausenlp.pipeline.paragraphs import Paragraph

DEEPEST = 12  # levels; what would stand deeper stands on the last of them


@dataclass(slots=True)
class Unit:
    """A clause or sub-clause in the making; ``start``/``end`` are offsets in the text, ``parent`` an index of a unit.

    ``styles``: what its mark may be read as. ``head``: its first paragraph.
    """

    start: int
    end: int
    level: int
    number: str | None
    parent: int | None
    part: int
    styles: Styles
    lead: str
    head: Paragraph
    introduces: bool = False
    early: bool = False  # before an organ line that opens the acts, so preambular
    late: bool = False  # behind a bridge ("Recommends to the ministries the following:"), so operative

    @property
    def style(self) -> str:
        """The style of its mark, "" where it has none."""
        return self.styles[0][0] if self.styles else ""


@dataclass(slots=True)
class Outline:
    """The clauses found so far; ``stack`` holds the open clause and its open sub-clauses, as indices of ``units``.

    ``operative``: the part in hand has operative clauses. ``late``: what follows is operative whatever its lead.
    ``last_number``: that of the last numbered clause of level 1. ``acts``: a clause of the part opens with an act. ``bare``: one has a
    number without a point. ``unmarked``: index of the first unit of the part that is not marked as a reason, ``styled``: one from there
    on has a mark.
    """

    units: list[Unit] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    part: int = -1
    operative: bool = False
    late: bool = False
    last_number: int = 0
    acts: bool = False
    bare: bool = False
    unmarked: int = 0
    styled: bool = False

    @property
    def clause(self) -> Unit | None:
        """The open clause of level 1."""
        return self.units[self.stack[0]] if self.stack else None

    @property
    def last(self) -> Unit | None:
        """The open unit of the deepest level."""
        return self.units[self.stack[-1]] if self.stack else None

    def open_part(self) -> None:
        """Begin a new part: its clauses count from 1, and a preamble may open it."""
        self.part, self.stack = self.part + 1, []
        self.operative, self.late, self.last_number = False, False, 0
        self.acts, self.bare, self.styled, self.unmarked = False, False, False, len(self.units)

    def mark_reasons(self, *, late: bool) -> None:
        """Mark what stands in the part so far as its reasons; ``late``: also what stands behind a line that closed them."""
        for unit in self.units[self.unmarked :]:
            unit.early, unit.late = True, unit.late and not late
        self.unmarked, self.styled = len(self.units), False

    def open(self, paragraph: Paragraph, number: str | None = None, styles: Styles = (), *, start: int = -1) -> None:
        """Add a unit below the open ones; ``start`` is given where it begins within its paragraph."""
        del self.stack[DEEPEST - 1 :]
        units, stack, end = self.units, self.stack, paragraph.end
        for i in stack:
            if units[i].end < end:
                units[i].end = end
        units.append(
            Unit(
                paragraph.start if start < 0 else start,
                end,
                len(stack) + 1,
                number,
                stack[-1] if stack else None,
                self.part,
                styles,
                paragraph.lead,
                paragraph,
                paragraph.introduces,
                late=self.late,
            )
        )
        self.acts = self.acts or (not stack and paragraph.lead in ACT_LEADS)
        if styles:
            self.styled = True
            self.bare = self.bare or styles[0][0] == "1"
        stack.append(len(units) - 1)

    def extend(self, paragraph: Paragraph) -> None:
        """Let the open units go on with a paragraph."""
        for i in self.stack:
            self.units[i].end = paragraph.end
        last = self.units[self.stack[-1]]
        last.introduces = paragraph.introduces
