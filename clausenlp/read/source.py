"""What reading a file gives."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Hints:
    """What the layout of a file tells of its text; all places are character offsets in the text.

    ``furniture``: (start, end, kind) of what the layout shows to be no clause: running heads and page numbers ("page"), footnotes
    ("note"), footnote marks ("mark"), tables ("table"), hidden text ("hidden"). ``italics``: (start, end) of words in italics.
    ``pages``: (start, end) of each page. ``boxes``: (start, end, page, x0, y0, x1, y1) of each line, the page counted from 1,
    the corners in points from the upper left corner of the page.
    """

    furniture: tuple[tuple[int, int, str], ...] = ()
    italics: tuple[tuple[int, int], ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    boxes: tuple[tuple[int, int, int, float, float, float, float], ...] = ()

    def to_data(self) -> dict[str, Any]:
        """The hints as plain lists, which a DocBin and a worker keep."""
        return {place.name: [list(row) for row in getattr(self, place.name)] for place in fields(self)}


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, with line ends as "\\n", where it came from, its format ("text", "markdown", "html", "docx", "pdf"),
    the SHA-256 of its bytes, and what its layout tells, if the format has one.
    """

    text: str
    path: str
    format: str
    sha256: str
    hints: Hints | None = None
