"""The ways to work through batches: in this process, in worker processes, on a cluster. All give the same results in the same order."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from clausenlp.batch.task import Task

if TYPE_CHECKING:
    from clausenlp.batch.label import Pages

T = TypeVar("T")
Engine = Callable[[Iterable[list[str]]], Generator[list[T], None, None]]
Work = Callable[[Task, list[str]], list[T]]


def in_this_process(work: Work[T], task: Task, pages: "Pages | None" = None) -> Engine[T]:
    """Label here: no start of a worker to wait for, and no guard against a file that hangs or ends the process."""
    here = replace(task, timeout=None, pages=pages)  # the limit ends the process that it holds for

    def label(batches: Iterable[list[str]]) -> Generator[list[T], None, None]:
        for paths in batches:
            yield work(here, paths)

    return label


def in_workers(work: Work[T], task: Task, jobs: int) -> Engine[T]:
    """Label in ``jobs`` worker processes of this machine (0 or less: one a core)."""
    from clausenlp.batch.order import in_order
    from clausenlp.batch.workers import Workers, cores

    return lambda batches: in_order(Workers(work, task, jobs=jobs if jobs > 0 else cores()), batches)


def on_dask(work: Work[T], task: Task, scheduler: str) -> Engine[T]:
    """Label on the workers of a Dask scheduler."""
    from clausenlp.batch.cluster import Cluster
    from clausenlp.batch.order import in_order

    return lambda batches: in_order(Cluster(work, task, scheduler), batches)
