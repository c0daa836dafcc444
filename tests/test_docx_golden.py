"""The Model UN papers of the development corpus: every number as Word shows it, and the clauses that they give.

The numbers were checked against the file's XML by hand and against LibreOffice's text of it, which agrees on all of them.
"""

import re

import pytest

import clausenlp
from clausenlp.pipeline.language import make_doc

SHOWN = {  # the numbers of the paragraphs that have one
    "test1": "1. a) b) c) i. ii. 2. a) b) c) i. ii. 3. a) b) c)",
    "test_no_line_space": "1. 2. 3.",
    "test_problematic": "1. a. b. c. i. ii. 2. a. a. b. i. ii. 1. a. b. c.",
    "test_reso": "1. a. b. c. i. ii. 2. a. b. c. i. ii. 3. a. b. c. d. i. ii. e. f. i. ii.",
}
CLAUSES = {  # the numbers of the clauses, which tell their levels; "-": a preambular clause
    "test1": "- - - 1 1(a) 1(b) 1(c) 1(c)(i) 1(c)(ii) 2 2(a) 2(b) 2(c) 2(c)(i) 2(c)(ii) 3 3(a) 3(b) 3(c)",
    # The paper begins a list anew in the middle of one, and another where 3. is due.
    "test_problematic": "- - - 1 1(a) 1(b) 1(c) 1(c)(i) 1(c)(ii) 2 2(a) 2(a) 2(b) 2(b)(i) 2(b)(ii) 1 1(a) 1(b) 1(c)",
    "test_reso": "- - - 1 1(a) 1(b) 1(c) 1(c)(i) 1(c)(ii) 2 2(a) 2(b) 2(c) 2(c)(i) 2(c)(ii)"
    " 3 3(a) 3(b) 3(c) 3(d) 3(d)(i) 3(d)(ii) 3(e) 3(f) 3(f)(i) 3(f)(ii)",
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_number_is_as_word_shows_it(corpus, name):
    text = clausenlp.read(corpus / "raw" / "mun_docx" / f"{name}.docx").text
    assert re.findall(r"(?m)^(\S{1,4}[.)])\s", text) == SHOWN[name].split()


@pytest.mark.parametrize("name", CLAUSES)
def test_the_clauses_have_these_numbers_and_levels(nlp, corpus, name):
    doc = nlp(make_doc(nlp, clausenlp.read(corpus / "raw" / "mun_docx" / f"{name}.docx")))
    clauses = doc.spans["clauses"]
    assert [clause._.number or "-" for clause in clauses] == CLAUSES[name].split()
    assert [clause._.level for clause in clauses] == [number.count("(") + 1 for number in CLAUSES[name].split()]
    assert all((clause.label_ == "preambular") == (clause._.number is None) for clause in clauses)
