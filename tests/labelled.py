"""Labelled documents for the tests of the formats."""

from clausenlp.records import Act, Clause, Document

_SOURCE = {"path": "lake/a.txt", "sha256": "0" * 64, "format": "text", "characters": 99}
_MODEL = {"name": "m", "version": "1", "sha256": "1" * 64}
_RESOLUTION = {"organ": "Council of the Lake", "symbol": "A/99/1", "title": "Lamps, “buoys”\nand Ωmega", "adopted": "2001-05-03", "session": None, "agenda_item": None, "vote": "11-0-4"}  # fmt: skip
_CLAUSES = (
    Clause("c1", None, 1, None, 0, 0, 40, "Recalling café lamps, and noting “buoys”,", "preambular", ("recall", "note"), (Act(0, 9, "recall", "reinforcing", None, 0.5), Act(26, 32, "note", "observing", "also", 0.9)), 0.875, True),
    Clause("c2", None, 1, "1", 0, 50, 90, "1. Requests, \"urgently\":\t(a) = lamps;", "operative", ("request",), (Act(53, 61, "request", "directive", None, 1.0),), 1.0, False, ((1, 1.0, 2.0, 3.5, 4.0), (2, 1.0, 2.0, 3.0, 4.0))),
    Clause("c3", "c2", 2, "1(a)", 0, 70, 80, "(a) = lamps;", "operative", ("request",), (), 1.0),
)  # fmt: skip
LABELLED = Document("a", _SOURCE, _MODEL, _RESOLUTION, _CLAUSES)
EMPTY = LABELLED._replace(doc_id="empty", clauses=(), resolution=dict.fromkeys(_RESOLUTION))
ODD_NAME = LABELLED._replace(doc_id="r\udce9sum\u00e9", source={**_SOURCE, "path": "lake/r\udce9sum\u00e9.txt"})
