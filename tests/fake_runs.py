"""Runs whose files are labelled by a stand-in, so that what is tested is the engine: order, journal, kills."""

import os
from pathlib import Path

from clausenlp.batch.batches import Shard
from clausenlp.batch.run import Run
from clausenlp.batch.task import Line, Task
from clausenlp.records import Failure

TASK = Task(None, "a" * 64)


class Silent:
    """A watch that looks away."""

    def begun(self, files, done):
        self.files, self.done = files, done
        self.labelled = []

    def seen(self, result):
        self.labelled.append(result.path)


def shout(paths):
    """A line for each file, which holds its text; an empty file fails."""
    results = []
    for path in paths:
        text = Path(path).read_text() if Path(path).exists() else ""
        results.append(
            Line(path, b'{"path": "%s", "text": "%s"}\n' % (path.encode(), text.encode()), 2)
            if text
            else Failure(path, "read", "the file is empty", "fill it")
        )
    return results


def engine(batches):
    """An engine that labels in this process."""
    for paths in batches:
        yield shout(paths)


def make_files(folder, count=30):
    """Files of which two are empty."""
    folder.mkdir()
    paths = [folder / f"{i:02}.txt" for i in range(count)]
    for i, path in enumerate(paths):
        path.write_text("" if i in (3, 17) else f"text {i}")
    return [str(path) for path in paths]


def run(output, paths, *, task=TASK, shard=None, work=engine, format="jsonl", **how):
    """One run from its beginning to its end, or until it is stopped; returns its summary and its watch."""
    one = Run(Path(output), task, paths, shard=shard and Shard.parse(shard))
    watch = Silent()
    try:
        one.begin(**how)
        one.label(work, watch)
        return one.finish(format), watch
    finally:
        one.leave()


def contents(folder):
    """Names and bytes of the files in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def pid(task, paths):
    """What a worker can do that tells who it is."""
    return [os.getpid() for _ in paths]


def die(task):
    """What a worker does that cannot start."""
    os._exit(1)
