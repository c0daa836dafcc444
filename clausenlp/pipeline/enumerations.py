"""Marks at the start of lines: whether one opens an item, goes on in running words, follows another, or stands alone."""

import re

from clausenlp.pipeline.furniture import STRIP
from clausenlp.pipeline.leads import CLAUSE_LEADS
from clausenlp.pipeline.lines import Line
from clausenlp.pipeline.markers import DEEP, TOP_STYLES, Marker
from clausenlp.pipeline.paragraphs import Paragraph

_REFERENCE = frozenset((  # words that a number of running text stands behind: "in paragraph / (b) of"
    "paragraph", "paragraphs", "article", "articles", "section", "sections", "subparagraph", "subparagraphs",
    "item", "items", "rule", "regulation", "annex",
))  # fmt: skip
_FUNCTION_WORDS = frozenset((
    "the", "of", "and", "or", "to", "in", "on", "by", "for", "with", "a", "an", "its", "their", "as", "at", "from",
    "that", "which", "all", "other", "is", "are", "be",
))  # fmt: skip
_JOINS_ITEM = frozenset(("and", "or", "to", "of"))  # "under (a) and / (b) above"
LONE = 5  # characters that a mark has less than where text pulled from a PDF has it on a line of its own
_BRACKETED = ("(a)", "(i)", "(1)")
_FIRST_OF_LIST = ("(a)", "(i)", "(1)", "1", "1.", "a.", "a)")
_LETTERS = 26
_RECENT = 12  # paragraphs in which the item before stands
_LIST = 14  # lines in which the second item of a list stands
_BULLETS = 5  # lines in which the second bullet of a list stands
_BARE = 24  # characters that a line which is only a mark has less than
_REFERRED = ("(a)", "(i)", "(1)", "(A)")
_ENUMERATES = re.compile(r"\(\w{1,4}\)(?:,?\s(?:and|or|to)|,)$")
_REFERS_ON = re.compile(r"\b(?:paragraphs|articles|sections|items|rules)\s[\d\s(),a-z–-]{1,30}\s(?:and|or|to)$")
_OPENS_ITEM = re.compile(r"\W*(?:[A-Z]|to\b)")
_LONE = re.compile(r"(?P<number>\d{1,3})\.?|(?P<deep>\.\d{1,2})|(?P<bullet>[–—•·▪-])|(?P<upper>[A-Z])\.")


def last_word(line: Line) -> str:
    """The last word of a line in small letters."""
    return line.text.rsplit(None, 1)[-1].lower()


def breaks_off(line: Line) -> bool:
    """Whether a line ends with a word that others must follow: "to lobby the University to"   "without prejudice to paragraph"."""
    last = last_word(line)
    return last in _FUNCTION_WORDS or last in _REFERENCE


def is_bare_number(line: Line) -> bool:
    """A number alone on its line; its clause follows."""
    marker = line.marker
    if marker is None or len(line.text) >= _BARE or (marker.bullet and len(line.text) > 1):
        return False
    return not line.text[line.word :].strip(STRIP)


def enumerates(before: Line, line: Line) -> bool:
    """Whether words refer to a mark at the start of a line: "under subparagraphs (2), (3) and / (8) above"   "in paragraphs 2 and / 4."."""
    if (
        is_bare_number(line)
        and len(before.text) > _BARE
        and (last_word(before) in _REFERENCE or _REFERS_ON.search(before.text))
    ):
        return True
    return line.style in _REFERRED and _ENUMERATES.search(before.text) is not None


def lists(line: Line) -> bool:
    """Whether a bracketed mark opens an item of a list, not a reference: a capital, or an infinitive, follows."""
    style = line.style
    if style in ("", "1", "1.", "OP") or style.startswith(DEEP):
        return False
    return _OPENS_ITEM.match(line.text, line.word) is not None


def marker_opens(before: Line, line: Line, blank: bool) -> bool:
    """Whether a mark at the start of a line opens a paragraph, and is no number of running text ("paragraph / 12. The")."""
    style = line.style
    if style == "1" and not line.lead:
        return blank
    if blank or before.closed:
        return True
    if style.startswith(("-", DEEP)):
        return False
    if style in ("1.", "OP"):
        return bool(line.lead) or before.text.endswith((" and", " or"))
    last = last_word(before).strip("(),")
    return last not in _REFERENCE and not last[-1:].isdigit() and lists(line)


def opens_list(lines: list[Line], i: int) -> bool:
    """Whether a mark at the start of a line is the first of a list: the second stands at the start of a line soon after."""
    line, marker = lines[i], lines[i].marker
    if marker is None:
        return False
    if marker.bullet:
        return any(_is_beside(line, other) for other in lines[i + 1 : i + _BULLETS])
    second = {(style, 2) for style, ordinal in marker.styles if ordinal == 1}
    if not second or marker.style not in _FIRST_OF_LIST:
        return False
    for other in lines[i + 1 : i + _LIST]:
        if other.marker and not second.isdisjoint(other.marker.styles):
            return other.indent == line.indent
        if other.marker and other.lead in CLAUSE_LEADS:  # "4. Requests": the next clause comes first
            return False
    return False


def _is_beside(line: Line, other: Line) -> bool:
    """Whether two lines have the same bullet, equally far set in."""
    if line.marker is None or other.marker is None or line.indent != other.indent:
        return False
    return line.marker.styles == other.marker.styles


def carries_on(lines: list[Line], i: int, before: Line, paragraphs: list[Paragraph]) -> bool:
    """Whether "(b) keep ..." at the start of a line goes on with an enumeration in running words: no paragraph opened with its (a)."""
    line, marker = lines[i], lines[i].marker
    if marker is None or line.style not in _BRACKETED or not line.text[line.word :][:1].islower():
        return False
    if not before.text.endswith(","):
        return before.text.endswith((";", "; and", "; or")) and _stands_inside(marker, paragraphs)
    if any(ordinal == 1 for _, ordinal in marker.styles):
        return not opens_list(lines, i)
    return not _stands_recently({(style, ordinal - 1) for style, ordinal in marker.styles}, paragraphs)


def _stands_inside(marker: Marker, paragraphs: list[Paragraph]) -> bool:
    """Whether the mark before this one stands inside the last paragraph: "(a) the distance; (b) the needs; and / (c) the opinion"."""
    ordinal = marker.ordinal("(a)")
    if not paragraphs or ordinal is None or not 1 < ordinal <= _LETTERS:
        return False
    before = f" ({chr(ord('a') + ordinal - 2)}) "
    return any(before in line.text for line in paragraphs[-1].lines[-_RECENT:])


def follows_item(before: Line, line: Line, paragraphs: list[Paragraph]) -> bool:
    """Whether a mark is the next of a list that is open ("i. doctors and nurses / ii. meteorologists")."""
    styles = line.marker.styles if line.marker else ()
    previous = {(style, ordinal - 1) for style, ordinal in styles if ordinal > 1 and style not in TOP_STYLES}
    if not previous or not _stands_recently(previous, paragraphs):
        return False
    last = last_word(before).strip("(),")
    if last in _JOINS_ITEM:
        return before.text == last  # "and" alone on the line between two items
    return before.closed or not _refers(before, last)


def _refers(before: Line, last: str) -> bool:
    """Whether a line ends with a reference that a mark may go on with: "in paragraph / (b)"   "paragraph 3 / (b) of the resolution"."""
    words = before.text.lower().rsplit(None, 2)
    return last in _REFERENCE or (len(words) > 2 and words[-2] in _REFERENCE and last[-1:].isdigit())


def _stands_recently(readings: set[tuple[str, int]], paragraphs: list[Paragraph]) -> bool:
    """Whether one of the last paragraphs has a mark that may be read as one of these."""
    marks = [paragraph.marker for paragraph in paragraphs[-_RECENT:]]
    return any(not readings.isdisjoint(mark.styles) for mark in marks if mark)


def lone_marker(line: Line, after: Line | None, due: int) -> Marker | None:
    """The mark that stands alone on a line before its clause, as text pulled from a PDF has it.

    A number counts where it is the one that is due and a verb follows; else it is that of a page.
    """
    if len(line.text) >= LONE or after is None or after.page:
        return None
    found = _LONE.fullmatch(line.text)
    return _read_lone(found, after, due) if found else None


def _read_lone(found: re.Match[str], after: Line, due: int) -> Marker | None:
    """What a lone sign is in front of the line that follows it: "3" "Requests", ".1" "to report", "–" "whereas", "A." "whereas"."""
    text, end = found[0], found.end()
    if found["number"]:
        clause = not after.low and after.lead in CLAUSE_LEADS and int(found["number"]) == due
        return Marker(str(due), (("1.", due),), end) if clause else None
    if found["deep"]:
        return Marker(text, ((DEEP, int(text[1:])),), end) if after.low else None
    if found["bullet"]:
        return Marker("", ((f"-{text}", 0),), end) if after.low or after.lead else None
    return Marker(text[0], (("A.", ord(text[0]) - 64),), end) if after.lead else None
