"""The development corpus, where it is at hand: full cover on every text, and scores that must not fall."""

import gzip
import json

import pytest

from benchmarks.pdf import measure_clauses
from benchmarks.score import read
from clausenlp.evaluation.evaluate import predict
from clausenlp.evaluation.scores import score
from tests.invariants import check_segmentation


@pytest.mark.parametrize("name", ["dev.jsonl.gz", "dev_sc.jsonl.gz"])
def test_every_text_is_covered(corpus, name):
    for line in gzip.decompress((corpus / name).read_bytes()).decode("utf-8").splitlines():
        check_segmentation(json.loads(line)["text"])


@pytest.mark.parametrize(
    ("name", "rendering", "bars"),
    [  # span F1, section, primary function, all functions F1
        ("dev.jsonl.gz", "plain", (0.997, 0.999, 0.990, 0.97)),
        ("dev.jsonl.gz", "page", (0.995, 0.999, 0.990, 0.97)),
        ("dev.jsonl.gz", "bare", (0.995, 0.999, 0.990, 0.97)),
        ("dev_sc.jsonl.gz", "raw", (0.99, 0.99, 0.98, 0.97)),
    ],
)
def test_scores_do_not_fall(nlp, corpus, name, rendering, bars):
    result = score(list(predict(nlp, read(corpus / name, rendering, None))))
    got = (result.spans.f1, result.section_accuracy, result.primary_accuracy, result.functions.f1)
    assert all(value >= bar for value, bar in zip(got, bars, strict=True)), got


def test_clauses_of_pdf_files_do_not_fall(nlp, corpus):
    found = measure_clauses(sorted((corpus / "pdf").glob("*.pdf")), nlp=nlp)
    assert min(found.values()) >= 0.998, found
