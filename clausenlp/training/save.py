"""A trained model -> a folder that ``clausenlp.load`` and ``spacy.load`` read, put in place whole or not at all."""

import shutil
import tempfile
from pathlib import Path

from clausenlp.model.store import LabelModel
from clausenlp.pipeline.language import build
from clausenlp.training.shipped import shipped_data as shipped_data

DROPPED = ("vocab",)  # spaCy's own tables: they are the release's, not the model's


def save_model(model: LabelModel, folder: Path) -> None:
    """Write the pipeline with its model beside ``folder``, then put it in its place."""
    nlp = build(model)
    nlp.meta.update(
        {
            "name": model.card["name"].split("-")[-1],
            "version": model.card["version"],
            "description": "Clauses of resolutions, labelled",
        }
    )
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        nlp.to_disk(beside, exclude=list(DROPPED))
        old = folder.with_name(f".{folder.name}.old")
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
