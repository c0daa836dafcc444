"""What to label next: uncertain clauses, each drafting once, in the form in which they can be corrected."""

import gzip
import json

import pytest
import zstandard

from clausenlp.errors import ExampleError
from clausenlp.training import suggest as suggesting
from clausenlp.training.label_output import read_records
from clausenlp.training.suggest import correctable, suggest
from tests.test_cli import run


def record(name, *clauses):
    """A labelled document: clauses as (text, score) or (text, score, parent)."""
    made, start = [], 0
    for i, (text, score, *parent) in enumerate(clauses, 1):
        made.append(
            {"id": f"c{i}", "parent": parent[0] if parent else None, "level": 2 if parent else 1, "number": None, "start": start,
             "end": start + len(text), "text": text, "section": "operative", "functions": ["request"], "acts": [], "score": score}
        )  # fmt: skip
        start += 1 if parent else len(text)
    return {"doc_id": name, "source": {"path": f"{name}.txt"}, "clauses": made}


def texts(picks):
    return [pick.clause["text"] for pick in picks]


def test_the_most_uncertain_come_first():
    found = suggest([record("a", ("Urges all to pay;", 0.9), ("Condemns the raid;", 0.3), ("Thanks them;", 0.6))], 2)
    assert texts(found) == ["Condemns the raid;", "Thanks them;"]


def test_an_uncertain_further_act_counts():
    one = record("a", ("Urges all to pay;", 0.8), ("Thanks them, and bids them rest;", 0.95))
    one["clauses"][1]["acts"] = [{"score": 0.95}, {"score": 0.2}]
    assert texts(suggest([one], 1)) == ["Thanks them, and bids them rest;"]


def test_near_copies_are_picked_once():
    docs = [record(f"d{i}", (f"{i}. Bids the keeper of light {i} trim the lamp of pier {i};", 0.5)) for i in range(9)]
    assert len(suggest(docs, 5)) == 1


def test_what_is_drafted_alike_is_picked_twice_at_most():
    ends = ("trim the lamp", "mend his boat", "ring a bell", "keep a log", "sweep the pier")
    docs = [record(end, (f"Bids the keeper {end};", 0.5)) for end in ends]
    assert len(suggest(docs, 5)) == 2


def test_a_labelled_clause_is_not_picked():
    found = suggest(
        [record("a", ("7. Bids the keeper trim the lamps;", 0.2))], 5, known=["3. Bids the keeper trim the lamps;"]
    )
    assert found == []


def test_what_is_drafted_unlike_labelled_clauses_goes_first():
    clauses = (("Bids the keeper trim the lamps;", 0.2), ("Holds it fitting to pay;", 0.4))
    found = suggest([record("a", *clauses)], 5, known=["3. Bids the keeper of the port to close it;"])
    assert texts(found) == ["Holds it fitting to pay;", "Bids the keeper trim the lamps;"]


def test_unlike_clauses_go_before_like_ones_of_the_same_score():
    clauses = [("Bids the pilots wait;", 0.49), ("Bids the keepers wait;", 0.5), ("Holds it fitting to pay;", 0.51)]
    assert texts(suggest([record("a", *clauses)], 3)) == [clauses[i][0] for i in (0, 2, 1)]


def test_what_is_certain_is_not_picked():
    assert suggest([record("a", ("Urges all to pay;", 1.0))], 5) == []


def test_only_a_bounded_number_of_clauses_is_held(monkeypatch):
    sizes = []
    drop = suggesting._Pool._drop
    monkeypatch.setattr(suggesting, "FEWEST", 20)
    monkeypatch.setattr(suggesting._Pool, "_drop", lambda pool: (sizes.append(len(pool.held)), drop(pool)))
    words = ("lamp", "pier", "rope", "mast", "keel", "sail", "oar", "buoy", "net", "reef")
    pairs = [(one, two) for one in words for two in words]
    docs = (record("a", (f"Bids {one} {two};", 0.9 - i / 200)) for i, (one, two) in enumerate(pairs))
    assert texts(suggest(docs, 1)) == ["Bids reef reef;"]
    assert set(sizes) == {40}


FAMILY = record(
    "a",
    ("Thanks them;", 0.99),
    ("Urges them: (a) To go; (b) Bids all stay;", 0.9),
    ("(a) To go;", 0.99, "c2"),
    ("(b) Bids all stay;", 0.2, "c2"),
    ("Urges peace.", 0.99),
)


def test_a_sub_clause_brings_its_clause_and_the_other_sub_clauses():
    (line,) = correctable(suggest([FAMILY], 1))
    assert [clause["id"] for clause in line["clauses"]] == ["c2", "c3", "c4"]
    assert [clause["id"] for clause in line["clauses"] if "why" in clause] == ["c4"]


def test_picks_of_one_document_are_one_line_in_the_order_of_the_text():
    found = correctable(suggest([FAMILY], 2))
    assert [[clause["id"] for clause in line["clauses"] if "why" in clause] for line in found] == [["c2", "c4"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "x.jsonl:1: not a document"),
        (b'{"doc_id": "a", "clauses": [{"id": "c1"}]}', "x.jsonl:1: not a document"),
        (json.dumps(FAMILY).replace("0.99", "null").encode(), "x.jsonl:1: not a document"),
        (json.dumps(FAMILY).encode() + b"\n[]", "x.jsonl:2: not a document"),
        ("{}".encode("utf-16"), "x.jsonl: not JSON lines in UTF-8"),
    ],
)
def test_a_file_that_label_has_not_written(tmp_path, content, words):
    (tmp_path / "x.jsonl").write_bytes(content)
    with pytest.raises(ExampleError) as error:
        list(read_records([tmp_path / "x.jsonl"]))
    assert words in str(error.value)
    assert "clausenlp label" in error.value.remedy


PACKERS = {".gz": gzip.compress, ".zst": zstandard.compress}


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed_output_is_read(tmp_path, suffix):
    path = tmp_path / f"x.jsonl{suffix}"
    path.write_bytes(PACKERS[suffix](json.dumps(FAMILY).encode()))
    assert list(read_records([path])) == [FAMILY]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_file_that_is_not_what_its_name_says_is_one_clear_error(tmp_path, suffix):
    path = tmp_path / f"x.jsonl{suffix}"
    path.write_bytes(b"not packed at all")
    with pytest.raises(ExampleError, match="cannot be read"):
        list(read_records([path]))


def test_a_damaged_archive_is_one_clear_error(tmp_path):
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(b"{}" * 999)[:-9])
    with pytest.raises(ExampleError, match="cannot be read"):
        list(read_records([tmp_path / "x.jsonl.gz"]))


def test_nothing_to_label_is_one_clear_line(tmp_path):
    (tmp_path / "labels.jsonl").write_text("", encoding="utf-8")
    done = run("suggest", tmp_path / "labels.jsonl")
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"clausenlp: {tmp_path}/labels.jsonl: no clause to pick")


def test_suggest_writes_lines_to_correct(tmp_path):
    (tmp_path / "labels.jsonl").write_text(json.dumps(FAMILY) + "\n", encoding="utf-8")
    done = run("suggest", tmp_path / "labels.jsonl", "-n", "1", "-o", tmp_path / "to_label.jsonl")
    assert done.stderr.decode() == f"{tmp_path}/to_label.jsonl: 1 clauses of 1 documents to label\n"
    assert json.loads((tmp_path / "to_label.jsonl").read_text(encoding="utf-8"))["clauses"][2]["why"].startswith(
        "score 0.20"
    )
