"""Which format a file has, and the way to its module."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from clausenlp.errors import ClauseError, ExampleError
from clausenlp.scheme import Scheme
from clausenlp.training.examples import Example
from clausenlp.training.exchange import doccano, inception, labelled, labelstudio, own, prodigy, table
from clausenlp.training.exchange.offers import Reading
from clausenlp.training.exchange.source import ExchangeFile, make_folder, read_file
from clausenlp.write import whole_file

READERS: dict[str, Callable[[ExchangeFile], Reading]] = {
    "jsonl": own.read_jsonl,
    "marked": own.read_marks,
    "label": labelled.read_labelled,
    "csv": table.read_table,
    "prodigy": prodigy.read_prodigy,
    "doccano": doccano.read_doccano,
    "labelstudio": labelstudio.read_labelstudio,
    "inception": inception.read_inception,
}
WRITERS: dict[str, Callable[[Iterable[Example]], Iterator[str]]] = {
    "jsonl": own.write_jsonl,
    "csv": table.write_table,
    "prodigy": prodigy.write_prodigy,
    "doccano": doccano.write_doccano,
    "labelstudio": labelstudio.write_labelstudio,
}
TEXT_WRITERS: dict[str, tuple[str, Callable[[Example], str]]] = {  # formats with one file a text, and its ending
    "marked": (".txt", own.write_marks),
    "inception": (".json", inception.write_inception),
}


def read_offers(path: Path, format: str | None = None, *, scheme: Scheme | None = None, texts: bool = False) -> Reading:
    """The examples of a file; the format is found by content where none is named.

    ``texts``: take documents of ``label`` as whole texts where their files are still there, not clause by clause.
    Raises ExampleError with file, line, field and remedy.
    """
    file = read_file(path, scheme)
    found = format or format_of(file)
    if found not in READERS:
        raise ClauseError(f"unknown format {found!r}", remedy=f"use one of: {', '.join(READERS)}")
    reading = labelled.read_texts(file) if found == "label" and texts else READERS[found](file)
    reading.offers = [replace(offer, file=path.name) for offer in reading.offers]
    return reading


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those in folders in order of name; the declaration of INCEpTION's layers is none of them."""
    files: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.iterdir() if p.is_file() and p.name[0] != ".") if path.is_dir() else [path]
        if not inside:
            raise ExampleError("the folder is empty", where=str(path), remedy="name the files themselves")
        files += [file for file in inside if file.name != inception.LAYERS_FILE]
    return files


def format_of(file: ExchangeFile) -> str:
    """The format of a file by its content; ExampleError where it is none of them."""
    if "⟦" in file.text and not file.text.lstrip().startswith(("{", "[")):
        return "marked"
    if file.text.lstrip().startswith(("{", "[")):
        return _json_format(file)
    header = file.text.partition("\n")[0].lower()
    if "section" in header and "functions" in header:
        return "csv"
    raise ExampleError(
        "none of the formats that can be added",
        where=str(file.path),
        remedy="see docs/exchange.md for them, or name it with --format",
    )


def _json_format(file: ExchangeFile) -> str:
    first = _first_object(file)
    if "%FEATURE_STRUCTURES" in first:
        return "inception"
    if "annotations" in first or "predictions" in first or "annotation_id" in first:
        if "data" in first:
            return "labelstudio"
        raise ExampleError(
            "Label Studio's short form of JSON", where=str(file.path), remedy='export as "JSON", not "JSON-MIN"'
        )
    if "clauses" in first:
        return "jsonl" if "text" in first else "label"
    if "section" in first:
        return "jsonl"
    if {"answer", "spans", "accept", "_task_hash"} & first.keys():
        return "prodigy"
    return "doccano" if {"label", "labels", "entities"} & first.keys() else "jsonl"


def _first_object(file: ExchangeFile) -> dict[str, Any]:
    try:
        value = json.loads(file.text.lstrip().partition("\n")[0])
    except (ValueError, RecursionError):
        try:
            value = json.loads(file.text)
        except (ValueError, RecursionError):
            return {}  # the reader of JSON lines says in which line it is broken
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def write_offers(path: Path, format: str, examples: Sequence[Example]) -> list[Path]:
    """Write examples in a format, each file whole or not at all: one file, or a folder of one a text. Returns what was written."""
    if format in WRITERS:
        _write(path, WRITERS[format](examples))
        return [path]
    if format not in TEXT_WRITERS:
        raise ClauseError(f"unknown format {format!r}", remedy=f"use one of: {', '.join([*WRITERS, *TEXT_WRITERS])}")
    ending, writer = TEXT_WRITERS[format]
    contents = [(f"{name}{ending}", writer(example)) for name, example in _names(examples)]
    contents += inception.layers() if format == "inception" else ()
    make_folder(path)
    for name, content in contents:
        _write(path / name, [content])
    return [path / name for name, _ in contents]


def _write(path: Path, pieces: Iterable[str]) -> None:
    with whole_file(path) as file:
        file.writelines(pieces)


def _names(examples: Iterable[Example]) -> Iterator[tuple[str, Example]]:
    """A file name for each example, from its id."""
    taken: set[str] = set()
    for example in examples:
        name = stem = "".join(c if c.isalnum() or c in "-_.()" else "_" for c in example.id)[:100].strip(".") or "text"
        number = 2
        while name.lower() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.lower())
        yield name, example
