"""Kill a command that changes training data or models at any moment, many times: what it leaves must be whole.

python benchmarks/kills_training.py --case add --kills 100
python benchmarks/kills_training.py --case train --kills 50
python benchmarks/kills_training.py --case rollback --kills 50

Half of the kills come at a random moment of the run, half just before a random change on the disk (a file opened for writing, a folder
made, a rename, a removal), so that the short moments are hit too. After each kill the case checks what is there.
"""

import argparse
import json
import os
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

import clausenlp
from clausenlp.pipeline.language import label_model
from clausenlp.training.examples import read_examples, write_example
from clausenlp.training.exchange.formats import read_offers
from clausenlp.training.history import entries, read_card, recover
from clausenlp.training.shipped import shipped_data
from clausenlp.training.store import Store


@dataclass(frozen=True)
class Case:
    """A command to kill.

    ``prepare`` fills an empty folder, ``command`` are the arguments of clausenlp, run in it; ``check`` says what the kill left
    ("before", "after") and raises AssertionError where that is not whole.
    """

    prepare: Callable[[Path], None]
    command: tuple[str, ...]
    check: Callable[[Path], str]


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


def prepare_models(folder: Path) -> None:
    """A small training set and more, a model, and another one that was there before it."""
    single = [e for e in read_examples(shipped_data()) if not e.whole][::8]
    for name, part in (("base", single[:-30]), ("more", single[-30:-15]), ("added", single[-15:])):
        (folder / f"{name}.jsonl").write_text("".join(write_example(e) + "\n" for e in part), encoding="utf-8")
    for arguments in ((), ("--add", "more.jsonl")):
        run(folder, *TRAIN, *arguments)
    known = [folder / "models" / "mine", *(entry.path for entry in entries(folder / "models" / "mine"))]
    (folder / "before.json").write_text(json.dumps([read_card(path)["sha256"] for path in known]))


def check_models(folder: Path) -> str:
    """A model loads, and all that were there before are still there and load; the next command ends what was cut."""
    model = folder / "models" / "mine"
    before = json.loads((folder / "before.json").read_text())
    now = label_model(clausenlp.load(model)).card["sha256"]
    recover(model)
    assert label_model(clausenlp.load(model)).card["sha256"] == now, "recovery brought another model"
    kept = {label_model(clausenlp.load(entry.path)).card["sha256"] for entry in entries(model)}
    assert {*before} <= {now, *kept}, "a model is lost"
    return "before" if now == before[0] else "after"


TRAIN = ("train", "--base", "base.jsonl", "--folds", "2", "--force", "-o", "models/mine")
CASES = {
    "add": Case(prepare_add, ("add", "new.jsonl", "--by", "a benchmark"), check_add),
    "train": Case(prepare_models, (*TRAIN, "--add", "added.jsonl"), check_models),
    "rollback": Case(prepare_models, ("rollback", "models/mine"), check_models),
}

# The command line with a hook that kills it just before its Nth change in the current folder; it reports the changes where it ends.
HOOKED = """
import os, signal, sys
limit, place, seen = int(os.environ["KILL_AT"]), os.getcwd(), 0
def hook(event, arguments):
    global seen
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"):
        if isinstance(arguments[0], (str, os.PathLike)) and os.path.abspath(arguments[0]).startswith(place):
            seen += 1
            if seen == limit:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from clausenlp.cli.app import app
try:
    app()
finally:
    print("changes", seen, file=sys.stderr)
"""


def start(folder: Path, arguments: tuple[str, ...], change: int = 0) -> subprocess.Popen[bytes]:
    """The command, to be killed before a change on the disk (counted from 1; 0 is never)."""
    command = [sys.executable, "-c", HOOKED, *arguments]
    environment = {**os.environ, "KILL_AT": str(change)}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def run(folder: Path, *arguments: str) -> tuple[float, int]:
    """Seconds and changes on the disk of a run that nobody kills."""
    began = time.perf_counter()
    process = start(folder, arguments)
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()
    return time.perf_counter() - began, int(err.decode().rsplit("changes", 1)[1])


def kill(case: Case, folder: Path, *, change: int = 0, seconds: float = 60) -> None:
    """Start the command and kill it, before a change on the disk or after a time."""
    process = start(folder, case.command, change)
    try:
        process.communicate(timeout=None if change else seconds)
    except subprocess.TimeoutExpired:
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
        shutil.copytree(template, Path(home) / "whole")
        longest, changes = run(Path(home) / "whole", *case.command)
        for number in range(options.kills):
            folder = Path(home) / f"kill{number}"
            shutil.copytree(template, folder)
            if number % 2:
                kill(case, folder, change=draw.randint(1, changes))
            else:
                kill(case, folder, seconds=draw.uniform(0, longest))
            found[case.check(folder)] += 1
            shutil.rmtree(folder)
    print(f"{options.case}: {options.kills} kills of a run of {longest:.1f} s with {changes} changes on the disk")
    print(f"all left it whole: {dict(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
