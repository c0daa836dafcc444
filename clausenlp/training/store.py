"""A user's own examples: a folder with ``added.jsonl``, to which offers are added all together or not at all."""

import getpass
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from clausenlp.errors import ClauseError, ExampleError
from clausenlp.scheme import Scheme, default_scheme
from clausenlp.training.clashes import KnownClauses, Unit, units
from clausenlp.training.edge_cases import edge_clashes
from clausenlp.training.examples import Example, parse_example, read_examples, read_text, write_example
from clausenlp.training.exchange.labels import label_name
from clausenlp.training.exchange.offers import Offer, origin, with_origin
from clausenlp.training.exchange.source import make_folder
from clausenlp.training.protect import GOLD_REMEDY, GoldGuard, gold_guard
from clausenlp.training.shipped import shipped_data
from clausenlp.write import whole_file

ADDED = "added.jsonl"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an offer is not simply taken, with both sides. Gold is ``final``: nothing takes it."""

    where: str
    what: str
    offered: str
    there: str
    remedy: str
    final: bool = False


@dataclass(slots=True)
class Plan:
    """What adding would do: the examples that come in, how many were there already, and what is in doubt."""

    new: dict[str, Example] = field(default_factory=dict)
    merged: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def clauses(self) -> int:
        """How many clauses come in, sub-clauses counted."""
        return sum(len(example.clauses) for example in self.new.values())


class Store:
    """The examples in a folder, and what is known beside them: the shipped examples, the frozen gold, the guide.

    ``scheme``: the table of labels in use. The shipped examples are relabelled by it, and do not count where it has no labels for
    them; nor do they speak against a function that the shipped table has not.
    """

    def __init__(self, folder: Path, scheme: Scheme | None = None) -> None:
        self.path, self.scheme = folder / ADDED, scheme
        self.content = read_text(self.path) if self.path.exists() else ""
        self.lines: dict[str, str] = {}
        self.added = {example.id: example for example in self._read_added()}
        self.guard: GoldGuard = gold_guard(folder)
        self.known = KnownClauses()
        self.known.add(_shipped_units(scheme))
        for example in self.added.values():
            self.known.add(list(units(example, f"{self.path}, {example.id}")))

    def _read_added(self) -> Iterator[Example]:
        for number, line in enumerate(self.content.split("\n"), 1):
            if line.strip():
                where = f"{self.path}:{number}"
                example = parse_example(line, where, self.scheme)
                if example.id in self.lines:
                    raise ExampleError(
                        f"field id: {example.id!r} stands twice", where=where, remedy="delete one of the two"
                    )
                self.lines[example.id] = line
                yield example

    def plan(self, offers: Sequence[Offer], *, by: str | None = None, accept: bool = False, now: str = "") -> Plan:
        """Look at all offers in their order. ``accept`` takes what is in doubt: an added example with the same text gives way."""
        plan, now = Plan(), now or datetime.now(UTC).isoformat(timespec="seconds")
        for offer in offers:
            example = stamped(offer, by, now)
            found = list(units(example, offer.where))
            if not found:
                raise ExampleError(
                    "no clause to learn from", where=offer.where, remedy="label one, or leave the line out"
                )
            if self._is_there(found):
                plan.merged += 1
                continue
            other = plan.new.get(example.id) or self.added.get(example.id)
            doubts = list(self._doubts(offer.where, example, found, other))
            plan.doubts += [doubt for doubt in doubts if doubt.final or not accept]
            plan.new[example.id] = example
            self.known.add(found)
        return plan

    def _doubts(self, where: str, example: Example, found: Sequence[Unit], other: Example | None) -> Iterator[Doubt]:
        gold = self.guard.reason(example)
        if gold:
            yield Doubt(where, gold, _shown(found[0]), "frozen gold", GOLD_REMEDY, final=True)
            return
        yield from self._contradictions(found)
        if other is not None and _cut(example) != _cut(other):
            yield Doubt(where, "the same text is there, cut otherwise", _cut(example), _cut(other), _LABELS)
        yield from self._against_the_guide(where, example)

    def _contradictions(self, found: Sequence[Unit]) -> Iterator[Doubt]:
        for unit in found:
            same, near = self.known.contradiction(unit), self.known.near_contradiction(unit)
            for other, what in ((same, "the same text has other labels"), (near, "a near-copy has other labels")):
                if other:
                    yield Doubt(unit.where, f"{what} in {other.where}", _shown(unit), _shown(other), _LABELS)

    def _against_the_guide(self, where: str, example: Example) -> Iterator[Doubt]:
        for clash in edge_clashes(example, self.scheme):
            clause = example.clauses[clash.clause]
            text = " ".join(example.text[clause.start : clause.end].split())
            offered = f"{label_name(clause.section, clause.functions)}  {text}"
            there = f"{clash.case.function}  {clash.case.rule}; as in {clash.case.example!r}"
            yield Doubt(where, f"the annotation guide decides {clash.words!r} otherwise", offered, there, _LABELS)

    def _is_there(self, found: Sequence[Unit]) -> bool:
        """Whether all clauses of an example are there with the same labels and numbers."""
        return all(any(unit.repeats(other) for other in self.known.same_words(unit)) for unit in found)

    def commit(self, plan: Plan) -> None:
        """Write ``added.jsonl`` anew, whole or not at all; what is there already stays as it stands, byte for byte.

        Raises ClauseError where something is in doubt, or the file was changed meanwhile.
        """
        if plan.doubts:
            raise ClauseError(f"{len(plan.doubts)} examples are in doubt", where=str(self.path), remedy=_LABELS)
        make_folder(self.path.parent)
        if self.content != (read_text(self.path) if self.path.exists() else ""):
            raise ClauseError("the file was changed meanwhile", where=str(self.path), remedy="add once more")
        kept = [line for name, line in self.lines.items() if name not in plan.new]
        with whole_file(self.path) as file:
            file.writelines(f"{line}\n" for line in [*kept, *map(write_example, plan.new.values())])


_LABELS = "correct the labels, or add with --accept to take yours"


def stamped(offer: Offer, by: str | None, now: str) -> Example:
    """The example of an offer with its stable id and its origin: who, when, from which document and model.

    The id follows from the text alone, so that the same text has the same id for everybody.
    """
    example, known = offer.example, origin(offer.example)
    facts = {
        "by": by or known.get("by") or _login(),
        "added": known.get("added") or now,
        "document": known.get("document") or offer.file,
        "id": known.get("id") or example.id,
    }
    return with_origin(replace(example, id=stable_id(example.text)), **facts)


def stable_id(text: str) -> str:
    """``added-`` and 16 hexadecimal digits of the text's SHA-256, white space folded."""
    return f"added-{hashlib.sha256(' '.join(text.split()).encode()).hexdigest()[:16]}"


@lru_cache(maxsize=1)
def _shipped_units(scheme: Scheme | None) -> tuple[Unit, ...]:
    functions, table = default_scheme().functions, scheme or default_scheme()
    if not table.covers(functions):
        return ()
    choice = frozenset(table.aliases.get(name, name) for name in functions)
    examples = read_examples(shipped_data(), scheme)
    return tuple(unit for example in examples for unit in units(example, f"shipped example {example.id}", choice))


def _login() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without user names
        return None


def _cut(example: Example) -> str:
    """How a text is cut into clauses, in words: the level of each and how it opens."""
    heads = (f"{c.level}: {' '.join(example.text[c.start : c.end].split())[:30]}" for c in example.clauses)
    return f"{len(example.clauses)} clauses ({' | '.join(heads)})"


def _shown(unit: Unit) -> str:
    return f"{label_name(unit.section, unit.functions)}  {unit.text}"
