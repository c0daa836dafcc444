"""Texts about resolutions that are none: amendments, a report, an article, a letter, a treaty. Each is refused, with the reason."""

import pytest

from clausenlp.batch.label import label_sources
from clausenlp.pipeline.language import label_model
from clausenlp.read import Source
from clausenlp.records import Document, Failure
from tests.conftest import ROOT

FILES = sorted((ROOT / "tests" / "refused").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_text_that_is_no_resolution_is_refused(nlp, path):
    (found,) = label_sources(label_model(nlp), [Source(path.read_text(encoding="utf-8"), path.name, "text", "")])
    assert isinstance(found, Failure)
    assert ("amends another" in found.error) == path.stem.startswith("amendments")


def test_a_motion_with_an_amendment_below_it_is_labelled(nlp):
    text = (
        "21 Lamps on the quay\n\nCongress notes that the lamps of the quay have failed.\n\n"
        "Congress calls on the General Council to:\n\na. replace them;\n\nb. report to Congress.\n\n"
        'AMENDMENT\n\nIn sub-paragraph a. insert after "them": "before winter".\n'
    )
    (found,) = label_sources(label_model(nlp), [Source(text, "motion.txt", "text", "")])
    assert [clause.section for clause in found.clauses][:2] == ["preambular", "operative"]


def test_numbered_prose_of_which_half_acts_is_a_resolution(nlp):
    """As the Parliamentary Assembly writes, here without its name on a line of its own."""
    text = (
        "Safeguarding the independence of auditors\n\n"
        "1. The Assembly recalls its Resolution 24 on the ethics of spending.\n\n"
        "2. In most States the accounts are examined by auditors who are paid by the councils.\n\n"
        "3. Auditors are not whistle-blowers, although they are often the first to know.\n\n"
        "4. In the light of the above, the Assembly calls on the member States to protect them.\n"
    )
    (found,) = label_sources(label_model(nlp), [Source(text, "prose.txt", "text", "")])
    assert isinstance(found, Document)
    assert [clause.functions for clause in found.clauses] == [("recall",), ("other",), ("other",), ("call_upon",)]
