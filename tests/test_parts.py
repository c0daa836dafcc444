"""Where a new part begins without an organ line: its clauses have a preamble, and numbers, of their own."""

import pytest

from clausenlp.pipeline.segment import segment

RESOLUTION = "The Council,\n\nRecalling its decision on lamps,\n\n1. Decides to light them;\n\n2. Requests the keepers to report.\n\n"
PREAMBLE = "Conscious that lamps save lives,\n\n"
ACTS = "1. Recommends the use of lamps;\n\n2. Invites members to light them."
REASON = "Conference notes that the lamps of the northern harbours have failed.\n\n"
ACT = "Conference instructs the Board to buy oil for them before the winter.\n\n"
TWO = {
    "an appendix with a preamble": RESOLUTION + "Appendix\n\nRecommendation on lamps\n\n" + PREAMBLE + ACTS,
    "a title before a preamble": RESOLUTION + "Lamps for small harbours\n\n" + PREAMBLE + ACTS,
    "a numbered title": RESOLUTION + "22 Lamps for small harbours\n\n" + PREAMBLE + ACTS,
    "a title that opens with a participle": RESOLUTION + "Relating to lamps\n\n" + PREAMBLE + ACTS,
    "a meeting line": RESOLUTION + "4 May 2031\n\n" + PREAMBLE + ACTS,
    "acts without numbers": RESOLUTION + "Lamps for small harbours\n\n" + PREAMBLE + "Recommends the use of lamps.",
    "a closed title that opens with a participle": RESOLUTION + "Annex II\n\nRelating to lamps.\n\n" + PREAMBLE + ACTS,
    "the next motion": REASON + ACT + "Oil for small harbours\n\n" + REASON + ACT,
    "the next motion, numbered": REASON + ACT + "22 Oil for small harbours\n\n" + REASON + ACT,
}
ONE = {
    "a heading between clauses": RESOLUTION + "Oil\n\n3. Calls upon members to buy oil;\n\n4. Decides to act.",
    "a heading inside the preamble": "The Council,\n\nRecalling its decision,\n\nOil\n\n" + PREAMBLE + ACTS,
    "no heading": RESOLUTION + PREAMBLE + ACTS,
    "an item, which no title is": RESOLUTION.replace("report.", "report on:") + "lamps and oil;\n\n" + PREAMBLE + ACTS,
    "no act below the preamble": RESOLUTION + "Lamps for small harbours\n\n" + PREAMBLE + "The keepers shall meet in May.",
    "an annex before the act": RESOLUTION + "Lamps\n\n" + PREAMBLE + "Annex\n\n" + ACTS,
    "a participle that a number opens": RESOLUTION + "Oil\n\n3. Recognizing that oil is dear, decides to buy less;\n\n4. Decides to act.",
    "reasons within a motion": REASON + "Oil\n\n" + REASON + ACT,
    "a reason behind an act": REASON + ACT + REASON + ACT,
    "the acts of a motion": REASON + ACT + "Oil\n\n" + ACT,
}  # fmt: skip


def parts(text):
    return len({unit.part for unit in segment(text).units})


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_a_part_begins_anew(text):
    assert parts(text) == 2


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_the_part_goes_on(text):
    assert parts(text) == 1
