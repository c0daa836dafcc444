"""How a run goes, on the terminal: files, clauses a second, failures and the time left. Silent where there is no terminal."""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from clausenlp.records import Document, Failure

if TYPE_CHECKING:
    from clausenlp.batch.task import Line

MANY = 5  # files from which on a progress bar is worth its line


class Progress:
    """Counts what it sees, keeps the failures, and shows a bar on a terminal while it is open.

    With ``between`` results go to the terminal, too: the bar then shows only while the pages of a scan are read.
    """

    def __init__(self, *, between: bool = False) -> None:
        self.between = between
        self.files = self.done = self.clauses = 0
        self.failures: list[Failure] = []
        self._bar: Any = None

    def begun(self, files: int, done: int) -> None:
        """The run has begun."""
        self.files, self.done = files, done
        if files - done >= MANY and not self.between and sys.stderr.isatty():
            self._bar = _bar(files, done)

    def page(self, path: str, page: int, pages: int) -> None:
        """A page of a scan is read, which takes seconds; a bar that was not worth its line is so now."""
        if self._bar is None and sys.stderr.isatty():
            self._bar = _bar(self.files, self.done)
        if self._bar is not None:
            self._update(scan=f"; {Path(path).name}: page {page} of {pages}" if page < pages else "")

    def seen(self, result: "Document | Line | Failure") -> None:
        """A file is done."""
        self.done += 1
        if isinstance(result, Failure):
            self.failures.append(result)
        else:
            self.clauses += len(result.clauses) if isinstance(result, Document) else result.clauses
        if self._bar is not None and self.between:
            self._bar.stop()
            self._bar = None
        elif self._bar is not None:
            (task,) = self._bar.tasks
            rate = self.clauses / max(task.elapsed or 0, 0.1)
            self._update(advance=1, rate=f"{rate:,.0f}", failed=len(self.failures))

    def _update(self, **said: Any) -> None:
        (task,) = self._bar.tasks
        self._bar.update(task.id, **said)

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
        TextColumn("left{task.fields[scan]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("", total=files, completed=done, rate="0", failed=0, scan="")
    bar.start()
    return bar
