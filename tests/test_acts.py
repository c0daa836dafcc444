"""Acts inside clauses: where they are named, and what names none."""

import pytest


@pytest.mark.parametrize(
    ("clause", "functions"),
    [
        ("1. Requests the Board to report, and urges it to be brief;", ("request", "urge")),
        ("1. In this regard, requests the Board to report;", ("request",)),  # an aside before the verb
        ("1. Notes the report, and in this regard encourages the Board;", ("note", "encourage")),
        ("1. Decides to extend the term and to request a report;", ("decide",)),  # infinitives complete an act
        ("1. Decides to sit, in the hall of Shade and Learning;", ("decide",)),  # a title
        ("1. Notes the offer of a course, and Invites others to make one;", ("note", "invite")),  # as students write
        ("1. Reaffirms “the need, and requests” of the Board;", ("reaffirm",)),  # quoted
        (
            "1. Takes note of the report, 6 expresses its alarm at it, 7/ and urges care;",
            ("note", "express_concern", "urge"),
        ),
        ("1. We, the Keepers of the northern lamps, pledge to report;", ("commit",)),
        ("1. Notes with con-\ncern that lamps have failed;", ("express_concern",)),  # a word cut by a line end
        ("1. Notes the report, and reaﬃrms its rule, and in\u00advites comments;", ("note", "reaffirm", "invite")),
        ("1. Requests the Board to report, in line with its rule, including on oil;", ("request",)),
    ],
)
def test_functions_of_a_clause(nlp, clause, functions):
    doc = nlp(f"The Council,\n\nRecalling its decision,\n\n{clause}\n\n2. Decides to remain seized of the matter.")
    assert doc.spans["clauses"][1]._.functions == functions


def test_the_trigger_of_a_word_cut_by_a_line_end_is_whole(nlp):
    doc = nlp(
        "The Council,\n\nRecalling its decision,\n\n1. Notes with con-\ncern that lamps have failed;\n\n2. Decides to act."
    )
    (act,) = doc.spans["clauses"][1]._.acts
    assert doc.text[act["start"] : act["end"]] == "Notes with con-\ncern"


def test_a_modifier_inside_a_lead_phrase(nlp):
    doc = nlp("The Council,\n\nHaving further considered the report of the Secretary,\n\n1. Decides to act.")
    first = doc.spans["clauses"][0]
    assert first._.functions == ("note",)  # "having considered ~ report"
    assert doc.text[first._.acts[0]["start"] : first._.acts[0]["end"]] == "Having further considered the report"


def test_an_infinitive_below_a_clause_is_no_act(nlp):
    doc = nlp(
        "The Council,\n\nRecalling its decision,\n\n1. Decides that the mandate shall be:\n\n(a) Support for the keepers;\n\n(b) Encourage trade."
    )
    assert [clause._.functions for clause in doc.spans["clauses"]][2:] == [("decide",), ("decide",)]


def test_a_gerund_below_an_operative_clause_is_no_act(nlp):
    doc = nlp(
        "The Council,\n\nRecalling its decision,\n\n1. Calls upon members to act by:\n\n(a) Establishing a fund;\n\n(b) Recognizing the keepers."
    )
    assert [clause._.functions for clause in doc.spans["clauses"]][2:] == [("call_upon",), ("call_upon",)]
