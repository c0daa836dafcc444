"""The one table of labels: sections, functions, their forces, and the words that lead a clause.

The data are in ``scheme.toml``; this module reads it and matches its phrases against the words of a clause.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from clausenlp.misread import READ_AS_DIGITS, originals
from clausenlp.misspelt import Spellings, neighbours

SECTIONS = ("preambular", "operative")
FUSED = ("the", "that", "its", "all", "also", "of", "to", "with")
MAX_GAP = 4  # words that a "~" in a lead phrase may stand for ("Expresses ~ concern")
WORD = re.compile(r"[^\W\d_]+(?:[-’'\u00ad\u200b][^\W\d_]+)*")
INVISIBLE = "\u00ad\u200b"  # soft hyphen, zero-width space
ODD = f"ﬁﬂﬀﬃﬄ{INVISIBLE}"  # signs in a word that ``fold`` puts right
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "", "\u200b": ""})


@dataclass(frozen=True, slots=True, eq=False)
class Lead:
    """A lead phrase in one of its forms.

    ``words``: its words ("~" stands for up to four); ``form``: "participle", "present", "base", or "fixed" for phrases that
    do not inflect; ``rest``: the words after the first that must stand near.
    """

    words: tuple[str, ...]
    function: str
    form: str
    rest: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rest", frozenset(word for word in self.words[1:] if word != "~"))


@dataclass(frozen=True, eq=False)
class Scheme:
    """Functions in the order of the annotation guide, the force of each, and their lead phrases.

    ``aliases``: in a scheme of one's own, the label that stands for a shipped function.
    """

    functions: tuple[str, ...]
    forces: dict[str, str | None]
    phrases: dict[str, tuple[str, ...]]
    fixed: dict[str, tuple[str, ...]]
    modifiers: frozenset[str]
    irregular: dict[str, tuple[str, ...]]
    aliases: dict[str, str] = field(default_factory=dict)

    def covers(self, functions: Sequence[str]) -> bool:
        """Whether each of some functions is a label here, or has one that stands for it."""
        return all(name in self.forces or name in self.aliases for name in functions)

    def relabel(self, functions: Sequence[str]) -> tuple[str, ...]:
        """The labels here for functions of the shipped scheme, each once; others stay as they are. "other" stands alone."""
        found = tuple(dict.fromkeys(self.aliases.get(name, name) for name in functions))
        return tuple(name for name in found if name != "other") or found

    @cached_property
    def leads(self) -> dict[str, tuple[Lead, ...]]:
        """Leads by their first word, the most specific phrase first."""
        table: dict[str, list[Lead]] = {}
        for function in self.functions:
            for phrase in self.fixed.get(function, ()):
                _enter(table, Lead(tuple(phrase.split()), function, "fixed"))
            for phrase in self.phrases.get(function, ()):
                verb, *rest = phrase.split()
                for form, word in self.inflections(verb).items():
                    _enter(table, Lead((word, *rest), function, form))
        return {word: tuple(sorted(leads, key=_specificity)) for word, leads in table.items()}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What the first words of leads begin with: a scanner may split one ("Recal ling")."""
        return frozenset(word[:end] for word in self.leads for end in range(1, len(word) + 1))

    def inflections(self, verb: str) -> dict[str, str]:
        """The participle, present and base form of a verb: recall -> recalling, recalls, recall."""
        if verb in self.irregular:
            participle, present = self.irregular[verb]
        else:
            participle, present = _participle(verb), _present(verb)
        return {"participle": participle, "present": present, "base": verb}

    def match(self, words: Sequence[str], *, between: bool = False) -> Lead | None:
        """The most specific lead phrase that the lower-case ``words`` open with, or None.

        ``between``: modifiers may stand between its words ("having (further) considered").
        """
        telling = self._telling.get(words[0]) if words else None
        if telling is None:
            return None
        first, rest = words[0], words[1 : 2 + 2 * MAX_GAP]
        if telling.isdisjoint(rest):
            return self._alone[first]
        if between and not self.modifiers.isdisjoint(rest):
            rest = [word for word in rest if word not in self.modifiers]
        return self._match((first, *map(self._itself[first], rest)))

    @cached_property
    def original(self) -> Callable[[str], str | None]:
        """The first word of a lead that a scanner may have read, or a hasty writer written, as this one, which is none, or None."""
        spellings = Spellings(self.leads)

        def original(word: str) -> str | None:
            if word in neighbours():
                return None
            return next((true for true in originals(word) if true in self.leads), None) or spellings.nearest(word)

        return lru_cache(2**12)(original)

    @cached_property
    def _telling(self) -> dict[str, frozenset[str]]:
        """By its first word, the further words of the phrases: all others only fill gaps."""
        return {first: frozenset().union(*(lead.rest for lead in leads)) for first, leads in self.leads.items()}

    @cached_property
    def _itself(self) -> dict[str, Callable[[str], str | None]]:
        """By its first word, what gives a further word of the phrases, and None for all others."""
        return {first: {word: word for word in telling}.get for first, telling in self._telling.items()}

    @cached_property
    def _alone(self) -> dict[str, Lead | None]:
        """By its first word, the phrase that needs no further word."""
        return {first: next((lead for lead in leads if not lead.rest), None) for first, leads in self.leads.items()}

    @cached_property
    def _match(self) -> Callable[[tuple[str | None, ...]], Lead | None]:
        """The search among the phrases with the same first word, with a memory: drafters repeat themselves."""

        def search(words: tuple[str | None, ...]) -> Lead | None:
            return next((lead for lead in self.leads[str(words[0])] if _fits(lead.words, words, 0)), None)

        return lru_cache(maxsize=2**12)(search)


def fold(word: str) -> str:
    """A word in small letters, without soft hyphens and ligatures."""
    return word.lower() if word.isascii() else word.translate(_LIGATURES).lower()


def mend(words: list[str], scheme: Scheme) -> list[str]:
    """Words whose first one a scanner has misread ("Rccalling", "Reca1ling"), split ("Recal ling") or fused ("Requeststhe"), put right."""
    leads = scheme.leads
    if not words or words[0] in leads:
        return words
    if true := scheme.original(words[0]):
        return [true, *words[1:]]
    if len(words) < 2:
        return words
    for lost in ("", *READ_AS_DIGITS, "ll"):  # digits are no part of words
        if words[0] + lost + words[1] in leads:
            return [words[0] + lost + words[1], *words[2:]]
    for end in FUSED:
        if words[0].endswith(end) and words[0].removesuffix(end) in leads:
            return [words[0].removesuffix(end), end, *words[1:]]
    return words


def _specificity(lead: Lead) -> tuple[int, int]:
    return -len([word for word in lead.words if word != "~"]), len(lead.words)


def _enter(table: dict[str, list[Lead]], lead: Lead) -> None:
    table.setdefault(lead.words[0], []).append(lead)


def _fits(pattern: tuple[str, ...], words: Sequence[str | None], at: int) -> bool:
    i, last = at, len(words)
    for n, part in enumerate(pattern):
        if part == "~":
            reach = range(i, min(i + MAX_GAP + 1, last))
            return any(_fits(pattern[n + 1 :], words, j) for j in reach)
        if i >= last or words[i] != part:
            return False
        i += 1
    return True


def _participle(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + "ing"


def _present(verb: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", verb):
        return verb + "es"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + "s"


def read_scheme(path: Path) -> Scheme:
    """Read a scheme file: ``[functions.NAME]`` tables with ``force``, ``verbs`` and ``fixed``."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table = data["functions"]
    return Scheme(
        functions=tuple(table),
        forces={name: row.get("force") for name, row in table.items()},
        phrases={name: tuple(row.get("verbs", ())) for name, row in table.items()},
        fixed={name: tuple(row.get("fixed", ())) for name, row in table.items()},
        modifiers=frozenset(data["modifiers"]),
        irregular={verb: tuple(forms) for verb, forms in data["irregular"].items()},
    )


@lru_cache(maxsize=1)
def default_scheme() -> Scheme:
    """The scheme of the annotation guide, which ships with the package."""
    return read_scheme(Path(__file__).with_name("scheme.toml"))
