from pathlib import Path

import pytest

import clausenlp

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def nlp():
    """The shipped pipeline."""
    return clausenlp.load()


@pytest.fixture(scope="session")
def corpus():
    """The development corpus; tests that need it are skipped where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip("the development corpus is absent")
    return CORPUS


@pytest.fixture
def resolution(tmp_path):
    """A small resolution in a file."""
    path = tmp_path / "small.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


SMALL = """The Council of the Lake,

Recalling its decision of 2019 on buoys, and noting with concern that many have drifted,

Convinced that lamps save lives,

1. Requests the Secretary to replace the lamps;

2. Calls upon members:

(a) To pay their shares;

(b) To report losses; and

(c) To keep a register;

3. Decides to remain seized of the matter.
"""
