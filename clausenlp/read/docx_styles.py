"""Styles of a DOCX: what a paragraph or a run has from its style and those that this is based on."""

from collections.abc import Iterator
from dataclasses import dataclass

from clausenlp.read.numerals import read_integer
from clausenlp.read.ooxml import Element, child, is_on, local, value

_DEEPEST = 20  # styles that one is based on; Word allows about ten


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as it matters: italics, hidden, superscript; None where nothing says so."""

    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None

    def over(self, other: "Look") -> "Look":
        """This look, and where it says nothing the other."""
        return Look(
            other.italic if self.italic is None else self.italic,
            other.hidden if self.hidden is None else self.hidden,
            other.raised if self.raised is None else self.raised,
        )


@dataclass(frozen=True, slots=True)
class NumberReference:
    """What a paragraph or a style says of its number: the list and the level in it; None where it says nothing."""

    list_id: str | None = None
    level: int | None = None


def read_look(properties: Element | None) -> Look:
    """The look that a ``w:rPr`` gives."""
    if properties is None:
        return Look()
    place = value(child(properties, "vertAlign"))
    return Look(
        italic=is_on(child(properties, "i")),
        hidden=is_on(child(properties, "vanish")),
        raised=None if place is None else place == "superscript",
    )


def read_reference(properties: Element | None) -> NumberReference:
    """The list and level that a ``w:pPr`` names."""
    numbered = child(properties, "numPr")
    level = value(child(numbered, "ilvl"))
    return NumberReference(value(child(numbered, "numId")), None if level is None else read_integer(level, 0))


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self.default = ""
        self._looks: dict[str, Look] = {}
        for style in root if root is not None else ():
            if local(style) != "style":
                continue
            name = value(style, "styleId") or ""
            self._styles[name] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                self.default = name

    def chain(self, name: str) -> Iterator[tuple[str, Element]]:
        """A style, the one that it is based on, and so on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield name, style
            name = value(child(style, "basedOn")) or ""

    def look(self, name: str) -> Look:
        """How a style makes its words look."""
        if name not in self._looks:
            look = Look()
            for _, style in self.chain(name):
                look = look.over(read_look(child(style, "rPr")))
            self._looks[name] = look
        return self._looks[name]

    def reference(self, name: str) -> NumberReference:
        """The list and level that a style gives its paragraphs."""
        found = NumberReference()
        for _, style in self.chain(name):
            here = read_reference(child(style, "pPr"))
            level = here.level if found.level is None else found.level
            found = NumberReference(found.list_id or here.list_id, level)
            if found.list_id is not None:
                break
        return found
