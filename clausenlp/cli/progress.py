"""How a run goes, on the terminal: files, clauses a second, failures and the time left. Silent where there is no terminal."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

from clausenlp.records import Document, Failure

if TYPE_CHECKING:
    from clausenlp.batch.task import Line

MANY = 5  # files from which on a progress bar is worth its line


class Progress:
    """Counts what it sees, keeps the failures, and shows a bar on a terminal while it is open."""

    def __init__(self) -> None:
        self.files = self.done = self.clauses = 0
        self.failures: list[Failure] = []
        self._bar: Any = None

    def begun(self, files: int, done: int) -> None:
        """The run has begun."""
        self.files, self.done = files, done
        if files - done >= MANY and sys.stderr.isatty():
            self._bar = _bar(files, done)

    def seen(self, result: "Document | Line | Failure") -> None:
        """A file is done."""
        self.done += 1
        if isinstance(result, Failure):
            self.failures.append(result)
        else:
            self.clauses += len(result.clauses) if isinstance(result, Document) else result.clauses
        if self._bar is not None:
            (task,) = self._bar.tasks
            rate = self.clauses / max(task.elapsed or 0, 0.1)
            self._bar.update(task.id, advance=1, rate=f"{rate:,.0f}", failed=len(self.failures))

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar(files: int, done: int) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        MofNCompleteColumn(),
        TextColumn("files"),
        BarColumn(),
        TextColumn("{task.fields[rate]} clauses a second, {task.fields[failed]} failed,"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("", total=files, completed=done, rate="0", failed=0)
    bar.start()
    return bar
