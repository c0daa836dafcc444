"""What lies between two lines of running text: a new paragraph, the same one for sure, or a line end that may be either."""

import re
from collections import Counter
from itertools import pairwise

from clausenlp.read.pdf_lines import Line

PARAGRAPH, LINE, WORD = "paragraph", "line", "word"

_ITEM = re.compile(r"\(?(?:\d{1,3}|[a-z]{1,4})[.)]\s+[A-Z]")  # a number, behind a closing mark: an item may begin
_WIDER = 1.22  # a gap from which on a paragraph begins, as a multiple of the usual distance of lines
_MUCH_WIDER = 1.4  # the same where nothing else speaks for it: the lines of a scan stand unevenly
_INDENT = 0.9  # an indent that opens a paragraph, as a multiple of the type size
_FLUSH = 2.0  # points by which two words may be apart that stand one under the other
_OTHER_SIZE = 0.12  # lines whose sizes differ by more, as a share, are of two paragraphs
_GAP = 2.0  # a gap that parts a line, as a multiple of the type size: its end tells nothing of the column
_REACH = 0.97  # share of the lines that end at the edge of their column or before
_ROOM = 0.5  # what a word needs less than fits by its average letters, as a multiple of the type size


def find_joints(body: list[Line]) -> dict[int, str]:
    """For each line of text (by its ``id``) what lies between it and the one before."""
    reader = _Reader(body)
    return {id(line): reader.joint(before, line) for before, line in pairwise(body)}


class _Reader:
    """What is usual in a document: the distance of lines for each size, and the right edge of its columns."""

    def __init__(self, body: list[Line]) -> None:
        self.leading = _leading(body)
        self.edges = _right_edges(body)
        self.left: dict[tuple[int, int], float] = {}
        for line in body:
            place = (line.page, line.column)
            self.left[place] = min(line.x0, self.left.get(place, line.x0))

    def joint(self, before: Line, line: Line) -> str:
        """What lies between two neighbours."""
        size = max(before.size, line.size)
        broken = self._has_room(before, line)
        if before.page != line.page or before.column != line.column:
            indented = line.x0 - self.left[(line.page, line.column)] > _INDENT * size
            closed = before.text.endswith((".", ";", ",", ":")) and not line.text[:1].islower()
            return PARAGRAPH if broken and (indented or closed) else LINE
        raised = max(0.0, line.y - line.top - line.size)  # a high mark drives its line down
        indented = line.x0 - before.x0 > _INDENT * size and not _hangs(before, line)
        step = (line.y - before.y - raised) / self.leading.get(line.size, 1.2 * size)
        if step > (_WIDER if broken or indented else _MUCH_WIDER):
            return PARAGRAPH
        other = abs(before.size - line.size) > _OTHER_SIZE * size  # of a heading; in a scan also by chance
        if broken and (indented or other):
            return PARAGRAPH
        if broken or indented or other or step > _WIDER:
            return LINE
        return LINE if before.text.endswith((",", ";", ":", ".")) and _ITEM.match(line.text) else WORD

    def _has_room(self, before: Line, line: Line) -> bool:
        """Whether the first word of a line would have fitted on the one before: its writer broke the line."""
        run = line.runs[0]
        word = run.text.split(None, 1)[0]
        width = (run.x1 - run.x0) * len(word) / len(run.text)
        return before.x1 + width + _ROOM * line.size < self.edges.get(before.column, before.x1)


def _hangs(before: Line, line: Line) -> bool:
    """Whether a line stands under the first word behind a number: "1.  Calls / nations"."""
    return any(abs(run.x0 - line.x0) < _FLUSH for run in before.runs[1:4])


def _right_edges(body: list[Line]) -> dict[int, float]:
    """Where the lines of each column end at most, but for a few that reach into the margin, as letterheads do."""
    ends: dict[int, list[float]] = {}
    for line in body:
        if line.gap < _GAP * line.size:
            ends.setdefault(line.column, []).append(line.x1)
    return {column: sorted(found)[int(_REACH * (len(found) - 1))] for column, found in ends.items()}


def _leading(body: list[Line]) -> dict[float, float]:
    """The usual distance of lines for each type size: the smallest that is not rare."""
    counts = Counter(
        [
            (line.size, round(2 * (line.y - before.y)) / 2)
            for before, line in pairwise(body)
            if before.page == line.page and before.column == line.column
        ]
    )
    steps: dict[float, dict[float, int]] = {}
    for (size, step), count in counts.items():
        if step > 0:  # lines that lie over one another have no distance
            steps.setdefault(size, {})[step] = count
    return {size: min(s for s, n in found.items() if n > 0.2 * max(found.values())) for size, found in steps.items()}
