"""The same scores for parts of the gold: by organ, decade, rendering, length, level, and what training has seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from clausenlp.evaluation.align import Aligned
from clausenlp.evaluation.origin import UNKNOWN, decade, organ, rendering
from clausenlp.evaluation.scores import Scores, score
from clausenlp.pipeline.clean import clean_text
from clausenlp.pipeline.leads import lead_words
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import fold
from clausenlp.training.examples import Example


class Placed(Protocol):
    """What gold and predicted clauses have in common."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def level(self) -> int: ...


ClauseKey = Callable[[Example, Placed], str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What training has seen: the first words of its clauses, and their words without number and closing mark."""

    leads: frozenset[str]
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slice:
    """The scores of a part of the gold: what it is cut by, and the name of the part."""

    kind: str
    name: str
    scores: Scores

    @property
    def clauses(self) -> int:
        """Gold clauses in it."""
        return self.scores.spans.tp + self.scores.spans.fn


def seen_in(examples: Iterable[Example]) -> Seen:
    """What a model trained on these examples has seen."""
    places = [(example, clause) for example in examples for clause in example.clauses]
    return Seen(frozenset(lead_word(*place) for place in places), frozenset(plain_words(*place) for place in places))


def lead_word(example: Example, clause: Placed) -> str:
    """The first word of a clause after its number and modifiers, in small letters: "3. Also *urges* ..."."""
    words = lead_words(_unnumbered(example, clause))
    return words[0] if words else ""


def plain_words(example: Example, clause: Placed) -> str:
    """A clause's words in small letters without number and closing mark: "5. Requests ...;" is "2. Requests ..." seen again."""
    return fold(clean_text(_unnumbered(example, clause))).rstrip(" ,;:.")


def _unnumbered(example: Example, clause: Placed) -> str:
    text = example.text[clause.start : clause.end]
    marker = read_marker(text[:40])
    return text[marker.end if marker else 0 :]


def length(example: Example, clause: Placed) -> str:
    """The class of a clause by its number of words."""
    words = len(example.text[clause.start : clause.end].split())
    return "1-20 words" if words <= 20 else "21-50 words" if words <= 50 else "51- words"


def leaked(documents: Iterable[Aligned], seen: Seen) -> int:
    """How many gold clauses stand word for word among the training clauses."""
    return sum(plain_words(d.example, clause) in seen.texts for d in documents for clause in d.gold)


def make_slices(documents: Sequence[Aligned], seen: Seen) -> list[Slice]:
    """All slices; a cut by organ, decade or rendering is left out where no document tells its own."""
    found: list[Slice] = []
    for kind, of in (("organ", organ), ("decade", decade), ("rendering", rendering)):
        parts = by_document(documents, kind, of)
        found += parts if [part.name for part in parts] != [UNKNOWN] else []
    for kind, key in _clause_keys(seen).items():
        found += by_clause(documents, kind, key)
    return found


def _clause_keys(seen: Seen) -> dict[str, ClauseKey]:
    return {
        "length": length,
        "level": lambda _, clause: str(clause.level),
        "lead word": lambda e, clause: "seen" if lead_word(e, clause) in seen.leads else "unseen",
        "clause": lambda e, c: "in training" if plain_words(e, c) in seen.texts else "not in training",
    }


def by_document(documents: Sequence[Aligned], kind: str, of: Callable[[Example], str]) -> list[Slice]:
    """One slice for each value that documents have, in order of name."""
    names = [of(document.example) for document in documents]
    return [
        Slice(kind, name, score([d for d, own in zip(documents, names, strict=True) if own == name]))
        for name in sorted(set(names))
    ]


def by_clause(documents: Sequence[Aligned], kind: str, key: ClauseKey) -> list[Slice]:
    """One slice for each value that gold or predicted clauses have; each clause is in one of them."""
    keys = [_keys(document, key) for document in documents]
    names = sorted({name for gold, made in keys for name in (*gold, *made)})
    return [
        Slice(kind, name, score([_restrict(d, *own, name) for d, own in zip(documents, keys, strict=True)]))
        for name in names
    ]


def _keys(document: Aligned, key: ClauseKey) -> tuple[list[str], list[str]]:
    """The slice of each gold and predicted clause. A predicted one goes with the gold clause that it pairs with or that opens
    where it does, so that a wrong end does not move it to another slice.
    """
    gold = [key(document.example, clause) for clause in document.gold]
    opened = {clause.start: name for clause, name in zip(document.gold, gold, strict=True)}
    made = [opened.get(c.start) or key(document.example, c) for c in document.predicted]
    for g, p in document.pairs:
        made[p] = gold[g]
    return gold, made


def _restrict(document: Aligned, gold: Sequence[str], made: Sequence[str], name: str) -> Aligned:
    kept = {old: new for new, old in enumerate(i for i, own in enumerate(gold) if own == name)}
    found = {old: new for new, old in enumerate(i for i, own in enumerate(made) if own == name)}
    predicted = tuple(document.predicted[i] for i in found)
    clauses = tuple(document.gold[i] for i in kept)
    opened = {clause.start for clause in predicted}
    return Aligned(
        document.example,
        clauses,
        predicted,
        tuple((kept[g], found[p]) for g, p in document.pairs if g in kept and p in found),
        sum(clause.start in opened for clause in clauses),
    )
