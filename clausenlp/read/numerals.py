"""Numbers as word processors and browsers write them before the items of a list: 4 -> "4", "d", "iv", "4th"."""

import re

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LAST_LETTERS = 780  # Word has thirty rounds of the alphabet
_LAST_ROMAN = 3999
_SIGNS = "*†‡§"


def format_number(value: int, style: str) -> str:
    """A number in a style of Word (``w:numFmt``); those that it does not know are written in digits, as Word does for most."""
    if style in ("lowerLetter", "upperLetter"):
        return _cased(doubled_letters(value), style)
    if style in ("lowerRoman", "upperRoman"):
        return _cased(roman(value), style)
    if style == "ordinal":
        return ordinal(value)
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "numberInDash":
        return f"- {value} -"
    if style == "chicago" and value > 0:
        return _SIGNS[(value - 1) % 4] * min(1 + (value - 1) // 4, 10)
    return "" if style in ("none", "bullet") else str(value)


def _cased(text: str, style: str) -> str:
    return text.upper() if style.startswith("upper") else text


def doubled_letters(value: int) -> str:
    """Letters as Word counts: a ... z, aa, bb, cc ..."""
    if not 0 < value <= _LAST_LETTERS:
        return str(value)
    rounds, at = divmod(value - 1, 26)
    return chr(97 + at) * (rounds + 1)


def letters(value: int) -> str:
    """Letters as browsers count: a ... z, aa, ab, ac ..."""
    if value < 1:
        return str(value)
    found = ""
    while value:
        value, at = divmod(value - 1, 26)
        found = chr(97 + at) + found
    return found


def roman(value: int) -> str:
    """Small roman digits; beyond what they can write, decimal ones."""
    if not 0 < value <= _LAST_ROMAN:
        return str(value)
    found = ""
    for step, sign in _ROMAN:
        found += sign * (value // step)
        value %= step
    return found


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 4th ... 11th."""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def read_integer(text: str | None, default: int) -> int:
    """The integer that an attribute holds; ``default`` where it holds none, or one that no list has."""
    return int(text) if text and re.fullmatch(r"\s*[+-]?\d{1,9}\s*", text, re.ASCII) else default
