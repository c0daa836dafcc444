"""The runs of a page -> its lines in reading order: superscripts at their word, false spaces closed, columns one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clausenlp.read.pdf_columns import split_columns
from clausenlp.read.pdf_runs import Page, Run

# A gap that the library takes for a space is none below this share of the type size: in 58 resolutions false ones ("im plement",
# "COVID -19") were 0.02 to 0.14 wide, true ones 0.16 and more.
FALSE_SPACE = 0.15
_CELL = 1.2  # a gap from which on a line falls into cells, as a share of the type size
_SAME_LINE = 0.3  # baselines that differ by less, as a share of the type size, are of one line
_RAISED = (0.15, 0.95)  # how high a mark stands over the baseline of its word, as a share of the type size
_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])[)\]]?[,/]?")
_LONGEST_MARK = 5
_UNIT = re.compile(r"(?:^|[\s\d(])(?:k|c|m|d)?m$")  # km, m
_NEAR = 0.7  # how far a mark may stand from its word, as a share of the type size


@dataclass(slots=True)
class Line:
    """Runs on one baseline, from left to right, and the marks that are raised over it; ``column`` counts the columns of a page."""

    runs: list[Run]
    page: int = 0
    column: int = 0
    kind: str = ""
    marks: set[int] = field(default_factory=set)  # the indexes of raised runs
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 0.0

    def settle(self) -> "Line":
        """Measure the line from its runs: places and the size of most of its letters."""
        self.x0, self.x1 = self.runs[0].x0, max(run.x1 for run in self.runs)
        biggest = max((run for i, run in enumerate(self.runs) if i not in self.marks), key=lambda run: len(run.text))
        self.y, self.size = biggest.y, biggest.size
        return self

    @property
    def top(self) -> float:
        """The top of its highest letter box."""
        return min(run.y - run.height for run in self.runs)

    @property
    def bottom(self) -> float:
        """The bottom of its lowest letter box."""
        return max(run.y + run.depth for run in self.runs)

    def pieces(self) -> Iterator[tuple[int, str]]:
        """The index of each run, and its text with the space that belongs before it."""
        before: Run | None = None
        for i, run in enumerate(self.runs):
            spaced = before is not None and i not in self.marks and _is_spaced(before, run)
            yield i, (" " if spaced else "") + run.text
            before = run

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece for _, piece in self.pieces())

    @property
    def cells(self) -> list[tuple[float, float, str]]:
        """The stretches between wide gaps, as (x0, x1, text)."""
        found: list[tuple[float, float, str]] = []
        for i, piece in self.pieces():
            run = self.runs[i]
            if found and run.x0 - found[-1][1] < _CELL * self.size:
                found[-1] = (found[-1][0], run.x1, found[-1][2] + piece)
            else:
                found.append((run.x0, run.x1, piece.strip()))
        return found


def _is_spaced(before: Run, run: Run) -> bool:
    """Whether a space stands between two neighbours of a line."""
    if run.space == " ":
        return True
    return run.x0 - before.x1 > FALSE_SPACE * max(before.size, run.size)


def _lines(runs: list[Run]) -> list[Line]:
    """Runs -> lines from top to bottom. What looks like a mark waits until the lines are there that it may stand over."""
    lines: list[Line] = []
    marks: list[Run] = []
    current: Line | None = None
    for run in runs:
        if len(run.text) <= _LONGEST_MARK and _MARK.fullmatch(run.text):
            marks.append(run)
        elif current is not None and _fits(current.runs[-1], run):
            current.runs.append(run)
        else:
            current = _line_at(lines, run)
            current.runs.append(run)
    lines = [line.settle() for line in lines]
    _place_marks(lines, marks)
    for line in lines:
        _put_in_order(line)
    return sorted(lines, key=lambda line: line.y)


def _fits(last: Run, run: Run) -> bool:
    return abs(run.y - last.y) < _SAME_LINE * min(run.size, last.size)


def _line_at(lines: list[Line], run: Run) -> Line:
    """The line with the baseline of a run; a new one where there is none."""
    for line in reversed(lines):
        if _fits(line.runs[-1], run):
            return line
    lines.append(Line([]))
    return lines[-1]


def _put_in_order(line: Line) -> None:
    """Sort the runs of a line from left to right, the marks among them, and measure it."""
    raised = {id(line.runs[i]) for i in line.marks}
    line.runs.sort(key=lambda run: run.x0)
    line.marks = {i for i, run in enumerate(line.runs) if id(run) in raised}
    line.settle()


def _place_marks(lines: list[Line], marks: list[Run]) -> None:
    """Put short runs into the line on whose baseline they stand, or over which they are raised; else they are lines of their own."""
    rest: list[Run] = []
    for run in marks:
        host = _host(lines, run)
        if host is None:
            rest.append(run)
            continue
        if _is_mark(host, run):
            host.marks.add(len(host.runs))
        host.runs.append(run)
    for run in rest:
        line = _line_at(lines, run)
        line.runs.append(run)
        line.settle()


def _host(lines: list[Line], run: Run) -> Line | None:
    best, least = None, _RAISED[1]
    for line in lines:
        raised = (line.y - run.y) / line.size
        if -_SAME_LINE < raised < least and (abs(raised) < _RAISED[0] or _is_near(line, run)):
            best, least = line, max(raised, 0.0)
    return best


def _is_near(line: Line, run: Run) -> bool:
    """Whether a run stands close behind a word of a line, or close before its first."""
    reach = _NEAR * line.size
    return any(-reach < run.x0 - word.x1 < reach or -reach < word.x0 - run.x1 < reach for word in line.runs)


def _is_mark(line: Line, run: Run) -> bool:
    """Whether a run is raised over its line as footnote marks are; not "m" with a raised 2, and no letter of the line itself."""
    raised = (line.y - run.y) / line.size
    if raised < _RAISED[0] and not (raised > _RAISED[0] / 2 and run.size < 0.8 * line.size):
        return False
    before = next((word for word in line.runs if abs(word.x1 - run.x0) < _NEAR * line.size), None)
    return before is None or not _UNIT.search(before.text)


def read_lines(page: Page, number: int) -> list[Line]:
    """The lines of a page, those of the left column before those of the right; text that is hidden or turned comes last."""
    upright = [run for run in page.runs if not (run.hidden or run.turned)]
    lines: list[Line] = []
    for column, runs in enumerate(split_columns(upright, page.width)):
        for line in _lines(runs):
            line.page, line.column = number, column
            lines.append(line)
    for kind, aside in (
        ("page", [run for run in page.runs if run.turned and not run.hidden]),
        ("hidden", [run for run in page.runs if run.hidden]),
    ):
        if aside:
            lines.append(Line(aside, number, -1, kind).settle())
    return lines
