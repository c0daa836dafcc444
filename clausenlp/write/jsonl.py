"""JSON lines: one document a line."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def line(record: dict[str, Any]) -> bytes:
    """One line of JSON for a record. A path whose bytes are no UTF-8 is escaped, so that reading it back gives the path."""
    try:
        return (_ENCODER.encode(record) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        return (json.dumps(record) + "\n").encode("ascii")


def write(file: BinaryIO, records: Iterable[dict[str, Any]]) -> None:
    """Write one line a record."""
    for record in records:
        file.write(line(record))
