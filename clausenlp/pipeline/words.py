"""Words of a text in the plain form in which lead phrases are sought: small letters, no signs round them, mended where a line end cut."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from clausenlp.scheme import Scheme

_ROUND_WORDS = ',;:.!?()[]{}“”"«»–—•·*_/#|0123456789'
GOES_ON = frozenset(("continue", "continues", "continuing"))
PREPOSITIONS = frozenset(("including",))  # behind a comma, whatever verb they come from
_SMALL = frozenset(("in", "with", "on", "of", "by", "upon", "under", "at", "from", "for", "to"))
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


def openings(scheme: Scheme) -> frozenset[str]:
    """The words that an act may open with, its modifiers among them; after small words, the rest of the phrase besides ("in line with")."""
    found = {word for word in scheme.leads.keys() | scheme.modifiers | GOES_ON if word.isalpha() and word not in _SMALL}
    phrases = (lead.words for first in _SMALL for lead in scheme.leads.get(first, ()))
    return frozenset(found.union(" ".join(takewhile("~".__ne__, words)) for words in phrases))


def with_ligatures(words: Iterable[str]) -> set[str]:
    """Words, and those besides that a printer sets with a ligature ("reaﬃrms")."""
    found = set(words)
    for letters, sign in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        found |= {word.replace(letters, sign) for word in found}
    return found


def trie(words: Iterable[str], between: str = "") -> str:
    """A pattern for any of some words or phrases that tries each letter once; ``between`` may stand behind each letter."""
    tails: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            tails.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not tails:
        return ""
    signs = {c: r"\s{1,9}" if c == " " else re.escape(c) + between for c in sorted(tails)}
    branches = "|".join(sign + trie(tails[c], between) for c, sign in signs.items())
    return f"(?:{branches}){'?' if ends else ''}"
