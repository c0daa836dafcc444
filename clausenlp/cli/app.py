"""The command line: one command a module, gathered here."""

import sys

import typer
from typer.core import TyperGroup

import clausenlp
from clausenlp.cli import add, check, evaluate, export, label, merge, rollback, suggest, train
from clausenlp.errors import ClauseError

app = typer.Typer(
    name="clausenlp",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    cls=TyperGroup,
    help="Cut resolutions into clauses and label each: preambular or operative, and what it does (recall, request, decide, ...).",
    epilog="Example:  clausenlp label resolution.txt",
)
app.command("label", epilog=label.EXAMPLES)(label.label)
app.command("merge", epilog=merge.EXAMPLES)(merge.merge)
app.command("evaluate", epilog=evaluate.EXAMPLES)(evaluate.evaluate)
app.command("suggest", epilog=suggest.EXAMPLES)(suggest.suggest)
app.command("add", epilog=add.EXAMPLES)(add.add)
app.command("export", epilog=export.EXAMPLES)(export.export)
app.command("check", epilog=check.EXAMPLES)(check.check)
app.command("train", epilog=train.EXAMPLES)(train.train)
app.command("rollback", epilog=rollback.EXAMPLES)(rollback.rollback)


def _version(show: bool) -> None:
    if show:
        typer.echo(f"clausenlp {clausenlp.__version__}")
        raise typer.Exit()


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and leave."
    ),
) -> None:
    """Options of the program as a whole."""


def main() -> None:
    """Run the program; an error that a user can act on is one line, exit code 2."""
    try:
        app()
    except ClauseError as error:
        typer.echo(f"clausenlp: {error}", err=True)
        sys.exit(2)
