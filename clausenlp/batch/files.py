"""Many files -> records, in order, by this process or by several."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from clausenlp.batch.batches import in_batches, look_at
from clausenlp.batch.engines import in_workers
from clausenlp.batch.task import Task, task_for
from clausenlp.records import Document, Failure

if TYPE_CHECKING:
    from spacy.language import Language


def label_files(
    nlp: "Language",
    paths: Iterable[str | Path],
    *,
    jobs: int = 1,
    max_error: float | None = None,
    timeout: float | None = None,
) -> Iterator[Document | Failure]:
    """Label files: a Document or a Failure for each path, in order. Streams: only a few batches are in memory.

    ``jobs`` worker processes share the work (0: one a core); ``timeout`` is the number of seconds that a file may take. With either, a
    file that hangs or ends its worker is a Failure, too. With neither all is done in this process. With ``max_error`` (0.01:
    one in a hundred) the clauses whose score is too low for that error rate have ``review`` set.
    """
    batches = ([item.path for item in batch] for batch in in_batches(look_at(str(path)) for path in paths))
    if jobs == 1 and timeout is None:
        yield from _here(nlp, batches, max_error)
        return
    with tempfile.TemporaryDirectory(prefix="clausenlp-") as folder:
        nlp.to_disk(folder)
        task = task_for(folder, max_error=max_error, timeout=timeout)
        with closing(in_workers(Task.records, task, jobs)(batches)) as found:
            for results in found:
                yield from results


def _here(nlp: "Language", batches: Iterable[list[str]], max_error: float | None) -> Iterator[Document | Failure]:
    from clausenlp.batch.label import label_batch
    from clausenlp.model.store import review_threshold
    from clausenlp.pipeline.language import label_model

    model = label_model(nlp)
    threshold = 0.0 if max_error is None else review_threshold(model.card, max_error)
    for paths in batches:
        yield from label_batch(model, paths, threshold=threshold)
