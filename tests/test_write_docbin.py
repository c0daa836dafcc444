"""A DocBin gives the docs that labelling gives."""

import io
from pathlib import Path

import pytest
from spacy.tokens import DocBin

import clausenlp
from clausenlp.errors import ClauseError
from clausenlp.pipeline.extensions import HINTS
from clausenlp.read import read
from clausenlp.write import write_records, write_stream
from clausenlp.write.docbin import ORIGIN
from tests.conftest import ROOT, SMALL
from tests.test_spacy import facts

FILES = sorted((ROOT / "training_data" / "gold").glob("A_RES_*"))


def written(nlp, records):
    file = io.BytesIO()
    write_stream(file, "docbin", records)
    return list(DocBin().from_bytes(file.getvalue()).get_docs(nlp.vocab))


def records_of(nlp, paths):
    return [document.to_dict() for document in clausenlp.label_files(nlp, paths)]


def test_docs_are_those_of_labelling_directly(nlp):
    records = records_of(nlp, FILES)
    for doc, path, record in zip(written(nlp, records), FILES, records, strict=True):
        direct = nlp(read(path).text)
        assert facts(doc) == facts(direct)
        assert [(t.text, t.whitespace_, t.norm_) for t in doc] == [(t.text, t.whitespace_, t.norm_) for t in direct]
        assert [span._.region for span in doc.spans["clauses"]] == [span._.region for span in direct.spans["clauses"]]
        assert set(doc.user_data) - set(direct.user_data) == {ORIGIN}
        assert doc.user_data[ORIGIN]["source"] == record["source"]
        assert HINTS not in doc.user_data


def test_labels_and_edges_corrected_by_hand_are_kept(nlp, resolution):
    (record,) = records_of(nlp, [resolution])
    record["clauses"][2].update(section="preambular", functions=["urge"])
    record["clauses"][0]["end"] -= 3  # inside a word
    (doc,) = written(nlp, [record])
    first, _, third = list(doc.spans["clauses"])[:3]
    assert (third.label_, third._.functions) == ("preambular", ("urge",))
    assert first.text.endswith("have drift")
    assert [span.text for span in doc.spans["furniture"]] == ["The Council of the Lake,"]
    assert doc.text == SMALL


def test_the_same_records_give_the_same_bytes(nlp, tmp_path):
    records = records_of(nlp, FILES[:2])
    for name in ("a.spacy", "b.spacy"):
        write_records(tmp_path / name, "docbin", records)
    assert (tmp_path / "a.spacy").read_bytes() == (tmp_path / "b.spacy").read_bytes()


def test_no_documents_give_a_bin_of_none(nlp):
    assert written(nlp, []) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda path: path.write_text("The Council,\n"), "has changed since it was labelled; label it again"),
        (Path.unlink, "cannot be read"),
    ],
)
def test_a_file_that_is_not_what_was_labelled_is_an_error(nlp, resolution, tmp_path, change, words):
    records = records_of(nlp, [resolution])
    change(resolution)
    with pytest.raises(ClauseError, match=words) as caught:
        write_records(tmp_path / "out.spacy", "docbin", records)
    assert caught.value.where == str(resolution)
    assert not (tmp_path / "out.spacy").exists()


def test_standard_input_cannot_be_read_again(nlp, resolution):
    (record,) = records_of(nlp, [resolution])
    record["source"]["path"] = "-"
    with pytest.raises(ClauseError, match="standard input"):
        written(nlp, [record])
