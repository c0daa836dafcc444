"""Reading loads what a file needs, and no more."""

import subprocess
import sys

from tests.conftest import ROOT


def test_reading_a_text_loads_no_parser():
    code = "import clausenlp, sys; clausenlp.read('README.md'); assert not {'lxml', 'zipfile', 'subprocess'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
