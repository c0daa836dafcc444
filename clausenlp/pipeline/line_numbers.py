"""Numbers in the margin that count the lines of a page, as associations and universities print their resolutions."""

import re
from itertools import pairwise

from clausenlp.pipeline.leads import lead_form

_NUMBER = re.compile(r"(?m)^[ \t]*(\d{1,3})(?=[ \t]|$)")
_BELOW = re.compile(
    r"\n[ \t]*[0-9]{1,3}(?=[ \t\n])"
)  # opens with a character, so that the regex engine skips lines at full speed
_OPENING = 0.5  # of the numbered lines open with the verb of a clause
_LEAST = 15  # numbered lines
_SHARE = 0.7  # of the lines that are not empty
_IN_ORDER = 0.85  # of the numbers that follow the one before, or begin anew


def line_numbers(text: str) -> list[tuple[int, int, str]]:
    """The numbers of the lines as furniture (start, end, "line_number"), in order; none where lines are not numbered."""
    if len(_BELOW.findall(text)) < _LEAST - 2:  # but for the first and the last line
        return []
    found = [*_NUMBER.finditer(text)]
    if len(found) < _LEAST:
        return []
    lines = sum(1 for line in text.splitlines() if line.strip())
    opening = sum(bool(lead_form(text[m.end() : m.end() + 60].lstrip())) for m in found)
    if opening > _OPENING * len(found):
        return []  # "1 ADOPTS ...": they count clauses
    numbers = [int(m[1]) for m in found]
    follow = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    if len(found) < _SHARE * lines or follow < _IN_ORDER * (len(numbers) - 1):
        return []
    return [(m.start(1), m.end(1), "line_number") for m in found]
