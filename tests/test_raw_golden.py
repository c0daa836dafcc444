"""Real files of many kinds, their labels drafted by the pipeline and then read and corrected; kept as offsets and hashes, since the
files are not the project's."""

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


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda p: p.stem)
def test_every_clause_is_right(nlp, corpus, path):
    golden = json.loads(path.read_text(encoding="utf-8"))
    source = read_raw(corpus / "raw" / golden["file"])
    if hashlib.sha256(source.text.encode()).hexdigest() != golden["sha256"]:
        pytest.skip("the text read from the file is another than the one that was labelled")
    doc = nlp(make_doc(nlp, source))
    found = [
        [c.start_char, c.end_char, c._.level, c._.number, c.label_, list(c._.functions)] for c in doc.spans["clauses"]
    ]
    assert [clause[:5] for clause in found] == [clause[:5] for clause in golden["clauses"]]
    primary = [(a[5][0], b[5][0]) for a, b in zip(found, golden["clauses"], strict=True)]
    assert [a for a, _ in primary] == [b for _, b in primary]
