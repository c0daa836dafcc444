"""Kill a command that changes training data or models at any moment, many times: what it leaves must be whole.

python benchmarks/kills_training.py --case add --kills 100

Half of the kills come at a random moment of the run, half within thirty milliseconds of the moment when the new file or folder first shows
beside the old one. After each kill the case checks what is there, and that the same command, run again, ends as if nothing had happened.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clausenlp.training.examples import read_examples
from clausenlp.training.exchange.formats import read_offers
from clausenlp.training.store import Store


@dataclass(frozen=True)
class Case:
    """A command to kill.

    ``prepare`` fills an empty folder, ``command`` are the arguments of clausenlp, run in it; ``check`` says what the kill left
    ("before", "after") and raises AssertionError where that is not whole; ``beside`` matches what is being written.
    """

    prepare: Callable[[Path], None]
    command: tuple[str, ...]
    check: Callable[[Path], str]
    beside: str


THERE, OFFERED = 300, 500  # examples in the store, and in the file that is added


def example(number: int) -> str:
    row = {
        "id": f"e{number}",
        "text": f"{number}. Requests office {chr(97 + number % 26)}{number} to count lamp {number} and buoy {number + 1};",
        "section": "operative",
        "functions": ["request"],
    }
    return json.dumps(row) + "\n"


def prepare_add(folder: Path) -> None:
    (folder / "training_data").mkdir()
    (folder / "training_data" / "added.jsonl").write_text("".join(map(example, range(THERE))))
    (folder / "new.jsonl").write_text("".join(map(example, range(THERE, THERE + OFFERED))))


def check_add(folder: Path) -> str:
    path = folder / "training_data" / "added.jsonl"
    before = "".join(map(example, range(THERE)))
    content = path.read_text()
    count = len(read_examples([path]))
    assert content.startswith(before), "an example that was there has changed"
    assert count in (THERE, THERE + OFFERED), f"{count} examples: neither all of the file nor none"
    store = Store(folder / "training_data")
    plan = store.plan(read_offers(folder / "new.jsonl").offers)
    assert not plan.doubts
    store.commit(plan)
    assert len(read_examples([path])) == THERE + OFFERED, "adding once more does not end whole"
    return "before" if count == THERE else "after"


CASES = {
    "add": Case(prepare_add, ("add", "new.jsonl", "--by", "a benchmark"), check_add, "training_data/.added.jsonl.*")
}


def start(case: Case, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "clausenlp", *case.command]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def duration(case: Case, template: Path, folder: Path) -> float:
    """Seconds of a run that nobody kills."""
    shutil.copytree(template, folder)
    began = time.perf_counter()
    process = start(case, folder)
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()
    return time.perf_counter() - began


def kill(case: Case, folder: Path, draw: random.Random, longest: float, early: bool) -> None:
    """Start the command and kill it: at a random moment, or just after it begins to write."""
    process = start(case, folder)
    end = time.perf_counter() + (draw.uniform(0, longest) if early else 60)
    while process.poll() is None and time.perf_counter() < end:
        if not early and any(folder.glob(case.beside)):
            time.sleep(draw.uniform(0, 0.03))
            break
        time.sleep(0.0002)
    process.kill()
    process.communicate()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", choices=sorted(CASES), default="add")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    case, draw, found = CASES[options.case], random.Random(options.seed), Counter[str]()
    with tempfile.TemporaryDirectory() as home:
        template = Path(home) / "template"
        template.mkdir()
        case.prepare(template)
        longest = duration(case, template, Path(home) / "whole")
        for number in range(options.kills):
            folder = Path(home) / f"kill{number}"
            shutil.copytree(template, folder)
            kill(case, folder, draw, longest, early=number % 2 == 0)
            found[case.check(folder)] += 1
            shutil.rmtree(folder)
    print(f"{options.case}: {options.kills} kills of a run of {longest:.1f} s, all left whole data: {dict(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
