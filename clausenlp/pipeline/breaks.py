"""What one line or two tell of where a paragraph starts: marks, leads, closing marks, widths."""

import re
from typing import TYPE_CHECKING

from clausenlp.pipeline.furniture import STRIP, line_kind, organ_line
from clausenlp.pipeline.leads import lead_form
from clausenlp.pipeline.lines import Line
from clausenlp.pipeline.markers import DEEP, Marker

if TYPE_CHECKING:
    from clausenlp.pipeline.paragraphs import Paragraph

REFERENCE = (
    "paragraph",
    "paragraphs",
    "article",
    "articles",
    "section",
    "sections",
    "subparagraph",
    "subparagraphs",
    "item",
    "items",
    "rule",
    "regulation",
    "annex",
)
_FUNCTION_WORDS = (
    "the",
    "of",
    "and",
    "or",
    "to",
    "in",
    "on",
    "by",
    "for",
    "with",
    "a",
    "an",
    "its",
    "their",
    "as",
    "at",
    "from",
    "that",
    "which",
    "all",
    "other",
    "is",
    "are",
    "be",
)


LEADS = ("participle", "present", "fixed", "first", "that", "decision")


def numbered_lead(line: Line) -> bool:
    """Whether a line opens with a mark and a lead ("4. Requests")."""
    return bool(line.marker and line.lead in LEADS)


def marker_opens(before: Line, line: Line, blank: bool) -> bool:
    """Whether a mark at the start of a line opens a paragraph, and is no number of running text ("paragraph / 12. The")."""
    marker = line.marker
    assert marker is not None
    if marker.style == "1" and not line.lead:
        return blank
    if blank or before.closed:
        return True
    if marker.bullet:
        return False
    if marker.style.startswith(DEEP):
        return before.text.endswith(":")
    if marker.style in ("1.", "OP"):
        return bool(line.lead) or before.text.endswith((" and", " or"))
    last = before.text.rsplit(None, 1)[-1].lower().strip("(),")
    return before.text.endswith(":") or (last not in REFERENCE and not last[-1:].isdigit() and lists(line))


def lists(line: Line) -> bool:
    """Whether a bracketed mark opens an item of a list, not a reference: a capital, or an infinitive, follows."""
    return (
        line.marker is not None
        and line.marker.style not in ("1", "1.", "OP")
        and not line.marker.style.startswith(DEEP)
        and bool(re.match(r"\W*(?:[A-Z]|to\b)", line.text[line.word :]))
    )


def is_bare_number(line: Line) -> bool:
    """A number alone on its line; its clause follows."""
    marker = line.marker
    bullet = marker is not None and marker.bullet and len(line.text) > 1
    return marker is not None and len(line.text) < 24 and not bullet and not line.text[line.word :].strip(STRIP)


def main_verb(line: Line) -> int:
    """Where in a line the main verb of a decision in one sentence starts ("..., decides to"), 0 for nowhere or its start."""
    for comma in re.finditer(r",\d{0,3}\s+(?=[a-z])", line.text):
        if lead_form(line.text[comma.end() :]) == "present":
            return comma.end()
    return 0


def cut_short(before: Line, line: Line) -> bool:
    """The line before has lost its closing mark: it is well short of the line that follows and no function word ends it."""
    last = before.text.rsplit(None, 1)[-1].lower()
    return (
        line.lead in ("participle", "present")
        and len(before.text) < 0.8 * len(line.text)
        and last not in _FUNCTION_WORDS
    )


def is_by_line(lines: list[Line]) -> bool:
    """Whether each line is a paragraph: most lines end with a closing mark, and few stand behind an empty line."""
    long = [line for line in lines if len(line.text) > 30]
    return sum(line.closed for line in long) > 0.6 * len(long) and sum(line.blank for line in lines) < 0.4 * len(lines)


def front_end(lines: list[Line]) -> int:
    """The index of the line where the clauses begin: the first organ line, or the first clause where none is named.

    A line that names an organ behind two clauses or more is one of a later part.
    """
    leads: list[int] = []
    numbered: list[int] = []
    for i, line in enumerate(lines):
        if line.marker and line.marker.styles == (("1.", len(numbered) + 1),) and len(line.text) > 60:
            numbered.append(i)
        if line.lead == "present" and line.marker and line.marker.style == "1." and not leads:
            return numbered[0] if numbered else i  # perhaps the end of the text before, where a page begins with it
        if organ_line(line.text.strip(STRIP)) and not line_kind(line):
            return i if len(leads) + len(numbered) < 3 else min(leads[:1] + numbered[:1])
        if (
            line.lead in LEADS
            and not line.low
            and ((line.closed and line.text.endswith((",", ";", ":"))) or len(line.text) > 50)
        ):
            leads.append(i)
    starts = leads[:1] + (numbered[:1] if len(numbered) > 2 else [])
    return min(starts) if starts else len(lines)


def right_margin(lines: list[Line]) -> int:
    """The column where full lines end: nine in ten end before it."""
    ends = sorted(line.indent + len(line.text) for line in lines)
    return ends[len(ends) * 9 // 10] if ends else 0


def has_room(before: Line, line: Line, margin: int) -> bool:
    """Whether the first word of a line would have fitted into the line before: then the break is no accident."""
    return before.indent + len(before.text) + len(line.text.split(None, 1)[0]) + 4 < margin


_LIST = 14  # lines in which the second item of a list stands


def opens_list(lines: list[Line], i: int) -> bool:
    """Whether a mark at the start of a line is the first of a list: the second stands at the start of a line soon after."""
    marker = lines[i].marker
    if marker is not None and marker.bullet:
        return any(
            line.marker and line.marker.styles == marker.styles and line.indent == lines[i].indent
            for line in lines[i + 1 : i + 5]
        )
    if (
        marker is None
        or marker.style not in ("(a)", "(i)", "(1)", "1", "1.", "a.")
        or 1 not in dict(marker.styles).values()
    ):
        return False
    wanted = {(style, 2) for style, ordinal in marker.styles if ordinal == 1}
    for line in lines[i + 1 : i + _LIST]:
        if line.marker and not wanted.isdisjoint(line.marker.styles):
            return line.indent == lines[i].indent
        if numbered_lead(line):
            return False
    return False


def titles_a_preamble(lines: list[Line], i: int) -> bool:
    """Whether a line is a title ("ii. School Observatories") before a preamble of its own: no closing mark, a capital, alone."""
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    return (
        after is not None
        and line.marker is not None
        and line.blank
        and after.blank
        and not line.closed
        and line.text[line.word :][:1].isupper()
        and len(line.text) < 90
        and after.marker is None
        and after.lead in ("participle", "fixed")
        and not after.low
    )


def leave_decisions(lines: list[Line]) -> None:
    """Decisions that are told beside a resolution ("At its 1063rd meeting, the Council decided to invite") are no clauses of it."""
    told = [line for line in lines if line.lead == "decision"]
    if told and any(organ_line(line.text.strip(STRIP)) and not line_kind(line) for line in lines):
        for line in told:
            line.lead = ""


def quotation_end(lines: list[Line], i: int) -> int:
    """The index of the line in which the quotation ends that line ``i`` opens, ``i - 1`` where it does not end soon."""
    opened = 0
    for j, line in enumerate(lines[i : i + _QUOTED], i):
        opened += line.text.count("“") - line.text.count("”")
        if opened <= 0:
            return j
    return i - 1


_QUOTED = 40  # lines that a quoted provision may have


def small_leads(lines: list[Line]) -> bool:
    """Whether verbs alone in small letters open the clauses ("considering", "resolves to instruct the Director"), as at the ITU."""
    short = [line for line in lines if line.low and line.lead in ("participle", "present") and not line.closed]
    return sum(len(line.text.split()) < 5 for line in short) >= 3


def carries_on(lines: list[Line], i: int, before: Line, paragraphs: "list[Paragraph]") -> bool:
    """Whether "(b) keep ..." at the start of a line goes on with an enumeration in running words: no paragraph opened with its (a)."""
    line = lines[i]
    marker = line.marker
    if marker is None or marker.style not in ("(a)", "(i)", "(1)") or not before.text.endswith(","):
        return False
    if not line.text[line.word :][:1].islower():
        return False
    if 1 in dict(marker.styles).values():
        return not opens_list(lines, i)
    wanted = {(style, ordinal - 1) for style, ordinal in marker.styles}
    return all(p.marker is None or wanted.isdisjoint(p.marker.styles) for p in paragraphs[-RECENT:])


def stands_apart(lines: list[Line]) -> bool:
    """Whether empty lines stand between the clauses: before three in four of the lines that open with a lead and a capital."""
    opening = [line for line in lines if line.lead in LEADS and not line.low]
    return len(opening) > 3 and sum(line.blank for line in opening) > 0.75 * len(opening)


def goes_on_with_head(lines: list[Line], i: int) -> bool:
    """Whether a line is the second of a page's head: below its first without an empty line, above an empty one, and set in."""
    before, line = lines[i - 1], lines[i]
    after = lines[i + 1] if i + 1 < len(lines) else None
    if before.kind != "page" or line.blank or line.page or line.marker or line.lead or after is None or not after.blank:
        return False
    return len(before.text) > _HEAD and len(line.text) < 80 and not line.closed


RECENT = 12  # paragraphs in which the item before stands
_HEAD = 20  # characters that a page's head has at least, where it is more than a number


_LONE = re.compile(r"(?P<number>\d{1,3})\.?|(?P<deep>\.\d{1,2})|(?P<bullet>[–—•·▪-])|(?P<upper>[A-Z])\.")


def lone_marker(line: Line, after: Line | None, expected: int) -> Marker | None:
    """The mark that stands alone on a line before its clause, as text pulled from a PDF has it.

    A number counts where it is the one expected and a verb follows; else it is that of a page.
    """
    found = _LONE.fullmatch(line.text) if len(line.text) < 5 and after is not None and not after.page else None
    if found is None or after is None:
        return None
    text, end, capital = found[0], len(line.text), not after.low and after.lead in LEADS
    if found["number"]:
        number = int(found["number"])
        return Marker(str(number), (("1.", number),), end) if capital and number == expected else None
    if found["deep"]:
        return Marker(text, ((DEEP, int(text[1:])),), end) if after.low else None
    if found["bullet"]:
        return Marker("", ((f"-{text}", 0),), end) if after.low or after.lead else None
    return Marker(text[0], (("A.", ord(text[0]) - 64),), end) if after.lead else None
