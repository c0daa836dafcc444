"""Batches go through workers that may die: results stay in order, and only the culprit is lost."""

import random
from collections import deque

import pytest

from clausenlp.batch.batches import FIRST, MOST, Input, Shard, in_batches, look_at
from clausenlp.batch.order import Again, Death, in_order
from clausenlp.errors import ClauseError
from clausenlp.records import Failure


class Pool:
    """Workers by chance: pieces come back in any order, deadly files kill, and the queue of the dead comes back unbegun."""

    def __init__(self, deadly=(), ahead=6, seed=1):
        self.deadly, self.ahead, self.chance = set(deadly), ahead, random.Random(seed)
        self.queue, self.deaths, self.most, self.stopped = deque(), 0, 0, False

    def has_room(self):
        return len(self.queue) < 4

    def give(self, piece):
        self.queue.append(piece)
        self.most = max(self.most, len(self.queue))

    def collect(self, *, wait):
        if not wait and self.chance.random() < 0.5:
            return
        self.queue.rotate(self.chance.randrange(3))
        piece = self.queue.popleft()
        if self.deadly.intersection(piece.paths):
            self.deaths += 1
            yield piece, Death("it died", "look")
            yield from ((piece, Again()) for piece in self.queue)
            self.queue.clear()
        else:
            yield piece, [path.upper() for path in piece.paths]

    def stop(self):
        self.stopped = True


def batches(count=20, size=5):
    return [[f"{i}-{j}" for j in range(size)] for i in range(count)]


@pytest.mark.parametrize("seed", range(20))
def test_results_come_in_order_and_only_the_deadly_are_lost(seed):
    deadly = {"0-0", "3-4", "7-1", "7-2", "19-4"}
    pool = Pool(deadly, seed=seed)
    found = list(in_order(pool, batches()))
    assert found == [
        [Failure(p, "worker", "it died", "look") if p in deadly else p.upper() for p in batch] for batch in batches()
    ]
    assert pool.stopped


def test_a_file_is_named_only_when_it_has_ended_a_worker_alone():
    pool = Pool({"4-2"})
    list(in_order(pool, batches()))
    assert pool.deaths == 2


def test_a_single_file_gets_a_second_try():
    """All workers die when a machine goes down: that is no fault of the file which one of them had in hand."""
    pool = Pool({"only"})
    pool.collect = kill_once(pool)
    assert list(in_order(pool, [["only"]])) == [["ONLY"]]


def kill_once(pool):
    collect = pool.collect

    def first(*, wait):
        yield from collect(wait=wait)
        pool.deadly.clear()

    return first


def test_batches_are_taken_as_they_are_needed():
    taken = []

    def coming():
        for batch in batches():
            taken.append(batch)
            yield batch

    results = in_order(Pool(ahead=6), coming())
    for done in range(1, 10):
        next(results)
        assert len(taken) <= done + 6


def test_workers_are_stopped_when_nobody_listens_any_more():
    pool = Pool()
    results = in_order(pool, batches())
    next(results)
    results.close()
    assert pool.stopped


def inputs(*sizes):
    return [Input(str(i), size, 0) for i, size in enumerate(sizes)]


def test_batches_grow_so_that_a_short_list_is_spread():
    sizes = [len(batch) for batch in in_batches(inputs(*[10] * 300))]
    assert sizes[:5] == [FIRST, 8, 16, 32, MOST]
    assert sum(sizes) == 300


def test_batches_are_cut_by_size():
    found = [
        [item.path for item in batch] for batch in in_batches(inputs(10, 2_000_000, 400_000, 400_000, 400_000, 10))
    ]
    assert found == [["0", "1"], ["2", "3", "4"], ["5"]]


def test_a_file_inside_an_archive_changes_with_the_archive(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"12345")
    assert look_at(f"{tmp_path}/a.zip!in/b.txt").size == 5
    assert look_at(f"{tmp_path}/none").size == look_at("\0").size == -1


def test_shards_joined_are_the_list():
    paths = [str(i) for i in range(17)]
    for of in (1, 2, 5, 17, 30):
        assert [path for number in range(1, of + 1) for path in Shard(number, of).take(paths)] == paths


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", ""])
def test_a_shard_is_written_as_a_fraction(text):
    with pytest.raises(ClauseError, match="write it as 3/100"):
        Shard.parse(text)
