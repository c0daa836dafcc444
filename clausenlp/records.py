"""The plain records that everything else passes on: Document, Clause, Act, Failure.

Named tuples: frozen, and made several times as fast as frozen dataclasses are.
"""

from typing import Any, NamedTuple


class Act(NamedTuple):
    """One act of a clause: trigger offsets in the text, function, force (None for "other"), modifier words, score in 0..1."""

    start: int
    end: int
    function: str
    force: str | None
    modifier: str | None
    score: float

    def to_dict(self) -> dict[str, Any]:
        """The act as a plain dict."""
        return {
            "start": self.start,
            "end": self.end,
            "function": self.function,
            "force": self.force,
            "modifier": self.modifier,
            "score": self.score,
        }


class Clause(NamedTuple):
    """A clause or sub-clause.

    ``id`` is "c1", "c2", ... in document order; ``parent`` the id of its parent or None; ``start`` and ``end`` are character
    offsets in the text that was read; ``text`` is the clean text (furniture left out, white space folded); ``section`` is
    "preambular" or "operative"; ``functions`` has the primary one first; ``score`` is the probability, in 0..1, that section
    and primary function are right; ``review`` marks a clause whose score is too low for the error rate that was asked for;
    ``boxes`` has (page, x0, y0, x1, y1) of each line of a clause of a PDF, in points from the upper left corner of the page.
    """

    id: str
    parent: str | None
    level: int
    number: str | None
    part: int
    start: int
    end: int
    text: str
    section: str | None
    functions: tuple[str, ...]
    acts: tuple[Act, ...]
    score: float
    review: bool = False
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages of a PDF on which the clause stands, counted from 1."""
        return tuple(sorted({box[0] for box in self.boxes}))

    def to_dict(self) -> dict[str, Any]:
        """The clause as plain dicts and lists, its pages among them."""
        return {
            "id": self.id,
            "parent": self.parent,
            "level": self.level,
            "number": self.number,
            "part": self.part,
            "start": self.start,
            "end": self.end,
            "section": self.section,
            "functions": list(self.functions),
            "acts": [act.to_dict() for act in self.acts],
            "score": self.score,
            "review": self.review,
            "pages": list(self.pages),
            "boxes": [list(box) for box in self.boxes],
            "text": self.text,
        }


class Document(NamedTuple):
    """A labelled document: where it came from, which model labelled it, what it says of itself, and its clauses.

    ``source`` has path, sha256, format and characters; ``model`` name, version and sha256; ``resolution`` organ, symbol,
    title, adopted, session and what else is known, None where absent.
    """

    doc_id: str
    source: dict[str, Any]
    model: dict[str, Any]
    resolution: dict[str, Any]
    clauses: tuple[Clause, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The document as plain dicts and lists, ready for JSON; its fields are those of ``clausenlp.write.schema()``."""
        return {
            "doc_id": self.doc_id,
            "source": dict(self.source),
            "model": dict(self.model),
            "resolution": dict(self.resolution),
            "clauses": [clause.to_dict() for clause in self.clauses],
        }

    def _repr_html_(self) -> str:
        """The document as a notebook shows it."""
        import clausenlp  # through the front door, since records know no writers

        return clausenlp.to_html(self)


class Failure(NamedTuple):
    """A file that could not be labelled: its path, the stage, the error in one line, and what to do."""

    path: str
    stage: str
    error: str
    remedy: str
