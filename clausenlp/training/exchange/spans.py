"""Clauses <-> the labelled stretches of text of annotation tools.

A tool keeps a text and spans with a name. Level and parent follow from the nesting, the number from the words. What a tool has no
place for (id, origin, acts, furniture) rides along as one line of JSON in a field named ``clausenlp``, which the tools keep.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import Scheme
from clausenlp.training.checks import check_example
from clausenlp.training.examples import Example, GoldClause, example_of, write_example
from clausenlp.training.exchange.acts import agreeing_acts
from clausenlp.training.exchange.labels import label_name, read_labels
from clausenlp.training.exchange.offers import DRAFT, with_origin
from clausenlp.training.fields import Fields, fields, parse_json

CARRIED = "clausenlp"


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of text; ``names`` are all its labels."""

    start: int
    end: int
    names: tuple[str, ...]


def task_of(example: Example) -> tuple[list[Span], dict[str, str]]:
    """The clauses of an example as spans, a parent before its sub-clauses; and the field that rides along."""
    data = json.loads(write_example(example))
    del data["text"]
    spans = [Span(c.start, c.end, (label_name(c.section, c.functions),)) for c in example.clauses]
    return spans, {CARRIED: json.dumps(data, ensure_ascii=False)}


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a tool on its way to an example.

    ``data`` holds what rides along, and its place for errors; ``name`` is the id of an example that carries none; ``by`` who
    labelled it, None where the tool does not say.
    """

    data: Fields
    name: str
    by: str | None = None
    scheme: Scheme | None = None

    def of_labels(self, text: str, names: Sequence[str]) -> Example | None:
        """The single clause that a text with labels stands for, as text classification gives it; None without labels."""
        return self.of_spans(text, [Span(0, len(text), tuple(names))] if names and text.strip() else [])

    def of_spans(self, text: str, spans: Sequence[Span]) -> Example | None:
        """The example that labelled spans stand for, or None where there are none."""
        if not spans:
            return None
        before = self._carried(text)
        clauses = self._clauses(text, spans, before)
        single = [(c.start, c.end) for c in clauses] == [(0, len(text))]
        example = Example(
            id=before.id if before else self.name,
            text=text,
            clauses=tuple(clauses),
            furniture=before.furniture if before else (),
            whole=not single or (before is not None and before.whole),
            ignore_from=before.ignore_from if before else None,
            meta=before.meta if before else {},
        )
        example = with_origin(example, **{DRAFT: None, **({"by": self.by} if self.by else {})})
        check_example(example, self.data.where, self.scheme)
        return example

    def _carried(self, text: str) -> Example | None:
        """The example as it went into the tool, or None where the task was not written by ``export``."""
        line = self.data.maybe_text(CARRIED)
        if line is None:
            return None
        place = self.data.place(CARRIED)
        inner = fields(parse_json(line, f"{self.data.where}, field {place}"), self.data.where, place)
        return example_of(Fields({**inner.data, "text": text}, self.data.where, place), self.scheme)

    def _clauses(self, text: str, spans: Sequence[Span], before: Example | None) -> list[GoldClause]:
        labelled: dict[tuple[int, int], list[str]] = {}
        for span in spans:
            labelled.setdefault(self._trimmed(text, span), []).extend(span.names)
        known = {(c.start, c.end): c for c in before.clauses} if before else {}
        found: list[GoldClause] = []
        for start, end in sorted(labelled, key=lambda place: (place[0], -place[1])):
            section, functions = read_labels(labelled[start, end], self.data)
            parent = self._parent(found, start, end)
            above = None if parent is None else found[parent]
            old = known.get((start, end))
            number = old.number if old else number_of(text[start:end], above)
            acts = agreeing_acts(old.acts if old else (), functions)
            level = above.level + 1 if above else 1
            found.append(GoldClause(start, end, level, number, parent, section, functions, acts))
        return found

    def _trimmed(self, text: str, span: Span) -> tuple[int, int]:
        """The span without the white space that a hand took along with the mouse."""
        words = text[max(span.start, 0) : span.end]
        if not 0 <= span.start < span.end <= len(text) or not words.strip():
            raise self.data.error(f"span {span.start}-{span.end} holds none of the {len(text)} characters of the text")
        return span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip())

    def _parent(self, found: Sequence[GoldClause], start: int, end: int) -> int | None:
        """The innermost clause so far in which a span lies; a span that lies across the end of one is an error."""
        for i in reversed(range(len(found))):
            if start < found[i].end < end:
                raise self.data.error(
                    f"span {start}-{end} overlaps span {found[i].start}-{found[i].end} and neither lies in the other"
                )
            if end <= found[i].end:
                return i
        return None


def number_of(text: str, above: GoldClause | None) -> str | None:
    """The number that a clause opens with, as the guide writes it: "4", and "4(a)" below 4."""
    marker = read_marker(text[:40])
    if marker is None or not marker.label:
        return None
    style, label = marker.style, marker.label
    if above is None:
        return f"({label})" if style.startswith("(") else label
    if style == "1.1":
        return label if label[0] != "." else f"{above.number or ''}{label}"
    return f"{above.number or ''}({label})"
