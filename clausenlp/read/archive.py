"""Zip archives: the files in them, by names such as "archive.zip!folder/name.pdf". Nothing is ever unpacked to disk.

The names in an archive are only looked up in it again; they never become paths of the file system.
"""

import os
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NoReturn

from clausenlp.errors import ReadError
from clausenlp.read.expand import SEPARATOR
from clausenlp.read.limits import MAX_ARCHIVE_BYTES, MAX_BYTES, MAX_MEMBERS, MAX_RATIO, RATIO_FROM
from clausenlp.read.zips import DAMAGED, open_zip

_ENCRYPTED = 0x1  # flag bit of a zip entry


def archive_members(path: str) -> list[str]:
    """The names of the files in an archive, without folders; ReadError where it is damaged or beyond the limits."""
    return _names(_open(path), path)


def member_bytes(name: str) -> bytes:
    """The bytes of a file named "archive.zip!folder/name.pdf"; ReadError says what is wrong with it or the archive."""
    path, member = _split(name)
    archive = _open(path)
    try:
        info = archive.getinfo(member)
    except KeyError as error:
        raise ReadError("no such file in the archive", where=name, remedy=f"check the name: unzip -l {path}") from error
    _check_member(info, name)
    try:
        with archive.open(info) as file:
            data = file.read(MAX_BYTES + 1)
    except DAMAGED as error:
        raise ReadError(
            f"the file is damaged in the archive ({error})", where=name, remedy="get the archive anew"
        ) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise _protected(name) from error
    if len(data) > MAX_BYTES:  # the archive gives a smaller size than is true
        raise _too_long(name)
    return data


def refuse_archive(data: bytes, name: str) -> NoReturn:
    """Say why an archive is not read as one file: what is wrong with it, or how to name the files in it."""
    with open_zip(BytesIO(data)) as archive:
        count = len(_names(archive, name))
    if SEPARATOR in name:
        raise ReadError("this is a zip archive in another", where=name, remedy="unpack the outer one")
    raise ReadError(
        f"this is a zip archive with {count:,} files",
        where=name,
        remedy=f'give it to `clausenlp label`, or name a file in it: "{name}{SEPARATOR}folder/file.pdf"',
    )


def _split(name: str) -> tuple[str, str]:
    """The archive and the name in it: at the first "!" before which there is a file."""
    at = name.find(SEPARATOR)
    while at > 0:
        if Path(name[:at]).is_file():
            return name[:at], name[at + 1 :]
        at = name.find(SEPARATOR, at + 1)
    raise ReadError("no such file", where=name, remedy="check the path")


def _open(path: str) -> zipfile.ZipFile:
    try:
        status = os.stat(path)
        return _opened(path, status.st_mtime_ns, status.st_size, os.getpid())
    except DAMAGED as error:
        raise ReadError(f"the zip archive is damaged or cut off ({error})", where=path, remedy="get it anew") from error


@lru_cache(maxsize=2)
def _opened(path: str, changed: int, size: int, process: int) -> zipfile.ZipFile:
    """An archive, kept open: reading its list of files anew for each of 20,000 would take hours. A process has its own."""
    return open_zip(path)


def _names(archive: zipfile.ZipFile, path: str) -> list[str]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MAX_MEMBERS:
        raise ReadError(
            f"the archive holds more files than the limit of {MAX_MEMBERS:,}", where=path, remedy="split it"
        )
    if sum(info.file_size for info in files) > MAX_ARCHIVE_BYTES:
        raise ReadError(
            f"the archive expands to more than the limit of {MAX_ARCHIVE_BYTES:,} bytes",
            where=path,
            remedy="unpack it only if you know where it comes from",
        )
    return list(dict.fromkeys(info.filename for info in files))


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise _protected(name)
    if info.file_size > MAX_BYTES:
        raise _too_long(name)
    if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size:
        raise ReadError(
            f"the file expands to more than {MAX_RATIO} times its size, as no document does",
            where=name,
            remedy="unpack it only if you know where it comes from",
        )


def _protected(name: str) -> ReadError:
    return ReadError("the file is protected by a password", where=name, remedy="unpack the archive first")


def _too_long(name: str) -> ReadError:
    return ReadError(f"the file has more bytes than the limit of {MAX_BYTES:,}", where=name, remedy="split it")
