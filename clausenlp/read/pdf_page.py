"""What PDFium says of an open page, as it says it: its text in stretches, their numbers, and what else is drawn."""

from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from clausenlp.read.pdf_calls import (
    Numbers,
    Pointer,
    boxes,
    colors,
    count_characters,
    font_of,
    matrices,
    mode_of,
    pointer_to,
    read_style,
    read_text,
    size_of,
)
from clausenlp.read.pdf_drawings import PALE, Frame, has_color, path_bounds
from clausenlp.read.pdf_stretches import Stretch, cut_text

_INVISIBLE = 3  # text render mode: neither filled nor stroked
_ITALIC = 64  # bit 7 of the font flags (PDF 32000-1, table 123)
_BLACK = np.array([0, 0, 0, 255], np.uint32).tobytes()


@dataclass(slots=True)
class Answers:
    """A page as PDFium tells of it; it may be closed then.

    ``paths`` are left, bottom, right and top of what is drawn. The rest has a row for each stretch of text: what stands before,
    the loose boxes of its first and last character, the matrix and the font size of the first, whether its font is italic,
    whether it draws barcodes, and whether it is drawn so that it cannot be seen.
    """

    frame: Frame
    paths: list[list[float]]
    texts: list[str]
    spaces: list[str]
    opening: Numbers
    closing: Numbers
    matrix: Numbers
    sizes: list[float]
    italic: list[bool]
    code: list[bool]
    unseen: list[bool]


def ask_page(page: Any, textpage: Any) -> Answers:
    """All that is asked of a page (handles of pypdfium2)."""
    handle = pointer_to(textpage)
    text = read_text(handle, count_characters(textpage))
    firsts, lasts, spaces, objects = _columns(cut_text(handle, text))
    italic, code = _styles(handle, firsts, objects)
    return Answers(
        frame=Frame(page),
        paths=path_bounds(page, frozenset(objects)),
        texts=[text[first : last + 1] for first, last in zip(firsts, lasts, strict=True)],
        spaces=spaces,
        opening=boxes.of_characters(handle, firsts),
        closing=boxes.of_characters(handle, lasts),
        matrix=matrices.of_characters(handle, firsts),
        sizes=list(map(size_of, repeat(handle), firsts)),
        italic=italic,
        code=code,
        unseen=_unseen(page, handle, firsts, objects),
    )


def _columns(found: list[Stretch]) -> tuple[list[int], list[int], list[str], list[int]]:
    firsts, lasts, spaces, objects = zip(*found, strict=True) if found else ((), (), (), ())
    return list(firsts), list(lasts), list(spaces), list(objects)


def _styles(textpage: Pointer, at: list[int], objects: list[int]) -> tuple[list[bool], list[bool]]:
    """For each stretch whether its font is italic, and whether it draws barcodes."""
    fonts = list(map(font_of, objects))
    styles = {font: _style(textpage, index) for font, index in dict(zip(fonts, at, strict=True)).items()}
    return [styles[font][0] for font in fonts], [styles[font][1] for font in fonts]


def _style(textpage: Pointer, index: int) -> tuple[bool, bool]:
    name, flags = read_style(textpage, index)
    name = name.lower()
    return bool(flags & _ITALIC) or b"italic" in name or b"oblique" in name, b"barcode" in name


def _unseen(page: Any, textpage: Pointer, at: list[int], objects: list[int]) -> list[bool]:
    """For each stretch whether it is drawn invisibly, or in white on white."""
    unseen = [mode == _INVISIBLE for mode in map(mode_of, objects)]
    fills = colors.of_characters(textpage, at)
    if fills.tobytes() == _BLACK * len(at):
        return unseen
    pale = (fills[:, :3].min(axis=1) >= PALE) | (fills[:, 3] == 0)
    return (pale | unseen).tolist() if pale.any() and not has_color(page) else unseen
