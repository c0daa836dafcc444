"""The label clinic: what the text contradicts, what a model that has not seen the label believes, and the ranked list."""

import importlib.util
import json
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausenlp.model.store import load_labels
from clausenlp.pipeline.labelling import NO_ACT
from clausenlp.pipeline.language import shipped_model
from clausenlp.training.belief import primary_shares, smooth
from clausenlp.training.clinic import check
from clausenlp.training.data import gather
from clausenlp.training.examples import Example, GoldAct, GoldClause, parse_example, read_examples
from clausenlp.training.faults import find_faults
from clausenlp.training.findings import correctable
from clausenlp.training.shipped import frozen_gold, shipped_data
from tests.conftest import ROOT
from tests.test_cli import run

TEXT = "1. Requests the Warden:\n\n(a) To mend the lamps;\n\n(b) To report.\n\n2. Thanks the pilots."


def clause(words, *, number=None, parent=None, section="operative", functions=("request",), acts=()):
    start = TEXT.index(words)
    return GoldClause(start, start + len(words), 1 if parent is None else 2, number, parent, section, functions, acts)


FIRST = clause(TEXT[: TEXT.index("\n\n2.")], number="1")
CASES = [
    (clause("(a) To mend the lamps;", number="1(a)", parent=0), None),
    (clause("2. Thanks the pilots.", number="2", functions=("welcome",)), None),
    (clause("(b) To rep", number="1(b)", parent=0), "ends inside the word 'report'"),
    (clause("anks the pilots.", functions=("welcome",)), "begins inside the word 'Thanks'"),
    (clause("(a) To mend the lamps", number="1(a)", parent=0), "the closing ';' is left outside"),
    (clause("(a) To mend the lamps;", number="1(b)", parent=0), "does not open with the number (b)"),
    (clause("(a) To mend the lamps;", number="(a)", parent=0), "does not begin with 1"),
    (clause("2. Thanks the pilots.", functions=("welcome",)), "opens with a number that the label does not give"),
    (clause("2. Thanks the pilots.", number="2", acts=(GoldAct(71, 77, "welcome"),)), "its acts are welcome"),
]


@pytest.mark.parametrize(("wrong", "reason"), CASES)
def test_what_the_text_contradicts_is_said(wrong, reason):
    found = [words for _, words in find_faults(Example("x", TEXT, (FIRST, wrong)), 1)]
    assert (reason is None and not found) or any(reason in words for words in found)


@pytest.mark.parametrize("text", ["ll. Calls upon them,", "l. Regrets it,", "(6) To pay,", "4.- Asks them,"])
def test_numbers_that_a_scanner_misread_are_no_faults(text):
    number = {"ll": "11", "l.": "1", "(6": "(b)", "4.": "4"}[text[:2]]
    whole = GoldClause(0, len(text), 1, number, None, "operative", ("request",))
    assert list(find_faults(Example("x", text, (whole,)), 0)) == []


def test_the_gold_has_no_faults():
    gold = read_examples(frozen_gold())
    assert [(e.id, i, f) for e in gold for i in range(len(e.clauses)) for f in find_faults(e, i)] == []


SHARES = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(
    lambda sizes: dict(zip((NO_ACT, "invoke", "recall", "decide"), np.array(sizes) / sum(sizes), strict=True))
)


@given(st.lists(SHARES, min_size=1, max_size=4), st.booleans())
def test_the_probabilities_of_the_primary_function_sum_to_one(found, operative):
    assert sum(primary_shares(found, {"other": 1.0}, operative=operative).values()) == pytest.approx(1)


def test_behind_its_basis_stands_the_primary_act_of_an_operative_clause():
    acts = [{NO_ACT: 0.0, "invoke": 1.0, "decide": 0.0}, {NO_ACT: 0.0, "invoke": 0.0, "decide": 1.0}]
    assert primary_shares(acts, {"other": 1.0}, operative=True)["decide"] == 1
    assert primary_shares(acts, {"other": 1.0}, operative=False)["invoke"] == 1


def test_a_clause_of_which_nothing_is_known_goes_with_its_neighbours():
    assert smooth(np.array([0.99, 0.5, 0.99, 0.01, 0.5, 0.01])).round() == pytest.approx([1, 1, 1, 0, 0, 0])


def shipped(_):
    return load_labels(shipped_model() / "clausenlp_labels")


def single(name, text, section, *functions):
    return Example(name, text, (GoldClause(0, len(text), 1, None, None, section, functions),), whole=False)


def test_near_copies_with_other_labels_are_named():
    words = "Urges all keepers of lights along the northern shore to report the loss of each lamp and each lens in "
    findings = check(
        [
            single("a-1", f"{words}2011;", "operative", "urge"),
            single("b-1", f"{words}2019;", "operative", "urge", "note"),
        ],
        fit=shipped,
    )
    reasons = {f.example.id: [d.reason for d in f.doubts if d.kind == "copies"] for f in findings}
    assert reasons == {
        "a-1": ["a near-copy in b-1 is operative, urge, note"],
        "b-1": ["a near-copy in a-1 is operative, urge"],
    }


def test_near_copies_with_another_lead_may_have_other_labels():
    words = "all keepers of lights along the northern shore to report the loss of each lamp and each lens in 2011;"
    pair = [
        single("a-1", f"Urges {words}", "operative", "urge"),
        single("b-1", f"Asks {words}", "operative", "request"),
    ]
    assert not [d for f in check(pair, fit=shipped) for d in f.doubts if d.kind == "copies"]


def test_a_clash_with_the_lead_words_is_named():
    (finding,) = check(
        [single("a-1", "Invites the attention of all to the lamps;", "operative", "invite")], fit=shipped
    )
    assert "'invites the attention' leads to emphasize in the scheme" in [d.reason for d in finding.doubts]


def test_a_sub_clause_of_another_section_than_its_clause_is_named():
    wrong = clause("(a) To mend the lamps;", number="1(a)", parent=0, section="preambular")
    first, *_ = check([Example("x", TEXT, (FIRST, wrong))], fit=shipped)
    assert (first.index, first.doubts[0].reason) == (1, "its clause is operative")


def test_labels_flipped_at_random_come_first():
    source = importlib.util.spec_from_file_location("label_errors", ROOT / "benchmarks" / "label_errors.py")
    benchmark = importlib.util.module_from_spec(source)
    source.loader.exec_module(benchmark)
    examples = [example for example in read_examples(shipped_data()) if not example.whole]
    flipped, wrong = benchmark.flip_labels(examples, 0.02, random.Random(3))
    assert benchmark.share_found(check(flipped), wrong) >= 0.8


OWN = [
    {"id": "own-1", "text": "5. Requests the Warden to report;", "section": "operative", "functions": ["request"], "number": "5"},
    {"id": "own-2", "text": "6. Thanks the pilots of the strait;", "section": "preambular", "functions": ["welcome"], "number": "6"},
]  # fmt: skip


def test_nothing_to_check_is_one_clear_line(tmp_path):
    (tmp_path / "own.jsonl").write_text("\n", encoding="utf-8")
    done = run("check", tmp_path / "own.jsonl")
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"clausenlp: {tmp_path}/own.jsonl: no example to check;")


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("check")
    (folder / "own.jsonl").write_text("".join(json.dumps(line) + "\n" for line in OWN), encoding="utf-8")
    args = ["check", folder / "own.jsonl", "-o", folder / "to_correct.jsonl", "--json", folder / "found.json"]
    return run(*args), folder


def test_check_shows_file_line_and_reason(checked):
    done, _ = checked
    assert done.returncode == 0, done.stderr.decode()
    for words in ("own.jsonl:2", "own-2", "preambular, welcome", "operative", "1 of 2 clauses to look at"):
        assert words in done.stdout.decode()


def test_check_writes_all_findings_as_json(checked):
    found = json.loads((checked[1] / "found.json").read_text(encoding="utf-8"))
    assert [f["id"] for f in found] == ["own-2", "own-1"]
    assert found[0]["doubts"][0]["instead"] == "operative"


def test_a_corrected_line_takes_the_place_of_the_wrong_one(checked):
    _, folder = checked
    (line,) = (folder / "to_correct.jsonl").read_text(encoding="utf-8").splitlines()
    corrected = parse_example(line.replace("preambular", "operative"), "here")
    own = read_examples([folder / "own.jsonl"])
    assert [e.clauses[0].section for e in gather(own, [corrected])] == ["operative", "operative"]


def test_the_lines_to_correct_keep_the_whole_text():
    example = Example("x", TEXT, (FIRST, *(case for case, _ in CASES[:2])))
    findings = [f for f in check([example], fit=shipped) if f.index == 2]
    (line,) = correctable(findings, {"x": "own.jsonl:7"})
    again = parse_example(line, "here")
    assert (again.text, again.clauses, again.meta) == (TEXT, example.clauses, {})
    assert json.loads(line)["where"] == "own.jsonl:7"
