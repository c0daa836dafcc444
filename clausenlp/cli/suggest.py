"""``clausenlp suggest``: the output of ``label`` -> clauses worth labelling by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from clausenlp.errors import ClauseError

if TYPE_CHECKING:
    from clausenlp.training.suggest import Pick

EXAMPLES = """Examples:

clausenlp suggest labels.jsonl

clausenlp suggest labels.jsonl -n 20 -o to_label.jsonl

clausenlp add to_label.jsonl
"""


def suggest(
    outputs: Annotated[
        list[Path],
        typer.Argument(help="What `clausenlp label` wrote (.jsonl, .jsonl.gz, .jsonl.zst).", metavar="OUTPUT..."),
    ],
    number: Annotated[int, typer.Option("--number", "-n", help="How many clauses to pick.", min=1)] = 50,
    output: Annotated[
        Optional[Path],
        typer.Option("--output", "-o", help="Write them to a JSONL file: correct it, then `clausenlp add` it."),
    ] = None,
    data: Annotated[
        Path, typer.Option("--data", "-d", help="Folder with what `clausenlp add` has put there (added.jsonl).")
    ] = Path("training_data"),
) -> None:
    """Pick the clauses from which the next model would learn most, to be labelled by hand.

    They are uncertain, drafted unlike each other and unlike what has labels already (the examples that ship, and yours).
    """
    from clausenlp.cli.training_tables import print_picks
    from clausenlp.training.data import own_data
    from clausenlp.training.examples import read_examples
    from clausenlp.training.label_output import read_records
    from clausenlp.training.shipped import shipped_data
    from clausenlp.training.suggest import suggest as pick

    labelled = read_examples([*shipped_data(), *own_data(data)])
    known = [e.text[clause.start : clause.end] for e in labelled for clause in e.clauses]
    picks = pick(read_records(outputs), number, known=known)
    if not picks:
        raise ClauseError(
            "no clause to pick: the model is sure of all, or they have labels already",
            where=", ".join(map(str, outputs)),
            remedy="label more files",
        )
    if output is None:
        print_picks(picks)
    else:
        _write(output, picks)


def _write(path: Path, picks: "list[Pick]") -> None:
    import json

    from clausenlp.training.suggest import correctable
    from clausenlp.write import whole_file

    records = correctable(picks)
    with whole_file(path) as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    typer.echo(f"{path}: {len(picks)} clauses of {len(records)} documents to label", err=True)
