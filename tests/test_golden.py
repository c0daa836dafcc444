"""Short texts with their labels written into them, one phenomenon a file; the file's name says which."""

import pytest

from clausenlp.training.markup import read_marked
from tests.conftest import ROOT
from tests.invariants import check_segmentation

FILES = sorted((ROOT / "tests" / "golden").glob("*.txt"))


def read(path):
    return read_marked(path.read_bytes().decode("utf-8"), doc_id=path.stem, where=path.name)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_clauses(path):
    example = read(path)
    found = check_segmentation(example.text)
    gold = [(example.text[c.start : c.end], c.number, c.level) for c in example.clauses]
    assert [(example.text[u.start : u.end], u.number, u.level) for u in found.units] == gold


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_furniture_inside_clauses(path):
    example = read(path)
    marked = {i for piece in check_segmentation(example.text).furniture for i in range(piece.start, piece.end)}
    for start, end, _ in example.furniture:
        assert all(i in marked or example.text[i].isspace() for i in range(start, end)), example.text[start:end]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_labels(nlp, path):
    example = read(path)
    doc = nlp(example.text)
    gold = [(example.text[c.start : c.end], c.section, c.functions) for c in example.clauses]
    assert [(c.text, c.label_, c._.functions) for c in doc.spans["clauses"]] == gold
