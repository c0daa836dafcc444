"""The blocks of a story of a DOCX (its body, a note, a header): paragraphs with their numbers, tables, text boxes."""

from collections.abc import Iterable, Iterator

from clausenlp.read.docx_numbering import Counter, Numbering
from clausenlp.read.docx_runs import DROPPED, NoteMark, RunReader, chosen, mark_is_gone
from clausenlp.read.docx_styles import Styles, read_reference
from clausenlp.read.layout import Block, Paragraph, Run, Table
from clausenlp.read.ooxml import Element, child, local, value


class StoryReader:
    """Reads one story; its lists count on from block to block."""

    def __init__(self, styles: Styles, numbering: Numbering, note_mark: NoteMark, own_mark: str = "") -> None:
        self._styles = styles
        self._numbering = numbering
        self._note_mark = note_mark
        self._counter = Counter(numbering)
        self._runs = RunReader(styles, note_mark, own_mark)
        self._carried: list[Run] = []  # words of paragraphs whose mark is gone

    def read(self, story: Element) -> Iterator[Block]:
        """The blocks of a story, or of a cell of its tables, each as soon as it is whole."""
        yield from self._blocks(story)
        yield from self._rest()

    def _blocks(self, element: Element) -> Iterator[Block]:
        for part in element:
            name = local(part)
            if name == "p":
                yield from self._paragraph(part)
            elif name == "tbl":
                yield from self._rest()
                yield self._table(part)
            elif name not in DROPPED:
                yield from self._blocks(chosen(part))

    def _paragraph(self, element: Element) -> Iterator[Block]:
        runs = self._runs.read(element)
        empty = not any(run.text.strip() for run in runs)
        gone = mark_is_gone(element)
        if not (gone and empty):  # Word counts an empty paragraph, but not one that is deleted or hidden as a whole
            number = self._number(element)
            runs = [Run(number), *runs] if number and not empty else runs
        runs = [*self._carried, *runs]
        self._carried = runs if gone else []
        if runs and not gone:
            yield Paragraph(runs)
        yield from self._text_boxes()

    def _rest(self) -> list[Block]:
        """The words that were carried on, where no paragraph follows to take them."""
        carried, self._carried = self._carried, []
        return [Paragraph(carried)] if carried else []

    def _number(self, element: Element) -> str:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle")) or self._styles.default
        place = self._numbering.place(read_reference(properties), style)
        return self._counter.next(*place) if place else ""

    def _text_boxes(self) -> Iterator[Block]:
        """The text boxes that are anchored in the paragraph, each a story of its own."""
        boxes, self._runs.boxes = self._runs.boxes, []
        for box in boxes:
            yield from StoryReader(self._styles, self._numbering, self._note_mark).read(box)

    def _table(self, element: Element) -> Table:
        return Table([[list(self.read(cell)) for cell in _inside(row, "tc")] for row in _inside(element, "tr")])


def _inside(element: Element, name: str) -> Iterable[Element]:
    """The rows of a table or the cells of a row, those in content controls too; deleted rows are gone."""
    for part in element:
        if local(part) == name:
            if child(child(part, "trPr"), "del") is None:
                yield part
        elif local(part) not in DROPPED:
            yield from _inside(part, name)
