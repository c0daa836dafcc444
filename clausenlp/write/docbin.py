"""spaCy's DocBin (.spacy): docs with the same spans and attributes as labelling gives, their tokens those of the pipeline.

The files are read again for their text. spaCy keeps the docs of one file together, so memory grows with their number.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, BinaryIO

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from clausenlp.pipeline.components import find_furniture, make_clauses
from clausenlp.pipeline.extensions import RESOLUTION, ROWS
from clausenlp.pipeline.language import build, make_doc
from clausenlp.pipeline.tokenizer import TEXT, split_at
from clausenlp.write.again import read_again
from clausenlp.write.rows import encodable

ORIGIN = "clausenlp.origin"  # key in doc.user_data: doc_id, source and model of the record
_ATTRIBUTES = ("ORTH", "NORM")  # the pipeline sets no others


def write(file: BinaryIO, records: Iterable[dict[str, Any]]) -> None:
    """Write a DocBin with a doc for each record; ClauseError where a file is gone or has changed."""
    docs = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    for record in records:
        docs.add(to_doc(_pipeline(), record))
    file.write(docs.to_bytes())


def to_doc(nlp: Language, record: dict[str, Any]) -> Doc:
    """The doc of a record: tokens and furniture anew from its file, clauses and labels from the record."""
    doc = find_furniture(make_doc(nlp, read_again(record)))
    doc = _split(doc, [at for clause in record["clauses"] for at in (clause["start"], clause["end"])])
    doc.user_data[RESOLUTION] = record["resolution"]
    doc.user_data[ROWS] = _rows(record["clauses"])
    doc.user_data[ORIGIN] = encodable({name: record[name] for name in ("doc_id", "source", "model")})
    doc.user_data.pop(TEXT, None)
    return make_clauses(doc)


def _split(doc: Doc, edges: list[int]) -> Doc:
    """The doc with token edges where its clauses have theirs, which only clauses moved by hand do not."""
    furniture = [(span.start_char, span.end_char, span.label_) for span in doc.spans["furniture"]]
    split = split_at(doc, edges)
    if split is not doc:
        spans = [split.char_span(start, end, label=label) for start, end, label in furniture]
        split.spans["furniture"] = [span for span in spans if span is not None]
    return split


def _rows(clauses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The clauses as the pipeline keeps them: the parent is the place of a clause instead of its id."""
    places = {clause["id"]: place for place, clause in enumerate(clauses)}
    names = ("start", "end", "number", "level", "part", "section", "functions", "acts", "score")
    return [
        {**{name: clause[name] for name in names}, "parent": places.get(clause["parent"]), "region": "body"}
        for clause in clauses
    ]


@cache
def _pipeline() -> Language:
    return build()
