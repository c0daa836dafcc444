"""Workers on other machines, by Dask: its scheduler hands out the batches, and again those of a machine that is gone."""

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any

from clausenlp.batch.order import Death, Outcome, Piece
from clausenlp.batch.task import Task
from clausenlp.errors import ClauseError

PATIENCE = 30  # seconds to wait for the scheduler, and for a worker to be there
_ALONE = "label it alone on one machine to see why"
_REMEDY = "start `dask scheduler` and `dask worker`, and give the address that the scheduler prints with --scheduler"


class Cluster:
    """A pool of Dask workers. They must reach the files and the model under the same paths, and have the same release.

    Dask itself gives a batch whose worker has died to another, three times by default.
    """

    def __init__(self, work: Callable[[Task, list[str]], list[Any]], task: Task, scheduler: str) -> None:
        self._work, self._task = work, task
        self._client = _connect(scheduler)
        self._given: dict[str, tuple[Any, Piece]] = {}
        self._done: SimpleQueue[Any] = SimpleQueue()

    @property
    def ahead(self) -> int:
        """Twice as many batches as are with the workers, so that one that takes long does not stop the others."""
        return 2 * self._places()

    def has_room(self) -> bool:
        """Whether some thread of the cluster has not a batch in hand and another at hand."""
        return len(self._given) < self._places()

    def give(self, piece: Piece) -> None:
        """Submit a piece."""
        future = self._client.submit(self._work, self._task, piece.paths, pure=False)
        self._given[future.key] = future, piece
        future.add_done_callback(self._done.put)

    def collect(self, *, wait: bool) -> Iterator[tuple[Piece, Outcome]]:
        """The pieces that are done or given up by Dask; with ``wait`` at least one."""
        while wait or not self._done.empty():
            future, piece = self._given.pop(self._done.get().key)
            yield piece, _outcome(future)
            wait = False

    def stop(self) -> None:
        """Let go of the cluster; what was submitted is given up."""
        self._client.cancel([future for future, _ in self._given.values()])
        self._client.close()

    def _places(self) -> int:
        """Counted anew each time: workers come and go."""
        return max(1, 2 * int(sum(self._client.nthreads().values())))


def _outcome(future: Any) -> Outcome:
    if future.cancelled():
        raise ClauseError("the scheduler has gone away", remedy="start it again, then go on with --resume")
    error = future.exception()
    if error is None:
        results: list[Any] = future.result()
        return results
    if isinstance(error, ClauseError):
        raise error
    if type(error).__name__ == "KilledWorker":
        return Death("its worker processes died or took longer than the limit", _ALONE)
    return Death(f"the worker failed ({type(error).__name__}: {error})", _ALONE)


def _connect(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise ClauseError(
            "--backend dask needs Dask, which is not installed", remedy='pip install "clausenlp[dask]"'
        ) from error
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClauseError("no Dask scheduler with workers answers", where=scheduler, remedy=_REMEDY) from error
    return client
