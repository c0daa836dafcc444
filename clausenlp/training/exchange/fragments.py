"""A clause of the output of ``label``, with its sub-clauses, as an example of its own, in its clean text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from clausenlp.errors import ExampleError
from clausenlp.pipeline.leads import lead_form, lead_words
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import Scheme, default_scheme
from clausenlp.training.checks import check_example
from clausenlp.training.examples import Example, GoldAct, GoldClause
from clausenlp.training.exchange.acts import agreeing_acts
from clausenlp.training.exchange.offers import Offer, Reading, with_origin

NO_PARENT = "a sub-clause without an act of its own, whose parent is not in the file"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A clause of the output of ``label``: ``place`` is (start, end) in the text that was read, None where the file does not say."""

    id: str
    parent: str | None
    number: str | None
    section: str
    functions: tuple[str, ...] | None
    text: str
    place: tuple[int, int] | None
    acts: tuple[GoldAct, ...]
    where: str


def add_fragments(
    clauses: Sequence[Labelled], name: str, origin: dict[str, Any], reading: Reading, scheme: Scheme | None
) -> None:
    """Add the clauses of one document to a reading: a clause whose parent is not in the file stands for itself."""
    here = {clause.id: i for i, clause in enumerate(clauses)}
    for i, clause in enumerate(clauses):
        if clause.parent in here:
            _check_order(clause, i, here[clause.parent])
            continue
        if clause.parent and not clause.acts and not _opens_with_an_act(clause.text):
            reading.left_out[NO_PARENT] += 1
            continue
        example = _fragment([clause, *_below(clause.id, clauses[i + 1 :])], f"{name}-{clause.id}")
        example = with_origin(example, **origin)
        check_example(example, clause.where, scheme)
        reading.offers.append(Offer(example, clause.where))


def _check_order(clause: Labelled, place: int, parent: int) -> None:
    if parent >= place:
        raise ExampleError(
            f"field parent: {clause.parent} does not come before its sub-clause {clause.id}",
            where=clause.where,
            remedy="list a parent before its sub-clauses",
        )


def _opens_with_an_act(text: str) -> bool:
    marker = read_marker(text[:40])
    return bool(lead_form(text[marker.end if marker else 0 :]))


def _below(parent: str, clauses: Sequence[Labelled]) -> list[Labelled]:
    family, found = {parent}, []
    for clause in clauses:
        if clause.parent in family:
            family.add(clause.id)
            found.append(clause)
    return found


def _fragment(family: Sequence[Labelled], name: str) -> Example:
    """A clause and its sub-clauses as an example; each sub-clause is sought in the words of its parent, behind those before it."""
    text = family[0].text.strip()
    found = [_gold(family[0], 0, len(text), None, 1)]
    order = {family[0].id: 0}
    reached = [0]
    for clause in family[1:]:
        i, words = order[str(clause.parent)], clause.text.strip()
        start = text.find(words, reached[i], found[i].end)
        if start < 0 or not words:
            raise ExampleError(
                f"field text: the words of {clause.id} do not stand in those of its parent {clause.parent}",
                where=clause.where,
                remedy="change the text of both alike",
            )
        reached[i] = start + len(words)
        order[clause.id] = len(found)
        found.append(_gold(clause, start, reached[i], i, found[i].level + 1))
        reached.append(start)
    return Example(name, text, tuple(found), whole=len(found) > 1)


def _gold(clause: Labelled, start: int, end: int, parent: int | None, level: int) -> GoldClause:
    """The clause at its place in the clean text."""
    acts = agreeing_acts(_moved(clause, start), clause.functions)
    return GoldClause(start, end, level, clause.number, parent, clause.section, clause.functions, acts)


def _moved(clause: Labelled, start: int) -> tuple[GoldAct, ...]:
    """The acts at their places in the clean text, or none where line ends, hyphens or furniture before them have moved them.

    They have not moved where the lead words still stand at the same distance from the start of the clause.
    """
    text, by = clause.text.strip(), clause.place[0] if clause.place else 0
    moved = [replace(act, start=act.start - by, end=act.end - by) for act in clause.acts]
    here = all(0 <= act.start < act.end <= len(text) and _stands_at(text, act) for act in moved)
    return tuple(replace(a, start=a.start + start, end=a.end + start) for a in moved) if here else ()


def _stands_at(text: str, act: GoldAct) -> bool:
    lead = default_scheme().match(lead_words(text[act.start :]))
    cut = [at for at in (act.start, act.end) if 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()]
    return not cut and lead is not None and lead.function == act.function
