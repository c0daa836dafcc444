"""What counts as worse: a loss in many texts does, a few changed clauses or as many gains as losses do not."""

from clausenlp.evaluation.align import Predicted, align
from clausenlp.gate.compare import LABEL_CLAUSES, ORGAN_TEXTS, compare
from clausenlp.gate.counts import Runs
from clausenlp.gate.organs import plain_name
from clausenlp.training.examples import Example, GoldClause

NOTHING = Runs([], [], [], [])


def text(name, made, gold="request", clauses=5):
    """A document of five requests; ``made`` says how many of them are labelled right."""
    spans = [(10 * i, 10 * i + 9) for i in range(clauses)]
    example = Example(name, "x" * 100, tuple(GoldClause(s, e, 1, None, None, "operative", (gold,)) for s, e in spans))
    labels = [gold if i < made else "note" for i in range(clauses)]
    return align(
        example, [Predicted(s, e, 1, None, "operative", (f,)) for (s, e), f in zip(spans, labels, strict=True)]
    )


def runs(old, new, *, units=None, organ="Lake Council"):
    """Both models on texts, given how many clauses each has right in each text."""
    names = [f"text {i}" for i in range(len(old))]
    sides = ([text(name, made) for name, made in zip(names, side, strict=True)] for side in (old, new))
    return Runs(*sides, units or names, [organ] * len(old))


def worse(rows):
    return {(row.family, row.name) for row in rows if row.worse}


def test_a_loss_in_many_texts_is_worse_overall_for_the_label_and_for_the_organ():
    found = worse(compare(NOTHING, runs([5] * 20, [4] * 20)))
    assert ("held out", "primary function accuracy") in found
    assert ("label", "request") in found
    assert ("organ", "Lake Council") in found


def test_the_same_labels_are_not_worse():
    assert worse(compare(runs([4] * 20, [4] * 20), runs([3] * 20, [3] * 20))) == set()


def test_a_gain_is_not_worse():
    assert worse(compare(runs([4] * 20, [5] * 20), NOTHING)) == set()


def test_three_lost_clauses_prove_nothing():
    assert worse(compare(runs([5] * 15, [4] * 3 + [5] * 12), NOTHING)) == set()


def test_losses_that_gains_make_up_for_are_not_worse():
    assert worse(compare(NOTHING, runs([5, 4] * 20, [4, 5] * 20))) == set()


def test_near_copies_count_as_one_text():
    old, new = [5] * 20, [4] * 12 + [5] * 8
    assert worse(compare(runs(old, new), NOTHING))
    assert not worse(compare(runs(old, new, units=["copy"] * 12 + [f"text {i}" for i in range(8)]), NOTHING))


def test_a_label_or_organ_with_too_little_does_not_decide():
    few = ORGAN_TEXTS - 1
    rows = compare(NOTHING, runs([5] * few, [0] * few))
    assert {row.family: row.decides for row in rows if row.family in ("label", "organ")} == {
        "label": False,
        "organ": False,
    }
    assert 5 * few < LABEL_CLAUSES


def test_the_figures_are_those_of_both_models():
    (row,) = (r for r in compare(NOTHING, runs([5] * 10, [4] * 10)) if (r.family, r.name) == ("label", "request"))
    assert (row.support, row.old, round(row.new, 4)) == (50, 1.0, round(2 * 40 / (2 * 40 + 10), 4))
    assert row.low < row.new - row.old < row.high < 0


def test_an_organ_is_known_by_its_name_without_session_and_place():
    assert plain_name("Sixty-sixth World Health Assembly") == "World Health Assembly"
    assert plain_name("GENERAL ASSEMBLY") == "General Assembly"
    assert (
        plain_name("General Conference of Unesco, meeting in Paris from 16 November") == "General Conference of Unesco"
    )
    assert plain_name("Security Council") == "Security Council"
