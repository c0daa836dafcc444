import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausenlp.pipeline.markers import letter_value, misread, read_marker, roman, roman_value

MARKS = [
    ("4. Requests", "4", ("1.", 4)), ("12.Requests", "12", ("1.", 12)), ("(a) To", "a", ("(a)", 1)), ("a)Reaffirms", "a", ("a)", 1)), ("(iv) To", "iv", ("(i)", 4)),
    ("ll. Calls upon", "ll", ("1.", 11)), ("1, Recognizes", "1", ("1.", 1)), ("OP3 bis. Decides", "OP3 bis", ("OP", 0)), ("PP1 Recalling", "PP1", ("OP", 0)), ("9bis. Decides", "9bis", ("1.", 9)),
    ("1 ADOPTS", "1", ("1", 1)), ("A. whereas", "A", ("A.", 1)), ("IV. Follow-up", "IV", ("I.", 4)), ("– having regard", "", ("-–", 0)), ("• To", "", ("-•", 0)), ("4.2 To", "4.2", (".1.1", 2)), ("7.2.1. guarantee", "7.2.1", (".1.1.1", 1)), (".3 to", ".3", (".1", 3)), ("OP3 alt 2. Invites", "OP3 alt 2", ("OP", 0)),
    ("(aa) To", "aa", ("(a)", 27)), ("2   to report", "2", ("1", 2)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "reading"), MARKS)
def test_marks_are_read(text, label, reading):
    marker = read_marker(text)
    assert marker is not None
    assert marker.label == label
    assert reading in marker.styles


@pytest.mark.parametrize(
    "text",
    [
        "2003 was a year",
        "100 people",
        "15 of the members",
        "The",
        "*Recalling* its",
        "**Bold**",
        "A/RES/1",
        "Article 4",
        "i",
    ],
)
def test_no_mark(text):
    assert read_marker(text) is None


def test_a_letter_may_be_a_roman_number():
    assert set(read_marker("(i) To").styles) == {("(a)", 9), ("(i)", 1)}


@pytest.mark.parametrize(("mark", "meant"), [("(6) To", "b"), ("(e) To", "c"), ("(h) To", "b"), ("(x) To", "x")])
def test_marks_that_scanners_misread(mark, meant):
    assert misread(read_marker(mark)).label == meant


@given(st.integers(1, 89))
def test_roman_numbers_round_trip(value):
    assert roman_value(roman(value)) == value


@given(st.integers(1, 26))
def test_letters_count_from_a(value):
    assert letter_value(chr(96 + value)) == value
    assert letter_value(chr(96 + value) * 2) == 26 + value


@given(st.text(max_size=12))
def test_any_text_can_be_asked_for_a_mark(text):
    marker = read_marker(text)
    assert marker is None or 0 < marker.end <= len(text)
