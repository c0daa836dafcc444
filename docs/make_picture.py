"""Make docs/label.svg, the picture in the README: what `clausenlp label` prints for a resolution."""

import io
from pathlib import Path

from rich.console import Console

import clausenlp
from clausenlp.cli import tables
from clausenlp.records import Document

HERE = Path(__file__).resolve().parent


def main() -> None:
    console = Console(record=True, width=110, file=io.StringIO())
    tables.console = lambda: console
    (document,) = clausenlp.label_files(clausenlp.load(), [HERE.parent / "training_data" / "gold" / "A_RES_64_171.md"])
    assert isinstance(document, Document)
    tables.print_document(document, name="A_RES_64_171.md")
    console.save_svg(str(HERE / "label.svg"), title="clausenlp label A_RES_64_171.md")


if __name__ == "__main__":
    main()
