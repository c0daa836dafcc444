"""Reading what ``clausenlp label`` wrote, a document at a time, and writing the part of it that is to be corrected."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from clausenlp.errors import ExampleError
from clausenlp.write.files import load_zstandard

Record = dict[str, Any]
_FIELDS = {
    "id": str,
    "parent": str | None,
    "start": int,
    "section": str | None,
    "functions": list,
    "acts": list,
    "score": int | float,
    "text": str,
}
_REMEDY = "give what `clausenlp label ... -o labels.jsonl` has written"


def read_records(paths: Iterable[Path]) -> Iterator[Record]:
    """The documents of files of JSON lines (``.jsonl``, also with ``.gz``, ``.zst``) one by one; ExampleError names file and line."""
    for path in paths:
        try:
            with _open(path) as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield _record(line, f"{path}:{number}")
        except UnicodeDecodeError as error:
            raise ExampleError("not JSON lines in UTF-8", where=str(path), remedy=_REMEDY) from error
        except _damage(path) as error:
            reason = getattr(error, "strerror", None) or error
            raise ExampleError(f"cannot be read ({reason})", where=str(path), remedy="check the path") from error


def _open(path: Path) -> TextIO:
    if path.suffix == ".zst":
        file: TextIO = load_zstandard().open(path, "rt", encoding="utf-8")
        return file
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8-sig")


def _damage(path: Path) -> tuple[type[Exception], ...]:
    """What reading a file raises that is cut off or damaged."""
    further = (load_zstandard().ZstdError,) if path.suffix == ".zst" else ()
    return (OSError, EOFError, zlib.error, *further)


def _record(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
        if all(_is_clause(clause) for clause in record["clauses"]):
            return {**record, "doc_id": str(record["doc_id"])}
    except (ValueError, KeyError, TypeError):
        pass
    raise ExampleError("not a document that clausenlp has labelled", where=where, remedy=_REMEDY)


def _is_clause(clause: Record) -> bool:
    fits = all(isinstance(clause[name], kind) for name, kind in _FIELDS.items())
    return fits and all(isinstance(act["score"], int | float) for act in clause["acts"])


def family(record: Record, index: int) -> Record:
    """The document with one of its clauses alone, and all that belong together with it: its clause of level 1 and the sub-clauses.

    A clause that holds enumerated parts can be labelled only with these in sight; and what a model learns from it is then right.
    """
    clauses = record["clauses"]
    first = next((i for i in range(index, -1, -1) if clauses[i]["parent"] is None), index)
    after = next((i for i in range(first + 1, len(clauses)) if clauses[i]["parent"] is None), len(clauses))
    return {**record, "clauses": clauses[first:after]}
