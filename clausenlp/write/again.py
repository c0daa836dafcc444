"""The file of a record read again, for the formats that hold more of a text than its clauses."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from clausenlp.errors import ClauseError
from clausenlp.pipeline.paragraphs import Piece
from clausenlp.pipeline.segment import segment
from clausenlp.read import Source, read


@dataclass(frozen=True, slots=True)
class View:
    """What there is to show of a document: its text, its clauses with their places in it, its furniture in order, and a remark
    where the text is not that of the file.
    """

    text: str
    clauses: list[dict[str, Any]]
    furniture: list[Piece]
    remark: str = ""

    def inside(self, start: int, end: int) -> list[Piece]:
        """The furniture that a stretch of the text touches."""
        first = bisect_right(self.furniture, start, key=lambda piece: piece.end)
        return self.furniture[first : bisect_left(self.furniture, end, key=lambda piece: piece.start)]


def read_again(record: dict[str, Any]) -> Source:
    """The file of a record; ClauseError where it is gone, or is not what was labelled."""
    path = record["source"]["path"]
    if path == "-":
        raise ClauseError("standard input cannot be read again", remedy="save the text to a file and label that")
    source = read(path)
    if source.sha256 != record["source"]["sha256"]:
        raise ClauseError("the file has changed since it was labelled", where=path, remedy="label it again")
    if len(source.text) != record["source"]["characters"]:  # by another release, or with another option
        raise ClauseError("the file is not read as it was when it was labelled", where=path, remedy="label it again")
    return source


def view_of(record: dict[str, Any]) -> View:
    """The view of a record: over the text of its file, or where that cannot be had, over the texts of its clauses."""
    try:
        source = read_again(record)
    except ClauseError as error:
        return _from_clauses(record["clauses"], f"Shown from the words of its clauses alone: {error.what}.")
    hints = source.hints.furniture if source.hints else ()
    return View(source.text, record["clauses"], segment(source.text, hints).furniture)


def _from_clauses(clauses: list[dict[str, Any]], remark: str) -> View:
    """A text made of the clean texts of the clauses of level 1, and the clauses with their places in it."""
    parts: list[str] = []
    length = 0
    placed: dict[str, tuple[dict[str, Any], int]] = {}  # and from where its next sub-clause is looked for
    for clause in clauses:
        parent, after = placed.get(clause["parent"], (None, 0))
        at = -1 if parent is None else parent["text"].find(clause["text"], after)
        if parent is None or at < 0:
            start = length
            parts.append(clause["text"] + "\n")
            length += len(parts[-1])
        else:
            start = parent["start"] + at
            placed[clause["parent"]] = (parent, at + len(clause["text"]))
        placed[clause["id"]] = (_moved(clause, start), 0)
    return View("".join(parts), [clause for clause, _ in placed.values()], [], remark)


def _moved(clause: dict[str, Any], start: int) -> dict[str, Any]:
    """A clause whose clean text starts at ``start``. Its acts go along where cleaning has kept every character in its place."""
    length = len(clause["text"])
    shift = start - clause["start"]
    kept = length == clause["end"] - clause["start"]
    acts = [{**a, "start": a["start"] + shift, "end": a["end"] + shift} for a in clause["acts"]] if kept else []
    return {**clause, "start": start, "end": start + length, "acts": acts}
