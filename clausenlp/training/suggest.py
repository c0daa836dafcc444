"""What to label next: clauses of ``label`` output that a model would learn most from.

Uncertain clauses, drafted unlike each other and unlike what is labelled already, near-copies once. After Lewis & Gale 1994, A
Sequential Algorithm for Training Text Classifiers (uncertainty), and Carbonell & Goldstein 1998, The Use of MMR, Diversity-Based
Reranking for Reordering Documents.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from clausenlp.pipeline.acts import ActFinder
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import default_scheme
from clausenlp.training.label_output import Record, family
from clausenlp.training.near import NearIndex, shingles

POOL = 20  # candidates that are kept for each clause to pick
FEWEST = 500
TWICE = 2  # clauses of one drafting: a feature that is seen once is not learned
ALIKE = 0.7  # how much likeness takes from a clause's worth; by benchmarks/suggestions.py

Marks = frozenset[str]


@dataclass(frozen=True, slots=True)
class Pick:
    """A clause worth labelling.

    ``record`` is its document with the clauses that belong together with it; ``clause`` its own record; ``uncertainty`` 1 minus
    the lowest of its scores; ``novelty`` how unlike all labelled and picked clauses it is drafted; both in 0..1.
    """

    record: Record
    clause: Record
    uncertainty: float
    novelty: float

    @property
    def reason(self) -> str:
        """Why it was picked, in words."""
        return f"score {1 - self.uncertainty:.2f}, {self.novelty:.0%} unlike the clauses with labels"


def suggest(records: Iterable[Record], number: int, *, known: Sequence[str] = ()) -> list[Pick]:
    """Up to ``number`` clauses to label, the most useful first; ``known`` are the texts of clauses that have labels.

    Streams: only the most uncertain clauses are held in memory, of those drafted alike the two most uncertain ones.
    """
    pool = _Pool(max(FEWEST, POOL * number))
    for record in records:
        for i, clause in enumerate(record["clauses"]):
            if clause["section"]:
                pool.offer(record, i)
    return _spread(_without_copies(pool.best(), known), known, number)


def uncertainty(clause: Record) -> float:
    """How unsure the model is of a clause: of its section and primary function, or of a further act; 0..1."""
    return 1.0 - float(min([clause["score"], *(act["score"] for act in clause["acts"])]))


def marks(text: str) -> Marks:
    """How a clause is drafted, apart from its subject: the first words of each act that it may name."""
    marker = read_marker(text[:40])
    return frozenset(_marks(text, marker.end if marker else 0))


def _marks(text: str, skip: int) -> Iterator[str]:
    for n, candidate in enumerate(ActFinder(text, default_scheme()).find(0, len(text), skip=skip)):
        place = "joint" if n else "head"
        for reach in range(1, min(3, len(candidate.words)) + 1):
            yield f"{place} {' '.join(candidate.words[:reach])}"
        if candidate.lead:
            yield f"{place} = {candidate.lead.function}"


@dataclass(frozen=True, slots=True)
class _Candidate:
    doubt: float
    record: Record
    clause: Record
    marks: Marks


@dataclass(slots=True)
class _Pool:
    """The most uncertain clauses so far, at most ``TWICE`` of one drafting; never more than twice ``size`` draftings."""

    size: int
    held: dict[Marks, list[_Candidate]] = field(default_factory=dict)
    floor: float = 0.0

    def offer(self, record: Record, index: int) -> None:
        clause = record["clauses"][index]
        doubt = uncertainty(clause)
        if doubt <= self.floor:
            return
        own = marks(clause["text"])
        alike = self.held.setdefault(own, [])
        if len(alike) < TWICE or doubt > alike[-1].doubt:
            alike.append(_Candidate(doubt, family(record, index), clause, own))
            alike.sort(key=_most_doubtful)
            del alike[TWICE:]
        if len(self.held) >= 2 * self.size:
            self._drop()

    def _drop(self) -> None:
        kept = sorted(self.held.values(), key=lambda alike: -alike[0].doubt)[: self.size]
        self.held = {alike[0].marks: alike for alike in kept}
        self.floor = kept[-1][0].doubt

    def best(self) -> list[_Candidate]:
        """The most uncertain first; of two that are equally so the earlier one."""
        return sorted((found for alike in self.held.values() for found in alike), key=_most_doubtful)


def _most_doubtful(candidate: _Candidate) -> float:
    return -candidate.doubt


def _without_copies(pool: Sequence[_Candidate], known: Sequence[str]) -> list[_Candidate]:
    index = NearIndex()
    for text in known:
        index.add(shingles(text))
    kept = []
    for candidate in pool:
        own = shingles(candidate.clause["text"])
        if not index.near(own):
            index.add(own)
            kept.append(candidate)
    return kept


def _spread(pool: Sequence[_Candidate], known: Sequence[str], number: int) -> list[Pick]:
    """Greedily the clause that is most uncertain, less so the more it is like the known and the picked ones."""
    own = [candidate.marks for candidate in pool]
    nearest = _likeness(own, [marks(text) for text in known]).max(axis=1, initial=0.0)
    among = _likeness(own, own)
    left = np.array([candidate.doubt for candidate in pool])
    picked: list[Pick] = []
    while len(picked) < number and (worth := left * (1 - ALIKE * nearest)).max(initial=0.0) > 0:
        best = int(np.argmax(worth))
        found = pool[best]
        picked.append(Pick(found.record, found.clause, found.doubt, float(1 - nearest[best])))
        left[best] = 0.0
        nearest = np.maximum(nearest, among[best])
    return picked


def _likeness(some: Sequence[Marks], others: Sequence[Marks]) -> NDArray[np.float64]:
    """The share of common marks (Jaccard) of each of some clauses with each of others, shape (some, others)."""
    names = {name: at for at, name in enumerate(sorted(frozenset().union(*some, *others)))}
    one, two = _matrix(some, names), _matrix(others, names)
    both = (one @ two.T).toarray()
    sizes = np.add.outer(np.diff(one.indptr), np.diff(two.indptr))
    shares: NDArray[np.float64] = both / np.maximum(sizes - both, 1)
    return shares


def _matrix(rows: Sequence[Marks], names: dict[str, int]) -> csr_matrix:
    indices = [names[mark] for row in rows for mark in row]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(names)))


def correctable(picks: Iterable[Pick]) -> list[Record]:
    """The picked clauses as ``label`` output to correct, a document a record, each clause with the reason why it was picked.

    The clauses that belong together with a picked one are there too, without a reason: their labels are to be checked with it.
    """
    found: dict[str, Record] = {}
    for pick in picks:
        document = found.setdefault(_name(pick.record), {**pick.record, "clauses": []})
        reasons = {pick.clause["id"]: pick.reason}
        reasons |= {clause["id"]: clause["why"] for clause in document["clauses"] if "why" in clause}
        clauses = {clause["id"]: clause for clause in [*document["clauses"], *pick.record["clauses"]]}
        document["clauses"] = [
            {**clause, "why": reasons[name]} if name in reasons else clause
            for name, clause in sorted(clauses.items(), key=lambda item: item[1]["start"])
        ]
    return list(found.values())


def _name(record: Record) -> str:
    source = record.get("source") or {}
    return f"{record['doc_id']} {source.get('path')}"
