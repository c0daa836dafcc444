"""The spaCy components: thin wrappers round the plain functions of this package. They store plain data only."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc, Span

from clausenlp.model.store import LabelModel, load_labels, save_labels
from clausenlp.pipeline import extensions
from clausenlp.pipeline.collector import collector_paused
from clausenlp.pipeline.labelling import label_rows
from clausenlp.pipeline.texts import read_rows
from clausenlp.pipeline.tokenizer import TEXT, split_at, text_of

extensions.register()


@Language.factory("clausenlp_furniture")
def create_furniture(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Reads the text once, marks what is no clause in ``doc.spans["furniture"]``, and leaves the clauses as rows of offsets."""
    return find_furniture


@Language.factory("clausenlp_clauses")
def create_clauses(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Makes ``doc.spans["clauses"]`` of the rows."""
    return make_clauses


@Language.factory("clausenlp_labels")
def create_labels(nlp: Language, name: str) -> "ClauseLabeler":
    """Labels the clauses with section, acts, functions and scores; holds the trained model."""
    return ClauseLabeler()


@collector_paused()
def find_furniture(doc: Doc) -> Doc:
    """Mark the furniture of a doc and note where its clauses are.

    Whether a line is furniture depends on the clause that is open there, so both are decided in one reading of the lines.
    """
    found = read_rows(text_of(doc), doc.user_data.get(extensions.HINTS, {}).get("furniture", ()))
    edges = [at for row in found.rows for at in (row["start"], row["end"])]
    edges += [at for start, end, _ in found.furniture for at in (start, end)]
    doc = split_at(doc, edges)
    doc.spans["furniture"] = _spans(doc, [(start, end, kind, 0) for start, end, kind in found.furniture])
    doc.user_data[extensions.RESOLUTION] = found.resolution
    doc.user_data[extensions.ROWS] = found.rows
    return doc


@collector_paused()
def make_clauses(doc: Doc) -> Doc:
    """Make the spans of the clauses."""
    rows = doc.user_data.get(extensions.ROWS, [])
    doc.spans["clauses"] = _spans(
        doc, [(r["start"], r["end"], r.get("section", ""), i + 1) for i, r in enumerate(rows)]
    )
    return doc


def _spans(doc: Doc, wanted: list[tuple[int, int, str, int]]) -> list[Span]:
    """Spans for (start, end, label, id) in characters, whose edges are token edges."""
    idx = doc.to_array([IDX]).astype(np.int64)
    starts = np.searchsorted(idx, [w[0] for w in wanted], side="right") - 1
    ends = np.searchsorted(idx, [w[1] for w in wanted], side="left")
    return [Span(doc, int(s), int(e), label=w[2], span_id=w[3]) for w, s, e in zip(wanted, starts, ends, strict=True)]


class ClauseLabeler:
    """The component that labels clauses; ``pipe`` labels the docs of a batch together."""

    def __init__(self) -> None:
        self.model: LabelModel | None = None

    def __call__(self, doc: Doc) -> Doc:
        return self._label([doc])[0]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Label a stream of docs, ``batch_size`` at a time."""
        batch: list[Doc] = []
        for doc in stream:
            batch.append(doc)
            if len(batch) == batch_size:
                yield from self._label(batch)
                batch = []
        yield from self._label(batch)

    def _label(self, docs: list[Doc]) -> list[Doc]:
        if self.model is None:
            raise RuntimeError(
                "clausenlp_labels has no model: load one with clausenlp.load(), or train one with `clausenlp train`"
            )
        label_rows(self.model, [(text_of(doc), doc.user_data[extensions.ROWS], _furniture(doc)) for doc in docs])
        for doc in docs:
            doc.user_data.pop(TEXT, None)
        return [make_clauses(doc) for doc in docs]

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model as plain data."""
        if self.model is not None:
            save_labels(self.model, Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "ClauseLabeler":
        """Read the model; raises ModelError where it is damaged, foreign or newer."""
        self.model = load_labels(Path(path))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model as bytes, for worker processes."""
        return self.model.to_bytes() if self.model is not None else b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "ClauseLabeler":
        """The model from bytes."""
        self.model = LabelModel.from_bytes(data) if data else None
        return self


def _furniture(doc: Doc) -> list[tuple[int, int]]:
    return [(span.start_char, span.end_char) for span in doc.spans["furniture"]]
