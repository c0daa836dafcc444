"""Lead words that a hasty writer has misspelt are found; words of English that are as near to one are not taken for it."""

import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausenlp.misread import originals
from clausenlp.misspelt import Spellings, neighbours
from clausenlp.scheme import default_scheme

SPELLINGS = Spellings(default_scheme().leads)
WORDS = sorted(SPELLINGS.words)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MISSPELT = [
    ("reconizing", "recognizing"), ("condems", "condemns"), ("encourges", "encourages"), ("requsts", "requests"), ("acknowleding", "acknowledging"),  # a letter lost
    ("acknowledgeing", "acknowledging"), ("reaffirmes", "reaffirms"), ("emphasizies", "emphasizes"),  # added
    ("emphazising", "emphasising"), ("considiring", "considering"), ("instrukts", "instructs"),  # wrong
    ("authroizes", "authorizes"), ("recongizing", "recognizing"), ("suggsets", "suggests"), ("invties", "invites"),  # two have changed places
    ("comends", "commends"), ("apealing", "appealing"), ("expreses", "expresses"), ("welcomming", "welcoming"), ("inviites", "invites"),  # a doubling lost, or added
    ("reccomends", "recommends"), ("expresess", "expresses"),  # one lost and one added
]  # fmt: skip
OTHERS = [
    "requests", "recognizing",  # right as they are
    "apeals", "wishs", "nots",  # too short
    "recommend", "recomend", "recognised", "urged",  # another form
    "lequests", "tecognizing",  # another first letter
    "rekonizing", "encurges", "rqeusets",  # two letters wrong
    "requstes", "reomcmends",  # a letter that has gone further than the next place
    "changing", "comments", "experts", "depreciates", "revealing", "statistics", "harbours", "building",  # words of English
    "", "s", "ing", "(a)", "1234567s",
]  # fmt: skip


def is_near(one, other):
    """One letter is lost, added or wrong, two neighbours have changed places, or only doublings differ."""
    if re.sub(r"(.)\1", r"\1", one) == re.sub(r"(.)\1", r"\1", other):
        return True
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[same:], other[same:]
    return other in (one[1:], one[1::-1] + one[2:]) or other[1:] in (one, one[1:])


def ending(word):
    return next((end for end in ("ing", "s", "ed") if word.endswith(end)), "")


@pytest.mark.parametrize(("word", "meant"), MISSPELT)
def test_a_misspelt_lead_is_found(word, meant):
    assert default_scheme().original(word) == meant


@pytest.mark.parametrize("word", OTHERS)
def test_a_word_that_is_no_misspelt_lead(word):
    assert SPELLINGS.nearest(word) is None


@pytest.mark.parametrize(
    ("clause", "function"),
    [
        ("Reconizing that lamps save lives,", "recognize"),
        ("Deeply apreciating the keepers,", "welcome"),
        ("Deeply conserned about the keepers,", "express_concern"),
        ("1. Reccomends the use of lamps;", "recommend"),
        ("1. Further encourges the keepers;", "encourage"),
        ("1. Experts shall look at the lamps;", "other"),  # not "exhorts" or "expects"
    ],
)
def test_the_act_of_a_misspelt_lead(nlp, clause, function):
    doc = nlp(f"The Council,\n\nNoting the report of the keepers,\n\n{clause}\n\n2. Decides to act.")
    assert doc.spans["clauses"][1]._.functions == (function,)


def test_a_word_of_english_is_not_taken_for_a_lead():
    assert [word for word in sorted(neighbours()) if SPELLINGS.nearest(word)] == []


def test_a_word_of_english_is_listed_only_where_a_lead_is_near():
    leads = {}
    for word in WORDS:
        leads.setdefault((word[0], ending(word)), []).append(word)
    idle = [
        word
        for word in sorted(neighbours())
        if word in SPELLINGS.words
        or not (
            any(is_near(word, lead) for lead in leads.get((word[0], ending(word)), ()))
            or any(true in default_scheme().leads for true in originals(word))
        )
    ]
    assert idle == []


@pytest.mark.parametrize("word", ["cautious", "remanding", "relics", "faking", "halls"])
def test_a_word_of_english_is_none_that_a_scanner_misread(word):
    assert default_scheme().original(word) is None


@pytest.mark.parametrize("word", ["conferring", "admitting", "compelling", "annulling", "forbidding"])
def test_a_doubled_participle_is_a_lead(word):
    assert word in default_scheme().leads


def test_the_same_word_is_found_whatever_the_order_of_sets():
    ask = "from clausenlp.scheme import default_scheme as s; print(*map(s().original, ['aenounces', 'awaiding', 'concers']))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", ask], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "123"
    }
    assert len(runs) == 1


@given(st.sampled_from(WORDS), st.integers(1, 20), st.sampled_from(["", *LETTERS]), st.booleans())
def test_what_is_found_is_a_lead_as_near_as_a_slip(word, at, letter, keep):
    slip = word[:at] + letter + word[at if keep else at + 1 :]
    found = SPELLINGS.nearest(slip)
    assert found is None or (found in SPELLINGS.words and found[0] == slip[0] and ending(found) == ending(slip))
    assert found is None or is_near(slip, found)


@given(
    st.sets(st.text("abces", min_size=4, max_size=7).map("a{}ing".format), max_size=8), st.text("abcegins", max_size=12)
)
def test_any_words_may_be_known_and_any_word_asked_for(words, word):
    found = Spellings(words).nearest(word)
    assert found is None or (found in words and is_near(word, found))


@given(st.sampled_from(WORDS), st.integers(1, 20), st.sampled_from(LETTERS))
def test_a_word_known_alone_is_found_with_a_letter_too_many(word, at, letter):
    at = min(at, len(word) - 3)
    slip = word[:at] + letter + word[at:]
    assert slip in neighbours() or Spellings([word]).nearest(slip) == word
