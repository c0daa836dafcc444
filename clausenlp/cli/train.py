"""``clausenlp train``: examples -> a model."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from clausenlp.errors import ClauseError

EXAMPLES = """Examples:

clausenlp train -o models/mine

clausenlp train --add my_clauses.jsonl -o models/mine

clausenlp label resolution.txt --model models/mine
"""


def train(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="Folder for the model; one that is there is replaced when the new one is whole."
        ),
    ],
    data: Annotated[
        Optional[list[Path]],
        typer.Option(
            "--data", "-d", help="JSONL files or folders to train from; by default those that ship with clausenlp."
        ),
    ] = None,
    add: Annotated[Optional[list[Path]], typer.Option("--add", "-a", help="JSONL files with examples to add.")] = None,
) -> None:
    """Train a model from the examples that ship with clausenlp, and those that you add."""
    from clausenlp.training.examples import read_examples
    from clausenlp.training.save import save_model, shipped_data
    from clausenlp.training.train import train as fit

    examples = read_examples([*(data or shipped_data()), *(add or ())])
    if output.exists() and not (output / "meta.json").exists():
        raise ClauseError("there is something here that is no model", where=str(output), remedy="name another folder")
    model = fit(examples)
    save_model(model, output)
    facts = model.card["data"]
    typer.echo(
        f"{output}: trained on {facts['clauses']} clauses ({facts['texts']} whole texts, {facts['single_clauses']} single clauses)"
    )
