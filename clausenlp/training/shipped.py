"""Where the training examples that ship with the package lie."""

from pathlib import Path


def shipped_data() -> list[Path]:
    """The training examples that ship with the package: in the wheel inside it, in a checkout beside it."""
    inside = Path(__file__).resolve().parent.parent / "training_data"
    home = inside if inside.exists() else inside.parent.parent / "training_data"
    return [home / "texts", home / "clauses.jsonl"]
