from collections import Counter

import pytest

from clausenlp.evaluation.evaluate import evaluate, predict
from clausenlp.training.examples import read_examples
from clausenlp.training.save import shipped_data
from tests.conftest import ROOT

SEEDS = ROOT / "training_data" / "gold" / "seeds.jsonl"


@pytest.fixture(scope="module")
def seeds():
    return read_examples([SEEDS])


def test_the_seeds_have_the_clauses_that_a_reader_counts(seeds):
    counts = {e.id: Counter(c.section for c in e.clauses) for e in seeds}
    assert (
        counts["A_RES_58_170"] == counts["A_RES_59_187"] == counts["A_RES_60_156"] == {"preambular": 8, "operative": 10}
    )
    assert counts["A_RES_64_171"] == {"preambular": 9, "operative": 11}


def test_the_seeds_stand_beside_their_labels(seeds):
    for example in seeds:
        (path,) = (ROOT / "training_data" / "gold").glob(f"{example.id}.[tm]*")
        assert path.read_text(encoding="utf-8") == example.text


def test_all_seventy_four_clauses_come_out_right(nlp, seeds):
    right = 0
    for document in predict(nlp, seeds):
        assert len(document.predicted) == len(document.gold)
        for gold, made in zip(document.gold, document.predicted, strict=True):
            assert (made.start, made.end, made.number, made.section, made.functions) == (
                gold.start,
                gold.end,
                gold.number,
                gold.section,
                gold.functions,
            )
            right += 1
    assert right == 74


def test_the_model_beats_the_baselines_on_all_functions(nlp, seeds):
    result = evaluate(nlp, seeds)
    assert result.model.functions.f1 > max(scores.functions.f1 for scores in result.baselines.values())


def test_no_gold_text_is_trained_on(seeds):
    trained = {
        " ".join(example.text[c.start : c.end].split())
        for example in read_examples(shipped_data())
        for c in example.clauses
    }
    for example in read_examples([ROOT / "training_data" / "gold"]):
        assert not [c for c in example.clauses if " ".join(example.text[c.start : c.end].split()) in trained]
