"""The shards of a run on several machines -> one output, the same as one run over all files gives."""

import re
from pathlib import Path

from clausenlp.batch.batches import Shard
from clausenlp.batch.journal import Journal
from clausenlp.batch.publish import Summary, publish, summary
from clausenlp.batch.run import shard_of
from clausenlp.errors import ClauseError

_NAMED = 5  # shards that a message names


def merge_shards(output: Path, format: str) -> Summary:
    """Join the shards of an output. ClauseError where one is missing or unfinished, or was labelled otherwise than the rest."""
    count = _count(output)
    journals = [Journal(shard_of(output, Shard(number, count))) for number in range(1, count + 1)]
    lacking = [journal.output.name for journal in journals if not journal.exists() or journal.result() is None]
    if lacking:
        named = ", ".join(lacking[:_NAMED]) + (", ..." if len(lacking) > _NAMED else "")
        raise ClauseError(
            f"{len(lacking)} of {len(journals)} shards are missing or unfinished: {named}",
            where=str(output),
            remedy="run them, with --resume where they were begun",
        )
    if len({str({**journal.head(), "shard": None}) for journal in journals}) > 1:
        raise ClauseError(
            "the shards were labelled with different models, options or lists of files",
            where=str(output),
            remedy="run them again with the same, with --overwrite",
        )
    found = summary(output, journals)
    publish(output, format, journals)
    return found


def _count(output: Path) -> int:
    """How many shards the output was cut into."""
    pattern = re.compile(re.escape(output.name) + r"\.\d+-of-(\d+)\.journal")
    counts = {int(m[1]) for path in output.absolute().parent.glob("*.journal") if (m := pattern.fullmatch(path.name))}
    if len(counts) != 1:
        found = f"shards of several runs are here (of {', '.join(map(str, sorted(counts)))})"
        raise ClauseError(
            found if counts else "no shards are here",
            where=str(output),
            remedy="name the output as it was given with --shard",
        )
    return counts.pop()
