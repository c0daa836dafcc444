"""Lines in reading order -> the text of a PDF and the hints of its layout."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from clausenlp.read.pdf_hyphens import HYPHENS, kept_hyphens
from clausenlp.read.pdf_joints import LINE, PARAGRAPH, WORD, find_joints
from clausenlp.read.pdf_lines import Line
from clausenlp.read.source import Hints

_SUSPENDED = re.compile(r"(?:and|or|to)\b")  # "results-/and evidence-based": the hyphen stays, and a space
_NOTHING = "nothing"
_GLUE = re.compile(r"\S[–—/]")  # a line may end behind these without a space: "2013–/2020"


class TextBuilder:
    """Collects the text and the places of everything in it, line by line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.furniture: list[tuple[int, int, str]] = []
        self.italics: list[tuple[int, int]] = []
        self.pages: list[tuple[int, int]] = []
        self.lines: list[tuple[int, int, Line]] = []

    def add(self, text: str) -> None:
        """Add characters that are no line."""
        self.parts.append(text)
        self.length += len(text)

    def add_line(self, line: Line, before: str) -> None:
        """Add a line with its marks, italics and box, and what stands before it."""
        start = self.length + len(before)
        self.parts += (before, line.text)
        self.length = start + len(line.text)
        marks = () if line.kind else line.marks
        for i, run in enumerate(line.runs):
            if i in marks:
                self.furniture.append((*_place(line, i, start), "mark"))
            elif run.italic:
                self._add_italics(*_place(line, i, start))
        if line.kind:
            self.furniture.append((start, self.length, line.kind))
        self.lines.append((start, self.length, line))

    def _add_italics(self, start: int, end: int) -> None:
        if self.italics and start - self.italics[-1][1] <= 1:
            start = self.italics.pop()[0]
        self.italics.append((start, end))

    def hints(self) -> Hints:
        """What was collected."""
        return Hints(tuple(self.furniture), tuple(self.italics), tuple(self.pages), tuple(self._boxes()))

    def _boxes(self) -> Iterator[tuple[int, int, int, float, float, float, float]]:
        """The place of each line, to a tenth of a point."""
        corners = np.array([(line.x0, line.top, line.x1, line.bottom) for _, _, line in self.lines]).round(1).tolist()
        for (start, end, line), (x0, top, x1, bottom) in zip(self.lines, corners, strict=True):
            yield start, end, line.page, x0, top, x1, bottom


def _place(line: Line, i: int, start: int) -> tuple[int, int]:
    """Where a run of a line stands in the text, in which the line starts."""
    first = start + line.starts[i]
    return first, first + len(line.runs[i].text)


def build_text(pages: Sequence[Sequence[Line]]) -> tuple[str, Hints]:
    """The text of the pages, and where everything is in it: form feeds between pages, an empty line before each paragraph.

    Lines that surely belong together are joined; furniture that interrupts a paragraph gets no empty line: the clause goes on
    after it.
    """
    joints = _joints([line for lines in pages for line in lines if not line.kind])
    builder = TextBuilder()
    for number, lines in enumerate(pages):
        if number:
            builder.add("\n\f")
        start = builder.length
        before: Line | None = None
        for line in lines:
            builder.add_line(line, _between(before, line, joints, first=not builder.parts))
            before = line
        builder.pages.append((start, builder.length))
    return "".join(builder.parts), builder.hints()


def _joints(body: list[Line]) -> dict[int, str]:
    """What lies before each line of running text; _NOTHING where a hyphen or dash at the line's end needs no space behind."""
    joints = find_joints(body)
    ended = [(before, line) for before, line in pairwise(body) if joints[id(line)] == WORD]
    broken = [(before, line) for before, line in ended if before.text[-1] in HYPHENS]
    joints.update({id(line): WORD if _SUSPENDED.match(line.text) else LINE for _, line in broken})
    joints.update(dict.fromkeys(kept_hyphens(body, broken), _NOTHING))
    joints.update(dict.fromkeys((id(line) for before, line in ended if _GLUE.fullmatch(before.text[-2:])), _NOTHING))
    return joints


def _between(before: Line | None, line: Line, joints: dict[int, str], *, first: bool) -> str:
    """What stands in the text between two lines of a page (or the top of the page and its first line)."""
    joint = LINE if line.kind else joints.get(id(line), PARAGRAPH)
    if joint == PARAGRAPH:
        return "" if first else "\n" if before is None else "\n\n"
    if before is None:
        return ""
    if before.kind or joint == LINE:
        return "\n"
    return " " if joint == WORD else ""
