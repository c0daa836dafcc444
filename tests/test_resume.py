"""A run that is stopped or killed goes on, and gives what a run without a stop gives."""

import json
import os
import shutil
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest

from clausenlp.batch.merge import merge_shards
from clausenlp.batch.run import Run
from clausenlp.batch.task import Task
from clausenlp.errors import ClauseError
from tests.fake_runs import TASK, contents, make_files, run, shout


@pytest.fixture
def files(tmp_path):
    return make_files(tmp_path / "in")


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def stopped_after(count):
    """An engine that is stopped when it has done so many batches."""

    def work(batches):
        for i, paths in enumerate(batches):
            if i == count:
                raise KeyboardInterrupt
            yield shout(paths)

    return work


@pytest.fixture
def whole(tmp_path, files):
    """What an uninterrupted run leaves."""
    (tmp_path / "whole").mkdir()
    run(tmp_path / "whole" / "labels.jsonl", files)
    return contents(tmp_path / "whole")


def test_a_run_leaves_the_output_and_the_failures_and_nothing_else(whole, files):
    assert set(whole) == {"labels.jsonl", "labels.failures.jsonl"}
    assert [json.loads(line)["path"] for line in whole["labels.jsonl"].splitlines()] == [
        path for i, path in enumerate(files) if i not in (3, 17)
    ]
    failures = [json.loads(line) for line in whole["labels.failures.jsonl"].splitlines()]
    assert failures == [
        {"path": files[i], "stage": "read", "error": "the file is empty", "remedy": "fill it"} for i in (3, 17)
    ]


def test_the_summary_counts(out, files):
    found, _ = run(out / "labels.jsonl", files)
    assert (found.labelled, found.failed, found.clauses) == (28, 2, 56)
    assert found.failures == out / "labels.failures.jsonl"


@pytest.mark.parametrize("format", ["jsonl", "jsonl.gz"])
def test_a_kill_at_any_moment_can_be_resumed(tmp_path, files, monkeypatch, format):
    """Before and after every step that changes the disk, and with the last write cut anywhere, going on gives the same."""
    place = tmp_path / "run"
    place.mkdir()
    moments = []

    def picture():
        if not moments or moments[-1] != contents(place):
            moments.append(contents(place))

    for module, name in ((os, "fsync"), (os, "replace"), (Path, "unlink")):
        step = getattr(module, name)

        def watched(*args, step=step, **kwargs):
            picture()
            done = step(*args, **kwargs)
            picture()
            return done

        monkeypatch.setattr(module, name, watched)
    run(place / f"labels.{format}", files, format="jsonl")
    monkeypatch.undo()
    expected = contents(place)
    assert len(moments) > 12
    for moment in chain.from_iterable(map(torn, moments)):
        shutil.rmtree(place)
        place.mkdir()
        for name, data in moment.items():
            (place / name).write_bytes(data)
        one = Run(place / f"labels.{format}", TASK, files)
        if one.is_done():
            one.tidy()
        else:
            run(place / f"labels.{format}", files, format="jsonl", resume=True)
        assert contents(place) == expected


def torn(moment):
    """The files as they were, and with their ends cut off, as a kill or a loss of power may leave them."""
    yield moment
    for name in moment:
        if name.endswith((".journal", ".spool")):
            for cut in (1, 17, 60):
                yield {**moment, name: moment[name][:-cut]}


def test_what_is_done_is_not_done_again(out, files):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, work=stopped_after(2))
    _, watch = run(out / "labels.jsonl", files, resume=True)
    assert watch.done == 12
    assert watch.labelled == files[12:]


def test_a_file_that_has_changed_is_labelled_anew_and_stays_in_its_place(out, files, whole):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, work=stopped_after(2))
    Path(files[5]).write_text("another text")
    found, watch = run(out / "labels.jsonl", files, resume=True)
    assert watch.labelled == [files[5], *files[12:]]
    assert found.anew == 1
    again = [json.loads(line)["text"] for line in (out / "labels.jsonl").read_text().splitlines()]
    assert again == ["another text" if i == 5 else f"text {i}" for i in range(len(files)) if i not in (3, 17)]
    assert set(contents(out)) == set(whole)


def test_files_added_and_removed_meanwhile_give_what_a_new_run_gives(tmp_path, out, files):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, work=stopped_after(2))
    (tmp_path / "in" / "00a.txt").write_text("new")
    changed = [files[0], str(tmp_path / "in" / "00a.txt"), *files[4:]]
    run(out / "labels.jsonl", changed, resume=True)
    (tmp_path / "new").mkdir()
    run(tmp_path / "new" / "labels.jsonl", changed)
    assert contents(out) == contents(tmp_path / "new")


def test_a_file_that_failed_and_is_mended_is_labelled(out, files):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, work=stopped_after(2))
    Path(files[3]).write_text("filled")
    found, _ = run(out / "labels.jsonl", files, resume=True)
    assert found.failed == 1


def test_an_unfinished_run_is_neither_gone_on_with_nor_thrown_away_unasked(out, files):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, work=stopped_after(2))
    before = contents(out)
    with pytest.raises(
        ClauseError, match="an unfinished run is here; go on with --resume, or begin anew with --overwrite"
    ):
        run(out / "labels.jsonl", files)
    assert contents(out) == before


def test_an_output_is_not_overwritten_unasked_and_only_when_the_new_is_whole(out, files):
    (out / "labels.jsonl").write_text("old")
    with pytest.raises(ClauseError, match="this is there already"):
        run(out / "labels.jsonl", files)
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, overwrite=True, work=stopped_after(2))
    assert (out / "labels.jsonl").read_text() == "old"
    run(out / "labels.jsonl", files, resume=True)
    assert len((out / "labels.jsonl").read_text().splitlines()) == 28


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (Task(None, "b" * 64), "another model"),
        (Task(None, "a" * 64, max_error=0.01), "another error rate"),
        (Task(None, "a" * 64, release="0"), "another release"),
    ],
)
def test_a_run_goes_on_only_as_it_was_begun(out, files, task, words):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, work=stopped_after(2))
    with pytest.raises(ClauseError, match=words):
        run(out / "labels.jsonl", files, task=task, resume=True)


def test_two_runs_do_not_write_the_same_output(out, files):
    pytest.importorskip("fcntl")
    one = Run(out / "labels.jsonl", TASK, files)
    one.begin()
    with pytest.raises(ClauseError, match="another run is writing this output"):
        run(out / "labels.jsonl", files, overwrite=True)
    one.leave()


def test_a_run_that_did_nothing_leaves_nothing(out, files):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, work=stopped_after(0))
    assert contents(out) == {}


def test_a_full_disk_is_said_and_gone_on_from(out, files, whole, monkeypatch):
    left = [3]

    def full(handle):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ClauseError, match=r"No space left on device\); free space"):
        run(out / "labels.jsonl", files)
    monkeypatch.undo()
    run(out / "labels.jsonl", files, resume=True)
    assert contents(out) == whole


@pytest.mark.parametrize("of", [1, 3, 40])
def test_shards_merged_are_the_whole(out, files, whole, of):
    for number in range(1, of + 1):
        run(out / "labels.jsonl", files, shard=f"{number}/{of}")
    assert not (out / "labels.jsonl").exists()
    assert merge_shards(out / "labels.jsonl", "jsonl").labelled == 28
    assert contents(out) == whole


def test_a_shard_goes_on_and_takes_a_changed_file_in_its_place(out, files):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", files, shard="1/2", work=stopped_after(2))
    Path(files[5]).write_text("another text")
    run(out / "labels.jsonl", files, shard="1/2", resume=True)
    run(out / "labels.jsonl", files, shard="2/2")
    merge_shards(out / "labels.jsonl", "jsonl")
    again = [json.loads(line)["text"] for line in (out / "labels.jsonl").read_text().splitlines()]
    assert again[4] == "another text"
    assert len(again) == 28


@pytest.mark.parametrize(
    ("shards", "words"),
    [
        ([], "no shards are here"),
        ([("1/3", {}), ("3/3", {})], r"1 of 3 shards are missing or unfinished: labels.jsonl.2-of-3"),
        ([("1/2", {}), ("1/3", {})], r"shards of several runs are here \(of 2, 3\)"),
        ([("1/2", {}), ("2/2", {"task": Task(None, "b" * 64)})], "different models"),
        ([("1/2", {}), ("2/2", {"work": stopped_after(1)})], "missing or unfinished: labels.jsonl.2-of-2"),
    ],
)
def test_shards_are_merged_only_when_they_belong_together(out, files, shards, words):
    for shard, how in shards:
        with suppress(KeyboardInterrupt):
            run(out / "labels.jsonl", files, shard=shard, **how)
    with pytest.raises(ClauseError, match=words):
        merge_shards(out / "labels.jsonl", "jsonl")


def test_shards_of_different_lists_are_not_merged(out, files):
    run(out / "labels.jsonl", files, shard="1/2")
    run(out / "labels.jsonl", files[1:], shard="2/2")
    with pytest.raises(ClauseError, match="lists of files"):
        merge_shards(out / "labels.jsonl", "jsonl")


def test_standard_input_is_read_again(out):
    with pytest.raises(KeyboardInterrupt):
        run(out / "labels.jsonl", ["-", *"abcdefg"], work=stopped_after(1))
    _, watch = run(out / "labels.jsonl", ["-", *"abcdefg"], resume=True)
    assert watch.labelled[0] == "-"
