import json
import random
import subprocess
import sys

import pytest

from clausenlp.errors import ClauseError, ExampleError
from clausenlp.pipeline.clean import clean_text
from clausenlp.training.edge_cases import decide, edge_cases, edge_clashes
from clausenlp.training.examples import parse_example, read_examples, write_example
from clausenlp.training.exchange.formats import read_offers
from clausenlp.training.exchange.offers import Offer, origin, with_origin
from clausenlp.training.markup import read_marked
from clausenlp.training.near import NearIndex, index_of, shingles, similarity
from clausenlp.training.protect import SKETCHES, GoldGuard, gold_guard, refuse_gold, shipped_gold, sketch, sketches_json
from clausenlp.training.shipped import shipped_data
from clausenlp.training.store import Store, stable_id
from tests.conftest import ROOT

NOW = "2031-05-02T10:00:00+00:00"


def single(text, functions, section="operative", **more):
    row = {"id": "mine", "text": text, "section": section, "functions": functions, **more}
    return parse_example(json.dumps(row), "mine.jsonl:1")


def offer(*args, **more):
    return Offer(single(*args, **more), "mine.jsonl:1", "mine.jsonl")


def add(folder, *offers, **options):
    """Plan and, where nothing is in doubt, commit."""
    store = Store(folder)
    plan = store.plan(offers, now=NOW, **options)
    if not plan.doubts:
        store.commit(plan)
    return plan


def added(folder):
    return read_examples([folder / "added.jsonl"])


# -- near-copies -----------------------------------------------------------------------------

LAMP = "Requests the Keeper to replace the lamps on the northern shore before the ice of the winter of 2031 closes the lake"


def test_a_near_copy_is_the_same_over_line_ends_numbers_and_case():
    assert shingles("REQUESTS the Kee-\nper, in 2031, to report") == shingles("Requests the Keeper in 1999 to\nreport")


def test_the_index_finds_what_comparing_all_pairs_finds():
    draw = random.Random(5)
    words = ["the", "lake", "lamp", "buoy", "ice", "keeper", "shore", "north", "report", "board", "of", "to"]
    texts = [" ".join(draw.choices(words, k=draw.randint(1, 9))) for _ in range(200)]
    texts += [text + " and" for text in texts[:80]]
    index, sets = index_of(texts, 0.6), [shingles(text) for text in texts]
    for one in sets:
        found = [number for number, _ in index.near(one)]
        assert sorted(found) == [i for i, other in enumerate(sets) if similarity(one, other) >= 0.6]


def test_an_empty_text_is_near_to_nothing():
    assert NearIndex().near(shingles("...")) == []


# -- what is added ---------------------------------------------------------------------------


def test_an_example_keeps_its_origin_and_gets_an_id_of_its_text(tmp_path):
    model = {"name": "clausenlp-en", "version": "9"}
    example = with_origin(single(LAMP, ["request"]), document="lake.pdf", model=model)
    add(tmp_path, Offer(example, "labels.jsonl:1", "labels.jsonl"), by="Mara")
    (kept,) = added(tmp_path)
    assert kept.id == stable_id(LAMP) == stable_id(LAMP.replace(" ", "\n"))
    assert origin(kept) == {"document": "lake.pdf", "model": model, "by": "Mara", "added": NOW, "id": "mine"}
    assert (kept.text, kept.clauses[0].functions) == (LAMP, ("request",))


def test_what_is_there_already_is_merged_and_counted(tmp_path):
    add(tmp_path, offer(LAMP, ["request"]))
    before = (tmp_path / "added.jsonl").read_bytes()
    plan = add(tmp_path, offer(LAMP, ["request"]), offer(LAMP, ["request"]))
    assert (plan.merged, len(plan.new)) == (2, 0)
    assert (tmp_path / "added.jsonl").read_bytes() == before


def test_shipped_examples_are_there_already(tmp_path):
    shipped = read_examples(shipped_data())
    plan = Store(tmp_path).plan([Offer(example, "x:1") for example in shipped[:3] + shipped[-3:]])
    assert (plan.merged, plan.doubts) == (6, [])


def test_lines_that_are_there_stay_byte_for_byte(tmp_path):
    line = '{ "id":"by hand",  "text":"5. Thanks the Keeper;","section":"operative","functions":["welcome"] }'
    (tmp_path / "added.jsonl").write_text(line + "\n", encoding="utf-8")
    add(tmp_path, offer(LAMP, ["request"]))
    assert (tmp_path / "added.jsonl").read_text().splitlines()[0] == line


# -- contradictions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "functions", "words"),
    [
        (LAMP, ["decide"], "the same text has other labels"),
        ("7. " + LAMP.upper(), ["decide"], "the same text has other labels"),
        (LAMP + " again", ["decide"], "a near-copy has other labels"),
    ],
)
def test_a_contradiction_is_shown_with_both_sides_and_refused(text, functions, words, tmp_path):
    add(tmp_path, offer(LAMP, ["request"]))
    before = (tmp_path / "added.jsonl").read_bytes()
    plan = add(tmp_path, offer(text, functions))
    doubt = plan.doubts[0]
    assert words in doubt.what
    assert doubt.offered.startswith("operative:decide ")
    assert doubt.there.startswith("operative:request ")
    with pytest.raises(ClauseError, match="in doubt"):
        Store(tmp_path).commit(plan)
    assert (tmp_path / "added.jsonl").read_bytes() == before


def test_near_copies_that_act_by_other_words_do_not_contradict(tmp_path):
    add(tmp_path, offer(LAMP, ["request"]))
    assert add(tmp_path, offer(LAMP.replace("Requests", "Urges"), ["urge"])).doubts == []


def test_accept_takes_the_offer_in_place_of_the_example_with_its_text(tmp_path):
    add(tmp_path, offer(LAMP, ["request"]))
    add(tmp_path, offer(LAMP, ["decide"]), accept=True)
    assert [e.clauses[0].functions for e in added(tmp_path)] == [("decide",)]


def test_a_shipped_example_can_be_contradicted(tmp_path):
    example = next(e for e in read_examples(shipped_data()) if not e.whole)
    plan = add(tmp_path, offer(example.text, ["other"], example.clauses[0].section))
    assert f"shipped example {example.id}" in plan.doubts[0].what


def test_the_offers_of_one_call_can_contradict_each_other(tmp_path):
    plan = add(tmp_path, offer(LAMP, ["request"]), offer(LAMP, ["decide"]))
    assert len(plan.doubts) >= 1
    assert not (tmp_path / "added.jsonl").exists()


def test_the_same_text_cut_otherwise_is_in_doubt(tmp_path):
    marked = "⟦o⟧⟨request|Requests⟩ the Keeper: ⟦o⟧(a) To row;⟦/⟧⟦/⟧"
    flat = marked.replace("⟦o⟧(a) To row;⟦/⟧", "(a) To row;")
    add(tmp_path, Offer(read_marked(marked, doc_id="x"), "x.txt"))
    plan = add(tmp_path, Offer(read_marked(flat, doc_id="x"), "x.txt"))
    assert "cut otherwise" in plan.doubts[0].what


def test_labels_that_were_missing_are_filled_in_and_none_are_taken_away(tmp_path):
    add(tmp_path, offer(LAMP, None))
    assert add(tmp_path, offer(LAMP, ["request"])).doubts == []
    assert add(tmp_path, offer(LAMP, None)).merged == 1
    assert [e.clauses[0].functions for e in added(tmp_path)] == [("request",)]


# -- the annotation guide --------------------------------------------------------------------


@pytest.mark.parametrize("case", edge_cases(), ids=lambda case: case.example)
def test_an_edge_case_decides_its_example_and_not_the_other(case):
    right = single(case.example, [case.function, *(["decide"] if case.function == "invoke" else [])])
    wrong = single(case.example, ["other"])
    assert list(edge_clashes(right)) == []
    assert [clash.case.rule for clash in edge_clashes(wrong)] == [case.rule]
    assert case not in [clash.case for clash in edge_clashes(single(case.other, ["other"]))]


def test_shipped_labels_and_gold_follow_the_guide():
    for example in read_examples([*shipped_data(), ROOT / "training_data" / "gold"]):
        assert list(edge_clashes(example)) == [], example.id


def test_a_label_against_the_guide_is_refused_with_the_rule(tmp_path):
    (doubt,) = add(tmp_path, offer("Takes note with appreciation of the report on lamps;", ["note"])).doubts
    assert "with appreciation" in doubt.there
    assert (
        len(add(tmp_path, offer("Takes note with appreciation of the report on lamps;", ["note"]), accept=True).new)
        == 1
    )


def test_an_infinitive_in_a_list_is_no_act_of_the_organ():
    marked = "⟦o⟧⟨urge|Urges⟩ States: ⟦o⟧(a) Encourage their members;⟦/⟧⟦/⟧"
    assert list(edge_clashes(read_marked(marked, doc_id="x"))) == []


def test_a_word_without_a_case_is_not_decided():
    assert decide(["reviews", "the", "lamps"]) is None


# -- frozen gold -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold():
    return read_examples([ROOT / "training_data" / "gold"])


def test_the_sketches_are_those_of_the_gold(gold):
    assert SKETCHES.read_text(encoding="utf-8") == sketches_json(gold), "run python -m tests.make_gold_sketch"


def test_no_gold_is_taken_not_even_by_accept(gold, tmp_path):
    plan = Store(tmp_path).plan([Offer(example, "gold:1") for example in gold], accept=True)
    assert [doubt.final for doubt in plan.doubts] == [True] * len(gold)
    assert "leave it out" in plan.doubts[0].remedy


def test_each_long_clause_of_gold_is_known_alone_and_reworded(gold):
    guard = gold_guard()
    for example in gold:
        for clause in example.clauses:
            text = clean_text(example.text[clause.start : clause.end])
            if clause.level == 1 and len(text.split()) > 25:
                copy = single(f"{text} indeed", ["other"])
                assert guard.reason(copy), text


def test_half_of_a_gold_text_under_new_dates_is_known(gold):
    half = gold[-1].clauses[: len(gold[-1].clauses) // 2]
    text = "\n".join(gold[-1].text[c.start : c.end].replace("2", "7") for c in half if c.level == 1)
    marked = "\n".join(f"⟦o⟧{line}⟦/⟧" for line in text.split("\n") if line.strip())
    assert "gold text" in gold_guard().reason(read_marked(marked, doc_id="half"))


def test_common_formulas_are_nobodys_gold():
    for text in (
        "9. Decides to remain actively seized of the matter.",
        "Acting under Chapter VII of the Charter of the United Nations,",
    ):
        assert gold_guard().reason(single(text, ["decide"])) is None


def test_no_shipped_example_is_gold():
    refuse_gold(read_examples(shipped_data()), GoldGuard(shipped_gold()))


def test_a_user_may_freeze_gold_of_ones_own(tmp_path):
    mine = single(LAMP, ["request"])
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "mine.jsonl").write_text(write_example(mine) + "\n")
    assert sketch(mine).id in gold_guard(tmp_path).reason(mine)
    with pytest.raises(ExampleError, match="near-copy"):
        refuse_gold([mine], gold_guard(tmp_path))


# -- damage ----------------------------------------------------------------------------------

ROWS = [
    {"id": "t1", "text": "The Lake,\n\nRecalling its rules,\n\n1. Requests members:\n(a) To pay;\n(b) To report losses.", "clauses": [
        {"start": 11, "end": 31, "level": 1, "number": None, "parent": None, "section": "preambular", "functions": ["recall"], "acts": [{"start": 11, "end": 20, "function": "recall"}]},
        {"start": 33, "end": 87, "level": 1, "number": "1", "parent": None, "section": "operative", "functions": ["request"], "acts": [{"start": 36, "end": 44, "function": "request"}]},
        {"start": 54, "end": 65, "level": 2, "number": "1(a)", "parent": 1, "section": "operative", "functions": ["request"]},
        {"start": 66, "end": 87, "level": 2, "number": "1(b)", "parent": 1, "section": "operative", "functions": ["request"]}]},
    {"id": "s1", "text": "2. Welcomes the café’s new lamps;", "section": "operative", "functions": ["welcome"], "acts": [{"start": 3, "end": 11, "function": "welcome"}]},
    {"id": "s2", "text": "Mindful of the ice,", "section": "preambular", "functions": ["bear_in_mind"], "number": None},
]  # fmt: skip


def clauses_and_singles(rows):
    return [clause for row in rows for clause in row.get("clauses", [row])]


def missing_field(rows, draw):
    row = draw.choice([*rows, *rows[0]["clauses"], rows[0]["clauses"][0]["acts"][0]])
    del row[
        draw.choice([name for name in row if name not in ("acts", "number") or (name == "number" and "level" in row)])
    ]


def bad_span(rows, draw):
    clause = draw.choice(rows[0]["clauses"])
    act = draw.choice([c for c in clauses_and_singles(rows) if "acts" in c])["acts"][0]
    draw.choice([
        lambda: clause.update(end=draw.randint(88, 999)),
        lambda: clause.update(start=-draw.randint(1, 99)),
        lambda: clause.update(start=clause["end"], end=clause["start"]),
        lambda: clause.update(start=clause["start"] + draw.choice([4, 5, 6])),
        lambda: clause.update(end=clause["end"] - draw.choice([2, 3])),
        lambda: clause.update(end=clause["end"] + 0.5),
        lambda: clause.update(start=str(clause["start"])),
        lambda: clause.update(parent=draw.randint(2, 99) + 2, level=2),
        lambda: act.update(end=act["end"] + draw.randint(100, 999)),
        lambda: act.update(start=None),
    ])()  # fmt: skip


def wrong_label(rows, draw):
    clause = draw.choice(clauses_and_singles(rows))
    letters = list(clause["functions"][0])
    letters.insert(draw.randrange(len(letters)), draw.choice("xyz_"))
    draw.choice([
        lambda: clause.update(functions=["".join(letters)]),
        lambda: clause.update(section=draw.choice(["Operative", "preamble", "", "annex"])),
        lambda: clause.update(functions="".join(letters)),
        lambda: clause.update(functions=[]),
        lambda: clause.update(functions=[7]),
        lambda: clause.update(section=None),
    ])()  # fmt: skip


def duplicate_id(rows, draw):
    one, other = draw.sample(rows, 2)
    one["id"] = other["id"]


def lines(rows):
    return [json.dumps(row, ensure_ascii=False) for row in rows]


def broken_json(rows, draw):
    text = lines(rows)
    n = draw.randrange(len(text))
    text[n] = draw.choice(
        [
            text[n][: draw.randrange(1, len(text[n]))],
            text[n].replace('":', '"', 1),
            text[n] + "}",
            text[n].replace('"', "'"),
        ]
    )
    return "\n".join(text).encode()


def wrong_encoding(rows, draw):
    text = "\n".join(lines(rows))
    return draw.choice(
        [
            text.encode("utf-16"),
            text.encode("cp1252"),
            b"\xff" + text.encode(),
            text.encode().replace(b"lamps", b"l\x80mps"),
        ]
    )


DAMAGES = (missing_field, bad_span, wrong_label, broken_json, wrong_encoding, duplicate_id)


def damaged(seed):
    """A training file with one random damage."""
    rows, draw = json.loads(json.dumps(ROWS)), random.Random(seed)
    data = DAMAGES[seed % len(DAMAGES)](rows, draw)
    return data if data is not None else "\n".join(lines(rows)).encode()


def test_the_file_is_good_before_it_is_damaged(tmp_path):
    (tmp_path / "good.jsonl").write_text("\n".join(lines(ROWS)), encoding="utf-8")
    assert len(add(tmp_path, *read_offers(tmp_path / "good.jsonl").offers).new) == 3


def test_a_hundred_random_damages_are_a_hundred_clear_refusals(tmp_path):
    add(tmp_path / "data", offer(LAMP, ["request"]))
    before = (tmp_path / "data" / "added.jsonl").read_bytes()
    path = tmp_path / "damaged.jsonl"
    for seed in range(100):
        path.write_bytes(damaged(seed))
        with pytest.raises(ClauseError) as error:
            add(tmp_path / "data", *read_offers(path).offers)
        assert error.value.where.startswith(f"{path}:"), (seed, str(error.value))
        assert error.value.remedy, seed
        assert "\n" not in str(error.value)
        assert (tmp_path / "data" / "added.jsonl").read_bytes() == before


def test_a_damaged_store_is_one_clear_error(tmp_path):
    (tmp_path / "added.jsonl").write_text((write_example(single(LAMP, ["request"])) + "\n") * 2)
    with pytest.raises(ExampleError, match=r"added.jsonl:2: field id: 'mine' stands twice"):
        Store(tmp_path)


def test_a_store_that_changed_meanwhile_is_not_overwritten(tmp_path):
    store = Store(tmp_path)
    plan = store.plan([offer(LAMP, ["request"])])
    add(tmp_path, offer("Thanks the Keeper;", ["welcome"]))
    with pytest.raises(ClauseError, match="changed meanwhile"):
        store.commit(plan)
    assert len(added(tmp_path)) == 1


def test_where_no_folder_can_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ClauseError, match="cannot be made a folder"):
        add(tmp_path / "file" / "data", offer(LAMP, ["request"]))


# -- the commands ----------------------------------------------------------------------------


def run(*args, cwd):
    done = subprocess.run(
        [sys.executable, "-m", "clausenlp", *map(str, args)], capture_output=True, cwd=cwd, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_add_and_export_as_a_user_does(tmp_path):
    (tmp_path / "mine.jsonl").write_text("\n".join(lines(ROWS)), encoding="utf-8")
    code, out, _ = run("add", "mine.jsonl", "--by", "Mara", cwd=tmp_path)
    assert (code, out) == (0, "training_data/added.jsonl: 3 examples with 6 clauses added\n")
    assert run("export", "-f", "doccano", "-o", "out.jsonl", cwd=tmp_path)[0] == 0
    code, out, _ = run("add", "out.jsonl", cwd=tmp_path)
    assert (code, out) == (0, "training_data/added.jsonl: 0 examples with 0 clauses added, 3 were there already\n")


def test_a_contradiction_is_exit_code_one_and_nothing_is_added(tmp_path):
    (tmp_path / "mine.jsonl").write_text(write_example(single("Thanks the Keeper;", ["note"])))
    code, out, err = run("add", "mine.jsonl", cwd=tmp_path)
    assert (code, out) == (1, "")
    assert "offered: operative:note" in err
    assert "nothing was added" in err
    assert not (tmp_path / "training_data").exists()


def test_a_file_that_cannot_be_read_is_exit_code_two_and_one_line(tmp_path):
    (tmp_path / "mine.jsonl").write_text("{")
    code, out, err = run("add", "mine.jsonl", "none.jsonl", cwd=tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("clausenlp: mine.jsonl:1: not JSON")


def test_adding_loads_neither_spacy_nor_scikit_learn():
    code = "import sys, clausenlp.training.store, clausenlp.training.exchange.formats; sys.exit(any(m in sys.modules for m in ('spacy', 'sklearn', 'numpy', 'cassis')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
