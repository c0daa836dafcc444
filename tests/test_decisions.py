"""Decisions that are told in the past: "At its 76th plenary meeting, ..., the General Assembly took note of ... and decided ..."."""

import pytest

from clausenlp.pipeline.decisions import past_verbs, present_forms, tells_decision
from clausenlp.pipeline.segment import segment
from clausenlp.scheme import default_scheme

TOLD = [
    "At its 76th plenary meeting, on 4 May 2031, the General Assembly", "At the same meeting, the Council", "At its 4th and 5th meetings, the Board", "At its third meeting, the Board",
    "At its 12th (closing) meeting, the Board", "At its 9th resumed meeting, the Board",
]  # fmt: skip
NOT_TOLD = [
    "At its resumed session, the Board", "At the end of the meeting, the Board", "At meetings of the Board", "at its 76th plenary meeting, the Board", "Attaches value to its 76th meeting", "The Board, at its 76th meeting,",
]  # fmt: skip
VERBS = [
    ("At its 76th meeting, the General Assembly took note of the report and decided to act.", ["took", "decided"]),
    ("At its 76th meeting, on 4 May, the General Assembly, on the recommendation of its Bureau, took note of it.", ["took"]),
    ("At the same meeting, the Economic and Social Council deferred the item, and requested a map.", ["deferred", "requested"]),
    ("At the same meeting, the Council: also took note of it; and further requested a map.", ["took", "requested"]),  # modifiers stay outside
    ("At the same meeting, the Council decided that what was decided before is void.", ["decided"]),  # no comma, no "and"
    ("At the same meeting, the lamps failed and those present decided to leave.", []),  # no organ
    ("At the same meeting, the Council heard a song.", []),  # no verb that names an act
]  # fmt: skip
PASTS = [("took", "takes"), ("noted", "notes"), ("decided", "decides"), ("regretted", "regrets"), ("ratified", "ratifies"), ("conveyed", "conveys"), ("submitted", "submits"), ("drew", "draws"), ("had", "has")]  # fmt: skip


@pytest.mark.parametrize("text", TOLD)
def test_a_meeting_opens_a_decision_that_is_told(text):
    assert tells_decision(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_words_that_open_no_told_decision(text):
    assert not tells_decision(text)


@pytest.mark.parametrize(("text", "verbs"), VERBS)
def test_verbs_whose_subject_is_the_organ(text, verbs):
    found = past_verbs(text, 0, len(text), default_scheme())
    assert [text[at:].split()[0] for at in found] == verbs


def test_verbs_are_sought_within_the_clause():
    text = "At the same meeting, the Council took note of the report and decided to act."
    assert len(past_verbs(text, 0, text.index("and"), default_scheme())) == 1


@pytest.mark.parametrize(("past", "present"), PASTS)
def test_the_present_of_a_past(past, present):
    assert present_forms(default_scheme())[past] == present


def test_each_told_decision_is_a_part_of_its_own():
    text = (
        "79/401. Lamps\n\nAt its 31st meeting, the Assembly decided to light the lamps.\n\n"
        "79/402. Oil\n\nAt the same meeting, the Assembly took note of the report on oil."
    )
    assert [(text[u.start : u.end][:12], u.part) for u in segment(text).units] == [
        ("At its 31st ", 0),
        ("At the same ", 1),
    ]


def test_a_decision_told_beside_a_resolution_is_no_clause_of_it():
    text = (
        "The Council,\n\nRecalling its decision on lamps,\n\n1. Decides to light them.\n\n"
        "At its 31st meeting, the Council decided to invite the keepers."
    )
    assert [text[u.start : u.end] for u in segment(text).units] == [
        "Recalling its decision on lamps,",
        "1. Decides to light them.",
    ]
