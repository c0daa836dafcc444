"""The runs of a page -> its lines in reading order: superscripts at their word, false spaces closed, columns one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from clausenlp.read.pdf_columns import split_columns
from clausenlp.read.pdf_runs import Page, Run

# A gap that the library takes for a space is none below this share of the type size: in 58 resolutions false ones ("im plement",
# "COVID -19") were 0.02 to 0.14 wide, true ones 0.16 and more.
FALSE_SPACE = 0.15
CELL = 1.2  # a gap from which on a line falls into cells, as a share of the type size
_SAME_LINE = 0.3  # baselines that differ by less, as a share of the type size, are of one line
_RAISED = (0.15, 0.95)  # how high a mark stands over the baseline of its word, as a share of the type size
_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])[)\]]?[,/]?")
_SMALL = 0.8  # of the size of its word: a mark that is hardly raised
_LONGEST_MARK = 5
_UNIT = re.compile(r"(?:^|[\s\d(])(?:k|c|m|d)?m$")  # km, m
_NEAR = 0.7  # how far a mark may stand from its word, as a share of the type size


@dataclass(slots=True)
class Line:
    """Runs on one baseline, from left to right, and their words; ``column`` counts the columns of a page.

    ``starts`` has the offset in ``text`` at which each run begins, ``marks`` the indexes of the runs that are raised over the
    others as footnote marks are. Places are in points from the upper left corner of the page, ``y`` is the baseline of the first
    word, ``size`` is rounded to half a point; ``kind`` is "" for running text.
    """

    runs: list[Run]
    marks: frozenset[int] = frozenset()
    page: int = 0
    column: int = 0
    kind: str = ""
    text: str = ""
    starts: list[int] = field(default_factory=list)
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    gap: float = 0.0  # the widest between two neighbours

    @property
    def cells(self) -> list[tuple[float, float, str]]:
        """The stretches between wide gaps, as (x0, x1, text)."""
        found: list[tuple[float, float, str]] = []
        for run, start, end in zip(self.runs, self.starts, [*self.starts[1:], len(self.text)], strict=True):
            piece = self.text[start:end].rstrip()
            if found and run.x0 - found[-1][1] < CELL * self.size:
                found[-1] = (found[-1][0], run.x1, f"{found[-1][2]} {piece}")
            else:
                found.append((run.x0, run.x1, piece))
        return found


def make_line(runs: list[Run], raised: list[Run], page: int) -> Line:
    """A line of runs on one baseline and of marks raised over it: in order, measured, its false spaces closed."""
    main = max(runs, key=_letters)
    ordered = sorted([*runs, *raised], key=_left) if raised or not _in_order(runs) else runs
    above = {id(run) for run in raised}
    parts, starts, length, gap = [ordered[0].text], [0], len(ordered[0].text), 0.0
    for before, run in pairwise(ordered):
        gap = max(gap, run.x0 - before.x1)
        if id(run) not in above and _is_spaced(before, run):
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(run.text)
        length += len(run.text)
    return Line(
        ordered,
        frozenset(i for i, run in enumerate(ordered) if id(run) in above),
        page,
        text="".join(parts),
        starts=starts,
        x0=ordered[0].x0,
        x1=max([run.x1 for run in ordered]),
        y=next(run.y for run in ordered if id(run) not in above),
        size=round(2 * main.size) / 2,
        top=min([run.y - run.height for run in ordered]),
        bottom=max([run.y + run.depth for run in ordered]),
        gap=gap,
    )


def _letters(run: Run) -> int:
    return len(run.text)


def _left(run: Run) -> float:
    return run.x0


def _in_order(runs: list[Run]) -> bool:
    return all(before.x0 <= run.x0 for before, run in pairwise(runs))


def _is_spaced(before: Run, run: Run) -> bool:
    """Whether a space stands between two neighbours of a line."""
    if run.space == " ":
        return True
    return run.x0 - before.x1 > FALSE_SPACE * max(before.size, run.size)


@dataclass(slots=True)
class _Row:
    """A line in the making: runs on one baseline, the size of the longest, and the marks raised over them."""

    runs: list[Run]
    raised: list[Run] = field(default_factory=list)
    size: float = 0.0


class _Rows:
    """The rows of a page or column; a run finds its own by its baseline."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.near: dict[int, list[_Row]] = {}  # by the whole point in which a run of the row has its baseline
        self.last: _Row | None = None

    def add(self, run: Run) -> None:
        """Put a run into the row with its baseline; a new one where there is none."""
        if self.last is None or not _fits(self.last.runs[-1], run):
            self.last = self._find(run)
        self.last.runs.append(run)

    def _find(self, run: Run) -> _Row:
        reach = _SAME_LINE * run.size
        for row in self.around(run.y - reach, run.y + reach):
            if _fits(row.runs[-1], run):
                return row
        row = _Row([])
        self.rows.append(row)
        self.near.setdefault(int(run.y), []).append(row)
        return row

    def around(self, top: float, bottom: float) -> Iterator[_Row]:
        """The rows that began with a baseline between two heights, about."""
        for point in range(int(top), int(bottom) + 1):
            yield from self.near.get(point, ())


def _fits(last: Run, run: Run) -> bool:
    size = last.size if last.size < run.size else run.size
    return -_SAME_LINE * size < run.y - last.y < _SAME_LINE * size


def _lines(runs: list[Run], number: int) -> list[Line]:
    """Runs -> lines from top to bottom. What looks like a mark waits until the rows are there that it may stand over."""
    rows, marks = _Rows(), []
    for run in runs:
        if len(run.text) <= _LONGEST_MARK and _MARK.fullmatch(run.text):
            marks.append(run)
        else:
            rows.add(run)
    for row in rows.rows:
        row.size = max(row.runs, key=_letters).size
    for run in marks:
        host = _host(rows, run)
        if host is None:
            rows.add(run)
        elif _is_mark(*host, run):
            host[0].raised.append(run)
        else:
            host[0].runs.append(run)
    lines = [make_line(row.runs, row.raised, number) for row in rows.rows]
    return sorted(lines, key=lambda line: line.y)


def _host(rows: _Rows, run: Run) -> tuple[_Row, Run] | None:
    """The row on whose baseline a short run stands, or over which it is raised, and its neighbour there.

    Height is measured from the neighbour: the lines of a scan may slope.
    """
    best, least = None, _RAISED[1]
    reach = 2 * run.size  # a mark is at least half as big as its word
    for row in rows.around(run.y - reach, run.y + reach):
        word = min(row.runs, key=lambda word: max(run.x0 - word.x1, word.x0 - run.x1))
        near = max(run.x0 - word.x1, word.x0 - run.x1) < _NEAR * row.size
        raised = (word.y - run.y) / row.size
        if -_SAME_LINE < raised < least and (abs(raised) < _RAISED[0] or near):
            best, least = (row, word), max(raised, 0.0)
    return best


def _is_mark(row: _Row, word: Run, run: Run) -> bool:
    """Whether a run is raised over its neighbour as footnote marks are; not "m" with a raised 2, and no letter of the line."""
    raised = (word.y - run.y) / row.size
    small = run.size < _SMALL * row.size
    if raised < (_RAISED[0] / 2 if small else _RAISED[0]) or (run.text.isalpha() and not small):
        return False
    return word.x0 > run.x0 or not _UNIT.search(word.text)


def read_lines(page: Page, number: int) -> list[Line]:
    """The lines of a page, those of the left column before those of the right; text that is hidden or turned comes last."""
    upright = [run for run in page.runs if not (run.hidden or run.turned)]
    lines: list[Line] = []
    for column, runs in enumerate(split_columns(upright, page.width)):
        for line in _lines(runs, number):
            line.column = column
            lines.append(line)
    turned = [make_line([run], [], number) for run in page.runs if run.turned and not run.hidden]
    hidden = _lines([run for run in page.runs if run.hidden], number)
    for kind, aside in (("page", turned), ("hidden", hidden)):
        for line in aside:
            line.kind = kind
    return [*lines, *turned, *hidden]
