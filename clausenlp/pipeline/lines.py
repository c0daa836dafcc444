"""The lines of a text, each with what its own characters tell: where it starts, its mark, its lead, its kind."""

import re
from dataclasses import dataclass

from clausenlp.pipeline.leads import lead_form, word_form
from clausenlp.pipeline.markers import OPENERS, Marker, read_marker, skip_openers

_SEPARATORS = "\x1c\x1d\x1e"  # Python ends lines at these as well
JOINTS = (  # words that join a clause with the next, behind its closing mark: "; and"   "; and be it further"   "; now, therefore,"
    r"(?:\[?(?:and/or|and|or)\]?,?|(?i:(?:and\s+|now,?\s+)?(?:therefore,?\s+)?be\s+it(?:\s+(?:further|also|finally))?(?:\s+resolved)?,?"
    r"|(?:and,?\s+)?(?:now,?\s+)?therefore,?|now,|and\s+further,?))"
)
_CLOSED = re.compile(
    rf"""[,;:.!?]                                  # the closing mark
        [\s*_”"'’»)\]}}]*                            # emphasis, quotation marks, brackets
        (?:<sup>[^<]{{1,9}}</sup>|\[\^?\w{{1,3}}\]|[\s*]?\d{{1,3}}(?!\d)/?|\(\d{{1,2}}\)|[¹²³⁰-⁹]+|\*   # footnote marks
          |\s?[(\[](?:[Aa]greed|AGREED|ad ref)[^()\[\]]{{0,60}}[)\]])*                                           # (agreed ad ref)
        [\s*_”"’]*(?:(?:{JOINTS}|but)\s*)?$""",
    re.VERBOSE,
)
_LETTERS_LAST = ("and", "or", "but", "it", "further", "also", "finally", "resolved", "therefore")  # those of the joints
_LETTERS_OF_JOINTS = frozenset("".join(word[-1] + word[-1].upper() for word in _LETTERS_LAST))
MENTION = re.compile(r"[\w ]{3,40}[”’]\s")  # a verb that is spoken of, not used: “Notes” is neutral
_LONGEST_ROW = 200  # characters that a row of a table has less than
_ROW = re.compile(  # 3.  Political affairs      540 200
    r"\S(?: {3,}|\s*\t\s*)[–—-]?\(?\d[\d\s.,()%–—-]*$"
)
_PLAIN = re.compile(  # a line that opens with a small word: no mark ("ll . Calls", misread), no opening quotation
    r"(?!l[li] [.,])(?:([a-zß-ÿ]{2,})[ ,]|[a-zß-ÿ]{2,}-)"
)


@dataclass(slots=True)
class Line:
    """A line that is not empty: ``start`` and ``end`` without the white space round it, as offsets in the text.

    ``blank``: an empty line (or more) stands before it; ``page``: a form feed does. ``kind`` is "" until furniture names it.
    ``head`` is where its first number or word starts, ``marker`` the enumeration mark there, ``lead`` the form of the lead
    phrase after the mark ("participle", "present", "fixed", "capital", ...) or "".
    """

    text: str
    start: int
    end: int
    indent: int
    blank: bool
    page: bool
    closed: bool
    head: int
    marker: Marker | None
    lead: str
    low: bool
    kind: str = ""

    @property
    def style(self) -> str:
        """The style of its mark at first sight, "" where it has none."""
        return self.marker.styles[0][0] if self.marker else ""

    @property
    def word(self) -> int:
        """Offset in the line of the first word after opening marks and the enumeration mark."""
        return self.head + (self.marker.end if self.marker else 0)


def read_lines(text: str) -> list[Line]:
    """Split a text at line ends and form feeds; empty lines are not kept but remembered by the line that follows."""
    for sign in _SEPARATORS:
        text = text.replace(sign, " ")
    lines: list[Line] = []
    last, at, page = 0, 0, False
    for raw in text.splitlines(keepends=True):
        begin, at = at, at + len(raw)
        stripped = raw.strip()
        if stripped:
            indent = raw.index(stripped[0])
            blank = begin > last + 1 and (text.count("\n", last, begin) > 1 or text.count("\r", last, begin) > 2)
            lines.append(_read_line(stripped, begin + indent, indent, blank, page))
            last, page = begin + indent + len(stripped), False
        page = page or raw[-1] == "\f"
    return lines


def _read_line(text: str, start: int, indent: int, blank: bool, page: bool) -> Line:
    sign = text[-1]
    closed = sign in ",;:." or ((sign in _LETTERS_OF_JOINTS or not sign.isalpha()) and _is_closed(text))
    end = start + len(text)
    if plain := _PLAIN.match(text):
        known = word_form(plain[1]) if plain[1] else None
        lead = lead_form(text[:120]) if known is None else known
        return Line(text, start, end, indent, blank, page, closed, 0, None, lead, True)
    head = skip_openers(text) if text[0] in OPENERS else 0
    marker = read_marker(text[head : head + 40])
    if marker is None and head:
        marker = read_marker(text[:40])
        head = 0 if marker else head
    if head >= len(text):
        head = 0
    word = head + (marker.end if marker else 0)
    if text[word : word + 1] in OPENERS:
        word += skip_openers(text[word : word + 40])
    mentioned = word and text[word - 1] in "“‘" and MENTION.match(text, word)  # “Notes” is neutral
    lead = "" if mentioned else lead_form(text[word : word + 120])
    if marker and lead in ("", "guess") and is_row(text):
        marker, lead, head, word = None, "", 0, 0
    low = marker is None and text[word : word + 1].islower() and not text.startswith("l/")  # the mark 1/, misread
    return Line(text, start, end, indent, blank, page, closed, head, marker, lead, low)


def _is_closed(text: str) -> bool:
    """Whether a closing mark ends a line, though footnote marks, quotation marks or a joint stand behind it."""
    if text[-1].isalpha() and not text[-9:].lower().endswith(_LETTERS_LAST):
        return False
    if text.endswith(("}", "}*", "}_")):  # an editor's remark: "...;] {Note: see Article 9}"
        text = text[: text.rfind("{")].rstrip("*_ ") or text
    if text[-1] == "]" and text[: text.rfind("[")].endswith((". ", "; ", ", ")):  # "... appeal. [Added by Amendment 4]"
        return True
    return _CLOSED.search(text, max(0, len(text) - 60)) is not None


def is_row(text: str) -> bool:
    """Whether a line is a row of a table, which ends with a figure set apart: its number is none of a clause."""
    return len(text) < _LONGEST_ROW and ("   " in text or "\t" in text) and _ROW.search(text) is not None


def goes_on_in_capitals(above: Line, line: Line) -> bool:
    """Whether a line goes on with a title in capitals: "A RESOLUTION OF THE CITY COUNCIL / ADOPTING A POLICY ON CREEKS"."""
    return line.text.isupper() and above.text.isupper() and not (line.blank or above.closed)


def read_part(line: Line, start: int, end: int) -> Line:
    """The part of a line from ``start`` to ``end`` (offsets in the line) as a line of its own."""
    part = line.text[start:end]
    stripped = part.strip()
    lead = part.index(stripped[0]) if stripped else 0
    return _read_line(stripped, line.start + start + lead, line.indent, line.blank, line.page)
