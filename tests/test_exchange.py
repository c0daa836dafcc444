import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from clausenlp.errors import ClauseError
from clausenlp.training.examples import Example, GoldAct, GoldClause, read_examples
from clausenlp.training.exchange.formats import TEXT_WRITERS, read_offers, write_offers
from clausenlp.training.exchange.offers import DRAFT, origin, with_origin
from clausenlp.training.markup import read_marked
from clausenlp.training.shipped import shipped_data
from tests.conftest import ROOT

MARKED = """The Council of the Lake 🐟,

⟦p⟧⟨recall|Recalling⟩ its decision of 2019⟦f mark⟧ 3⟦/⟧ on buoys, and ⟨express_concern|noting with concern⟩ that many drift,⟦/⟧

⟦o n=1⟧1. ⟨request|Requests⟩ the Secretary:
⟦o n=1(a)⟧(a) To replace the lamps;⟦/⟧ and
⟦o n=1(b)⟧(b) To report, and ⟨invite|invites⟩ members to reply.⟦/⟧⟦/⟧
"""
SINGLE = "2. Calls upon members to pay their shares;"


@pytest.fixture
def examples():
    """A whole text and a single clause, each with an origin; one has a character beyond 16 bits before its clauses."""
    text = read_marked(MARKED, doc_id="lake")
    clause = GoldClause(0, len(SINGLE), 1, "2", None, "operative", ("call_upon",), (GoldAct(3, 13, "call_upon"),))
    single = Example("single-1", SINGLE, (clause,), whole=False)
    known = {"by": "Mara", "document": "lake.txt", "model": {"name": "clausenlp-en"}}
    return [with_origin(text, **known), with_origin(single, **known)]


def round_trip(examples, format, folder):
    written = write_offers(folder / ("out" if format in TEXT_WRITERS else f"out.{format}"), format, examples)
    return [e for path in written if path.suffix != ".xml" for e in read_offers(path).examples]


@pytest.mark.parametrize("format", ["jsonl", "prodigy", "doccano", "labelstudio", "inception"])
def test_export_and_add_give_the_same_examples(examples, format, tmp_path):
    assert round_trip(examples, format, tmp_path) == examples


def test_marked_text_keeps_text_and_labels(examples, tmp_path):
    assert [replace(e, meta={}) for e in examples] == [
        replace(e, meta={}) for e in round_trip(examples, "marked", tmp_path)
    ]


def test_csv_keeps_clauses_and_labels(examples, tmp_path):
    preambular, operative, single = round_trip(examples, "csv", tmp_path)
    assert [(c.number, c.functions, c.level) for c in operative.clauses] == [
        ("1", ("request",), 1), ("1(a)", ("request",), 2), ("1(b)", ("invite",), 2),
    ]  # fmt: skip
    assert preambular.clauses[0].functions == ("recall", "express_concern")
    assert (single.text, single.whole) == (SINGLE, False)


@pytest.mark.parametrize("format", ["prodigy", "doccano", "labelstudio", "inception", "marked"])
def test_all_shipped_examples_go_round(format, tmp_path):
    shipped = read_examples(shipped_data())
    some = [*shipped[:30], *shipped[-30:]] if format == "inception" else shipped
    found = {e.id: e for e in round_trip(some, format, tmp_path)}
    names = {e.id.replace("/", "_") if format == "marked" else e.id: e for e in some}
    assert found.keys() == names.keys()
    assert all(replace(found[name], id=e.id) == e for name, e in names.items())


# -- what the tools themselves write ---------------------------------------------------------

TEXT = "Recalling its decision,\n\n1. Requests the Board:\n(a) To report;\n(b) To invite members."
WORDS = ["Recalling its decision,", TEXT[25:], "(a) To report;", "(b) To invite members."]
SECTIONS = ["preambular:recall", "operative:request", "operative:request", "operative:request"]
CLAUSES = [(TEXT.index(w), TEXT.index(w) + len(w), name) for w, name in zip(WORDS, SECTIONS, strict=True)]


def saved(folder, value, name="export.json"):
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def shape(example):
    return [(c.number, c.level, c.parent, c.section, c.functions) for c in example.clauses]


EXPECTED = [
    (None, 1, None, "preambular", ("recall",)),
    ("1", 1, None, "operative", ("request",)),
    ("1(a)", 2, 1, "operative", ("request",)),
    ("1(b)", 2, 1, "operative", ("request",)),
]


def prodigy_spans():
    spans = [{"start": s, "end": e, "token_start": 0, "token_end": 3, "label": name} for s, e, name in CLAUSES]
    return {"text": TEXT, "_input_hash": 1, "_task_hash": 2, "_view_id": "spans_manual", "spans": spans,
            "tokens": [{"text": "Recalling", "start": 0, "end": 9, "id": 0, "ws": True}],
            "answer": "accept", "_timestamp": 1690289516, "_annotator_id": "2026-mara", "_session_id": "2026-mara"}  # fmt: skip


def doccano_spans():
    return {"id": 7, "text": TEXT, "label": [list(span) for span in CLAUSES], "Comments": []}


def doccano_entities():
    entities = [{"id": i, "label": n, "start_offset": s, "end_offset": e} for i, (s, e, n) in enumerate(CLAUSES)]
    return {"id": 7, "text": TEXT, "entities": entities, "relations": [], "Comments": []}


def label_studio():
    results = [
        {"id": f"r{i}", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
         "value": {"start": s, "end": e, "text": TEXT[s:e].replace("\n", "\\n"), "labels": [name]}}
        for i, (s, e, name) in enumerate(CLAUSES)
    ]  # fmt: skip
    annotation = {"id": 9, "completed_by": {"id": 1, "email": "mara@lake.example"}, "result": results,
                  "was_cancelled": False, "ground_truth": False, "lead_time": 4.2}  # fmt: skip
    return [{"id": 3, "annotations": [annotation], "predictions": [], "data": {"text": TEXT}, "project": 1}]


@pytest.mark.parametrize("export", [prodigy_spans, doccano_spans, doccano_entities, label_studio])
def test_spans_of_a_tool_become_nested_numbered_clauses(export, tmp_path):
    value = export()
    name = "export.jsonl" if isinstance(value, dict) else "export.json"
    (example,) = read_offers(saved(tmp_path, value, name)).examples
    assert shape(example) == EXPECTED


def test_inception_annotations_become_nested_numbered_clauses(tmp_path):
    structures = [
        {
            "%ID": 1,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": "_InitialView",
            "mimeType": "text",
            "sofaString": TEXT,
        }
    ]
    for i, (start, end, name) in enumerate(CLAUSES, 2):
        section, function = name.split(":")
        structures.append(
            {
                "%ID": i,
                "%TYPE": "webanno.custom.Clause",
                "@sofa": 1,
                "begin": start,
                "end": end,
                "section": section,
                "functions": function,
            }
        )
    feature = {"%RANGE": "uima.cas.String"}
    layer = {"%NAME": "webanno.custom.Clause", "%SUPER_TYPE": "uima.tcas.Annotation"}
    layer |= {name: {"%NAME": name, **feature} for name in ("section", "functions", "number")}
    cas = {"%TYPES": {"webanno.custom.Clause": layer}, "%FEATURE_STRUCTURES": structures,
           "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4, 5]}}}  # fmt: skip
    (example,) = read_offers(saved(tmp_path, cas)).examples
    assert shape(example) == EXPECTED


def test_the_annotator_of_a_tool_is_kept(tmp_path):
    (prodigy,) = read_offers(saved(tmp_path, prodigy_spans(), "p.jsonl")).examples
    (studio,) = read_offers(saved(tmp_path, label_studio())).examples
    assert (origin(prodigy)["by"], origin(studio)["by"]) == ("2026-mara", "mara@lake.example")


@pytest.mark.parametrize(
    "task",
    [
        {"text": SINGLE, "label": "operative:call_upon", "answer": "accept"},
        {"text": SINGLE, "options": [], "accept": ["operative", "call_upon"], "answer": "accept"},
        {"id": 1, "text": SINGLE, "label": ["operative:call_upon"], "Comments": []},
    ],
    ids=["prodigy label", "prodigy choice", "doccano classification"],
)
def test_text_classification_gives_single_clauses(task, tmp_path):
    (example,) = read_offers(saved(tmp_path, task, "c.jsonl")).examples
    assert (example.whole, shape(example)) == (False, [("2", 1, None, "operative", ("call_upon",))])


def test_the_lines_of_the_documentation_are_read_as_it_says(tmp_path):
    blocks = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) == 7
    for line in lines:
        (example,) = read_offers(saved(tmp_path, line, "line.json")).examples
        assert (example.text, example.clauses[0].functions) == ("2. Thanks the Keeper;", ("welcome",))


def test_two_labels_on_one_span_are_two_functions(tmp_path):
    task = {
        "text": SINGLE,
        "spans": [{"start": 0, "end": 42, "label": label} for label in ("operative:call_upon", "operative:decide")],
        "answer": "accept",
    }
    (example,) = read_offers(saved(tmp_path, task, "c.jsonl")).examples
    assert example.clauses[0].functions == ("call_upon", "decide")


def test_what_nobody_accepted_is_left_out_and_counted(tmp_path):
    tasks = [{**prodigy_spans(), "answer": answer} for answer in ("accept", "reject", "ignore")]
    del (no_answer := prodigy_spans())["answer"]
    lines = "\n".join(json.dumps(task) for task in [*tasks, no_answer])
    reading = read_offers(saved(tmp_path, lines, "p.jsonl"))
    assert len(reading.offers) == 1
    assert reading.left_out == {"answered 'reject'": 1, "answered 'ignore'": 1, "without an answer": 1}


def test_predictions_of_label_studio_are_no_annotations(examples, tmp_path):
    drafts = [with_origin(e, **{DRAFT: True}) for e in examples]
    (path,) = write_offers(tmp_path / "t.json", "labelstudio", drafts)
    assert [task["predictions"][0]["result"][0]["value"]["labels"] for task in json.loads(path.read_text())] == [
        ["preambular:recall+express_concern"], ["operative:call_upon"],
    ]  # fmt: skip
    assert read_offers(path).offers == []


def test_offsets_of_an_old_label_studio_count_utf16(tmp_path):
    text = "🐟 1. Requests"
    value = {"start": 3, "end": 14, "text": "1. Requests", "labels": ["operative:request"]}
    task = {"data": {"text": text}, "annotations": [{"result": [{"type": "labels", "value": value}]}]}
    (example,) = read_offers(saved(tmp_path, [task])).examples
    assert example.text[example.clauses[0].start : example.clauses[0].end] == "1. Requests"


def test_a_hand_that_took_white_space_along_is_forgiven(tmp_path):
    task = {"text": f" {SINGLE}\n", "label": [[0, 44, "operative:call_upon"]]}
    (example,) = read_offers(saved(tmp_path, task, "d.jsonl")).examples
    assert (example.clauses[0].start, example.clauses[0].end) == (1, 43)


def test_changed_labels_take_their_acts_along(examples, tmp_path):
    (path,) = write_offers(tmp_path / "p.jsonl", "prodigy", examples)
    path.write_text(path.read_text().replace('"label": "operative:call_upon"', '"label": "operative:urge"'))
    changed = read_offers(path).examples[1].clauses[0]
    assert (changed.functions, changed.acts) == (("urge",), (GoldAct(3, 13, "urge"),))


def test_a_single_clause_that_was_cut_shorter_in_a_tool_keeps_its_text(examples, tmp_path):
    (path,) = write_offers(tmp_path / "p.jsonl", "prodigy", examples[1:])
    path.write_text(path.read_text().replace('"spans": [{"start": 0', '"spans": [{"start": 3'))
    (example,) = read_offers(path).examples
    assert (example.whole, example.text, example.clauses[0].start) == (True, SINGLE, 3)


# -- the output of label ---------------------------------------------------------------------


@pytest.fixture
def labelled(nlp, resolution):
    import clausenlp

    (document,) = clausenlp.label_files(nlp, [resolution])
    return document.to_dict()


def test_corrected_output_gives_an_example_a_clause_of_level_1(labelled, tmp_path):
    labelled["clauses"][2]["functions"] = ["urge"]
    reading = read_offers(saved(tmp_path, json.dumps(labelled) + "\n", "labels.jsonl"))
    assert [len(e.clauses) for e in reading.examples] == [1, 1, 1, 4, 1]
    changed = reading.examples[2]
    assert changed.clauses[0].functions == ("urge",)
    assert changed.text[changed.clauses[0].acts[0].start :].startswith("Requests")
    assert origin(changed)["model"]["name"] == "clausenlp-en"
    assert origin(changed)["document"].endswith("small.txt")


def test_a_few_picked_clauses_are_enough(labelled, tmp_path):
    labelled["clauses"] = [c for c in labelled["clauses"] if c["id"] in ("c1", "c5")]
    reading = read_offers(saved(tmp_path, labelled, "labels.jsonl"))
    assert [e.text[:9] for e in reading.examples] == ["Recalling"]
    assert sum(reading.left_out.values()) == 1  # "(a) To pay their shares" says nothing without its parent


def test_the_table_gives_the_same_clauses(labelled, tmp_path, resolution):
    subprocess.run(
        [sys.executable, "-m", "clausenlp", "label", str(resolution), "-o", str(tmp_path / "t.csv")],
        check=True,
        capture_output=True,
    )
    lines = read_offers(saved(tmp_path, labelled, "labels.jsonl")).examples
    assert [(e.text, shape(e)) for e in read_offers(tmp_path / "t.csv").examples] == [(e.text, shape(e)) for e in lines]


def test_a_spreadsheet_may_part_cells_by_semicolons(tmp_path):
    rows = '﻿id;section;functions;text\r\nc1;operative;call_upon|decide;"2. Calls upon members; and decides to go"\r\n'
    (example,) = read_offers(saved(tmp_path, rows, "t.csv")).examples
    assert (example.text, example.clauses[0].functions) == (
        "2. Calls upon members; and decides to go",
        ("call_upon", "decide"),
    )


def test_export_takes_the_whole_text_where_the_file_is_there(labelled, tmp_path, resolution):
    labelled["clauses"][2]["functions"] = ["urge"]
    path = saved(tmp_path, labelled, "labels.jsonl")
    (whole,) = read_offers(path, texts=True).examples
    assert whole.text == resolution.read_text()
    assert [act.function for act in whole.clauses[2].acts] == ["urge"]
    assert origin(whole)[DRAFT]
    resolution.write_text("changed")
    reading = read_offers(path, texts=True)
    assert len(reading.offers) == 5
    assert sum(reading.left_out.values()) == 1


# -- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("p.jsonl", {"text": SINGLE, "spans": [{"start": 0, "end": 5, "label": "PERSON"}], "answer": "accept"}, "names no section"),
        ("p.jsonl", {"text": SINGLE, "spans": [{"start": 0, "label": "operative"}], "answer": "accept"}, r"field spans\[0\]\.end is missing"),
        ("p.jsonl", {"text": SINGLE, "spans": [{"start": 0, "end": 999, "label": "operative"}], "answer": "accept"}, "span 0-999"),
        ("p.jsonl", {"text": SINGLE, "spans": [{"start": 0, "end": 20, "label": "operative"}, {"start": 14, "end": 42, "label": "operative"}], "answer": "accept"}, "overlaps"),
        ("p.jsonl", {"text": SINGLE, "label": "operative:beg", "answer": "accept"}, "unknown function 'beg'"),
        ("d.jsonl", {"text": SINGLE, "label": [[0, "42", "operative"]]}, r"label\[0\] is not \[start, end, name\]"),
        ("s.json", [{"data": {"text": SINGLE}, "annotations": [{"result": [{"type": "labels", "value": {"start": 0, "end": 9, "text": "other", "labels": ["operative"]}}]}]}], "is not the text"),
        ("s.json", [{"text": SINGLE, "annotation_id": 4, "label": []}], "JSON-MIN"),
        ("i.json", {"%FEATURE_STRUCTURES": 5, "%TYPES": {}, "%VIEWS": {}}, "not UIMA CAS JSON"),
        ("i.json", {"%FEATURE_STRUCTURES": [], "%TYPES": None}, "not UIMA CAS JSON"),
        ("l.jsonl", {"source": {}, "clauses": [{"id": "c1", "text": SINGLE, "section": "operative"}, {"id": "c1"}]}, "'c1' stands twice"),
        ("l.jsonl", {"clauses": [{"id": "c1", "parent": "c2", "text": "x", "section": "operative"}, {"id": "c2", "text": "y", "section": "operative"}]}, "does not come before"),
        ("l.jsonl", {"clauses": [{"id": "c1", "text": "1. Asks", "section": "operative"}, {"id": "c2", "parent": "c1", "text": "(a) To go", "section": "operative"}]}, "do not stand in those of its parent"),
        ("t.csv", "id,section,functions\n", "column text is missing"),
        ("t.csv", "id,section,functions,text\nc1,operative,decide\n", "fewer cells"),
        ("t.csv", "id,section,functions,text\nc1,operative,decide,a, b\n", "more cells"),
        ("m.txt", "⟦o⟧1. Requests", "not closed"),
        ("x.txt", "no marks here", "none of the formats"),
        ("e.jsonl", " \n", "the file is empty"),
        ("n.jsonl", "[" * 100_000, "too deeply"),
    ],
)  # fmt: skip
def test_an_error_names_the_file_and_what_to_do(name, value, words, tmp_path):
    path = saved(tmp_path, value, name)
    with pytest.raises(ClauseError, match=words) as error:
        read_offers(path)
    assert error.value.where.startswith(str(path))
    assert error.value.remedy


def test_without_its_library_inception_is_one_clear_error(examples, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(ClauseError, match="clausenlp\\[inception\\]"):
        write_offers(tmp_path / "out", "inception", examples)
