"""A text -> its clauses and furniture, as character offsets. Plain functions; the spaCy component only calls them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clausenlp.pipeline.amendments import is_amendment
from clausenlp.pipeline.clean import mask
from clausenlp.pipeline.collector import collector_paused
from clausenlp.pipeline.drafts import mark_resumptions
from clausenlp.pipeline.joining import read_paragraphs
from clausenlp.pipeline.line_numbers import line_numbers
from clausenlp.pipeline.lines import JOINTS, read_lines
from clausenlp.pipeline.marks import inline_furniture
from clausenlp.pipeline.paragraphs import Piece
from clausenlp.pipeline.parts import mark_parts
from clausenlp.pipeline.structure import read_structure
from clausenlp.pipeline.titles import name_attached, name_end_notes, name_press, name_titles
from clausenlp.pipeline.units import Unit

_END_MARK = re.compile(  # footnote marks and drafting notes behind the closing punctuation
    r"(?<=[,;:.!?”\"’)\]])(\s*(?:(?:(?<!\d[.,])|(?<=\b(?:19|20)\d\d[.,]))\d{1,3}(?!\d)/?|[¹²³⁰-⁹]+|<sup>\s?\w{1,3}\s?</sup>|\[\^\w{1,12}\]|\[\d{1,3}\]|\*{1,2}"
    r"|(?<=[,;.:\]]) ?\*{0,2}\([^()]{3,140}\)|(?<=[,;.:\]]) ?\*{0,2}\[(?!no )[^\[\]]{3,140}[^,;.:\]]\]"
    r"|(?<=[,;.:\]]) ?[*_]{0,2}\{[^{}]{3,240}\}[*_]{0,2}"  # {Note: for Article 9 of the agreement}
    r"|(?<=[,;.:\]]) ?[*_]{1,2}[Aa]greed [^*_,;\n]{0,40}(?:, except [^*_\n]{3,40})?[*_]{0,2}))+[\s*_]*$"
)
_CLOSING_MARK = re.compile(
    r"[;:,.](?:\d{1,3}/?|[¹²³⁰-⁹]+|\[\^?\w{1,3}\])?$"
)  # before such a word, perhaps with a footnote mark
_NUMBERS = re.compile(r"\b\d{1,3},\s+\d{1,3},\s+\d{1,3}\s*$")  # the last of several: "resolutions 4, 6, 19"
_ENDS_JOINT = ("; and,", "; or,", "therefore,", "now,", "further,", "resolved,", "it,")
AMENDMENT = "amendment"  # the kind of all lines of an amendment document
_PAIRS = {"”": "“", "]": "[", '"': '"'}
_ROUNDS = 12  # marks and words behind the closing punctuation that are taken off one by one
_RUN = re.compile(r"\S(?:[^\n]*\S)?")
_MARK_ALONE = re.compile(r"\(?\d{1,3}\)?/?|\*{1,2}")
_NOTE_NUMBER = re.compile(r"\(?(\d{1,3})")
_JOINED = re.compile(rf"\s+{JOINTS}$")


@dataclass(slots=True)
class Segmentation:
    """Clauses (units, a parent before its children) and furniture (in order, without overlap) of a text."""

    units: list[Unit]
    furniture: list[Piece]


@collector_paused()
def segment(text: str, known: Sequence[tuple[int, int, str]] = ()) -> Segmentation:
    """Cut a text into clauses; every character that is not white space lies in one of level 1 or in furniture.

    ``known`` is the furniture (start, end, kind) that the layout of a file shows; the clauses are read as if it were not there.
    """
    known = known or line_numbers(text)
    if known:
        return _with_known(text, sorted(known))
    return _segment(text)


def _segment(text: str) -> Segmentation:
    lines = read_lines(text)
    if ("mend" in text[:4000] or len(lines) < 60) and is_amendment(lines):
        return Segmentation([], [Piece(line.start, line.end, AMENDMENT) for line in lines])
    paragraphs, furniture = read_paragraphs(lines)
    mark_resumptions(paragraphs)
    name_press(paragraphs)
    mark_parts(paragraphs)
    name_attached(paragraphs)
    name_end_notes(paragraphs)
    name_titles(paragraphs)
    units, frame = read_structure(paragraphs)
    for unit in units:
        closing = _closing(text, unit)
        unit.end = closing if closing > unit.start else unit.end
    for unit in reversed(units):  # an item that is only "and" looks like the joint behind its parent
        if unit.parent is not None and units[unit.parent].end < unit.end:
            units[unit.parent].end = unit.end
    pieces = sorted(furniture + frame, key=lambda piece: piece.start)
    return Segmentation(units, _fill(text, units, _with_inline(text, pieces)))


def _with_known(text: str, known: list[tuple[int, int, str]]) -> Segmentation:
    """Segment the text without what is known to be furniture, which is then put back among the rest."""
    found = _segment(mask(text, [_whole_lines(text, start, end) for start, end, _ in known]))
    pieces = [*found.furniture, *(Piece(start, end, kind) for start, end, kind in known)]
    return Segmentation(found.units, sorted(pieces, key=lambda piece: piece.start))


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece that fills its lines takes its line end along, so that no empty line is left in the middle of a clause."""
    alone = (start == 0 or text[start - 1] in "\n\f") and text[end : end + 1] == "\n"
    return (start, end + 1) if alone else (start, end)


def _with_inline(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, and between them the footnote marks and emphasis."""
    notes = frozenset(int(m.group(1)) for p in pieces if p.kind == "note" and (m := _NOTE_NUMBER.match(text, p.start)))
    marks = [Piece(start, end, kind) for start, end, kind in inline_furniture(text, notes)]
    merged: list[Piece] = []
    for piece in sorted(pieces + marks, key=lambda p: (p.start, -p.end)):
        if not merged or piece.start >= merged[-1].end:
            merged.append(piece)
    return merged


def _fill(text: str, units: list[Unit], pieces: list[Piece]) -> list[Piece]:
    """The pieces, and one of a kind of its own for each stretch that neither they nor a clause cover."""
    covered = sorted([(u.start, u.end) for u in units if u.level == 1] + [(p.start, p.end) for p in pieces])
    gaps, last = [], 0
    for start, end in [*covered, (len(text), len(text))]:
        if start > last and not text[last:start].isspace():
            gaps += [Piece(m.start(), m.end(), _gap_kind(m.group())) for m in _RUN.finditer(text, last, start)]
        last = max(last, end)
    return sorted(pieces + gaps, key=lambda piece: piece.start) if gaps else pieces


def _gap_kind(run: str) -> str:
    if _MARK_ALONE.fullmatch(run):
        return "mark"
    if re.search(r"\w", run):
        return "joint" if len(run) < 40 else "other"
    return "punctuation"


def _closing(text: str, unit: Unit) -> int:
    """Where a clause ends: at its closing punctuation, before footnote marks, emphasis and a trailing "and"."""
    end = unit.end
    if text[end - 1] in ",;:." and text[end - 2] not in ']”"' and not text.endswith(_ENDS_JOINT, unit.start, end):
        return end  # as almost all do
    line = unit.head.first
    words = max(unit.start, line.start + line.word)  # the point behind its number closes nothing
    for _ in range(_ROUNDS):
        start = max(words, end - 200)
        tail = text[start:end]
        found = None if _NUMBERS.search(tail) else _END_MARK.search(tail)
        shorter = tail[: found.start()] if found else tail.rstrip(" *_\t\r\n")
        joined = _JOINED.search(shorter, max(0, len(shorter) - 40))
        if joined and (unit.level > 1 or _CLOSING_MARK.search(shorter, 0, joined.start())):
            shorter = shorter[: joined.start()]
        if not shorter:
            return end
        shorter_end = _closing_pair(text, unit, start + len(shorter))
        if shorter_end == end:
            return end
        end = shorter_end
    return end


def _closing_pair(text: str, unit: Unit, end: int) -> int:
    """A closing quotation mark or bracket whose opening one stands before the clause is outside it."""
    last = text[end - 1]
    opening = _PAIRS.get(last)
    if opening is None:
        return end
    if last == opening:
        alone = text.count(last, unit.start, end) % 2 == 1
    else:
        alone = text.count(last, unit.start, end) > text.count(opening, unit.start, end)
    return unit.start + len(text[unit.start : end - 1].rstrip()) if alone else end
