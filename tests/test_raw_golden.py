"""Real files of many kinds, their labels drafted by the pipeline and then read and corrected; kept as offsets and hashes, since the
files are not the project's."""

import hashlib
import json

import pytest

import clausenlp
from tests.conftest import CORPUS, ROOT

GOLDEN = ROOT / "tests" / "raw_golden"
RAW = CORPUS / "raw"


def read_raw(path):
    """The text of a raw file; of a PDF, as pypdfium2 gives it, page by page; of a cleaned draft, its content."""
    if path.suffix == ".json":
        return str(json.loads(path.read_text(encoding="utf-8"))["Content"])
    if path.suffix != ".pdf":
        return clausenlp.read(path).text
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed: PDF files are not measured")
    with pdfium.PdfDocument(path) as pdf:
        return "\f".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda p: p.stem)
def test_every_clause_is_right(nlp, corpus, path):
    golden = json.loads(path.read_text(encoding="utf-8"))
    text = read_raw(corpus / "raw" / golden["file"])
    if hashlib.sha256(text.encode()).hexdigest() != golden["sha256"]:
        pytest.skip("the text read from the file is another than the one that was labelled")
    doc = nlp(text)
    found = [
        [c.start_char, c.end_char, c._.level, c._.number, c.label_, list(c._.functions)] for c in doc.spans["clauses"]
    ]
    assert [clause[:5] for clause in found] == [clause[:5] for clause in golden["clauses"]]
    primary = [(a[5][0], b[5][0]) for a, b in zip(found, golden["clauses"], strict=True)]
    assert [a for a, _ in primary] == [b for _, b in primary]
