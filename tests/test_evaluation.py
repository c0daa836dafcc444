import json
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from clausenlp.errors import ClauseError
from clausenlp.evaluation import curves, origin
from clausenlp.evaluation.align import Predicted, align
from clausenlp.evaluation.curves import Certainty, calibration_error, certainty, reliability, risk_coverage, subset
from clausenlp.evaluation.evaluate import score_documents
from clausenlp.evaluation.intervals import METRICS, intervals, paired_test
from clausenlp.evaluation.report import write_html
from clausenlp.evaluation.slices import Seen, by_clause, lead_word, leaked, length, make_slices, plain_words, seen_in
from clausenlp.evaluation.study import examine
from clausenlp.training.examples import Example, GoldClause
from tests.conftest import ROOT

KEYS = {metric.key for metric in METRICS}
TEXT = "Recalling lamps,\n\n1. Requests <b>members</b> & all to pay;\n\n2. Urges the wardens:\n\n(a) To report."
PLACES = [(0, 16, 1, "preambular", "recall"), (18, 58, 1, "operative", "request"), (60, 97, 1, "operative", "urge"), (83, 97, 2, "operative", "urge")]  # fmt: skip


def example(name="x", **meta):
    clauses = tuple(GoldClause(s, e, n, None, 2 if n == 2 else None, sec, (f,)) for s, e, n, sec, f in PLACES)
    return Example(name, TEXT, clauses, meta=meta)


def run(name="x", wrong=(), lost=(), **meta):
    """An aligned document: functions of the clauses in ``wrong`` are "note", the ends of those in ``lost`` one too early."""
    made = [
        Predicted(s, e - (i in lost), n, None, sec, ("note",) if i in wrong else (f,), 0.9)
        for i, (s, e, n, sec, f) in enumerate(PLACES)
    ]
    return align(example(name, **meta), made)


def scores(*documents):
    return score_documents(documents)


def test_the_places_of_the_small_text():
    assert [TEXT[s:e].split()[0] for s, e, *_ in PLACES] == ["Recalling", "1.", "2.", "(a)"]


def test_a_perfect_run_has_the_interval_one_to_one():
    for interval in intervals(scores(run("a"), run("b"))).values():
        assert (interval.value, interval.low, interval.high) == (1, 1, 1)


def test_intervals_by_hand():
    """Of two documents one is right and one has a function of four wrong: resamples give 1, 7/8 or 3/4."""
    found = intervals(scores(run("a"), run("b", wrong=[1])))
    assert set(found) == KEYS
    assert (found["end_to_end_f1"].value, found["end_to_end_f1"].low, found["end_to_end_f1"].high) == (7 / 8, 3 / 4, 1)
    assert (found["span_f1"].low, found["span_f1"].high) == (1, 1)


def test_an_interval_holds_its_value_and_is_the_same_for_the_same_seed():
    documents = scores(*(run(str(i), wrong=[i % 4] * (i % 3 == 0), lost=[0] * (i % 5 == 0)) for i in range(30)))
    found = intervals(documents, random_state=3)
    assert found == intervals(documents, random_state=3)
    assert all(i.low < i.value < i.high for key, i in found.items() if key != "section_accuracy")


def test_the_metrics_are_those_of_the_scores():
    documents = [run("a", wrong=[0, 2]), run("b", lost=[1])]
    total = scores(*(replace(d, example=example("all")) for d in documents))["all"]
    for interval, value in zip(
        intervals(scores(*documents)).values(),
        (total.spans.f1, total.section_accuracy, total.primary_accuracy, total.functions.f1, total.end_to_end.f1),
        strict=True,
    ):
        assert interval.value == pytest.approx(value)


def test_renderings_of_one_id_are_drawn_together():
    assert list(scores(run("a", rendering="page"), run("a", rendering="plain"), run("b"))) == ["a", "b"]


def test_four_hundred_documents_take_well_under_a_second():
    documents = scores(*(run(str(i), wrong=[i % 4]) for i in range(400)))
    start = time.perf_counter()
    intervals(documents)
    assert time.perf_counter() - start < 1


def test_a_run_against_itself_differs_by_nothing():
    documents = scores(run("a"), run("b", wrong=[1]))
    for test in paired_test(documents, documents).values():
        assert (test.difference, test.low, test.high, test.p) == (0, 0, 0, 1)


def test_a_run_that_is_better_on_every_document_is_significant():
    better = scores(*(run(str(i)) for i in range(10)))
    worse = scores(*(run(str(i), wrong=[1]) for i in range(10)))
    test = paired_test(better, worse)["primary_accuracy"]
    assert (test.difference, test.low, test.high) == (0.25, 0.25, 0.25)
    assert test.p == pytest.approx(2 / 1001)  # not 0: the run itself is one more resample
    assert paired_test(worse, better)["primary_accuracy"].difference == -0.25


def test_one_better_document_of_two_is_not():
    test = paired_test(scores(run("a"), run("b")), scores(run("a"), run("b", wrong=[1])))["primary_accuracy"]
    assert test.p > 0.2


def test_runs_over_other_documents_cannot_be_paired():
    with pytest.raises(ClauseError, match="different documents"):
        paired_test(scores(run("a")), scores(run("b")))
    with pytest.raises(ClauseError, match="no documents"):
        intervals({})


@pytest.mark.parametrize(
    ("values", "right", "error"),
    [
        ([1.0] * 10, [1] * 10, 0.0),
        ([0.0] * 10, [0] * 10, 0.0),
        ([0.5] * 10, [1, 0] * 5, 0.0),  # in one bin
        ([1.0] * 10, [0] * 10, 1.0),
        ([0.9] * 10, [1] * 5 + [0] * 5, 0.4),
    ],
)
def test_calibration_by_hand(values, right, error):
    bins = reliability(Certainty(np.array(values), np.array(right, dtype=float)), bins=1)
    assert calibration_error(bins) == pytest.approx(error)


def test_bins_have_equal_counts_and_rising_scores():
    generator = np.random.default_rng(0)
    values = generator.random(1000)
    bins = reliability(Certainty(values, (generator.random(1000) < values).astype(float)))
    assert [b.count for b in bins] == [100] * 10
    assert sorted(b.score for b in bins) == [b.score for b in bins]
    assert calibration_error(bins) < 0.06
    assert reliability(Certainty(np.array([]), np.array([]))) == ()
    assert calibration_error(()) == 0


def test_risk_and_coverage_by_hand():
    found = Certainty(np.array([0.9, 0.5, 0.9, 0.7]), np.array([1.0, 0.0, 1.0, 0.0]))
    points = risk_coverage(found)
    assert [(p.score, p.coverage, p.risk) for p in points] == [
        (0.9, 0.5, 0),
        (0.7, 0.75, pytest.approx(1 / 3)),
        (0.5, 1, 0.5),
    ]
    assert risk_coverage(Certainty(np.array([]), np.array([]))) == ()


def test_only_clauses_that_were_found_are_judged():
    found = certainty([run(wrong=[1], lost=[0])])
    assert found.right.tolist() == [0, 1, 1]


def test_slices_partition_the_clauses():
    documents = [run("A_RES_78_179", wrong=[0], lost=[1, 3]), run("S_RES_2250(2015)", rendering="page")]
    found = make_slices(documents, Seen(frozenset(["requests"]), frozenset()))
    assert {s.kind for s in found} == {"organ", "decade", "rendering", "length", "level", "lead word", "clause"}
    for kind in {s.kind for s in found}:
        parts = [s.scores for s in found if s.kind == kind]
        assert sum(s.spans.tp for s in parts) == 6
        assert sum(s.spans.fp for s in parts) == sum(s.spans.fn for s in parts) == 2
        assert sum(s.starts.tp for s in parts) == 8
        assert sum(s.end_to_end.tp for s in parts) == 5


def test_a_wrong_end_stays_in_the_slice_of_its_gold_clause():
    """Without its last character the clause has other words, yet both sides count in one slice."""
    seen = Seen(frozenset(), frozenset(["recalling lamps"]))
    (part,) = (s for s in make_slices([run(lost=[0])], seen) if s.name == "in training")
    assert (part.scores.spans.tp, part.scores.spans.fp, part.scores.spans.fn) == (0, 1, 1)


def test_cuts_that_no_document_tells_are_left_out():
    found = make_slices([run("own/x")], Seen(frozenset(), frozenset()))
    assert {s.kind for s in found} == {"length", "level", "lead word", "clause"}


def test_levels_and_their_counts():
    found = by_clause([run()], "level", lambda _, clause: str(clause.level))
    assert [(s.name, s.clauses) for s in found] == [("1", 3), ("2", 1)]


@pytest.mark.parametrize(
    ("id", "meta", "expected"),
    [
        ("A_RES_78_179", {}, ("General Assembly", "2020s")),
        ("A_RES_217(III)", {}, ("General Assembly", "1940s")),
        ("A/RES/ES-10/21", {}, ("General Assembly", "unknown")),
        ("S_RES_2250(2015)", {}, ("Security Council", "2010s")),
        ("S_RES_1976(2011)", {}, ("Security Council", "2010s")),
        ("S_RES_0011_1946_EN_GOLD", {}, ("Security Council", "1940s")),
        ("A_HRC_RES_10_1", {}, ("Human Rights Council", "2000s")),
        ("A_HRC_RES_54_2", {}, ("Human Rights Council", "2020s")),
        ("E_RES_2019_4", {}, ("Economic and Social Council", "2010s")),
        ("own/wha", {}, ("unknown", "unknown")),
        ("own/wha", {"organ": "World Health Assembly", "year": 2008}, ("World Health Assembly", "2000s")),
        ("A_RES_78_179", {"year": "1999"}, ("General Assembly", "1990s")),
    ],
)
def test_organ_and_decade(id, meta, expected):
    found = Example(id, "x", (), meta=meta)
    assert (origin.organ(found), origin.decade(found)) == expected


@pytest.mark.parametrize(
    ("text", "lead", "words"),
    [
        ("3. Also strongly urges all;", "urges", "also strongly urges all"),
        ("*Recalling* its\nresolution,", "recalling", "recalling its resolution"),
        ("(a) To report; ", "to", "to report"),
    ],
)
def test_lead_words_and_plain_words(text, lead, words):
    clause = GoldClause(0, len(text), 1, None, None, "operative", None)
    assert lead_word(Example("x", text, ()), clause) == lead
    assert plain_words(Example("x", text, ()), clause) == words


@pytest.mark.parametrize(
    ("words", "name"), [(20, "1-20 words"), (21, "21-50 words"), (50, "21-50 words"), (51, "51- words")]
)
def test_lengths(words, name):
    text = "a " * words
    assert length(Example("x", text, ()), GoldClause(0, len(text), 1, None, None, "operative", None)) == name


def test_leakage_is_found_under_another_number_and_in_capitals():
    text = "7. REQUESTS <B>members</B> &\nall to pay,"
    trained = Example("t", text, (GoldClause(0, len(text), 1, "7", None, "operative", ("request",)),), whole=False)
    seen = seen_in([trained])
    assert leaked([run()], seen) == 1
    found = {s.name: s.clauses for s in make_slices([run()], seen)}
    assert (found["in training"], found["not in training"]) == (1, 3)
    assert (found["seen"], found["unseen"]) == (1, 3)


def test_shares_of_the_training_lie_in_one_another():
    whole = [example(str(i)) for i in range(40)]
    small, large = subset(whole, 0.1, 7), subset(whole, 0.5, 7)
    assert (len(small), len(large)) == (4, 20)
    assert {e.id for e in small} < {e.id for e in large}
    assert subset(whole, 1.0, 7) == whole


def test_a_learning_curve_trains_on_each_share():
    training = [example(str(i)) for i in range(8)]
    steps = curves.learning_curve(training, [example("gold")], shares=(0.25, 1.0))
    assert [(s.examples, s.clauses) for s in steps] == [(2, 8), (8, 32)]
    assert steps[1].scores.spans.tp >= 3
    with pytest.raises(ClauseError, match="too few to train on"):
        curves.learning_curve([Example("x", "Recalling it", (GoldClause(0, 12, 1, None, None, "preambular", ("recall",)),))], [], shares=(1.0,))  # fmt: skip


@pytest.fixture(scope="module")
def study(nlp):
    """A study with an error in it: the gold says "urge" where the text requests."""
    wrong = example("wrong <i>")
    clauses = tuple(replace(c, functions=("condemn",)) if i == 1 else c for i, c in enumerate(wrong.clauses))
    return examine(nlp, [example(), replace(wrong, clauses=clauses)], [example("t")], other=nlp)


def test_a_study_holds_everything(study):
    assert study.clauses == study.leaked == 8
    assert not study.own_training
    assert all(test.p == 1 for test in study.against.values())
    data = json.loads(json.dumps(study.to_dict()))
    assert set(data["intervals"]) == KEYS
    assert {s["kind"] for s in data["slices"]} == {"length", "level", "lead word", "clause"}


def test_the_page_stands_alone_and_escapes_words(study, tmp_path):
    pytest.importorskip("matplotlib")
    write_html(tmp_path / "a.html", study)
    write_html(tmp_path / "b.html", study)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page == (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "http" not in page
    assert "<script" not in page
    assert "src=" not in page
    assert all(link.startswith('"#') for link in page.split("href=")[1:])
    assert "1. Requests &lt;b&gt;members&lt;/b&gt; &amp; all to pay;" in page
    assert "<b>members" not in page
    assert "wrong &lt;i&gt;" in page
    assert page.count("<svg") == 3


def test_without_matplotlib_the_error_says_what_to_install(study, tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "clausenlp.evaluation.plots", raising=False)
    monkeypatch.delattr("clausenlp.evaluation.plots", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ClauseError, match=r"pip install \"clausenlp\[report\]\""):
        write_html(tmp_path / "a.html", study)
    assert not list(tmp_path.iterdir())


def test_evaluate_compares_and_writes_a_page(tmp_path):
    pytest.importorskip("matplotlib")
    done = subprocess.run(
        [sys.executable, "-m", "clausenlp", "evaluate", "training_data/gold/seeds.jsonl", "--against", "models/en", "--html", tmp_path / "r.html", "--json", tmp_path / "r.json"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    out = done.stdout.decode()
    for words in ("95 %", "Parts of the gold", "of 74 gold clauses", "Against the other model", "calibration error"):
        assert words in out
    assert "Against the other model" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert set(json.loads((tmp_path / "r.json").read_text())["against"]) == KEYS


def test_matplotlib_is_loaded_for_a_page_only():
    code = "import clausenlp.evaluation.report, clausenlp.evaluation.study, sys; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.decode().strip() == "False"
