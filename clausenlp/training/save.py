"""A trained model -> a folder that ``clausenlp.load`` and ``spacy.load`` read, put in place whole or not at all."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clausenlp.model.store import LabelModel
from clausenlp.pipeline.language import build
from clausenlp.training.card import write_card
from clausenlp.training.data import KEPT, pack
from clausenlp.training.examples import Example
from clausenlp.training.history import new_folder
from clausenlp.training.shipped import shipped_data as shipped_data

DROPPED = ("vocab",)  # spaCy's own tables: they are the release's, not the model's
GATE = "gate.json"  # in the folder of a model: when and why it came to its place


def save_model(
    model: LabelModel,
    folder: Path,
    examples: Sequence[Example],
    *,
    gate: dict[str, Any] | None = None,
    keep: bool = True,
) -> None:
    """Put a model in its place, with its card for people, the data it was trained on, and what the gate said.

    The model that was there goes into the history, or without ``keep`` is removed.
    """
    nlp = build(model)
    nlp.meta.update(
        {
            "name": model.card["name"].split("-")[-1],
            "version": model.card["version"],
            "description": "Clauses of resolutions, labelled",
            "spacy_version": ">=3.7,<4",  # nothing in it depends on the release of spaCy
        }
    )
    with new_folder(folder, keep=keep) as beside:
        nlp.to_disk(beside, exclude=list(DROPPED))
        (beside / KEPT).write_bytes(pack(examples))
        (beside / GATE).write_text(json.dumps(gate or {}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        (beside / "README.md").write_text(write_card(model.card, gate or {}), encoding="utf-8")


def read_gate(model: Path) -> dict[str, Any]:
    """When and why a model came to its place; empty where nobody knows."""
    try:
        record = json.loads((model / GATE).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and "worse" in record else {}
