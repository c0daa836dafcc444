"""Texts -> labelled rows, without tokens: all that records need. The spaCy components give the same rows, and spans besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clausenlp.model.store import LabelModel
from clausenlp.pipeline.labelling import Row, label_rows
from clausenlp.pipeline.resolution import read_resolution
from clausenlp.pipeline.segment import segment
from clausenlp.read import Source

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(slots=True)
class LabelledText:
    """A text with the rows of its clauses, its furniture (start, end, kind), what it says of itself, and the boxes of its lines."""

    text: str
    rows: list[Row]
    furniture: list[tuple[int, int, str]]
    resolution: dict[str, Any]
    boxes: Sequence[Sequence[Any]] = ()


def read_rows(text: str, known: Sequence[tuple[int, int, str]] = ()) -> LabelledText:
    """Segment a text; its rows have no labels yet. ``known`` is the furniture that the layout shows."""
    found = segment(text, known)
    rows: list[Row] = [
        {
            "start": u.start,
            "end": u.end,
            "number": u.number,
            "level": u.level,
            "parent": u.parent,
            "part": u.part,
            "early": u.early,
            "late": u.late,
            "region": "body",
            "functions": [],
            "acts": [],
            "score": None,
        }
        for u in found.units
    ]
    furniture = [(piece.start, piece.end, piece.kind) for piece in found.furniture]
    return LabelledText(text, rows, furniture, read_resolution(text, found.furniture))


def label_texts(model: LabelModel, sources: Sequence[Source]) -> list[LabelledText]:
    """Segment and label the texts of some files together."""
    found = []
    for source in sources:
        labelled = read_rows(source.text, source.hints.furniture if source.hints else ())
        labelled.boxes = source.hints.boxes if source.hints else ()
        found.append(labelled)
    label_rows(model, [(one.text, one.rows, [(start, end) for start, end, _ in one.furniture]) for one in found])
    return found


def of_doc(doc: "Doc") -> LabelledText:
    """What a labelled doc holds."""
    from clausenlp.pipeline.extensions import HINTS, RESOLUTION, ROWS  # here, since workers do without spaCy

    furniture = [(span.start_char, span.end_char, span.label_) for span in doc.spans["furniture"]]
    boxes = doc.user_data.get(HINTS, {}).get("boxes", ())
    return LabelledText(doc.text, doc.user_data.get(ROWS, []), furniture, doc.user_data.get(RESOLUTION, {}), boxes)
