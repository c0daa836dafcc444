"""Work without the cycle collector.

What reading and labelling make has no cycles, so reference counts free it all; the collector would only walk through it again and
again, which takes a fifth to a third of the time (``benchmarks/README.md``).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """The cycle collector rests meanwhile, if it was on; also a decorator."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
