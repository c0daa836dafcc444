"""What PDFium says of pages -> their runs: what one text object shows without a break, with its place, size and style.

Pages of one shape are measured together: a page has so few numbers that each step costs more than they do.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Any

import numpy as np

from clausenlp.read.pdf_calls import Numbers
from clausenlp.read.pdf_drawings import Frame, find_rules
from clausenlp.read.pdf_page import Answers, ask_page

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPACED = re.compile(r"\w(?: {1,3}\w){3,}")  # I n v i t e s
_SMALLEST = 0.5  # points: what is smaller cannot be seen
_FAR = 100_000.0  # points: no page is as big
_SIDEWAYS = 0.8  # share of the runs that are turned the same way on a page set sideways


@dataclass(slots=True)
class Run:
    """Characters of one text object: ``x0``, ``x1`` and the baseline ``y`` in points from the upper left corner of the page.

    ``top`` and ``bottom`` are those of the font's box. ``space`` says what stands before the run: "" nothing, " " a space of the
    file, "?" one that the library made of a gap. ``turned`` is text that does not run from left to right; ``code`` text in a
    font of barcodes.
    """

    text: str
    x0: float
    x1: float
    y: float
    top: float
    bottom: float
    size: float
    space: str
    italic: bool
    hidden: bool
    turned: bool
    code: bool


@dataclass(slots=True)
class Page:
    """The runs of a page in the order of the file, its size in points, and its thin horizontal lines as (x0, x1, y)."""

    width: float
    height: float
    runs: list[Run]
    rules: list[tuple[float, float, float]]


def read_page(page: Any, textpage: Any) -> Page:
    """The runs and rules of a page (handles of pypdfium2), turned as a viewer shows it."""
    return measure_pages([ask_page(page, textpage)])[0]


def measure_pages(pages: Sequence[Answers]) -> list[Page]:
    """The runs and rules of pages."""
    turned = [_turned(page) for page in pages]
    alike: dict[tuple[float, ...], list[int]] = {}
    for i, page in enumerate(pages):
        alike.setdefault(page.frame.shape, []).append(i)
    runs: dict[int, list[Run]] = {}
    for group in alike.values():
        found = _measured([pages[i] for i in group], np.concatenate([turned[i] for i in group]))
        runs.update(zip(group, found, strict=True))
    return [
        Page(page.frame.width, page.frame.height, runs[i], find_rules(page.paths, page.frame))
        for i, page in enumerate(pages)
    ]


def _turned(page: Answers) -> Numbers:
    """For each run whether it does not run from left to right; a wide page set sideways is turned as its reader turns it."""
    across, up = page.matrix[:, 0], page.matrix[:, 1]
    if (up == 0).all() and (across > 0).all():  # as on nearly all pages
        quarters = np.zeros(len(across), int)
    else:
        quarters = np.rint(np.arctan2(up, across) / (np.pi / 2)).astype(int) % 4
    most = int(np.bincount(quarters, minlength=1).argmax())
    if most != page.frame.turn and np.count_nonzero(quarters == most) > _SIDEWAYS * len(quarters):
        page.frame.turn_to(most)
    turned: Numbers = quarters != page.frame.turn
    return turned


def _measured(pages: Sequence[Answers], turned: Numbers) -> Iterator[list[Run]]:
    """The runs of each of some pages that have the same shape."""
    *places, sizes, outside = _placed(pages, pages[0].frame)
    unseen = np.array(_column(pages, "unseen"), bool) | (sizes < _SMALLEST) | outside
    x0, x1, base, height, depth, sizes = _sane(np.stack((*places, sizes)))
    runs = map(
        Run,
        _visible(_column(pages, "texts")),
        *np.stack((x0, x1, base, base - height, base + depth, np.maximum(sizes, _SMALLEST))).tolist(),
        _column(pages, "spaces"),
        _column(pages, "italic"),
        _hidden(unseen, list(accumulate(len(page.texts) for page in pages))).tolist(),
        turned.tolist(),
        _column(pages, "code"),
    )
    return ([run for run in islice(runs, len(page.texts)) if run.text] for page in pages)


def _placed(pages: Sequence[Answers], frame: Frame) -> tuple[Numbers, ...]:
    """For each run: left, right, baseline, what is above and below it, type size, and whether it lies outside of the page."""
    matrix = np.concatenate([page.matrix for page in pages])
    x0, top, _, bottom = _corners(frame, np.concatenate([page.opening for page in pages]))
    _, _, x1, _ = _corners(frame, np.concatenate([page.closing for page in pages]))
    _, base = frame.place(matrix[:, 4], matrix[:, 5])
    sizes = np.hypot(matrix[:, 2], matrix[:, 3]) * np.array(_column(pages, "sizes"), float)
    outside = ~np.isfinite(x0 + x1 + base) | (x1 < 0) | (x0 > frame.width) | (base < 0) | (base > frame.height)
    return x0, x1, base, base - top, bottom - base, sizes, outside


def _column(pages: Iterable[Answers], name: str) -> list[Any]:
    return list(chain.from_iterable(map(attrgetter(name), pages)))


def _hidden(unseen: Numbers, ends: list[int]) -> Numbers:
    """Of what cannot be seen, on pages that end at ``ends``, all but the text layers that lie under the picture of a scan."""
    if unseen.any():
        for page in np.split(unseen, ends):
            if 2 * np.count_nonzero(page) > len(page):
                page[:] = False
    return unseen


def _corners(frame: Frame, boxes: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Left, top, right and bottom of boxes on the page as it is shown."""
    xa, ya = frame.place(boxes[:, 0], boxes[:, 1])
    xb, yb = frame.place(boxes[:, 2], boxes[:, 3])
    return np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)


def _sane(places: Numbers) -> Numbers:
    """Places without infinities and the like, which damaged files give."""
    if np.abs(places).max(initial=0.0) <= _FAR:  # false for what is no number
        return places
    kept: Numbers = np.where(np.isfinite(places), places, 0.0).clip(-_FAR, _FAR)
    return kept


def _visible(texts: list[str]) -> list[str]:
    """Texts without characters of no width, which show nothing and stand in the middle of words, and without letter-spacing."""
    texts = [_closed(text) if text[1:2] == " " else text for text in texts]
    whole = "\n".join(texts)
    for sign in _ZERO_WIDTH:
        if sign in whole:
            texts = [text.replace(sign, "") for text in texts]
    return texts


def _closed(text: str) -> str:
    """Text without letter-spacing."""
    return " ".join(word.replace(" ", "") for word in re.split(r" {2,}", text)) if _SPACED.fullmatch(text) else text
