"""``clausenlp evaluate``: a model on gold -> scores."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from clausenlp.errors import ClauseError

EXAMPLES = """Examples:

clausenlp evaluate training_data/gold

clausenlp evaluate my_gold.jsonl --model models/mine --json scores.json
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
    errors: Annotated[int, typer.Option("--errors", help="How many of the worst errors to show.", min=0)] = 10,
) -> None:
    """Score a model on hand-labelled resolutions, beside two baselines."""
    import clausenlp
    from clausenlp.cli.tables import print_evaluation
    from clausenlp.evaluation.evaluate import evaluate as run
    from clausenlp.training.examples import read_examples

    examples = read_examples(gold)
    if not any(example.whole for example in examples):
        raise ClauseError(
            "no whole text to measure on",
            where=", ".join(map(str, gold)),
            remedy="give a file with texts and their clauses, see training_data/README.md",
        )
    result = run(clausenlp.load(model), examples)
    print_evaluation(result, errors=errors)
    if json is not None:
        from clausenlp.write import write_json

        write_json(
            json,
            {
                "model": result.model.to_dict(),
                "baselines": {name: scores.to_dict() for name, scores in result.baselines.items()},
                "documents": {name: scores.to_dict() for name, scores in result.per_document.items()},
                "errors": [
                    {
                        "doc_id": e.doc_id,
                        "kind": e.kind,
                        "gold": e.gold,
                        "predicted": e.predicted,
                        "score": e.score,
                        "text": e.text,
                    }
                    for e in result.errors
                ],
            },
        )
