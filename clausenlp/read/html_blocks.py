"""The blocks of a page as a browser shows them. The tree is walked step by step, never by recursion, however deep it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clausenlp.read.html_lists import ListCounter, Sheet
from clausenlp.read.html_parts import LINES, PARAGRAPHS, TEXTS, is_italic, is_left_out, is_raised, note_targets
from clausenlp.read.layout import RAISED, Block, Paragraph, Run, Table
from clausenlp.read.ooxml import Element

_SPACE = re.compile(r"[ \t\n\r\f]+")
_TYPED_NUMBER = re.compile(r"[\s*_]*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][\s\u00a0]")
_DEEPEST_TABLE = 30  # tables in tables; of those below only the words are read
_LINE, _GAP = 1, 2  # how a block stands apart
_EFFECTS = ("italic", "raised", "verbatim", "note", "text")  # "text": in an article or main


@dataclass(slots=True)
class _Open:
    """What an open element does to the words in it; ``block``: 0, ``_LINE`` or ``_GAP``; ``effects``: names of ``_EFFECTS``."""

    block: int = 0
    effects: tuple[str, ...] = ()
    item: bool = False
    counter: ListCounter | None = None
    table: Table | None = None
    outside: list[Block] | None = None  # of a cell: the blocks among which its table stands


class PageReader:
    """Reads a page once: ``PageReader(root).read()``."""

    def __init__(self, root: Element) -> None:
        self._root = _main(root)
        self._sheet = Sheet(" ".join("".join(style.itertext()) for style in root.iter("style")))
        self._notes = note_targets(root)
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._open: list[_Open] = []
        self._tables: list[Table] = []
        self._counters: list[ListCounter] = []
        self._depth = dict.fromkeys(_EFFECTS, 0)
        self._apart = 0
        self._number = ""
        self._noted = False  # the paragraph holds the place that a footnote mark points to

    def read(self) -> Iterator[Block]:
        """The blocks of the page, each as soon as it is whole."""
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end()
                self._words(element.tail if element is not self._root else None)
                if not self._tables:
                    yield from self._blocks
                    self._blocks = []
            elif is_left_out(element, in_text=self._depth["text"] > 0) and not self._is_note(element):
                walk.skip_subtree()
                self._open.append(_Open())
            else:
                self._start(element)
                self._words(element.text)
        self._flush()
        yield from self._blocks

    def _is_note(self, element: Element) -> bool:
        return element.get("id") in self._notes or element.get("name") in self._notes

    def _start(self, element: Element) -> None:
        tag = str(element.tag)
        block = _GAP if tag in PARAGRAPHS else _LINE if tag in LINES else 0
        if block:
            self._break(block)
        opened = _Open(block, self._effects(element, tag, block))
        if tag in ("ol", "ul", "menu"):
            opened.counter = ListCounter(element, self._sheet)
            self._counters.append(opened.counter)
        elif tag == "li" and self._counters:
            opened.item = True
            self._number += self._counters[-1].number(element)
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "table" and len(self._tables) < _DEEPEST_TABLE:
            opened.table = Table()
            self._tables.append(opened.table)
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._start_cell(opened)
        self._open.append(opened)
        for effect in opened.effects:
            self._depth[effect] += 1

    def _effects(self, element: Element, tag: str, block: int) -> tuple[str, ...]:
        found = ["italic"] if is_italic(element) else []
        if is_raised(element) or (tag == "a" and (element.get("href") or "").lstrip("#") in self._notes):
            found.append("raised")
        if tag == "pre":
            found.append("verbatim")
        if tag in TEXTS:
            found.append("text")
        if self._is_note(element):
            if block:
                found.append("note")
            else:
                self._noted = True
        return tuple(found)

    def _start_cell(self, opened: _Open) -> None:
        rows = self._tables[-1].rows or [[]]
        self._tables[-1].rows = rows
        opened.outside, self._blocks = self._blocks, []
        rows[-1].append(self._blocks)

    def _end(self) -> None:
        opened = self._open.pop()
        if opened.block:
            self._break(opened.block)
        for effect in opened.effects:
            self._depth[effect] -= 1
        if opened.item:
            self._number = ""  # of an item without words
        if opened.counter is not None:
            self._counters.pop()
        if opened.outside is not None:
            self._blocks = opened.outside
        if opened.table is not None:
            self._tables.pop()
            self._blocks.append(opened.table)

    def _words(self, text: str | None) -> None:
        if text:
            text = text.replace("\u00ad", "")
            shown = text if self._depth["verbatim"] else _SPACE.sub(" ", text)
            if shown == " " and not self._runs:
                return  # between blocks
            self._runs.append(Run(shown, self._depth["italic"] > 0, RAISED if self._depth["raised"] else ""))

    def _break(self, strength: int) -> None:
        self._flush()
        self._apart = max(self._apart, strength)

    def _flush(self) -> None:
        """End the paragraph under way."""
        if not self._runs:
            return
        runs = list(_folded(self._runs))
        self._runs = []
        if not any(run.text.strip() for run in runs):
            return
        words = "".join(run.text for run in runs)
        if self._number and not _TYPED_NUMBER.match(words):
            runs.insert(0, Run(self._number))
        kind = "note" if self._noted or self._depth["note"] else ""
        self._blocks.append(Paragraph(runs, kind, self._apart != _LINE))
        self._apart, self._number, self._noted = 0, "", False


def _main(root: Element) -> Element:
    """The one main element of a page, if it has words; else all of it."""
    found = list(root.iter("main"))
    return found[0] if len(found) == 1 and any(text.strip() for text in found[0].itertext()) else root


def _folded(runs: list[Run]) -> Iterator[Run]:
    """The runs without the spaces that follow a space or a line end."""
    last = "\n"
    for run in runs:
        text = run.text.lstrip(" ") if last in " \n" else run.text
        if text:
            last = text[-1]
            yield Run(text, run.italic, run.kind)
