"""PDFium asked in bulk: a function for many characters of a page at once, without Python code between the calls."""

import ctypes
from collections import deque
from collections.abc import Sequence
from itertools import repeat
from threading import local
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Numbers = NDArray[Any]

_LINE_END_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_SYMBOL_FONT = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-"}
_REPLACED = {_LINE_END_HYPHEN: "-", "\ufffe": "-", "\u00a0": " ", "\t": " ", "\r": "\n", **_SYMBOL_FONT}
_ROWS = 256  # asked at once: a page has about a hundred runs
_call_all = deque[Any](maxlen=0).extend  # exhausts an iterator and keeps nothing


Pointer = Any  # what ``ctypes.byref`` gives


def _function(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that ``map`` can call without Python code between the calls.

    It answers at once, so it keeps Python's lock. Where no types of arguments are declared none are converted, which halves
    the time of a call: it must be given a ``Pointer`` for each address, and an int for each int.
    """
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))


_INT, _SIZE, _ADDRESS = ctypes.c_int, ctypes.c_size_t, ctypes.c_void_p
object_of = _function(pdfium.FPDFText_GetTextObject, _SIZE)  # (text page, index) -> its address as a number, 0 for none
unicode_of = _function(pdfium.FPDFText_GetUnicode, ctypes.c_uint)  # (text page, index)
size_of = _function(pdfium.FPDFText_GetFontSize, ctypes.c_double)  # (text page, index)
font_of = _function(pdfium.FPDFTextObj_GetFont, _SIZE, _ADDRESS)  # (address of an object)
mode_of = _function(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)  # (address of an object)
object_at = _function(pdfium.FPDFPage_GetObject, _SIZE)  # (page, index) -> its address
kind_of = _function(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)  # (address of an object)
_text_of = _function(pdfium.FPDFText_GetText, _INT)  # (text page, index, count, buffer)
_style_of = _function(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, _ADDRESS, _INT, _ADDRESS, ctypes.c_ulong, _ADDRESS)


def pointer_to(handle: Any) -> Pointer:
    """What a handle of pypdfium2 points to."""
    return ctypes.byref(handle.contents)


def pointer_at(address: int) -> Pointer:
    """A pointer to an object whose address PDFium gave as a number."""
    return ctypes.byref(ctypes.c_char.from_address(address))


def count_characters(textpage: Any) -> int:
    """How many characters a page has, before any of them is read."""
    return max(0, int(pdfium.FPDFText_CountChars(textpage)))


def read_text(textpage: Pointer, count: int) -> str:
    """The characters of a page, one for each index; "\\n" for each character of a line end."""
    codes = np.zeros(count + 1, np.uint16)
    written = _text_of(textpage, 0, count, pointer_at(codes.ctypes.data)) - 1
    text = codes[: max(0, written)].tobytes().decode("utf-16-le", "replace")
    if len(text) != count:  # characters beyond the basic plane, or without a code
        text = "".join(map(_character, map(unicode_of, repeat(textpage), range(count))))
    for odd, plain in _REPLACED.items():
        if odd in text:
            text = text.replace(odd, plain)
    return text


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def read_style(textpage: Pointer, index: int) -> tuple[bytes, int]:
    """The name of a character's font and its flags (PDF 32000-1, table 123)."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    _style_of(textpage, index, name, 128, ctypes.byref(flags))
    return name.value, flags.value


class Question(local):
    """A function of PDFium that writes numbers: to one address, or each number to its own.

    The pointers are made once a thread: to make one takes as long as to ask.
    """

    def __init__(self, function: Any, kind: Any, columns: int, *, apart: bool = False) -> None:
        self.function = _function(function, _INT)
        self.table = np.zeros((_ROWS, columns), kind)
        start, step = self.table.ctypes.data, self.table.itemsize
        firsts = range(columns if apart else 1)
        self.cells = [[pointer_at(start + step * (row * columns + n)) for row in range(_ROWS)] for n in firsts]

    def ask(self, count: int, *arguments: Sequence[Any]) -> Numbers:
        """A row of numbers for each of so many arguments; zeros where PDFium has no answer."""
        found = np.empty((count, self.table.shape[1]), self.table.dtype)
        for start in range(0, count, _ROWS):
            self.table.fill(0)
            asked = [argument[start : start + _ROWS] for argument in arguments]
            _call_all(map(self.function, *asked, *self.cells))
            found[start : start + _ROWS] = self.table[: count - start]
        return found

    def of_characters(self, textpage: Pointer, at: Sequence[int]) -> Numbers:
        """A row of numbers for each character of a page."""
        return self.ask(len(at), [textpage] * len(at), at)


boxes = Question(pdfium.FPDFText_GetLooseCharBox, np.float32, 4)  # left, top, right, bottom
matrices = Question(pdfium.FPDFText_GetMatrix, np.float32, 6)
colors = Question(pdfium.FPDFText_GetFillColor, np.uint32, 4, apart=True)
bounds = Question(pdfium.FPDFPageObj_GetBounds, np.float32, 4, apart=True)  # left, bottom, right, top
