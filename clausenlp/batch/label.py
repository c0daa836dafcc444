"""A batch of files -> records, in this process; one file's error is a Failure and the others come out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from clausenlp.batch.watch import Limit, unlimited
from clausenlp.errors import ClauseError, NotAResolutionError
from clausenlp.pipeline.clean import clean_text, mask
from clausenlp.pipeline.extensions import HINTS, RESOLUTION, ROWS
from clausenlp.pipeline.language import label_model, make_doc
from clausenlp.pipeline.reasons import Reason, explain
from clausenlp.pipeline.segment import AMENDMENT
from clausenlp.read import Source, read, read_bytes
from clausenlp.records import Act, Clause, Document, Failure

_EVIDENCE = 0.5  # share of clauses of level 1 that must open like one, or carry a number
_WORDS = 20_000  # strings in spaCy's vocabulary from which on those that a batch adds are freed after it
_REPORT = "see whether the file opens elsewhere; if it does, report this as a bug of clausenlp"

File = str | tuple[str, bytes]  # a path, or the name and the bytes of a file that was read elsewhere


def label_batch(
    nlp: Language, files: Sequence[File], *, threshold: float = 0.0, limit: Limit = unlimited
) -> list[Document | Failure]:
    """Read and label files together: a Document or a Failure for each. ``limit`` is opened round each step that could hang.

    The clauses of a document whose score is below ``threshold`` are marked for review.
    """
    read_in: list[Source | Failure] = []
    for file in files:
        with limit():
            read_in.append(_read(file))
    with limit(), _passing_words(nlp):
        return label_sources(nlp, read_in, threshold=threshold)


def _read(file: File) -> Source | Failure:
    path = file if isinstance(file, str) else file[0]
    try:
        return read(file) if isinstance(file, str) else read_bytes(file[1], path)
    except ClauseError as error:
        return Failure(path, "read", error.what, error.remedy)
    except Exception as error:  # a library that fails on a damaged file may raise anything
        return Failure(path, "read", f"reading it failed ({_reason(error)})", _REPORT)


def label_sources(
    nlp: Language, read_in: Sequence[Source | Failure], *, threshold: float = 0.0
) -> list[Document | Failure]:
    """Label together what was read; where that fails, one by one, so that only the culprit is lost."""
    sources = [item for item in read_in if isinstance(item, Source)]
    try:
        docs = nlp.pipe([make_doc(nlp, source) for source in sources])
        found = iter([to_record(nlp, doc, item, threshold=threshold) for doc, item in zip(docs, sources, strict=True)])
    except ClauseError:
        raise
    except Exception as error:
        if len(read_in) > 1:
            return [result for item in read_in for result in label_sources(nlp, [item], threshold=threshold)]
        return [Failure(sources[0].path, "label", f"labelling it failed ({_reason(error)})", _REPORT)]
    return [item if isinstance(item, Failure) else next(found) for item in read_in]


def _reason(error: Exception) -> str:
    said = str(error).splitlines()
    return f"{type(error).__name__}: {said[0]}" if said else type(error).__name__


@contextmanager
def _passing_words(nlp: Language) -> Iterator[None]:
    """Free the words that a batch brings into a vocabulary that is already large, so that memory stays flat over a library."""
    if len(nlp.vocab.strings) < _WORDS or getattr(nlp.vocab, "in_memory_zone", False):
        yield
    else:
        with nlp.memory_zone():
            yield


def to_record(nlp: Language, doc: Doc, source: Source, *, threshold: float = 0.0) -> Document | Failure:
    """The record of a labelled doc, or a Failure where the text is no resolution."""
    try:
        check_is_resolution(doc)
    except NotAResolutionError as error:
        return Failure(source.path, "clauses", error.what, error.remedy)
    return Document(
        doc_id=Path(source.path).stem if source.path != "-" else "stdin",
        source={"path": source.path, "sha256": source.sha256, "format": source.format, "characters": len(source.text)},
        model=model_record(nlp),
        resolution=dict(doc.user_data[RESOLUTION]),
        clauses=clause_records(doc, threshold=threshold),
    )


def model_record(nlp: Language) -> dict[str, Any]:
    """Name, version and SHA-256 of the model of a pipeline."""
    card = label_model(nlp).card
    return {"name": card.get("name"), "version": card.get("version"), "sha256": card.get("sha256")}


def check_is_resolution(doc: Doc) -> None:
    """Raise NotAResolutionError where a doc has no clauses, or what was taken for clauses does not read like them."""
    rows = [row for row in doc.user_data.get(ROWS, ()) if row["level"] == 1]
    if not rows and any(span.label_ == AMENDMENT for span in doc.spans["furniture"]):
        raise NotAResolutionError(
            "the text amends another and has no clauses of its own", remedy="label the draft resolution that it amends"
        )
    acting = [row for row in rows if row["functions"] != ["other"]]
    if not rows or not acting or (len(acting) < _EVIDENCE * len(rows) and doc.user_data[RESOLUTION]["organ"] is None):
        raise NotAResolutionError(
            "the text is no resolution: it has no preambular or operative clauses",
            remedy="leave the file out, or check that its text was read whole",
        )


def clause_records(doc: Doc, *, threshold: float = 0.0) -> tuple[Clause, ...]:
    """The records of the clauses of a labelled doc; ``threshold`` is the score below which one is marked for review."""
    masked = mask(doc.text, [(span.start_char, span.end_char) for span in doc.spans["furniture"]])
    lines = doc.user_data.get(HINTS, {}).get("boxes", ())
    return tuple(
        Clause(
            id=f"c{i + 1}",
            parent=None if row["parent"] is None else f"c{row['parent'] + 1}",
            level=row["level"],
            number=row["number"],
            part=row["part"],
            start=row["start"],
            end=row["end"],
            text=clean_text(masked[row["start"] : row["end"]]),
            section=row["section"],
            functions=tuple(row["functions"]),
            acts=tuple(Act(**act) for act in row["acts"]),
            score=row["score"],
            review=row["score"] < threshold,
            boxes=_boxes(lines, row["start"], row["end"]),
        )
        for i, row in enumerate(doc.user_data[ROWS])
    )


def _boxes(lines: Sequence[Sequence[Any]], start: int, end: int) -> tuple[tuple[int, float, float, float, float], ...]:
    """(page, x0, y0, x1, y1) of the lines that a clause touches."""
    first = bisect_right(lines, start, key=lambda line: line[1])
    last = bisect_left(lines, end, key=lambda line: line[0])
    return tuple((page, x0, y0, x1, y1) for _, _, page, x0, y0, x1, y1 in lines[first:last])


def explain_document(nlp: Language, document: Document) -> list[Reason]:
    """Why each clause of a document has its labels; the file is read and labelled again."""
    doc = nlp(make_doc(nlp, read(document.source["path"])))
    furniture = [(span.start_char, span.end_char) for span in doc.spans["furniture"]]
    return explain(label_model(nlp), doc.text, doc.user_data[ROWS], furniture)
