"""Worker processes on this machine, by loky: each with its own queue, so that a death shows whose it was."""

import os
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

from loky import cpu_count
from loky.backend.context import LokyContext
from loky.process_executor import ProcessPoolExecutor

from clausenlp.batch.guard import has_hung, leave_with
from clausenlp.batch.order import Again, Death, Outcome, Piece
from clausenlp.batch.task import Task
from clausenlp.errors import ClauseError

DEPTH = 2  # pieces in a worker's queue: while one is in hand the next is at hand
STARTS = 3  # times that a worker may end before it is ready
AHEAD = 4  # batches on their way, for each worker
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_CONTEXT = LokyContext()  # named, since joblib registers its own copy of loky under the same name
_REMEDY = "see whether the file opens elsewhere; if it does, report this as a bug of clausenlp"
Work = Callable[[Task, list[str]], list[Any]]


def cores() -> int:
    """The number of cores that this process may use."""
    return int(cpu_count())


class Worker:
    """One worker process, started when it gets its first piece and again after a death."""

    def __init__(self, work: Work, task: Task, proof: Path) -> None:
        self.work, self.proof = work, proof
        self.task = replace(task, proof=str(proof))
        self.queue: deque[tuple[Piece, Future[list[Any]]]] = deque()
        self._process: Any = None
        self._ready: Future[None] = Future()
        self._false_starts = 0

    def give(self, piece: Piece) -> None:
        """Put a piece into the queue of the process."""
        if self._process is None:
            self._process = ProcessPoolExecutor(
                max_workers=1, context=_CONTEXT, initializer=_begin, initargs=(os.getpid(),), env=ONE_THREAD
            )
            self._ready = self._submit(_make_ready, self.task)
        self.queue.append((piece, self._submit(self.work, self.task, piece.paths)))

    def collect(self) -> Iterator[tuple[Piece, Outcome]]:
        """What is done, in the order in which it was given. The first piece that a dead process left is the one it died of."""
        while self.queue and self.queue[0][1].done():
            error = self.queue[0][1].exception()
            if isinstance(error, BrokenExecutor):
                yield from self._bury(error)
                return
            if isinstance(error, ClauseError):
                raise error
            piece, future = self.queue.popleft()
            if error is None:
                yield piece, future.result()
            else:
                yield piece, Death(f"the worker failed ({type(error).__name__}: {error})", _REMEDY)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.shutdown(wait=True, kill_workers=True)
            self._process = None

    def _submit(self, call: Callable[..., Any], *arguments: Any) -> Future[Any]:
        try:
            future: Future[Any] = self._process.submit(call, *arguments)
        except BrokenExecutor as error:  # it died just now; ``collect`` clears that up
            future = Future()
            future.set_exception(error)
        return future

    def _bury(self, error: BrokenExecutor) -> Iterator[tuple[Piece, Outcome]]:
        """Give back what a dead process had in its queue. Where it did not even get ready, that is no fault of a file."""
        if self._ready.exception() is not None:
            self._false_starts += 1
            if self._false_starts == STARTS:
                raise ClauseError(
                    f"worker processes cannot be started ({_signal(error)})",
                    remedy="free some memory or give fewer --jobs; what is done can be gone on from with --resume",
                ) from error
        else:
            self._false_starts = 0
            yield self.queue.popleft()[0], self._death(error)
        yield from ((piece, Again()) for piece, _ in self.queue)
        self.queue.clear()
        self.stop()

    def _death(self, error: BrokenExecutor) -> Death:
        if has_hung(self.proof):
            self.proof.unlink()
            limit = self.task.timeout
            return Death(f"it took longer than the limit of {limit:g} s", "allow more with --timeout, or leave it out")
        signal = _signal(error)
        if signal == "SIGKILL":
            return Death(
                "its worker process was killed, probably for want of memory", "label it where there is more memory"
            )
        return Death(f"its worker process died ({signal})", _REMEDY)


class Workers:
    """A pool of worker processes on this machine."""

    def __init__(self, work: Work, task: Task, *, jobs: int) -> None:
        self._proofs = tempfile.TemporaryDirectory(prefix="clausenlp-")
        self._workers = [Worker(work, task, Path(self._proofs.name) / str(i)) for i in range(jobs)]
        self.ahead = AHEAD * jobs

    def has_room(self) -> bool:
        """Whether some queue is not full."""
        return any(len(worker.queue) < DEPTH for worker in self._workers)

    def give(self, piece: Piece) -> None:
        """Hand a piece to the worker with the shortest queue."""
        min(self._workers, key=lambda worker: len(worker.queue)).give(piece)

    def collect(self, *, wait: bool) -> Iterator[tuple[Piece, Outcome]]:
        """What the workers have done; with ``wait`` at least one piece."""
        busy = [worker for worker in self._workers if worker.queue]
        if wait:
            _wait([worker.queue[0][1] for worker in busy])
        for worker in busy:
            yield from worker.collect()

    def stop(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.stop()
        self._proofs.cleanup()


def _signal(error: BrokenExecutor) -> str:
    """What ended a process, as loky tells it."""
    found = re.search(r"\bSIG[A-Z]+", str(error))
    return found[0] if found else "by itself"


def _make_ready(task: Task) -> None:
    """The first thing a worker is given: to load the model."""
    task.label_model()


def _wait(futures: list[Future[list[Any]]]) -> None:
    wait(futures, return_when=FIRST_COMPLETED)


def _begin(parent: int) -> None:
    """What a worker does first: be quiet when it crashes (the file is named in a Failure), leave the stop key to its parent."""
    import faulthandler
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable(open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  (for the life of the process)
    leave_with(parent)
