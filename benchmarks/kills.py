"""Runs that are killed at a random moment and resumed must give what an uninterrupted run gives, byte for byte.

python benchmarks/kills.py --runs 100
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from invented import write_resolutions

FORMATS = ("jsonl", "jsonl", "jsonl.gz", "csv")  # a spool of JSON lines is renamed, the others are written anew


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument(
        "--jobs", default="12", help="numbers of workers, one digit each, of which each start takes one"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for path in write_resolutions(place / "texts", options.files)[::50]:
            path.write_bytes(b"")  # failures, too, must come out once
        expected = {}
        for end in dict.fromkeys(FORMATS[: options.runs]):
            lasted, worked = duration(place, f"whole.{end}", options.jobs[-1])
            expected[end] = outcome(place, f"whole.{end}")
        for i in range(options.runs):
            output = f"{i}.{FORMATS[i % len(FORMATS)]}"
            kills = killed_run(place, output, (lasted, worked), chance, options.jobs, found)
            same = outcome(place, output) == expected[FORMATS[i % len(FORMATS)]]
            found["the same output" if same else "ANOTHER OUTPUT"] += 1
            print(f"{output}: killed {kills} times, {'the same' if same else 'ANOTHER OUTPUT'}", flush=True)
            clear(place, output)
    print(", ".join(f"{count} {what}" for what, count in sorted(found.items())))
    return 0 if found["the same output"] == options.runs else 1


def duration(place: Path, output: str, jobs: str) -> tuple[float, float]:
    """Seconds that a run lasts, and seconds of it after the first labelled batch."""
    started = time.monotonic()
    process = label(place, output, jobs=jobs)
    wait_for_work(process, place / f"{output}.spool")
    at_work = time.monotonic()
    process.wait()
    return time.monotonic() - started, time.monotonic() - at_work


def killed_run(
    place: Path, output: str, times: tuple[float, float], chance: random.Random, jobs: str, found: Counter[str]
) -> int:
    """Kill a run, and perhaps the run that resumes it, at random moments; then resume until it is done."""
    kills = 0
    while kills == 0 or (chance.random() < 0.3 and not (place / output).exists()):
        arguments = ("--resume",) if kills else ()
        if kill(label(place, output, *arguments, jobs=chance.choice(jobs)), place / f"{output}.spool", times, chance):
            kills += 1
            found[state(place, output)] += 1
        elif not kills:
            clear(place, output)  # it was done before its time had come
    last = label(place, output, "--resume", jobs=chance.choice(jobs))
    if last.wait() not in (0, 1):
        print(f"{output}: exit code {last.returncode}")
    return kills


def kill(process: "subprocess.Popen[bytes]", spool: Path, times: tuple[float, float], chance: random.Random) -> bool:
    """Kill at any moment of the whole run, or at any moment from the first labelled batch on; False where the end came first."""
    lasted, worked = times
    at_work = chance.random() < 0.7
    if at_work:
        wait_for_work(process, spool)
    try:
        process.wait(chance.uniform(0, worked if at_work else lasted))
    except subprocess.TimeoutExpired:
        # Either the program alone, whose workers must then leave by themselves, or all of its processes at once.
        (os.kill if chance.random() < 0.5 else os.killpg)(process.pid, signal.SIGKILL)
        return process.wait() == -signal.SIGKILL
    return False


def wait_for_work(process: "subprocess.Popen[bytes]", spool: Path) -> None:
    while process.poll() is None and not (spool.exists() and spool.stat().st_size):
        time.sleep(0.01)


def label(place: Path, output: str, *arguments: str, jobs: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "clausenlp", "label", "texts", "-o", output, "--jobs", jobs, *arguments]
    return subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL, start_new_session=True)


def state(place: Path, output: str) -> str:
    """Where the kill hit."""
    if not (place / f"{output}.journal").exists():
        return "killed at the very end" if (place / output).exists() else "killed before the beginning"
    return "killed at work" if (place / f"{output}.spool").stat().st_size else "killed before the first batch"


def outcome(place: Path, output: str) -> tuple[bytes, bytes]:
    """The bytes of the output and of the list of failures, and nothing else left behind."""
    left = [path.name for path in place.iterdir() if path.name.startswith((output + ".", "." + output))]
    assert not left, left
    failures = f"{output.removesuffix('.gz').rpartition('.')[0]}.failures.jsonl"
    return (place / output).read_bytes(), (place / failures).read_bytes()


def clear(place: Path, output: str) -> None:
    for path in place.glob(f"{output.partition('.')[0]}.*"):
        path.unlink()


if __name__ == "__main__":
    sys.exit(main())
