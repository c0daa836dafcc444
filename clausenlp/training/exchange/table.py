"""CSV: the output of ``clausenlp label`` with one clause a row, as a spreadsheet saves it, and the same of examples."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from clausenlp.errors import ExampleError
from clausenlp.training.examples import Example
from clausenlp.training.exchange.fragments import Labelled, add_fragments
from clausenlp.training.exchange.labelled import NO_SECTION
from clausenlp.training.exchange.offers import Reading, origin
from clausenlp.training.exchange.source import ExchangeFile

COLUMNS = ("doc_id", "path", "id", "parent", "level", "number", "section", "functions", "text")
NEEDED = ("id", "section", "functions", "text")


def read_table(file: ExchangeFile) -> Reading:
    """The clauses of level 1 of each document, with their sub-clauses. The columns may be apart by a comma, semicolon or tab."""
    reading = Reading()
    for (name, path), rows in groupby(_rows(file), key=lambda row: (row["doc_id"] or file.name, row["path"])):
        clauses = [_labelled(row, reading) for row in rows]
        origin = {"document": path or name}
        add_fragments([c for c in clauses if c], name, origin, reading, file.scheme)
    return reading


def _rows(file: ExchangeFile) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(file.text, newline=""), delimiter=_delimiter(file.text), restkey="")
    missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise ExampleError(
            f"column {missing[0]} is missing", where=f"{file.path}:1", remedy=f"name the columns {', '.join(COLUMNS)}"
        )
    seen: set[tuple[str, str, str]] = set()
    try:
        for row in reader:
            if "" in row or None in row.values():
                raise _error(
                    file, reader.line_num, f"the row has {'more' if '' in row else 'fewer'} cells than the header"
                )
            found = {column: (row.get(column) or "").strip() for column in COLUMNS}
            key = (found["doc_id"], found["path"], found["id"])
            if not found["id"] or key in seen:
                raise _error(
                    file, reader.line_num, f"column id: {found['id']!r} is empty or stands twice in the document"
                )
            seen.add(key)
            yield {**found, "where": f"{file.path}:{reader.line_num}"}
    except csv.Error as error:
        raise _error(file, reader.line_num, f"not CSV ({error})") from error


def _error(file: ExchangeFile, line: int, what: str) -> ExampleError:
    return ExampleError(
        what, where=f"{file.path}:{line}", remedy="save the table as CSV in UTF-8, texts in quotation marks"
    )


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _labelled(row: dict[str, str], reading: Reading) -> Labelled | None:
    if not row["section"]:
        reading.left_out[NO_SECTION] += 1
        return None
    functions = tuple(part.strip() for part in row["functions"].split("|")) if row["functions"] else None
    number, parent = row["number"] or None, row["parent"] or None
    return Labelled(row["id"], parent, number, row["section"], functions, row["text"], None, (), row["where"])


def write_table(examples: Iterable[Example]) -> Iterator[str]:
    """One row a clause; several functions are joined by "|"."""
    yield ",".join(COLUMNS) + "\n"
    for example in examples:
        buffer = io.StringIO()
        csv.DictWriter(buffer, COLUMNS, lineterminator="\n").writerows(_table_rows(example))
        yield buffer.getvalue()


def _table_rows(example: Example) -> Iterator[dict[str, Any]]:
    for i, clause in enumerate(example.clauses):
        yield {
            "doc_id": example.id,
            "path": origin(example).get("document", ""),
            "id": f"c{i + 1}",
            "parent": "" if clause.parent is None else f"c{clause.parent + 1}",
            "level": clause.level,
            "number": clause.number or "",
            "section": clause.section,
            "functions": "|".join(clause.functions or ()),
            "text": example.text[clause.start : clause.end],
        }
