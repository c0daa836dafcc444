"""What ``clausenlp label`` does once its options are read: choose who works, show or write what comes out, say what it came to."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from clausenlp.batch.batches import Shard, in_batches, look_at
from clausenlp.batch.engines import Engine, Work, in_this_process, in_workers, on_dask
from clausenlp.batch.publish import Summary
from clausenlp.batch.run import Run
from clausenlp.batch.task import Task
from clausenlp.cli.progress import Progress
from clausenlp.errors import ClauseError
from clausenlp.records import Document, Failure

FEW = 8  # files up to which no worker is started, unless asked for
PATIENCE = 300.0  # seconds that a file may take in a worker
SHOWN = 20  # failures that are shown where there is a list of them
STOPPED = 130  # exit code after the stop key

EngineFor = Callable[[Work[Any], Progress], Engine[Any]]


def choose_engine(
    task: Task, files: Sequence[str], *, jobs: int | None, backend: str, scheduler: str | None
) -> EngineFor:
    """Who works: this process for a few files and for standard input, else worker processes, or a cluster."""
    if backend not in ("local", "dask") or (backend == "dask") != (scheduler is not None):
        raise ClauseError(
            "--backend is local, or dask with the address of its scheduler",
            remedy="write --backend dask --scheduler tcp://host:8786",
        )
    if scheduler is not None:
        if "-" in files:
            raise ClauseError("standard input cannot be read by other machines", remedy="save it to a file they reach")
        logging.getLogger("distributed.client").disabled = True  # what it says in pages, our error says in a line
        return lambda work, _: on_dask(work, task, scheduler)
    if "-" in files or (jobs is None and task.timeout is None and len(files) <= FEW):
        return lambda work, progress: in_this_process(work, task, progress.page)
    limited = replace(task, timeout=task.timeout or PATIENCE)
    return lambda work, _: in_workers(work, limited, 1 if jobs is None else jobs)


def write(
    engine: EngineFor,
    task: Task,
    files: Sequence[str],
    *,
    output: str,
    format: str,
    shard: str | None,
    resume: bool,
    overwrite: bool,
) -> bool:
    """Label files into an output; returns whether any failed."""
    run = Run(_place(output), task, files, shard=None if shard is None else Shard.parse(shard))
    if resume and run.is_done():
        typer.echo(f"{output} is whole: there is nothing to go on with", err=True)
        return run.tidy()
    with Progress() as progress:
        try:
            run.begin(resume=resume, overwrite=overwrite)
            run.label(engine(Task.lines, progress), progress)
            found = run.finish(format)
        except KeyboardInterrupt:
            end = (
                f"after {progress.done} of {progress.files} files; go on with --resume"
                if run.leave()
                else "before any file"
            )
            typer.echo(f"\nstopped {end}", err=True)
            raise typer.Exit(STOPPED) from None
        finally:
            run.leave()
    print_failures(progress.failures, found.failures)
    return say(found, f"shard {shard} done" if shard else f"{output} written")


def show(engine: EngineFor, task: Task, files: Sequence[str], *, format: str, explain: bool) -> bool:
    """Label files to standard output; returns whether any failed."""
    with Progress(between=sys.stdout.isatty()) as progress:
        progress.begun(len(files), 0)
        batches = ([item.path for item in batch] for batch in in_batches(look_at(path) for path in files))
        documents = _documents(engine(Task.records, progress)(batches), progress)
        if format == "table":
            _tables(documents, task if explain else None)
        else:
            from clausenlp.write import write_stream

            write_stream(sys.stdout.buffer, format, (document.to_dict() for document in documents))
    print_failures(progress.failures, None)
    return bool(progress.failures)


def print_failures(failures: list[Failure], listed: Path | None) -> None:
    """One line a failure, on standard error; of many the first, where the rest are in a file."""
    shown = failures if listed is None else failures[:SHOWN]
    for failure in shown:
        typer.echo(f"clausenlp: {failure.path}: {failure.error}; {failure.remedy}", err=True)
    if len(shown) < len(failures):
        typer.echo(f"clausenlp: and {len(failures) - len(shown)} more", err=True)


def say(found: Summary, end: str) -> bool:
    """One line on what a run came to; returns whether any file failed."""
    anew = f"; {found.anew} had changed and were labelled anew" if found.anew else ""
    failed = f"; {found.failed} failed" if found.failed else ""
    failed += f", see {found.failures}" if found.failures else ""
    files = found.labelled + found.failed
    typer.echo(f"{found.labelled} of {files} files labelled, {found.clauses:,} clauses, {end}{anew}{failed}", err=True)
    return found.failed > 0


def _place(output: str) -> Path:
    path = Path(output)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise ClauseError(
            "this is no ordinary file", where=output, remedy="leave out --output to write to standard output"
        )
    if output.endswith("/"):
        path.mkdir(exist_ok=True)
    return path


def _documents(batches: Iterator[list[Document | Failure]], progress: Progress) -> Iterator[Document]:
    for batch in batches:
        for result in batch:
            progress.seen(result)
            if isinstance(result, Document):
                yield result


def _tables(documents: Iterator[Document], explained: Task | None) -> None:
    from clausenlp.cli.tables import print_document, print_reasons

    for document in documents:
        print_document(document)
        if explained is not None:
            from clausenlp.batch.label import explain_document

            print_reasons(document, explain_document(explained.label_model(), document))
