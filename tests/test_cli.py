import csv
import io
import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, SMALL


def run(*args, stdin=None, cwd=None):
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "clausenlp", *map(str, args)],
        input=stdin,
        capture_output=True,
        cwd=cwd or ROOT,
        check=False,
    )


def test_label_prints_a_table(resolution):
    done = run("label", resolution)
    assert done.returncode == 0
    out = done.stdout.decode()
    assert "2 preambular and 3 operative clauses, 3 sub-clauses" in out
    assert "recall, express_concern" in out


def test_label_writes_one_document_a_line(resolution):
    done = run("label", resolution, "--format", "jsonl")
    document = json.loads(done.stdout)
    assert document["source"]["path"] == str(resolution)
    assert document["source"]["format"] == "text"
    assert len(document["source"]["sha256"]) == len(document["model"]["sha256"]) == 64
    assert [c["id"] for c in document["clauses"]] == [f"c{i}" for i in range(1, 9)]
    assert document["clauses"][4]["parent"] == "c4"
    for clause in document["clauses"]:
        assert " ".join(SMALL[clause["start"] : clause["end"]].split()) == clause["text"]


def test_label_writes_csv(resolution):
    rows = list(csv.DictReader(io.StringIO(run("label", resolution, "-f", "csv").stdout.decode())))
    assert [row["number"] for row in rows] == ["", "", "1", "2", "2(a)", "2(b)", "2(c)", "3"]
    assert rows[0]["functions"] == "recall|express_concern"


def test_standard_input(resolution):
    done = run("label", "-", "-f", "jsonl", stdin=SMALL.encode())
    assert json.loads(done.stdout)["doc_id"] == "stdin"


def test_a_list_of_paths(resolution, tmp_path):
    """Each file once; a path that is not there costs only itself."""
    paths = f"{resolution}\r\n\n{tmp_path}/absent.txt\n{resolution}\n"
    done = run("label", "--from-list", "-", "-f", "jsonl", stdin=paths.encode())
    assert len(done.stdout.splitlines()) == 1
    assert done.returncode == 1
    assert b"absent.txt: cannot be read" in done.stderr


def test_shards_and_their_merger_give_what_one_run_gives(tmp_path):
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(SMALL.replace("2019", f"200{i}"))
    (tmp_path / "1.txt").write_text("")
    for shard in ("1/2", "2/2"):
        done = run("label", ".", "-o", "labels.csv", "--shard", shard, cwd=tmp_path)
        assert f"clauses, shard {shard} done".encode() in done.stderr
    assert run("label", ".", "-o", "whole.csv", cwd=tmp_path).returncode == 1
    done = run("merge", "labels.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert b"2 of 3 files labelled, 16 clauses, labels.csv written; 1 failed, see labels.failures.jsonl" in done.stderr
    for end in ("csv", "failures.jsonl"):
        assert (tmp_path / f"labels.{end}").read_bytes() == (tmp_path / f"whole.{end}").read_bytes()
    assert {path.name.partition(".")[0] for path in tmp_path.iterdir()} == {"0", "1", "2", "labels", "whole"}
    assert b"whole.csv is whole" in run("label", ".", "-o", "whole.csv", "--resume", cwd=tmp_path).stderr


def test_folders_and_an_output_file(resolution, tmp_path):
    out = tmp_path / "out.jsonl"
    done = run("label", tmp_path, "-o", out)
    assert done.returncode == 0
    assert len(out.read_text().splitlines()) == 1
    assert b"1 of 1 files labelled" in done.stderr


BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\n", "the file is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "this is a picture"),
    "noise.txt": (bytes(range(256)) * 20, "binary data"),
    "recipe.txt": (b"Take two eggs and some flour.\nStir them well.\nBake for an hour.\n", "the text is no resolution"),
    "letter.txt": (
        b"Dear Sir,\n\nI write to you about the lamps. They are broken.\n\nYours, A.\n",
        "the text is no resolution",
    ),
    "amendment.txt": (
        b"Ruritania: amendment to draft resolution A/99/L.4\n\nReplace operative paragraph 3 with the following text:\n\nRequests the Board to meet;\n",
        "the text amends another",
    ),
    "report.pdf": (b"%PDF-1.7 ...", "the PDF is cut off"),
}


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory):
    """One run over good and bad files together."""
    folder = tmp_path_factory.mktemp("bad")
    paths = []
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    good = folder / "good.txt"
    good.write_text(SMALL)
    return run("label", *paths, good, "-f", "jsonl")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line(bad_run, name):
    lines = [line for line in bad_run.stderr.decode().splitlines() if f"/{name}: " in line]
    assert len(lines) == 1
    assert BAD[name][1] in lines[0]
    assert "; " in lines[0]  # a remedy follows


def test_the_other_files_still_come_out(bad_run):
    assert bad_run.returncode == 1
    assert [json.loads(line)["doc_id"] for line in bad_run.stdout.splitlines()] == ["good"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_encodings(tmp_path, encoding):
    text = SMALL.replace("lamps", "“lamps” – café")
    (tmp_path / "x.txt").write_bytes(text.encode(encoding))
    done = run("label", tmp_path / "x.txt", "-f", "jsonl")
    assert "“lamps” – café save lives," in json.loads(done.stdout)["clauses"][1]["text"]


def test_a_text_without_an_organ_line_is_labelled(tmp_path):
    (tmp_path / "x.txt").write_text(SMALL.split("\n\n", 1)[1])
    document = json.loads(run("label", tmp_path / "x.txt", "-f", "jsonl").stdout)
    assert document["resolution"]["organ"] is None
    assert [c["section"][0] for c in document["clauses"]] == list("ppoooooo")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["label", "no-such-file.txt"], "no such file or folder"),
        (["label", "README.md", "-f", "xml"], "unknown format 'xml'"),
        (["label", "README.md", "-o", "labels.doc"], "unknown format 'doc'"),
        (["label", "README.md", "-m", "tests"], "no model here"),
        (["label", "README.md", "-o", "no/such/folder/x.csv"], "cannot be written"),
        (["evaluate", "no-such-file.jsonl"], "cannot be read"),
        (["evaluate", "training_data/clauses.jsonl"], "no whole text"),
        (["train", "-o", "tests"], "no model"),
        (["label"], "no files to label"),
        (["label", "README.md", "--resume"], "go with a file to write"),
        (["label", "README.md", "-o", "x.csv", "--resume", "--overwrite"], "give one of them"),
        (["label", "README.md", "-o", "x.csv", "--shard", "5/3"], "write it as 3/100"),
        (["label", "README.md", "--backend", "dask"], "--scheduler tcp://host:8786"),
        (["label", "README.md", "-o", "README.md", "-f", "csv"], "replace it with --overwrite"),
        (["label", "--from-list", "no-such-file"], "check the path of the list"),
        (["merge", "x.csv"], "no shards are here"),
        (["merge", "README.md", "-f", "csv"], "replace it with --overwrite"),
        (["lable"], "No such command"),
    ],
)
def test_wrong_use_is_exit_code_two_and_one_clear_line(args, words):
    done = run(*args)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_an_output_that_is_no_file_is_refused(tmp_path, resolution):
    os.mkfifo(tmp_path / "pipe")
    done = run("label", resolution, "-o", tmp_path / "pipe", "-f", "csv")
    assert done.returncode == 2
    assert b"no ordinary file; leave out --output" in done.stderr


def test_a_failed_run_leaves_the_old_output(tmp_path, resolution):
    out = tmp_path / "out.jsonl"
    out.write_text("kept")
    (tmp_path / "bad").mkdir()
    run("label", resolution, "-m", tmp_path / "bad", "-o", out)
    assert out.read_text() == "kept"
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_train_with_added_examples_and_label_with_the_result(tmp_path, resolution):
    added = {
        "id": "mine-1",
        "text": "5. Bids the wardens keep the lamps lit;",
        "section": "operative",
        "functions": ["demand"],
        "number": "5",
    }
    (tmp_path / "mine.jsonl").write_text(json.dumps(added) + "\n")
    done = run("train", "--folds", "2", "--add", tmp_path / "mine.jsonl", "-o", tmp_path / "model")
    assert done.returncode == 0, done.stderr.decode()
    assert run("label", resolution, "-m", tmp_path / "model").returncode == 0
    assert {p.name for p in tmp_path.iterdir()} == {"mine.jsonl", "model", "small.txt"}


def test_train_refuses_a_bad_example_and_writes_nothing(tmp_path):
    (tmp_path / "mine.jsonl").write_text(
        json.dumps({"id": "x", "text": "Asks you", "section": "operative", "functions": ["ask"]}) + "\n"
    )
    done = run("train", "--folds", "2", "--add", tmp_path / "mine.jsonl", "-o", tmp_path / "model")
    assert done.returncode == 2
    assert f"{tmp_path}/mine.jsonl:1, clause 1: unknown function 'ask'" in done.stderr.decode()
    assert not (tmp_path / "model").exists()


def test_evaluate_prints_scores_and_writes_json(tmp_path):
    done = run("evaluate", "training_data/gold/seeds.jsonl", "--json", tmp_path / "scores.json")
    assert done.returncode == 0
    for words in (
        "span F1 (exact)",
        "most frequent label",
        "lead-word lookup",
        "Primary function",
        "Documents, the worst first",
    ):
        assert words in done.stdout.decode()
    scores = json.loads((tmp_path / "scores.json").read_text())
    assert scores["model"]["end_to_end"] == {"tp": 74, "fp": 0, "fn": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert set(scores["baselines"]) == {"most frequent label", "lead-word lookup"}


@pytest.mark.parametrize(
    "args", [["--help"], ["label", "--help"], ["merge", "--help"], ["train", "--help"], ["evaluate", "--help"]]
)
def test_help_shows_examples(args):
    done = run(*args)
    assert done.returncode == 0
    assert "Example" in done.stdout.decode()


@pytest.mark.parametrize(
    "code", ["import clausenlp", "from clausenlp.cli.app import app", "import clausenlp; clausenlp.read('README.md')"]
)
def test_what_must_be_quick_loads_neither_spacy_nor_scikit_learn(code):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{code}; import sys; print(sorted({{'spacy', 'sklearn', 'numpy', 'scipy'}} & set(sys.modules)))",
        ],
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.decode().strip() == "[]"
