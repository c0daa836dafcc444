"""Blocks -> text and hints: what DOCX and HTML have in common once their own syntax is read.

Paragraphs are set apart by an empty line, rows of a table stand one a line, their cells apart by tabs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clausenlp.read.source import Hints

RAISED = "raised"  # a run in superscript: a footnote mark, or the "th" of "4th"
MARK = "mark"
_LONG_CELL = 600  # characters from which on a cell is a part of the page, not of a table
_MANY_PARAGRAPHS = 3  # and paragraphs
_ENUMERATOR = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|(?:PP|OP)\s?\d{1,3})(?:\s?(?:bis|ter|quater))?\s?[.):]{0,2}|[•·●▪◦‣–—*-]"
)
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§¶#]{1,3}|[a-z]|[ivx]{1,4})[\])]?(?:\s?,\s?\d{1,3})*\s*")
_POWER = re.compile(r"(?:^|[\W\d])(?:[kcdm]?m|s|10)$")  # km², m³, 10²
_ORDINAL = re.compile(r"(?:\d|\b[nN])$")  # 1ª, nº
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Run:
    """Words of a paragraph: in italics or not, ``kind`` "", ``RAISED`` or ``MARK``."""

    text: str
    italic: bool = False
    kind: str = ""


@dataclass(slots=True)
class Paragraph:
    """Words up to where the layout shows a new paragraph; ``kind`` is that of ``Hints.furniture`` or "".

    ``gap``: it stands apart from what comes before; else it is only a new line.
    """

    runs: list[Run]
    kind: str = ""
    gap: bool = True

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Table:
    """Rows of cells of blocks."""

    rows: "list[list[list[Block]]]" = field(default_factory=list)


Block = Paragraph | Table


def lay_out(blocks: Iterable[Block]) -> tuple[str, Hints]:
    """The text of blocks, and what their layout tells of it."""
    page = _Page()
    for block in blocks:
        page.add(block)
    return page.finish()


def raised(mark: str) -> str:
    """A footnote mark for a text that cannot show superscript: a number in raised digits."""
    return mark.translate(_RAISED_DIGITS) if mark.isdigit() else mark


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of each paragraph of blocks, those in tables too, white space folded; empty ones are left out."""
    for block in blocks:
        if isinstance(block, Paragraph):
            words = " ".join(block.text.split())
            if words:
                yield words
        else:
            yield from (line for row in block.rows for cell in row for line in plain_lines(cell))


def plain_text(blocks: Iterable[Block]) -> str:
    """The words of blocks in one line."""
    return " ".join(plain_lines(blocks))


def is_layout(table: Table) -> bool:
    """Whether a table only places its words: its cells are read as paragraphs then, not as rows.

    It holds a table, or a cell as long as a page, or no row with words in two cells, a number before them ("1." "(a)") aside.
    """
    for row in table.rows:
        for cell in row:
            if any(isinstance(block, Table) for block in cell) or len(cell) >= _MANY_PARAGRAPHS:
                return True
            if sum(len(block.text) for block in cell if isinstance(block, Paragraph)) > _LONG_CELL:
                return True
    return all(len(_words(row)) <= 1 for row in table.rows)


def _words(row: list[list[Block]]) -> list[str]:
    filled = [text for cell in row if (text := plain_text(cell))]
    return filled[1:] if len(filled) > 1 and _ENUMERATOR.fullmatch(filled[0]) else filled


def is_note_mark(text: str, before: str) -> bool:
    """Whether superscript after ``before`` is a footnote mark, not a power ("km²") or an ordinal ("4th", "nº")."""
    if not _NOTE_MARK.fullmatch(text):
        return False
    if text.strip() in ("2", "3"):
        return not _POWER.search(before[-5:])
    return not (text.strip() in ("a", "o") and _ORDINAL.search(before[-2:]))


class _Page:
    """The text under way; offsets are lengths of what is there already."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.furniture: list[tuple[int, int, str]] = []
        self.italics: list[tuple[int, int]] = []
        self.joined = False  # the next paragraph goes on in the line of a number

    def add(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block)
        elif is_layout(block):
            for row in block.rows:
                self._layout_row(row)
        else:
            self._rows(block)

    def finish(self) -> tuple[str, Hints]:
        return "".join(self.parts), Hints(furniture=tuple(self.furniture), italics=tuple(self.italics))

    def _layout_row(self, row: list[list[Block]]) -> None:
        filled = [cell for cell in row if plain_text(cell)]
        for cell in filled:
            for block in cell:
                self.add(block)
            self.joined = cell is not filled[-1] and _ENUMERATOR.fullmatch(plain_text(cell)) is not None

    def _rows(self, table: Table) -> None:
        gap = True
        for row in table.rows:
            cells = [plain_text(cell) for cell in row]
            if any(cells):
                self._paragraph(Paragraph([Run("\t".join(cells))], "table", gap))
                gap = False
        self.joined = False

    def _paragraph(self, paragraph: Paragraph) -> None:
        runs = _told_apart(paragraph.runs)
        if not runs:
            return
        self._space(paragraph.gap)
        kind = paragraph.kind or ("note" if _opens_with_mark(runs) else "")
        for run in runs:
            self._run(run, kind)

    def _space(self, gap: bool) -> None:
        if self.joined:
            self._put("\t")
        elif self.length:
            self._put("\n\n" if gap else "\n")
        self.joined = False

    def _run(self, run: Run, kind: str) -> None:
        start = self.length
        self._put(raised(run.text) if run.kind == MARK else run.text)
        if kind:
            _extend(self.furniture, start, self.length, kind)
        elif run.kind == MARK:
            _extend(self.furniture, start, self.length, MARK)
        elif run.italic and run.text.strip():
            if self.italics and self.italics[-1][1] == start:
                start = self.italics.pop()[0]
            self.italics.append((start, self.length))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _extend(furniture: list[tuple[int, int, str]], start: int, end: int, kind: str) -> None:
    """Add a piece of furniture, as one with the piece before where that is of its kind and touches it."""
    if furniture and furniture[-1][1:] == (start, kind):
        start = furniture.pop()[0]
    furniture.append((start, end, kind))


def _told_apart(runs: list[Run]) -> list[Run]:
    """The runs with superscript told apart into footnote marks and words, without white space at the ends of the paragraph."""
    found: list[Run] = []
    before = ""
    for run in _merged(runs):
        kind = run.kind
        if kind == RAISED:
            kind = MARK if is_note_mark(run.text, before) else ""
        found += _without_space(run) if kind == MARK else [Run(run.text, run.italic)]
        before = (before + run.text)[-5:]
    return _stripped(found)


def _without_space(mark: Run) -> list[Run]:
    """A mark apart from the white space in its run, which is not furniture."""
    core = mark.text.strip()
    at = mark.text.index(core)
    return [Run(mark.text[:at]), Run(core, kind=MARK), Run(mark.text[at + len(core) :])]


def _stripped(runs: list[Run]) -> list[Run]:
    words = [i for i, run in enumerate(runs) if run.text.strip()]
    if not words:
        return []
    runs = [run for run in runs[words[0] : words[-1] + 1] if run.text]
    runs[0].text = runs[0].text.lstrip()
    runs[-1].text = runs[-1].text.rstrip()
    return runs


def _merged(runs: list[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last is not None and last.kind == RAISED == run.kind:
            last = Run(last.text + run.text, last.italic, RAISED)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _opens_with_mark(runs: list[Run]) -> bool:
    """A paragraph that a footnote mark opens is the footnote: "¹ See resolution 55/2."."""
    words = [run for run in runs if run.text.strip()]
    return len(words) > 1 and words[0].kind == MARK
