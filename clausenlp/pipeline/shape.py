"""What the lines of a whole text have in common: their margin, and how its clauses are set apart."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from clausenlp.pipeline.furniture import line_organ, names_organ
from clausenlp.pipeline.leads import CLAUSE_LEADS
from clausenlp.pipeline.lines import Line, goes_on_in_capitals

_SMALL = ("participle", "present", "fixed")  # noting   resolves   considering
_WRAPPED = 140  # the longest lines of a text that is not one line a paragraph
_LONG_LINES = 3  # longer lines that a text which is wrapped has less than, but for a table or an annex
_LAST_WORD = 14  # columns before the margin in which a full line ends
_FULL = 0.3  # of the lines of a text that is wrapped; of others a fifth at most
_SLACK = 4  # columns that a full line may leave free besides the next word
_LONG = 30  # characters of a line that may be a clause
_CLAUSE = 50  # characters from which on a line with a lead is a clause, whatever it ends with
_NUMBERED_CLAUSE = 60  # characters from which on a line with the number that is due is one
_HEAD = 4  # characters that the head of a page exceeds, where it is more than a number
_DRAFT = re.compile(r"(?:adoption|approval) of the following draft (?:resolution|decision)s?\s?:")
_INTRODUCTION = 4  # lines of the paragraph that introduces a draft
_REPORT = 3  # numbered paragraphs that a report has before its resolution
_ACTS = 0.3  # of them that may open as acts do ("The Committee recommends"), at most
_WHEREAS = 3  # reasons that open so in a text whose reasons all do
_BEFORE_ORGAN = 3  # clauses that stand before an organ line only where it is that of a later part


@dataclass(frozen=True, slots=True)
class Shape:
    """What the lines of a text have in common.

    ``margin``: the column where full lines end; ``wrapped``: whether they do, so that a line may break off in a clause. ``width``: the
    characters that one line in five exceeds. ``front``: the index of the line where the clauses begin. ``by_line``: each line is a
    paragraph. ``spaced``: empty lines stand between the clauses. ``small_leads``: verbs alone in small letters open the clauses, as at
    the ITU. ``press``: the text is a press release, which opens each paragraph of a resolution with a quotation mark.
    ``narrated``: the number of the last paragraph of the report that a resolution stands in, 0 where it stands alone.
    ``repeated``: lines that stand more than once in it, as the heads of pages do.
    """

    margin: int
    wrapped: bool
    width: int
    front: int
    by_line: bool
    spaced: bool
    small_leads: bool
    press: bool
    repeated: frozenset[str]
    narrated: int = 0

    def has_room(self, before: Line, line: Line) -> bool:
        """Whether the first word of a line would have fitted into the line before: then the break is no accident."""
        word = line.text.split(None, 1)[0]
        return before.indent + len(before.text) + len(word) + _SLACK < self.margin

    def fills(self, before: Line, line: Line) -> bool:
        """Whether lines are wrapped at a margin and the line before is full, so that the break may be an accident."""
        return self.wrapped and not self.has_room(before, line)


def read_shape(lines: list[Line]) -> Shape:
    """Look over all lines of a text once."""
    front = _front(lines)
    narrated = _narrated(lines)
    return Shape(
        margin=_margin(lines),
        wrapped=_is_wrapped(lines),
        width=_width(lines),
        front=max(front, narrated[-1] + 1) if narrated else front,
        by_line=_is_by_line(lines),
        spaced=_stand_apart(lines),
        small_leads=_has_small_leads(lines),
        repeated=_repeated(lines),
        press=any(line.text[0] in '“"' and line_organ(line) for line in lines),
        narrated=len(narrated),
    )


def _margin(lines: list[Line]) -> int:
    """The column that nine lines in ten end before."""
    ends = sorted([line.indent + len(line.text) for line in lines])
    return ends[len(ends) * 9 // 10] if ends else 0


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines end at a margin: hardly one is longer than those of a text that is wrapped, or many end just before one column."""
    ends = sorted([line.indent + len(line.text) for line in lines])
    short = ends[: bisect_right(ends, _WRAPPED)]
    if len(ends) - len(short) < _LONG_LINES or not short:
        return True
    margin = short[len(short) * 9 // 10]
    full = bisect_right(short, margin) - bisect_left(short, margin - _LAST_WORD)
    return full > _FULL * len(ends)


def _repeated(lines: list[Line]) -> frozenset[str]:
    """The lines without mark, lead and end mark that stand more than once."""
    counts = Counter(
        [line.text for line in lines if not (line.closed or line.lead or line.marker) and len(line.text) > _HEAD]
    )
    return frozenset(text for text, count in counts.items() if count > 1)


def _width(lines: list[Line]) -> int:
    """The length that four lines in five do not exceed."""
    lengths = sorted([len(line.text) for line in lines])
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _is_by_line(lines: list[Line]) -> bool:
    """Whether each line is a paragraph: most lines end with a closing mark, and few stand behind an empty line."""
    closed = [line.closed for line in lines if len(line.text) > _LONG]
    return sum(closed) > 0.6 * len(closed) and sum([line.blank for line in lines]) < 0.4 * len(lines)


def _stand_apart(lines: list[Line]) -> bool:
    """Whether an empty line stands before three in four of the lines that open with a lead and a capital."""
    spaced = [line.blank for line in lines if line.lead in CLAUSE_LEADS and not line.low]
    return len(spaced) > 3 and sum(spaced) > 0.75 * len(spaced)


def _has_small_leads(lines: list[Line]) -> bool:
    """Whether verbs stand alone in small letters above what they govern: "considering"   "resolves to instruct the Director"."""
    leads = [line for line in lines if line.low and not line.closed and line.lead in _SMALL]
    return sum(len(line.text.split()) < 5 for line in leads) >= 3


def _front(lines: list[Line]) -> int:
    """The index of the first organ line, or of the first clause where no organ is named.

    A line that names an organ behind several clauses is that of a later part.
    """
    whereas = [i for i, line in enumerate(lines) if line.text[:7].lower() == "whereas"]
    if len(whereas) >= _WHEREAS and not any(_opens_text(line) for line in lines[: whereas[0]]):
        return whereas[0]  # above it stands the long title: "Recognizing the contributions of observers."
    leads: list[int] = []
    numbered: list[int] = []
    for i, line in enumerate(lines):
        if _has_number(line, len(numbered) + 1):
            numbered.append(i)
        if line.lead == "present" and line.style == "1." and not leads:
            return numbered[0] if numbered else i  # perhaps the end of the text before, where a page begins with it
        if names_organ(line):
            return i if len(leads) + len(numbered) < _BEFORE_ORGAN else min(leads[:1] + numbered[:1])
        if _may_open_preamble(line) and not (i and goes_on_in_capitals(lines[i - 1], line)):
            leads.append(i)
    return min(leads[:1] + (numbered[:1] if len(numbered) > 2 else []), default=len(lines))


def _narrated(lines: list[Line]) -> list[int]:
    """The indices of the numbered paragraphs of a report above the organ line of the resolution that it recommends; few are acts."""
    numbered: list[int] = []
    for i, line in enumerate(lines):
        if _has_number(line, len(numbered) + 1):
            numbered.append(i)
        elif line.marker is None and _may_open_preamble(line):
            return []
        elif names_organ(line):
            acts = sum(lines[at].lead in CLAUSE_LEADS for at in numbered)
            narrates = len(numbered) >= _REPORT and acts < _ACTS * len(numbered)
            return numbered if narrates or (numbered and _introduces_draft(lines[numbered[-1] : i])) else []
    return []


def _introduces_draft(lines: list[Line]) -> bool:
    """Whether the last paragraph of a report recommends what follows: "The Commission recommends ... the following draft resolution:"."""
    words = " ".join([line.text for line in lines[:_INTRODUCTION]])
    return _DRAFT.search(words) is not None


def _opens_text(line: Line) -> bool:
    """Whether a line is of a resolution, and no title: it names an organ or an act ("Resolved, That")."""
    return line.lead in ("fixed", "present", "base", "that") or names_organ(line)


def _has_number(line: Line, due: int) -> bool:
    """Whether a line opens a clause with the number that is due."""
    return line.marker is not None and line.marker.styles == (("1.", due),) and len(line.text) > _NUMBERED_CLAUSE


def _may_open_preamble(line: Line) -> bool:
    """Whether a line opens with a lead and a capital, and is long or closed as a clause is."""
    if line.low or line.lead not in CLAUSE_LEADS:
        return False
    return len(line.text) > _CLAUSE or (line.closed and line.text.endswith((",", ";", ":")))
