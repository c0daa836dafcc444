"""The examples of docs/formats.md work as printed."""

import re

from typer.testing import CliRunner

from clausenlp.cli.app import app
from clausenlp.write.formats import FORMATS
from clausenlp.write.rows import COLUMNS
from tests.conftest import ROOT, SMALL

TEXT = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_examples_work(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "resolutions").mkdir()
    (tmp_path / "resolutions" / "one.txt").write_text(SMALL, encoding="utf-8")
    (command,) = re.findall(r"```sh\nclausenlp (.*?)\n```", TEXT)
    assert CliRunner().invoke(app, command.split()).exit_code == 0
    for code in re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL):
        exec(code, {})
    out = capsys.readouterr().out
    assert "8 Council of the Lake" in out
    assert "preambular" in out


def test_every_format_and_column_is_named():
    assert [name for name in (*FORMATS, *COLUMNS) if f"`{name}`" not in TEXT] == []
