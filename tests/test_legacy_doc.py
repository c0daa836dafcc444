"""Legacy Word, RTF and OpenDocument files are converted by LibreOffice, where it is on the machine."""

import stat
import sys
import time

import pytest

from clausenlp.errors import ReadError
from clausenlp.read import doc, read_bytes

RTF = rb"{\rtf1\ansi The Council,\par\par Recalling the lamps,\par\par 1. Decides to {\i act}.\par}"
needs_libreoffice = pytest.mark.skipif(doc.find_libreoffice() is None, reason="LibreOffice is not installed")


@needs_libreoffice
def test_a_file_is_converted():
    found = read_bytes(RTF, "a.doc")
    assert found.format == "rtf"
    assert found.text == "The Council,\n\nRecalling the lamps,\n\n1. Decides to act."
    assert [found.text[start:end] for start, end in found.hints.italics] == ["act"]


def test_without_libreoffice_the_error_names_the_remedy(monkeypatch):
    monkeypatch.setattr(doc, "find_libreoffice", lambda: None)
    with pytest.raises(ReadError, match="read by LibreOffice, which is not on this machine; install LibreOffice"):
        read_bytes(RTF, "a.rtf")


def program(folder, script, monkeypatch):
    """Put a program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(doc, "find_libreoffice", lambda: str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="programs are made as scripts")
def test_a_conversion_that_hangs_is_ended_with_its_children(tmp_path, monkeypatch):
    child = f"import time; time.sleep(2); open({str(tmp_path / 'alive')!r}, 'w')"
    program(
        tmp_path,
        f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)",
        monkeypatch,
    )
    monkeypatch.setattr(doc, "CONVERT_SECONDS", 1)
    with pytest.raises(ReadError, match="took more than the limit of 1 seconds"):
        read_bytes(RTF, "a.rtf")
    time.sleep(2)
    assert not (tmp_path / "alive").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="programs are made as scripts")
def test_a_conversion_that_fails_is_an_error(tmp_path, monkeypatch):
    program(tmp_path, "raise SystemExit(1)", monkeypatch)
    with pytest.raises(ReadError, match="LibreOffice cannot convert the file; check that it opens and has no password"):
        read_bytes(RTF, "a.rtf")
