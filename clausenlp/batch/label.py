"""Many files -> records, in order; one file's error is a Failure and the run goes on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language

from clausenlp.errors import ClauseError, NotAResolutionError
from clausenlp.model.store import LabelModel, review_threshold
from clausenlp.pipeline.clean import clean_text, mask
from clausenlp.pipeline.language import label_model
from clausenlp.pipeline.reasons import Reason, explain
from clausenlp.pipeline.segment import AMENDMENT
from clausenlp.pipeline.texts import LabelledText, label_texts
from clausenlp.read import Source, read
from clausenlp.records import Act, Clause, Document, Failure

BATCH = 64
_EVIDENCE = 0.5  # share of clauses of level 1 that must open like one, or carry a number


def label_files(
    nlp: Language, paths: Iterable[str | Path], *, max_error: float | None = None
) -> Iterator[Document | Failure]:
    """Label files: a Document or a Failure for each path, in order. Streams: only a batch is in memory.

    With ``max_error`` (0.01: one in a hundred) the clauses whose score is too low for that error rate have ``review`` set.
    """
    model = label_model(nlp)
    threshold = 0.0 if max_error is None else review_threshold(model.card, max_error)
    waiting = iter(paths)
    while batch := list(islice(waiting, BATCH)):
        read_in = [_read(path) for path in batch]
        texts = iter(label_texts(model, [item for item in read_in if isinstance(item, Source)]))
        for item in read_in:
            yield item if isinstance(item, Failure) else to_record(model, next(texts), item, threshold=threshold)


def _read(path: str | Path) -> Source | Failure:
    try:
        return read(path)
    except ClauseError as error:
        return Failure(str(path), "read", error.what, error.remedy)


def to_record(
    model: LabelModel, labelled: LabelledText, source: Source, *, threshold: float = 0.0
) -> Document | Failure:
    """The record of a labelled text, or a Failure where it is no resolution."""
    try:
        check_is_resolution(labelled)
    except NotAResolutionError as error:
        return Failure(source.path, "clauses", error.what, error.remedy)
    return Document(
        doc_id=Path(source.path).stem if source.path != "-" else "stdin",
        source={"path": source.path, "sha256": source.sha256, "format": source.format, "characters": len(source.text)},
        model={key: model.card.get(key) for key in ("name", "version", "sha256")},
        resolution=labelled.resolution,
        clauses=clause_records(labelled, threshold=threshold),
    )


def check_is_resolution(labelled: LabelledText) -> None:
    """Raise NotAResolutionError where a text has no clauses, or what was taken for clauses does not read like them."""
    rows = [row for row in labelled.rows if row["level"] == 1]
    if not rows and any(kind == AMENDMENT for _, _, kind in labelled.furniture):
        raise NotAResolutionError(
            "the text amends another and has no clauses of its own", remedy="label the draft resolution that it amends"
        )
    acting = [row for row in rows if row["functions"] != ["other"]]
    if not rows or not acting or (len(acting) < _EVIDENCE * len(rows) and labelled.resolution["organ"] is None):
        raise NotAResolutionError(
            "the text is no resolution: it has no preambular or operative clauses",
            remedy="leave the file out, or check that its text was read whole",
        )


def clause_records(labelled: LabelledText, *, threshold: float = 0.0) -> tuple[Clause, ...]:
    """The records of the clauses of a labelled text; ``threshold`` is the score below which one is marked for review."""
    masked = mask(labelled.text, [(start, end) for start, end, _ in labelled.furniture])
    boxes = labelled.boxes
    return tuple(
        Clause(
            f"c{i}",
            None if row["parent"] is None else f"c{row['parent'] + 1}",
            row["level"],
            row["number"],
            row["part"],
            row["start"],
            row["end"],
            clean_text(masked[row["start"] : row["end"]]),
            row["section"],
            tuple(row["functions"]),
            tuple([Act(**act) for act in row["acts"]]),
            row["score"],
            row["score"] < threshold,
            _boxes(boxes, row["start"], row["end"]) if boxes else (),
        )
        for i, row in enumerate(labelled.rows, 1)
    )


def _boxes(lines: Sequence[Sequence[Any]], start: int, end: int) -> tuple[tuple[int, float, float, float, float], ...]:
    """(page, x0, y0, x1, y1) of the lines that a clause touches."""
    first = bisect_right(lines, start, key=lambda line: line[1])
    last = bisect_left(lines, end, key=lambda line: line[0])
    return tuple((page, x0, y0, x1, y1) for _, _, page, x0, y0, x1, y1 in lines[first:last])


def explain_document(nlp: Language, document: Document) -> list[Reason]:
    """Why each clause of a document has its labels; the file is read and labelled again."""
    model = label_model(nlp)
    (labelled,) = label_texts(model, [read(document.source["path"])])
    return explain(model, labelled.text, labelled.rows, [(start, end) for start, end, _ in labelled.furniture])
