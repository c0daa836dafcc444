"""Labelling by several processes gives what one process gives, whatever happens to the processes."""

import gc
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

import clausenlp
from clausenlp.batch.batches import FIRST
from clausenlp.batch.label import label_batch
from clausenlp.errors import ClauseError
from clausenlp.pipeline.language import label_model
from clausenlp.records import Document, Failure
from tests.conftest import ROOT, SMALL
from tests.fake_runs import die


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Files of several kinds, some of which fail."""
    folder = tmp_path_factory.mktemp("texts")
    golden = sorted((ROOT / "training_data" / "gold").glob("A_*"))
    paths = []
    for i in range(30):
        path = folder / f"{i:02}.txt"
        path.write_bytes(golden[i % 4].read_bytes() if i % 5 == 0 else SMALL.replace("2019", f"20{i:02}").encode())
        paths.append(str(path))
    (folder / "07.txt").write_bytes(b"")
    (folder / "08.txt").write_bytes(b"Dear Sir,\n\nThe lamps are broken.\n")
    return [*paths, str(folder / "absent.txt")]


@pytest.fixture(scope="module")
def expected(nlp, texts):
    """The records of each file labelled alone, in this process."""
    return [record for path in texts for record in label_batch(label_model(nlp), [path])]


def test_files_labelled_together_come_out_as_alone(nlp, texts, expected):
    assert label_batch(label_model(nlp), texts) == expected
    assert list(clausenlp.label_files(nlp, texts)) == expected
    assert sum(isinstance(record, Failure) for record in expected) == 3


def test_workers_give_the_same_in_the_same_order(nlp, texts, expected):
    assert list(clausenlp.label_files(nlp, iter(texts), jobs=2)) == expected


@pytest.mark.parametrize("stage", ["read", "label"])
def test_a_library_that_fails_loses_only_its_file(nlp, texts, expected, monkeypatch, stage):
    """Whatever it raises; in labelling the others of the batch are tried again without the culprit."""

    def fail(real):
        def failing(*args, **kwargs):
            if any("03.txt" in str(getattr(a, "path", a)) for a in args):
                raise RecursionError("too deep\nreally")
            return real(*args, **kwargs)

        return failing

    name = {"read": "clausenlp.batch.label.read", "label": "clausenlp.batch.label.to_record"}[stage]
    monkeypatch.setattr(name, fail(getattr(sys.modules["clausenlp.batch.label"], name.rpartition(".")[2])))
    found = label_batch(label_model(nlp), texts)
    assert found[3].stage == stage
    assert "failed (RecursionError: too deep)" in found[3].error
    assert [*found[:3], *found[4:]] == [*expected[:3], *expected[4:]]


def test_the_cycle_collector_rests_while_files_are_read(nlp, texts, monkeypatch):
    """And is on again behind them, whatever a library raises."""
    seen = []

    def failing(*args, **kwargs):
        seen.append(gc.isenabled())
        raise RecursionError("too deep")

    monkeypatch.setattr("clausenlp.batch.label.read", failing)
    label_batch(label_model(nlp), texts[:2])
    assert (seen, gc.isenabled()) == ([False, False], True)


def script(name, *args):
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / name, *args], cwd=ROOT, capture_output=True, check=False, timeout=300
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_hostile_files_are_named_and_the_others_labelled():
    """Among them one that crashes its worker and one that hangs."""
    code, said = script("poison.py", "--files", "30", "--hostile", "8", "--timeout", "1.5", "--jobs", "1")
    assert code == 0, said
    assert "22 labelled, 8 named, exit code 1" in said
    assert "it took longer than the limit of 1.5 s" in said
    assert "its worker process died (SIGSEGV)" in said


def test_runs_killed_at_random_moments_give_the_same_output():
    code, said = script("kills.py", "--runs", "1", "--files", "60", "--jobs", "1")
    assert code == 0, said
    assert "1 the same output" in said


def test_a_cluster_that_loses_a_worker_gives_the_same_output():
    pytest.importorskip("distributed")
    code, said = script("cluster.py", "--files", "400")
    assert code == 0, said
    assert "the same output" in said


def test_a_program_that_only_starts_workers_is_light():
    code = (
        "import sys, clausenlp.cli.labelling as c; from clausenlp.batch.task import task_for; "
        "from clausenlp.batch.workers import Workers; task_for(None); "
        "print(sorted({'spacy', 'sklearn', 'numpy', 'scipy', 'pandas', 'pyarrow', 'distributed'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_a_worker_does_not_outlive_its_parent(tmp_path):
    """Killed, the parent can tell its workers nothing; they look whether it lives."""
    if os.name != "posix":
        pytest.skip("orphans cannot be told elsewhere")
    code = (
        "import os; from clausenlp.batch.workers import Worker; from clausenlp.batch.task import Task; from pathlib import Path; "
        "from clausenlp.batch.order import Piece, Slot; from tests.fake_runs import pid; "
        "worker = Worker(pid, Task(None, ''), Path('proof')); worker.give(Piece(Slot(['a']), 0, ['a'])); "
        "print(worker.queue[0][1].result()[0], flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT, timeout=60, check=False)
    # ``run`` waits until the last process has closed its standard output, the worker too.
    assert done.returncode == -9
    assert int(done.stdout)


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal elsewhere")
def test_the_stop_key_leaves_what_is_done(tmp_path):
    """The file that hangs is a pipe into which nobody writes."""
    for i in range(FIRST):
        (tmp_path / f"{i}.txt").write_text(SMALL)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "list").write_text("".join(f"{i}.txt\n" for i in range(FIRST)) + "pipe.txt\n")
    command = [sys.executable, "-m", "clausenlp", "label", "--from-list", "list", "-o", "labels.jsonl"]
    # A shell's background job, as CI may be, has the stop key switched off, and so would what it starts.
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as run:
        while (
            not (tmp_path / "labels.jsonl.journal").exists()
            or b"3.txt" not in (tmp_path / "labels.jsonl.journal").read_bytes()
        ):
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=60)[1]  # the file that was just noted may not be counted yet
        assert re.search(rb"stopped after [0-4] of 5 files; go on with --resume", said), said
    assert run.returncode == 130


def test_workers_that_cannot_start_are_no_fault_of_the_files(monkeypatch, nlp, texts):
    monkeypatch.setattr("clausenlp.batch.workers._make_ready", die)
    with pytest.raises(ClauseError, match="worker processes cannot be started"):
        list(clausenlp.label_files(nlp, texts, timeout=60))


def test_spark_gets_a_row_for_each_file(texts, expected):
    pandas = pytest.importorskip("pandas")
    from clausenlp.batch.spark import SCHEMA, label_partition

    tables = [pandas.DataFrame({"path": texts[:10]}), pandas.DataFrame({"path": texts[10:]})]
    found = pandas.concat(label_partition(tables))
    assert list(found.columns) == [part.split()[0] for part in SCHEMA.split(", ")]
    for row, record in zip(found.itertuples(), expected, strict=True):
        if isinstance(record, Document):
            assert json.loads(row.record) == json.loads(json.dumps(record.to_dict()))
            assert row.clauses == len(record.clauses)
        else:
            assert (row.stage, row.error, row.remedy) == (record.stage, record.error, record.remedy)


def test_spark_may_give_the_bytes_of_the_files(texts):
    pandas = pytest.importorskip("pandas")
    from clausenlp.batch.spark import label_partition

    table = pandas.DataFrame({"path": ["s3://bucket/a.txt"], "content": [bytearray(SMALL.encode())]})
    (found,) = label_partition([table])
    assert json.loads(found.record[0])["source"]["path"] == "s3://bucket/a.txt"
