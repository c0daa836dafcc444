"""A page of a PDF -> runs: what one text object shows without a break, with its place, size and style.

PDFium is asked in bulk: which text object each character belongs to, and geometry and style only where the object changes,
about a hundred times a page instead of three thousand.
"""

import ctypes
import re
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from clausenlp.read.pdf_calls import (
    Numbers,
    ask,
    box_of,
    color_of,
    count_characters,
    font_of,
    matrix_of,
    mode_of,
    owners_of,
    read_text,
    size_of,
)
from clausenlp.read.pdf_drawings import PALE, Frame, find_rules, has_color

_INVISIBLE = 3  # text render mode: neither filled nor stroked
_ITALIC = 64  # bit 7 of the font flags (PDF 32000-1, table 123)
_ZERO_WIDTH = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SPACED = re.compile(r"\w(?: {1,3}\w){3,}")  # I n v i t e s
_SMALLEST = 0.5  # points: what is smaller cannot be seen
_FAR = 100_000.0  # points: no page is as big
_SIDEWAYS = 0.8  # share of the runs that are turned the same way on a page set sideways
_SPACE = 32  # codes up to it are white space and control characters
_STEP = 16  # every so many characters the text object is asked for

_Stretch = tuple[int, int, str, int]


@dataclass(slots=True)
class Run:
    """Characters of one text object: ``x0``, ``x1`` and the baseline ``y`` in points from the upper left corner of the page.

    ``height`` is from the top of the font's box to its baseline, ``depth`` from there to its bottom. ``space`` says what stands
    before the run: "" nothing, " " a space of the file, "?" one that the library made of a gap. ``turned`` is text that does not
    run from left to right; ``code`` text in a font of barcodes.
    """

    text: str
    x0: float
    x1: float
    y: float
    height: float
    depth: float
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
    frame = Frame(page)
    count = count_characters(textpage)
    runs = _runs(page, textpage, count, frame) if count else []
    return Page(frame.width, frame.height, runs, find_rules(page, frame))


def _runs(page: Any, textpage: Any, count: int, frame: Frame) -> list[Run]:
    text = read_text(textpage, count)
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    shown = np.flatnonzero(codes > _SPACE)
    return _measured(page, textpage, text, _stretches(textpage, shown), frame) if len(shown) else []


def _stretches(textpage: Any, shown: Numbers) -> list[_Stretch]:
    """The characters that show, cut where the text object changes: first, last + 1, what stands before, and the object."""
    owners, cuts = _cuts(textpage, shown)
    ends, starts = shown[cuts], shown[cuts + 1]
    inner = starts - ends > 1  # white space: of the file where an object owns it, else made by the library
    owned = owners_of(textpage, np.concatenate([ends + inner, starts - inner])).reshape(2, -1).any(axis=0)
    spaces = np.where(inner, np.where(owned, " ", "?"), "")
    firsts, lasts = [int(shown[0]), *starts.tolist()], [*(ends + 1).tolist(), int(shown[-1]) + 1]
    objects = owners[np.concatenate([[0], cuts + 1])].tolist()
    return list(zip(firsts, lasts, ["", *spaces.tolist()], objects, strict=True))


def _cuts(textpage: Any, shown: Numbers) -> tuple[Numbers, Numbers]:
    """Behind which of the characters that show the text object changes, and the objects of those round each change.

    The characters of an object follow one another; so samples that have the same object have no other between them, and a
    change is found by halving.
    """
    owners = np.zeros(len(shown), np.uint64)
    at = np.unique(np.append(np.arange(0, len(shown), _STEP), len(shown) - 1))
    owners[at] = owners_of(textpage, shown[at])
    low, high, found = at[:-1], at[1:], []
    while len(low):
        changes = owners[low] != owners[high]
        low, high = low[changes], high[changes]
        close = high - low == 1
        found.append(low[close])
        low, high = low[~close], high[~close]
        middle = (low + high) // 2
        owners[middle] = owners_of(textpage, shown[middle])
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
    return owners, np.sort(np.concatenate([*found, np.zeros(0, int)]))


def _measured(page: Any, textpage: Any, text: str, stretches: list[_Stretch], frame: Frame) -> list[Run]:
    firsts = [stretch[0] for stretch in stretches]
    lasts = [stretch[1] - 1 for stretch in stretches]
    handles = [stretch[3] for stretch in stretches]
    left, right = ask(box_of, textpage, firsts, np.float32, 4), ask(box_of, textpage, lasts, np.float32, 4)
    matrix = ask(matrix_of, textpage, firsts, np.float32, 6)
    scale = np.hypot(matrix[:, 2], matrix[:, 3])
    sizes = scale * np.fromiter(map(size_of, repeat(textpage), firsts), float, len(firsts))
    quarters = np.rint(np.arctan2(matrix[:, 1], matrix[:, 0]) / (np.pi / 2)).astype(int) % 4
    most = int(np.bincount(quarters).argmax())
    if most != frame.turn and (quarters == most).mean() > _SIDEWAYS:
        frame.turn_to(most)  # a wide page set sideways: it is read, and its places are given, as its reader turns it
    x0, top, _, bottom = _corners(frame, left)
    _, _, x1, _ = _corners(frame, right)
    _, base = frame.place(matrix[:, 4], matrix[:, 5])
    turned = (quarters - frame.turn) % 4 != 0
    fonts = _fonts(textpage, firsts, handles)
    outside = ~np.isfinite(x0 + x1 + base) | (x1 < 0) | (x0 > frame.width) | (base < 0) | (base > frame.height)
    hidden = _hidden(page, textpage, firsts, handles, sizes) | outside
    if hidden.mean() > 0.5:
        hidden[:] = False  # the text layer of a scanned page lies unseen under its picture
    rows = zip(
        stretches,
        _sane(np.stack([x0, x1, base, base - top, bottom - base, np.maximum(sizes, _SMALLEST)], axis=1)).tolist(),
        turned.tolist(),
        fonts,
        hidden.tolist(),
        strict=True,
    )
    return [
        Run(shown, *numbers, space, italic, unseen, aside, code)  # type: ignore[call-arg]
        for (first, last, space, _), numbers, aside, (italic, code), unseen in rows
        if (shown := _visible(text[first:last]))
    ]


def _corners(frame: Frame, boxes: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Left, top, right and bottom of boxes on the page as it is shown."""
    xa, ya = frame.place(boxes[:, 0], boxes[:, 1])
    xb, yb = frame.place(boxes[:, 2], boxes[:, 3])
    return np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)


def _sane(places: Numbers) -> Numbers:
    """Places without infinities and the like, which damaged files give."""
    finite: Numbers = np.nan_to_num(places, posinf=_FAR, neginf=-_FAR).clip(-_FAR, _FAR)
    return finite


def _visible(text: str) -> str:
    """Text without characters of no width, which show nothing and stand in the middle of words, and without letter-spacing."""
    if text[1:2] == " " and _SPACED.fullmatch(text):
        text = " ".join(word.replace(" ", "") for word in re.split(r" {2,}", text))
    return text if text.isascii() else text.translate(_ZERO_WIDTH)


def _fonts(textpage: Any, at: list[int], handles: list[int]) -> list[tuple[bool, bool]]:
    """For each run whether its font is italic, and whether it draws barcodes."""
    known: dict[int, tuple[bool, bool]] = {}
    found = []
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for index, font in zip(at, map(font_of, handles), strict=True):
        if font not in known:
            pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
            lower = name.value.lower()
            known[font] = (
                bool(flags.value & _ITALIC) or b"italic" in lower or b"oblique" in lower,
                b"barcode" in lower,
            )
        found.append(known[font])
    return found


def _hidden(page: Any, textpage: Any, at: list[int], handles: list[int], sizes: Numbers) -> Numbers:
    """For each run whether the page does not show it: drawn invisibly, in white on white, or too small to see."""
    colors = np.zeros((len(at), 4), np.uint32)
    address = colors.ctypes.data
    cells = [range(address + 4 * n, address + 4 * n + 16 * len(at), 16) for n in range(4)]
    for _ in map(color_of, repeat(textpage), at, *cells):
        pass
    pale = (colors[:, :3].min(axis=1) >= PALE) | (colors[:, 3] == 0)
    invisible = np.fromiter(map(mode_of, handles), int, len(handles)) == _INVISIBLE
    hidden: Numbers = invisible | (sizes < _SMALLEST)
    return hidden | pale if pale.any() and not has_color(page) else hidden
