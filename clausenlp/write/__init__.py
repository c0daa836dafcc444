"""Records -> files: JSON lines and CSV, written beside and put in place when whole."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from clausenlp.errors import ClauseError
from clausenlp.records import Document

CSV_FIELDS = (
    "doc_id",
    "path",
    "id",
    "parent",
    "level",
    "number",
    "part",
    "start",
    "end",
    "section",
    "functions",
    "score",
    "review",
    "text",
)


def to_jsonl(document: Document) -> str:
    """One line of JSON for a document."""
    return json.dumps(document.to_dict(), ensure_ascii=False) + "\n"


def to_csv(document: Document, *, header: bool = False) -> str:
    """One row of CSV for each clause; several functions are joined by "|"."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, CSV_FIELDS, extrasaction="ignore", lineterminator="\n")
    if header:
        writer.writeheader()
    for clause in document.clauses:
        writer.writerow(
            {
                **asdict(clause),
                "doc_id": document.doc_id,
                "path": document.source["path"],
                "functions": "|".join(clause.functions),
            }
        )
    return buffer.getvalue()


def csv_header() -> str:
    """The first line of a CSV file."""
    return ",".join(CSV_FIELDS) + "\n"


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file to write to that takes its place under ``path`` when all went well, and leaves what was there when not."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise ClauseError(
            f"cannot be written ({error.strerror or error})",
            where=str(path),
            remedy="check that the folder exists and can be written to",
        ) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any) -> None:
    """Write a value as indented JSON, whole or not at all."""
    with whole_file(path) as file:
        json.dump(value, file, ensure_ascii=False, indent=2)
        file.write("\n")


FORMATS: dict[str, Callable[[Document], str]] = {"jsonl": to_jsonl, "csv": to_csv}


def write_documents(path: Path, format: str, documents: Iterable[Document]) -> int:
    """Write documents to a file as they come; returns how many."""
    count = 0
    with whole_file(path) as file:
        if format == "csv":
            file.write(csv_header())
        for document in documents:
            file.write(FORMATS[format](document))
            count += 1
    return count
