"""CSV: one row a clause. Several functions or pages are joined by "|", acts are JSON, what is absent is empty."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from clausenlp.write.rows import COLUMNS, Row, clause_rows


def write(file: BinaryIO, records: Iterable[dict[str, Any]]) -> None:
    """Write the names of the columns, then one row a clause, in UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for record in records:
            writer.writerows(_cells(row) for row in clause_rows(record))
    finally:
        text.detach()  # the file is not ours to close


def _cells(row: Row) -> list[Any]:
    flat = {
        **row,
        "functions": "|".join(row["functions"]),
        "acts": json.dumps(row["acts"], ensure_ascii=False, separators=(",", ":")),
        "pages": "|".join(map(str, row["pages"])),
        "review": "true" if row["review"] else "false",
    }
    return list(flat.values())
