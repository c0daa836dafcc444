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


def is_amendment(lines: list[Line]) -> bool:
    """Whether a text amends another: it says so in its title or by its orders, and no organ acts in it."""
    said = False
    for line in lines:
        if organ_line(line.text.strip(STRIP)) == len(line.text.strip(STRIP)) > 0:
            return False
        said = said or bool(_TITLE.search(line.text) and len(line.text) < 200)
        said = said or bool(_ORDER.match(line.text) or _ORDER_ALONE.match(line.text))
    return said
