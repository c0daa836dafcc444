"""The words of a clause as HTML: clean, escaped, with the triggers of its acts and its footnote marks set off."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from clausenlp.pipeline.clean import clean_text
from clausenlp.write.again import View

# Places in the text are kept through cleaning and escaping by three of Unicode's noncharacters, which no text may hold.
_ACT, _ACT_END, _MARK = "\ufdd0", "\ufdd1", "\ufdd2"
_PLACES = re.compile(f"[{_ACT}-{_MARK}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # HTML forbids them
_BRACKETS = re.compile(r"</?sup>|[\[\]^\s]")  # of a footnote mark: <sup>2</sup>   [^4]
FORCES = ("reinforcing", "observing", "evaluative", "directive", "deciding", "invoking")


def safe(value: Any) -> str:
    """A value as text that can stand anywhere in a page, attributes included."""
    return escape(_CONTROL.sub("\ufffd", _PLACES.sub("\ufffd", str(value))))


def force_class(force: str | None) -> str:
    """The CSS class of a force; what is none of ours gets no colour."""
    return force if force in FORCES else "none"


def words(view: View, clause: dict[str, Any], start: int, end: int) -> str:
    """A stretch of a clause as HTML: what ``clean_text`` makes of it, the triggers of its acts as ``<mark>``."""
    acts = [(n, act) for n, act in enumerate(clause["acts"]) if start <= act["start"] < act["end"] <= end]
    furniture = view.inside(start, end)
    marks = [view.text[piece.start : piece.end] for piece in furniture if piece.kind == "mark"]
    tags = {
        _ACT: iter([_opening(act, first=n == 0) for n, act in sorted(acts, key=lambda pair: pair[1]["start"])]),
        _ACT_END: iter(["</mark>"] * len(acts)),
        _MARK: iter([f"<sup>{safe(_BRACKETS.sub('', mark))}</sup>" for mark in marks]),
    }
    cuts = [(piece.start, piece.end, _MARK if piece.kind == "mark" else " ") for piece in furniture]
    for _, act in acts:
        cuts += [(act["start"], act["start"], _ACT), (act["end"], act["end"], _ACT_END)]
    clean = clean_text("".join(_with_places(view.text, cuts, start, end)))
    return _PLACES.sub(lambda place: next(tags[place.group()]), escape(_CONTROL.sub("\ufffd", clean)))


def _with_places(text: str, cuts: list[tuple[int, int, str]], start: int, end: int) -> Iterator[str]:
    """The text from ``start`` to ``end`` in pieces; a cut is where it is, where the text goes on, and what stands there."""
    at = start
    for where, goes_on, instead in sorted(cuts, key=lambda cut: cut[:2]):
        yield _PLACES.sub("\ufffd", text[at : max(at, where)])
        yield instead
        at = max(at, goes_on)
    yield _PLACES.sub("\ufffd", text[at : max(at, end)])


def _opening(act: dict[str, Any], *, first: bool) -> str:
    """The tag before a trigger; that of a further act names its function, which the style sheet shows."""
    said = f"{act['function']}, {act['force'] or 'no force'}, score {act['score']:.3f}"
    more = "" if first else f' data-function="{safe(name_of(act["function"]))}"'
    return f'<mark class="{force_class(act["force"])}" title="{safe(said)}"{more}>'


def name_of(function: str) -> str:
    """A function in words: "call_upon" -> "call upon"."""
    return function.replace("_", " ")
