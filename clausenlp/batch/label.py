"""A batch of files -> records, in this process; one file's error is a Failure and the others come out."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from clausenlp.batch.guard import Limit, unlimited
from clausenlp.errors import ClauseError, NotAResolutionError
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.clean import clean_stretch, is_plain, mask
from clausenlp.pipeline.collector import collector_paused
from clausenlp.pipeline.reasons import Reason, explain
from clausenlp.pipeline.segment import AMENDMENT
from clausenlp.pipeline.texts import LabelledText, label_texts
from clausenlp.read import Source, read, read_bytes
from clausenlp.records import Act, Clause, Document, Failure

_EVIDENCE = 0.5  # share of clauses of level 1 that must name an act where no organ is named; a little more if not all are numbered
_REPORT = "see whether the file opens elsewhere; if it does, report this as a bug of clausenlp"

File = str | tuple[str, bytes]  # a path, or the name and the bytes of a file that was read elsewhere
Pages = Callable[[str, int, int], None]  # is called with (path, done, all) behind each page of a scan that OCR reads


def label_batch(
    model: LabelModel,
    files: Sequence[File],
    *,
    threshold: float = 0.0,
    limit: Limit = unlimited,
    pages: Pages | None = None,
) -> list[Document | Failure]:
    """Read and label files together: a Document or a Failure for each. ``limit`` is opened round each step that could hang.

    The clauses of a document whose score is below ``threshold`` are marked for review.
    """
    read_in: list[Source | Failure] = []
    for file in files:
        with limit():
            read_in.append(_read(file, pages))
    with limit():
        return label_sources(model, read_in, threshold=threshold)


@collector_paused()
def _read(file: File, pages: Pages | None) -> Source | Failure:
    path = file if isinstance(file, str) else file[0]
    progress = partial(pages, path) if pages else None
    try:
        if isinstance(file, str):
            return read(file, progress=progress)
        return read_bytes(file[1], path, progress=progress)
    except ClauseError as error:
        return Failure(path, "read", error.what, error.remedy)
    except Exception as error:  # a library that fails on a damaged file may raise anything
        return Failure(path, "read", f"reading it failed ({_reason(error)})", _REPORT)


@collector_paused()
def label_sources(
    model: LabelModel, read_in: Sequence[Source | Failure], *, threshold: float = 0.0
) -> list[Document | Failure]:
    """Label together what was read; where that fails, one by one, so that only the culprit is lost."""
    sources = [item for item in read_in if isinstance(item, Source)]
    try:
        labelled = label_texts(model, sources)
        found = iter([to_record(model, *pair, threshold=threshold) for pair in zip(labelled, sources, strict=True)])
    except Exception as error:
        if len(read_in) > 1:
            return [result for item in read_in for result in label_sources(model, [item], threshold=threshold)]
        return [Failure(sources[0].path, "label", f"labelling it failed ({_reason(error)})", _REPORT)]
    return [item if isinstance(item, Failure) else next(found) for item in read_in]


def _reason(error: Exception) -> str:
    said = str(error).splitlines()
    return f"{type(error).__name__}: {said[0]}" if said else type(error).__name__


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
    half = len(rows) * _EVIDENCE
    few = len(acting) < half or (len(acting) == half and any(row["number"] is None for row in rows))
    if not acting or (few and labelled.resolution["organ"] is None):
        raise NotAResolutionError(
            "the text is no resolution: it has no preambular or operative clauses",
            remedy="leave the file out, or check that its text was read whole",
        )


def clause_records(labelled: LabelledText, *, threshold: float = 0.0) -> tuple[Clause, ...]:
    """The records of the clauses of a labelled text; ``threshold`` is the score below which one is marked for review."""
    masked = mask(labelled.text, [(start, end) for start, end, _ in labelled.furniture])
    plain, boxes = is_plain(masked), labelled.boxes
    return tuple(
        Clause(
            f"c{i}",
            None if row["parent"] is None else f"c{row['parent'] + 1}",
            row["level"],
            row["number"],
            row["part"],
            row["start"],
            row["end"],
            clean_stretch(masked[row["start"] : row["end"]], plain),
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


def explain_document(model: LabelModel, document: Document) -> list[Reason]:
    """Why each clause of a document has its labels; the file is read and labelled again."""
    (labelled,) = label_texts(model, [read(document.source["path"])])
    return explain(model, labelled.text, labelled.rows, [(start, end) for start, end, _ in labelled.furniture])
