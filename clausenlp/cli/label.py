"""``clausenlp label``: files -> a table, or an output in one of the formats."""

import codecs
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from clausenlp.errors import ClauseError

if TYPE_CHECKING:
    from clausenlp.batch.paths import Paths

EXAMPLES = """Examples:

clausenlp label resolution.docx

clausenlp label resolutions/ -o labels.jsonl --jobs 2

clausenlp label resolutions/ -o labels.jsonl --resume

clausenlp label *.md --format csv > labels.csv

clausenlp label resolution.txt --max-error 0.01 --explain

cat resolution.txt | clausenlp label -
"""


def label(
    paths: Annotated[
        Optional[list[str]],
        typer.Argument(help='Files, folders and zip archives; "-" reads standard input.', metavar="PATHS"),
    ] = None,
    from_list: Annotated[
        Optional[str],
        typer.Option("--from-list", help='Also label the paths in this file, one a line ("-": from standard input).'),
    ] = None,
    output: Annotated[
        Optional[str],
        typer.Option(
            "--output",
            "-o",
            help="Write to this file (.jsonl, .jsonl.gz, .jsonl.zst, .csv, .parquet, .html, .spacy), "
            "or to this folder (ends with /), one file a document.",
        ),
    ] = None,
    format: Annotated[
        Optional[str],
        typer.Option(
            "--format",
            "-f",
            help="table, jsonl, csv, parquet, html or docbin; by default a table, or what the output's name says.",
        ),
    ] = None,
    model: Annotated[
        Optional[Path],
        typer.Option("--model", "-m", help="Folder of a model; by default the one that ships with clausenlp."),
    ] = None,
    max_error: Annotated[
        Optional[float],
        typer.Option(
            "--max-error", help="Mark clauses for review, so that at most this share of the others is wrong (0.01)."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say below the table why each clause has its labels.")
    ] = False,
    jobs: Annotated[
        Optional[int], typer.Option("--jobs", "-j", help="Worker processes; 0: one a core. By default 1.", min=0)
    ] = None,
    timeout: Annotated[
        Optional[float], typer.Option("--timeout", help="Seconds that a file may take; by default 300.", min=0.1)
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run that was stopped or killed.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the output where it is there already.")
    ] = False,
    shard: Annotated[
        Optional[str],
        typer.Option("--shard", help="Label only this part of the files (3/100); `clausenlp merge` joins the parts."),
    ] = None,
    backend: Annotated[str, typer.Option("--backend", help="Who works: local (this machine) or dask.")] = "local",
    scheduler: Annotated[
        Optional[str], typer.Option("--scheduler", help="Address of the Dask scheduler (tcp://host:8786).")
    ] = None,
) -> None:
    """Label resolutions: each clause with its section and functions.

    Exit code 0: all files labelled; 1: some file failed; 2: wrong use.
    """
    chosen = _format(format, output)
    files = _files(paths or [], from_list)
    if explain and (chosen != "table" or "-" in files):
        raise ClauseError(
            "--explain goes with the table of files that can be read again", remedy="leave out --format, --output and -"
        )
    if output is None and (resume or overwrite or shard is not None):
        raise ClauseError("--resume, --overwrite and --shard go with a file to write", remedy="name one with --output")
    if resume and overwrite:
        raise ClauseError("--resume goes on, --overwrite begins anew", remedy="give one of them")
    from clausenlp.batch.task import task_for
    from clausenlp.cli.labelling import choose_engine, show, write

    _stop_politely()
    task = task_for(model, max_error=max_error, timeout=timeout)
    engine = choose_engine(task, files, jobs=jobs, backend=backend, scheduler=scheduler)
    if output is None:
        failed = show(engine, task, files, format=chosen, explain=explain)
    else:
        failed = write(
            engine, task, files, output=output, format=chosen, shard=shard, resume=resume, overwrite=overwrite
        )
    raise typer.Exit(1 if failed else 0)


def _format(format: str | None, output: str | None) -> str:
    from clausenlp.write import FORMATS, check_output, format_of

    if output is not None:
        chosen = format or format_of(output)
        check_output(output, chosen)
        return chosen
    if format not in (None, "table", *FORMATS):
        raise ClauseError(f"unknown format {format!r}", remedy=f"use one of: table, {', '.join(FORMATS)}")
    return format or "table"


def _files(paths: list[str], listed: str | None) -> "Paths":
    """The files to label, each once. A path of the list that is not there is a failure of that file, not of the whole run."""
    from clausenlp.batch.paths import Paths
    from clausenlp.read.expand import expand

    if len(paths) == 1 and listed is None:
        return Paths(expand(paths))  # a folder names each of its files once
    found = dict.fromkeys(expand(paths))
    for path in _listed(listed) if listed is not None else ():
        found.update(dict.fromkeys(expand([path]) if os.path.exists(path) else [path]))
    if not found:
        raise ClauseError("no files to label", remedy="name files or folders, or a list of them with --from-list")
    return Paths(found)


def _listed(name: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise ClauseError(
            f"cannot be read ({error.strerror or error})", where=name, remedy="check the path of the list"
        ) from error
    lines = data.removeprefix(codecs.BOM_UTF8).splitlines()
    return [os.fsdecode(line) for line in lines if line.strip()]


def _stop_politely() -> None:
    """Let ``kill`` stop a run as the stop key does: workers end, and what is done stays for --resume."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
