"""What a page of a PDF draws besides its text: thin lines, pictures, surfaces; and how it is turned."""

import ctypes
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from clausenlp.read.pdf_calls import kind_of, object_at

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


def _others(page: Any, kind: int) -> list[int]:
    """The objects of a page of a kind."""
    count = min(_MOST_DRAWN, int(pdfium.FPDFPage_CountObjects(page)))
    objects = list(map(object_at, repeat(page, count), range(count)))
    return [handle for handle, found in zip(objects, map(kind_of, objects), strict=True) if found == kind]


def has_picture(page: Any) -> bool:
    """Whether a page shows a picture."""
    return bool(_others(page, pdfium.FPDF_PAGEOBJ_IMAGE) or _others(page, pdfium.FPDF_PAGEOBJ_FORM))


def is_covered(page: Any) -> bool:
    """Whether a picture covers most of a page, as that of a scan does."""
    frame = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, frame)
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    boxes = map(_bounds, _others(page, pdfium.FPDF_PAGEOBJ_IMAGE))
    return any((right - left) * (top - bottom) > _MOST * area for left, bottom, right, top in boxes)


def has_color(page: Any) -> bool:
    """Whether white text may be seen on a page, since it has a picture or a surface that is not white."""
    if has_picture(page):
        return True
    values = [ctypes.c_uint() for _ in range(4)]
    for handle in _others(page, pdfium.FPDF_PAGEOBJ_PATH):
        box = _bounds(handle)
        pdfium.FPDFPageObj_GetFillColor(_as_object(handle), *values)
        if box[3] - box[1] > _THIN and min(value.value for value in values[:3]) < PALE:
            return True
    return False


def _as_object(handle: int) -> Any:
    return ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)


def _bounds(handle: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetBounds(_as_object(handle), left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def find_rules(page: Any, frame: Frame) -> list[tuple[float, float, float]]:
    """The thin horizontal lines of a page, pieces that touch joined, from top to bottom."""
    placed = []
    for left, bottom, right, top in map(_bounds, _others(page, pdfium.FPDF_PAGEOBJ_PATH)):
        (xa, ya), (xb, yb) = frame.place(left, bottom), frame.place(right, top)
        if abs(yb - ya) < _THIN < abs(xb - xa):
            placed.append((round((ya + yb) / 2), min(xa, xb), max(xa, xb)))
    joined: list[tuple[float, float, float]] = []
    for y, x0, x1 in sorted(placed):
        if joined and joined[-1][2] == y and x0 - joined[-1][1] < _THIN:
            x0, x1 = joined[-1][0], max(x1, joined.pop()[1])
        joined.append((x0, x1, y))
    return [rule for rule in joined if rule[1] - rule[0] > _SHORTEST_RULE]
