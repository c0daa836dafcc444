"""Examples that contradict each other: the same words, or a near-copy that acts by the same words, with other labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clausenlp.pipeline.acts import ActFinder
from clausenlp.pipeline.clean import clean_text, mask
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import default_scheme, fold
from clausenlp.training.examples import Example
from clausenlp.training.near import NearIndex, Shingles, shingles

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause of level 1 with its sub-clauses, as one of several examples may have it.

    ``words`` is its text without number, case, punctuation and line ends; ``below`` the functions of its sub-clauses;
    ``leads`` the words that may name an act in its own text, in order; ``choice`` the functions that there were to choose from
    when it was labelled, None for those of the offered clauses.
    """

    where: str
    text: str
    number: str | None
    section: str
    functions: tuple[str, ...] | None
    below: tuple[tuple[str, ...] | None, ...]
    words: str
    leads: tuple[tuple[str, ...], ...]
    runs: Shingles
    choice: frozenset[str] | None = None

    def contradicts(self, other: "Unit") -> bool:
        """Whether the labels differ; functions that nobody labelled contradict none."""
        return self.section != other.section or other._denies(self.functions, other.functions)

    def contradicts_below(self, other: "Unit") -> bool:
        """Whether the labels of sub-clauses differ, where both have as many."""
        pairs = zip(self.below, other.below, strict=False) if len(self.below) == len(other.below) else ()
        return any(other._denies(one, another) for one, another in pairs)

    def repeats(self, other: "Unit") -> bool:
        """Whether it says nothing that the other does not say: the same clause with the same labels, or with fewer."""
        if (self.words, self.section, len(self.below)) != (other.words, other.section, len(other.below)):
            return False
        pairs = zip(
            (self.number, self.functions, *self.below), (other.number, other.functions, *other.below), strict=True
        )
        return all(mine is None or mine == theirs for mine, theirs in pairs)

    def _denies(self, offered: tuple[str, ...] | None, own: tuple[str, ...] | None) -> bool:
        """Whether functions that are offered differ from one's own, and could have been chosen."""
        if offered is None or own is None or offered == own:
            return False
        return self.choice is None or self.choice.issuperset(offered)


def units(example: Example, where: str, choice: frozenset[str] | None = None) -> Iterator[Unit]:
    """The clauses of level 1 of an example; ``choice`` as in ``Unit``."""
    masked = mask(example.text, [(start, end) for start, end, _ in sorted(example.furniture)])
    for i, clause in enumerate(example.clauses):
        if clause.level > 1:
            continue
        below = [c for c in example.clauses[i + 1 :] if c.level > 1 and c.end <= clause.end]
        text = masked[clause.start : clause.end]
        own = mask(text, [(c.start - clause.start, c.end - clause.start) for c in below if c.parent == i])
        marker = read_marker(own[:40])
        skip = marker.end if marker else 0
        finder = ActFinder(own, default_scheme())
        yield Unit(
            where=where,
            text=clean_text(text),
            number=clause.number,
            section=clause.section,
            functions=clause.functions,
            below=tuple(c.functions for c in below),
            words=" ".join(_WORD.findall(fold(clean_text(text[skip:])))),
            leads=tuple(c.lead.words if c.lead else tuple(c.words[:1]) for c in finder.find(0, len(own), skip=skip)),
            runs=shingles(text[skip:]),
            choice=choice,
        )


@dataclass
class KnownClauses:
    """The clauses that are there already, to be asked what an offered one contradicts or repeats."""

    units: list[Unit] = field(default_factory=list)
    index: NearIndex = field(default_factory=NearIndex)
    _by_words: dict[str, list[Unit]] = field(default_factory=dict)

    def add(self, found: Sequence[Unit]) -> None:
        """Add clauses."""
        for unit in found:
            self.units.append(unit)
            self.index.add(unit.runs)
            self._by_words.setdefault(unit.words, []).append(unit)

    def same_words(self, unit: Unit) -> list[Unit]:
        """The clauses with the same words."""
        return self._by_words.get(unit.words, [])

    def contradiction(self, unit: Unit) -> Unit | None:
        """A clause with the same words and other labels."""
        same = self.same_words(unit)
        return next((u for u in same if unit.contradicts(u) or unit.contradicts_below(u)), None)

    def near_contradiction(self, unit: Unit) -> Unit | None:
        """A near-copy that acts by the same words, with other labels.

        "Requests the Board to report" and "Urges the Board to report" are near-copies that act by other words.
        """
        found = (self.units[number] for number, _ in self.index.near(unit.runs))
        return next((u for u in found if u.words != unit.words and u.leads == unit.leads and unit.contradicts(u)), None)
