"""What the terminal shows while files are read and labelled."""

import io
import sys

import pytest

from clausenlp.batch.engines import in_this_process
from clausenlp.batch.task import Task, task_for
from clausenlp.cli.progress import MANY, Progress
from clausenlp.records import Failure


class Terminal(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Makes standard error a terminal; to be called in the test, for pytest sets standard error anew before it."""
    return lambda: _terminal(monkeypatch)


def _terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys, "stderr", Terminal())
    return sys.stderr


def read_a_scan(progress, files=1):
    with progress:
        progress.begun(files, 0)
        progress.page("folder/scan.pdf", 1, 3)
        progress.page("folder/scan.pdf", 2, 3)


def test_the_pages_of_a_scan_are_shown_on_a_terminal(terminal):
    shown = terminal()
    read_a_scan(Progress())
    assert "scan.pdf: page 2 of 3" in shown.getvalue()


def test_the_pages_stand_in_the_bar_of_many_files(terminal):
    shown = terminal()
    read_a_scan(Progress(), files=MANY)
    assert "scan.pdf: page 2 of 3" in shown.getvalue()


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    read_a_scan(Progress(), files=MANY)
    assert sys.stderr.getvalue() == ""


def test_no_bar_stands_between_results_on_the_terminal(terminal):
    shown = terminal()
    with Progress(between=True) as progress:
        progress.begun(MANY, 0)
        assert shown.getvalue() == ""
        progress.page("folder/scan.pdf", 1, 3)
        progress.seen(Failure("scan.pdf", "read", "tesseract could not read a page", "check the scan"))
        so_far = shown.getvalue()
        progress.seen(Failure("b.txt", "read", "the file is empty", "give another"))
        assert shown.getvalue() == so_far != ""


def test_a_scan_is_told_of_page_by_page(monkeypatch, tmp_path):
    """From the reader of PDF to the progress of the command line."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 ... %%EOF")
    seen = []

    def read(data, name, progress):
        progress(1, 2)
        progress(2, 2)
        return "The General Assembly,\n\n1. Decides to remain seized of the matter.\n", None

    monkeypatch.setattr("clausenlp.read.pdf.read_pdf", read)
    label = in_this_process(Task.lines, task_for(None), lambda *page: seen.append(page))
    list(label([[str(scan)]]))
    assert seen == [(str(scan), 1, 2), (str(scan), 2, 2)]
