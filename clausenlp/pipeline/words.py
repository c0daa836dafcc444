"""Words of a text in the plain form in which lead phrases are sought: small letters, no signs round them, mended where a line end cut."""

import re
from collections.abc import Iterable, Sequence

from clausenlp.scheme import Scheme

_ROUND_WORDS = ',;:.!?()[]{}“”"«»–—•·*_/#|0123456789'
GOES_ON = frozenset(("continue", "continues", "continuing"))
DOES = frozenset(("do", "does"))  # "does hereby urge"


def lowered(text: str) -> str:
    """The text in small letters, character for character."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := c.lower()) == 1 else c for c in text)


def spaced(low: str) -> str:
    """The text with a space for each sign that stands round words, so that splitting it gives the words."""
    for sign in _ROUND_WORDS:
        low = low.replace(sign, " ")
    return low.replace(" -", "  ").replace("- ", "  ")


def healed(words: list[str]) -> list[str]:
    """The words, those joined that a line end has cut: "con-", "cern"."""
    found: list[str] = []
    for word in words:
        if found and found[-1].endswith("-"):
            found[-1] = found[-1][:-1] + word
        else:
            found.append(word)
    return found


def place(plain: str, at: int, words: Sequence[str]) -> int:
    """The offset of the last of some words that stand in this order from ``at`` on."""
    for word in words[:-1]:
        at = max(at, plain.find(word, at) + len(word))
    return max(at, plain.find(words[-1], at))


def skip_modifiers(words: list[str], modifiers: frozenset[str]) -> int:
    """How many words stand before the verb: "Also strongly", "Continues to"."""
    first, last = 0, min(len(words) - 1, 6)
    while first < last:
        word = words[first]
        if word in modifiers:
            first += 1
        elif word in GOES_ON and words[first + 1] == "to":
            first += 2
        elif word in DOES and words[first + 1] in modifiers:
            first += 1
        else:
            break
    return min(first, last) if last > 0 else 0


def telling(words: list[str], scheme: Scheme) -> list[int]:
    """The places of the words that a lead phrase may hold: "having (further) considered"."""
    return [i for i, word in enumerate(words) if i == 0 or word not in scheme.modifiers]


def trie(words: Iterable[str]) -> str:
    """A pattern for any of some words that tries each letter once."""
    tails: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            tails.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not tails:
        return ""
    branches = "|".join(re.escape(letter) + trie(rest) for letter, rest in sorted(tails.items()))
    return f"(?:{branches}){'?' if ends else ''}"
