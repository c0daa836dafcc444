"""A time limit that holds even where a library hangs in compiled code: the process ends itself. For worker processes only."""

import faulthandler
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

Limit = Callable[[], AbstractContextManager[None]]
POLL = 1.0  # seconds between two looks at whether the parent lives


def unlimited() -> AbstractContextManager[None]:
    """No limit."""
    return nullcontext()


def time_limit(seconds: float | None, proof: str = os.devnull) -> Limit:
    """A limit for one step of the work. When it has passed, a thread without need of Python's lock writes where the process
    hung into the file ``proof`` and ends the process; whoever started it sees the file and begins again without the culprit.
    """
    if seconds is None:
        return unlimited

    @contextmanager
    def limit() -> Iterator[None]:
        with open(proof, "a", encoding="utf-8") as file:
            faulthandler.dump_traceback_later(seconds, exit=True, file=file)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

    return limit


def has_hung(proof: Path) -> bool:
    """Whether the process with this proof was ended by its time limit."""
    return proof.exists() and proof.stat().st_size > 0


def leave_with(parent: int) -> None:
    """End this process when its parent is gone (killed, say), which could not tell it to."""
    if os.name == "posix":  # elsewhere the parent of an orphan cannot be told; idle workers leave by themselves
        threading.Thread(target=_leave, args=(parent,), daemon=True).start()


def _leave(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL)
    os._exit(1)
