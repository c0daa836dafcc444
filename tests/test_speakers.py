"""What stands before the verb of a clause: the organ that acts, remarks of a draft, an adverbial phrase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausenlp.pipeline.speakers import PHRASE, remark_end, subject_end

SUBJECTS = [  # the bar stands where the verb begins
    "The Assembly |urges the keepers", "The General Assembly, moreover, |urges the keepers", "The Conference of the Parties |requests a map", "the Committee |asks for lamps",
    "The Assembly, for its part, |asks for lamps", "The Council, in this regard, |asks for lamps", "This House |believes in lamps", "this Synod |regrets the dark",
    "Congress |believes in lamps", "Conference |notes the report", "Parliament |asks for lamps", "It |invites the keepers", "We |reaffirm our vow", "WE |REAFFIRM OUR VOW", "we |therefore ask",
    "THE COMMISSION FOR THE CONSERVATION OF TUNAS (ICT) |RECOMMENDS THAT", "THE ASSEMBLY |DECIDES TO ACT",
]  # fmt: skip
NO_SUBJECTS = [
    "The report of the Council says", "The Secretary-General shall report", "The keepers ask for lamps", "The Commission’s report", "Its report", "Italy urges", "Weather stations",
    "Council Directive 92/43", "Congress Hall", "The Assembly, which met at Isel, asks", "THE COMMISSION FOR TUNAS,", "THE COMMISSION FOR TUNAS (ICT) MET AT ISEL", "Requests the Council", "",
]  # fmt: skip
REMARKS = [
    "(bridging) |Invites", "(bridging, NOR) |Invites", "(ex PP6) |[Underlines", "[G77: |Recalling", "[G77, EU: |Recalling", "[EU and NOR: |Recalling", "[USA + EU: |Recalls", "[Holy See: |Decides", "(ad ref) [EU: |Notes",
]  # fmt: skip
NO_REMARKS = [
    "(a) Invites", "(iv) Invites", "(12) Invites", "(bridging) of the gap", "[the needs: of", "[Governments: Requests", "[seven] ten years", "Invites (in part) the Board", "",
]  # fmt: skip
PHRASES = ["With regard to fares, |asks", "In the same spirit, |urges", "To this end and no other, |decides", "Finally, |thanks", "Where lamps have failed, |asks"]  # fmt: skip
NO_PHRASES = [
    "Without lamps asks",
    "In 1998 (or 1999), asks",
    "Notes the fares, asks",
    "Infants, asks",
    "In the spirit of Isel; asks",
]
PIECES = st.sampled_from(
    ["The ", "the ", "THE ", "This ", "General ", "Assembly", "COUNCIL ", "Congress ", "of ", "It ", "We, ", ", moreover, ", "(", ")", "[", "G77", "EU", ": ", ", ", "URGES", "asks", "(bridging) ", "\n", "é"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@pytest.mark.parametrize("marked", SUBJECTS)
def test_an_organ_before_its_verb(marked):
    assert subject_end(marked.replace("|", "")) == marked.index("|")


@pytest.mark.parametrize("text", NO_SUBJECTS)
def test_words_that_name_no_organ_as_subject(text):
    assert subject_end(text) == 0


def test_an_organ_is_looked_for_where_it_is_asked_for():
    text = "In this regard, the Council asks"
    assert subject_end(text) == 0
    assert text[subject_end(text, 16) :] == "asks"
    assert subject_end(text, 16, 20) == 16  # the name does not end within reach


@pytest.mark.parametrize("marked", REMARKS)
def test_a_remark_before_the_words_of_a_draft(marked):
    assert remark_end(marked.replace("|", "")) == marked.index("|")


@pytest.mark.parametrize("text", NO_REMARKS)
def test_brackets_that_hold_no_remark(text):
    assert remark_end(text) == 0


@pytest.mark.parametrize("marked", PHRASES)
def test_an_adverbial_phrase(marked):
    assert PHRASE.match(marked.replace("|", "")).end() == marked.index("|")


@pytest.mark.parametrize("text", NO_PHRASES)
def test_no_adverbial_phrase(text):
    assert PHRASE.match(text) is None


@pytest.mark.parametrize(
    ("clause", "functions"),
    [
        ("1. The Council, moreover, urges the Board to report;", ("urge",)),
        ("1. The Council urges the Board to report. It also thanks the keepers.", ("urge", "welcome")),
        ("1. The Council notes the report. The Council regrets its length.", ("note", "express_concern")),
        ("1. With regard to fares, asks the Board to report;", ("request",)),
        ("1. With regard to fares, the Council asks the Board to report;", ("request",)),
        ("1. [EU, NOR: Requests the Board to report;]", ("request",)),
        ("1. (bridging) Requests the Board to report;", ("request",)),
        ("1. We are convinced that lamps save lives;", ("consider",)),
        ("1. The keepers ask the Board for oil;", ("other",)),  # not the organ
        ("1. With regard to fares, those who ask shall pay;", ("other",)),
    ],
)
def test_the_verb_behind_them_names_the_act(nlp, clause, functions):
    doc = nlp(f"The Council,\n\nRecalling its decision,\n\n{clause}\n\n2. Decides to remain seized of the matter.")
    assert doc.spans["clauses"][1]._.functions == functions


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_what_is_found_ends_within_reach(text, at, more):
    at = min(at, len(text))
    reach = min(at + more, len(text))
    assert at <= subject_end(text, at, reach) <= reach
    assert at <= remark_end(text, at, reach) <= reach
    assert at <= subject_end(text, at) <= len(text)
    assert at <= remark_end(text, at) <= len(text)
