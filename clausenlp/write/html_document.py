"""A labelled document as HTML: what stands before its clauses, the clauses, its footnotes, what was left out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from clausenlp.pipeline.clean import clean_text
from clausenlp.pipeline.paragraphs import Piece
from clausenlp.scheme import default_scheme
from clausenlp.write.again import View, view_of
from clausenlp.write.words import force_class, name_of, safe, words

_FACTS = ("organ", "adopted", "session", "vote")
_UNSEEN = frozenset(("emphasis", "mark", "punctuation", "joint", "rule"))  # shown with the words, or no words
_OF_PAGES = frozenset(("page", "job", "number", "hidden"))
_MASTHEAD = frozenset(("symbol", "distribution"))  # of the page heads, unless they stand before the first clause
_NOTE = re.compile(r"\W*(?:<sup>)?(?:\d{1,3}\b|[¹²³⁰-⁹]|\[\^|\*)")
_SIGNS = re.compile(r"^#{1,6}\s+")  # of a heading in markdown
_BLANK_LINE = re.compile(r"\S|\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Node:
    """A clause, its place in the record, and its sub-clauses."""

    place: int
    clause: dict[str, Any]
    children: "list[Node]" = field(default_factory=list)


def title_of(record: dict[str, Any]) -> str:
    """The symbol and title that a document gives itself, or the name of its file."""
    facts = record["resolution"]
    return " – ".join(str(facts[name]) for name in ("symbol", "title") if facts.get(name)) or str(record["doc_id"])


def summary(record: dict[str, Any]) -> str:
    """How many clauses a document has, and how many of them are to review, in words."""
    top = [clause["section"] for clause in record["clauses"] if clause["level"] == 1]
    early, below = top.count("preambular"), len(record["clauses"]) - len(top)
    review = sum(clause["review"] for clause in record["clauses"])
    said = f"{early} preambular and {len(top) - early} operative clauses, {below} sub-clauses"
    return f"{said}, {review} to review" if review else said


def document(record: dict[str, Any], key: str) -> str:
    """A document as an ``<article>`` with the id ``key``. Its file is read again where that can be done."""
    view = view_of(record)
    roots = _nest(view.clauses)
    shown, notes, left_out = _sorted_furniture(view.furniture, roots)
    return "".join(
        [
            f'<article id="{key}">\n',
            *_head(record, view, key),
            *_body(view, roots, shown, key),
            *_folded("Footnotes", [f'<p dir="auto">{safe(note)}</p>\n' for note in _note_texts(view.text, notes)]),
            *_folded("Left out of the clauses: page heads and the like", _lines(view.text, left_out)),
            "</article>\n",
        ]
    )


def _nest(clauses: list[dict[str, Any]]) -> list[Node]:
    """The clauses of level 1, each with its sub-clauses; one whose parent is unknown stands by itself."""
    roots: list[Node] = []
    nodes: dict[str, Node] = {}
    for place, clause in enumerate(clauses):
        node = Node(place, clause)
        parent = nodes.get(clause["parent"])
        (roots if parent is None else parent.children).append(node)
        nodes[clause["id"]] = node
    return roots


def _sorted_furniture(furniture: list[Piece], roots: list[Node]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """What is shown in its place between the clauses, the footnotes, and what is left out."""
    starts = [node.clause["start"] for node in roots]
    shown, notes, left_out = [], [], []
    for piece in [piece for piece in furniture if piece.kind not in _UNSEEN]:
        before = bisect_right(starts, piece.start) - 1
        inside = before >= 0 and piece.start < roots[before].clause["end"]
        if piece.kind == "note":
            notes.append(piece)
        elif inside or piece.kind in _OF_PAGES or (before >= 0 and piece.kind in _MASTHEAD):
            left_out.append(piece)
        else:
            shown.append(piece)
    return shown, notes, left_out


def _head(record: dict[str, Any], view: View, key: str) -> Iterator[str]:
    facts, path = record["resolution"], record["source"]["path"]
    model = " ".join(record["model"][name] or "" for name in ("name", "version"))
    origin = (summary(record), "standard input" if path == "-" else path, f"model {model}")
    yield f'<header>\n<h2 dir="auto">{safe(title_of(record))}</h2>\n'
    yield f"<p>{' · '.join(safe(facts[name]) for name in _FACTS if facts.get(name))}</p>\n"
    yield f'<p class="small">{" · ".join(map(safe, origin))}</p>\n'
    if view.remark:
        yield f'<p class="remark">{safe(view.remark)}</p>\n'
    links = [
        f'<a href="#{key}-{place}">{safe(clause["number"] or clause["id"])}</a>'
        for place, clause in enumerate(view.clauses)
        if clause["review"]
    ]
    if links:
        yield f'<p class="remark">To review: {", ".join(links)}</p>\n'
    yield "</header>\n"


def _body(view: View, roots: list[Node], furniture: list[Piece], key: str) -> Iterator[str]:
    """The clauses, and between them the furniture, in document order."""
    at = 0
    heading = ""
    for node in roots:
        first = at
        while at < len(furniture) and furniture[at].start < node.clause["start"]:
            at += 1
        yield from _lines(view.text, furniture[first:at])
        if heading != (heading := _heading(node.clause, parts=roots[-1].clause["part"] > 0)):
            yield f"<h3>{heading}</h3>\n"
        yield from _clause(view, node, key)
    yield from _lines(view.text, furniture[at:])


def _heading(clause: dict[str, Any], *, parts: bool) -> str:
    section = safe(clause["section"] or "no section").capitalize()
    return f"Part {clause['part'] + 1}: {section.lower()}" if parts else section


def _clause(view: View, node: Node, key: str) -> Iterator[str]:
    """A clause: its words with the labels beside them, its sub-clauses indented, and what words follow these."""
    clause = node.clause
    review = " review" if clause["review"] else ""
    section = clause["section"] if clause["section"] in ("preambular", "operative") else "none"
    yield f'<div class="clause {section}{review}" id="{key}-{node.place}">\n<div class="row">'
    at = clause["start"]
    until = min([child.clause["start"] for child in node.children] + [clause["end"]])
    yield f'<p class="words" dir="auto">{words(view, clause, at, until)}</p>{_labels(clause)}</div>\n'
    for child in node.children:
        yield _between(view, clause, until, child.clause["start"])
        yield from _clause(view, child, key)
        until = max(until, child.clause["end"])
    yield _between(view, clause, until, clause["end"]) + "</div>\n"


def _between(view: View, clause: dict[str, Any], start: int, end: int) -> str:
    """Words of a clause that stand after a sub-clause."""
    found = words(view, clause, start, end) if start < end else ""
    return f'<p class="words" dir="auto">{found}</p>\n' if found else ""


def _labels(clause: dict[str, Any]) -> str:
    forces = {act["function"]: act["force"] for act in clause["acts"]}
    functions = "".join(
        f'<span class="function {force_class(forces.get(name) or default_scheme().forces.get(name))}">{safe(name_of(name))}</span> '
        for name in clause["functions"]
    )
    number = f'<b class="number">{safe(clause["number"])}</b> ' if clause["number"] else ""
    review = '<b class="flag">review</b> ' if clause["review"] else ""
    pages = f"p. {', '.join(map(str, clause['pages']))} · " if clause["pages"] else ""
    return f'<p class="labels">{number}{functions}{review}<span class="small">{pages}{clause["score"]:.3f}</span></p>'


def _lines(text: str, furniture: Sequence[Piece]) -> list[str]:
    """Furniture as paragraphs, its kind as their tooltip; lines that follow one another are one paragraph."""
    runs: list[tuple[str, int, int]] = []
    for piece in furniture:
        if runs and runs[-1][0] == piece.kind and not _BLANK_LINE.search(text, runs[-1][2], piece.start):
            runs[-1] = (piece.kind, runs[-1][1], piece.end)
        else:
            runs.append((piece.kind, piece.start, piece.end))
    return [
        f'<p class="furniture {safe(kind)}" title="{safe(kind)}" dir="auto">{safe(_SIGNS.sub("", clean_text(text[start:end])))}</p>\n'
        for kind, start, end in runs
    ]


def _note_texts(text: str, notes: list[Piece]) -> list[str]:
    """Footnotes, their lines joined."""
    found: list[str] = []
    for note in notes:
        line = text[note.start : note.end]
        if found and not _NOTE.match(line):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return [clean_text(note) for note in found]


def _folded(name: str, lines: list[str]) -> list[str]:
    """Lines below a name that opens them."""
    if not lines:
        return []
    return [f"<details><summary>{name} ({len(lines)})</summary>\n", *lines, "</details>\n"]
