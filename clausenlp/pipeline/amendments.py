"""Amendment documents ("Replace operative paragraph 3 with ..."): they quote clauses of another text and have none of their own."""

import re

from clausenlp.pipeline.furniture import STRIP, organ_line
from clausenlp.pipeline.lines import Line

_TITLE = re.compile(r"(?i)\b(?:sub-?)?amendments?\s+to\s+(?:the\s+)?(?:draft\s+)?(?:resolution|decision|document)\b")
_ORDER = re.compile(
    r"(?i)^\W*(?:replace|delete|insert|add|renumber|reword|substitute|move|after|before|in|at the end of)\b.{0,60}?"
    r"\b(?:(?:operative|preambular|new|existing|first|second|third|last|\w+th)\s+){0,3}(?:paragraphs?|subparagraphs?|OP|PP)\b.{0,80}"
    r"(?:with the following|to read|as follows|the following|the words?\b|[:“\"])"
)
_ORDER_ALONE = re.compile(r"(?i)^\W*(?:delete|renumber)\s+(?:the\s+)?(?:operative|preambular)?\s*paragraphs?\s+\d+")


_CLAUSES_AN_ORDER = 6
_FEW = 2  # clauses that may stand before the first order
_HEAD = 40  # lines in which the title stands


def is_amendment(lines: list[Line]) -> bool:
    """Whether a text amends another: it says so in its title or by its orders, and no organ acts in it.

    A motion may have an order or two below it that amend it; an amendment document opens with orders, and has not many more clauses.
    """
    orders = clauses = before = 0
    for line in lines:
        plain = line.text.strip(STRIP)
        if organ_line(plain) == len(plain) > 0:
            return False
        if _ORDER.match(line.text) or _ORDER_ALONE.match(line.text):
            orders += 1
        elif line.lead and not line.low:
            clauses, before = clauses + 1, before + (orders == 0)
    if _is_title(lines[:_HEAD]):
        return True
    return orders > 0 and before < _FEW and clauses <= _CLAUSES_AN_ORDER * orders


def _is_title(head: list[Line]) -> bool:
    """Whether a title says that this amends a draft; it may run over two lines."""
    pairs = zip(head, [*head[1:], None], strict=False)
    return any(
        _TITLE.search(line.text if after is None or after.blank else f"{line.text} {after.text}")
        and len(line.text) < 200
        and not line.lead
        for line, after in pairs
    )
