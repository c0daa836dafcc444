"""Imports point one way, and modules stay small."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "clausenlp"
LEVELS = {  # a room may import from rooms with a lower number, and from itself
    "misread": -1, "misspelt": -1, "errors": 0, "scheme": 0, "scheme_file": 1, "records": 1, "read": 1, "model": 2, "pipeline": 2, "write": 3, "training": 4, "evaluation": 5, "batch": 5, "gate": 6, "cli": 7,
}  # fmt: skip
# The pipeline labels with the model, and the model's features are of the pipeline's candidates: the two are one level.
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py")


def room(path):
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("clausenlp"):
            yield node.module, [alias.name for alias in node.names]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    if room(path) == "__init__":
        return
    for module, _ in imports(path):
        other = module.split(".")[1] if "." in module else None
        if other and other != room(path):
            assert LEVELS[other] <= LEVELS[room(path)], f"{path.name} imports {module}"
            if LEVELS[other] == LEVELS[room(path)]:
                assert {other, room(path)} == {"model", "pipeline"}, f"{path.name} imports its sibling {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_private_names_cross_modules(path):
    assert [
        name for _, names in imports(path) for name in names if name.startswith("_") and name != "__version__"
    ] == []


def test_labelling_imports_no_training_code():
    for path in [
        *(PACKAGE / "pipeline").glob("*.py"),
        *(PACKAGE / "model").glob("*.py"),
        *(PACKAGE / "batch").glob("*.py"),
    ]:
        assert not [module for module, _ in imports(path) if ".training" in module], path


def test_modules_are_small():
    long = {p.name: n for p in MODULES if (n := len(Path(p).read_text(encoding="utf-8").splitlines())) > 320}
    assert long == {}
