"""Where a gold text comes from: its fields say so, or its id does where that is a symbol."""

import re

from clausenlp.pipeline.markers import roman_value
from clausenlp.training.examples import Example

UNKNOWN = "unknown"
_SYMBOLS = {  # how an id opens that is a symbol with its strokes turned to underscores
    "A_HRC_": "Human Rights Council",
    "A_RES_": "General Assembly",
    "S_RES_": "Security Council",
    "E_RES_": "Economic and Social Council",
}
_SESSION = re.compile(r"A_RES_(\d{1,2})_")  # A_RES_58_170 is of the 58th session
_ROMAN_SESSION = re.compile(r"A_RES_\d+_?\(([IVXL]+)\)")  # A_RES_217(III)
_COUNCIL_SESSION = re.compile(r"A_HRC_RES_(\d{1,2})_")  # A_HRC_RES_31_3
_YEAR = re.compile(r"S_RES_\d+\D{1,2}((?:19|20)\d\d)|E_RES_((?:19|20)\d\d)\D")  # S_RES_2250(2015), E_RES_2019_4


def organ(example: Example) -> str:
    """The organ that adopted the text, or "unknown"."""
    told = example.meta.get("organ")
    guessed = (name for opening, name in _SYMBOLS.items() if _symbol(example).startswith(opening))
    return str(told) if told else next(guessed, UNKNOWN)


def decade(example: Example) -> str:
    """The decade of adoption ("2010s"), or "unknown"; a session of the Assembly counts as the year in which it opens."""
    told = re.match(r"\d{4}", str(example.meta.get("year", "")))
    year = int(told.group()) if told else guess_year(_symbol(example))
    return f"{year // 10 * 10}s" if year else UNKNOWN


def rendering(example: Example) -> str:
    """How the text was laid out, where the gold tells."""
    return str(example.meta.get("rendering") or UNKNOWN)


def guess_year(symbol: str) -> int:
    """The year that a symbol tells, 0 where it tells none.

    The Assembly's first session was in 1946, its second in 1947; the Human Rights Council has held three sessions a year since 2007.
    """
    if found := _SESSION.match(symbol):
        return 1945 + int(found.group(1))
    if found := _ROMAN_SESSION.match(symbol):
        return 1945 + roman_value(found.group(1).lower())
    if found := _COUNCIL_SESSION.match(symbol):
        return 2006 + (int(found.group(1)) - 1) // 3
    found = _YEAR.match(symbol)
    return int(found.group(1) or found.group(2)) if found else 0


def _symbol(example: Example) -> str:
    return example.id.replace("/", "_").upper()
