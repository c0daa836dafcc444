"""Files -> an output on disk, by a run that can be killed at any moment and go on."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from clausenlp.batch.batches import Input, Shard, digest, in_batches, look_at
from clausenlp.batch.engines import Engine
from clausenlp.batch.journal import Journal
from clausenlp.batch.publish import Summary, failures_of, publish, summary
from clausenlp.batch.task import Line, Task
from clausenlp.errors import ClauseError
from clausenlp.records import Failure

_SAID = {
    "release": "release of clausenlp",
    "model": "model",
    "max_error": "error rate (--max-error)",
    "shard": "shard",
    "inputs": "list of files",
}


class Watch(Protocol):
    """Who is told how a run goes."""

    def begun(self, files: int, done: int) -> None:
        """The run has begun, with so many files, of which an earlier run has done some."""

    def seen(self, result: Line | Failure) -> None:
        """A file is done."""


class Run:
    """The labelling of files into one output, or into one shard of it."""

    def __init__(self, output: Path, task: Task, paths: Sequence[str], *, shard: Shard | None = None) -> None:
        self.output, self.shard = output, shard
        self.paths = paths if shard is None else shard.take(paths)
        self.journal = Journal(output if shard is None else shard_of(output, shard))
        self._head = {
            "release": task.release,
            "model": task.sha256,
            "max_error": task.max_error,
            "shard": None if shard is None else str(shard),
            "inputs": None if shard is None else digest(paths),
        }
        self._anew = 0

    def is_done(self) -> bool:
        """Whether the output is there and no run is unfinished."""
        if self.journal.exists() and not self.journal.published():
            return False
        return self.journal.exists() or _has_content(self.output)

    def tidy(self) -> bool:
        """Remove what a run that was killed at its very end has left; returns whether any file had failed."""
        self.journal.remove()
        return failures_of(self.output).exists()

    def begin(self, *, resume: bool = False, overwrite: bool = False) -> None:
        """Begin, or go on with ``resume``; what is there is given up with ``overwrite`` only, and the output last of all."""
        if not overwrite and not resume:
            self._refuse_what_is_there()
        if resume and self.journal.exists() and (head := self.journal.head()):
            self._check(head)
            self.journal.resume()
        else:
            self.journal.begin(self._head)

    def label(self, engine: Engine[Line | Failure], watch: Watch) -> None:
        """Label what is not done yet."""
        kept = self._kept()
        watch.begun(len(self.paths), len(kept))
        handed: deque[list[Input]] = deque()

        def batches() -> Iterator[list[str]]:
            for batch in in_batches(look_at(path) for path in self.paths if path not in kept):
                handed.append(batch)
                yield [item.path for item in batch]

        with closing(engine(batches())) as results:
            for batch in results:
                self.journal.add(handed.popleft(), batch)
                for result in batch:
                    watch.seen(result)
        self.journal.complete(self.paths)

    def finish(self, format: str) -> Summary:
        """Put the output in place; a shard waits for ``merge``."""
        found = summary(self.output if self.shard is None else None, [self.journal], anew=self._anew)
        if self.shard is None:
            publish(self.output, format, [self.journal])
        else:
            self.journal.close()
        return found

    def leave(self) -> bool:
        """Let go of the files of an unfinished run; returns whether there is anything to go on with. Otherwise nothing is left."""
        if not self.journal.is_open():
            return False
        begun = next(self.journal.entries(), None) is not None
        if begun:
            self.journal.close()
        else:
            self.journal.remove()
        return begun

    def _kept(self) -> set[str]:
        """The files that an earlier run has done and that have not changed since."""
        done = {entry.path: Input(entry.path, entry.size, entry.changed) for entry in self.journal.entries()}
        done.pop("-", None)  # what comes from standard input is another text each time
        kept = {path for path in self.paths if path in done and done[path] == look_at(path)}
        self._anew = sum(path in done and path not in kept for path in self.paths)
        return kept

    def _refuse_what_is_there(self) -> None:
        if self.journal.exists():
            raise ClauseError(
                "an unfinished run is here",
                where=str(self.journal.path),
                remedy="go on with --resume, or begin anew with --overwrite",
            )
        if _has_content(self.output):
            raise ClauseError(
                "this is there already",
                where=str(self.output),
                remedy="name another output, or replace it with --overwrite",
            )

    def _check(self, head: dict[str, Any]) -> None:
        other = [said for name, said in _SAID.items() if head.get(name) != self._head[name]]
        if other:
            raise ClauseError(
                f"the run was begun with another {' and another '.join(other)}",
                where=str(self.journal.path),
                remedy="go on with the same, or begin anew with --overwrite",
            )


def shard_of(output: Path, shard: Shard) -> Path:
    """What a shard's journal and spool are named after: labels.jsonl.003-of-100."""
    return output.with_name(f"{output.name}.{shard.number:0{len(str(shard.of))}}-of-{shard.of}")


def _has_content(output: Path) -> bool:
    return any(output.iterdir()) if output.is_dir() else output.is_file()
