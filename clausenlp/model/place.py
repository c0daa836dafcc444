"""Where a model stands on the disk, for those who move it without reading it."""

from pathlib import Path

LABELS = "clausenlp_labels"  # the component that holds the classifiers, and its folder in the model's


def waiting(model: Path) -> Path:
    """Where a new model waits, whole, in the moment between the two renames that put it in the place of the old one."""
    return model.with_name(f".{model.name}.new")


def standing(model: Path) -> Path:
    """The folder to load: a kill between the two renames leaves only the model that waits."""
    return waiting(model) if model.name and not model.exists() and waiting(model).exists() else model
