"""Clean text of a clause: furniture left out, white space folded, words mended that a line end had cut."""

import re
from collections.abc import Iterable

_CUT = re.compile(r"(\w+)[-\u00ad\u2010]\s*\n\s*([a-zß-ÿ]\w*)")
_BROKEN = re.compile(r"[-\u00ad\u2010]\s*\n")
_JOINED = re.compile(r"(\w[-\u2010])\s*\n\s*(?=\w)")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_EMPHASIS = re.compile(r"(?<![\w])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w])")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\ufffe": "-"})
_JOINED_LETTERS = "ﬁﬂﬀﬃﬄ"
_SIGNS = "*_"
_ODD = "ﬁﬂﬀﬃﬄ\ufffe\u00ad\u200b\u200c\u200d\u2060\ufeff"
# First parts that keep their hyphen before a small letter: "self-\ndetermination".
_KEEP = frozenset(
    [
        "self",
        "non",
        "well",
        "long",
        "short",
        "high",
        "low",
        "multi",
        "cross",
        "inter",
        "post",
        "pre",
        "anti",
        "all",
        "ex",
        "half",
        "near",
        "so",
        "up",
        "follow",
        "decision",
        "policy",
        "law",
        "ill",
        "peace",
        "state",
    ]
)


def mask(text: str, pieces: Iterable[tuple[int, int]]) -> str:
    """The text with furniture blanked out, character for character, so that offsets stay as they are.

    Line ends inside a piece are kept out too: the words round it become neighbours.
    """
    parts, last = [], 0
    for start, end in pieces:
        if end <= last:
            continue
        start = max(start, last)
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*parts, text[last:]]) if parts else text


def is_plain(masked: str) -> bool:
    """Whether a whole text has no sign but line ends that ``clean_text`` would have to look for."""
    if not masked.replace("\n", " ").isprintable():
        return False
    return not any(sign in masked for sign in (_SIGNS if masked.isascii() else _SIGNS + _ODD))


def clean_stretch(masked: str, plain: bool) -> str:
    """Clean text from a stretch of masked text, of which ``is_plain`` has told whether it is plain as a whole."""
    return masked.strip() if plain and "\n" not in masked and "  " not in masked else clean_text(masked)


def clean_text(masked: str) -> str:
    """Clean text from a stretch of masked text."""
    if masked.isprintable() and "  " not in masked and "*" not in masked and "_" not in masked:
        for letters in () if masked.isascii() else _JOINED_LETTERS:
            if letters in masked:
                break
        else:
            return masked.strip()  # one line of plain words
    if "\n" in masked or "\r" in masked or "\f" in masked:
        masked = _heal(masked.replace("\r", "\n").replace("\f", "\n").replace("\ufffe", "-"))
    if not masked.isascii():
        for sign in _ODD:
            if sign in masked:
                masked = _INVISIBLE.sub("", masked.translate(_LIGATURES))
                break
    if "*" in masked or "_" in masked:
        masked = _EMPHASIS.sub("", masked)
    return " ".join(masked.split())


def _heal(text: str) -> str:
    """Join the words that a line end has cut."""
    if _BROKEN.search(text):
        text = _JOINED.sub(r"\1", _CUT.sub(_mend, text))
    return text


def _mend(cut: re.Match[str]) -> str:
    first, second = cut.groups()
    return f"{first}-{second}" if first.lower() in _KEEP else first + second
