"""The custom attributes of the contract: ``clause._.number``, ``doc._.resolution`` and the rest.

Their values live in ``doc.user_data`` as plain data, in one row a clause, so that workers, DocBin and pickling keep them.
A span finds its row by its ``id``, which is the clause's place in ``doc.spans["clauses"]`` plus one.
"""

from typing import Any

from spacy.tokens import Doc, Span

ROWS = "clausenlp.clauses"
RESOLUTION = "clausenlp.resolution"
HINTS = "clausenlp.hints"  # what the layout of the file tells: clausenlp.read.Hints as plain data
FIELDS = ("number", "level", "part", "region", "functions", "acts", "score")


def row(span: Span) -> dict[str, Any]:
    """The row of a clause; empty for a span that is none."""
    rows = span.doc.user_data.get(ROWS, [])
    return rows[span.id - 1] if 0 < span.id <= len(rows) else {}


def _field(name: str) -> dict[str, Any]:
    def read(span: Span) -> Any:
        value = row(span).get(name)
        return tuple(value) if isinstance(value, list) else value

    def write(span: Span, value: Any) -> None:
        row(span)[name] = list(value) if isinstance(value, tuple) else value

    return {"getter": read, "setter": write}


def _parent(span: Span) -> Span | None:
    at = row(span).get("parent")
    return None if at is None else span.doc.spans["clauses"][at]


def _clean(span: Span) -> str:
    from clausenlp.pipeline.clean import clean_text, mask

    inside = [
        (p.start_char - span.start_char, p.end_char - span.start_char)
        for p in span.doc.spans.get("furniture", ())
        if p.start_char >= span.start_char and p.end_char <= span.end_char
    ]
    return clean_text(mask(span.text, inside))


def register() -> None:
    """Register the attributes; safe to call again."""
    for name in FIELDS:
        Span.set_extension(name, force=True, **_field(name))
    Span.set_extension("parent", getter=_parent, force=True)
    Span.set_extension("clean", getter=_clean, force=True)
    Doc.set_extension("resolution", getter=lambda doc: doc.user_data.get(RESOLUTION), force=True)
