"""Paths as a user gives them -> the names of the files to read: folders give the files in them, zip archives too."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from clausenlp.errors import ClauseError, ReadError

SUFFIXES = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".pdf",
    ".docx",
    ".docm",
    ".doc",
    ".rtf",
    ".odt",
)
ARCHIVE = ".zip"
SEPARATOR = "!"
"""Stands between the name of an archive and that of a file in it."""
_DOCUMENT = frozenset(["[Content_Types].xml", "mimetype"])  # a zip that holds these is a document itself
_HIDDEN = (".", "~$", "__MACOSX")  # names of hidden files, of Word's lock files, and of what macOS puts into an archive


def expand(paths: Iterable[str]) -> Iterator[str]:
    """The files that paths name, each folder's in the order of their names; "-" and files are themselves.

    A file of a zip archive is named "archive.zip!folder/name.pdf"; an archive that cannot be read is named itself, and reading it
    says why. ClauseError where there is no such path, or a folder holds nothing that is read.
    """
    for path in paths:
        if os.path.isdir(path):
            yield from _folder(path)
        elif os.path.exists(path):
            yield from _file(path)
        elif path == "-" or SEPARATOR in path:
            yield path
        else:
            raise ClauseError("no such file or folder", where=path, remedy="check the path")


def _folder(path: str) -> Iterator[str]:
    empty = True
    for name in _walk(path):
        empty = False
        yield from _file(name)
    if empty:
        raise ClauseError(
            f"no file with one of the endings {', '.join((*SUFFIXES, ARCHIVE))} in the folder",
            where=path,
            remedy="name the files themselves",
        )


def _walk(path: str) -> Iterator[str]:
    """The files below a folder whose endings are known, in order; links to folders are not followed."""
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        files.sort()
        for name in files:
            if _is_known(name):
                yield os.path.join(folder, name)


def _is_known(name: str) -> bool:
    return not name.startswith(_HIDDEN) and Path(name).suffix.lower() in (*SUFFIXES, ARCHIVE)


def _file(path: str) -> Iterator[str]:
    if not _may_be_archive(path):
        yield path
        return
    from clausenlp.read.archive import archive_members

    try:
        names = archive_members(path)
    except ReadError:
        names = []
    found = [] if _DOCUMENT.intersection(names) else [name for name in names if _is_wanted(name)]
    yield from (f"{path}{SEPARATOR}{name}" for name in found) if found else [path]


def _may_be_archive(path: str) -> bool:
    """Whether a file is a zip by its ending, or by its content where the ending says nothing."""
    suffix = Path(path).suffix.lower()
    if suffix in SUFFIXES or not os.path.isfile(path):
        return False
    if suffix == ARCHIVE:
        return True
    with open(path, "rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _is_wanted(name: str) -> bool:
    """Whether a file of an archive is read: an archive in it is named, so that reading it says that it is not followed."""
    path = PurePosixPath(name.replace("\\", "/"))
    return not any(part.startswith(_HIDDEN) and part not in (".", "..") for part in path.parts) and _is_known(path.name)
