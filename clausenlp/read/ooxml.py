"""The zip of parts that a DOCX is: parts as trees, and the relations between them. Nothing outside the zip is ever opened."""

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from clausenlp.errors import ReadError
from clausenlp.read.limits import MAX_XML_BYTES
from clausenlp.read.zips import DAMAGED, open_zip

Element = etree._Element


def local(element: Element) -> str:
    """The name of an element without its namespace: Word's files have several for the same words."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name, or None."""
    if element is None:
        return None
    return next((found for found in element if local(found) == name), None)


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element, whatever its namespace, or None."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def is_on(element: Element | None) -> bool | None:
    """What an on/off property says: True for ``<w:i/>``, False for ``<w:i w:val="0"/>``, None where it is absent."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part names: the last word of the relation's type ("footnotes"), and the part's name."""

    kind: str
    target: str


class Package:
    """The parts of a DOCX. Raises ReadError where the zip is damaged, or its XML is, or it expands beyond the limit."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = MAX_XML_BYTES
        try:
            self._zip = open_zip(io.BytesIO(data))
        except DAMAGED as error:
            raise self._damaged(str(error)) from error
        self._names = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}

    def tree(self, part: str) -> Element | None:
        """The root of a part, or None where the zip has no such part."""
        info = self._names.get(part.lower())
        if info is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._bytes(info), parser)
        except etree.XMLSyntaxError as error:
            raise self._damaged(f"{part}: {error.msg}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError(
                f"{part} declares XML entities, which no word processor does",
                where=self.name,
                remedy="do not open it unless you know where it comes from",
            )
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """The parts that a part ("" for the package itself) names, by id; those outside the zip are left out."""
        folder, file = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for relation in root if root is not None else ():
            if value(relation, "TargetMode") == "External":
                continue
            kind = (value(relation, "Type") or "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, value(relation, "Target") or ""))
            found[value(relation, "Id") or ""] = Relation(kind, target.lstrip("/"))
        return found

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a part, read no further than the limit, whatever the zip says of its size."""
        try:
            with self._zip.open(info) as file:
                data = file.read(self._left + 1)
        except DAMAGED as error:
            raise self._damaged(str(error)) from error
        except RuntimeError as error:  # zipfile's word for a password
            raise ReadError(
                "the file is protected by a password", where=self.name, remedy="save it without a password"
            ) from error
        self._left -= len(data)
        if self._left < 0:
            raise ReadError(
                f"its text expands to more than the limit of {MAX_XML_BYTES:,} bytes",
                where=self.name,
                remedy="split the document, or save it as plain text",
            )
        return data

    def _damaged(self, why: str) -> ReadError:
        return ReadError(
            f"the Word document is damaged ({why})", where=self.name, remedy="get it anew, or open and save it in Word"
        )
