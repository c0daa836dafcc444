"""Lines that belong to the page or to the document's frame, not to its clauses: each gets a kind.

The patterns are data, in ``furniture.toml``.
"""

import re
import tomllib
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from string import ascii_letters
from typing import Any

from clausenlp.pipeline.leads import CLAUSE_LEADS, lead_form
from clausenlp.pipeline.lines import Line
from clausenlp.pipeline.speakers import subject_end

STRIP = " \t*_“”\"'‘’«»>#|"
_ORGAN_OPENS = ("The ", "THE ", "We, ", "WE, ", "In ", "For these", "NOW", "Now")
_THEREFORE = re.compile(  # In the light of the foregoing, | the Committee of Ministers:
    r"(?:In (?:the )?light of (?:the )?(?:above|foregoing)|For these reasons|NOW,? THEREFORE|Now,? therefore),?\s(?=[Tt]he\s|THE\s)"
)
_MISREAD_THE = re.compile(r"(?:T(?:[bln][a-z]|l[a-z]{2}|h[co]|Ie)|[Il1]h[eco]) (?=[A-Z])")  # Tbe, Thc, Tlie, Tlze, Ihe
_BODIES = ("assembly", "council", "conference", "commission", "committee", "board", "congress", "parliament")
_LIKE = 0.85  # how like the name of a body a word is at least: "assernbly"
_LIKE_WITH_DIGITS = 0.7  # likewise where signs are among its letters: "co1mcil"
_LETTERS_FOR_DIGITS = str.maketrans("105|!", "losll")
_SHORT_NAME = 80  # characters that the name of an organ alone on its line rarely exceeds
_SPACE_BEFORE_SIGN = re.compile(r" (?=[,.;:)](?![.]))|(?<=\() ")
_EMPHASIS = re.compile(r"[*_]+")
_OFFICER = re.compile(r"(?:The|THE) (?:President|Director|Secretary|Chair|Speaker|Minister|Rapporteur|Representative)")
_OTHER_LETTERS = frozenset(ascii_letters) - frozenset(
    "TWIFNl"
)  # with which neither an organ's name nor what scanners make of one opens
_NUMBERED_ORGAN = re.compile(r"\d{1,2}\.\d{1,3}\s{1,12}(?=The )")
_VERBS = ("participle", "present")
_TITLE = 24  # characters that a heading which looks like a verb does not exceed: "Notes"
LONGEST = 160  # no line that a whole-line pattern matches is longer


@lru_cache(maxsize=1)
def patterns() -> dict[str, Any]:
    """The rows of ``furniture.toml``, their lists put in."""
    text = Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)["lists"]
    table = tomllib.loads(text)
    for row in [*table["line"], *table["note"]]:
        for place in ("whole", "start"):
            row[place] = [_fill(pattern, lists) for pattern in row.get(place, ())]
    return table


def _fill(pattern: str, lists: dict[str, str]) -> str:
    return re.sub(r"<(month|body|capitals)>", lambda name: lists[name.group(1)], pattern)


@lru_cache(maxsize=1)
def _whole_line() -> re.Pattern[str]:
    """The patterns of whole lines that any line may match."""
    kinds: dict[str, list[str]] = {}
    for row in patterns()["line"]:
        if "holds" not in row and row["whole"]:
            kinds.setdefault(row["kind"], []).extend(row["whole"])
    return re.compile("|".join(f"(?P<{kind}>{'|'.join(found)})" for kind, found in kinds.items()))


@lru_cache(maxsize=1)
def _whole_line_with() -> list[tuple[str, re.Pattern[str], str]]:
    """A sign, and the pattern and kind of whole lines that hold it."""
    rows = [row for row in patterns()["line"] if "holds" in row]
    return [(sign, re.compile("|".join(row["whole"])), row["kind"]) for row in rows for sign in row["holds"]]


@lru_cache(maxsize=1)
def _line_start() -> re.Pattern[str]:
    rows = patterns()["line"]
    return re.compile("|".join(f"(?P<{row['kind']}>{'|'.join(row['start'])})" for row in rows if row["start"]))


@lru_cache(maxsize=1)
def _note_start() -> re.Pattern[str]:
    return re.compile("|".join(pattern for row in patterns()["note"] for pattern in row["start"]))


@lru_cache(maxsize=1)
def _organ() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An organ that fills its line, and one that its first clause follows."""
    lists = patterns()["lists"]
    level = r"(?:\s[A-Za-z]+\slevel)?"  # at the Summit level
    name = rf"(?:The|THE)\s(?:{lists['capitals']}\s+){{0,14}}(?i:{lists['body']})\b(?:,?\s{lists['capitals']}){{0,14}}{level}"
    meeting = r"(?:,?\s\(?(?:meeting|having met|assembled|gathered|at its|convened|acting)\b.{0,160})?"
    # The General Assembly,   The General Conference of ..., meeting in Paris from ...   We, the Heads of State,
    place = r"(?:,?\s\([A-Z][\w’'. -]{1,40}(?:,(?:\s\d{4}\))?)?)?"  # (Kuusamo, 2031), which a line end may cut
    fills = re.compile(rf"{name}{meeting}{place}(?:\s?[,:;]\d{{0,2}})?|(?:We|WE), (?:the )?[A-Z][a-z].{{5,300}}")
    # The Sixty-sixth World Health Assembly, Having considered
    clause = r"[A-Z]{4,}|[A-Z][a-z]+(?:ing|ed)\b|Aware|Mindful|Conscious|[a-z]+(?:ed|es|s)\b|(?!meeting)[a-z]+ing\b"
    return fills, re.compile(rf"{name},(?=\s+[*_]*(?:{clause}))")


def resumes(text: str) -> bool:
    """Whether an organ line closes the reasons and opens the acts: "In the light of the foregoing, the Committee of Ministers:"."""
    return _THEREFORE.match(text.strip(STRIP)) is not None


def organ_line(text: str) -> int:
    """How many characters of ``text`` name an organ that goes on to act ("The General Assembly,"), 0 for none.

    The name ends the line, or a comma and a clause follow it ("The Sixty-sixth World Health Assembly, Having ...").
    """
    whole = text
    if "*" in text or "_" in text:
        plain = _EMPHASIS.sub("", text)
        return len(text) if organ_line(plain) == len(plain) > 0 else 0
    if not text.startswith(_ORGAN_OPENS):
        return len(text) if _MISREAD_THE.match(text) and _is_misread_organ(text) else 0
    therefore = _THEREFORE.match(text)
    if therefore:
        rest = organ_line(f"T{text[therefore.end() + 1 :]}")
        return therefore.end() + rest if rest else 0
    fills, runs_in = _organ()
    if _OFFICER.match(text) or (text.startswith("THE ") and subject_end(text)):
        return 0
    if "     " in text:  # beside it stands its name in another language
        text = text.partition("     ")[0]
        return len(whole) if fills.fullmatch(text.rstrip(STRIP)) else 0
    first = _we_runs_in(text) if text[1] in "eE" else runs_in.match(text)
    if first:
        return first.end()
    if len(text) < 220 and fills.fullmatch(text.rstrip(STRIP)):
        return len(text)
    return len(text) if _is_misread_organ(text) else 0


def _is_misread_organ(text: str) -> bool:
    """Whether a line is the name of an organ in which a scanner has misread letters: "Tbe General Assernbly,"."""
    if not text.endswith((",", ":")) or len(text) > _SHORT_NAME:
        return False
    words = [_put_right(word) for word in text.split()[1:]]
    return _organ()[0].fullmatch(" ".join(["The", *words])) is not None


@lru_cache(maxsize=1024)
def _put_right(word: str) -> str:
    """A word that may be the name of a body, its letters put right."""
    core = word.rstrip(",:")
    small = core.lower().translate(_LETTERS_FOR_DIGITS)
    (true,) = get_close_matches(small, _BODIES, n=1, cutoff=_LIKE if core.isalpha() else _LIKE_WITH_DIGITS) or ("",)
    return true.title() + word[len(core) :] if true else word


def _we_runs_in(text: str) -> re.Match[str] | None:
    """ "We, the Heads of State and Government, reaffirm ...": the words up to the comma before the verb."""
    for comma in re.finditer(r",(?=\s)", text[3:]):
        if lead_form(text[3 + comma.end() : 3 + comma.end() + LONGEST].lstrip()):
            return re.compile(f".{{{3 + comma.end()}}}", re.DOTALL).match(text)
    return None


def line_organ(line: Line) -> int:
    """How many characters of a line name an organ that goes on to act, counted behind its opening marks; 0 for none."""
    if line.text[0] in _OTHER_LETTERS:
        return 0
    text = line.text.strip(STRIP)
    number = _NUMBERED_ORGAN.match(text) if text[:1].isdigit() else None  # 3.42   The General Conference,
    if number is None:
        return organ_line(text)
    name = organ_line(text[number.end() :])
    return number.end() + name if name else 0


def names_organ(line: Line) -> bool:
    """Whether a line names an organ that goes on to act, and is no furniture besides."""
    return line_organ(line) > 0 and not line_kind(line)


def line_kind(line: Line) -> str:
    """The kind of furniture that a line is by its own words, "" for none."""
    if _opens_clause(line):
        return ""
    if line.text.startswith("#"):
        start = _line_start().match(line.text.lstrip("# *_"))
        return "annex" if start and start.lastgroup == "annex" else "heading"
    whole_text = _closed_up(line.text)
    text = whole_text.strip(STRIP)
    if not text:
        return "markup" if line.text.strip("> ") == "" else "rule"  # the empty line of a quotation in markdown
    if len(text) < LONGEST:
        for sign, pattern, kind in _whole_line_with():
            if sign in text and pattern.fullmatch(text):
                return kind
        whole = _whole_line().fullmatch(text)
        if whole:
            return str(whole.lastgroup)
    start = _line_start().match(text)
    if start:
        return str(start.lastgroup)
    return "note" if note_start(whole_text) else ""


def _opens_clause(line: Line) -> bool:
    """Whether a line opens with the verb of a clause, or is long and ends with its mark, so that it is no furniture.

    The words of a page's head may open so too; they stand apart ("Promoting music          A/RES/79/12").
    """
    text, marker = line.text, line.marker
    if line.head or not (marker is None or text.startswith(".", len(marker.label))):
        return False
    if line.lead in _VERBS and len(text) > _TITLE and "   " not in text and "\t" not in text:
        return True
    return line.closed and len(text) > LONGEST and line.lead in CLAUSE_LEADS


def _closed_up(text: str) -> str:
    """A line without the spaces that scanners put before signs: "( 3 ) OJ No L 128 , 19 . 5 . 1975"."""
    head = text[:LONGEST]
    return _SPACE_BEFORE_SIGN.sub("", text) if " ," in head or " ." in head or "( " in head else text


def note_start(text: str) -> bool:
    """Whether a line opens a footnote by itself: a superscript, or a digit before words that footnotes open with."""
    return _note_start().match(text) is not None
