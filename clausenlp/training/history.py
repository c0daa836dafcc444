"""Models that came before: put a new one in the place of the old, keep the old, go back.

``models/mine`` goes to ``models/history/mine-20260131T120000000-1a2b3c4d`` (when it was replaced, UTC, and the hash of its data). A swap
is two renames. A kill before the first leaves the old model; between the two the new one waits, whole, under the name that
``clausenlp.load`` looks at where a model is missing, and the next training or rollback ends the swap. Nothing is deleted but
what a killed run left half-written.
"""

import glob
import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clausenlp.errors import ModelError
from clausenlp.model.place import LABELS, waiting
from clausenlp.write.files import name_beside

HISTORY = "history"
LEFT = 3600.0  # seconds after which an unfinished folder is taken for one that a kill has left


@dataclass(frozen=True, slots=True)
class Entry:
    """A model of before: its id (the name of its folder), the hashes of its data and of the model, and the clauses it was trained on."""

    id: str
    path: Path
    data: str
    model: str
    clauses: int


def entries(model: Path) -> list[Entry]:
    """The earlier models of a place, the last replaced one first."""
    own = re.compile(re.escape(model.name) + r"-\d{8}T\d{9}-[0-9a-f]{8}(-\d+)?")
    folder = _history(model)
    paths = [path for path in folder.iterdir() if own.fullmatch(path.name)] if folder.is_dir() else []
    return [_entry(path) for path in sorted(paths, key=lambda path: path.name, reverse=True)]


def _entry(path: Path) -> Entry:
    card = read_card(path)
    data = card.get("data", {})
    return Entry(path.name, path, data.get("sha256", ""), card.get("sha256", ""), data.get("clauses", 0))


def read_card(model: Path) -> dict[str, Any]:
    """The card of a model folder; empty where it has none that can be read."""
    try:
        card = json.loads((model / LABELS / "card.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return card if isinstance(card, dict) else {}


@contextmanager
def new_folder(model: Path, *, keep: bool = True) -> Iterator[Path]:
    """An empty folder beside a model's place; what the block writes into it takes that place when all went well.

    The model that was there goes into the history, or without ``keep`` is removed.
    """
    recover(model)
    beside = name_beside(model)
    try:
        model.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir()
    except OSError as error:
        raise ModelError(
            f"cannot be written ({error.strerror})", where=str(model), remedy="name a folder that you may write to"
        ) from error
    try:
        yield beside
        _swap(beside, model, keep)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(ready: Path, model: Path, keep: bool) -> None:
    new, there = waiting(model), model.exists()
    ready.rename(new)
    old = _retired(model) if keep else model.with_name(f".{model.name}.old.part")
    if there:
        old.parent.mkdir(exist_ok=True)
        model.rename(old)
    new.rename(model)
    if not keep:
        shutil.rmtree(old, ignore_errors=True)


def _retired(model: Path) -> Path:
    """A free name in the history for the model that now is in its place."""
    data = read_card(model).get("data", {}).get("sha256", "") or "0" * 8
    name = f"{model.name}-{_stamp()}-{data[:8]}"
    folder = _history(model)
    names = [name, *(f"{name}-{i}" for i in range(2, 100))]
    return next(folder / free for free in names if not (folder / free).exists())


def _stamp() -> str:
    """Date and time to the millisecond, so that names sort in the order of replacement."""
    now = datetime.now(UTC)
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}"


def recover(model: Path) -> None:
    """End or undo what a killed run left: a new model takes its place only where there is none."""
    new = waiting(model)
    if new.exists() and not model.exists():
        new.rename(model)
    name = glob.escape(model.name)
    halves = [*model.parent.glob(f".{name}.*.part"), *_history(model).glob(f".{name}-*.part")]
    for left in [new, *(half for half in halves if time.time() - half.stat().st_mtime > LEFT)]:
        shutil.rmtree(left, ignore_errors=True)


def rollback(model: Path, to: str | None = None) -> Entry:
    """Put an earlier model back, by default the one that was replaced last; the present one goes into the history.

    So a second rollback undoes the first. ModelError where there is no such model.
    """
    recover(model)
    found = entries(model)
    known = ", ".join(entry.id for entry in found)
    if not found:
        raise ModelError(
            "no earlier model", where=str(model), remedy=f"models that training replaces are kept in {_history(model)}"
        )
    entry = next((e for e in found if to in (None, e.id)), None)
    if entry is None:
        raise ModelError(f"no earlier model {to!r}", where=str(model), remedy=f"there are: {known}")
    with new_folder(model) as folder:
        shutil.copytree(entry.path, folder, dirs_exist_ok=True)
    gone = entry.path.with_name(f".{entry.id}.part")  # out of the list at once: a half-deleted model is never in it
    entry.path.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    return entry


def _history(model: Path) -> Path:
    return model.parent / HISTORY
