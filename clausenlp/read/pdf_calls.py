"""PDFium asked in bulk: a function for many characters of a page at once, without Python code between the calls."""

import ctypes
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Numbers = NDArray[Any]

_LINE_END_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_SYMBOL_FONT = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-"}
_REPLACED = {_LINE_END_HYPHEN: "-", "\ufffe": "-", "\u00a0": " ", "\t": " ", **_SYMBOL_FONT}


def _function(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes pointers as plain numbers, so that ``map`` can call it without Python code between."""
    return ctypes.cast(function, ctypes.CFUNCTYPE(result, *arguments))


_INT, _SIZE, _POINTER = ctypes.c_int, ctypes.c_size_t, ctypes.c_void_p
object_of = _function(pdfium.FPDFText_GetTextObject, _SIZE, _POINTER, _INT)
unicode_of = _function(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
box_of = _function(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
matrix_of = _function(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
size_of = _function(pdfium.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
color_of = _function(pdfium.FPDFText_GetFillColor, _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
font_of = _function(pdfium.FPDFTextObj_GetFont, _SIZE, _POINTER)
mode_of = _function(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
object_at = _function(pdfium.FPDFPage_GetObject, _SIZE, _POINTER, _INT)
kind_of = _function(pdfium.FPDFPageObj_GetType, _INT, _POINTER)


def count_characters(textpage: Any) -> int:
    """How many characters a page has, before any of them is read."""
    return max(0, int(pdfium.FPDFText_CountChars(textpage)))


def read_text(textpage: Any, count: int) -> str:
    """The characters of a page, one for each index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = int(pdfium.FPDFText_GetText(textpage, 0, count, buffer)) - 1
    text = memoryview(buffer).cast("B")[: 2 * max(0, written)].tobytes().decode("utf-16-le", "replace")
    if len(text) != count:  # characters beyond the basic plane, or without a code
        text = "".join(map(_character, map(unicode_of, repeat(textpage, count), range(count))))
    for odd, plain in _REPLACED.items():
        if odd in text:
            text = text.replace(odd, plain)
    return text


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def owners_of(textpage: Any, at: Numbers) -> Numbers:
    """The text objects (addresses) of characters, 0 where the library made the character."""
    return np.fromiter(map(object_of, repeat(textpage), at.tolist()), np.uint64, len(at))


def ask(function: Any, textpage: Any, at: list[int], kind: Any, columns: int) -> Numbers:
    """What a function of PDFium writes for characters: a row of numbers each."""
    table = np.zeros((len(at), columns), kind)
    address, step = table.ctypes.data, table.strides[0]
    for _ in map(function, repeat(textpage), at, range(address, address + step * len(at), step)):
        pass
    return table
