"""The text of a page, cut where the text object of PDFium changes: about a hundred times a page of three thousand characters."""

import re
from collections.abc import Iterator

from clausenlp.read.pdf_calls import Pointer, object_of

_LINE = re.compile(r"[^\x00-\x20](?:.*[^\x00-\x20])?")  # no text object goes on behind a line end of PDFium


Stretch = tuple[int, int, str, int]  # first and last index; what stands before, as in a Run; address of the object


def cut_text(textpage: Pointer, text: str) -> list[Stretch]:
    """The characters of a page that show, line by line, cut where the text object changes."""
    found: list[Stretch] = []
    for line in _LINE.finditer(text):
        first, end = line.span()
        last, space = end - 1, "?"
        opening, closing = object_of(textpage, first), object_of(textpage, last)
        if opening != closing:
            for before, start, owner in _changes(textpage, text, (first, opening), (last, closing)):
                found.append((first, before, space, owner))
                first, space = start, _space(textpage, before + 1, start)
        found.append((first, last, space, closing))
    return found


def _changes(
    textpage: Pointer, text: str, first: tuple[int, int], last: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Where the object changes between two characters: the last before, the first after, and the object before.

    The characters of an object follow one another; so a stretch with the same object at both ends has no other inside, and a
    change is found by halving. What was asked on the way is kept: it bounds the changes that follow.
    """
    (low, before), (high, after) = first, last
    known: list[tuple[int, int]] = []  # characters behind ``high`` and their objects, the nearest last
    while before != after or known:
        if before == after:
            low = high
            high, after = known.pop()
            continue
        middle = (low + high) // 2
        if middle == low or text[middle] <= " ":
            middle = _shown_between(text, low, high)
        if middle == high:
            yield low, high, before
            before = after
            continue
        between = object_of(textpage, middle)
        if between == before:
            low = middle
        else:
            known.append((high, after))
            high, after = middle, between


def _shown_between(text: str, low: int, high: int) -> int:
    """A character that shows, about half way between two others; the second of them where there is none."""
    half = middle = (low + high) // 2
    while middle > low and text[middle] <= " ":
        middle -= 1
    if middle == low:  # nothing but white space up to the right half
        middle = half + 1
        while text[middle] <= " ":
            middle += 1
    return middle


def _space(textpage: Pointer, start: int, end: int) -> str:
    """What lies between two text objects: nothing, a space of the file, which an object owns, or one that PDFium made."""
    if start == end:
        return ""
    return " " if object_of(textpage, start) or object_of(textpage, end - 1) else "?"
