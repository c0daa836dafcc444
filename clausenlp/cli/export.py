"""``clausenlp export``: examples, or the output of label -> the formats of annotation tools."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from clausenlp.errors import ClauseError

EXAMPLES = """Examples:

clausenlp export labels.jsonl -f labelstudio -o tasks.json

clausenlp export -f doccano -o mine.jsonl

clausenlp export training_data/texts -f inception -o documents/
"""
DATA = Path("training_data") / "added.jsonl"


def export(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="File to write; for inception and marked a folder, with a file a text."),
    ],
    format: Annotated[
        str, typer.Option("--format", "-f", help="prodigy, doccano, labelstudio, inception, jsonl, csv or marked.")
    ],
    data: Annotated[
        Optional[list[Path]],
        typer.Argument(
            help=f"Examples, output of label, or folders with such files; by default {DATA}.", metavar="[DATA]..."
        ),
    ] = None,
) -> None:
    """Write examples, or labels to be corrected, for an annotation tool. add reads what the tool gives back."""
    from clausenlp.training.exchange.formats import read_offers, write_offers
    from clausenlp.training.exchange.offers import merge

    reading = merge(read_offers(path, texts=True) for path in _files(data or [DATA]))
    written = write_offers(output, format, reading.examples)
    for reason, count in reading.left_out.items():
        typer.echo(f"clausenlp: {count} left out: {reason}", err=True)
    typer.echo(f"{output}: {len(reading.offers)} examples in {len(written)} files")


def _files(data: list[Path]) -> list[Path]:
    files: list[Path] = []
    for path in data:
        inside = sorted(p for p in path.iterdir() if p.is_file() and p.suffix != ".xml") if path.is_dir() else [path]
        if not inside:
            raise ClauseError("the folder is empty", where=str(path), remedy="name the files themselves")
        files += inside
    return files
