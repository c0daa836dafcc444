"""Enumeration marks: "4.", "(a)", "ii)", "OP3 bis", "A.", a bullet; what they may mean, and which follows which."""

import re
from dataclasses import dataclass
from functools import lru_cache

LATIN = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "quinquiues",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "alt",
    "Alt",
    "ALT",
)
_LATINS = f"(?:{'|'.join(LATIN)})"
_LATIN = rf"(?:\s?\.?{_LATINS}\b)"
_ROMAN = "[ivxl]{1,6}"
TOP_STYLES = ("1.", "1", "1)", "OP")  # of the marks that clauses have
DEEP = ".1"  # the style of "7.2" is this twice, that of "7.2.1" three times
OPENERS = "[*_“”\"'‘’«> \t\u00a0"
_ENDS_LATIN = re.compile(rf"\s?\.?({'|'.join(LATIN)})\.?$")
_OPENERS = re.compile(r"[\[*_“”\"'‘’«>\s]*")

# One alternative a style; the example on its right matches.
_MARKER = re.compile(
    rf"""
    (?P<draft>  (?:PP|OP|P\.P|O\.P)\.?\s?\d{{1,3}}(?:[a-z]\b)?{_LATIN}*(?:\s\d(?=[.:)]))?[.:)]? )   # PP2 bis, OP14:, OP3 alt 2.
  | (?P<deep>   \d{{0,2}}(?:\.\d{{1,2}}){{1,4}}\.?(?=\s) )                                # 4.2  .3  7.2.2.1.
  | (?P<section>(?:Section|SECTI[O0]N|Sec\.|SEC\.)\s[\dlIO]{{1,3}}\s?[.,](?=\s+[A-Z][a-z]) )  # Section 3. The Manager
  | (?P<number> \d{{1,3}}{_LATIN}*(?:\s?[.)·]|\s?[,:-](?=\s+[*_]*[A-Z])|(?=[*_\s]+[A-Z])) (?=[*_]*[\s\u200b\ufeff]|[*_\[]*[A-Za-z]|$)
                | \d{{1,2}}(?=\ {{2,}}\S|\t\s*\S|\s(?:to|that)\b) )                            # 12.  3 bis.  1, Recognizes  2   to report
  | (?P<paren>  [({{][\s_*]?(?:[a-z]{{1,2}}|{_ROMAN}|\d{{1,2}}|[A-Z]){_LATIN}*[\s_*]?[)}}](?:\s?{_LATINS}\b\.?)? )  # (a) (_a_) (b) bis.
  | (?P<half>   (?:[a-z]{{1,2}}|{_ROMAN}|\d{{1,2}}|[A-H])\)(?=[*_]{{0,2}}\s|[A-Z]) )          # a) ii) *a)*
  | (?P<dotted> (?:[a-z]|{_ROMAN})\.(?=\s+\S|[A-Z]) )                                     # a. ii.
  | (?P<upper>  (?:[A-Z]{{1,2}}|[IVX]{{1,5}})\.(?=\s+\w) )                                  # A. whereas  IV. Follow-up
  | (?P<ocr>    [0-9lIiOoSB|]{{1,3}}\s?[.,](?=\s+[*_]*[A-Z]) | [lI](?=\s{{1,6}}[A-Z]{{4,}}S\b) )     # ll. Calls  1O. Decides  l  ADOPTS
  | (?P<bullet> [•·●▪◦‣\uf0b7–—-](?=\s) | o(?=\ {{2,}}\S|\t) | [*+](?=\ +[A-Za-z\d(“"\[$]) )                         # – having regard to
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(
    r"([1-9]\d{0,2})\.[ \t]{1,20}(?=[A-Z])"
)  # the plain case of a number, which needs no more looking at
_SHORT_MARKS = frozenset("ivxlIVX")  # letters that roman numbers and misread digits open with
_DIGITS_READ_WRONG = str.maketrans("lIiOoSB|Zzq", "11100581224")
_LETTERS_READ_WRONG = {
    "6": "b",
    "0": "c",
    "1": "i",
    "8": "g",
    "5": "s",
    "9": "g",
    "e": "c",
    "o": "c",
    "h": "b",
    "f": "t",
    "c": "e",
    "l": "i",
    "2": "a",
    "t": "f",
    "q": "g",
    "y": "v",
}
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50}


Styles = tuple[tuple[str, int], ...]  # styles that a mark may have, each with the mark's ordinal in it


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark at the head of a paragraph.

    ``styles`` maps each style that it may have ("1.", "(a)", "(i)", ...) to its ordinal in that style; ``label`` is the
    number as the guide writes it, ``end`` the length of the mark in characters (with white space after it).
    """

    label: str
    styles: Styles
    end: int

    @property
    def style(self) -> str:
        """The style that it has at first sight."""
        return self.styles[0][0]

    @property
    def bullet(self) -> bool:
        """Whether it is a bullet or a dash, which is the clause's first character and gives no number."""
        return self.style.startswith("-")

    @property
    def latin(self) -> bool:
        """Whether a Latin word tells it from the mark before it: "9bis", "(b) ter"."""
        return self.label.endswith(LATIN)

    def ordinal(self, style: str) -> int | None:
        """Its ordinal if it has this style."""
        for known, ordinal in self.styles:
            if known == style:
                return ordinal
        return None


def roman_value(letters: str) -> int:
    """The value of a small roman number up to lxxxix, or 0 where the letters are none: "iv" -> 4."""
    total = 0
    for here, after in zip(letters, letters[1:] + " ", strict=True):
        value = _ROMAN_VALUE.get(here, 0)
        total += -value if value < _ROMAN_VALUE.get(after, 0) else value
    return total if roman(total) == letters else 0


def roman(value: int) -> str:
    """A number below 90 in small roman letters."""
    if not 0 < value < 90:
        return ""
    tens, ones = divmod(value, 10)
    return ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")[tens] + (
        "",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
    )[ones]


def letter_value(letters: str) -> int:
    """a -> 1, z -> 26, aa -> 27, bb -> 28 (a doubled letter follows z, as drafters count)."""
    if len(letters) == 2:
        return 26 + ord(letters[0]) - 96 if letters[0] == letters[1] else 0
    return ord(letters) - 96 if len(letters) == 1 else 0


def read_marker(text: str) -> Marker | None:
    """The mark that ``text`` opens with, or None."""
    if (
        text[:3].isalpha() and text[1:3].islower() and text[0] not in _SHORT_MARKS and text[:3] != "Sec"
    ):  # a word: "Recalling"
        return None
    plain = _NUMBERED.match(text)
    if plain:
        return _numbered(plain[1], plain.end())
    found = _MARKER.match(text)
    if not found:
        return None
    kind, mark = str(found.lastgroup), found.group()
    end = found.end()
    while end < len(text) and text[end] in " \t\u00a0\u200b\ufeff*_":
        end += 1
    core = mark.strip("(){}.,:·[]- _*").replace(")", "").replace("}", "").replace("_", "").replace("*", "")
    if kind == "bullet":
        return Marker("", ((f"-{mark}", 0),), end)
    if kind == "section":
        number = int(re.sub(r"\D", "", core.split()[1].translate(_DIGITS_READ_WRONG)))
        return Marker(str(number), (("1.", number),), end)
    if kind == "draft":
        return Marker(re.sub(r"\s+", " ", core), (("OP", 0),), end)
    if kind == "ocr":
        digits = core.translate(_DIGITS_READ_WRONG)
        return Marker(digits, (("1.", int(digits)),), end) if digits.isdigit() else None
    if kind == "deep":
        label = mark.rstrip(". ")
        depth = label.count(".") + (label[0] != ".")  # as many numbers as it has
        return Marker(label, ((DEEP * depth, int(label.rsplit(".", 1)[1])),), end)
    return _enumerator(kind, mark, core, end)


@lru_cache(maxsize=1024)
def _numbered(digits: str, end: int) -> Marker:
    """The mark of "12. Requests", as most clauses have it."""
    return Marker(digits, (("1.", int(digits)),), end)


@lru_cache(maxsize=4096)
def _enumerator(kind: str, mark: str, core: str, end: int) -> Marker | None:
    latin = _ENDS_LATIN.search(core)
    body = core[: latin.start()] if latin else core
    suffix = re.sub(r"\s+", " ", latin.group()) if latin else ""
    if latin and kind == "paren" and not mark.endswith((")", "}")):  # "(a) bis" and not "(a bis)", as it stands
        suffix = ")" + re.sub(r"\s+", " ", mark.rpartition(")")[2]).rstrip(" .")
    shell = {
        "number": "{}." if mark.rstrip()[-1:] in ".,:-·" else "{}",
        "paren": "({})",
        "half": "{})",
        "dotted": "{}.",
        "upper": "{}.",
    }[kind]
    if kind == "number" and latin:
        shell = "{}."  # "57.bis The parties": no number of running text
    if kind == "number" and mark.rstrip().endswith(")"):
        shell = "{})"
    if body.isdigit():
        style = {"{}.": "1.", "{}": "1", "({})": "(1)", "{})": "1)"}[shell]
        return Marker(str(int(body)) + suffix, ((style, int(body)),), end)
    readings = []
    if body.isupper():
        if letter_value(body.lower()):
            readings.append((shell.format("A"), letter_value(body.lower())))
        if roman_value(body.lower()):
            readings.append((shell.format("I"), roman_value(body.lower())))
        if kind == "upper" and body.translate(_DIGITS_READ_WRONG).isdigit():
            readings.append(("1.", int(body.translate(_DIGITS_READ_WRONG))))
        return Marker(body + suffix, tuple(readings), end) if readings else None
    if letter_value(body):
        readings.append((shell.format("a"), letter_value(body)))
    if len(body) == 2 and body[0] == body[1]:
        readings.append((shell.format("aa"), letter_value(body[0])))  # (aa) below (a)
    if roman_value(body):
        readings.append((shell.format("i"), roman_value(body)))
    if kind == "dotted" and body.translate(_DIGITS_READ_WRONG).isdigit():
        readings.append(("1.", int(body.translate(_DIGITS_READ_WRONG))))
    return Marker(body + suffix, tuple(readings), end) if readings else None


def misread(marker: Marker) -> Marker:
    """The mark that scanners may have taken this one for: "(6)" -> "(b)", "(e)" -> "(c)"; else the marker itself."""
    letter = _LETTERS_READ_WRONG.get(marker.label)
    if letter and marker.style in ("(1)", "1)", "(a)", "a)"):
        style = marker.style.replace("1", "a")
        return Marker(letter, ((style, letter_value(letter)),), marker.end)
    return marker


def skip_openers(text: str) -> int:
    """How many characters of emphasis, quotation marks and brackets stand before the first word or number."""
    return _OPENERS.match(text).end()  # type: ignore[union-attr]
