"""Kill commands that change a model, at any moment, and see that a loadable model is left and nothing earlier is lost.

Half of the kills come after a random time, half before a random change on the disk (a file opened for writing, a folder made,
a rename, a removal), so that the short moments are hit too.

python benchmarks/kills_training.py --kills 100
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import clausenlp
from clausenlp.pipeline.language import label_model
from clausenlp.training.data import shipped_data
from clausenlp.training.examples import read_examples, write_example
from clausenlp.training.history import entries, read_card

# The command with a hook that kills it before its Nth change in the current folder. N = 0: count the changes and report them.
HOOKED = """
import os, signal, sys
limit, place, seen = int(os.environ["KILL_AT"]), os.getcwd(), 0
def hook(event, arguments):
    global seen
    names = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod")
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if (event in names or writes) and arguments and isinstance(arguments[0], (str, os.PathLike)):
        if os.path.abspath(arguments[0]).startswith(place):
            seen += 1
            if seen == limit:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from clausenlp.cli.app import app
try:
    app()
finally:
    if not limit:
        print("changes", seen, file=sys.stderr)
"""


@dataclass(frozen=True)
class Case:
    """A command (in the folder that ``prepare`` has filled), and what must hold after a kill; ``check`` says what is left, or raises."""

    name: str
    arguments: Sequence[str]
    prepare: Callable[[Path], None]
    check: Callable[[Path], str]


def prepare_models(folder: Path) -> None:
    """A model, its predecessor in the history, a small training set, and one example more."""
    examples = [e for e in read_examples(shipped_data()) if not e.whole][::3]
    write(folder / "base.jsonl", examples[:-20])
    write(folder / "more.jsonl", examples[-20:])
    for arguments in (["--base", "base.jsonl"], ["--base", "base.jsonl", "--add", "more.jsonl", "--force"]):
        command = [sys.executable, "-m", "clausenlp", "train", *arguments, "--folds", "2", "-o", "models/mine"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    write(folder / "added.jsonl", examples[-20:-5])


def write(path: Path, examples: Sequence[object]) -> None:
    path.write_text("".join(write_example(e) + "\n" for e in examples), encoding="utf-8")  # type: ignore[arg-type]


def check_models(folder: Path) -> str:
    """The model loads and is the old or the new one; every earlier model is still there and loads."""
    model = folder / "models" / "mine"
    before = set(json.loads((folder / "before.json").read_text()))
    now = label_model(clausenlp.load(model)).card["sha256"]
    for entry in entries(model):
        clausenlp.load(entry.path)
    lost = before - {now, *(entry.model for entry in entries(model))}
    if lost:
        raise AssertionError(f"lost: {lost}")
    return "the old model" if now == json.loads((folder / "before.json").read_text())[0] else "the new model"


TRAIN = ("train", "--base", "base.jsonl", "--add", "added.jsonl", "--folds", "2", "--force", "-o", "models/mine")
CASES = (
    Case("train", TRAIN, prepare_models, check_models),
    Case("rollback", ("rollback", "models/mine"), prepare_models, check_models),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--case", choices=[case.name for case in CASES])
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    cases = [case for case in CASES if options.case in (None, case.name)]
    print("| command | kills | left | fault |\n| --- | --- | --- | --- |", flush=True)
    faults = 0
    for case in cases:
        left, found = run_case(case, options.kills // len(cases), random.Random(options.seed))
        faults += len(found)
        seen = ", ".join(f"{name} {count}" for name, count in sorted(left.items()))
        print(
            f"| {case.name} | {sum(left.values()) + len(found)} | {seen} | {'; '.join(found) or 'none'} |", flush=True
        )
    return 1 if faults else 0


def run_case(case: Case, kills: int, drawn: random.Random) -> tuple[Counter[str], list[str]]:
    """What was left after each kill, and the faults."""
    left: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "template"
        (template / "models").mkdir(parents=True)
        case.prepare(template)
        known = [template / "models" / "mine", *(entry.path for entry in entries(template / "models" / "mine"))]
        (template / "before.json").write_text(json.dumps([read_card(path)["sha256"] for path in known]))
        seconds, changes = measure(case, template)
        for i in range(kills):
            place = template.with_name("place")
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(template, place)
            if i % 2:
                kill_after(case, place, drawn.uniform(0, seconds))
            else:
                kill_at(case, place, drawn.randint(1, changes))
            try:
                left[case.check(place)] += 1
            except Exception as error:  # any error is a fault to report
                faults.append(f"kill {i}: {type(error).__name__} {error}")
    return left, faults


def measure(case: Case, template: Path) -> tuple[float, int]:
    """How long the command takes, and how many changes it makes on the disk."""
    place = template.with_name("measured")
    shutil.copytree(template, place)
    start = time.monotonic()
    done = hooked(case, place, 0)
    assert done.returncode == 0, done.stderr
    changes = int(done.stderr.decode().rsplit("changes", 1)[1])
    print(f"{case.name}: {time.monotonic() - start:.1f} s, {changes} changes on the disk", file=sys.stderr)
    return time.monotonic() - start, changes


def kill_at(case: Case, place: Path, change: int) -> None:
    done = hooked(case, place, change)
    assert done.returncode == -signal.SIGKILL, done.stderr


def hooked(case: Case, place: Path, change: int) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-c", HOOKED, *case.arguments]
    return subprocess.run(
        command, cwd=place, env={**os.environ, "KILL_AT": str(change)}, capture_output=True, check=False
    )


def kill_after(case: Case, place: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "clausenlp", *case.arguments]
    running = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    running.kill()
    running.wait()


if __name__ == "__main__":
    sys.exit(main())
