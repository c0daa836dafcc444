"""Numbers in the margin that count lines are furniture; numbers of clauses, tables and lists are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausenlp.pipeline.line_numbers import line_numbers
from clausenlp.pipeline.segment import segment

WORDS = "The keepers of the northern lamps report that the oil has run out"
COUNTED = "\n".join(f"{n:3}   {WORDS}" for n in range(1, 21))
PAGES = "\n".join(f"{n:3}   {WORDS}" for _ in range(5) for n in range(1, 6))
WITH_HEADS = "ASSOCIATION OF KEEPERS\n\n" + "\n".join(f"{n}" if n % 4 == 0 else f"{n}\t{WORDS}" for n in range(1, 21))
NUMBERED = {
    "a page": (COUNTED, 20),
    "short pages, each from 1": (PAGES, 25),
    "a head without a number, lines that hold only one": (WITH_HEADS, 20),
    "one number that the scanner lost": (COUNTED.replace("  7 ", "    "), 19),
}
OTHERS = {
    "too few": "\n".join(f"{n:3}   {WORDS}" for n in range(1, 15)),
    "clauses": "\n".join(f"{n}. Requests the keepers to report;" for n in range(1, 21)),
    "items in brackets": "\n".join(f"({n}) to report;" for n in range(1, 21)),
    "clauses of several lines": "\n".join(
        f"{n}  Requests the keepers\nto report on their lamps;" for n in range(1, 21)
    ),
    "a table": "\n".join(f"{n * 7 % 31}  lamps at the harbour of Isel" for n in range(1, 21)),
    "the same number": "\n".join(["12   lamps"] * 20),
    "years": "\n".join(f"{n}   lamps" for n in range(2001, 2021)),
    "numbers glued to words": "\n".join(f"{n}th lamp" for n in range(1, 21)),
    "nothing": "",
}


@pytest.mark.parametrize(("text", "count"), NUMBERED.values(), ids=NUMBERED)
def test_lines_that_are_counted(text, count):
    found = line_numbers(text)
    assert len(found) == count
    assert {kind for _, _, kind in found} == {"line_number"}
    assert all(text[start:end].isdigit() for start, end, _ in found)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_lines_that_are_not_counted(text):
    assert line_numbers(text) == []


def test_clauses_are_read_as_if_the_margin_were_empty():
    lines = ["The Council,", "", "Recalling its decision on", "lamps,", ""]
    lines += [line for n in range(1, 6) for line in (f"{n}. Requests the keepers to report", "on their lamps;", "")]
    text = "\n".join(f"{n:2}   {line}".rstrip() for n, line in enumerate(lines, 1))
    found = segment(text)
    assert [unit.number for unit in found.units] == [None, "1", "2", "3", "4", "5"]
    assert text[found.units[1].start : found.units[1].end] == "1. Requests the keepers to report\n 7   on their lamps;"
    assert sum(piece.kind == "line_number" for piece in found.furniture) == len(lines)


LINES = st.lists(
    st.tuples(st.integers(0, 1200), st.sampled_from(["", " ", "   lamps", ". Requests", "\tand oil"])), max_size=30
)
COUNTS = st.tuples(st.integers(1, 40), st.sampled_from(["", "   lamps,", "\r", "\f"])).map(
    lambda drawn: "\n".join(f"{n}{drawn[1]}" for n in range(1, drawn[0]))
)


@given(st.one_of(st.text(max_size=200), LINES.map(lambda rows: "\n".join(f"{n}{rest}" for n, rest in rows)), COUNTS))
def test_numbers_are_in_order_and_lie_in_the_text(text):
    last = 0
    for start, end, _ in line_numbers(text):
        assert last <= start < end <= len(text)
        assert text[start:end].isdigit()
        last = end
