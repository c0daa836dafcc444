"""What a page of a PDF draws besides its text: thin lines, pictures, surfaces; and how it is turned."""

import ctypes
from collections.abc import Collection
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from clausenlp.read.pdf_calls import bounds, kind_of, object_at, pointer_at, pointer_to

_THIN = 2.0  # points: a path that is thinner is a line
_SHORTEST_RULE = 30.0  # points
PALE = 250  # of 255: a color whose parts are all as bright is white
_MOST = 0.5  # of the page's area
_MOST_DRAWN = 20_000  # objects of a page: a map; what it draws is not looked at


class Frame:
    """From the coordinates of a page's content (origin below, perhaps turned) to points from its upper left corner."""

    def __init__(self, page: Any) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self.box = box
        self.turn_to(int(pdfium.FPDFPage_GetRotation(page)) % 4)

    def turn_to(self, quarters: int) -> None:
        """Turn the page by so many quarters from how its content is written."""
        across, down = self.box.right - self.box.left, self.box.top - self.box.bottom
        self.turn = quarters
        self.width, self.height = (down, across) if quarters % 2 else (across, down)

    @property
    def shape(self) -> tuple[float, ...]:
        """What ``place`` goes by."""
        return self.turn, self.box.left, self.box.bottom, self.box.right, self.box.top

    def place(self, x: Any, y: Any) -> tuple[Any, Any]:
        """A place on the page as it is shown, or many: numbers or arrays."""
        box = self.box
        if self.turn == 0:
            return x - box.left, box.top - y
        if self.turn == 1:
            return y - box.bottom, x - box.left
        if self.turn == 2:
            return box.right - x, y - box.bottom
        return box.top - y, box.right - x


def _others(page: Any, kind: int, known: Collection[int] = ()) -> list[int]:
    """The addresses of the objects of a page of a kind, but for some whose kind is known to be another."""
    count = min(_MOST_DRAWN, int(pdfium.FPDFPage_CountObjects(page)))
    objects = [handle for handle in map(object_at, repeat(pointer_to(page)), range(count)) if handle not in known]
    return [handle for handle, found in zip(objects, map(kind_of, objects), strict=True) if found == kind]


def _bounds(objects: list[int]) -> list[list[float]]:
    """Left, bottom, right and top of objects."""
    found: list[list[float]] = bounds.ask(len(objects), list(map(pointer_at, objects))).tolist()
    return found


def path_bounds(page: Any, texts: Collection[int] = ()) -> list[list[float]]:
    """Left, bottom, right and top of each path that a page draws, among its objects but for those that are known as texts."""
    return _bounds(_others(page, pdfium.FPDF_PAGEOBJ_PATH, texts))


def has_picture(page: Any) -> bool:
    """Whether a page shows a picture."""
    return bool(_others(page, pdfium.FPDF_PAGEOBJ_IMAGE) or _others(page, pdfium.FPDF_PAGEOBJ_FORM))


def is_covered(page: Any) -> bool:
    """Whether a picture covers most of a page, as that of a scan does."""
    frame = Frame(page)
    boxes = _bounds(_others(page, pdfium.FPDF_PAGEOBJ_IMAGE))
    return any(
        (right - left) * (top - bottom) > _MOST * frame.width * frame.height for left, bottom, right, top in boxes
    )


def has_color(page: Any) -> bool:
    """Whether white text may be seen on a page, since it has a picture or a surface that is not white."""
    if has_picture(page):
        return True
    values = [ctypes.c_uint() for _ in range(4)]
    paths = _others(page, pdfium.FPDF_PAGEOBJ_PATH)
    for handle, (_, bottom, _, top) in zip(paths, _bounds(paths), strict=True):
        pdfium.FPDFPageObj_GetFillColor(ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), *values)
        if top - bottom > _THIN and min(value.value for value in values[:3]) < PALE:
            return True
    return False


def find_rules(paths: list[list[float]], frame: Frame) -> list[tuple[float, float, float]]:
    """The thin horizontal lines among the paths of a page, pieces that touch joined, from top to bottom."""
    placed = []
    for left, bottom, right, top in paths:
        (xa, ya), (xb, yb) = frame.place(left, bottom), frame.place(right, top)
        if abs(yb - ya) < _THIN < abs(xb - xa):
            placed.append((round((ya + yb) / 2), min(xa, xb), max(xa, xb)))
    joined: list[tuple[float, float, float]] = []
    for y, x0, x1 in sorted(placed):
        if joined and joined[-1][2] == y and x0 - joined[-1][1] < _THIN:
            x0, x1 = joined[-1][0], max(x1, joined.pop()[1])
        joined.append((x0, x1, y))
    return [rule for rule in joined if rule[1] - rule[0] > _SHORTEST_RULE]
