"""Bytes -> Source: what kind of file it is by its content, and its text."""

import hashlib
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from clausenlp.errors import ReadError
from clausenlp.read.kind import kind_of
from clausenlp.read.limits import MAX_BYTES
from clausenlp.read.source import Hints, Source
from clausenlp.read.text import decode, looks_binary

__all__ = ["Hints", "Source", "read", "read_bytes"]

_READERS = {  # kind -> the module and function that read it: (data, name) -> (text, hints)
    "doc": ("clausenlp.read.doc", "read_doc"),
    "docx": ("clausenlp.read.docx", "read_docx"),
    "html": ("clausenlp.read.html", "read_html"),
    "odt": ("clausenlp.read.doc", "read_doc"),
    "pdf": ("clausenlp.read.pdf", "read_pdf"),
    "rtf": ("clausenlp.read.doc", "read_doc"),
    "zip": ("clausenlp.read.archive", "refuse_archive"),
}


def read(path: str | Path, *, progress: Callable[[int, int], None] | None = None) -> Source:
    """Read a file as a Source; ReadError names the file, what is wrong and what to do.

    "-" is standard input; "archive.zip!folder/name.pdf" is a file in a zip archive. ``progress`` is called with (done, all)
    behind each page of a scanned PDF that OCR reads.
    """
    name = str(path)
    try:
        data = _standard_input() if name == "-" else _file_bytes(name)
    except (OSError, ValueError) as error:
        raise ReadError(
            f"cannot be read ({getattr(error, 'strerror', None) or error})",
            where=name,
            remedy="check the path and its permissions",
        ) from error
    return read_bytes(data, name, progress=progress)


def read_bytes(data: bytes, name: str, *, progress: Callable[[int, int], None] | None = None) -> Source:
    """The Source of a file's bytes; ``name`` is its path, for messages and where content leaves the format open."""
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise ReadError("the file is empty", where=name, remedy="give a file that holds a text")
    kind = kind_of(data, name)
    if kind in _READERS:
        module, function = _READERS[kind]
        reader = getattr(
            import_module(module), function
        )  # when a file needs it: a parser takes as long to load as to read a page
        text, hints = reader(data, name, progress=progress) if kind == "pdf" else reader(data, name)
    else:
        text, hints = _plain(data, name), None
    if not text.strip():
        raise ReadError("there is no text in the file", where=name, remedy="give a file that holds a text")
    return Source(text=text, path=name, format=kind, sha256=hashlib.sha256(data).hexdigest(), hints=hints)


def _plain(data: bytes, name: str) -> str:
    text = decode(data, name)
    if looks_binary(text):
        raise ReadError("this is binary data, not text", where=name, remedy="save it as plain text or markdown (UTF-8)")
    return text


def _standard_input() -> bytes:
    return _within_limit(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")


def _file_bytes(name: str) -> bytes:
    path = Path(name)
    if "!" in name and not path.exists():
        from clausenlp.read.archive import member_bytes

        return member_bytes(name)
    with path.open("rb") as file:
        return _within_limit(file.read(MAX_BYTES + 1), name)


def _within_limit(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise ReadError(f"the file has more bytes than the limit of {MAX_BYTES:,}", where=name, remedy="split it")
    return data


class _Room(ModuleType):
    """``clausenlp.read`` is this package and, to users, the function in it: whoever imports the one must not hide the other."""

    def __call__(self, path: str | Path) -> Source:
        return read(path)


sys.modules[__name__].__class__ = _Room
