import pickle

import pytest
import spacy
from spacy.tokens import DocBin

import clausenlp
from clausenlp.pipeline.language import shipped_model
from tests.conftest import SMALL

FIELDS = ("number", "level", "part", "functions", "acts", "score", "clean")


def facts(doc):
    """Everything that the contract promises of a doc, as plain data."""
    clauses = [
        (c.start_char, c.end_char, c.label_, *(getattr(c._, name) for name in FIELDS), c._.parent.start_char if c._.parent is not None else None) for c in doc.spans["clauses"]
    ]  # fmt: skip
    return doc.text, clauses, [(f.start_char, f.end_char, f.label_) for f in doc.spans["furniture"]], doc._.resolution


def test_the_contract(nlp):
    doc = nlp(SMALL)
    assert doc.text == SMALL
    assert [(c.label_, c._.number, c._.functions) for c in doc.spans["clauses"]] == [
        ("preambular", None, ("recall", "express_concern")), ("preambular", None, ("consider",)), ("operative", "1", ("request",)), ("operative", "2", ("call_upon",)),
        ("operative", "2(a)", ("call_upon",)), ("operative", "2(b)", ("call_upon",)), ("operative", "2(c)", ("call_upon",)), ("operative", "3", ("decide",)),
    ]  # fmt: skip
    sub = doc.spans["clauses"][5]
    assert sub.text == "(b) To report losses;"
    assert sub._.level == 2
    assert sub._.parent == doc.spans["clauses"][3]
    assert doc._.resolution["organ"] == "Council of the Lake"
    act = doc.spans["clauses"][0]._.acts[1]
    assert SMALL[act["start"] : act["end"]] == "noting with concern"
    assert act["force"] == "evaluative"
    assert 0.5 < act["score"] <= 1


def test_clause_edges_are_token_edges_where_spacy_joins(nlp):
    doc = nlp("The Council,\n\nNoting its rules,4\n\n1.Requests a)Reaffirms to act by 20002;\n\n2.Decides to stay.")
    assert [c.text for c in doc.spans["clauses"]] == [
        "Noting its rules,",
        "1.Requests a)Reaffirms to act by 20002;",
        "2.Decides to stay.",
    ]


def test_spacy_loads_the_model_folder(nlp):
    assert facts(spacy.load(shipped_model())(SMALL)) == facts(nlp(SMALL))


def test_to_disk_round_trip(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    assert facts(clausenlp.load(tmp_path / "model")(SMALL)) == facts(nlp(SMALL))


def test_bytes_round_trip(nlp):
    again = clausenlp.load()
    again.from_bytes(nlp.to_bytes())
    assert facts(again(SMALL)) == facts(nlp(SMALL))


def test_pipe_with_two_processes_keeps_every_label(nlp):
    texts = [SMALL, SMALL.replace("Lake", "River"), SMALL]
    assert [facts(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == [facts(nlp(text)) for text in texts]


def test_docbin_round_trip_keeps_every_label(nlp):
    doc = nlp(SMALL)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    assert facts(next(DocBin().from_bytes(data).get_docs(nlp.vocab))) == facts(doc)


def test_pickle_round_trip_keeps_every_label(nlp):
    doc = nlp(SMALL)
    assert facts(pickle.loads(pickle.dumps(doc))) == facts(doc)


def test_labels_can_be_corrected(nlp):
    doc = nlp(SMALL)
    clause = doc.spans["clauses"][0]
    clause._.functions = ("note",)
    assert clause._.functions == ("note",)


def test_a_text_without_clauses_gives_none(nlp):
    doc = nlp("")
    assert len(doc.spans["clauses"]) == len(doc.spans["furniture"]) == 0


@pytest.mark.parametrize(("cut", "clean"), [
    ("Noting the co-\n3/6\n\fA/RES/1/2\noperation of members,", "Noting the cooperation of members,"),
    ("Noting the Secretary-\nGeneral's report,", "Noting the Secretary-General's report,"),
    ("Noting the self-\ndetermination of peoples,", "Noting the self-determination of peoples,"),
    ("Noting* the *important* role,", "Noting the important role,"),
    ("Noting the \ufb01nal re\u00adport,", "Noting the final report,"),
])  # fmt: skip
def test_clean_text_reads_as_if_nothing_had_interrupted(nlp, cut, clean):
    doc = nlp(f"The Council,\n\n{cut}\n\n1. Decides to act.")
    assert doc.spans["clauses"][0]._.clean == clean


def test_paragraphs_that_come_already_cut(nlp):
    paragraphs = ["The Council,", "Recalling its decision,", "Decides that:", "(a) the lamps shall burn;", "Annex"]
    found = clausenlp.label_paragraphs(nlp, paragraphs)
    assert [(p.section, p.functions) for p in found] == [
        (None, ()),
        ("preambular", ("recall",)),
        ("operative", ("decide",)),
        ("operative", ("decide",)),
        (None, ()),
    ]
    assert found[3].parent == "p3"
    assert paragraphs[1][found[1].acts[0].start : found[1].acts[0].end] == "Recalling"
