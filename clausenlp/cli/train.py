"""``clausenlp train``: examples -> a model, which takes the place of the present one if nothing gets worse."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from clausenlp.errors import ClauseError

KEPT = 3  # exit code: trained, and the old model stays
EXAMPLES = """Examples:

clausenlp train -o models/mine

clausenlp train --add my_clauses.jsonl -o models/mine --watch resolutions/

clausenlp train --again models/mine
"""


def train(
    output: Annotated[
        Optional[Path],
        typer.Option(
            "--output", "-o", help="Folder for the model; the one that is there goes into history/ beside it."
        ),
    ] = None,
    data: Annotated[
        Path, typer.Option("--data", "-d", help="Folder with what `clausenlp add` has put there (added.jsonl).")
    ] = Path("training_data"),
    add: Annotated[Optional[list[Path]], typer.Option("--add", "-a", help="JSONL files with further examples.")] = None,
    base: Annotated[
        Optional[list[Path]],
        typer.Option(
            "--base", help="JSONL files or folders to train from in place of the examples that ship with clausenlp."
        ),
    ] = None,
    again: Annotated[
        Optional[Path], typer.Option("--again", help="Train a model again, from the data in its own folder.")
    ] = None,
    gold: Annotated[
        Optional[list[Path]],
        typer.Option("--gold", help="Further hand-labelled texts that the models are compared on, never trained on."),
    ] = None,
    watch: Annotated[
        Optional[list[str]], typer.Option("--watch", "-w", help="Files or folders: show which of their labels change.")
    ] = None,
    scheme: Annotated[
        Optional[Path], typer.Option("--scheme", help="TOML file with labels of your own (docs/schemes.md).")
    ] = None,
    folds: Annotated[int, typer.Option("--folds", help="Parts of the cross-validation; fewer are quicker.", min=2)] = 5,
    force: Annotated[
        bool, typer.Option("--force", help="Take the new model even if something gets worse; its card says so.")
    ] = False,
    json: Annotated[Optional[Path], typer.Option("--json", help="Write the comparison to this file.")] = None,
) -> None:
    """Train a model from the examples that ship with clausenlp and your own, and compare it with the present one.

    The new model takes its place unless something that matters gets worse: then the old one stays, and the exit code is 3.
    """
    from clausenlp.cli.gate_tables import print_outcome
    from clausenlp.cli.labels import label_scheme, own_labels
    from clausenlp.gate.retrain import Plan, check_output, retrain
    from clausenlp.read.expand import expand
    from clausenlp.scheme import default_scheme
    from clausenlp.training.data import gather, kept_examples, own_data, own_gold, read_gold
    from clausenlp.training.examples import read_examples
    from clausenlp.training.protect import gold_guard, refuse_gold
    from clausenlp.training.shipped import shipped_data

    place = output or again
    if place is None:
        raise ClauseError("no place for the model", remedy="name one: clausenlp train -o models/mine")
    if again is not None and (add or base or scheme):
        raise ClauseError("--again trains from the model's own data", remedy="leave out --add, --base and --scheme")
    check_output(place)  # before the long part
    if again is not None:
        labels = label_scheme(again)
        examples = kept_examples(again, labels)
    else:
        files = own_data(data, add or ())
        labels = own_labels(scheme)
        if labels is not None and not base and not labels.covers(default_scheme().functions):
            raise ClauseError(
                "the scheme has no labels for the examples that ship",
                where=str(scheme),
                remedy="give your own with --base, or say with `of` which shipped functions a label stands for",
            )
        own = read_examples(files, labels)
        if files:
            typer.echo(f"{len(own)} examples of your own, from {', '.join(map(str, files))}")
        examples = gather(read_examples(base or shipped_data(), labels), own)
        refuse_gold(examples if base else own, gold_guard(data))
    measured = read_gold(own_gold(data, gold or ()), labels)
    plan = Plan(gold=measured, watched=list(expand(watch or [])), folds=folds, force=force, scheme=labels)
    outcome = retrain(examples, place, plan)
    print_outcome(outcome, place)
    if json is not None:
        from clausenlp.write import write_json

        write_json(json, outcome.to_dict())
    if outcome.decision == "kept":
        raise typer.Exit(KEPT)
