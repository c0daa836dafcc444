"""``clausenlp rollback``: go back to a model that training has replaced."""

from pathlib import Path
from typing import Annotated, Optional

import typer

EXAMPLES = """Examples:

clausenlp rollback models/mine --list

clausenlp rollback models/mine

clausenlp rollback models/mine --to mine-20260131T120000000-1a2b3c4d
"""


def rollback(
    model: Annotated[Path, typer.Argument(help="Folder of the model.")],
    to: Annotated[
        Optional[str], typer.Option("--to", help="Which earlier model; by default the one that was replaced last.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", "-l", help="Show the earlier models, and change nothing.")] = False,
) -> None:
    """Put an earlier model back in its place; the present one is kept, so that a second rollback undoes the first."""
    from clausenlp.training import history

    if list_:
        for entry in history.entries(model):
            typer.echo(f"{entry.id}  {entry.clauses} clauses, data {entry.data[:12]}, model {entry.model[:12]}")
        return
    entry = history.rollback(model, to)
    typer.echo(f"{model}: now {entry.id} ({entry.clauses} clauses, data {entry.data[:12]})")
