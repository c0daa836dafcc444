"""Where a page is set in two columns: the gutter between them, and the runs of each."""

import math
import statistics

import numpy as np

from clausenlp.read.pdf_runs import Run

_NARROWEST = 7  # points: no gutter is narrower
_MIDDLE = (0.3, 0.7)  # where a gutter may lie, as shares of the page's width
_CROSSING = 0.2  # share of the lines that may run across a gutter: titles, heads
_SIDE = 0.25  # share of the characters that stand at least on either side
_NARROWEST_COLUMN = 0.2  # share of the page's width that most lines of a column fill: figures in a table do not
_WORD_SPACE = 0.6  # a gap that is narrower, as a share of the type size, lies between words of one line
_FEWEST = 16  # lines that a page has at least before it is looked at: else anything is a column


def split_columns(runs: list[Run], width: float) -> list[list[Run]]:
    """The runs in groups that are read one after another; a single group where the page has one column.

    Lines across both columns part the page into bands; in a band the left column is read before the right one.
    """
    gutter = _find_gutter(runs, width)
    if gutter is None:
        return [runs]
    heights = _heights_across(runs, gutter)
    groups: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        band = sum(1 for y in heights if y < run.y - 1)
        on_line = any(abs(run.y - y) <= 2 for y in heights)
        column = 0 if on_line else (1 if (run.x0 + run.x1) / 2 < gutter else 2)
        groups.setdefault((band, column) if column else (band + 1, 0), []).append(run)
    return [groups[key] for key in sorted(groups)]


def _heights_across(runs: list[Run], gutter: float) -> list[int]:
    """The baselines of lines that run across a gutter, in one piece or with no more than a space there."""
    rows: dict[int, list[Run]] = {}
    for run in runs:
        rows.setdefault(round(run.y), []).append(run)
    found = []
    for y, row in rows.items():
        left = max((run.x1 for run in row if run.x0 < gutter), default=0.0)
        right = min((run.x0 for run in row if run.x0 >= gutter), default=math.inf)
        if left > gutter or right - left < _WORD_SPACE * row[0].size:
            found.append(y)
    return sorted(found)


def _find_gutter(runs: list[Run], width: float) -> float | None:
    """The middle of the widest strip that hardly any line crosses, with text enough on both sides."""
    left, right = (share * width for share in _MIDDLE)
    across = len([run for run in runs if run.x0 < left and run.x1 > right])
    if across > _CROSSING * len(runs):  # as on most pages
        return None
    baselines = {round(run.y) for run in runs}
    if len(baselines) < _FEWEST or across > _CROSSING * len(baselines):
        return None
    last_point = int(width) + 1
    cover = np.zeros(last_point + 1, int)
    for run in runs:
        cover[min(last_point, max(0, int(run.x0)))] += 1
        cover[min(last_point, max(0, int(run.x1)) + 1)] -= 1
    empty = np.cumsum(cover) <= _CROSSING * len(baselines) / 2
    first, last = int(left), int(right)
    best, since = (0, 0), first
    for x in range(first, last + 1):
        if not empty[x]:
            since = x + 1
        elif x - since > best[1] - best[0]:
            best = (since, x)
    if best[1] - best[0] < _NARROWEST:
        return None
    middle = sum(best) / 2
    sides = [[run for run in runs if run.x1 < middle], [run for run in runs if run.x0 > middle]]
    letters = [sum(len(run.text) for run in side) for side in sides]
    if min(letters) < _SIDE * sum(len(run.text) for run in runs):
        return None
    return middle if min(map(_measure, sides)) > _NARROWEST_COLUMN * width else None


def _measure(runs: list[Run]) -> float:
    """How wide most lines are."""
    rows: dict[int, list[float]] = {}
    for run in runs:
        rows.setdefault(round(run.y), []).extend((run.x0, run.x1))
    return statistics.median(max(ends) - min(ends) for ends in rows.values())
