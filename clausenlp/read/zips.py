"""Opening zip files without trust: what a damaged one raises, and a list of files that is no longer than the limit."""

import os
import zipfile
import zlib
from io import BytesIO
from typing import BinaryIO

from clausenlp.read.limits import MAX_DIRECTORY_BYTES

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What zipfile raises for a damaged archive or file in it."""
_END = b"PK\x05\x06"  # the record that ends a zip file
_LONGEST_END = 22 + 65_535  # with its comment
_SIZE_AT = 12  # where it gives the size of the list of files


def open_zip(file: str | BytesIO) -> zipfile.ZipFile:
    """The zip at a path or in memory; one of ``DAMAGED`` where it is none, or its list of files is beyond the limit."""
    if isinstance(file, str):
        with open(file, "rb") as opened:
            _check_directory(opened)
    else:
        _check_directory(file)
    return zipfile.ZipFile(file)


def _check_directory(file: BinaryIO) -> None:
    """zipfile reads the list of files as a whole when it opens an archive; so its size is looked at before."""
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - _LONGEST_END))
    tail = file.read()
    at = tail.rfind(_END)
    if at >= 0 and int.from_bytes(tail[at + _SIZE_AT : at + _SIZE_AT + 4], "little") > MAX_DIRECTORY_BYTES:
        raise zipfile.BadZipFile("its list of files is too long")
