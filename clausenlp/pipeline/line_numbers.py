"""Numbers in the margin that count the lines of a page, as associations, universities and legislatures print their resolutions."""

import re
from itertools import pairwise

from clausenlp.pipeline.leads import lead_form

_NUMBER = re.compile(r"[ \t]*(\d{1,3})(?=[ \t]|$)")
_BELOW = re.compile(
    r"\n[ \t]*[0-9]{1,3}(?=[ \t\n])"
)  # opens with a character, so that the regex engine skips lines at full speed
_LEAST = 15  # numbered lines
_SHARE = 0.7  # of the lines that are not empty
_IN_ORDER = 0.85  # of the numbers that follow the one before, or begin anew
_RUN = 8  # lines that are numbered one after the other, where most are not
_OPENING = 0.5  # of them that open with the verb of a clause: then the numbers count clauses
_BROKEN = 0.3  # of them that stand below a line without an end mark
_END_MARKS = (",", ";", ":", ".")

_Numbered = tuple[int, int, int, str]  # a number, its place, and the words behind it


def line_numbers(text: str) -> list[tuple[int, int, str]]:
    """The numbers of the lines as furniture (start, end, "line_number"), in order; none where lines are not numbered."""
    if len(_BELOW.findall(text)) < _LEAST - 2:  # but for the first and the last line
        return []
    lines = _read(text)
    found = [line for line in lines if line[0]]
    if not _are_most(found, len(lines)):
        found = [line for run in _runs(lines) for line in run]
        found = found if _break_off(found) else []
    if len(found) < _LEAST or _count_clauses(found):
        return []
    return [(start, end, "line_number") for _, start, end, _ in found]


def _read(text: str) -> list[_Numbered]:
    """The lines that are not empty: number, 0 for none, its place, and the words behind it."""
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        found = _NUMBER.match(line.rstrip())
        if found:
            lines.append((int(found[1]), at + found.start(1), at + found.end(1), line[found.end() :].strip()))
        elif line.strip():
            lines.append((0, at, at, line.strip()))
        at += len(line)
    return lines


def _are_most(found: list[_Numbered], lines: int) -> bool:
    """Whether most lines of a text are numbered, in order or each page anew."""
    follow = sum(after[0] in (before[0] + 1, 1) for before, after in pairwise(found))
    return len(found) >= _SHARE * lines and follow >= _IN_ORDER * (len(found) - 1)


def _runs(lines: list[_Numbered]) -> list[list[_Numbered]]:
    """The stretches of lines that are numbered one after the other: the reasons above them may bear no numbers."""
    runs: list[list[_Numbered]] = [[]]
    for before, line in pairwise([(0, 0, 0, ""), *lines]):
        if line[0] != before[0] + 1:
            runs.append([])
        if line[0]:
            runs[-1].append(line)
    return [run for run in runs if len(run) >= _RUN]


def _count_clauses(lines: list[_Numbered]) -> bool:
    """Whether the numbers count clauses: "1 ADOPTS ..."."""
    return sum(bool(lead_form(words[:60])) for *_, words in lines) > _OPENING * len(lines)


def _break_off(lines: list[_Numbered]) -> bool:
    """Whether sentences run over the numbered lines, as they do not in a list of items."""
    broken = sum(not before[3].endswith(_END_MARKS) for before, _ in pairwise(lines))
    return broken > _BROKEN * len(lines)
