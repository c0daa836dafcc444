"""What a worker must know, and what it does with a batch of files. Plain data: it travels to other processes and machines."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import clausenlp
from clausenlp.batch.guard import time_limit
from clausenlp.errors import ModelError
from clausenlp.model.place import LABELS, model_folder, read_card
from clausenlp.records import Document, Failure

if TYPE_CHECKING:
    from clausenlp.batch.label import Pages
    from clausenlp.model.store import LabelModel

_ONE_AT_A_TIME = Lock()  # a Dask worker may have several threads; the time limit is one a process


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled document as its line of JSON, as it goes into the output, and the number of its clauses."""

    path: str
    json: bytes
    clauses: int


@dataclass(frozen=True, slots=True)
class Task:
    """How files are to be labelled.

    ``model`` is the folder of the model (None: the shipped one) and ``sha256`` what its card states; ``max_error`` the error
    rate for which clauses are marked for review; ``timeout`` the seconds that a file may take, with the file ``proof`` that a
    worker leaves when one took longer; ``release`` the version of this package, which must be the same everywhere; ``pages`` is
    told of each page of a scan, in a task that stays in its process.
    """

    model: str | None
    sha256: str
    max_error: float | None = None
    timeout: float | None = None
    proof: str = os.devnull
    release: str = clausenlp.__version__
    pages: "Pages | None" = None

    def label_model(self) -> "LabelModel":
        """The model, loaded once a process; ModelError where it is not the one that the task was made for."""
        return _load(self.model, self.sha256, self.release)

    def records(self, files: Sequence[str | tuple[str, bytes]]) -> list[Document | Failure]:
        """A record for each file (a path, or a name and bytes)."""
        from clausenlp.batch.label import label_batch
        from clausenlp.model.store import review_threshold

        with _ONE_AT_A_TIME:
            model = self.label_model()
            threshold = 0.0 if self.max_error is None else review_threshold(model.card, self.max_error)
            limit = time_limit(self.timeout, self.proof)
            return label_batch(model, files, threshold=threshold, limit=limit, pages=self.pages)

    def lines(self, files: Sequence[str | tuple[str, bytes]]) -> list[Line | Failure]:
        """A line of JSON for each file."""
        return [item if isinstance(item, Failure) else as_line(item) for item in self.records(files)]


def as_line(document: Document) -> Line:
    """The line of a document."""
    from clausenlp.write.jsonl import line

    return Line(document.source["path"], line(document.to_dict()), len(document.clauses))


def task_for(model: str | Path | None, *, max_error: float | None = None, timeout: float | None = None) -> Task:
    """The task for a model on disk; ModelError where there is none, or where it states no threshold for ``max_error``."""
    card = read_card(model_folder(model))
    if max_error is not None:
        from clausenlp.model.store import review_threshold

        review_threshold(card, max_error)
    return Task(None if model is None else str(Path(model).resolve()), str(card.get("sha256")), max_error, timeout)


@lru_cache(maxsize=1)
def _load(model: str | None, sha256: str, release: str) -> "LabelModel":
    from clausenlp.model.store import load_labels

    if release != clausenlp.__version__:
        raise ModelError(
            f"a worker has clausenlp {clausenlp.__version__}, the run was begun by {release}",
            remedy="install the same release on every machine",
        )
    folder = model_folder(model)
    found = load_labels(folder / LABELS)
    if str(found.card.get("sha256")) != sha256:
        raise ModelError(
            "a worker has another model than the run was begun with",
            where=str(folder),
            remedy="give every machine the same model, and leave it alone while files are labelled",
        )
    return found
