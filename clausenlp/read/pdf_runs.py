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
from numpy.typing import NDArray

_INVISIBLE = 3  # text render mode: neither filled nor stroked
_ITALIC = 64  # bit 7 of the font flags (PDF 32000-1, table 123)
_ZERO_WIDTH = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_LINE_END_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_SYMBOL_FONT = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-"}
_REPLACED = {_LINE_END_HYPHEN: "-", "\ufffe": "-", "\u00a0": " ", "\t": " ", **_SYMBOL_FONT}
_SPACED = re.compile(r"\w(?: {1,3}\w){3,}")  # I n v i t e s
_SMALLEST = 0.5  # points: what is smaller cannot be seen
_THIN = 2.0  # points: a path that is thinner is a line
_SHORTEST_RULE = 30.0  # points

_SPACE = 32  # codes up to it are white space and control characters
_STEP = 16  # every so many characters the text object is asked for

Numbers = NDArray[Any]
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


def _function(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes pointers as plain numbers, so that ``map`` can call it without Python code between."""
    return ctypes.cast(function, ctypes.CFUNCTYPE(result, *arguments))


_INT, _SIZE, _POINTER = ctypes.c_int, ctypes.c_size_t, ctypes.c_void_p
_object_of = _function(pdfium.FPDFText_GetTextObject, _SIZE, _POINTER, _INT)
_unicode_of = _function(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_box_of = _function(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_matrix_of = _function(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_size_of = _function(pdfium.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
_color_of = _function(pdfium.FPDFText_GetFillColor, _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
_font_of = _function(pdfium.FPDFTextObj_GetFont, _SIZE, _POINTER)
_mode_of = _function(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_object_at = _function(pdfium.FPDFPage_GetObject, _SIZE, _POINTER, _INT)
_kind_of = _function(pdfium.FPDFPageObj_GetType, _INT, _POINTER)


def count_characters(textpage: Any) -> int:
    """How many characters a page has, before any of them is read."""
    return max(0, int(pdfium.FPDFText_CountChars(textpage)))


def read_page(page: Any, textpage: Any) -> Page:
    """The runs and rules of a page (handles of pypdfium2), turned as a viewer shows it."""
    frame = _Frame(page)
    count = count_characters(textpage)
    runs = _runs(page, textpage, count, frame) if count else []
    return Page(frame.width, frame.height, runs, _rules(page, frame))


class _Frame:
    """From the coordinates of a page's content (origin below, perhaps turned) to points from its upper left corner."""

    def __init__(self, page: Any) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self.box = box
        self.turn = int(pdfium.FPDFPage_GetRotation(page)) % 4
        across, down = box.right - box.left, box.top - box.bottom
        self.width, self.height = (down, across) if self.turn % 2 else (across, down)

    def is_flat(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box of the content (left, bottom, right, top) is a horizontal line as it is shown."""
        left, bottom, right, top = box
        across, down = (top - bottom, right - left) if self.turn % 2 else (right - left, top - bottom)
        return down < _THIN < across

    def place(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Places on the page as it is shown."""
        box = self.box
        if self.turn == 0:
            return x - box.left, box.top - y
        if self.turn == 1:
            return y - box.bottom, x - box.left
        if self.turn == 2:
            return box.right - x, y - box.bottom
        return box.top - y, box.right - x


def _runs(page: Any, textpage: Any, count: int, frame: _Frame) -> list[Run]:
    text = _text(textpage, count)
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    shown = np.flatnonzero(codes > _SPACE)
    return _measured(page, textpage, text, _stretches(textpage, shown), frame) if len(shown) else []


def _stretches(textpage: Any, shown: Numbers) -> list[_Stretch]:
    """The characters that show, cut where the text object changes: first, last + 1, what stands before, and the object."""
    owners, cuts = _cuts(textpage, shown)
    ends, starts = shown[cuts], shown[cuts + 1]
    inner = (
        starts - ends > 1
    )  # white space between two objects: of the file where an object owns it, else made by the library
    owned = _objects(textpage, np.concatenate([ends + inner, starts - inner])).reshape(2, -1).any(axis=0)
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
    owners[at] = _objects(textpage, shown[at])
    low, high, found = at[:-1], at[1:], []
    while len(low):
        changes = owners[low] != owners[high]
        low, high = low[changes], high[changes]
        close = high - low == 1
        found.append(low[close])
        low, high = low[~close], high[~close]
        middle = (low + high) // 2
        owners[middle] = _objects(textpage, shown[middle])
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
    return owners, np.sort(np.concatenate([*found, np.zeros(0, int)]))


def _objects(textpage: Any, at: Numbers) -> Numbers:
    """The text objects (addresses) of characters, 0 where the library made the character."""
    return np.fromiter(map(_object_of, repeat(textpage), at.tolist()), np.uint64, len(at))


def _text(textpage: Any, count: int) -> str:
    """The characters of a page, one for each index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = int(pdfium.FPDFText_GetText(textpage, 0, count, buffer)) - 1
    text = memoryview(buffer).cast("B")[: 2 * max(0, written)].tobytes().decode("utf-16-le", "replace")
    if len(text) != count:  # characters beyond the basic plane, or without a code
        text = "".join(map(_character, map(_unicode_of, repeat(textpage, count), range(count))))
    for odd, plain in _REPLACED.items():
        if odd in text:
            text = text.replace(odd, plain)
    return text


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _measured(page: Any, textpage: Any, text: str, stretches: list[_Stretch], frame: _Frame) -> list[Run]:
    firsts = [stretch[0] for stretch in stretches]
    lasts = [stretch[1] - 1 for stretch in stretches]
    handles = [stretch[3] for stretch in stretches]
    left, right = _table(_box_of, textpage, firsts, np.float32, 4), _table(_box_of, textpage, lasts, np.float32, 4)
    matrix = _table(_matrix_of, textpage, firsts, np.float32, 6)
    sizes = np.fromiter(map(_size_of, repeat(textpage), firsts), float, len(firsts)) * np.hypot(
        matrix[:, 2], matrix[:, 3]
    )
    x0, top = frame.place(left[:, 0], left[:, 1])
    x1, bottom = frame.place(right[:, 2], left[:, 3])
    _, base = frame.place(matrix[:, 4], matrix[:, 5])
    quarter = np.rint(np.arctan2(matrix[:, 1], matrix[:, 0]) / (np.pi / 2)).astype(int)
    turned = (quarter - frame.turn) % 4 != 0
    fonts = _fonts(textpage, firsts, handles)
    outside = (x1 < 0) | (x0 > frame.width) | (base < 0) | (base > frame.height)
    hidden = _hidden(page, textpage, firsts, handles, sizes) | outside
    if hidden.mean() > 0.5:
        hidden[:] = False  # the text layer of a scanned page lies unseen under its picture
    rows = zip(
        stretches,
        np.stack([x0, x1, base, base - top, bottom - base, sizes], axis=1).tolist(),
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


def _visible(text: str) -> str:
    """Text without characters of no width, which show nothing and stand in the middle of words, and without letter-spacing."""
    if text[1:2] == " " and _SPACED.fullmatch(text):
        text = " ".join(word.replace(" ", "") for word in re.split(r" {2,}", text))
    return text if text.isascii() else text.translate(_ZERO_WIDTH)


def _table(function: Any, textpage: Any, at: list[int], kind: Any, columns: int) -> Numbers:
    """What a function of PDFium writes for characters: a row of numbers each."""
    table = np.zeros((len(at), columns), kind)
    address, step = table.ctypes.data, table.strides[0]
    for _ in map(function, repeat(textpage), at, range(address, address + step * len(at), step)):
        pass
    return table


def _fonts(textpage: Any, at: list[int], handles: list[int]) -> list[tuple[bool, bool]]:
    """For each run whether its font is italic, and whether it draws barcodes."""
    known: dict[int, tuple[bool, bool]] = {}
    found = []
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for index, font in zip(at, map(_font_of, handles), strict=True):
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
    for _ in map(_color_of, repeat(textpage), at, *cells):
        pass
    pale = (colors[:, :3].min(axis=1) >= 250) | (colors[:, 3] == 0)
    invisible = np.fromiter(map(_mode_of, handles), int, len(handles)) == _INVISIBLE
    hidden: Numbers = invisible | (sizes < _SMALLEST)
    return hidden | pale if pale.any() and not _has_color(page) else hidden


def _others(page: Any, kind: int) -> list[int]:
    """The objects of a page of a kind."""
    count = int(pdfium.FPDFPage_CountObjects(page))
    objects = list(map(_object_at, repeat(page, count), range(count)))
    return [handle for handle, found in zip(objects, map(_kind_of, objects), strict=True) if found == kind]


def has_picture(page: Any) -> bool:
    """Whether a page shows a picture."""
    return bool(_others(page, pdfium.FPDF_PAGEOBJ_IMAGE) or _others(page, pdfium.FPDF_PAGEOBJ_FORM))


def _has_color(page: Any) -> bool:
    """Whether white text may be seen on a page, since it has a picture or a surface that is not white."""
    if has_picture(page):
        return True
    values = [ctypes.c_uint() for _ in range(4)]
    for handle in _others(page, pdfium.FPDF_PAGEOBJ_PATH):
        box = _bounds(handle)
        pdfium.FPDFPageObj_GetFillColor(_as_object(handle), *values)
        if box[3] - box[1] > _THIN and min(value.value for value in values[:3]) < 250:
            return True
    return False


def _as_object(handle: int) -> Any:
    return ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)


def _bounds(handle: int) -> tuple[float, float, float, float]:
    values = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(_as_object(handle), *values)
    left, bottom, right, top = (value.value for value in values)
    return left, bottom, right, top


def _rules(page: Any, frame: _Frame) -> list[tuple[float, float, float]]:
    """The thin horizontal lines of a page, pieces that touch joined, from top to bottom."""
    thin = [box for box in map(_bounds, _others(page, pdfium.FPDF_PAGEOBJ_PATH)) if frame.is_flat(box)]
    placed = []
    for left, bottom, right, top in thin:
        (xa, xb), (ya, yb) = frame.place(np.array([left, right]), np.array([bottom, top]))
        placed.append((float((ya + yb) / 2), float(min(xa, xb)), float(max(xa, xb))))
    joined: list[tuple[float, float, float]] = []
    for y, x0, x1 in sorted((round(y), x0, x1) for y, x0, x1 in placed):
        if joined and joined[-1][2] == y and x0 - joined[-1][1] < _THIN:
            x0, x1 = joined[-1][0], max(x1, joined.pop()[1])
        joined.append((x0, x1, y))
    return [rule for rule in joined if rule[1] - rule[0] > _SHORTEST_RULE]
