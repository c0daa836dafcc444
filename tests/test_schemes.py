"""Labels of one's own: added to the shipped ones, or in their place."""

import json

import pytest

import clausenlp
from clausenlp.errors import SchemeError
from clausenlp.pipeline.language import build
from clausenlp.scheme import default_scheme
from clausenlp.scheme_file import read_own_scheme, scheme_from_json, scheme_to_json
from clausenlp.training.examples import parse_example, read_examples
from clausenlp.training.exchange.offers import Offer
from clausenlp.training.save import save_model, shipped_data
from clausenlp.training.store import Store
from clausenlp.training.train import fit_model
from tests.conftest import SMALL

FORCES = "\n".join(
    f"[functions.{force}]\nforce = '{force}'\nof = {[f for f, g in default_scheme().forces.items() if g == force]}"
    for force in dict.fromkeys(filter(None, default_scheme().forces.values()))
)
EIGHT = """
[functions.past]
force = "looking"
of = ["recall", "reaffirm"]
[functions.facts]
force = "looking"
of = ["note", "recognize", "consider", "bear_in_mind"]
[functions.mood]
force = "feeling"
of = ["express_concern", "condemn"]
[functions.praise]
force = "feeling"
of = ["welcome", "express_support"]
[functions.ask]
force = "asking"
of = ["request", "invite", "encourage", "recommend"]
[functions.press]
force = "asking"
of = ["urge", "call_upon", "demand"]
verbs = ["beseech"]
[functions.decide_it]
force = "deciding"
of = ["decide", "adopt", "establish", "authorize", "commit", "declare"]
[functions.ground]
force = "ground"
of = ["invoke", "emphasize"]
"""
PLEDGE = """
extends = true
[functions.pledge]
force = "committing"
verbs = ["pledge to pay"]
"""


def scheme_of(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return read_own_scheme(path)


@pytest.mark.parametrize(("text", "labels"), [(FORCES, 7), (EIGHT, 9)], ids=["forces", "eight"])
def test_labels_in_place_of_the_shipped_ones(tmp_path, text, labels):
    scheme = scheme_of(tmp_path, text)
    assert len(scheme.functions) == labels
    model = fit_model(read_examples(shipped_data()[:1], scheme), scheme=scheme)
    save_model(model, tmp_path / "model", [])
    doc = clausenlp.load(tmp_path / "model")(SMALL)
    other = clausenlp.load()(SMALL)
    shipped = [clause._.functions[0] for clause in other.spans["clauses"]]
    assert [clause._.functions[0] for clause in doc.spans["clauses"]] == [scheme.relabel((f,))[0] for f in shipped]


def test_an_added_function(tmp_path):
    scheme = scheme_of(tmp_path, PLEDGE)
    lines = [
        f'{{"id": "p-{i}", "text": "{i}. Pledges to pay {i} parts of the cost;", "section": "operative", "functions": ["pledge"], "number": "{i}"}}'
        for i in range(1, 9)
    ]
    examples = [*read_examples(shipped_data()[:1], scheme), *(parse_example(line, "here", scheme) for line in lines)]
    doc = build(fit_model(examples, scheme=scheme))(
        "The Council,\n\nRecalling it,\n\n1. Pledges to pay for the lamps;\n\n2. Decides to act."
    )
    assert [clause._.functions[0] for clause in doc.spans["clauses"]] == ["recall", "pledge", "decide"]
    assert doc.spans["clauses"][1]._.acts[0]["force"] == "committing"


def test_a_scheme_survives_its_model(tmp_path):
    scheme = scheme_of(tmp_path, EIGHT)
    assert scheme_to_json(scheme_from_json(scheme_to_json(scheme))) == scheme_to_json(scheme)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("functions = 3", "no [functions.NAME] in it"),
        ("[functions.a]\nof = ['recal']", "no shipped function 'recal'"),
        ("[functions.a]\nverbs = 'ask'", "verbs is no list of texts"),
        ("[functions.a]\nwords = ['ask']", "not a table of force, verbs, fixed, of"),
        ("[function.a]\nverbs = ['ask']", "unknown key 'function'"),
        ("[functions.a", "not a TOML file"),
    ],
)
def test_a_bad_scheme_is_one_clear_line(tmp_path, text, words):
    with pytest.raises(SchemeError) as found:
        scheme_of(tmp_path, text)
    assert words in str(found.value)
    assert "\n" not in str(found.value)


def doubts(tmp_path, scheme, functions):
    """What speaks against a label of a shipped clause, which is `commit`, then `request`, in the shipped table."""
    clause = {"id": "mine", "text": "Undertakes to publish its accounts, and requests the auditors to certify them;"}
    line = json.dumps({**clause, "section": "operative", "functions": functions})
    offer = Offer(parse_example(line, "mine.jsonl:1", scheme), "mine.jsonl:1", "mine.jsonl")
    return [doubt.what for doubt in Store(tmp_path / "data", scheme).plan([offer]).doubts]


@pytest.mark.parametrize(
    ("text", "functions", "count"),
    [
        (PLEDGE, ["commit", "request"], 0),
        (PLEDGE, ["decide"], 1),
        (PLEDGE, ["pledge", "request"], 0),
        (EIGHT, ["decide_it", "ask"], 0),
        (EIGHT, ["ground"], 1),
        ("[functions.mine]\nverbs = ['undertake']", ["mine"], 0),
    ],
    ids=["same", "other", "not to choose from", "relabelled", "relabelled otherwise", "nothing in common"],
)
def test_shipped_examples_speak_against_labels_that_they_could_have_had(tmp_path, text, functions, count):
    assert len(doubts(tmp_path, scheme_of(tmp_path, text), functions)) == count
