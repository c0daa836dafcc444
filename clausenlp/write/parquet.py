"""Parquet: one row a clause, with real lists and structs."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from clausenlp.write.arrow import load_pyarrow, table_schema, tables

load_pyarrow()


def write(file: BinaryIO, records: Iterable[dict[str, Any]]) -> None:
    """Write row groups as the records come; memory holds one of them."""
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(file, table_schema(), compression="zstd") as writer:
        for table in tables(records):
            writer.write_table(table)
