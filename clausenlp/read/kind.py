"""What kind of file some bytes are, by their content; the name decides only what content leaves open."""

import re
from pathlib import Path

from clausenlp.errors import ReadError

_PAGES = (".html", ".htm", ".xhtml", ".xht")
_MARKDOWN = (".md", ".markdown")
_AS_TEXT = "save it as a PDF, as DOCX or as plain text (UTF-8)"
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(rb"\s*+<(?:p|div|ol|ul|table|h[1-6]|article|section|main)\b[^>]*+>", re.IGNORECASE)
_TAG = re.compile(rb"</?[a-z][a-z0-9]{0,15}\b[^<>]{0,400}/?>", re.IGNORECASE)
_FOREIGN = (  # how files begin that hold no text, what they are, and what to do
    (b"\x89PNG", "a picture", "recognize its text (OCR) and save that"),
    (b"\xff\xd8\xff", "a picture", "recognize its text (OCR) and save that"),
    (b"GIF8", "a picture", "recognize its text (OCR) and save that"),
    (b"II*\x00", "a picture", "recognize its text (OCR) and save that"),
    (b"MM\x00*", "a picture", "recognize its text (OCR) and save that"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, or pack it as zip"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it, or pack it as zip"),
)
_PDF, _HEAD = b"%PDF-", 1024  # the mark of a PDF may stand behind other bytes (PDF 32000-1, annex H)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (  # names of streams in Microsoft's old container, and what holds them
    ("EncryptedPackage", "a document protected by a password", "save it without a password"),
    ("WordDocument", "", ""),
    ("Workbook", "a spreadsheet", _AS_TEXT),
    ("PowerPoint Document", "a presentation", _AS_TEXT),
    ("__substg1.0_", "a message", "save its attachment, or its text"),
)
_PARTS = (  # what is in a zip that is a document
    ("xl/workbook", "a spreadsheet", _AS_TEXT),
    ("ppt/presentation", "a presentation", _AS_TEXT),
    ("meta-inf/container.xml", "an e-book", _AS_TEXT),
)


def kind_of(data: bytes, name: str) -> str:
    """ "pdf", "docx", "doc", "rtf", "odt", "html", "zip", "markdown" or "text"; ReadError for what can hold no resolution."""
    if data.startswith(_PDF) or (_PDF in data[:_HEAD] and b" obj" in data):
        return "pdf"
    if data.startswith(b"PK") and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        return _zip_kind(data, name)
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    for start, kind, remedy in _FOREIGN:
        if data.startswith(start):
            raise _foreign(kind, remedy, name)
    return _text_kind(data, Path(name).suffix.lower())


def _foreign(kind: str, remedy: str, name: str) -> ReadError:
    return ReadError(f"this is {kind}, not text", where=name, remedy=remedy)


def _text_kind(data: bytes, suffix: str) -> str:
    head = data[:4096].replace(b"\x00", b"")  # UTF-16 has a zero beside each Latin letter
    if _HTML_START.match(head):
        return "html"
    if suffix in _PAGES and _TAG.search(data.replace(b"\x00", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data):
        return "html"
    if suffix in _MARKDOWN:
        return "markdown"
    return "html" if _FRAGMENT.match(head) and b"</" in head else "text"


def _ole_kind(data: bytes, name: str) -> str:
    for stream, kind, remedy in _STREAMS:
        if stream.encode("utf-16-le") in data:
            if not kind:
                return "doc"
            raise _foreign(kind, remedy, name)
    raise _foreign("an old Office file", _AS_TEXT, name)


def _zip_kind(data: bytes, name: str) -> str:
    import io

    from clausenlp.read.zips import DAMAGED, open_zip

    try:
        with open_zip(io.BytesIO(data)) as archive:
            names = {info.filename.lstrip("/").lower() for info in archive.infolist()}
    except DAMAGED as error:
        what = "Word document" if Path(name).suffix.lower() in (".docx", ".docm") else "zip archive or Office document"
        raise ReadError(f"the {what} is damaged or cut off ({error})", where=name, remedy="get it anew") from error
    return _kind_by_parts(names, name)


def _kind_by_parts(names: set[str], name: str) -> str:
    for part, kind, remedy in _PARTS:
        if any(found.startswith(part) for found in names):
            raise _foreign(kind, remedy, name)
    if "word/document.xml" in names or ("[content_types].xml" in names and "_rels/.rels" in names):
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    if "[content_types].xml" in names:
        raise ReadError(
            "there is no text in the Word document (its main part is missing)", where=name, remedy="get it anew"
        )
    return "zip"
