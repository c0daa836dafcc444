"""Whether a line is a heading between clauses: no closing mark ends it, and a clause stands soon below it."""

from itertools import pairwise

from clausenlp.pipeline.drafts import names_option, offers_nothing
from clausenlp.pipeline.enumerations import breaks_off, enumerates, is_bare_number
from clausenlp.pipeline.furniture import line_organ
from clausenlp.pipeline.joined import Joined
from clausenlp.pipeline.leads import CLAUSE_LEADS, REASON_LEADS
from clausenlp.pipeline.lines import Line, is_row
from clausenlp.pipeline.markers import TOP_STYLES

_ROWS = 4  # lines below the head of a table in which two rows stand
_LINES = 4  # lines that a heading may have
_LONGEST = 400  # characters of one of them
_TITLE = 90  # characters that the title of a preamble has less than
_CHAPEAU = 60  # characters from which on a line above a first item is a chapeau
_FIRST_ITEMS = ("(a)", "(1)", "a)", "a.", "(i)", "i)", "i.")
_NUMBERS = ("", "A.", "I.", "1.")  # marks that a heading may have


def is_heading(joined: Joined, line: Line) -> bool:
    """Whether the line in hand is a heading, or the first line of one."""
    if line.marker and _is_capital_title(line, joined.below):
        return True
    if (
        line.closed
        or joined.is_open
        or _introduces(joined, line)
        or (line.marker and line.text[line.word :][:1].islower())
        or _is_proposed(joined, line)
        or (len(line.text) > _CHAPEAU and joined.last_number > 1 and _is_due(joined, line))
    ):
        return False
    if not joined.started or line.low or line.lead in CLAUSE_LEADS or line.style not in _NUMBERS:
        return _titles_preamble(line, joined.below)
    if len(line.text) > _LONGEST or not _stands_above_clause(line, joined.lines[joined.at + 1 : joined.at + _LINES]):
        return False
    return not _is_of_table(joined)


def _is_of_table(joined: Joined) -> bool:
    """Whether the line in hand is a row of a table, or of its head: figures end two of the rows round it."""
    rows = joined.lines[max(0, joined.at - 1) : joined.at + _ROWS]
    return sum(is_row(row.text) and row.kind == "" for row in rows) > 1


def _is_proposed(joined: Joined, line: Line) -> bool:
    """Whether a line is of a clause under negotiation: it has the number that is due, or none and offers another text for the open one."""
    marker = line.marker
    if marker is None:
        return joined.optioned and (names_option(line.text) or offers_nothing(line.text))
    if line.style not in TOP_STYLES or marker.styles[0][1] != joined.last_number + 1:
        return False
    return line.text[line.word :].lstrip("*_ ").startswith("[")  # "50. [No provision on markets]"


def _is_capital_title(line: Line, below: Line | None) -> bool:
    """Whether a numbered line in capitals is a title above a clause, though it ends as a sentence: "II. AGREEMENT WITH MILL BANK, N.A."."""
    if below is None or line.style not in ("I.", "A.") or not line.text.isupper() or len(line.text) >= _TITLE:
        return False
    return not line.lead and below.blank and below.lead in CLAUSE_LEADS and line.text.endswith(".")


def _introduces(joined: Joined, line: Line) -> bool:
    """Whether a line breaks off ("lobby the University to") above an item, a clause or an empty line, or has the number that is due."""
    below = joined.below
    if below is None or not breaks_off(line):
        return False
    due = _is_due(joined, line)
    return due or bool(below.marker or below.lead or below.blank)


def _is_due(joined: Joined, line: Line) -> bool:
    """Whether a line has the number that follows the one of the last clause or item."""
    return (
        line.marker is not None and joined.last_number > 0 and line.marker.styles[0] == ("1.", joined.last_number + 1)
    )


def _titles_preamble(line: Line, below: Line | None) -> bool:
    """Whether a line alone is the title of a preamble below it: "ii. School Observatories"."""
    if below is None or line.marker is None or not (line.blank and below.blank) or len(line.text) >= _TITLE:
        return False
    opens = below.lead in REASON_LEADS or (below.lead == "present" and below.text.endswith(":"))  # "RESOLVES:"
    return opens and below.marker is None and not below.low and line.text[line.word :][:1].isupper()


def _stands_above_clause(line: Line, below: list[Line]) -> bool:
    """Whether the first of the lines below that may not belong to the heading opens a clause."""
    for above, other in pairwise([line, *below]):
        if enumerates(above, other):
            return False  # "as described in paragraphs 2 and / 4."
        if other.style in _FIRST_ITEMS and len(line.text) > _CHAPEAU:
            return False  # a chapeau without its colon
        if _opens_clause(other):
            return True
        if other.closed or other.marker or len(other.text) > _LONGEST:
            return False
    return False


def _opens_clause(line: Line) -> bool:
    """Whether a line below a heading is no more of it: a number alone, an organ, a lead, a mark and a verb, an empty line before it."""
    if is_bare_number(line) or (line_organ(line) and line.closed):
        return True
    return not line.low and (line.blank or line.lead in CLAUSE_LEADS or bool(line.marker and line.lead))
