"""What the pass over the lines has joined so far: the state that decides what the next line is."""

from dataclasses import dataclass, field

from clausenlp.pipeline.leads import REASON_LEADS
from clausenlp.pipeline.lines import Line
from clausenlp.pipeline.markers import TOP_STYLES
from clausenlp.pipeline.paragraphs import Paragraph, Piece
from clausenlp.pipeline.shape import Shape


@dataclass(slots=True)
class Joined:
    """The lines of a text, the one in hand (``at``), and what has been made of those above it.

    ``pending``: furniture since the last line of text; ``gap``: an empty line stands before a piece of it. ``in_notes``: the lines
    above are footnotes, the last of number ``note_number``.
    ``started``: an organ or a clause has come. ``last_number``: that of the last clause with one.
    ``optioned``: that clause offers options ("7. Option 1: Decides ...; / Option 2: No text").
    ``quote_ends``: the index of the last line of a quoted provision.
    """

    lines: list[Line]
    shape: Shape
    at: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    furniture: list[Piece] = field(default_factory=list)
    pending: list[Piece] = field(default_factory=list)
    gap: bool = False
    in_notes: bool = False
    note_number: int = 0
    started: bool = False
    last_number: int = 0
    optioned: bool = False
    quote_ends: int = -1

    @property
    def above(self) -> Line | None:
        """The line above the one in hand."""
        return self.lines[self.at - 1] if self.at else None

    @property
    def below(self) -> Line | None:
        """The line below the one in hand."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    @property
    def last(self) -> Paragraph | None:
        """The paragraph that the line in hand may go on with."""
        return self.paragraphs[-1] if self.paragraphs else None

    @property
    def is_open(self) -> bool:
        """Whether the last paragraph is text that has not come to its end."""
        last = self.paragraphs[-1] if self.paragraphs else None
        return last is not None and last.kind == "text" and not last.closed

    @property
    def in_numbered(self) -> bool:
        """Whether the last paragraph opens with a mark as clauses have it."""
        last = self.last
        return last is not None and last.style in TOP_STYLES

    @property
    def in_sentence(self) -> bool:
        """Whether the decision stands in one sentence: an organ, small letters, and the main verb still to come."""
        if self.pending or len(self.paragraphs) < 2:
            return False
        last = self.paragraphs[-1]
        begun = last.lines[0].low and last.kind == "text" and last.lead in REASON_LEADS
        return begun and self.paragraphs[-2].kind == "organ"
