"""``clausenlp merge``: the shards of a run -> one output."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from clausenlp.errors import ClauseError

EXAMPLES = """Examples:

clausenlp label resolutions/ -o labels.jsonl --shard 3/100

clausenlp merge labels.jsonl
"""


def merge(
    output: Annotated[Path, typer.Argument(help="The output, as it was given with --shard.")],
    format: Annotated[
        Optional[str],
        typer.Option(
            "--format", "-f", help="jsonl, csv, parquet, html or docbin; by default what the output's name says."
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the output where it is there already.")
    ] = False,
) -> None:
    """Join the shards that `clausenlp label --shard` has labelled into the output that one run would have written.

    Exit code 0: all files labelled; 1: some file had failed; 2: wrong use, or a shard is missing.
    """
    from clausenlp.batch.merge import merge_shards
    from clausenlp.cli.labelling import say
    from clausenlp.write import check_output, format_of

    chosen = format or format_of(output)
    check_output(output, chosen)
    if output.is_file() and not overwrite:
        raise ClauseError("this is there already", where=str(output), remedy="replace it with --overwrite")
    raise typer.Exit(1 if say(merge_shards(output, chosen), f"{output} written") else 0)
