"""What lines are joined to: paragraphs, and the pieces of furniture between and inside them."""

from dataclasses import dataclass

from clausenlp.pipeline.furniture import STRIP
from clausenlp.pipeline.leads import CLAUSE_LEADS
from clausenlp.pipeline.lines import Line
from clausenlp.pipeline.markers import Marker

_BEHIND_COLON = STRIP + "0123456789"  # "the following:¹" loses no colon to a quotation mark or the number of a footnote
_INTRODUCE = (":", "-", "—", "–")
_BARE_LEAD = 9  # words that a lead alone on its line has less than


@dataclass(slots=True)
class Piece:
    """A stretch of text with a kind: furniture between or inside paragraphs."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. ``kind``: "text", "organ", "heading", "meeting", "annex", "session", "front".

    ``opens_part``: it is the first of a preamble that no organ line opens. ``resumes``: with it the clauses go on behind a draft
    that one of them quotes.
    """

    lines: list[Line]
    kind: str = "text"
    start: int = 0
    marker: Marker | None = None
    lead: str = ""
    opens_part: bool = False
    resumes: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.lines[-1].end

    @property
    def closed(self) -> bool:
        """Whether its last line ends with a closing mark."""
        return self.lines[-1].closed

    @property
    def style(self) -> str:
        """The style of its mark at first sight, "" where it has none."""
        return self.marker.styles[0][0] if self.marker else ""

    @property
    def introduces(self) -> bool:
        """Whether items may follow: it ends with a colon or dash, or is a bare lead ("resolves", "instructs the Director")."""
        last = self.lines[-1]
        if (
            not last.closed
            and len(self.lines) == 1
            and self.lead in CLAUSE_LEADS
            and len(last.text.split()) < _BARE_LEAD
        ):
            return True
        return last.text.rstrip(_BEHIND_COLON).endswith(_INTRODUCE)
