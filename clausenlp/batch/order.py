"""Batches -> results in the order of the batches, by any pool of workers; a worker that dies loses only its document.

What a dead worker had in hand is tried again one file at a time. A file that ends its worker again, alone, is the culprit: it is
named in a Failure. The first death proves nothing: all workers die when a machine goes down.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from clausenlp.records import Failure


@dataclass(slots=True, eq=False)
class Slot:
    """The place of a batch in the order, and the results that have come in."""

    paths: list[str]
    results: list[Any] = field(default_factory=list)
    missing: int = 0

    def __post_init__(self) -> None:
        self.results = [None] * len(self.paths)
        self.missing = len(self.paths)


@dataclass(slots=True, eq=False)
class Piece:
    """A batch, or one file of it that is tried ``alone``, on its way through a worker."""

    slot: Slot
    first: int
    paths: list[str]
    alone: bool = False

    def fill(self, results: list[Any]) -> None:
        """Put the results into their places."""
        self.slot.results[self.first : self.first + len(results)] = results
        self.slot.missing -= len(results)

    def split(self) -> "list[Piece]":
        """The files of the piece, one at a time."""
        return [Piece(self.slot, self.first + i, [path], alone=True) for i, path in enumerate(self.paths)]


@dataclass(frozen=True, slots=True)
class Death:
    """A worker ended while it had a piece in hand; what is said of the file if it was alone."""

    error: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Again:
    """A piece that a dead worker had not begun: no fault of its own."""


Outcome = list[Any] | Death | Again


class Pool(Protocol):
    """Workers that take pieces."""

    @property
    def ahead(self) -> int:
        """How many batches may be on their way."""

    def has_room(self) -> bool:
        """Whether another piece can be given now."""

    def give(self, piece: Piece) -> None:
        """Hand a piece to a worker."""

    def collect(self, *, wait: bool) -> Iterator[tuple[Piece, Outcome]]:
        """The pieces that are done, or dead; with ``wait`` at least one."""

    def stop(self) -> None:
        """End the workers."""


def in_order(pool: Pool, batches: Iterable[list[str]]) -> Generator[list[Any], None, None]:
    """The results of each batch, in order. Lazy: never more than ``pool.ahead`` batches are on their way."""
    coming = iter(batches)
    begun: deque[Slot] = deque()
    waiting: deque[Piece] = deque()
    try:
        while True:
            while len(begun) < pool.ahead and (paths := next(coming, None)) is not None:
                begun.append(Slot(paths))
                waiting.append(Piece(begun[-1], 0, paths))
            if not begun:
                return
            while waiting and pool.has_room():
                pool.give(waiting.popleft())
            collected = pool.collect(wait=begun[0].missing > 0)
            waiting.extendleft(reversed([again for piece, outcome in collected for again in _take(piece, outcome)]))
            while begun and not begun[0].missing:
                yield begun.popleft().results
    finally:
        pool.stop()


def _take(piece: Piece, outcome: Outcome) -> list[Piece]:
    """Note an outcome; returns the pieces that must be given to a worker again."""
    if isinstance(outcome, Again):
        return [piece]
    if isinstance(outcome, Death):
        if not piece.alone:
            return piece.split()
        outcome = [Failure(piece.paths[0], "worker", outcome.error, outcome.remedy)]
    piece.fill(outcome)
    return []
