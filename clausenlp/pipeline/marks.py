"""Furniture inside lines: footnote marks and emphasis."""

import re

# kind -> pattern; the example on the right is found. All are tried at once, so none may match the empty string.
INLINE = {
    "mark": "|".join(
        (
            r"<sup>\s?\w{1,3}\s?</sup>|\[\^\w{1,12}\]",  # 8 September 2000<sup>2</sup>   the Plan[^4]
            r"[¹²³⁰-⁹]+",  # 1993¹
            r"(?<=[a-z]{3})\d{1,2}(?![\w.-])",  # the Convention1 and
            r"(?<=[a-z)”’\"]{2}[,;:])\d{1,3}(?![\w/.-])|(?<=[a-z]{4}\.)\d{1,3}(?![\w/.-])",  # rights,3 and
            r"(?<=\b(?:19|20)\d\d)\d{1,2}\b(?![\w/-])|(?<=\b(?:19|20)\d\d[,;.:])\d{1,2}\b(?![\w/.-])",  # 8 September 20002
        )
    ),
    "emphasis": "|".join(
        (
            r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])",  # *Recalling*
            r"(?<![\w_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\w_])",  # _Recalling_
        )
    ),
}
_INLINE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in INLINE.items()))
_SPACED = re.compile(
    r"(?<=[a-z)”,;\d]) (\d{1,3})(?= [a-z]|,| ?$|\s*\n)|(?<=\w)\((\d{1,2})\)(?=[\s,;.:])"
)  # 1993, 1 for   2026(1),


def inline_furniture(text: str, notes: frozenset[int]) -> list[tuple[int, int, str]]:
    """Footnote marks and emphasis as (start, end, kind), in order.

    ``notes`` are the numbers of the footnotes that stand in the text: a free-standing digit counts as a mark only where it is
    the next of them in order ("25 June 1993, 1 for enhancing").
    """
    found = [(m.start(), m.end(), str(m.lastgroup)) for m in _INLINE.finditer(text)]
    if notes:
        found += _spaced_marks(text, notes, found)
    return sorted(found)


def _spaced_marks(text: str, notes: frozenset[int], others: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    marks = []
    last = min(notes) - 1
    glued = iter(
        [
            (start, int(text[start:end]))
            for start, end, kind in others
            if kind == "mark" and text[start:end].isdigit() and text[start:end].isascii()
        ]
    )
    ahead = next(glued, None)
    for m in _SPACED.finditer(text):
        while ahead is not None and ahead[0] < m.start():
            last = ahead[1] if ahead[1] in notes else last
            ahead = next(glued, None)
        number = int(m.group(1) or m.group(2))
        if number in notes and number == last + 1:
            start, end = m.span(1) if m.group(1) else m.span()
            marks.append((start, end, "mark"))
            last = number
    return marks
