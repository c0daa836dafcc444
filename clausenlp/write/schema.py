"""The JSON Schema of a record: what each field of the output means."""

import json
from pathlib import Path
from typing import Any, cast


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of ``clausenlp label -f jsonl``."""
    text = Path(__file__).with_name("record.schema.json").read_text(encoding="utf-8")
    return cast(dict[str, Any], json.loads(text))
