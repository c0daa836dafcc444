"""What the lines of a document are by their place: running heads and feet, footnotes, tables. Each gets a kind, "" for running text."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from clausenlp.read.pdf_lines import CELL, Line
from clausenlp.read.pdf_runs import Page

_MARGIN = 0.17  # share of the page's height, above and below, in which heads and feet stand
_TALLEST = 5  # lines of a running head or foot
_SMALL = 0.93  # of the size of the text: footnotes are smaller
_DASHES = "_\u2014\u2015\u2500-"
_RULE = re.compile(rf"(?:[{_DASHES}] ?){{5,}}")
_NOTE_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[)\]]?[/.]?")
_MARKER = re.compile(r"(?:[(\[]?[\dA-Za-z]{1,5}[.)\]]{1,2}|[•▪➢✓·\-–—*o])")
_LONG_RULE = 0.6  # of the page's width: the line under a running head
_SHORT_RULE = (0.05, 0.45)  # how wide the line over footnotes is, as a share of the page's width
_HIGHEST_NOTE = 0.2  # share of the page's height above which no footnote stands
_LOWEST_NOTE = 0.92  # and below which the foot of the page may stand, as big as the text
_APART = 1.6  # distance of a footnote from the text above it, as a multiple of the type size
_ROWS = 3  # a table has at least as many


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The type size of most characters of a document, in points."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def name_zones(pages: Sequence[Sequence[Line]], sheets: Sequence[Page]) -> None:
    """Give heads, feet, footnotes and tables their kind."""
    size = body_size(pages)
    for coded in [line for lines in pages for line in lines for run in line.runs if run.code]:
        coded.kind = "job"
    _name_margins(pages, sheets, size)
    for lines, sheet in zip(pages, sheets, strict=True):
        for column in _columns(lines):
            _name_notes(column, sheet, size)
            _name_tables(column, sheet, size)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page that no kind is given yet, column by column."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        if not line.kind:
            groups.setdefault(line.column, []).append(line)
    return list(groups.values())


# Heads and feet


def _name_margins(pages: Sequence[Sequence[Line]], sheets: Sequence[Page], size: float) -> None:
    """Name the lines above and below the text: those that stand on several pages, their digits apart, and their like."""
    edges = [_edges(lines, sheet) for lines, sheet in zip(pages, sheets, strict=True)]
    keys = [{id(line): _key(line) for line in (*head, *foot)} for head, foot in edges]
    seen = Counter(key for found in keys for key in set(found.values()))
    repeated = {place for found in keys for place, key in found.items() if seen[key] > 1}
    for number, ((head, foot), sheet) in enumerate(zip(edges, sheets, strict=True)):
        rules = [y for x0, x1, y in sheet.rules if x1 - x0 > _LONG_RULE * sheet.width]
        for zone, step in ((head, 1), (foot, -1)):
            _name_edge(zone, step, repeated, first=number == 0, rules=rules, size=size)


def _edges(lines: Sequence[Line], sheet: Page) -> tuple[list[Line], list[Line]]:
    """The lines in the upper margin from above, and those in the lower one from below."""
    plain = sorted([line for line in lines if not line.kind], key=lambda line: line.y)
    head = [line for line in plain[:_TALLEST] if line.y < _MARGIN * sheet.height]
    low = [line for line in plain[: -_TALLEST - 1 : -1] if line.y > (1 - _MARGIN) * sheet.height]
    return head, list(takewhile(lambda line: not (_is_rule(line) or 0 in line.marks), low))


def _is_rule(line: Line) -> bool:
    return _RULE.fullmatch(line.text) is not None


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", "".join(sorted(line.text.split())))


def _name_edge(
    zone: list[Line], step: int, repeated: set[int], *, first: bool, rules: Sequence[float], size: float
) -> None:
    """Name a line and all between it and the paper's edge, where it stands on other pages too, or a line or gap parts it off."""
    last = -1
    for i, line in enumerate(zone):
        nearer = zone[i + 1] if i + 1 < len(zone) else None
        repeats = last == i - 1 and id(line) in repeated and _is_apart(line, nearer, step, size)
        masthead = first and step > 0  # what stands there once belongs to the document: organ, symbol, date
        if repeats or (nearer is not None and not masthead and _is_parted(line, nearer, step, rules, size)):
            last = i
    for line in zone[: last + 1]:
        line.kind = "page"


def _is_apart(line: Line, nearer: Line | None, step: int, size: float) -> bool:
    """Whether a line stands off the text next to it, so that it is no line of a list, or end of a clause, that repeats."""
    if line.text.endswith((",", ";", ":")):
        return False
    return nearer is None or step * (nearer.y - line.y) > 1.2 * size or line.size < _SMALL * size


def _is_parted(line: Line, nearer: Line, step: int, rules: Sequence[float], size: float) -> bool:
    """Whether a rule, or a wide gap after small type, stands between a margin line and the next towards the text."""
    if step > 0 and any(line.y < rule < nearer.y for rule in rules):
        return line.size < _SMALL * size or not line.text.endswith((",", ";", "."))
    gap = step * (nearer.y - line.y)
    return gap > 1.9 * max(line.size, nearer.size) and line.size < _SMALL * size


# Footnotes


def _name_notes(lines: list[Line], sheet: Page, size: float) -> None:
    """Name the footnotes at the foot of a column: what stands below their rule, or from the first that opens with a raised mark."""
    text = [line for line in lines if not line.kind]
    odd = [i for i, line in enumerate(text) if line.size < _SMALL * size or 0 in line.marks or line.text[0] in _DASHES]
    start = next((i for i in odd if _opens_notes(text, i, sheet, size)), len(text))
    for line in text[start:]:
        line.kind = "note"


def _opens_notes(text: list[Line], i: int, sheet: Page, size: float) -> bool:
    line = text[i]
    plain = line.size >= _SMALL * size and 0 not in line.marks and not _is_rule(line)
    if plain or line.y < _HIGHEST_NOTE * sheet.height:
        return False
    below = [later for later in text[i + 1 :] if later.y < _LOWEST_NOTE * sheet.height]
    small = all(later.size < _SMALL * size for later in below)
    if _is_rule(line):
        return small or _is_marked(text[i + 1])
    above = text[i - 1].y if i else 0.0
    if 0 in line.marks and len(line.runs) > 1 and _NOTE_MARK.fullmatch(line.runs[0].text):
        return line.y - above > _APART * line.size or (small and line.size < _SMALL * size)
    ruled = any(above < y < line.y and _is_note_rule(x0, x1, line, sheet) for x0, x1, y in sheet.rules)
    return (ruled or _is_marked(line)) and small and line.size < _SMALL * size


def _is_note_rule(x0: float, x1: float, line: Line, sheet: Page) -> bool:
    return _SHORT_RULE[0] < (x1 - x0) / sheet.width < _SHORT_RULE[1] and abs(x0 - line.x0) < 3 * line.size


def _is_marked(line: Line) -> bool:
    """Whether a line opens with the mark of a footnote."""
    return bool(_NOTE_MARK.fullmatch(line.text.split(None, 1)[0]))


# Tables


def _name_tables(lines: list[Line], sheet: Page, size: float) -> None:
    """Name rows of cells under one another; a number before a clause is no cell."""
    text = [line for line in lines if not line.kind]
    cells = [_cells(line) if line.gap >= CELL * line.size else [] for line in text]
    i = 0 if any(cells) else len(text)
    while i < len(text):
        end = i
        while end < len(text) and len(cells[end]) > 1 and (end == i or _aligned(cells[end - 1], cells[end])):
            end += 1
        if end - i >= _ROWS and not (text[i].page == 1 and text[i].y < 0.3 * sheet.height):
            for line in text[i:end]:
                line.kind = "table"
        i = max(end, i + 1)


def _cells(line: Line) -> list[tuple[float, float, str]]:
    cells = line.cells
    return cells[1:] if _MARKER.fullmatch(cells[0][2]) else cells


def _aligned(above: list[tuple[float, float, str]], row: list[tuple[float, float, str]]) -> bool:
    """Whether two rows have a cell in common, after the first, that starts or ends at the same place."""
    return any(abs(a[0] - b[0]) < 3 or abs(a[1] - b[1]) < 3 for a in above[1:] for b in row[1:])
