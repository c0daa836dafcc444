"""Runs -> rows: which runs stand on one baseline, and which are marks raised over it."""

import re
from dataclasses import dataclass

from clausenlp.read.pdf_runs import Run

_SAME_LINE = 0.3  # baselines that differ by less, as a share of the type size, are of one line
_RAISED = (0.15, 0.95)  # how high a mark stands over the baseline of its word, as a share of the type size
_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])[)\]]?[,/]?")
_SMALL = 0.8  # of the size of its word: a mark that is hardly raised
_LONGEST_MARK = 5
_UNIT = re.compile(r"(?:^|[\s\d(])(?:k|c|m|d)?m$")  # km, m
_NEAR = 0.7  # how far a mark may stand from its word, as a share of the type size


@dataclass(slots=True)
class Row:
    """A line in the making: runs on one baseline, the marks raised over them, and the size of the longest run."""

    runs: list[Run]
    raised: list[Run]
    size: float


def gather_rows(runs: list[Run]) -> list[Row]:
    """The rows of runs, in no order. What looks like a mark waits until the rows are there that it may stand over."""
    rows = _Rows()
    pieces, marks = _pieces(runs)
    for piece in pieces:
        rows.add(piece)
    for row in rows.found:
        if len(row.runs) > 1:
            row.size = max(row.runs, key=letters).size
    for run in marks:
        host = _host(rows, run)
        if host is None:
            rows.add([run])
        elif _is_mark(*host, run):
            host[0].raised.append(run)
        else:
            host[0].runs.append(run)
    return rows.found


def letters(run: Run) -> int:
    """How many characters a run has."""
    return len(run.text)


def _pieces(runs: list[Run]) -> tuple[list[list[Run]], list[Run]]:
    """Runs that follow one another on a baseline, together; and those apart that look like marks."""
    pieces: list[list[Run]] = []
    marks: list[Run] = []
    piece: list[Run] = []
    for run in runs:
        if len(run.text) <= _LONGEST_MARK and _MARK.fullmatch(run.text):
            marks.append(run)
        elif piece and _fits(piece[-1], run):
            piece.append(run)
        else:
            piece = [run]
            pieces.append(piece)
    return pieces, marks


def _fits(last: Run, run: Run) -> bool:
    size = last.size if last.size < run.size else run.size
    return abs(run.y - last.y) < _SAME_LINE * size


class _Rows:
    """The rows of a page or column; a piece finds its own by its baseline."""

    def __init__(self) -> None:
        self.found: list[Row] = []
        self.near: dict[int, list[Row]] = {}  # by the whole point in which a row has its first baseline
        self.last: Row | None = None

    def add(self, piece: list[Run]) -> None:
        """Put a piece into the row with its baseline; where there is none it is a new one."""
        run = piece[0]
        row = self.last if self.last and _fits(self.last.runs[-1], run) else self._find(run)
        if row:
            row.runs += piece
        else:
            row = Row(piece, [], run.size)
            self.found.append(row)
            self.near.setdefault(int(run.y), []).append(row)
        self.last = row

    def _find(self, run: Run) -> Row | None:
        near, reach = self.near, _SAME_LINE * run.size
        for point in range(int(run.y - reach), int(run.y + reach) + 1):
            if point in near:
                for row in near[point]:
                    if _fits(row.runs[-1], run):
                        return row
        return None

    def around(self, top: float, bottom: float) -> list[Row]:
        """The rows that began with a baseline between two heights, about."""
        near = self.near
        return [row for point in range(int(top), int(bottom) + 1) if point in near for row in near[point]]


def _host(rows: _Rows, run: Run) -> tuple[Row, Run] | None:
    """The row on whose baseline a short run stands, or over which it is raised, and its neighbour there.

    Height is measured from the neighbour: the lines of a scan may slope.
    """
    best, least = None, _RAISED[1]
    reach = 2 * run.size  # a mark is at least half as big as its word
    for row in rows.around(run.y - reach, run.y + reach):
        word = _neighbour(row.runs, run)
        raised = (word.y - run.y) / row.size
        if -_SAME_LINE < raised < least and (abs(raised) < _RAISED[0] or _apart(word, run) < _NEAR * row.size):
            best, least = (row, word), max(raised, 0.0)
    return best


def _neighbour(runs: list[Run], mark: Run) -> Run:
    """The first of those runs that stand nearest to a mark from side to side."""
    if len(runs) == 1:
        return runs[0]
    distances = [_apart(run, mark) for run in runs]
    return runs[distances.index(min(distances))]


def _apart(run: Run, other: Run) -> float:
    """The gap between two runs from side to side; below 0 where they overlap."""
    ahead, behind = other.x0 - run.x1, run.x0 - other.x1
    return ahead if ahead > behind else behind


def _is_mark(row: Row, word: Run, run: Run) -> bool:
    """Whether a run is raised over its neighbour as footnote marks are; not "m" with a raised 2, and no letter of the line."""
    raised = (word.y - run.y) / row.size
    small = run.size < _SMALL * row.size
    if raised < (_RAISED[0] / 2 if small else _RAISED[0]) or (run.text.isalpha() and not small):
        return False
    return word.x0 > run.x0 or not _UNIT.search(word.text)
