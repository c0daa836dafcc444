"""Finished journals -> the output and the list of failures, whole or not at all."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from itertools import chain
from pathlib import Path

from clausenlp.batch.journal import Entry, Journal
from clausenlp.write.files import whole_file
from clausenlp.write.formats import is_folder, write_records


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: the numbers of files labelled and failed, of clauses, of files that had changed since the run was begun
    and were labelled anew, and the list of failures, if there are any (that of a shard is written when it is merged).
    """

    labelled: int
    failed: int
    clauses: int
    anew: int = 0
    failures: Path | None = None


def failures_of(output: Path) -> Path:
    """Where the failures of a run are listed: labels.jsonl.gz -> labels.failures.jsonl."""
    stem = Path(output.name.removesuffix(".gz").removesuffix(".zst")).stem
    return output.with_name(f"{stem}.failures.jsonl")


def publish(output: Path, format: str, journals: Sequence[Journal]) -> None:
    """Write the output and the failures of complete journals, one after the other, and remove the journals.

    Killed in the midst of it, it is done again from the start by the next run; a spool that is the output as it stands becomes it
    by its name.
    """
    for journal in journals:
        journal.settle()
    _clear_beside(output)
    list_failures(output, journals)
    (first, *others) = journals
    if format == "jsonl" and not is_folder(output) and output.suffix not in (".gz", ".zst"):
        if not others and first.in_one_piece() and (output.is_file() or not output.exists()):
            os.replace(first.spool, output)
        else:
            with whole_file(output) as file:
                file.writelines(line.decode() for line in _lines(journals))
    else:
        write_records(output, format, (json.loads(line) for line in _lines(journals)))
    for journal in journals:
        journal.remove()


def _clear_beside(output: Path) -> None:
    """Remove what a kill has left of an earlier attempt to write the output."""
    for place in (output, failures_of(output)):
        for left in place.parent.glob(f".{escape(place.name)}.*.part"):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def list_failures(output: Path, journals: Sequence[Journal]) -> None:
    """Write the list of failures; none where there are none."""
    path = failures_of(output)
    failed = [entry for entry in _entries(journals) if entry.failure is not None]
    if not failed:
        path.unlink(missing_ok=True)
        return
    with whole_file(path) as file:
        file.writelines(json.dumps(entry.failure) + "\n" for entry in failed)


def summary(output: Path | None, journals: Sequence[Journal], *, anew: int = 0) -> Summary:
    """What complete journals come to; without an output there is no list of failures yet."""
    labelled = failed = clauses = 0
    for entry in _entries(journals):
        failed += entry.failure is not None
        labelled += entry.failure is None
        clauses += entry.clauses
    return Summary(labelled, failed, clauses, anew, failures_of(output) if failed and output is not None else None)


def _entries(journals: Sequence[Journal]) -> Iterator[Entry]:
    return chain.from_iterable(journal.result() or () for journal in journals)


def _lines(journals: Sequence[Journal]) -> Iterator[bytes]:
    for journal in journals:
        yield from journal.lines(journal.result() or ())
