"""Training keeps the old model where the new one is worse, and says why; what it replaces can be had back."""

import dataclasses
import gzip
import hashlib
import json
import shutil

import pytest
from typer.testing import CliRunner

import clausenlp
from clausenlp.cli.app import app
from clausenlp.gate.held_out import common
from clausenlp.training.data import gather
from clausenlp.training.examples import parse_example, read_examples, write_example
from clausenlp.training.series import families, places
from clausenlp.training.shipped import shipped_data
from tests.conftest import SMALL


def write(path, examples):
    path.write_text("".join(write_example(example) + "\n" for example in examples), encoding="utf-8")


def wrong(example):
    """The example with another function, as a careless user labels it."""
    (clause,) = example.clauses
    function = "note" if clause.functions[0] != "note" else "urge"
    return dataclasses.replace(example, clauses=(dataclasses.replace(clause, functions=(function,), acts=()),))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A folder with a few hundred examples, more of the same, wrong ones, and a model that was trained on the first."""
    folder = tmp_path_factory.mktemp("user")
    single = [example for example in read_examples(shipped_data()) if not example.whole]
    write(folder / "base.jsonl", single[::3])
    write(folder / "good.jsonl", single[1::60])
    write(folder / "wrong.jsonl", [wrong(example) for example in single[1::5]])
    (folder / "resolution.txt").write_text(SMALL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "clausenlp.gate.retrain.shipped_model", lambda: folder / "none"
        )  # nothing big to compare with: quick
        done = train(folder)
        assert "the first model here" in done.stdout, done.stdout
        yield folder


@pytest.fixture
def place(first, tmp_path):
    """A copy of that folder."""
    return shutil.copytree(first, tmp_path / "user")


def train(place, *arguments):
    fixed = ["train", "--base", place / "base.jsonl", "--folds", "2", "--data", place, "-o", place / "models" / "mine"]
    return CliRunner().invoke(app, [str(word) for word in (*fixed, *arguments)])


def rollback(place, *arguments):
    return CliRunner().invoke(app, ["rollback", str(place / "models" / "mine"), *arguments])


def card(place):
    return json.loads((place / "models" / "mine" / "clausenlp_labels" / "card.json").read_text())


def test_the_card_has_scores_with_intervals_and_says_what_the_model_is_not_for(first):
    figure = card(first)["scores"]["gold"]["figures"]["primary_accuracy"]
    assert figure["low"] <= figure["value"] <= figure["high"]
    text = (first / "models" / "mine" / "README.md").read_text()
    assert f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})" in text
    assert all(line in text for line in card(first)["not_for"])


def test_a_model_keeps_the_examples_that_it_was_trained_on(first):
    kept = gzip.decompress((first / "models" / "mine" / "data.jsonl.gz").read_bytes())
    assert kept == (first / "base.jsonl").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == card(first)["data"]["sha256"]


def test_wrong_examples_are_refused_with_the_reasons_and_the_old_model_stays(place):
    before = card(place)
    done = train(place, "--add", place / "wrong.jsonl", "--json", place / "gate.json")
    assert done.exit_code == 3
    assert "the old model stays, the new model is worse than " in done.stdout
    assert card(place) == before
    record = json.loads((place / "gate.json").read_text())
    assert record["decision"] == "kept"
    assert record["worse"]
    assert record["changes"]


def test_force_takes_them_and_the_card_says_so(place):
    assert train(place, "--add", place / "wrong.jsonl", "--force").exit_code == 0
    assert any("held out" in row for row in card(place)["forced"])
    assert "by `--force`" in (place / "models" / "mine" / "README.md").read_text()


def test_good_examples_are_taken_and_the_old_model_can_be_had_back(place):
    before = card(place)
    done = train(place, "--add", place / "good.jsonl", "--watch", place / "resolution.txt")
    assert done.exit_code == 0, done.stdout
    assert "the new model is in place" in done.stdout
    assert "of 8 clauses" in done.stdout
    (kept,) = (place / "models" / "history").iterdir()
    assert kept.name.endswith(before["data"]["sha256"][:8])
    assert kept.name in rollback(place, "--list").stdout
    assert rollback(place).exit_code == 0
    assert card(place) == before
    assert clausenlp.load(place / "models" / "mine")(SMALL).spans["clauses"]


def test_a_model_is_trained_again_from_its_own_folder(place):
    before = card(place)
    done = CliRunner().invoke(app, ["train", "--again", str(place / "models" / "mine"), "--folds", "2"])
    assert "the same model" in done.stdout
    assert card(place) == before
    assert not (place / "models" / "history").exists()


def test_a_model_that_does_not_load_is_replaced_and_kept(place):
    (place / "models" / "mine" / "clausenlp_labels" / "acts.json").write_text("{}")
    done = train(place)
    assert "the model in place was not compared" in done.stdout
    assert "damaged" in done.stdout
    assert clausenlp.load(place / "models" / "mine").pipe_names
    assert len(list((place / "models" / "history").iterdir())) == 1


LINE = {"id": "a", "text": "1. Requests members to pay;", "section": "operative", "functions": ["request"]}


def example(**changes):
    return parse_example(json.dumps({**LINE, **changes}), "here")


def test_an_example_of_the_user_takes_the_place_of_one_with_its_words_or_id():
    own = [example(id="mine", functions=["urge"]), example(id="b", text="2. Thanks them.", functions=["welcome"])]
    base = [example(), example(id="b", text="2. Thanks them,"), example(id="c", text="3. Notes it.")]
    assert [e.id for e in gather(base, own)] == ["c", "mine", "b"]


def test_a_corrected_example_measures_neither_model():
    old = [example(), example(id="b", text="2. Thanks them,"), example(id="c", text="3. Notes it.")]
    new = gather(old, [example(id="mine", functions=["urge"]), example(id="b", text="2. Thanks them.")])
    assert [e.id for e in common(old, new)] == ["c"]


def test_a_text_that_left_the_data_still_measures_both():
    assert [e.id for e in common([example(), example(id="b", text="2. Thanks them.")], [example()])] == ["a", "b"]


LONG = "Requests the wardens of the northern lake to count the buoys that the storm of last winter has carried off,"


def test_near_copies_and_clauses_of_one_document_lie_in_one_fold():
    copies = [example(id=f"x{i}-1", text=f"{i}. {LONG} in {2000 + i};") for i in range(3)]
    document = [example(id=f"y{i}-1", text=f"Note {i}.", origin={"document": "y.pdf"}) for i in range(3)]
    others = [example(id=f"z{i}-1", text=f"Other words {i}.") for i in range(3)]
    names = families([*copies, *document, *others])
    assert len(set(names[:3])) == len(set(names[3:6])) == 1
    assert len(set(names)) == 5
    place = places([*copies, *document, *others], 3)
    assert len({place[e.id] for e in copies}) == 1


def test_formulas_do_not_make_near_copies():
    formula = [example(id=f"x{i}-1", text="9. Decides to remain actively seized of the matter.") for i in range(3)]
    assert len(set(families(formula))) == 3
