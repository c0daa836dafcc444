"""Which formats there are, which one a file name asks for, and the writing of records in it."""

import os
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from clausenlp.errors import ClauseError
from clausenlp.write.files import load_zstandard, packed, whole_bytes, whole_folder
from clausenlp.write.names import file_names

Record = dict[str, Any]
# Each format has a module of its name here with a function ``write(file, records)``, loaded when it is asked for.
_SUFFIXES = {
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "parquet": (".parquet",),
    "html": (".html", ".htm"),
    "docbin": (".spacy",),
}
FORMATS = tuple(_SUFFIXES)
_PACKABLE = ("jsonl", "csv")
_PACKED = (".gz", ".zst")


def format_of(path: str | Path) -> str:
    """The format that a file name asks for: labels.jsonl, .jsonl.gz, .jsonl.zst, .csv, .parquet, .html, .spacy."""
    name, packing = _split(path)
    suffix = Path(name).suffix.lower()
    for format, suffixes in _SUFFIXES.items():
        if suffix in suffixes and (not packing or format in _PACKABLE):
            return format
    said = f"unknown format {(suffix + packing).lstrip('.')!r}" if suffix + packing else "the name says no format"
    raise ClauseError(said, where=str(path), remedy=f"use --format with one of: {', '.join(FORMATS)}")


def is_folder(path: str | Path) -> bool:
    """Whether an output is a folder, which gets one file a document: it ends with "/", or it is there as a folder."""
    return str(path).endswith(("/", os.sep)) or Path(path).is_dir()


def check_output(path: str | Path, format: str) -> None:
    """Raise ClauseError where records could not be written so: an unknown format, a library or a folder that is missing.

    For the start of a long run, which should not fail at its end.
    """
    _writer(format)
    if _split(path)[1] == ".zst":
        load_zstandard()
    place = Path(path) if Path(path).exists() and not Path(path).is_file() else Path(path).parent
    if not os.access(place, os.W_OK):
        raise ClauseError(
            "cannot be written (no such folder, or not yours to write to)", where=str(path), remedy=f"check {place}"
        )


def write_records(path: str | Path, format: str, records: Iterable[Record]) -> int:
    """Write records (dicts as ``Document.to_dict`` gives) as they come, whole or not at all; returns how many.

    A folder (see ``is_folder``) gets one file a document, named after its ``doc_id``.
    """
    write = _writer(format)
    if is_folder(path):
        return _write_folder(Path(path), format, records)
    counted = _Counted(records)
    with whole_bytes(Path(path)) as file, packed(file, _split(path)[1]) as inside:
        write(inside, counted)
    return counted.count


def write_stream(file: BinaryIO, format: str, records: Iterable[Record]) -> int:
    """Write records to an open file, such as ``sys.stdout.buffer``; returns how many."""
    counted = _Counted(records)
    _writer(format)(file, counted)
    return counted.count


def _write_folder(path: Path, format: str, records: Iterable[Record]) -> int:
    if format == "html":  # a folder of pages has an index
        from clausenlp.write.html import write_folder

        with whole_folder(path) as folder:
            return write_folder(folder, records)
    write, count = _writer(format), 0
    with whole_folder(path) as folder:
        for record, name in file_names(records, folder, _SUFFIXES[format][0]):
            with (folder / name).open("xb") as file:
                write(file, [record])
            count += 1
    return count


def _writer(format: str) -> Callable[[BinaryIO, Iterable[Record]], None]:
    if format not in FORMATS:
        raise ClauseError(f"unknown format {format!r}", remedy=f"use one of: {', '.join(FORMATS)}")
    write: Callable[[BinaryIO, Iterable[Record]], None] = import_module(f"clausenlp.write.{format}").write
    return write


def _split(path: str | Path) -> tuple[str, str]:
    """A file name without, and the ending of, its compression: "a.jsonl.gz" -> "a.jsonl", ".gz"."""
    name = Path(path).name
    packing = next((end for end in _PACKED if name.lower().endswith(end)), "")
    return name[: len(name) - len(packing)], packing


class _Counted:
    """Records that are counted as they pass."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records, self.count = records, 0

    def __iter__(self) -> Iterator[Record]:
        for record in self.records:
            self.count += 1
            yield record
