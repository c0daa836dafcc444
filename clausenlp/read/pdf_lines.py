"""The runs of a page -> its lines in reading order: superscripts at their word, false spaces closed, columns one by one."""

from dataclasses import dataclass, field
from operator import attrgetter

from clausenlp.read.pdf_columns import split_columns
from clausenlp.read.pdf_rows import gather_rows, letters
from clausenlp.read.pdf_runs import Page, Run

# A gap that the library takes for a space is none below this share of the type size: in 58 resolutions false ones ("im plement",
# "COVID -19") were 0.02 to 0.14 wide, true ones 0.16 and more.
FALSE_SPACE = 0.15
CELL = 1.2  # a gap from which on a line falls into cells, as a share of the type size
_NO_MARKS: frozenset[int] = frozenset()
_left, _height = attrgetter("x0"), attrgetter("y")


@dataclass(slots=True)
class Line:
    """Runs on one baseline, from left to right, and their words; ``column`` counts the columns of a page.

    ``starts`` has the offset in ``text`` at which each run begins, ``marks`` the indexes of the runs that are raised over the
    others as footnote marks are. Places are in points from the upper left corner of the page, ``y`` is the baseline of the first
    word, ``size`` is rounded to half a point; ``kind`` is "" for running text.
    """

    runs: list[Run]
    marks: frozenset[int] = _NO_MARKS
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
    if len(runs) == 1 and not raised:
        return _single(runs, page)
    line = Line(sorted([*runs, *raised], key=_left), page=page)
    if raised:
        line.marks = _places(raised, line.runs)
    line.x0 = line.runs[0].x0
    line.y = next(run.y for i, run in enumerate(line.runs) if i not in line.marks) if raised else line.runs[0].y
    line.size = round(2 * max(runs, key=letters).size) / 2
    _join(line)
    return line


def _places(some: list[Run], runs: list[Run]) -> frozenset[int]:
    """The indexes of some runs among others."""
    wanted = {id(run) for run in some}
    return frozenset(i for i, run in enumerate(runs) if id(run) in wanted)


def _single(runs: list[Run], page: int) -> Line:
    """A line of one run, as half of them are."""
    run = runs[0]
    line = Line(runs, page=page, text=run.text, starts=[0], size=round(2 * run.size) / 2)
    line.x0, line.x1, line.y, line.top, line.bottom = run.x0, run.x1, run.y, run.top, run.bottom
    return line


def _join(line: Line) -> None:
    """Give a line the text of its runs, where each starts in it, how far they reach, and the widest gap."""
    before = line.runs[0]
    parts, starts, length = [before.text], [0], len(before.text)
    x1, top, bottom, gap = before.x1, before.top, before.bottom, 0.0
    for i, run in enumerate(line.runs[1:], 1):
        between = run.x0 - before.x1
        size = before.size if before.size > run.size else run.size
        if (run.space == " " or between > FALSE_SPACE * size) and i not in line.marks:
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(run.text)
        length += len(run.text)
        gap = between if between > gap else gap
        x1 = run.x1 if run.x1 > x1 else x1
        top = run.top if run.top < top else top
        bottom = run.bottom if run.bottom > bottom else bottom
        before = run
    line.text, line.starts = "".join(parts), starts
    line.x1, line.top, line.bottom, line.gap = x1, top, bottom, gap


def _lines(runs: list[Run], number: int) -> list[Line]:
    """Runs -> lines from top to bottom."""
    return sorted([make_line(row.runs, row.raised, number) for row in gather_rows(runs)], key=_height)


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
