"""Words that scanners have misread: put right where a lead is meant, and made so for training."""

import random

import pytest

from clausenlp.misread import originals
from clausenlp.pipeline.acts import ActFinder
from clausenlp.scheme import default_scheme
from clausenlp.training.noise import damaged, scanned


@pytest.mark.parametrize(
    ("clause", "function"),
    [
        ("Rccalling its resolution on lamps,", "recall"),
        ("Reca1ling its resolution on lamps,", "recall"),  # the digit stands for a letter
        ("Recal ling its resolution on lamps,", "recall"),
        ("1. Dccides to light the lamps;", "decide"),
        ("1. Rcquests the keepers to report;", "request"),
    ],
)
def test_a_misread_lead_is_known(nlp, clause, function):
    doc = nlp(
        "\n\n".join(
            ["The Council,", "Noting the report of the keepers,", clause, "2. Decides to remain seized of the matter."]
        )
    )
    assert doc.spans["clauses"][1]._.functions[0] == function


@pytest.mark.parametrize("word", ["entities", "hearing", "meeting", "noted", "falling", "tests"])
def test_a_word_that_is_one_is_not_taken_for_a_lead(word):
    scheme = default_scheme()
    assert word in scheme.leads or scheme.original(word) is None


def test_a_short_word_has_no_other_reading():
    assert list(originals("calc")) == []


def test_damage_is_the_same_each_time():
    scheme = default_scheme()
    text = "Recalling further its resolution concerning the lamps of the northern harbours,"
    head = ActFinder(text, scheme).find(0, len(text))[0]
    first = scanned(head, scheme)
    assert first is not None
    assert first.words != head.words
    assert scanned(head, scheme) == first


def test_most_words_stay_as_they_are():
    chance = random.Random(1)
    kept = sum(damaged("recalling", chance) == ["recalling"] for _ in range(1000))
    assert 600 < kept < 800
