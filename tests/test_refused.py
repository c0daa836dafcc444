"""Texts about resolutions that are none: amendments, a report, an article, a letter, a treaty. Each is refused, with the reason."""

import pytest

from clausenlp.batch.label import label_sources
from clausenlp.pipeline.language import label_model
from clausenlp.read import Source
from clausenlp.records import Failure
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
