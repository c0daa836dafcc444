"""What hasty writers make of the verbs that lead a clause: "Reconizing", "Encourges", "Reccomends"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

SHORTEST = 7  # a shorter word is too near to others
_ENDINGS = ("ing", "s", "ed")  # a verb keeps its ending: Reconizing, Condems, Conserned


class Spellings:
    """Words, found again where one letter is lost, added, wrong or has changed places with the next, or a doubling is lost or added."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if len(word) >= SHORTEST and word.endswith(_ENDINGS))
        self._by_shorter: dict[str, str] = {}
        self._by_single: dict[str, str] = {}
        for word in sorted(self.words):
            for shorter in _shorter(word):
                self._by_shorter.setdefault(shorter, word)
            self._by_single.setdefault(_single(word), word)

    def nearest(self, word: str) -> str | None:
        """The word that may be meant, None where none is near or where ``word`` is a word of its own."""
        if len(word) < SHORTEST or not word.endswith(_ENDINGS) or word in self.words or word in neighbours():
            return None
        found = self._by_single.get(_single(word)) or self._by_shorter.get(word) or self._one_wrong(word)
        return found if found and found[0] == word[0] and _ending(found) == _ending(word) else None

    def _one_wrong(self, word: str) -> str | None:
        for shorter in _shorter(word):
            if shorter in self.words:
                return shorter
            known = self._by_shorter.get(shorter)
            if known and len(known) == len(word) and _differ_once(word, known):
                return known
        return None


@lru_cache(maxsize=1)
def neighbours() -> frozenset[str]:
    """Words of English that are as near to a lead word as a misspelling is: "reports", "changing", "concerting"."""
    return frozenset(Path(__file__).with_name("misspelt.txt").read_text(encoding="utf-8").split())


def _ending(word: str) -> str | None:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), None)


def _shorter(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _single(word: str) -> str:
    """The word with each doubled letter single: "recommends" -> "recomends"."""
    return re.sub(r"(.)\1", r"\1", word)


def _differ_once(one: str, other: str) -> bool:
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2:
        i, j = places
        return j == i + 1 and one[i] == other[j] and one[j] == other[i]
    return len(places) == 1
