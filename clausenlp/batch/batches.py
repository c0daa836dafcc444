"""Paths -> batches of a size that keeps every worker busy, and the shard of a list that one of several machines takes."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clausenlp.errors import ClauseError

FIRST, MOST = 4, 64  # files of the first batch and of a late one: a short list, too, is spread over the workers
BYTES = 1_000_000  # a batch is full where its files hold more


@dataclass(frozen=True, slots=True)
class Input:
    """A file to label, with its size in bytes and its time of change in ns; -1 and 0 where there is no such file."""

    path: str
    size: int
    changed: int


def look_at(path: str) -> Input:
    """Size and time of a file; of the archive for a file inside one ("archive.zip!inner/name.pdf")."""
    for name in (path, path.partition("!")[0]):
        try:
            found = os.stat(name)
        except (OSError, ValueError):
            continue
        return Input(path, found.st_size, found.st_mtime_ns)
    return Input(path, -1, 0)


def in_batches(inputs: Iterable[Input]) -> Iterator[list[Input]]:
    """Batches in order, each full by its bytes or its number of files, which grows from batch to batch."""
    most, batch, size = FIRST, list[Input](), 0
    for item in inputs:
        batch.append(item)
        size += max(0, item.size) if "!" not in item.path else 0
        if len(batch) >= most or size >= BYTES:
            yield batch
            most, batch, size = min(MOST, 2 * most), [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of a list of files: ``number`` counts from 1 to ``of``."""

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """The shard that "3/100" names."""
        number, slash, of = text.partition("/")
        if slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
            return cls(int(number), int(of))
        raise ClauseError(f"no shard: {text!r}", remedy="write it as 3/100, for the third of a hundred")

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def take(self, paths: Sequence[str]) -> Sequence[str]:
        """The paths of this shard: neighbours, so that the shards joined in order are the whole list."""
        return paths[len(paths) * (self.number - 1) // self.of : len(paths) * self.number // self.of]


def digest(paths: Iterable[str]) -> str:
    """SHA-256 of a list of paths: shards of one run must have been cut from the same list."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.encode("utf-8", "surrogatepass") + b"\0")
    return total.hexdigest()
