"""``clausenlp.read`` is a function and a package of the same name."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import clausenlp.read.text",
        "from clausenlp.read import Source",
        "clausenlp.read('README.md')",
        "clausenlp.load()",
    ],
)
def test_it_is_called_whatever_was_imported_before(before):
    code = f"import clausenlp\n{before}\nassert clausenlp.read('README.md').format == 'markdown'\nclausenlp.read.Hints"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_reading_a_text_loads_no_parser():
    code = "import clausenlp, sys; clausenlp.read('README.md'); assert not {'lxml', 'zipfile', 'subprocess'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
