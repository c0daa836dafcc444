"""Examples for training and gold for measuring: their records, their JSONL, and the checks on both.

A line is either a whole text (``id``, ``text``, ``clauses``, ``furniture``) or a single clause (``id``, ``text``, ``section``,
``functions``, optionally ``number``, ``acts``). Offsets count characters of ``text``.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clausenlp.errors import ExampleError
from clausenlp.scheme import SECTIONS, default_scheme


@dataclass(frozen=True, slots=True)
class GoldAct:
    """An act with the offsets of the words that name it."""

    start: int
    end: int
    function: str


@dataclass(frozen=True, slots=True)
class GoldClause:
    """A labelled clause; ``parent`` is the index of its parent in the example, ``functions`` None where nobody labelled them."""

    start: int
    end: int
    level: int
    number: str | None
    parent: int | None
    section: str
    functions: tuple[str, ...] | None
    acts: tuple[GoldAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its clauses. ``furniture`` lists what interrupts a clause; ``ignore_from`` an offset from which nothing is scored."""

    id: str
    text: str
    clauses: tuple[GoldClause, ...]
    furniture: tuple[tuple[int, int, str], ...] = ()
    whole: bool = True
    ignore_from: int | None = None
    meta: dict[str, Any] = field(default_factory=dict)


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """All examples of some JSONL files (``.jsonl``, ``.jsonl.gz``); folders are read with the JSONL files in them, in order of name."""
    found: list[Example] = []
    seen: dict[str, str] = {}
    for path in _files(paths):
        for number, line in enumerate(_lines(path), 1):
            if line.strip():
                where = f"{path}:{number}"
                example = parse_example(line, where)
                if example.id in seen:
                    raise ExampleError(
                        f"id {example.id!r} stands in {seen[example.id]} too",
                        where=where,
                        remedy="give each example an id of its own",
                    )
                seen[example.id] = where
                found.append(example)
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.name.endswith((".jsonl", ".jsonl.gz")))
        else:
            yield path


def _lines(path: Path) -> Iterator[str]:
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield from data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ExampleError("not UTF-8", where=str(path), remedy="save the file as UTF-8") from error
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExampleError(f"cannot be read ({reason})", where=str(path), remedy="check the path") from error


def parse_example(line: str, where: str) -> Example:
    """One line of JSONL as an example; ExampleError says what is wrong with it."""
    try:
        data = json.loads(line)
    except ValueError as error:
        raise ExampleError(f"not JSON ({error})", where=where, remedy="write one JSON object a line") from error
    if not isinstance(data, dict):
        raise ExampleError("not a JSON object", where=where, remedy="write one JSON object a line")
    try:
        example = _whole(data) if "clauses" in data else _single(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        missing = (
            f"field {error} is missing" if isinstance(error, KeyError) else f"a field has the wrong type ({error})"
        )
        raise ExampleError(missing, where=where, remedy="see training_data/README.md for the fields") from error
    check_example(example, where)
    return example


def _whole(data: dict[str, Any]) -> Example:
    return Example(
        id=str(data.get("id") or data["doc_id"]),
        text=data["text"] + "",
        clauses=tuple(_clause(c) for c in data["clauses"]),
        furniture=tuple((int(s), int(e), str(k)) for s, e, k in data.get("furniture", ())),
        ignore_from=data.get("ignore_from"),
        meta={
            key: value
            for key, value in data.items()
            if key not in ("id", "doc_id", "text", "clauses", "furniture", "ignore_from")
        },
    )


def _clause(data: dict[str, Any]) -> GoldClause:
    functions = data["functions"]
    number = data["number"]
    return GoldClause(
        int(data["start"]),
        int(data["end"]),
        int(data["level"]),
        None if number is None else number + "",
        None if data["parent"] is None else int(data["parent"]),
        data["section"],
        None if functions is None else tuple(functions),
        tuple(GoldAct(int(a["start"]), int(a["end"]), a["function"]) for a in data.get("acts", ())),
    )


def _single(data: dict[str, Any]) -> Example:
    text = data["text"] + ""
    clause = {
        "start": 0,
        "end": len(text),
        "level": 1,
        "number": data.get("number"),
        "parent": None,
        **{k: data[k] for k in ("section", "functions")},
        "acts": data.get("acts", ()),
    }
    meta = {
        key: value for key, value in data.items() if key not in ("id", "text", "section", "functions", "number", "acts")
    }
    return Example(id=str(data["id"]), text=text, clauses=(_clause(clause),), whole=False, meta=meta)


def check_example(example: Example, where: str) -> None:
    """Raise ExampleError where labels are not of the scheme or spans do not lie in the text and in their parents."""
    known = default_scheme().functions
    if not example.text.strip():
        raise ExampleError("the text is empty", where=where, remedy="give the text of the resolution")
    for i, clause in enumerate(example.clauses):
        here = f"{where}, clause {i + 1}"
        if clause.section not in SECTIONS:
            raise ExampleError(
                f"unknown section {clause.section!r}", where=here, remedy=f"use one of: {', '.join(SECTIONS)}"
            )
        for function in [*(clause.functions or ()), *(act.function for act in clause.acts)]:
            if function not in known:
                raise ExampleError(
                    f"unknown function {function!r}", where=here, remedy=f"use one of: {', '.join(known)}"
                )
        if clause.functions == ():
            raise ExampleError(
                "no function",
                where=here,
                remedy='write "other" for a clause without an act, or null where it is not labelled',
            )
        if not 0 <= clause.start < clause.end <= len(example.text):
            raise ExampleError(
                f"span {clause.start}-{clause.end} is outside the text of {len(example.text)} characters",
                where=here,
                remedy="count characters of the text from 0",
            )
        if example.text[clause.start].isspace() or example.text[clause.end - 1].isspace():
            raise ExampleError(
                f"span {clause.start}-{clause.end} starts or ends with white space",
                where=here,
                remedy="let it start and end with a character of the clause",
            )
        _check_parent(example, i, here)
        for act in clause.acts:
            if not clause.start <= act.start < act.end <= clause.end:
                raise ExampleError(
                    f"act {act.start}-{act.end} is outside its clause",
                    where=here,
                    remedy="count characters of the text, not of the clause",
                )


def _check_parent(example: Example, i: int, where: str) -> None:
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


def write_example(example: Example) -> str:
    """The JSON line of an example, without a line end."""
    if not example.whole:
        clause = example.clauses[0]
        data: dict[str, Any] = {
            "id": example.id,
            "text": example.text,
            "section": clause.section,
            "functions": clause.functions,
            "number": clause.number,
            "acts": _acts(clause),
        }
    else:
        data = {
            "id": example.id,
            "text": example.text,
            "clauses": [
                {
                    "start": c.start,
                    "end": c.end,
                    "level": c.level,
                    "number": c.number,
                    "parent": c.parent,
                    "section": c.section,
                    "functions": c.functions,
                    "acts": _acts(c),
                }
                for c in example.clauses
            ],
            "furniture": example.furniture,
        }
        if example.ignore_from is not None:
            data["ignore_from"] = example.ignore_from
    return json.dumps({**data, **example.meta}, ensure_ascii=False)


def _acts(clause: GoldClause) -> list[dict[str, Any]]:
    return [{"start": act.start, "end": act.end, "function": act.function} for act in clause.acts]
