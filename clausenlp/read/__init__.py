"""Bytes -> Source: what kind of file it is by its content, and its text."""

import hashlib
import sys
from pathlib import Path
from types import ModuleType

from clausenlp.errors import ReadError
from clausenlp.read.source import Hints, Source
from clausenlp.read.text import decode, looks_binary

__all__ = ["Hints", "Source", "read", "read_bytes"]

MAX_BYTES = 200_000_000
_FORMATS = {".md": "markdown", ".markdown": "markdown"}
_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
)


def read(path: str | Path) -> Source:
    """Read a file ("-" for standard input) as a Source; ReadError names the file, what is wrong and what to do."""
    name = str(path)
    try:
        data = sys.stdin.buffer.read() if name == "-" else _file_bytes(Path(path))
    except OSError as error:
        raise ReadError(
            f"cannot be read ({error.strerror or error})", where=name, remedy="check the path and its permissions"
        ) from error
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Source:
    """The Source of a file's bytes; ``name`` is its path, for messages and the format."""
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise ReadError("the file is empty", where=name, remedy="give a file that holds a text")
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise ReadError(f"this is {kind}, not text", where=name, remedy="save it as plain text or markdown (UTF-8)")
    text = decode(data, name)
    if looks_binary(text):
        raise ReadError("this is binary data, not text", where=name, remedy="save it as plain text or markdown (UTF-8)")
    return Source(
        text=text,
        path=name,
        format=_FORMATS.get(Path(name).suffix.lower(), "text"),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _file_bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ReadError(
            f"the file has {size:,} bytes, more than the limit of {MAX_BYTES:,}", where=str(path), remedy="split it"
        )
    return path.read_bytes()


class _Room(ModuleType):
    """``clausenlp.read`` is this package and, to users, the function in it: whoever imports the one must not hide the other."""

    def __call__(self, path: str | Path) -> Source:
        return read(path)


sys.modules[__name__].__class__ = _Room
