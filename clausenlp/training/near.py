"""Near-copies: texts that share most of their runs of three words, found among tens of thousands in milliseconds."""

import math
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from clausenlp.pipeline.clean import clean_text
from clausenlp.scheme import fold

RUN = 3  # words in a run
NEAR = 0.8  # the share of common runs from which on two clauses are near-copies
_WORD = re.compile(r"[^\W\d_]+|\d+")

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """The runs of three words of a text as 32-bit hashes, the same on every machine.

    White space, case, hyphens at line ends and the values of numbers do not count: the resolution of the next year, with new
    dates and symbols, is a near-copy. A text of one or two words is one run.
    """
    words = ["0" if word[0].isdecimal() else word for word in _WORD.findall(fold(clean_text(text)))]
    runs = [" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))] if words else []
    return frozenset(zlib.crc32(run.encode("utf-8", "replace")) for run in runs)


def similarity(one: Shingles, other: Shingles) -> float:
    """Jaccard's index: runs in both over runs in either, 0..1."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


@dataclass
class NearIndex:
    """Texts by number, to be asked for near-copies of another.

    Exact, not sampled: two sets whose Jaccard index is at least ``threshold`` share one of their smallest
    ``n - ceil(threshold * n) + 1`` hashes, so only these are indexed (prefix filtering; Bayardo, Ma & Srikant 2007, Scaling Up
    All Pairs Similarity Search).
    """

    threshold: float = NEAR
    sets: list[Shingles] = field(default_factory=list)
    _places: dict[int, list[int]] = field(default_factory=dict)

    def add(self, found: Shingles) -> int:
        """Add a text by its shingles; returns its number, counted from 0."""
        number = len(self.sets)
        self.sets.append(found)
        for one in self._prefix(found):
            self._places.setdefault(one, []).append(number)
        return number

    def near(self, found: Shingles) -> list[tuple[int, float]]:
        """(number, similarity) of the texts that are near-copies, the most similar first."""
        numbers = {number for one in self._prefix(found) for number in self._places.get(one, ())}
        least, most = self.threshold * len(found), len(found) / self.threshold
        alike = [number for number in numbers if least <= len(self.sets[number]) <= most]  # of like length
        pairs = [(number, similarity(found, self.sets[number])) for number in alike]
        return sorted((p for p in pairs if p[1] >= self.threshold), key=lambda p: (-p[1], p[0]))

    def _prefix(self, found: Shingles) -> list[int]:
        return sorted(found)[: len(found) - math.ceil(self.threshold * len(found)) + 1] if found else []


def index_of(texts: Iterable[str], threshold: float = NEAR) -> NearIndex:
    """An index of texts, numbered as they come."""
    index = NearIndex(threshold)
    for text in texts:
        index.add(shingles(text))
    return index
