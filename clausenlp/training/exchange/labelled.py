"""The output of ``clausenlp label``, corrected by hand, as examples: JSON lines (a document each) and CSV (a clause a row).

It has the clean text of each clause, not the text that was read. So each clause of level 1, with its sub-clauses, is an example of
its own; where the file that was labelled still stands in its place unchanged, the whole text can be had too.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from clausenlp.errors import ClauseError
from clausenlp.training.checks import check_example
from clausenlp.training.examples import Example, GoldAct, GoldClause
from clausenlp.training.exchange.acts import agreeing_acts
from clausenlp.training.exchange.fragments import Labelled, add_fragments
from clausenlp.training.exchange.offers import DRAFT, Offer, Reading, with_origin
from clausenlp.training.exchange.source import ExchangeFile
from clausenlp.training.fields import Fields

NO_SECTION = "without a section"
NO_TEXT = "whole text: some of its clauses, or the file that was labelled, are not there or have changed"


def read_labelled(file: ExchangeFile) -> Reading:
    """The clauses of level 1 of each document, with their sub-clauses, as examples."""
    reading = Reading()
    for record in file.objects():
        clauses = list(_clauses(record, reading))
        add_fragments(clauses, record.maybe_text("doc_id") or file.name, document_origin(record), reading, file.scheme)
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
            add_fragments(clauses, name, origin, reading, file.scheme)
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


def _in_text(clauses: Sequence[Labelled]) -> tuple[GoldClause, ...]:
    """The clauses at their places in the text that was read; one whose parent is not in the file stands on level 1."""
    order: dict[str | None, int] = {}
    found: list[GoldClause] = []
    for clause in clauses:
        start, end = clause.place or (0, 0)
        parent = order.get(clause.parent)
        level = 1 if parent is None else found[parent].level + 1
        order[clause.id] = len(found)
        acts = agreeing_acts(clause.acts, clause.functions)
        found.append(GoldClause(start, end, level, clause.number, parent, clause.section, clause.functions, acts))
    return tuple(found)


def _is_whole(clauses: Sequence[Labelled]) -> bool:
    """Whether no clause was taken out between the first and the last, and each has its place."""
    return [c.id for c in clauses] == [f"c{i + 1}" for i in range(len(clauses))] and all(c.place for c in clauses)


def _source_text(record: Fields) -> str | None:
    """The text of the file that was labelled, or None where it is not there or was changed since."""
    from clausenlp.read import read

    source = record.inner("source") if "source" in record else None
    if source is None or source.text("path") == "-":
        return None
    try:
        found = read(source.text("path"))
    except ClauseError:
        return None
    return found.text if found.sha256 == source.maybe_text("sha256") else None
