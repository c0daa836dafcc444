"""Lines in reading order -> the text of a PDF and the hints of its layout."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from clausenlp.read.pdf_lines import Line
from clausenlp.read.source import Hints

_WIDER = 1.22  # a gap from which on a paragraph begins, as a multiple of the usual distance of lines
_INDENT = 0.9  # an indent that opens a paragraph, as a multiple of the type size
_SHORT = 0.85  # of the width of its column: a line that ends before is the last of its paragraph


class TextBuilder:
    """Collects the text and the places of everything in it, line by line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.furniture: list[tuple[int, int, str]] = []
        self.italics: list[tuple[int, int]] = []
        self.pages: list[tuple[int, int]] = []
        self.boxes: list[tuple[int, int, int, float, float, float, float]] = []

    def add(self, text: str) -> None:
        """Add characters that are no line."""
        self.parts.append(text)
        self.length += len(text)

    def add_line(self, line: Line) -> None:
        """Add a line with its marks, italics and box."""
        start = self.length
        for i, piece in line.pieces():
            run = line.runs[i]
            first = self.length + len(piece) - len(run.text)
            self.add(piece)
            if i in line.marks and not line.kind:
                self.furniture.append((first, self.length, "mark"))
            elif run.italic:
                self._add_italics(first)
        if line.kind:
            self.furniture.append((start, self.length, line.kind))
        x0, top, x1, bottom = (round(value, 1) for value in (line.x0, line.top, line.x1, line.bottom))
        self.boxes.append((start, self.length, line.page, x0, top, x1, bottom))

    def _add_italics(self, first: int) -> None:
        if self.italics and first - self.italics[-1][1] <= 1:
            first = self.italics.pop()[0]
        self.italics.append((first, self.length))

    def hints(self) -> Hints:
        """What was collected."""
        return Hints(tuple(self.furniture), tuple(self.italics), tuple(self.pages), tuple(self.boxes))


def build_text(pages: Sequence[Sequence[Line]]) -> tuple[str, Hints]:
    """The text of the pages, form feeds between them and an empty line before each paragraph, and where everything is in it.

    Furniture that interrupts a paragraph gets no empty line: the clause goes on after it.
    """
    openers = _openers([line for lines in pages for line in lines if not line.kind])
    builder = TextBuilder()
    for number, lines in enumerate(pages):
        if number:
            builder.add("\n\f")
        start = builder.length
        for i, line in enumerate(lines):
            if id(line) in openers and builder.length:
                builder.add("\n")
            builder.add_line(line)
            if i + 1 < len(lines):
                builder.add("\n")
        builder.pages.append((start, builder.length))
    return "".join(builder.parts), builder.hints()


def _openers(body: list[Line]) -> set[int]:
    """The lines (by ``id``) with which a paragraph begins."""
    leading = _leading(body)
    edges = _edges(body)
    return {id(line) for before, line in pairwise(body) if _opens(before, line, leading, edges)}


def _leading(body: list[Line]) -> dict[float, float]:
    """The usual distance of lines for each type size: the smallest that is not rare."""
    steps: dict[float, Counter[float]] = {}
    for before, line in pairwise(body):
        if before.page == line.page and before.column == line.column and line.y > before.y:
            steps.setdefault(_grade(line), Counter())[round(2 * (line.y - before.y)) / 2] += 1
    return {size: min(s for s, n in found.items() if n > 0.2 * max(found.values())) for size, found in steps.items()}


def _grade(line: Line) -> float:
    return round(2 * line.size) / 2


def _edges(body: list[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """The left and right edge of each column of each page."""
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for line in body:
        key = (line.page, line.column)
        x0, x1 = edges.get(key, (line.x0, line.x1))
        edges[key] = (min(x0, line.x0), max(x1, line.x1))
    return edges


def _opens(
    before: Line, line: Line, leading: dict[float, float], edges: dict[tuple[int, int], tuple[float, float]]
) -> bool:
    """Whether a paragraph begins between two lines of text."""
    size = max(before.size, line.size)
    if abs(before.size - line.size) > 0.12 * size:
        return True
    left, right = edges[(before.page, before.column)]
    if (before.page, before.column) == (line.page, line.column):
        step = line.y - before.y
        usual = leading.get(_grade(line), 1.2 * size)
        return step > _WIDER * usual or (line.x0 - before.x0 > _INDENT * size and _is_last(before, right - left, right))
    indent = line.x0 - edges[(line.page, line.column)][0]
    return _is_last(before, right - left, right) and (indent > _INDENT * size or before.text.endswith((".", ";", ",", ":")))


def _is_last(line: Line, width: float, right: float) -> bool:
    """Whether a line is the last of its paragraph, since it ends well before the edge of its column."""
    return line.x1 < right - (1 - _SHORT) * width
