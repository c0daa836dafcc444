"""HTML -> text and hints: its charset, its tree; the blocks of the page are read in ``html_blocks``."""

import re

from lxml import etree

from clausenlp.errors import ReadError
from clausenlp.read.html_blocks import PageReader
from clausenlp.read.layout import lay_out
from clausenlp.read.limits import MAX_HTML_BYTES
from clausenlp.read.ooxml import Element
from clausenlp.read.source import Hints
from clausenlp.read.text import decode

_REMEDY = "open it in a browser and save its text"
_HEAD = 8192  # bytes in which the charset is looked for
_CHARSET = re.compile(
    rb"(?:<meta\b[^>]{0,300}?charset|<\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_KNOWN = re.compile(
    r"(?:iso[-_]?8859|latin|windows|cp|koi8|gb|big5|euc|shift|sjis|iso-2022-jp|us-ascii|ascii|macintosh)"
)
_BROADER = {  # browsers read these as the larger sets that people mean
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "macintosh": "mac-roman",
}  # fmt: skip
_XHTML = re.compile(r"<\?xml\b|<html\b[^>]{0,1000}\bxmlns=", re.IGNORECASE)
_CLOSED_AT_ONCE = re.compile(
    r"<((?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)[a-z][\w:-]*+)([^<>]{0,2000}?)/>",
    re.IGNORECASE,
)


def read_html(data: bytes, name: str) -> tuple[str, Hints]:
    """The text of a page and its hints; ReadError where it is too long or too deeply nested."""
    if len(data) > MAX_HTML_BYTES:
        raise ReadError(f"the page has more bytes than the limit of {MAX_HTML_BYTES:,}", where=name, remedy=_REMEDY)
    root = _tree(decode_page(data, name), name)
    return lay_out(PageReader(root).read()) if root is not None else ("", Hints())


def decode_page(data: bytes, name: str) -> str:
    """The characters of a page: by its byte order mark, as UTF-8 where it is, by the charset that it names, else as any text."""
    named = _CHARSET.search(data[:_HEAD])
    label = named.group(1).decode("ascii", "replace").lower() if named else ""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or not _KNOWN.match(label):
        return decode(data, name)
    if not data.isascii():  # a page that is valid UTF-8 is so, whatever it says
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(_BROADER.get(label, label), errors="replace")
    except LookupError:
        return decode(data, name)


def _tree(text: str, name: str) -> Element | None:
    """The tree of a page. The parser asks for nothing outside it; elements below the 2,048th level are refused."""
    if _XHTML.search(text[:_HEAD]):
        text = _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"the page cannot be read ({error.msg})", where=name, remedy=_REMEDY) from error
    for problem in parser.error_log.filter_from_fatals():
        if "depth" in problem.message:
            raise ReadError("the page nests its elements too deeply", where=name, remedy=_REMEDY)
    return root
