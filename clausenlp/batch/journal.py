"""What a run has done so far, on disk: a spool of labelled documents, one a line, and a journal that says which file each is of.

Both lie beside the output. The spool is on the disk before the journal speaks of it, and both only grow; so whatever moment a run
is killed at, the journal's whole lines are true, and what stands behind them is cut off when the run goes on.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice, zip_longest
from pathlib import Path
from typing import IO, Any

from clausenlp.batch.batches import Input
from clausenlp.batch.task import Line
from clausenlp.errors import ClauseError
from clausenlp.records import Failure

_SPOOL, _JOURNAL = 0, 1
_GO_ON = "free space or mend the disk, then go on with --resume"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that is done: its size and time of change then, the bytes of its line in the spool, or why it failed."""

    path: str
    size: int
    changed: int
    start: int
    end: int
    clauses: int = 0
    failure: dict[str, str] | None = None


_FIELDS = tuple(field.name for field in fields(Entry))


class Journal:
    """The spool and journal of one output; ``output`` plus ".spool" and ".journal"."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.spool = output.with_name(f"{output.name}.spool")
        self.path = output.with_name(f"{output.name}.journal")
        self._files: list[IO[bytes]] = []
        self._end = 0
        self._place: tuple[int, int] | None = None  # of the result among the entries, while nothing more is written

    def exists(self) -> bool:
        """Whether a run was begun and is not finished."""
        return self.path.exists()

    def head(self) -> dict[str, Any]:
        """What the run was begun with; empty where the journal was cut off before it was written."""
        with self.path.open("rb") as file:
            found = _whole(file.readline())
        return found.get("run", {}) if found else {}

    def begin(self, head: dict[str, Any]) -> None:
        """Begin a run: ``head`` says with what."""
        self._open()
        self._cut(0, 0)
        self._write(_JOURNAL, [{"run": head}])

    def resume(self) -> None:
        """Go on behind the last entry that is whole and whose line is in the spool."""
        self._open()
        there = self.spool.stat().st_size
        valid, spooled = len(_line({"run": self.head()})), 0
        for entry, length in self._rows():
            if isinstance(entry, Entry):
                if entry.end > there:
                    break
                spooled = max(spooled, entry.end)
            valid += length
        self._cut(spooled, valid)

    def published(self) -> bool:
        """Whether the spool has become the output, and only the journal was left behind."""
        end = max((entry.end for entry in self.result() or ()), default=-1)
        return not self.spool.exists() and self.output.is_file() and self.output.stat().st_size == end

    def add(self, inputs: Sequence[Input], results: Sequence[Line | Failure]) -> None:
        """Keep the results of some files: first on the disk, then in the journal."""
        entries = []
        for item, result in zip(inputs, results, strict=True):
            start, facts = self._end, (item.path, item.size, item.changed)
            if isinstance(result, Line):
                self._end += len(result.json)
                entries.append(Entry(*facts, start, self._end, clauses=result.clauses))
            else:
                entries.append(Entry(*facts, start, start, failure=result._asdict()))
        self._write(_SPOOL, [result.json for result in results if isinstance(result, Line)])
        self._write(_JOURNAL, [_short(entry) for entry in entries])

    def entries(self) -> Iterator[Entry]:
        """The entries, in the order in which they were made; of a file that was labelled anew there are several."""
        return (entry for entry, _ in self._rows() if isinstance(entry, Entry))

    def complete(self, paths: Sequence[str]) -> None:
        """Note that all is done, and the order of the result, where that is not the order in which it was done."""
        if any(entry is None or entry.path != path for entry, path in zip_longest(self.entries(), paths)):
            last = {entry.path: entry for entry in self.entries()}
            self._write(_JOURNAL, [_short(last[path]) for path in paths])
        self._write(_JOURNAL, [{"complete": len(paths)}])

    def result(self) -> Iterator[Entry] | None:
        """The entries of the whole result, in order; None while it is not complete."""
        if self._place is None:
            behind, count = 0, None
            for entry, _ in self._rows():
                count = None if isinstance(entry, Entry) else entry
                behind += isinstance(entry, Entry)
            if count is None:
                return None
            self._place = behind - count, behind
        return islice(self.entries(), *self._place)

    def in_one_piece(self) -> bool:
        """Whether the spool is the result as it stands: every line in order, and no other."""
        end = 0
        for entry in self.result() or ():
            if entry.start != end:
                return False
            end = entry.end
        return self.spool.exists() and self.spool.stat().st_size == end

    def lines(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """The lines of JSON of some entries; failures have none."""
        with self.spool.open("rb") as spool:
            for entry in entries:
                if entry.failure is None:
                    spool.seek(entry.start)
                    yield spool.read(entry.end - entry.start)

    def is_open(self) -> bool:
        """Whether a run has begun and not let go of the files."""
        return bool(self._files)

    def settle(self) -> None:
        """Let go of the spool, which will not grow any more; the journal keeps others away still."""
        if self._files:
            self._files[_SPOOL].close()

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files:
            file.close()
        self._files = []

    def remove(self) -> None:
        """Remove both files, the journal first: a spool without one means nothing."""
        self.close()
        self.path.unlink(missing_ok=True)
        self.spool.unlink(missing_ok=True)

    def _open(self) -> None:
        try:
            for path in (self.spool, self.path):
                self._files.append(open(path, "ab", buffering=0))  # noqa: SIM115  (see ``close``)
            _lock(self._files[_JOURNAL])
        except BlockingIOError as error:
            self.close()
            raise ClauseError(
                "another run is writing this output",
                where=str(self.output),
                remedy="wait for it, or name another output",
            ) from error
        except OSError as error:
            self.close()
            raise ClauseError(
                f"cannot be written ({error.strerror or error})",
                where=str(self.output),
                remedy="check that the folder exists and can be written to",
            ) from error

    def _cut(self, spooled: int, noted: int) -> None:
        """Keep this many bytes of the spool and of the journal."""
        self._place = None
        self._files[_SPOOL].truncate(spooled)
        self._files[_JOURNAL].truncate(noted)
        self._end = spooled

    def _write(self, which: int, rows: Sequence[bytes | dict[str, Any]]) -> None:
        self._place = None
        file = self._files[which]
        data = memoryview(b"".join(row if isinstance(row, bytes) else _line(row) for row in rows))
        try:
            while data:  # an unbuffered write may take a part only
                data = data[file.write(data) :]
            os.fsync(file.fileno())
        except OSError as error:
            raise ClauseError(
                f"cannot be written ({error.strerror or error})", where=str(file.name), remedy=_GO_ON
            ) from error

    def _rows(self) -> Iterator[tuple[Entry | int, int]]:
        """The entries and marks of completeness with their lengths in bytes, up to the first that was cut off."""
        with self.path.open("rb") as file:
            file.readline()
            for line in file:
                found = _whole(line)
                if found is None:
                    return
                yield (found["complete"] if "complete" in found else Entry(**found)), len(line)


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row).encode() + b"\n"


def _short(entry: Entry) -> dict[str, Any]:
    """An entry as a row of the journal, without what has no value."""
    values = ((name, getattr(entry, name)) for name in _FIELDS)
    return {name: value for name, value in values if value is not None}


def _whole(line: bytes) -> dict[str, Any] | None:
    """A row of the journal; None where it was cut off."""
    if not line.endswith(b"\n"):
        return None
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _lock(file: IO[bytes]) -> None:
    """Keep a second run away from the same output. Where there are no locks (Windows, some network disks) there is no such guard."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except (ImportError, OSError):
        return
