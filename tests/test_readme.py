"""The commands of the README work as printed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [
    line.split("  #")[0].strip()
    for kind, block in BLOCKS
    if kind == "sh"
    for line in block.splitlines()
    if line.strip()
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder as a reader of the README has it: the repository's data, a resolution and a file of examples of their own."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "training_data", folder / "training_data")
    (folder / "resolutions").mkdir()
    for path in (folder / "resolution.txt", folder / "resolutions" / "one.txt"):
        path.write_text(SMALL, encoding="utf-8")
    (folder / "my_clauses.jsonl").write_text(
        '{"id": "mine", "text": "5. Requests it to report;", "section": "operative", "functions": ["request"]}\n'
    )
    return folder


def environment():
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def test_the_readme_has_commands():
    assert len(COMMANDS) > 6


@pytest.mark.parametrize("command", [c for c in COMMANDS if "pytest" not in c])
def test_commands_work_as_printed(place, command):
    run = command.replace("pip install . && ", "")  # installing is what .ci/run does
    done = subprocess.run(run, shell=True, cwd=place, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_python_example_prints_the_clauses(place):
    (code,) = [block for kind, block in BLOCKS if kind == "python"]
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, check=True)
    assert len(done.stdout.splitlines()) == 18


def test_the_example_of_the_data_readme_trains(place):
    text = (ROOT / "training_data" / "README.md").read_text(encoding="utf-8")
    line = re.search(r"```json\n(.*?)```", text, flags=re.DOTALL).group(1)
    (place / "example.jsonl").write_text(line, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "clausenlp", "train", "--folds", "2", "--add", "example.jsonl", "-o", "models/example"],
        cwd=place,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_marked_example_of_the_data_readme_is_read():
    from clausenlp.training.markup import read_marked

    text = (ROOT / "training_data" / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```\n(The Council.*?)```", text, flags=re.DOTALL).group(1)
    assert [c.number for c in read_marked(block, doc_id="x").clauses] == [None, "1", "1(a)", "1(b)"]
