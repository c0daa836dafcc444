"""``clausenlp check``: labelled examples -> the labels that are probably wrong."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from clausenlp.errors import ClauseError

if TYPE_CHECKING:
    from clausenlp.training.findings import Finding

EXAMPLES = """Examples:

clausenlp check

clausenlp check my_clauses.jsonl

clausenlp check training_data/added.jsonl -n 100 -o to_correct.jsonl

clausenlp add to_correct.jsonl --accept
"""
SHOWN = 0.01  # suspicion below which a clause is not worth a look
OWN = Path("training_data")  # where `clausenlp add` puts examples


def check(
    data: Annotated[
        Optional[list[Path]],
        typer.Argument(
            help="JSONL files (or folders of them) with labelled examples; by default those that ship and those you added.",
            metavar="[DATA]...",
        ),
    ] = None,
    number: Annotated[int, typer.Option("--number", "-n", help="How many clauses to show.", min=1)] = 40,
    output: Annotated[
        Optional[Path],
        typer.Option(
            "--output", "-o", help="Write the examples of these clauses to a JSONL file, to correct them there."
        ),
    ] = None,
    scheme: Annotated[
        Optional[Path], typer.Option("--scheme", help="TOML file with labels of your own (docs/schemes.md).")
    ] = None,
    json: Annotated[
        Optional[Path], typer.Option("--json", help="Write the findings on all clauses to this file.")
    ] = None,
) -> None:
    """Find labels that are probably wrong, the likeliest first, each with the reason.

    Each clause is held against a model that was trained without its series (and with the examples that ship), against the table of
    lead words, its near-copies, and its own text. Nothing is changed.
    """
    from clausenlp.cli.labels import own_labels
    from clausenlp.cli.training_tables import print_findings
    from clausenlp.scheme import default_scheme
    from clausenlp.training.clinic import check as find
    from clausenlp.training.data import own_data
    from clausenlp.training.examples import read_examples, read_placed
    from clausenlp.training.shipped import shipped_data

    labels = own_labels(scheme)
    shipped = shipped_data() if labels is None or labels.covers(default_scheme().functions) else []
    placed = read_placed(data or [*shipped, *own_data(OWN)], labels)
    if not placed:
        raise ClauseError(
            "no example to check", where=", ".join(map(str, data or ())), remedy="add some with `clausenlp add`"
        )
    findings = find(list(placed.values()), others=read_examples(shipped, labels) if data else (), scheme=labels)
    wheres = {example.id: where for where, example in placed.items()}
    doubtful = [finding for finding in findings[:number] if finding.suspicion >= SHOWN]
    print_findings(doubtful, wheres, total=len(findings))
    if json is not None:
        from clausenlp.write import write_json

        write_json(json, [finding.to_dict(wheres[finding.example.id]) for finding in findings])
    if output is not None:
        _write(output, doubtful, wheres)


def _write(path: Path, findings: "list[Finding]", wheres: dict[str, str]) -> None:
    from clausenlp.training.findings import correctable
    from clausenlp.write import whole_file

    lines = correctable(findings, wheres)
    with whole_file(path) as file:
        file.writelines(line + "\n" for line in lines)
    typer.echo(f"{path}: {len(lines)} examples to correct", err=True)
