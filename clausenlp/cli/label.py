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

clausenlp label resolution.txt

clausenlp label resolutions/ -o labels.jsonl

clausenlp label *.md --format csv > labels.csv

clausenlp label resolution.txt --max-error 0.01 --explain

cat resolution.txt | clausenlp label -
"""
SUFFIXES = (".txt", ".md", ".markdown", ".text")
MANY = 5  # files from which on a progress bar is worth its lines


def label(
    paths: Annotated[list[str], typer.Argument(help='Files and folders; "-" reads standard input.', metavar="PATHS")],
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
) -> None:
    """Label resolutions: each clause with its section and functions.

    Exit code 0: all files labelled; 1: some file failed; 2: wrong use.
    """
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
        from clausenlp.write import write_records

        count = write_records(output, chosen, (document.to_dict() for document in documents))
        typer.echo(f"{count} of {len(files)} files labelled, {output} written", err=True)
    else:
        _show(documents, chosen, nlp if explain else None)
    for failure in failures:
        typer.echo(f"clausenlp: {failure.path}: {failure.error}; {failure.remedy}", err=True)
    raise typer.Exit(1 if failures else 0)


def _format(format: str | None, output: str | None) -> str:
    from clausenlp.write import FORMATS, check_output, format_of

    if output is not None:
        chosen = format or format_of(output)
        check_output(output, chosen)
        return chosen
    if format not in (None, "table", *FORMATS):
        raise ClauseError(f"unknown format {format!r}", remedy=f"use one of: table, {', '.join(FORMATS)}")
    return format or "table"


def expand(paths: list[str]) -> Iterator[str]:
    """The files that the arguments name: folders give the text files in them, in order."""
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise ClauseError("no such file or folder", where=path, remedy="check the path")
        if path != "-" and Path(path).is_dir():
            found = sorted(str(p) for p in Path(path).rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            if not found:
                raise ClauseError(
                    f"no file with one of the endings {', '.join(SUFFIXES)} in the folder",
                    where=path,
                    remedy="name the files themselves",
                )
            yield from found
        else:
            yield path


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
    from clausenlp.write import write_stream

    write_stream(sys.stdout.buffer, format, (document.to_dict() for document in documents))
