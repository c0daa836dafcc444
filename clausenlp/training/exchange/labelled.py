"""The output of ``clausenlp label``, corrected by hand, as examples: JSON lines (a document each) and CSV (a clause a row).

It has the clean text of each clause, not the text that was read. So each clause of level 1, with its sub-clauses, is an example of
its own; where the file that was labelled still stands in its place unchanged, the whole text can be had too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clausenlp.errors import ClauseError, ExampleError
from clausenlp.pipeline.leads import lead_form, lead_words
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import Scheme, default_scheme
from clausenlp.training.checks import check_example
from clausenlp.training.examples import Example, GoldAct, GoldClause
from clausenlp.training.exchange.acts import agreeing_acts
from clausenlp.training.exchange.offers import DRAFT, Offer, Reading, with_origin
from clausenlp.training.exchange.source import ExchangeFile
from clausenlp.training.fields import Fields

NO_SECTION = "without a section"
NO_TEXT = "whole text: some of its clauses, or the file that was labelled, are not there or have changed"
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


def read_labelled(file: ExchangeFile) -> Reading:
    """The clauses of level 1 of each document, with their sub-clauses, as examples."""
    reading = Reading()
    for record in file.objects():
        clauses = list(_clauses(record, reading))
        reading_of_clauses(
            clauses, record.maybe_text("doc_id") or file.name, document_origin(record), reading, file.scheme
        )
    return reading


def read_texts(file: ExchangeFile) -> Reading:
    """Each document as a whole text where its file is still there, else clause by clause. For export: nobody has looked at them."""
    reading = Reading()
    for record in file.objects():
        clauses = list(_clauses(record, reading))
        origin = {**document_origin(record), DRAFT: True}
        text = _source_text(record) if _is_whole(clauses) else None
        name = record.maybe_text("doc_id") or file.name
        if text is None:
            reading.left_out[NO_TEXT] += 1
            reading_of_clauses(clauses, name, origin, reading, file.scheme)
        else:
            example = with_origin(Example(name, text, _in_text(clauses)), **origin)
            check_example(example, record.where, file.scheme)
            reading.offers.append(Offer(example, record.where))
    return reading


def document_origin(record: Fields) -> dict[str, Any]:
    """From which document, and labelled by which model first."""
    source = record.inner("source") if "source" in record else None
    return {
        "document": (source.maybe_text("path") if source else None) or record.maybe_text("doc_id"),
        "source_sha256": source.maybe_text("sha256") if source else None,
        "model": record.inner("model").data if "model" in record else None,
    }


def _clauses(record: Fields, reading: Reading) -> Iterator[Labelled]:
    seen: set[str] = set()
    for clause in record.objects("clauses"):
        found = clause.identifier("id")
        if found in seen:
            raise clause.error(f"field {clause.place('id')}: {found!r} stands twice in the document")
        seen.add(found)
        if "section" in clause:
            yield _labelled(clause, found)
        else:
            reading.left_out[NO_SECTION] += 1


def _labelled(clause: Fields, found: str) -> Labelled:
    functions = tuple(clause.texts("functions")) if "functions" in clause else None
    acts = clause.objects("acts") if "acts" in clause else ()
    return Labelled(
        id=found,
        parent=clause.maybe_text("parent"),
        number=clause.maybe_text("number"),
        section=clause.text("section"),
        functions=functions,
        text=clause.text("text"),
        place=(clause.integer("start"), clause.integer("end")) if "start" in clause else None,
        acts=tuple(GoldAct(a.integer("start"), a.integer("end"), a.text("function")) for a in acts),
        where=f"{clause.where}, clause {found}",
    )


def reading_of_clauses(
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


def _in_text(clauses: Sequence[Labelled]) -> tuple[GoldClause, ...]:
    """The clauses at their places in the text that was read; one whose parent is not in the file stands on level 1."""
    order: dict[str | None, int] = {}
    found: list[GoldClause] = []
    for clause in clauses:
        start, end = clause.place or (0, 0)
        parent = order.get(clause.parent)
        level = 1 if parent is None else found[parent].level + 1
        order[clause.id] = len(found)
        found.append(
            GoldClause(start, end, level, clause.number, parent, clause.section, clause.functions, clause.acts)
        )
    return tuple(found)


def _is_whole(clauses: Sequence[Labelled]) -> bool:
    """Whether no clause was taken out between the first and the last, and each has its place."""
    return [c.id for c in clauses] == [f"c{i + 1}" for i in range(len(clauses))] and all(c.place for c in clauses)


def _source_text(record: Fields) -> str | None:
    """The text of the file that was labelled, or None where it is not there or was changed since."""
    from clausenlp.read import read

    source = record.inner("source") if "source" in record else None
    if source is None or not Path(source.text("path")).is_file():
        return None
    try:
        found = read(source.text("path"))
    except ClauseError:
        return None
    return found.text if found.sha256 == source.maybe_text("sha256") else None
