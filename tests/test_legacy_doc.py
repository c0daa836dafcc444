"""Legacy Word, RTF and OpenDocument files are converted by LibreOffice, where it is on the machine."""

import socket
import stat
import sys
import time

import pytest

from clausenlp.errors import ReadError
from clausenlp.read import doc, read_bytes
from tests.make_docx import zipped

RTF = rb"{\rtf1\ansi The Council,\par\par Recalling the lamps,\par\par 1. Decides to {\i act}.\par}"
needs_libreoffice = pytest.mark.skipif(doc.find_libreoffice() is None, reason="LibreOffice is not installed")


@needs_libreoffice
def test_a_file_is_converted():
    found = read_bytes(RTF, "a.doc")
    assert found.format == "rtf"
    assert found.text == "The Council,\n\nRecalling the lamps,\n\n1. Decides to act."
    assert [found.text[start:end] for start, end in found.hints.italics] == ["act"]


LINKED = """<?xml version="1.0"?><office:document-content office:version="1.2" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text><text:p>Decides to act.<draw:frame><draw:image
xlink:href="http://127.0.0.1:{port}/x.png"/></draw:frame></text:p><text:section text:name="a"><text:section-source
xlink:href="file://{secret}"/><text:p>old</text:p></text:section></office:text></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


@needs_libreoffice
def test_a_conversion_opens_no_connection_and_no_other_file(tmp_path):
    """With LibreOffice's own settings the picture is asked for."""
    (tmp_path / "secret.txt").write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        content = LINKED.format(port=server.getsockname()[1], secret=tmp_path / "secret.txt")
        kind = "application/vnd.oasis.opendocument.text"
        found = read_bytes(
            zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": MANIFEST}), "a.odt"
        )
        assert found.text == "Decides to act.\n\nold"
        with pytest.raises(BlockingIOError):
            server.accept()


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
