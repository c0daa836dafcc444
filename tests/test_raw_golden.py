"""Real files of many kinds, their labels drafted by the pipeline and then read and corrected (of the climate draft: written without it);
kept as offsets and hashes, since the files are not the project's."""

import hashlib
import json

import pytest

import clausenlp
from clausenlp.pipeline.language import make_doc
from clausenlp.read import Source
from tests.conftest import CORPUS, ROOT

GOLDEN = ROOT / "tests" / "raw_golden"
RAW = CORPUS / "raw"


def read_raw(path):
    """A raw file as it is read; of a cleaned draft, its content."""
    if path.suffix == ".json":
        return Source(str(json.loads(path.read_text(encoding="utf-8"))["Content"]), str(path), "text", "")
    return clausenlp.read(path)


def read_golden(path):
    return json.loads(path.read_text(encoding="utf-8"))


WHOLE = [path for path in sorted(GOLDEN.glob("*.json")) if "spans_right" not in read_golden(path)]
IN_PART = [path for path in sorted(GOLDEN.glob("*.json")) if "spans_right" in read_golden(path)]


def found_and_golden(nlp, corpus, path):
    """(start, end, level, number, section, functions) of each clause, as found and as labelled."""
    golden = read_golden(path)
    source = read_raw(corpus / "raw" / golden["file"])
    if hashlib.sha256(source.text.encode()).hexdigest() != golden["sha256"]:
        pytest.skip("the text read from the file is another than the one that was labelled")
    doc = nlp(make_doc(nlp, source))
    found = [
        [c.start_char, c.end_char, c._.level, c._.number, c.label_, list(c._.functions)] for c in doc.spans["clauses"]
    ]
    return found, golden["clauses"]


@pytest.mark.parametrize("path", WHOLE, ids=lambda p: p.stem)
def test_every_clause_is_right(nlp, corpus, path):
    found, golden = found_and_golden(nlp, corpus, path)
    assert [clause[:5] for clause in found] == [clause[:5] for clause in golden]
    assert [clause[5][0] for clause in found] == [clause[5][0] for clause in golden]


@pytest.mark.parametrize("path", IN_PART, ids=lambda p: p.stem)
def test_most_clauses_are_right(nlp, corpus, path):
    """A climate draft of 326 clauses full of brackets, options and slips of its conversion, labelled without the pipeline's help."""
    found, golden = found_and_golden(nlp, corpus, path)
    labels = {(start, end): rest for start, end, *rest in found}
    spans = [clause for clause in golden if (clause[0], clause[1]) in labels]
    right = [clause for clause in spans if labels[clause[0], clause[1]][:3] == clause[2:5]]
    right = [clause for clause in right if labels[clause[0], clause[1]][3][0] == clause[5][0]]
    assert len(spans) >= read_golden(path)["spans_right"] * len(golden)
    assert len(right) >= read_golden(path)["labels_right"] * len(spans)
    assert len(spans) >= read_golden(path)["spans_right"] * len(found)
