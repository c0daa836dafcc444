from hypothesis import given, settings
from hypothesis import strategies as st

from tests.invariants import check_segmentation

PIECES = st.sampled_from(
    [
        "The General Assembly,", "Recalling its resolution 1/2,", "Noting", "1. Requests", "2.", "(a) To act;", "(i)", "(b)", "a)", "•", "–",
        "and", "Decides:", "A", "II", "Annex", "_______________", "1 See resolution 55/2.", "3/6", "A/RES/1/2", "\f", "\n", "\n\n", "   ", "23-25867 (E)", ";",
        ",", ".", "”", "“", "*", "**", "#", "<sup>1</sup>", "[^1]", "20002", "BE IT RESOLVED", "whereas", "PP1", "OP2 bis", "[", "]", "ll. Calls upon", "We, the Heads of State,",
        "77th plenary meeting", "22 December 2003", "of the\u00adterms", "\u200b", "\t", "\r\n", "co-", "text that goes on", "URGES Member States", "that", "resolves", "\u2028", "é",
        "²", "٣", "1", "2", "EN", "l/ See A/1", "Lamps      540 200", "we:", "THE COUNCIL OF THE TOWN", "Annex I", "Page 48", "OP3 Alt 1.",
    ]
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_sequence_of_drafters_pieces_is_covered(text):
    check_segmentation(text)


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=40).map("\n".join))
def test_any_lines_of_drafters_pieces_are_covered(text):
    check_segmentation(text)


@settings(max_examples=2000, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_covered(text):
    check_segmentation(text)
