"""Legacy Word, RTF and OpenDocument -> text and hints: converted to DOCX by LibreOffice, where it is on the machine."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from clausenlp.errors import ReadError
from clausenlp.read.docx import read_docx
from clausenlp.read.limits import CONVERT_SECONDS, MAX_BYTES
from clausenlp.read.source import Hints

_PLACES = (  # where LibreOffice is when it is not on the path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# A profile of its own that follows no link of a document, runs no macro and asks for no update.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read_doc(data: bytes, name: str) -> tuple[str, Hints]:
    """The text of a .doc, .rtf or .odt file and its hints; ReadError where LibreOffice is absent, fails or takes too long."""
    program = find_libreoffice()
    if program is None:
        raise ReadError(
            "this format is read by LibreOffice, which is not on this machine",
            where=name,
            remedy="install LibreOffice (libreoffice.org), or save the file as DOCX",
        )
    with tempfile.TemporaryDirectory(prefix="clausenlp-") as folder:
        return read_docx(_converted(data, name, Path(folder), program), name)


def find_libreoffice() -> str | None:
    """The program of LibreOffice, or None where it is not found."""
    return shutil.which("soffice") or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(data: bytes, name: str, folder: Path, program: str) -> bytes:
    """The file as DOCX. What it is LibreOffice sees by its content."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    (folder / "in.doc").write_bytes(data)
    _run(
        [
            program,
            f"-env:UserInstallation={profile.parent.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(folder / "in.doc")),
        ],
        name,
        folder,
    )
    out = folder / "out" / "in.docx"
    if not out.is_file() or out.stat().st_size > MAX_BYTES:
        raise ReadError(
            "LibreOffice cannot convert the file",
            where=name,
            remedy="check that it opens and has no password, or save it as DOCX",
        )
    return out.read_bytes()


def _run(command: list[str], name: str, folder: Path) -> None:
    """Run a command in a group of processes of its own, all of which end with it or at the limit of seconds."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(CONVERT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"LibreOffice took more than the limit of {CONVERT_SECONDS} seconds",
            where=name,
            remedy="save the file as DOCX",
        ) from error
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
