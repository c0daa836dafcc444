"""A record -> one row a clause: the table that CSV, Parquet and data frames share."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

OF_DOCUMENT = ("doc_id", "path")
OF_RESOLUTION = ("organ", "symbol", "title", "adopted", "session", "agenda_item", "vote")
OF_CLAUSE = (
    "id",
    "parent",
    "level",
    "number",
    "part",
    "start",
    "end",
    "section",
    "functions",
    "acts",
    "score",
    "review",
    "pages",
    "text",
)
COLUMNS = OF_DOCUMENT + OF_RESOLUTION + OF_CLAUSE
Row = dict[str, Any]


def clause_rows(record: dict[str, Any]) -> Iterator[Row]:
    """One row a clause, with the names of the record and what its document says of itself; keys in the order of COLUMNS."""
    facts = record["resolution"]
    head = {"doc_id": record["doc_id"], "path": record["source"]["path"]}
    head.update((name, facts.get(name)) for name in OF_RESOLUTION)
    for clause in record["clauses"]:
        yield {**head, **{name: clause[name] for name in OF_CLAUSE}}


def batches(records: Iterable[dict[str, Any]], size: int) -> Iterator[list[Row]]:
    """The rows of all records, ``size`` at a time."""
    rows = (row for record in records for row in clause_rows(record))
    while batch := list(islice(rows, size)):
        yield batch


def encodable(value: Any) -> Any:
    """A value without what UTF-8 cannot hold: half characters, as in file names whose bytes are no UTF-8, are written out."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {name: encodable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [encodable(part) for part in value]
    return value
