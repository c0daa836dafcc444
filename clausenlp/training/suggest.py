"""What to label next: clauses of ``label`` output that a model would learn most from.

Uncertain clauses, unlike each other and unlike what is labelled already, near-copies once. After Lewis & Gale 1994, A Sequential
Algorithm for Training Text Classifiers (uncertainty), and Carbonell & Goldstein 1998, The Use of MMR, Diversity-Based Reranking.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from clausenlp.pipeline.acts import find_candidates
from clausenlp.pipeline.markers import read_marker
from clausenlp.training.near import NearIndex, shingles

POOL = 20  # candidates that are kept for each clause to pick
FEWEST = 400

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pick:
    """A clause to label: its document, its place in it, how uncertain it is, and how unlike the labelled ones, both 0..1."""

    record: Record
    index: int
    uncertainty: float
    novelty: float

    @property
    def clause(self) -> Record:
        """The clause's record."""
        clause: Record = self.record["clauses"][self.index]
        return clause


def suggest(records: Iterable[Record], number: int, *, known: Sequence[str] = ()) -> list[Pick]:
    """Up to ``number`` clauses to label, the most useful first; ``known`` are the texts of clauses that have labels.

    Streams: only the most uncertain clauses are held in memory.
    """
    pool = _without_copies(_most_uncertain(records, max(FEWEST, POOL * number)), known)
    return _spread(pool, known, number)


def uncertainty(clause: Record) -> float:
    """How unsure the model is of a clause: of its section and primary function, or of a further act."""
    return 1.0 - min([clause["score"], *(act["score"] for act in clause["acts"])])


def _most_uncertain(records: Iterable[Record], number: int) -> list[tuple[float, Record, int]]:
    order = count()  # of two alike the earlier one first; records are not compared
    seen = (
        (uncertainty(clause), -next(order), record, i)
        for record in records
        for i, clause in enumerate(record["clauses"])
        if clause["section"]
    )
    return [(doubt, record, i) for doubt, _, record, i in heapq.nlargest(number, seen)]


def _without_copies(pool: Iterable[tuple[float, Record, int]], known: Sequence[str]) -> list[tuple[float, Record, int]]:
    index = NearIndex()
    for text in known:
        index.add(shingles(text))
    kept = []
    for doubt, record, i in pool:
        own = shingles(record["clauses"][i]["text"])
        if not index.near(own):
            index.add(own)
            kept.append((doubt, record, i))
    return kept


def _spread(pool: Sequence[tuple[float, Record, int]], known: Sequence[str], number: int) -> list[Pick]:
    """Greedily the clause whose uncertainty, times its distance from the known and the picked ones, is largest."""
    texts = [record["clauses"][i]["text"] for _, record, i in pool]
    alike = _likeness(texts, [*known, *texts])
    doubt = np.array([d for d, _, _ in pool])
    nearest = alike[:, : len(known)].max(axis=1, initial=0.0)
    among = alike[:, len(known) :]
    picked: list[Pick] = []
    left = np.ones(len(pool), dtype=bool)
    for _ in range(min(number, len(pool))):
        worth = np.where(left, doubt * (1 - nearest), -1.0)
        best = int(np.argmax(worth))
        _, record, i = pool[best]
        picked.append(Pick(record, i, float(doubt[best]), float(1 - nearest[best])))
        left[best] = False
        nearest = np.maximum(nearest, among[best])
    return picked


def _likeness(texts: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """The share of common marks of drafting (Jaccard) of each text with each of the others, shape (texts, others)."""
    names: dict[str, int] = {}
    one, two = _matrix(texts, names), _matrix(others, names)
    both = (_widen(one, len(names)) @ _widen(two, len(names)).T).toarray()
    sizes = np.add.outer(np.diff(one.indptr), np.diff(two.indptr))
    shares: NDArray[np.float64] = both / np.maximum(sizes - both, 1)
    return shares


def _matrix(texts: Sequence[str], names: dict[str, int]) -> csr_matrix:
    rows = [sorted({names.setdefault(mark, len(names)) for mark in marks(text)}) for text in texts]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    indices = np.array([at for row in rows for at in row], dtype=np.int32)
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(texts), len(names)))


def _widen(matrix: csr_matrix, width: int) -> csr_matrix:
    return csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], width))


def marks(text: str) -> Iterator[str]:
    """How a clause is drafted, apart from its subject: the first words of each act that it may name."""
    marker = read_marker(text[:40])
    for n, candidate in enumerate(find_candidates(text, marker.end if marker else 0)):
        place = "joint" if n else "head"
        words = candidate.words[:3]
        for reach in range(1, len(words) + 1):
            yield f"{place} {' '.join(words[:reach])}"
        if candidate.lead:
            yield f"{place} {candidate.lead.function}"
