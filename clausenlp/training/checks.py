"""Whether an example may be trained on or measured with: labels of the scheme, spans that fit the text and each other."""

from typing import TYPE_CHECKING

from clausenlp.errors import ExampleError
from clausenlp.scheme import SECTIONS, Scheme, default_scheme

if TYPE_CHECKING:
    from clausenlp.training.examples import Example, GoldClause


def check_example(example: "Example", where: str, scheme: Scheme | None = None) -> None:
    """Raise ExampleError, which names the clause, the field and the remedy, at the first thing that is wrong.

    ``scheme`` is the table of labels in use, by default the one that ships with the package.
    """
    if not example.text.strip():
        raise ExampleError("the text is empty", where=where, remedy="give the text of the resolution")
    for start, end, kind in example.furniture:
        if not 0 <= start < end <= len(example.text):
            raise _bad_span(f"furniture {kind!r} {start}-{end}", example, where)
    for i, clause in enumerate(example.clauses):
        here = f"{where}, clause {i + 1}"
        _check_labels(clause, here, scheme or default_scheme())
        _check_span(example, clause, here)
        _check_parent(example, i, here)
        _check_words(example, clause, here)
        _check_acts(clause, here)
    _check_siblings(example, where)


def _check_labels(clause: "GoldClause", where: str, scheme: Scheme) -> None:
    if clause.section not in SECTIONS:
        raise ExampleError(
            f"unknown section {clause.section!r}", where=where, remedy=f"use one of: {', '.join(SECTIONS)}"
        )
    for function in [*(clause.functions or ()), *(act.function for act in clause.acts)]:
        if function not in scheme.functions:
            raise ExampleError(
                f"unknown function {function!r}", where=where, remedy=f"use one of: {', '.join(scheme.functions)}"
            )
    if clause.functions == ():
        raise ExampleError(
            "no function",
            where=where,
            remedy='write "other" for a clause without an act, or null where it is not labelled',
        )
    if len(set(clause.functions or ())) < len(clause.functions or ()):
        raise ExampleError(
            f"a function stands twice in {'+'.join(clause.functions or ())}",
            where=where,
            remedy="list each function once, where it first occurs",
        )


def _check_span(example: "Example", clause: "GoldClause", where: str) -> None:
    text, start, end = example.text, clause.start, clause.end
    if not 0 <= start < end <= len(text):
        raise _bad_span(f"span {start}-{end}", example, where)
    if text[start].isspace() or text[end - 1].isspace():
        raise ExampleError(
            f"span {start}-{end} starts or ends with white space",
            where=where,
            remedy="let it start and end with a character of the clause",
        )


def _check_words(example: "Example", clause: "GoldClause", where: str) -> None:
    text = example.text
    for at in (clause.start, clause.end):
        if 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha():
            raise ExampleError(
                f"span {clause.start}-{clause.end} cuts a word ({f'{text[max(0, at - 8) : at]}|{text[at : at + 8]}'!r})",
                where=where,
                remedy="let it run from the first character of the clause to its closing punctuation",
            )


def _check_parent(example: "Example", i: int, where: str) -> None:
    clause = example.clauses[i]
    if clause.parent is None:
        if clause.level != 1:
            raise ExampleError(
                f"level {clause.level} without a parent",
                where=where,
                remedy="name the parent by its index, or write level 1",
            )
        return
    if not 0 <= clause.parent < i:
        raise ExampleError(
            f"parent {clause.parent} does not come before its sub-clause",
            where=where,
            remedy="list a parent before its sub-clauses",
        )
    parent = example.clauses[clause.parent]
    if not (parent.start <= clause.start and clause.end <= parent.end and clause.level > parent.level):
        raise ExampleError(
            "a sub-clause does not lie in its parent, on a level below",
            where=where,
            remedy="check the spans and levels of both",
        )


def _check_acts(clause: "GoldClause", where: str) -> None:
    for act in clause.acts:
        if not clause.start <= act.start < act.end <= clause.end:
            raise ExampleError(
                f"act {act.start}-{act.end} is outside its clause",
                where=where,
                remedy="count characters of the text, not of the clause",
            )
        if clause.functions is not None and act.function not in clause.functions:
            raise ExampleError(
                f"an act names {act.function}, the functions are {'+'.join(clause.functions)}",
                where=where,
                remedy="change both alike, or leave out acts: the places are then found by the lead words",
            )


def _check_siblings(example: "Example", where: str) -> None:
    """Sub-clauses of one parent, and clauses of level 1, come in order and do not overlap."""
    last: dict[int | None, int] = {}
    for i, clause in enumerate(example.clauses):
        if clause.start < last.get(clause.parent, 0):
            raise ExampleError(
                f"span {clause.start}-{clause.end} overlaps the clause before it, or stands before it",
                where=f"{where}, clause {i + 1}",
                remedy="list clauses in the order of the text, or name the parent of a sub-clause",
            )
        last[clause.parent] = clause.end


def _bad_span(what: str, example: "Example", where: str) -> ExampleError:
    return ExampleError(
        f"{what} is outside the text of {len(example.text)} characters",
        where=where,
        remedy="count characters of the text from 0",
    )
