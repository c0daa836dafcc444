"""Marked text: a whole resolution with its labels written into it, for people to write and to read.

``⟦p⟧Recalling ...,⟦/⟧`` is a preambular clause, ``⟦o n=3⟧3. Requests ...;⟦/⟧`` an operative one with its number; clauses nest.
``⟨request|Requests⟩`` marks the words that name an act. ``fn=decide`` gives a function that no words of the clause name.
``⟦f kind⟧...⟦/⟧`` is furniture inside a clause; what stands outside all marks is furniture too.
"""

import re
from typing import Any

from clausenlp.errors import ExampleError
from clausenlp.scheme import Scheme
from clausenlp.training.checks import check_example
from clausenlp.training.examples import Example, GoldAct, GoldClause

_MARK = re.compile(r"⟦(/|[pof](?:\s[^⟦⟧]*)?)⟧|⟨([a-z_]+)\|([^⟨⟩|]*)⟩")
_SECTION = {"p": "preambular", "o": "operative"}


def read_marked(source: str, *, doc_id: str, where: str = "", scheme: Scheme | None = None) -> Example:
    """The example that a marked text stands for; ExampleError where a mark is not closed or not known."""
    reader = _Reader(where or doc_id)
    last = 0
    for mark in _MARK.finditer(source):
        reader.text(source[last : mark.start()])
        reader.mark(mark)
        last = mark.end()
    reader.text(source[last:])
    example = reader.example(doc_id)
    check_example(example, reader.where, scheme)
    return example


class _Reader:
    def __init__(self, where: str) -> None:
        self.where = where
        self.parts: list[str] = []
        self.at = 0
        self.clauses: list[dict[str, Any]] = []
        self.furniture: list[tuple[int, int, str]] = []
        self.open: list[tuple[str, Any]] = []

    def text(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def mark(self, mark: re.Match[str]) -> None:
        tag, function, words = mark.groups()
        if tag is None:
            self._act(function, words)
        elif tag == "/":
            self._close()
        elif tag[0] == "f":
            self.open.append((tag[2:].strip() or "other", self.at))
        else:
            self._clause(tag)

    def _act(self, function: str, words: str) -> None:
        clause = next((c for c in reversed(self.open) if isinstance(c[1], dict)), None)
        if clause is None:
            raise self._error(f"a trigger outside a clause: {words!r}")
        clause[1]["acts"].append(GoldAct(self.at, self.at + len(words), function))
        self.text(words)

    def _clause(self, tag: str) -> None:
        parent = next((c[1] for c in reversed(self.open) if isinstance(c[1], dict)), None)
        given = dict(part.partition("=")[::2] for part in tag[1:].split())
        if set(given) - {"n", "fn"}:
            raise self._error(f"unknown attribute in ⟦{tag}⟧")
        clause = {
            "start": self.at,
            "section": _SECTION[tag[0]],
            "number": given["n"].replace("_", " ") if "n" in given else None,
            "parent": parent,
            "level": parent["level"] + 1 if parent else 1,
            "acts": [],
            "given": given["fn"].split(",") if "fn" in given else [],
        }
        self.clauses.append(clause)
        self.open.append(("clause", clause))

    def _close(self) -> None:
        if not self.open:
            raise self._error(f"⟦/⟧ closes nothing, after {''.join(self.parts)[-40:]!r}")
        kind, opened = self.open.pop()
        if isinstance(opened, dict):
            opened["end"] = self.at
        else:
            self.furniture.append((opened, self.at, kind))

    def example(self, doc_id: str) -> Example:
        if self.open:
            raise self._error("a mark is not closed")
        places = {id(clause): i for i, clause in enumerate(self.clauses)}
        clauses: list[GoldClause] = []
        for clause in self.clauses:
            parent = None if clause["parent"] is None else places[id(clause["parent"])]
            functions = tuple(dict.fromkeys([*clause["given"], *(act.function for act in clause["acts"])]))
            functions = functions or (
                (clauses[parent].functions or ("other",))[:1] if parent is not None else ("other",)
            )
            clauses.append(
                GoldClause(
                    clause["start"],
                    clause["end"],
                    clause["level"],
                    clause["number"],
                    parent,
                    clause["section"],
                    functions,
                    tuple(clause["acts"]),
                )
            )
        return Example(doc_id, "".join(self.parts), tuple(clauses), tuple(self.furniture))

    def _error(self, what: str) -> ExampleError:
        return ExampleError(what, where=self.where, remedy="see training_data/README.md for the marks")


def write_marked(example: Example) -> str:
    """The marked text of an example; ``read_marked`` of it gives the example again."""
    marks: list[tuple[int, int, int, str]] = []  # offset, order at the offset, tie, mark
    for i, clause in enumerate(example.clauses):
        named = [act.function for act in clause.acts]
        given = [f for f in clause.functions or () if f not in named]
        if (
            tuple(dict.fromkeys([*given, *named])) != clause.functions
        ):  # "Pursuant to ..., decides": decide, then invoke
            given = list(clause.functions or ())
        inherited = (clause.functions or ()) == (
            ("other",) if clause.parent is None else (example.clauses[clause.parent].functions or ("other",))[:1]
        )
        number = f" n={clause.number.replace(' ', '_')}" if clause.number else ""
        functions = f" fn={','.join(given)}" if given and not inherited else ""
        marks.append((clause.start, 2, clause.level, f"⟦{clause.section[0]}{number}{functions}⟧"))
        marks.append((clause.end, 0, -clause.level, "⟦/⟧"))
        for act in clause.acts:
            marks += [(act.start, 4, i, f"⟨{act.function}|"), (act.end, -1, i, "⟩")]
    for start, end, kind in example.furniture:
        marks += [(start, 3, 0, f"⟦f {kind}⟧"), (end, -2, 0, "⟦/⟧")]
    parts, last = [], 0
    for offset, _, _, mark in sorted(marks):
        parts += [example.text[last:offset], mark]
        last = offset
    return "".join([*parts, example.text[last:]])
