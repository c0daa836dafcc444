"""Speed, start and memory of labelling, each against a yardstick measured in the same run.

python benchmarks/speed.py ../shared/corpus/dev.jsonl.gz          # the pipeline / spaCy's tokenizer, on one pinned core
python benchmarks/speed.py --cold                                 # starts of the program / import of spaCy and scikit-learn
python benchmarks/speed.py --cores 3000                           # so many files by two workers / by one
python benchmarks/speed.py --memory 1000 10000 100000             # peak memory of each process (Linux); the last takes long
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from invented import resolutions, write_resolutions

ROOT = Path(__file__).resolve().parent.parent
LABEL = [sys.executable, "-m", "clausenlp", "label"]
BATCH = 64


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", help="texts to measure on; by default invented ones")
    parser.add_argument("--rendering", default="plain")
    parser.add_argument("--limit", type=int, default=0, help="texts; 0: all, of invented ones 300")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--cores", type=int, metavar="FILES")
    parser.add_argument("--memory", type=int, nargs="+", metavar="FILES")
    options = parser.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if options.cold:
        cold_starts(options.rounds)
    elif options.cores:
        cores(options.cores, options.rounds)
    elif options.memory:
        for files in options.memory:
            memory(files)
    else:
        pipeline(texts(options.gold, options.rendering, options.limit), options.rounds)
    return 0


def texts(gold: Path | None, rendering: str, limit: int) -> list[str]:
    if gold is None or not gold.exists():
        print("invented texts" if gold is None else f"{gold} is absent: invented texts instead")
        return list(islice(resolutions(), limit or 300))
    from score import read

    return [example.text for example in read(gold, rendering, limit or 1_000_000)]


def pipeline(texts: list[str], rounds: int) -> None:
    """One core, alternating: a busy machine slows all alike."""
    import spacy

    import clausenlp
    from clausenlp.batch.label import label_sources
    from clausenlp.pipeline.language import label_model
    from clausenlp.read import Source

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    blank, sentences, nlp = spacy.blank("en"), spacy.blank("en"), clausenlp.load()
    sentences.add_pipe("sentencizer")
    blank.max_length = sentences.max_length = nlp.max_length
    model = label_model(nlp)
    sources = [Source(text, str(i), "text", "") for i, text in enumerate(texts)]
    clauses = 0

    def label() -> None:
        nonlocal clauses
        found = [item for i in range(0, len(sources), BATCH) for item in label_sources(model, sources[i : i + BATCH])]
        clauses = sum(len(item.clauses) for item in found if isinstance(item, clausenlp.Document))

    ways: dict[str, Callable[[], object]] = {
        "spaCy's tokenizer": lambda: [blank.tokenizer(text) for text in texts],
        "tokenizer + sentencizer": lambda: [sentences(text) for text in texts],
        "the whole pipeline, text in, records out": label,
    }
    times = alternating(ways, rounds)
    characters = sum(map(len, texts))
    print(f"{len(texts)} texts, {characters:,} characters, medians of {rounds} rounds")
    first, *_, last = times.values()
    for name, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, first, strict=True))
        print(f"  {name:<42}{statistics.median(taken):7.3f} s   x {ratio:.2f}")
    took = statistics.median(last)
    print(f"  {characters / took / 1e6:.2f} M characters, {clauses / took:,.0f} clauses a second")


def alternating(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each way in each round, after one round that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - started)
    return {name: taken[1:] for name, taken in times.items()}


def cold_starts(rounds: int) -> None:
    text = ROOT / "training_data" / "gold" / "A_RES_58_170.txt"
    commands = {
        "import spacy, sklearn.linear_model": [sys.executable, "-c", "import spacy, sklearn.linear_model"],
        "clausenlp label of one file": [*LABEL, str(text), "-f", "jsonl"],
        "clausenlp --help": [sys.executable, "-m", "clausenlp", "--help"],
    }
    ways = {
        name: lambda command=command: subprocess.run(command, capture_output=True) for name, command in commands.items()
    }
    times = alternating(ways, rounds)
    base = next(iter(times.values()))
    for name, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, base, strict=True))
        print(f"  {name:<42}{statistics.median(taken):7.2f} s   x {ratio:.2f}")


def cores(files: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_resolutions(Path(name) / "texts", files)
        command = [*LABEL, "texts", "-o", "labels.jsonl", "--overwrite", "--jobs"]
        ways = {
            jobs: lambda jobs=jobs: subprocess.run([*command, jobs], cwd=name, stderr=subprocess.DEVNULL, check=True)
            for jobs in "12"
        }
        times = alternating(ways, rounds)
    for jobs, taken in times.items():
        print(f"  {files} files, {jobs} worker(s): {statistics.median(taken):.1f} s")
    print(f"  x {statistics.median(a / b for a, b in zip(times['1'], times['2'], strict=True)):.2f}, starts included")


def memory(files: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_resolutions(Path(name) / "texts", files)
        started = time.monotonic()
        process = subprocess.Popen(
            [*LABEL, "texts", "-o", "labels.jsonl", "--jobs", "2"], cwd=name, stderr=subprocess.DEVNULL
        )
        peaks: dict[int, int] = {}
        while process.poll() is None:
            peaks |= dict(peaks_of(process.pid))
            time.sleep(0.2)
        took = time.monotonic() - started
    program = peaks.pop(process.pid)
    workers = sorted(peaks.values())[-2:]  # loky has a small process of its own besides
    print(
        f"  {files:,} files in {took:.0f} s: the program {program} MB, its workers {workers[0]} and {workers[1]} MB, "
        f"together {program + sum(workers)} MB",
        flush=True,
    )


def peaks_of(pid: int) -> Iterator[tuple[int, int]]:
    """The peak memory in MB of a process and of its children."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        threads = {
            child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
        }
        for one in {str(pid), *children, *threads}:
            status = Path(f"/proc/{one}/status").read_text()
            yield int(one), int(status.partition("VmHWM:")[2].split()[0]) // 1024
    except (OSError, IndexError):  # it has just ended
        return


if __name__ == "__main__":
    sys.exit(main())
