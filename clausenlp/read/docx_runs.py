"""The words of a paragraph of a DOCX as Word shows them: the final text of tracked changes, results of fields, no hidden text."""

from collections.abc import Callable

from clausenlp.read.docx_styles import Look, Styles, read_look
from clausenlp.read.layout import MARK, RAISED, Run
from clausenlp.read.ooxml import Element, child, is_on, local, value

DROPPED = frozenset(
    # deleted or moved away; properties; readings above the line
    ["del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rubyPr", "rt"]
)
_TYPED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SOFT_HYPHEN = "\u00ad"
_DRAWN = frozenset(["drawing", "pict", "object"])
NoteMark = Callable[[Element], str]
"""Gives the mark of a footnote or endnote for its reference, and notes that it is asked for."""


class RunReader:
    """Reads the runs of one story. Fields may reach over paragraphs, so a reader is kept from one to the next.

    ``boxes`` collects the text boxes that are anchored in what was read.
    """

    def __init__(self, styles: Styles, note_mark: NoteMark, own_mark: str = "") -> None:
        self._styles = styles
        self._note_mark = note_mark
        self._own_mark = own_mark  # of the note that is read
        self._fields: list[bool] = []  # for each open field, whether its result is reached
        self.boxes: list[Element] = []

    def read(self, paragraph: Element) -> list[Run]:
        """The runs of a ``w:p``."""
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle")) or self._styles.default
        runs: list[Run] = []
        self._read_inside(paragraph, self._styles.look(style), runs)
        self._fields = [True for _ in self._fields]  # an instruction ends with its paragraph at the latest
        return runs

    def _read_inside(self, element: Element, look: Look, runs: list[Run]) -> None:
        for part in element:
            name = local(part)
            if name == "r":
                self._read_run(part, look, runs)
            elif name == "AlternateContent":
                self._read_inside(chosen(part), look, runs)
            elif name in _DRAWN:
                self._read_drawing(part)
            elif name not in DROPPED:
                self._read_inside(part, look, runs)

    def _read_run(self, run: Element, look: Look, runs: list[Run]) -> None:
        properties = child(run, "rPr")
        direct, style = read_look(properties), value(child(properties, "rStyle"))
        own = direct.over(_toggled(self._styles.look(style), look) if style else look)
        if own.hidden:
            return
        kind = RAISED if own.raised else ""
        for part in run:
            self._read_part(part, own, kind, runs)

    def _read_part(self, part: Element, look: Look, kind: str, runs: list[Run]) -> None:
        name = local(part)
        if name == "fldChar":
            self._field(value(part, "fldCharType"))
        elif not all(self._fields):
            return  # in the instruction of a field
        elif name in ("footnoteReference", "endnoteReference"):
            runs.append(Run(self._note_mark(part), kind=MARK))
        elif name in ("footnoteRef", "endnoteRef"):
            runs.append(Run(self._own_mark, kind=MARK))
        elif name in _DRAWN:
            self._read_drawing(part)
        elif name == "AlternateContent":
            for inner in chosen(part):
                self._read_part(inner, look, kind, runs)
        elif name == "ruby":
            self._read_inside(part, look, runs)
        else:
            text = _text(part, name)
            if text:
                runs.append(Run(text, bool(look.italic), kind))

    def _field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(False)
        elif step == "separate" and self._fields:
            self._fields[-1] = True
        elif step == "end" and self._fields:
            self._fields.pop()

    def _read_drawing(self, drawing: Element) -> None:
        """Keep the text boxes of a drawing; of one that is given in two ways, the first."""
        for part in drawing:
            if local(part) == "txbxContent":
                self.boxes.append(part)
            else:
                self._read_drawing(chosen(part) if local(part) == "AlternateContent" else part)


def chosen(element: Element) -> Element:
    """Of what is given in several ways (``mc:AlternateContent``) the first; any other element itself."""
    if local(element) != "AlternateContent":
        return element
    first = child(element, "Choice")
    if first is None:
        first = child(element, "Fallback")
    return element if first is None else first


def mark_is_gone(paragraph: Element) -> bool:
    """Whether a paragraph's own mark is deleted or hidden, so that its words go on in the next paragraph."""
    properties = child(child(paragraph, "pPr"), "rPr")
    return any(child(properties, name) is not None for name in ("del", "moveFrom")) or bool(
        is_on(child(properties, "vanish"))
    )


def _text(part: Element, name: str) -> str:
    if name == "t":
        return (part.text or "").replace(_SOFT_HYPHEN, "")
    if name == "sym":
        code = value(part, "char") or ""
        return chr(int(code, 16)) if 0 < len(code) <= 4 and set(code) <= set("0123456789abcdefABCDEF") else ""
    return _TYPED.get(name, "")


def _toggled(style: Look, paragraph: Look) -> Look:
    """The look of a run's style over its paragraph's: italics in italics are upright."""
    italic = bool(style.italic) != bool(paragraph.italic)
    return Look(italic, style.hidden or paragraph.hidden, style.raised)
