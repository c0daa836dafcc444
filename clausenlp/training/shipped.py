"""Where the examples that ship with the package lie: in the wheel inside it, in a checkout beside it."""

from pathlib import Path


def shipped_data() -> list[Path]:
    """The training examples."""
    return [_home() / "texts", _home() / "clauses.jsonl"]


def frozen_gold() -> list[Path]:
    """The gold, which is for measuring only."""
    return [_home() / "gold"]


def _home() -> Path:
    inside = Path(__file__).resolve().parent.parent / "training_data"
    return inside if inside.exists() else inside.parent.parent / "training_data"
