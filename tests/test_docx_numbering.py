"""Automatic numbers of a DOCX are those that Word shows."""

import io

import docx as python_docx
import pytest

from clausenlp.read import read_bytes
from clausenlp.read.numerals import format_number, letters, roman
from tests.make_docx import definition, docx, item, level, number_list, p, start_at

RESOLUTION = definition(0, level(0), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))


def numbers(body, numbering, styles=""):
    """What each paragraph of a DOCX shows before its words, which are "x"."""
    text = read_bytes(docx("".join(body), numbering=numbering, styles=styles), "a.docx").text
    return [line.removesuffix("x").strip() for line in text.split("\n\n")]


def test_levels_restart_below_each_clause():
    body = [item("x", at) for at in (0, 1, 1, 2, 2, 1, 0, 1, 2)]
    assert numbers(body, RESOLUTION + number_list(1, 0)) == [
        "1.",
        "(a)",
        "(b)",
        "(i)",
        "(ii)",
        "(c)",
        "2.",
        "(a)",
        "(i)",
    ]


def test_paragraphs_between_do_not_count():
    body = [item("x"), p("x"), item("x")]
    assert numbers(body, RESOLUTION + number_list(1, 0)) == ["1.", "", "2."]


def test_an_empty_paragraph_of_a_list_counts_and_shows_no_number():
    assert numbers([item("x"), item(""), item("x")], RESOLUTION + number_list(1, 0)) == ["1.", "3."]


def test_a_deleted_paragraph_does_not_count():
    gone = p(
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    assert numbers([item("x"), gone, item("x")], RESOLUTION + number_list(1, 0)) == ["1.", "2."]


def test_lists_of_one_definition_count_on_together():
    lists = RESOLUTION + number_list(1, 0) + number_list(2, 0)
    assert numbers([item("x"), item("x", number=2), item("x")], lists) == ["1.", "2.", "3."]


def test_a_list_with_a_start_of_its_own_starts_there_once():
    lists = RESOLUTION + number_list(1, 0) + number_list(2, 0, start_at(0, 1)) + number_list(3, 0, start_at(0, 7))
    body = [item("x"), item("x"), item("x", number=2), item("x", number=2), item("x", number=3), item("x", number=3)]
    assert numbers(body, lists) == ["1.", "2.", "1.", "2.", "7.", "8."]


def test_a_list_may_have_levels_of_its_own():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)", start=3)}</w:lvlOverride>'
    assert numbers([item("x", number=2)] * 2, RESOLUTION + number_list(2, 0, own)) == ["III)", "IV)"]


def test_a_skipped_level_counts_as_begun():
    legal = definition(0, level(0, text="%1"), level(1, text="%1.%2"), level(2, text="%1.%2.%3"))
    assert numbers([item("x", at) for at in (0, 2, 1)], legal + number_list(1, 0)) == ["1", "1.1.1", "1.2"]


def test_legal_numbers_are_decimal_on_all_levels():
    mixed = definition(0, level(0, "upperRoman"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    assert numbers([item("x", at) for at in (0, 1, 0, 1)], mixed + number_list(1, 0)) == ["I.", "1.1", "II.", "2.1"]


def test_a_level_that_never_restarts():
    lists = definition(0, level(0), level(1, "lowerLetter", "(%2)", more='<w:lvlRestart w:val="0"/>')) + number_list(
        1, 0
    )
    assert numbers([item("x", at) for at in (0, 1, 1, 0, 1)], lists) == ["1.", "(a)", "(b)", "2.", "(c)"]


def test_a_level_that_restarts_only_after_the_first():
    lists = definition(0, level(0), level(1), level(2, text="%3)", more='<w:lvlRestart w:val="1"/>')) + number_list(
        1, 0
    )
    assert numbers([item("x", at) for at in (0, 1, 2, 1, 2, 0, 2)], lists) == ["1.", "1.", "1)", "2.", "2)", "2.", "1)"]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Clause"><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Clause"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Narrow"><w:basedOn w:val="Item"/></w:style>
"""


def styled(name, more=""):
    return p("x", f'<w:pStyle w:val="{name}"/>{more}')


def test_numbers_come_from_styles_and_those_that_they_are_based_on():
    body = [styled("Clause"), styled("Item"), styled("Narrow"), styled("Normal"), styled("Clause")]
    assert numbers(body, RESOLUTION + number_list(1, 0), STYLES) == ["1.", "(a)", "(b)", "", "2."]


def test_a_level_names_its_style():
    linked = definition(0, level(0), level(1, "lowerLetter", "(%2)", more='<w:pStyle w:val="Clause"/>')) + number_list(
        1, 0
    )
    assert numbers([styled("Clause")], linked, STYLES) == ["(a)"]


def test_the_list_styles_of_a_common_template():
    document = python_docx.Document()
    for style in ("List Number", "List Number 2", "List Number 2", "Normal", "List Number", "List Bullet"):
        document.add_paragraph("x", style=style)
    out = io.BytesIO()
    document.save(out)
    found = read_bytes(out.getvalue(), "a.docx").text.split("\n\n")
    assert [line.removesuffix("x").strip() for line in found] == ["1.", "1.", "2.", "", "2.", "•"]


def test_list_zero_takes_the_number_of_the_style_away():
    body = [styled("Clause"), styled("Clause", '<w:numPr><w:numId w:val="0"/></w:numPr>'), styled("Clause")]
    assert numbers(body, RESOLUTION + number_list(1, 0), STYLES) == ["1.", "", "2."]


def test_a_definition_may_stand_for_a_style_of_lists():
    lists = definition(5, level(0, "upperLetter"), more='<w:styleLink w:val="Own"/>') + definition(
        6, more='<w:numStyleLink w:val="Own"/>'
    )
    assert numbers([item("x")] * 2, lists + number_list(1, 6)) == ["A.", "B."]


@pytest.mark.parametrize(("sign", "shown"), [("\uf0b7", "•"), ("o", "◦"), ("–", "–")])
def test_bullets(sign, shown):
    assert numbers([item("x")], definition(0, level(0, "bullet", sign)) + number_list(1, 0)) == [shown]


def test_a_list_that_is_not_there_gives_no_number():
    assert numbers([item("x", number=9)], RESOLUTION + number_list(1, 0)) == [""]


@pytest.mark.parametrize(("suffix", "between"), [("tab", "\t"), ("space", " "), ("nothing", " ")])
def test_number_and_words_are_set_apart(suffix, between):
    lists = definition(0, level(0, more=f'<w:suff w:val="{suffix}"/>')) + number_list(1, 0)
    assert read_bytes(docx(item("x"), numbering=lists), "a.docx").text == f"1.{between}x"


@pytest.mark.parametrize(
    ("style", "value", "shown"),
    [
        ("decimal", 12, "12"), ("decimalZero", 3, "03"), ("lowerLetter", 26, "z"), ("lowerLetter", 28, "bb"), ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"), ("upperRoman", 1990, "MCMXC"), ("ordinal", 2, "2nd"), ("ordinal", 113, "113th"), ("none", 4, ""),
        ("chicago", 6, "††"), ("chineseCounting", 4, "4"), ("lowerLetter", 10**8, "100000000"), ("lowerRoman", 10**8, "100000000"),
    ],
)  # fmt: skip
def test_styles_of_numbers(style, value, shown):
    assert format_number(value, style) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(1, "a"), (26, "z"), (27, "aa"), (28, "ab"), (702, "zz"), (703, "aaa"), (0, "0")]
)
def test_letters_as_browsers_count(value, shown):
    assert letters(value) == shown


def test_roman_digits_grow_with_their_value():
    values = {roman(value): value for value in range(1, 4000)}
    assert len(values) == 3999
    assert set("".join(values)) == set("mdclxvi")
