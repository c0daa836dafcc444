"""A Dask cluster of two worker processes over TCP, one of which is killed in mid-run, must give what one process gives.

python benchmarks/cluster.py --files 1000
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from invented import write_resolutions

PYTHON = [sys.executable, "-m"]
LABEL = [*PYTHON, "clausenlp", "label", "texts"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_resolutions(place / "texts", options.files)[0].write_bytes(b"")
        alone = start(place, *LABEL, "-o", "alone.jsonl")
        with cluster(place) as (address, workers):
            alone.wait()
            joined = start(place, *LABEL, "-o", "joined.jsonl", "--backend", "dask", "--scheduler", address)
            spooled = kill_in_mid_run(place, workers[0], joined)
            code = joined.wait()
        print(f"one of two workers killed when {spooled:.0%} was done; exit codes {alone.returncode} and {code}")
        same = all(
            (place / f"alone.{end}").read_bytes() == (place / f"joined.{end}").read_bytes()
            for end in ("jsonl", "failures.jsonl")
        )
        print("the same output" if same else "ANOTHER OUTPUT")
        return 0 if same and 0 < spooled < 1 and alone.returncode == code == 1 else 1


@contextmanager
def cluster(place: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A scheduler and two workers, each a process of its own; gives the scheduler's address and the workers."""
    found = place / "scheduler.json"
    quiet = ["--no-dashboard", "--scheduler-file", str(found)]
    processes = [
        start(place, *PYTHON, "distributed.cli.dask_scheduler", "--host", "tcp://127.0.0.1", "--port", "0", *quiet)
    ]
    try:
        while not found.exists():
            time.sleep(0.1)
        workers = [
            start(place, *PYTHON, "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", *quiet)
            for _ in range(2)
        ]
        processes += workers
        yield address(found), workers
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def address(found: Path) -> str:
    while True:  # until the scheduler has written the whole of it
        try:
            return str(json.loads(found.read_text())["address"])
        except ValueError:
            time.sleep(0.1)


def kill_in_mid_run(place: Path, worker: "subprocess.Popen[bytes]", joined: "subprocess.Popen[bytes]") -> float:
    """Kill a worker when some of the output is done; returns the share that is, 1 where the run has ended before."""
    spool = place / "joined.jsonl.spool"
    whole = (place / "alone.jsonl").stat().st_size
    while joined.poll() is None:
        if spool.exists() and (size := spool.stat().st_size) > whole / 5:
            os.kill(worker.pid, signal.SIGKILL)
            return size / whole
        time.sleep(0.02)
    return 1.0


def start(place: Path, *command: str) -> "subprocess.Popen[bytes]":
    said = None if "clausenlp" in command else subprocess.DEVNULL  # Dask says much when a worker dies
    return subprocess.Popen(command, cwd=place, stdout=said, stderr=said)


if __name__ == "__main__":
    sys.exit(main())
