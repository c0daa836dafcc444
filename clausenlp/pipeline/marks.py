"""Furniture inside lines: footnote marks and emphasis."""

import re

# Footnote marks in running text, by the characters before the digits. The pattern starts with a character class, and looks back
# only from there: so the regex engine skips what is no digit at full speed, and most digits at one look.
BEHIND_SIGNS = (
    r"(?<=[a-z]{3}\d)\d?(?![\w.-])",  # the Convention1 and
    r"(?<=[a-z)”’\"]{2}[,;:]\d)\d{0,2}(?![\w/.-])",  # rights,3 and
    r"(?<=[a-z]{4}\.\d)\d{0,2}(?![\w/.-])",  # rights.3
    r"(?<=\b(?:19|20)\d\d[,;.:]\d)\d?(?![\w/.-])",  # 1993,1 for
)
BEHIND_YEARS = r"(?<=\b(?:19|20)\d\d\d)\d?(?![\w/-])"  # 8 September 20002
_GLUED = re.compile(rf"[0-9](?:(?<=[a-z,;:.][0-9])(?:{'|'.join(BEHIND_SIGNS)})|(?<=[0-9]{{5}}){BEHIND_YEARS})")
_REFERENCE = re.compile(  # a number behind these is theirs: "Article 1, paragraph 3, of the Charter"
    r"(?i)\b(?:articles?|(?:sub)?paragraphs?|sections?|parts?|chapters?|annex(?:es)?|items?|rules?|regulations?|principles?|goals?|targets?"
    r"|protocols?|pillars?|phases?|levels?|categor(?:y|ies)|types?|tables?|figures?|numbers?|nos?\.?|to|and|or|of|than|at least)\s$"
)
_RAISED_DIGITS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(f"[{_RAISED_DIGITS}]+")  # 1993¹
_TAGGED = re.compile(r"<sup>\s?\w{1,3}\s?</sup>")  # 8 September 2000<sup>2</sup>
_IN_BRACKETS = re.compile(r"\[(?:\^\w{1,12}|(?<=[\w,;.:)”]\[)\d{1,3})\]")  # the Plan[^4]   the Plan[4]
_STARS = re.compile(r"\*(?:(?<![\w*]\*)\**(?=[^\s*])|(?<=[^\s*]\*)\**(?![\w*]))")  # *Recalling*
_LOW_LINES = re.compile(r"_(?:(?<![\w_]_)_?(?=[^\s_])|(?<=[^\s_]_)_?(?![\w_]))")  # _Recalling_
_SPACED = re.compile(r"[0-9](?<=[a-z)”,;0-9]\s[0-9])[0-9]{0,2}(?=\s[a-z]|,|\s?$|\s*\n)")  # 1993, 1 for
_BRACKETED = re.compile(r"\((?<=\w\()\d{1,2}\)(?=[\s,;.:])")  # 2026(1),


def inline_furniture(text: str, notes: frozenset[int]) -> list[tuple[int, int, str]]:
    """Footnote marks and emphasis as (start, end, kind), in order.

    ``notes`` are the numbers of the footnotes that stand in the text: a free-standing digit counts as a mark only where it is
    the next of them in order ("25 June 1993, 1 for enhancing").
    """
    found = [(m.start(), m.end(), "mark") for m in _GLUED.finditer(text)]
    if any(digit in text for digit in _RAISED_DIGITS):
        found += [(m.start(), m.end(), "mark") for m in _RAISED.finditer(text)]
    for sign, pattern in (("<sup>", _TAGGED), ("[", _IN_BRACKETS)):
        if sign in text:
            found += [(m.start(), m.end(), "mark") for m in pattern.finditer(text)]
    for sign, pattern in (("*", _STARS), ("_", _LOW_LINES)):
        if sign in text:
            found += [(m.start(), m.end(), "emphasis") for m in pattern.finditer(text)]
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
    free = [*_SPACED.finditer(text), *_BRACKETED.finditer(text)]
    for m in sorted(free, key=lambda found: found.start()):
        while ahead is not None and ahead[0] < m.start():
            last = ahead[1] if ahead[1] in notes else last
            ahead = next(glued, None)
        number = int(m.group().strip("()"))
        if number in notes and number == last + 1 and not _REFERENCE.search(text, max(0, m.start() - 16), m.start()):
            marks.append((m.start(), m.end(), "mark"))
            last = number
    return marks
