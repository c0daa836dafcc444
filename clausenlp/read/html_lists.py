"""The numbers that a browser shows before the items of lists."""

import re

from clausenlp.read.numerals import letters, read_integer, roman
from clausenlp.read.ooxml import Element

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;}]*?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman)|disc|circle|square)\b"
)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SELECTOR = re.compile(r"(ol|ul|li|)(?:\.([\w-]+))?")
_BULLETS = {"circle": "◦", "square": "▪"}
_LONGEST_SHEET = 500_000


class Sheet:
    """What the style sheets in a page say of lists, by plain selectors: "ol", ".alpha", "ol.alpha"."""

    def __init__(self, text: str) -> None:
        self._styles: dict[tuple[str, str], str] = {}
        for selectors, body in _RULE.findall(text[:_LONGEST_SHEET]):
            style = _STYLE.search(body)
            for selector in selectors.split(",") if style else ():
                plain = _SELECTOR.fullmatch(selector.strip())
                if plain and plain.group():
                    self._styles[plain.group(1), plain.group(2) or ""] = style.group(1)  # type: ignore[union-attr]

    def style(self, element: Element) -> str | None:
        """The style of an element's numbers: its own, its type, its classes', its tag's; None where nothing says so."""
        own = _STYLE.search(element.get("style") or "")
        if own:
            return own.group(1)
        named = _TYPES.get(element.get("type") or "")
        tag = str(element.tag)
        for name in (element.get("class") or "").split():
            found = self._styles.get((tag, name)) or self._styles.get(("", name))
            if found:
                return found
        return named or self._styles.get((tag, ""))


class ListCounter:
    """Counts the items of a list."""

    def __init__(self, element: Element, sheet: Sheet) -> None:
        self._sheet = sheet
        ordered = element.tag == "ol"
        self._style = sheet.style(element) or ("decimal" if ordered else "disc")
        self._step = -1 if element.get("reversed") is not None else 1
        first = sum(1 for _ in element.iterchildren("li")) if self._step < 0 else 1
        self._next = read_integer(element.get("start"), first)

    def number(self, item: Element) -> str:
        """The number or bullet of the next item, and a space; "" where the list shows none."""
        value = read_integer(item.get("value"), self._next)
        self._next = value + self._step
        return _shown(value, self._sheet.style(item) or self._style)


def _shown(value: int, style: str) -> str:
    if style == "none":
        return ""
    if style in ("disc", "circle", "square"):
        return _BULLETS.get(style, "•") + " "
    case, _, kind = style.partition("-")
    text = {"alpha": letters, "latin": letters, "roman": roman}.get(kind, str)(value)
    return f"{text.upper() if case == 'upper' else text}. "
