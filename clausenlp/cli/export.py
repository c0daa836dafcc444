"""``clausenlp export``: examples, or the output of label -> the formats of annotation tools."""

from pathlib import Path
from typing import Annotated, Optional

import typer

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
    from clausenlp.training.exchange.formats import files_in, read_offers, write_offers
    from clausenlp.training.exchange.offers import merge

    reading = merge(read_offers(path, texts=True) for path in files_in(data or [DATA]))
    written = write_offers(output, format, reading.examples)
    for reason, count in reading.left_out.items():
        typer.echo(f"clausenlp: {count} left out: {reason}", err=True)
    typer.echo(f"{output}: {len(reading.offers)} examples in {len(written)} files")
