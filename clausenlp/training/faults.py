"""Labels that the text itself contradicts: a span that cuts a word, a number that does not stand there."""

from collections.abc import Iterator

from clausenlp.pipeline.markers import misread, read_marker, skip_openers
from clausenlp.scheme import WORD
from clausenlp.training.examples import Example, GoldClause

CLOSING = (",", ";", ".", ":")
_READ_WRONG = str.maketrans("lIiOoSB|", "11100581")


def find_faults(example: Example, i: int) -> Iterator[tuple[str, str]]:
    """(kind, reason) of each fault of a clause; kind is "span", "number" or "acts"."""
    clause = example.clauses[i]
    parent = None if clause.parent is None else example.clauses[clause.parent]
    yield from (("span", reason) for reason in _span_faults(example.text, clause))
    yield from (("number", reason) for reason in _number_faults(example.text, clause, parent))
    if clause.acts and clause.functions is not None:
        named = {act.function for act in clause.acts}
        if named != set(clause.functions):
            yield "acts", f"its acts are {', '.join(sorted(named))}"


def _span_faults(text: str, clause: GoldClause) -> Iterator[str]:
    start, end = clause.start, clause.end
    if start and text[start - 1].isalnum() and text[start].isalnum():
        yield f"the span begins inside the word {_word_at(text, start)!r}"
    if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        yield f"the span ends inside the word {_word_at(text, end)!r}"
    if text[end : end + 1] in CLOSING and text[end - 1] not in CLOSING:
        yield f"the closing {text[end]!r} is left outside"


def _word_at(text: str, at: int) -> str:
    begin = max(0, at - 30)
    words = (word for word in WORD.finditer(text, begin, at + 30) if word.start() < at < word.end())
    return next((word.group() for word in words), text[at - 1 : at + 1])


def _number_faults(text: str, clause: GoldClause, parent: GoldClause | None) -> Iterator[str]:
    above = (parent.number if parent else None) or ""
    number = clause.number or ""
    if number and not number.startswith(above):
        yield f"its number {number} does not begin with {above}, the number of its clause"
        return
    own = number.removeprefix(above)
    seen = _readings(text[clause.start : clause.start + 40])
    if own and _bare(own) not in seen and _bare(number) not in seen:  # "7.2.1" stands whole below "7.2"
        yield f"the text does not open with the number {own}"
    elif not own and parent is None and _opens_with_number(text[clause.start : clause.start + 40]):
        yield "the text opens with a number that the label does not give"


def _readings(head: str) -> set[str]:
    """What the number at the head of a clause may be, with the slips of scanners put right ("ll." is 11, "(6)" is b)."""
    marker = read_marker(head[skip_openers(head) :])
    written = head[skip_openers(head) :].split(None, 1)[0] if head.strip() else ""
    found = {_bare(written), _bare(written).translate(_READ_WRONG)}
    if marker:
        found |= {_bare(label) for label in (marker.label, misread(marker).label)}
        found.add(marker.label.translate(_READ_WRONG))
    return found


def _bare(number: str) -> str:
    return number.strip("()[].,:;-–* ").lower()


def _opens_with_number(head: str) -> bool:
    marker = read_marker(head)
    return marker is not None and marker.style == "1."
