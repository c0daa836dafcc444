import pytest

from clausenlp.pipeline.furniture import line_kind, note_start, organ_line, patterns
from clausenlp.pipeline.lines import read_lines
from clausenlp.pipeline.marks import inline_furniture
from clausenlp.pipeline.resolution import read_resolution
from clausenlp.pipeline.segment import segment

LINES = [(row["kind"], text) for row in patterns()["line"] for text in row["yes"]]
OTHERS = [(row["kind"], text) for row in patterns()["line"] for text in row["no"]]


@pytest.mark.parametrize(("kind", "text"), LINES)
def test_examples_of_each_kind_of_line(kind, text):
    assert line_kind(read_lines(text)[0]) == kind


@pytest.mark.parametrize(("kind", "text"), OTHERS)
def test_counterexamples_of_each_kind_of_line(kind, text):
    assert line_kind(read_lines(text)[0]) != kind


@pytest.mark.parametrize("text", [text for row in patterns()["note"] for text in row["yes"]])
def test_footnotes(text):
    assert note_start(text)


@pytest.mark.parametrize("text", [text for row in patterns()["note"] for text in row["no"]])
def test_no_footnotes(text):
    assert not note_start(text)


@pytest.mark.parametrize(
    "text",
    ["The General Assembly,", "*The Human Rights Council,*", "THE PERMANENT COUNCIL OF THE ORGANIZATION OF AMERICAN STATES,", "The Sixty-first World Health Assembly,",
     "The Conference of the Parties", "The General Conference of the Organization, meeting in Paris from 4 to 9 May 1960, at its eleventh session,", "We, the Heads of State and Government,"],
)  # fmt: skip
def test_lines_that_name_an_organ(text):
    assert organ_line(text) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Committee shall have nine members,",
        "The report of the Council,",
        "Recalling the General Assembly,",
        "The General Assembly decided in 1999 that",
    ],
)
def test_lines_that_name_no_organ(text):
    assert organ_line(text) == 0


def test_an_organ_may_run_into_its_first_clause():
    assert organ_line("The Sixty-sixth World Health Assembly, Having considered the report,") == len(
        "The Sixty-sixth World Health Assembly,"
    )


@pytest.mark.parametrize(
    ("text", "mark"),
    [("of 8 September 20002 and", "2"), ("human rights,3 and", "3"), ("the Convention1 and", "1"), ("in 1993¹ for", "¹"), ("in 2000<sup>2</sup> and", "<sup>2</sup>"), ("the Plan[^4] and", "[^4]")],
)  # fmt: skip
def test_footnote_marks_in_running_text(text, mark):
    assert [text[start:end] for start, end, kind in inline_furniture(text, frozenset()) if kind == "mark"] == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "in the year 2000 and",
        "1,200 people",
        "A/RES/60/1 and",
        "COVID-19 and",
        "E/2001/Add.1 of",
        "resolution 45/12, in",
    ],
)
def test_digits_that_are_no_marks(text):
    assert inline_furniture(text, frozenset()) == []


def test_a_free_standing_digit_is_a_mark_only_if_its_footnote_is_there():
    text = "of 25 June 1993, 1 for enhancing"
    assert inline_furniture(text, frozenset()) == []
    assert inline_furniture(text, frozenset({1, 2})) == [(17, 18, "mark")]


def test_the_number_of_an_article_is_no_mark():
    assert inline_furniture("under Article 1, paragraph 2, of the Charter", frozenset({1, 2})) == []


def test_facts_of_a_document():
    text = (
        "General Assembly\nFifty-ninth session\nAgenda item 105 (b)\nResolution adopted by the General Assembly on 20 December 2004\n\n"
        "59/901. Lamps on lakes\n\nThe General Assembly,\n\nRecalling its resolution,\n\n1. Decides to act.\n\nAdopted at the 74th meeting by 11 votes to none, with 4 abstentions."
    )
    assert read_resolution(text, segment(text).furniture) == {
        "organ": "General Assembly", "symbol": "59/901", "title": "Lamps on lakes", "adopted": "2004-12-20", "session": "Fifty-ninth", "agenda_item": "105 (b)", "vote": "11-0-4",
    }  # fmt: skip
