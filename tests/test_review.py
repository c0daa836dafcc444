"""Scores that can be acted on: the error rate that a user states, reasons, calibration."""

import numpy as np
import pytest

import clausenlp
from clausenlp.errors import ModelError
from clausenlp.model.store import review_threshold
from clausenlp.pipeline.language import label_model
from clausenlp.training.calibrate import folds, review_table
from clausenlp.training.examples import read_examples
from clausenlp.training.save import shipped_data
from clausenlp.training.series import series
from tests.conftest import ROOT
from tests.test_cli import run


def test_the_card_states_thresholds_that_rise_with_strictness(nlp):
    card = label_model(nlp).card
    assert review_threshold(card, 0.01) > review_threshold(card, 0.02) > review_threshold(card, 0.05)


def test_an_error_rate_that_the_card_does_not_state_is_refused(nlp):
    with pytest.raises(ModelError, match="states no threshold"):
        review_threshold(label_model(nlp).card, 0.0001)


def test_clauses_below_the_threshold_are_marked(nlp, resolution):
    threshold = review_threshold(label_model(nlp).card, 0.01)
    (document,) = clausenlp.label_files(nlp, [resolution], max_error=0.01)
    assert [c.review for c in document.clauses] == [c.score < threshold for c in document.clauses]


def test_without_an_error_rate_nothing_is_marked(nlp, resolution):
    (document,) = clausenlp.label_files(nlp, [resolution])
    assert not any(clause.review for clause in document.clauses)


def test_review_table_counts_one_error_more_than_it_saw():
    scores, right = np.linspace(1, 0, 1000), np.arange(1000) < 900
    table = {row["max_error"]: row for row in review_table(scores, right)}
    assert table[0.01]["coverage"] == pytest.approx(0.908)  # (8 + 1) / 908 <= 0.01 < (9 + 1) / 909
    assert table[0.001]["coverage"] == 0.0
    assert table[0.001]["threshold"] > 1


def test_folds_keep_a_series_together():
    examples = read_examples(shipped_data())
    held = [{series(e) for e in part} for _, part in folds(examples)]
    assert sum(map(len, held)) == len(set().union(*held))
    assert sum(len(part) for _, part in folds(examples)) == len(examples)


def test_explain_names_features_and_structure(resolution):
    done = run("label", resolution, "--explain")
    assert done.returncode == 0
    out = " ".join(done.stdout.decode().split())
    assert "clause 3 of 5 in its part, whose preamble has 2" in out
    assert "w0=requests" in out or "lex=request" in out


def test_explain_needs_files_that_can_be_read_again():
    assert run("label", "-", "--explain", stdin=b"x").returncode == 2


def test_the_gold_has_fifteen_whole_texts():
    assert sum(e.whole for e in read_examples([ROOT / "training_data" / "gold"])) >= 14


@pytest.mark.parametrize(
    ("paragraphs", "sections"),
    [
        (["Annex to the report", "The Conference,", "Considering that schools are few,", "Adopts the following recommendation:", "1. Teachers should be trained.", "2. It is desirable that books be free."],
         [None, None, "preambular", None, "operative", "operative"]),
        (["Convinced that lamps save lives;", "Recommends to the ministries the following:", "Lamps should be lit at dusk.", "It is desirable that wardens be paid."],
         ["preambular", None, "operative", "operative"]),
        (["The Council,", "I. General principles", "Requests members to pay;", "Decides to meet again."], [None, None, "operative", "operative"]),
    ],
)  # fmt: skip
def test_structural_paragraphs_and_free_prose(nlp, paragraphs, sections):
    assert [p.section for p in clausenlp.label_paragraphs(nlp, paragraphs)] == sections
