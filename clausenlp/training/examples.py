"""Examples for training and gold for measuring: their records, their JSONL, and the checks on both.

A line is either a whole text (``id``, ``text``, ``clauses``, ``furniture``) or a single clause (``id``, ``text``, ``section``,
``functions``, optionally ``number``, ``acts``). Offsets count characters of ``text``.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clausenlp.errors import ExampleError
from clausenlp.scheme import Scheme
from clausenlp.training.checks import check_example
from clausenlp.training.fields import Fields, fields, parse_json

NOTES = ("doubts", "where")  # what `clausenlp check` has said of an example: not part of it


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


def read_examples(paths: Iterable[Path], scheme: Scheme | None = None) -> list[Example]:
    """All examples of some JSONL files (``.jsonl``, ``.jsonl.gz``); folders are read with the JSONL files in them, in order of name."""
    return list(read_placed(paths, scheme).values())


def read_placed(paths: Iterable[Path], scheme: Scheme | None = None) -> dict[str, Example]:
    """The same, each by its place: "file:line"."""
    found: dict[str, Example] = {}
    seen: dict[str, str] = {}
    for path in _files(paths):
        for number, line in enumerate(read_lines(path), 1):
            if line.strip():
                where = f"{path}:{number}"
                example = parse_example(line, where, scheme)
                if example.id in seen:
                    raise ExampleError(
                        f"id {example.id!r} stands in {seen[example.id]} too",
                        where=where,
                        remedy="give each example an id of its own",
                    )
                seen[example.id] = where
                found[where] = example
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.name.endswith((".jsonl", ".jsonl.gz")))
        else:
            yield path


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, also a gzipped one."""
    return read_text(path).split("\n")


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, also a gzipped one; ExampleError where it is none or cannot be read."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ExampleError("not UTF-8", where=f"{path}:{line}", remedy="save the file as UTF-8") from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExampleError(f"cannot be read ({reason})", where=str(path), remedy="check the path") from error


def parse_example(line: str, where: str, scheme: Scheme | None = None) -> Example:
    """One line of JSONL as an example; ExampleError says what is wrong with it."""
    return example_of(fields(parse_json(line, where), where), scheme)


def example_of(data: Fields, scheme: Scheme | None = None) -> Example:
    """The example that a JSON object stands for, checked."""
    example = _whole(data) if "clauses" in data.data else _single(data)
    if scheme is not None and scheme.aliases:
        example = relabelled(example, scheme)
    check_example(example, data.where, scheme)
    return example


def relabelled(example: Example, scheme: Scheme) -> Example:
    """The example with the labels of a scheme that stand for its own."""
    return replace(
        example,
        clauses=tuple(
            replace(
                clause,
                functions=None if clause.functions is None else scheme.relabel(clause.functions),
                acts=tuple(
                    replace(act, function=name)
                    for act in clause.acts
                    if (name := scheme.relabel((act.function,))[0]) != "other"
                ),
            )
            for clause in example.clauses
        ),
    )


def _whole(data: Fields) -> Example:
    return Example(
        id=data.identifier("id" if data.data.get("id") else "doc_id"),
        text=data.text("text"),
        clauses=tuple(_clause(c) for c in data.objects("clauses")),
        furniture=tuple(_furniture(data)),
        ignore_from=data.maybe_integer("ignore_from"),
        meta=_meta(data, "id", "doc_id", "text", "clauses", "furniture", "ignore_from"),
    )


def _furniture(data: Fields) -> Iterator[tuple[int, int, str]]:
    for i, piece in enumerate(data.items("furniture") if "furniture" in data else ()):
        match piece:
            case [int(start), int(end), str(kind)]:
                yield start, end, kind
            case _:
                raise data.error(f"field furniture[{i}] is not [start, end, kind] (wrong type)")


def _clause(data: Fields) -> GoldClause:
    number, parent, functions = (_nullable(data, name) for name in ("number", "parent", "functions"))
    return GoldClause(
        data.integer("start"),
        data.integer("end"),
        data.integer("level"),
        data.text("number") if number else None,
        data.integer("parent") if parent else None,
        data.text("section"),
        tuple(data.texts("functions")) if functions else None,
        _acts_of(data),
    )


def _nullable(data: Fields, name: str) -> bool:
    """Whether a field that must be there, if only as null, has a value."""
    if name not in data.data:
        raise data.error(f"field {data.place(name)} is missing")
    return name in data


def _acts_of(data: Fields) -> tuple[GoldAct, ...]:
    given = data.objects("acts") if "acts" in data else ()
    return tuple(GoldAct(act.integer("start"), act.integer("end"), act.text("function")) for act in given)


def _single(data: Fields) -> Example:
    text = data.text("text")
    functions = tuple(data.texts("functions")) if _nullable(data, "functions") else None
    clause = GoldClause(
        0, len(text), 1, data.maybe_text("number"), None, data.text("section"), functions, _acts_of(data)
    )
    meta = _meta(data, "id", "text", "section", "functions", "number", "acts")
    return Example(id=data.identifier("id"), text=text, clauses=(clause,), whole=False, meta=meta)


def _meta(data: Fields, *known: str) -> dict[str, Any]:
    return {key: value for key, value in data.data.items() if key not in known and key not in NOTES}


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
