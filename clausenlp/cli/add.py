"""``clausenlp add``: corrected labels -> examples of one's own."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
    from clausenlp.training.store import Doubt

EXAMPLES = """Examples:

clausenlp label resolution.txt -o labels.jsonl

clausenlp add labels.jsonl --by "who corrected them"

clausenlp train -o models/mine
"""
SHOWN = 20
DATA = Path("training_data")


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Corrected output of label, examples, marked text, or exports of Prodigy, doccano, Label Studio, INCEpTION; or folders."
        ),
    ],
    data: Annotated[
        Path, typer.Option("--data", "-d", help="Folder with your examples; they are added to its added.jsonl.")
    ] = DATA,
    by: Annotated[
        Optional[str], typer.Option("--by", help="Who labelled; by default whom the files name, else your login name.")
    ] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Take your labels where they contradict other examples or the annotation guide."),
    ] = False,
    scheme: Annotated[
        Optional[Path], typer.Option("--scheme", help="TOML file with labels of your own (docs/schemes.md).")
    ] = None,
    format: Annotated[
        Optional[str], typer.Option("--format", "-f", help="Format of the files; by default found by their content.")
    ] = None,
) -> None:
    """Add labelled clauses to your examples, for train to learn from. All of the files are added, or nothing.

    Exit code 0: added; 1: something contradicts, nothing was added; 2: a file cannot be read as examples.
    """
    from clausenlp.cli.labels import own_labels
    from clausenlp.training.exchange.formats import files_in, read_offers
    from clausenlp.training.exchange.offers import merge
    from clausenlp.training.store import Store

    labels = own_labels(scheme)
    store = Store(data, labels)
    reading = merge(read_offers(path, format, scheme=labels) for path in files_in(files))
    plan = store.plan(reading.offers, by=by, accept=accept)
    _say_left_out(reading.left_out)
    if plan.doubts:
        _show(plan.doubts)
        typer.echo("clausenlp: nothing was added", err=True)
        raise typer.Exit(1)
    if plan.new:
        store.commit(plan)
    there = f", {plan.merged} were there already" if plan.merged else ""
    typer.echo(f"{store.path}: {len(plan.new)} examples with {plan.clauses} clauses added{there}")


def _say_left_out(left_out: Counter[str]) -> None:
    for reason, count in left_out.items():
        typer.echo(f"clausenlp: {count} left out: {reason}", err=True)


def _show(doubts: "list[Doubt]") -> None:
    for doubt in doubts[:SHOWN]:
        typer.echo(f"clausenlp: {doubt.where}: {doubt.what}; {doubt.remedy}", err=True)
        typer.echo(f"  offered: {_short(doubt.offered)}\n  there:   {_short(doubt.there)}", err=True)
    if len(doubts) > SHOWN:
        typer.echo(f"clausenlp: and {len(doubts) - SHOWN} more like these", err=True)


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:197]}..."
