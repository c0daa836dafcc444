"""``clausenlp evaluate``: a model on gold -> scores."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from clausenlp.errors import ClauseError

EXAMPLES = """Examples:

clausenlp evaluate training_data/gold

clausenlp evaluate my_gold.jsonl --model models/mine --json scores.json

clausenlp evaluate my_gold.jsonl --model models/mine --against models/old --html report.html
"""


def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(help="JSONL files (or folders of them) with hand-labelled texts.", metavar="GOLD")
    ],
    model: Annotated[
        Optional[Path],
        typer.Option("--model", "-m", help="Folder of a model; by default the one that ships with clausenlp."),
    ] = None,
    json: Annotated[Optional[Path], typer.Option("--json", help="Write the scores to this file.")] = None,
    html: Annotated[
        Optional[Path], typer.Option("--html", help="Write a page with plots and explanations to this file.")
    ] = None,
    against: Annotated[
        Optional[Path], typer.Option("--against", help="Folder of a second model to compare with, by a paired test.")
    ] = None,
    learning_curve: Annotated[
        bool, typer.Option("--learning-curve", help="Also train on parts of the examples; takes some 30 seconds.")
    ] = False,
    all_baselines: Annotated[
        bool, typer.Option("--all-baselines", help="Also train TF-IDF + linear and spaCy's textcat; takes a minute.")
    ] = False,
    data: Annotated[
        Optional[list[Path]],
        typer.Option("--data", "-d", help="What the model was trained from; by default the examples that ship."),
    ] = None,
    errors: Annotated[int, typer.Option("--errors", help="How many of the worst errors to show.", min=0)] = 10,
) -> None:
    """Score a model on hand-labelled resolutions, beside two baselines, with 95 % intervals."""
    import clausenlp
    from clausenlp.cli.study_tables import print_study
    from clausenlp.cli.tables import print_evaluation
    from clausenlp.evaluation.report import load_plots, write_html
    from clausenlp.evaluation.study import examine
    from clausenlp.pipeline.language import label_model
    from clausenlp.scheme import default_scheme
    from clausenlp.training.examples import read_examples
    from clausenlp.training.save import shipped_data

    nlp = clausenlp.load(model)
    labels = label_model(nlp).scheme
    examples = read_examples(gold, labels)
    if not any(example.whole for example in examples):
        raise ClauseError(
            "no whole text to measure on",
            where=", ".join(map(str, gold)),
            remedy="give a file with texts and their clauses, see training_data/README.md",
        )
    if html is not None:
        load_plots()  # before the long part
    other = None if against is None else clausenlp.load(against)
    training = read_examples(data or (shipped_data() if labels.covers(default_scheme().functions) else []), labels)
    study = examine(nlp, examples, training, other=other, curve=learning_curve, all_baselines=all_baselines)
    print_evaluation(study.evaluation, errors=errors)
    print_study(study)
    if json is not None:
        from clausenlp.write import write_json

        write_json(json, study.to_dict())
    if html is not None:
        write_html(html, study)
