"""What a document says of itself: organ, symbol, session, title, adoption date, agenda item, vote."""

import re
from typing import Any

from clausenlp.pipeline.furniture import STRIP
from clausenlp.pipeline.paragraphs import Piece

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join(month.title() for month in _MONTHS)
_DATE = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH}),?\s+(\d{{4}})|\b({_MONTH})\s+(\d{{1,2}}),\s+(\d{{4}})")
_SYMBOL = re.compile(
    r"\b((?:A|S|E|T|ST)(?:/[\w.-]+)*/RES/\d+(?:/\d+)?(?:\s?\(\d{4}\)|\s?\([IVX-]+\))?(?:\s?[A-Z](?:-[A-Z])?\b)?|(?:WHA|EB)\d+\.(?:R)?\d+|A\.\d{3,4}\(\d+\)"
    r"|(?:A|S|E)/(?:C\.\d+/|HRC/|S-\d+/|ES-\d+/)?(?:\d+/)?(?:L\.\d+|\d{4}/\d+)(?:/Rev\.\d+)?)"
)
_NUMBERED = re.compile(
    r"^(?:#+\s*)?\W*(\d{1,3}/\d{1,3}(?:\s?[A-Z])?|\d{1,4}\s?\([IVXLC]+(?:-[A-Z])?\)|(?:WHA)?\d{1,2}\.\d{1,3})\.?\s+(\S.{3,})$"
)
_SC = re.compile(r"(?i)\bresolution\s+(\d{1,4})\s*\((\d{4})\)|^\W*(\d{1,4})\s\((\d{4})\)\.")
_SESSION = re.compile(
    r"(?i)\b((?:[a-z]+-)?[a-z]+(?:st|nd|rd|th|ieth)|\d{1,3}(?:st|nd|rd|th))\s+(?:(?:special|regular|emergency|resumed)\s+){0,2}session\b"
)
_AGENDA = re.compile(r"(?i)\bagenda items?\s+(\d+(?:\s*\([a-z]\))*(?:\s+(?:and|to)\s+\d+(?:\s*\([a-z]\))*)?)")
_VOTE = re.compile(
    r"(?i)\bby\s+(?:a (?:recorded|roll-call) vote of\s+)?(\d+)(?: votes?)?\s+(?:in favour )?to\s+(\d+|none|i\b)[^,;.]{0,60}"
    r"(?:,\s*with\s+(\d+|no|one)\s+abstentions?)?"
)
_NO_VOTE = re.compile(r"(?i)adopted (unanimously|without (?:a )?vote|by consensus|by acclamation)")
FIELDS = ("organ", "symbol", "title", "adopted", "session", "agenda_item", "vote")


def read_resolution(text: str, furniture: list[Piece]) -> dict[str, Any]:
    """The facts of a document as a dict with the keys of ``FIELDS``; None where absent.

    ``adopted`` is an ISO date; ``vote`` is words as they stand ("unanimously") or "11-0-4" (in favour, against, abstaining).
    """
    lines = [(piece.kind, text[piece.start : piece.end].strip(STRIP)) for piece in furniture]
    front: list[str] = []
    for kind, line in lines:
        if kind == "organ":
            break
        front.append(line)
    organ = next((line for kind, line in lines if kind == "organ"), None)
    rest = [line for _, line in lines[len(front) :]]
    return {
        "organ": re.sub(r"[*_]", "", organ).rstrip(" ,:;").removeprefix("The ").removeprefix("THE ") if organ else None,
        "symbol": _symbol(front),
        "title": _title(front),
        "adopted": _adopted(front, rest),
        "session": _first(_SESSION, front),
        "agenda_item": _first(_AGENDA, front),
        "vote": _vote(rest),
    }


def _first(pattern: re.Pattern[str], lines: list[str]) -> str | None:
    return next((found.group(1) for line in lines if (found := pattern.search(line))), None)


def _symbol(front: list[str]) -> str | None:
    symbol = _first(_SYMBOL, front)
    if symbol:
        return re.sub(r"\s+", " ", symbol)
    for line in front:
        found = _SC.search(line)
        if found:
            number, year = found.group(1) or found.group(3), found.group(2) or found.group(4)
            return f"S/RES/{number} ({year})"
    return _first(_NUMBERED, front)


def _title(front: list[str]) -> str | None:
    for i, line in enumerate(front):
        found = _NUMBERED.match(line)
        if found:
            title = found.group(2)
            if i + 1 < len(front) and re.match(r"[a-z]", front[i + 1]):
                title += " " + front[i + 1]
            return re.sub(r"[*_]", "", title).strip()
    return None


def _adopted(front: list[str], rest: list[str]) -> str | None:
    said = [line for line in front if re.search(r"(?i)adopted|resolution .* of \d", line)]
    meeting = [line for line in rest if re.search(r"(?i)meeting|^\W*\d{1,2}\s+[A-Z][a-z]+,?\s+\d{4}\W*$", line)]
    for line in [*said, *meeting, *front]:
        found = _DATE.search(line)
        if found:
            day, month, year = (
                (found.group(1), found.group(2), found.group(3))
                if found.group(1)
                else (found.group(5), found.group(4), found.group(6))
            )
            return (
                f"{int(year):04d}-{_MONTHS.index(month.lower()) + 1:02d}-{int(day):02d}" if 0 < int(day) < 32 else None
            )
    return None


def _vote(rest: list[str]) -> str | None:
    words = " ".join(rest)
    found = _VOTE.search(words)
    if found:
        count = {"none": "0", "no": "0", "one": "1", "i": "1", "I": "1", None: "0"}
        return "-".join(count.get(group, group) for group in found.groups())
    unanimous = _NO_VOTE.search(words)
    return unanimous.group(1).lower() if unanimous else None
