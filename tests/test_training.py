import json
import shutil

import numpy as np
import pytest

import clausenlp
from clausenlp.errors import ExampleError, ModelError
from clausenlp.model.store import load_labels
from clausenlp.pipeline.language import shipped_model
from clausenlp.training.examples import parse_example, read_examples, write_example
from clausenlp.training.save import shipped_data
from clausenlp.training.train import train

LABELS = "clausenlp_labels"


@pytest.fixture(scope="module")
def trained():
    return train(read_examples(shipped_data()))


def test_the_same_data_give_the_same_bytes(trained):
    assert train(read_examples(shipped_data())).files() == trained.files()


def test_training_reproduces_the_shipped_model(trained):
    shipped = load_labels(shipped_model() / LABELS)
    for part in ("acts", "sections"):
        made, kept = getattr(trained, part), getattr(shipped, part)
        assert made.features.names == kept.features.names
        assert made.classes == kept.classes
        # The same machine gives the same bytes; another one's linear algebra may differ in the last of the two decimals.
        assert np.allclose(made.coef, kept.coef, atol=0.03)
        assert np.allclose(made.intercept, kept.intercept, atol=0.03)


def test_the_model_file_is_small():
    assert sum(path.stat().st_size for path in shipped_model().rglob("*")) < 3_000_000


def test_the_model_holds_no_code():
    names = {path.suffix for path in shipped_model().rglob("*") if path.is_file()}
    assert names <= {".npy", ".json", ".cfg", ".md", ".gz", ""}
    for path in shipped_model().rglob("*.npy"):
        np.load(path, allow_pickle=False)


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(shipped_model(), tmp_path / "model")
    return tmp_path / "model"


def damage_array(folder):
    data = bytearray((folder / "acts.coef.npy").read_bytes())
    data[-5] ^= 0xFF
    (folder / "acts.coef.npy").write_bytes(bytes(data))


def newer(folder):
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps({**card, "format": 99}))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (damage_array, "do not match its card"),
        (newer, "upgrade clausenlp"),
        (lambda f: (f / "acts.json").unlink(), "no file acts.json"),
        (lambda f: (f / "card.json").write_text("{}"), "not the card of a clausenlp model"),
        (lambda f: (f / "card.json").write_bytes(b"\xff\xfe\x00"), "not the card of a clausenlp model"),
    ],
)
def test_a_damaged_or_newer_model_is_one_clear_error(copy, spoil, words):
    spoil(copy / LABELS)
    with pytest.raises(ModelError, match=words):
        clausenlp.load(copy)


def test_a_foreign_folder_is_one_clear_error(tmp_path):
    with pytest.raises(ModelError, match="no model here"):
        clausenlp.load(tmp_path)


def test_the_self_test_notices_other_probabilities(copy):
    model = load_labels(copy / LABELS)
    model.acts.coef = model.acts.coef * 1.5
    files = model.files()
    for name, content in files.items():
        (copy / LABELS / name).write_bytes(content)
    with pytest.raises(ModelError, match="self-test"):
        clausenlp.load(copy)


GOOD = {
    "id": "x",
    "text": "1. Requests members to pay;",
    "section": "operative",
    "functions": ["request"],
    "number": "1",
}


def test_examples_round_trip():
    example = parse_example(json.dumps(GOOD), "here")
    assert parse_example(write_example(example), "here") == example


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"functions": ["requests"]}, "unknown function 'requests'"),
        ({"section": "operational"}, "unknown section 'operational'"),
        ({"functions": []}, "no function"),
        ({"text": " 1. Requests"}, "white space"),
        ({"text": "  "}, "the text is empty"),
        ({"text": 5}, "wrong type"),
        ({"acts": [{"start": 3, "end": 300, "function": "request"}]}, "outside its clause"),
        ({"clauses": [{"start": 0, "end": 99, "level": 1, "number": None, "parent": None, "section": "operative", "functions": ["note"]}]}, "outside the text"),
        ({"clauses": [{"start": 0, "end": 9, "level": 2, "number": None, "parent": None, "section": "operative", "functions": ["note"]}]}, "without a parent"),
        ({"clauses": [{"start": 0, "end": 9, "level": 2, "number": None, "parent": 7, "section": "operative", "functions": ["note"]}]}, "does not come before"),
        ({"clauses": [{"start": 0}]}, "is missing"),
    ],
)  # fmt: skip
def test_a_bad_example_names_file_line_and_remedy(tmp_path, change, words):
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + json.dumps({**GOOD, "id": "y", **change}) + "\n", encoding="utf-8")
    with pytest.raises(ExampleError, match=words) as error:
        read_examples([path])
    assert error.value.where.startswith(f"{path}:2")
    assert error.value.remedy


@pytest.mark.parametrize(
    ("content", "words"), [(b"{", "not JSON"), (b"[]", "not a JSON object"), ("{}".encode("utf-16"), "not UTF-8")]
)
def test_a_file_that_is_no_jsonl(tmp_path, content, words):
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(ExampleError, match=words):
        read_examples([path])


def test_an_id_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "twice.jsonl"
    path.write_text((json.dumps(GOOD) + "\n") * 2, encoding="utf-8")
    with pytest.raises(ExampleError, match="stands in"):
        read_examples([path])
