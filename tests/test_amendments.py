import pytest

from clausenlp.pipeline.segment import AMENDMENT, segment

AMENDMENTS = [
    "Ruritania: amendment to draft resolution A/99/L.4\n\nReplace operative paragraph 3 with the following text:\n\nRequests the Board to meet;\n",
    "Delete preambular paragraph 7.\n\nRenumber the paragraphs accordingly.\n",
    "After paragraph 5, insert a new paragraph to read as follows:\n\n6. Decides to act;\n",
]
RESOLUTIONS = [
    "The Council,\n\nRecalling the amendment to the draft resolution on lamps,\n\n1. Replaces paragraph 3 of its rules with the following text: no lamps;\n",
    "1. Decides to insert a new paragraph in its rules, to read as follows: no lamps;\n2. Requests members to note paragraph 7;\n",
]


@pytest.mark.parametrize("text", AMENDMENTS)
def test_an_amendment_has_no_clauses_of_its_own(text):
    found = segment(text)
    assert found.units == []
    assert {piece.kind for piece in found.furniture} == {AMENDMENT}


@pytest.mark.parametrize("text", RESOLUTIONS)
def test_a_resolution_that_speaks_of_amendments_is_none(text):
    assert segment(text).units
