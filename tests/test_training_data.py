from collections import Counter

import pytest

from clausenlp.scheme import SECTIONS, default_scheme
from clausenlp.training.examples import read_examples
from clausenlp.training.markup import read_marked, write_marked
from clausenlp.training.save import shipped_data


@pytest.fixture(scope="module")
def examples():
    return read_examples(shipped_data())


def test_there_are_enough_clauses_and_whole_texts(examples):
    assert sum(len(e.clauses) for e in examples) >= 2500
    assert sum(e.whole for e in examples) >= 60


@pytest.mark.parametrize("section", SECTIONS)
def test_every_function_occurs_at_least_twelve_times_in_each_section(examples, section):
    counts = Counter(f for e in examples for c in e.clauses if c.section == section for f in c.functions)
    assert [f for f in default_scheme().functions if counts[f] < 12] == []


def test_over_a_third_of_the_clauses_of_whole_texts_have_several_acts(examples):
    top = [c for e in examples if e.whole for c in e.clauses if c.level == 1]
    assert sum(len(c.functions) > 1 for c in top) > len(top) / 3


def test_marked_text_round_trip(examples):
    for example in examples:
        if example.whole:
            assert read_marked(write_marked(example), doc_id=example.id) == example


def test_no_two_single_clauses_are_the_same(examples):
    texts = Counter(" ".join(e.text.lower().split()) for e in examples if not e.whole)
    assert [text for text, count in texts.items() if count > 1] == []
