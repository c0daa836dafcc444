"""Records -> pyarrow tables and pandas frames: one row a clause, the columns of ``rows.COLUMNS``."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from clausenlp.errors import ClauseError
from clausenlp.records import Document, Failure
from clausenlp.write.rows import COLUMNS, Row, batches, encodable

if TYPE_CHECKING:
    import pandas
    import pyarrow

GROUP = 10_000  # rows: some 500 resolutions, 20 MB in memory
_INTEGERS = ("level", "part", "start", "end")
_REMEDY = 'pip install "clausenlp[table]"'


def to_table(documents: Iterable[Document | Failure | dict[str, Any]]) -> "pyarrow.Table":
    """A pyarrow table with one row a clause, of what ``label_files`` yields or of the lines of a JSONL file.

    Failures give no row; they stand as JSON in ``table.schema.metadata[b"failures"]``. ClauseError where pyarrow is missing.
    """
    pyarrow = load_pyarrow()
    failures: list[dict[str, str]] = []
    parts = list(tables(_keep(documents, failures)))
    table = pyarrow.concat_tables(parts) if parts else table_schema().empty_table()
    return table.replace_schema_metadata({"failures": json.dumps(failures)})


def to_frame(documents: Iterable[Document | Failure | dict[str, Any]]) -> "pandas.DataFrame":
    """A pandas frame with one row a clause, as ``to_table``; the failures are a list of dicts in ``frame.attrs["failures"]``."""
    try:
        import pandas  # noqa: F401  (missing, it should be said before the labelling starts)
    except ModuleNotFoundError as error:
        raise ClauseError("data frames need pandas, which is not installed", remedy=_REMEDY) from error
    table = to_table(documents)
    frame = table.to_pandas(ignore_metadata=True)
    frame.attrs["failures"] = json.loads(table.schema.metadata[b"failures"])
    return frame


def tables(records: Iterable[dict[str, Any]]) -> Iterator["pyarrow.Table"]:
    """The rows of the records as tables of at most ``GROUP`` rows."""
    schema = table_schema()
    for batch in batches(records, GROUP):
        yield _table(batch, schema)


def table_schema() -> "pyarrow.Schema":
    """The types of the columns."""
    pa = load_pyarrow()
    text, whole = pa.string(), pa.int32()
    act = pa.struct(
        [
            ("start", whole),
            ("end", whole),
            ("function", text),
            ("force", text),
            ("modifier", text),
            ("score", pa.float64()),
        ]
    )
    types = {
        **dict.fromkeys(_INTEGERS, whole),
        "functions": pa.list_(text),
        "acts": pa.list_(act),
        "score": pa.float64(),
        "review": pa.bool_(),
        "pages": pa.list_(whole),
    }
    return pa.schema([(name, types.get(name, text)) for name in COLUMNS])


def load_pyarrow() -> Any:
    """pyarrow; ClauseError where it is missing."""
    try:
        import pyarrow
    except ModuleNotFoundError as error:
        raise ClauseError("tables and parquet need pyarrow, which is not installed", remedy=_REMEDY) from error
    return pyarrow


def _table(rows: list[Row], schema: "pyarrow.Schema") -> "pyarrow.Table":
    table = load_pyarrow().Table
    try:
        return table.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        return table.from_pylist(encodable(rows), schema=schema)


def _keep(
    documents: Iterable[Document | Failure | dict[str, Any]], failures: list[dict[str, str]]
) -> Iterator[dict[str, Any]]:
    """The records; failures are put aside."""
    for item in documents:
        if isinstance(item, Failure):
            failures.append({"path": item.path, "stage": item.stage, "error": item.error, "remedy": item.remedy})
        else:
            yield item.to_dict() if isinstance(item, Document) else item
