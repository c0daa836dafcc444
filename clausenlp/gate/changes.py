"""Which labels change when the new model takes the place of the old one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.language import Language

from clausenlp.batch.files import label_files
from clausenlp.evaluation.align import Aligned
from clausenlp.records import Document, Failure


class Labelled(Protocol):
    """What records and aligned clauses have in common."""

    @property
    def number(self) -> str | None: ...
    @property
    def section(self) -> str | None: ...
    @property
    def functions(self) -> tuple[str, ...] | None: ...


@dataclass(frozen=True, slots=True)
class Change:
    """A clause with the labels of both models, and of the gold where there is one ("operative: decide, request")."""

    document: str
    number: str | None
    old: str
    new: str
    gold: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Watched:
    """What changes on files that nobody has labelled: files and clauses compared, the changes, and the files that failed."""

    files: int
    clauses: int
    changes: tuple[Change, ...]
    failures: tuple[Failure, ...]


def gold_changes(old: Iterable[Aligned], new: Iterable[Aligned]) -> list[Change]:
    """The changes on documents that both models have labelled, with what the gold says."""
    found = []
    for before, after in zip(old, new, strict=True):
        gold = {p: after.gold[g] for g, p in after.pairs}
        for i, (was, now) in enumerate(zip(before.predicted, after.predicted, strict=True)):
            if _labels(was) != _labels(now):
                right = _labels(gold[i]) if i in gold else None
                words = after.example.text[now.start : now.end]
                found.append(_change(after.example.id, was, now, right, words))
    return found


def watch(old: Language, new: Language, paths: Sequence[str]) -> Watched:
    """Label files with both models; segmentation does not depend on the model, so the clauses pair one to one."""
    changes: list[Change] = []
    failures: list[Failure] = []
    files = clauses = 0
    for before, after in zip(label_files(old, paths), label_files(new, paths), strict=True):
        if isinstance(before, Document) and isinstance(after, Document):
            files, clauses = files + 1, clauses + len(after.clauses)
            changes += _document_changes(before, after)
        elif isinstance(after, Failure):
            failures.append(after)
    return Watched(files, clauses, tuple(changes), tuple(failures))


def _document_changes(before: Document, after: Document) -> Iterator[Change]:
    for was, now in zip(before.clauses, after.clauses, strict=True):
        if _labels(was) != _labels(now):
            yield _change(after.source["path"], was, now, None, now.text)


def _change(document: str, was: Labelled, now: Labelled, gold: str | None, text: str) -> Change:
    return Change(document, now.number, _labels(was), _labels(now), gold, " ".join(text.split())[:100])


def _labels(clause: Labelled) -> str:
    return f"{clause.section}: {', '.join(clause.functions or ())}"
