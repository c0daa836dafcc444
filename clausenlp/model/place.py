"""Where a model lies on disk, and its card; needs neither spaCy nor scikit-learn, so that a program that only starts workers is light."""

import json
import os
from pathlib import Path
from typing import Any

from clausenlp.errors import ModelError

MODEL = "en"
LABELS = "clausenlp_labels"  # the component that holds the classifiers, and its folder in the model's


def shipped_model() -> Path:
    """The folder of the model that ships with the package: in the wheel inside it, in a checkout beside it."""
    inside = Path(__file__).resolve().parent.parent / "models" / MODEL
    return inside if inside.exists() else inside.parent.parent.parent / "models" / MODEL


def model_folder(path: str | os.PathLike[str] | None) -> Path:
    """The folder of a model, by default the shipped one; ModelError where there is none."""
    folder = standing(Path(path)) if path is not None else shipped_model()
    if not (folder / "config.cfg").is_file():
        raise ModelError(
            "no model here (config.cfg is missing)",
            where=str(folder),
            remedy="name the folder of a model, or train one with `clausenlp train`",
        )
    return folder


def read_card(folder: Path) -> dict[str, Any]:
    """The card of a model: name, version, SHA-256, what it was trained on. Whether the model fits it is checked on loading."""
    try:
        card = json.loads((folder / LABELS / "card.json").read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(
            "this is not a clausenlp model (card.json is missing or damaged)",
            where=str(folder),
            remedy="name the folder of a clausenlp model",
        ) from error
    return card if isinstance(card, dict) else {}


def waiting(model: Path) -> Path:
    """Where a new model waits, whole, in the moment between the two renames that put it in the place of the old one."""
    return model.with_name(f".{model.name}.new")


def standing(model: Path) -> Path:
    """The folder to load: a kill between the two renames leaves only the model that waits."""
    return waiting(model) if model.name and not model.exists() and waiting(model).exists() else model
