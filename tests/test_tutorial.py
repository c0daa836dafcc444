"""Every command of the tutorial, run in its order, prints what the tutorial says."""

import re
import shutil
import subprocess

import pytest

from tests.conftest import ROOT
from tests.test_readme import environment

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+) ?([\w.]*)\n(.*?)```", TUTORIAL, flags=re.DOTALL)
SCRIPT = '{command}\nstatus=$?; printf "\\f"; (exit $status)\n'  # the next command may ask for $?
CLOSE = 0.1  # how far a figure may be from the printed one: the shipped model is trained anew now and then


def commands(block):
    """(command, what it prints) of a block with a "$" before each command."""
    return [tuple(part.split("\n", 1)) for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]


STEPS = [step for kind, _, block in BLOCKS if kind == "console" for step in commands(block)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What each command prints, in order: run as the reader runs them, in a copy of the tutorial's files."""
    place = tmp_path_factory.mktemp("tutorial") / "ports"
    shutil.copytree(ROOT / "docs" / "tutorial", place)
    found = []
    for kind, name, block in BLOCKS:
        if name:
            (place / name).write_text(block, encoding="utf-8")
        elif kind == "console":
            script = "".join(SCRIPT.format(command=command) for command, _ in commands(block))
            done = subprocess.run(
                ["sh", "-c", script], cwd=place, env=environment(), stdout=-1, stderr=subprocess.STDOUT, check=False
            )
            found += done.stdout.decode().split("\f")[:-1]
    return found


def agree(expected, got):
    """Whether two outputs are the same: "..." stands for anything, figures may differ by ``CLOSE``, ends of lines do not count."""
    parts = re.split(r"(\.\.\.|\d+\.\d{2,})", expected)
    figures = [float(part) for part in parts[1::2] if part != "..."]
    pattern = "".join(
        re.escape(part) if i % 2 == 0 else ".*?" if part == "..." else r"(\d+\.\d+)" for i, part in enumerate(parts)
    )
    match = re.fullmatch(pattern, got, flags=re.DOTALL)
    return match is not None and all(abs(float(a) - b) <= CLOSE for a, b in zip(match.groups(), figures, strict=True))


@pytest.mark.parametrize("step", range(len(STEPS)), ids=[command for command, _ in STEPS])
def test_a_command_prints_what_the_tutorial_says(printed, step):
    expected, got = (re.sub(r" +$", "", text, flags=re.MULTILINE).strip() for text in (STEPS[step][1], printed[step]))
    assert agree(expected, got), got


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        ("a\n...\nz", "a\nb\nc\nz", True),
        ("score 0.97", "score 0.99", True),
        ("score 0.97", "score 0.79", False),
        ("20 clauses", "21 clauses", False),
        ("a", "a\nb", False),
    ],
)
def test_outputs_are_compared(expected, got, same):
    assert agree(expected, got) is same
