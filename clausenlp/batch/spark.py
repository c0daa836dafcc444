"""For Spark's ``mapInPandas``: tables of paths -> tables of labelled documents, by the workers of a Spark cluster."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from clausenlp.batch.task import Line, Task, task_for

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "path string, record string, clauses int, stage string, error string, remedy string"
ROWS = 64  # files that are labelled together


def label_partition(tables: "Iterable[pd.DataFrame]", *, model: str | None = None) -> "Iterator[pd.DataFrame]":
    """Label the files of each table: a table with the columns of ``SCHEMA``, one row a file.

    The column ``path`` names the files; where there is a column ``content`` (as Spark's source "binaryFile" gives it), it
    holds their bytes, else they are read from ``path``. ``record`` is the document as JSON; for a file that failed it is None,
    and stage, error and remedy say why.
    """
    task = task_for(model)
    for table in tables:
        content = table["content"] if "content" in table else [None] * len(table)
        files = [
            path if data is None else (path, bytes(data)) for path, data in zip(table["path"], content, strict=True)
        ]
        for i in range(0, len(files), ROWS):
            yield _label(task, files[i : i + ROWS])


def _label(task: Task, files: list[str | tuple[str, bytes]]) -> "pd.DataFrame":
    import pandas as pd

    columns = [part.split()[0] for part in SCHEMA.split(", ")]
    rows = [
        (item.path, item.json.decode().rstrip("\n"), item.clauses, None, None, None)
        if isinstance(item, Line)
        else (item.path, None, 0, item.stage, item.error, item.remedy)
        for item in task.lines(files)
    ]
    return pd.DataFrame(rows, columns=columns)
