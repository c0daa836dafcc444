"""Files that take their place when they are whole: written beside, flushed to the disk, renamed."""

import errno
import gzip
import io
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from clausenlp.errors import ClauseError

_OF_THE_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS))


@contextmanager
def whole_bytes(path: Path) -> Iterator[BinaryIO]:
    """A file for bytes that takes its place under ``path`` when all went well, and leaves what was there when not.

    What is no ordinary file (/dev/null, a named pipe) is written to as it is. ClauseError where it cannot be written.
    """
    ordinary, beside = path.is_file() or not path.exists(), name_beside(path)
    try:
        file = beside.open("xb") if ordinary else path.open("wb")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with file:
            yield file
            file.flush()
            if ordinary:
                os.fsync(file.fileno())
        if ordinary:
            _put_in_place(beside, path)
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise  # of a file that is read meanwhile
        raise _unwritable(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file for text (UTF-8) that takes its place when all went well, as ``whole_bytes``."""
    with whole_bytes(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        try:
            yield text
        finally:
            text.detach()


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder that becomes ``path`` when all went well; where ``path`` is there already, its files are moved into it."""
    if path.exists() and not path.is_dir():
        raise ClauseError("this is a file, not a folder", where=str(path), remedy="name another folder")
    beside = name_beside(path / path.name if path.exists() else path)
    try:
        beside.mkdir()
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield beside
        if hasattr(os, "sync"):  # once for all files, for each would take minutes
            os.sync()
        moves = [(file, path / file.name) for file in sorted(beside.iterdir())] if path.exists() else [(beside, path)]
        for made, place in moves:
            _put_in_place(made, place)
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def name_beside(path: Path) -> Path:
    """A free name beside a path, for what is to take its place; unlike the names of tempfile, with the mode that the umask gives."""
    return path.parent / f".{path.name}.{secrets.token_hex(6)}.part"


def _put_in_place(made: Path, place: Path) -> None:
    try:
        os.replace(made, place)
    except OSError as error:
        raise _unwritable(place, error) from error


def _unwritable(path: Path, error: OSError) -> ClauseError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    remedy = "free some space" if full else "check that the folder exists and can be written to"
    return ClauseError(f"cannot be written ({error.strerror or error})", where=str(path), remedy=remedy)


@contextmanager
def packed(file: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    """The file itself, or one that compresses into it for ".gz" and ".zst"; the same bytes in give the same bytes out."""
    if suffix == ".gz":
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as zipped:
            yield cast(BinaryIO, zipped)
    elif suffix == ".zst":
        with load_zstandard().ZstdCompressor(level=6).stream_writer(file, closefd=False) as zipped:
            yield zipped
    else:
        yield file


def load_zstandard() -> Any:
    """The library for .zst; ClauseError where it is missing."""
    try:
        import zstandard
    except ModuleNotFoundError as error:
        raise ClauseError(
            ".zst needs zstandard, which is not installed", remedy='pip install "clausenlp[zst]"'
        ) from error
    return zstandard


def write_json(path: Path, value: Any) -> None:
    """Write a value as indented JSON, whole or not at all."""
    with whole_file(path) as file:
        json.dump(value, file, ensure_ascii=False, indent=2)
        file.write("\n")
