"""Hyphens at line ends: those that belong to their word ("capacity-/building"), as the rest of the document writes it."""

import re
from collections.abc import Sequence

from clausenlp.read.pdf_lines import Line

HYPHENS = "-\u2010"
_LAST = re.compile(r"\w+$")
_FIRST = re.compile(r"(?!(?:and|or|to)\b)[a-zß-ÿ]\w*")


def kept_hyphens(body: Sequence[Line], broken: Sequence[tuple[Line, Line]]) -> set[int]:
    """The lines (by ``id``) before which a hyphen stays, of pairs of a line that ends with one and the line that follows.

    A hyphen stays where the document has the word with it elsewhere, and goes where it has it without; what it has nowhere is
    taken as most others are: a text is either hyphenated at line ends throughout or not at all. Without any evidence none is
    kept here, and the clean text decides.
    """
    parts = {id(line): pair for before, line in broken if (pair := _parts(before, line))}
    if not parts:
        return set()
    text = " ".join([line.text.lower() for line in body])  # line by line: most are ASCII, which is quick
    kept = {key for key, (first, second) in parts.items() if f"{first}-{second}" in text}
    gone = {key for key, (first, second) in parts.items() if key not in kept and f"{first}{second}" in text}
    return parts.keys() - gone if len(kept) > len(gone) else kept


def _parts(before: Line, line: Line) -> tuple[str, str] | None:
    first, second = _LAST.search(before.text[:-1]), _FIRST.match(line.text)
    return (first.group().lower(), second.group().lower()) if first and second else None
