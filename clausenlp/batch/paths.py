"""A long list of paths in little memory: a list of strings takes three times as much."""

from array import array
from collections.abc import Iterable, Sequence
from typing import overload

_AS = ("utf-8", "surrogatepass")  # file names may hold bytes that are no UTF-8


class Paths(Sequence[str]):
    """Paths one behind the other in one string of bytes, each decoded when it is asked for."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._joined = bytearray()
        self._ends = array("Q", [0])
        for path in paths:
            self._joined += path.encode(*_AS)
            self._ends.append(len(self._joined))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> "Paths": ...
    def __getitem__(self, at: int | slice) -> "str | Paths":
        if isinstance(at, slice):
            return Paths(self[i] for i in range(*at.indices(len(self))))
        i = range(len(self))[at]
        return self._joined[self._ends[i] : self._ends[i + 1]].decode(*_AS)
