"""Models that are replaced are kept, come back, and survive a kill between the two renames of a swap."""

import os
import re
import shutil

import pytest

import clausenlp
from clausenlp.errors import ModelError
from clausenlp.model.place import waiting
from clausenlp.pipeline.language import shipped_model
from clausenlp.training import history


def put(model, words):
    """A folder in the place of a model, with some words in it."""
    with history.new_folder(model) as folder:
        (folder / "words").write_text(words)


def words(model):
    return (model / "words").read_text()


@pytest.fixture
def place(tmp_path):
    put(tmp_path / "models" / "mine", "first")
    put(tmp_path / "models" / "mine", "second")
    return tmp_path / "models" / "mine"


def test_a_replaced_model_goes_into_the_history_under_its_name_and_time(place):
    (entry,) = history.entries(place)
    assert words(place) == "second"
    assert words(entry.path) == "first"
    assert re.fullmatch(r"mine-\d{8}T\d{9}-[0-9a-f]{8}", entry.id)


def test_a_rollback_puts_it_back_and_a_second_one_undoes_that(place):
    history.rollback(place)
    assert (words(place), words(history.entries(place)[0].path)) == ("first", "second")
    history.rollback(place)
    assert (words(place), len(history.entries(place))) == ("second", 1)


def test_a_rollback_to_a_named_model(place):
    first = history.entries(place)[0].id
    put(place, "third")
    assert history.rollback(place, first).id == first
    assert words(place) == "first"
    assert {words(entry.path) for entry in history.entries(place)} == {"second", "third"}


def test_models_of_the_same_second_keep_names_of_their_own(place):
    for i in range(5):
        put(place, str(i))
    assert len(history.entries(place)) == 6
    assert words(history.entries(place)[0].path) == "3"


def test_a_model_that_is_made_again_leaves_nothing_in_the_history(place):
    with history.new_folder(place, keep=False) as folder:
        (folder / "words").write_text("second, again")
    assert words(place) == "second, again"
    assert [words(entry.path) for entry in history.entries(place)] == ["first"]
    assert sorted(path.name for path in place.parent.iterdir()) == ["history", "mine"]


def test_the_history_of_another_model_is_not_listed(place):
    put(place.with_name("mine-two"), "other")
    put(place.with_name("mine-two"), "other, new")
    assert len(history.entries(place)) == 1


@pytest.mark.parametrize(("to", "said"), [("mine-x", "no earlier model 'mine-x'"), (None, "no earlier model")])
def test_a_rollback_to_nothing_is_one_clear_error(place, tmp_path, to, said):
    with pytest.raises(ModelError, match=said) as error:
        history.rollback(place if to else tmp_path / "other", to)
    assert error.value.remedy


def fail_half_way(model):
    with history.new_folder(model) as folder:
        (folder / "words").write_text("half")
        raise RuntimeError


def test_a_failure_while_the_new_model_is_written_leaves_the_old_one(place):
    with pytest.raises(RuntimeError):
        fail_half_way(place)
    assert words(place) == "second"
    assert sorted(path.name for path in place.parent.iterdir()) == ["history", "mine"]


def test_a_kill_before_the_swap_leaves_the_old_model(place):
    waiting(place).mkdir()
    history.recover(place)
    assert words(place) == "second"
    assert not waiting(place).exists()


def test_a_kill_within_the_swap_is_ended_by_the_next_command(place):
    place.rename(waiting(place))
    history.recover(place)
    assert words(place) == "second"


def test_a_model_whose_swap_was_cut_loads(tmp_path):
    shutil.copytree(shipped_model(), waiting(tmp_path / "mine"))
    assert clausenlp.load(tmp_path / "mine").pipe_names


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o755), (0o002, 0o775), (0o077, 0o700)])
def test_a_model_has_the_mode_that_the_umask_gives(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        put(tmp_path / "mine", "first")
    finally:
        os.umask(before)
    assert (tmp_path / "mine").stat().st_mode & 0o777 == mode
