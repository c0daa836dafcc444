"""``clausenlp label``: files -> table, JSON lines or CSV."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from clausenlp.errors import ClauseError

if TYPE_CHECKING:
    from spacy.language import Language

    from clausenlp.records import Document, Failure

EXAMPLES = """Examples:

clausenlp label resolution.docx

clausenlp label resolutions/ -o labels.jsonl

clausenlp label *.md --format csv > labels.csv

clausenlp label resolution.txt --max-error 0.01 --explain

cat resolution.txt | clausenlp label -
"""
MANY = 5  # files from which on a progress bar is worth its lines


def label(
    paths: Annotated[
        list[str], typer.Argument(help='Files, folders and zip archives; "-" reads standard input.', metavar="PATHS")
    ],
    output: Annotated[
        Optional[Path], typer.Option("--output", "-o", help="Write to this file (.jsonl or .csv).")
    ] = None,
    format: Annotated[
        Optional[str],
        typer.Option("--format", "-f", help="table, jsonl or csv; by default a table, or what the output's name says."),
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
) -> None:
    """Label resolutions: each clause with its section and functions.

    Exit code 0: all files labelled; 1: some file failed; 2: wrong use.
    """
    from clausenlp.read.expand import expand

    chosen = _format(format, output)
    files = list(expand(paths))
    if explain and (chosen != "table" or "-" in files):
        raise ClauseError(
            "--explain goes with the table of files that can be read again", remedy="leave out --format, --output and -"
        )
    import clausenlp

    nlp = clausenlp.load(model)
    failures: list[Failure] = []
    results = _progress(clausenlp.label_files(nlp, files, max_error=max_error), len(files))
    documents = _keep(results, failures)
    if output is not None:
        from clausenlp.write import write_documents

        count = write_documents(output, chosen, documents)
        typer.echo(f"{count} of {len(files)} files labelled, {output} written", err=True)
    else:
        _show(documents, chosen, nlp if explain else None)
    for failure in failures:
        typer.echo(f"clausenlp: {failure.path}: {failure.error}; {failure.remedy}", err=True)
    raise typer.Exit(1 if failures else 0)


def _format(format: str | None, output: Path | None) -> str:
    known = ("jsonl", "csv") if output is not None else ("table", "jsonl", "csv")
    chosen = format or (output.suffix.lstrip(".").lower() if output is not None else "table")
    if chosen not in known:
        raise ClauseError(
            f"unknown format {chosen!r}",
            where=str(output) if output is not None else "",
            remedy=f"use --format with one of: {', '.join(known)}",
        )
    return chosen


def _keep(results: "Iterator[Document | Failure]", failures: "list[Failure]") -> "Iterator[Document]":
    from clausenlp.records import Failure

    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            yield result


def _progress(results: "Iterator[Document | Failure]", total: int) -> "Iterator[Document | Failure]":
    if total < MANY or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return iter(track(results, "labelling", total, console=Console(stderr=True)))


def _show(documents: "Iterator[Document]", format: str, explained: "Language | None" = None) -> None:
    if format == "table":
        from clausenlp.cli.tables import print_document, print_reasons

        for document in documents:
            print_document(document)
            if explained is not None:
                from clausenlp.batch.label import explain_document

                print_reasons(document, explain_document(explained, document))
        return
    from clausenlp.write import FORMATS, csv_header

    if format == "csv":
        sys.stdout.write(csv_header())
    for document in documents:
        sys.stdout.write(FORMATS[format](document))
