"""DOCX -> text and hints: the body with its numbers, headers before it, footnotes, endnotes and footers behind."""

from collections.abc import Iterable, Iterator

from clausenlp.errors import ReadError
from clausenlp.read.docx_body import StoryReader
from clausenlp.read.docx_numbering import Numbering
from clausenlp.read.docx_styles import Styles
from clausenlp.read.layout import Block, Paragraph, Run, lay_out, plain_lines, raised
from clausenlp.read.numerals import format_number, read_integer
from clausenlp.read.ooxml import Element, Package, Relation, child, local, value
from clausenlp.read.source import Hints

_NO_NOTE = ("separator", "continuationSeparator", "continuationNotice")
_NOTE_STYLES = {"footnote": "decimal", "endnote": "lowerRoman"}


def read_docx(data: bytes, name: str) -> tuple[str, Hints]:
    """The text of a DOCX and its hints; ReadError where it is damaged, protected, or too long."""
    package = Package(data, name)
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "word/document.xml")
    root = package.tree(main)
    body = child(root, "body")
    if body is None:
        raise ReadError(
            "there is no text in the Word document (its main part is missing)", where=name, remedy="get it anew"
        )
    return lay_out(_Document(package, main).blocks(body))


class _Document:
    """A document under way: its styles and lists, and the notes that the body refers to, in order."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._relations = package.relations(main)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._settings = self._part("settings")
        self._noted: dict[tuple[str, str], str] = {}  # (kind, id) of the notes referred to -> their marks

    def blocks(self, body: Element) -> Iterator[Block]:
        """All blocks of the document, in the order of its text."""
        yield from self._margins("header", body)
        yield from self._story(body)
        yield from self._notes("footnote")
        yield from self._notes("endnote")
        yield from self._margins("footer", body)

    def _part(self, kind: str) -> Element | None:
        target = next((r.target for r in self._relations.values() if r.kind == kind), None)
        return self._package.tree(target) if target else None

    def _story(self, element: Element, own_mark: str = "") -> Iterator[Block]:
        return StoryReader(self._styles, self._numbering, self._note_mark, own_mark).read(element)

    def _note_mark(self, reference: Element) -> str:
        """The mark of a note by its reference; "" where the author has typed one, which follows."""
        kind = local(reference).removesuffix("Reference")
        place = (kind, value(reference, "id") or "")
        if place not in self._noted:
            typed = value(reference, "customMarkFollows") in ("1", "true", "on")
            self._noted[place] = "" if typed else self._next_mark(kind)
        return self._noted[place]

    def _next_mark(self, kind: str) -> str:
        properties = child(self._settings, f"{kind}Pr")
        first = read_integer(value(child(properties, "numStart")), 1)
        before = sum(1 for (other, _), mark in self._noted.items() if other == kind and mark)
        return raised(format_number(first + before, value(child(properties, "numFmt")) or _NOTE_STYLES[kind]))

    def _notes(self, kind: str) -> Iterator[Block]:
        """The notes that are referred to, in the order of their references, each opened by its mark."""
        part = self._part(f"{kind}s")
        texts = (
            {value(note, "id"): note for note in part if value(note, "type") not in _NO_NOTE}
            if part is not None
            else {}
        )
        for (noted, name), mark in list(self._noted.items()):
            if noted == kind and name in texts:
                yield from _as_note(self._story(texts[name], mark), mark)

    def _margins(self, kind: str, body: Element) -> Iterator[Block]:
        """The headers or footers that the sections refer to, each text once."""
        seen = set()
        for relation in self._margin_parts(kind, body):
            root = self._package.tree(relation.target)
            for line in plain_lines(self._story(root)) if root is not None else ():
                if line not in seen:
                    seen.add(line)
                    yield Paragraph([Run(line)], "page")

    def _margin_parts(self, kind: str, body: Element) -> Iterator[Relation]:
        for name in dict.fromkeys(value(reference, "id") or "" for reference in body.iter(f"{{*}}{kind}Reference")):
            if name in self._relations:
                yield self._relations[name]


def _as_note(blocks: Iterable[Block], mark: str) -> Iterator[Block]:
    """The blocks of a note, named so; its mark is put before where the note does not show it."""
    paragraphs = [Paragraph([Run(line)], "note") for line in plain_lines(blocks)]
    if paragraphs and mark and not paragraphs[0].text.startswith(mark):
        paragraphs[0].runs.insert(0, Run(f"{mark} "))
    yield from paragraphs
