"""Frozen gold is for measuring only: a gold text, a clause of it, or a near-copy of either is refused as training data.

It knows the gold texts by their shingles, in ``gold.json``, from which no text can be read back: nothing is compared anew at each call.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from clausenlp.errors import ExampleError
from clausenlp.training.examples import Example, read_examples
from clausenlp.training.near import NearIndex, Shingles, shingles

LONG = 18  # runs of three words: a clause of some 20 words
SHARED = 0.5  # the share of the smaller text's runs from which on two texts are near-copies
FEW = 3  # clauses of level 1 from which on an example counts as a text

GOLD_REMEDY = "leave it out: gold is for measuring only, and a model that has seen it cannot be measured"
SKETCHES = Path(__file__).with_name("gold.json")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A gold text by the shingles of its clauses of level 1, and of its long sub-clauses."""

    id: str
    clauses: tuple[Shingles, ...]

    @property
    def runs(self) -> Shingles:
        """The shingles of the whole text."""
        return frozenset().union(*self.clauses)


def sketch(example: Example) -> Sketch:
    """The sketch of a gold text."""
    found = [(clause.level, shingles(example.text[clause.start : clause.end])) for clause in example.clauses]
    return Sketch(example.id, tuple(runs for level, runs in found if level == 1 or len(runs) >= LONG))


class GoldGuard:
    """Knows gold texts by their sketches, and their near-copies when it sees them.

    A clause is refused where it has at least ``LONG`` runs and shares ``near.NEAR`` of them with a gold clause; a shorter one
    ("Decides to remain actively seized of the matter.") is common property. A text is refused where it shares ``SHARED`` of its
    runs with a gold text. Of 14,657 clauses of 327 real resolutions six are refused, all of them words that the UN took over from
    the gold texts; none of the 327 shares more than 0.36 with one.
    """

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self.index = NearIndex()
        self.names: list[str] = []
        self.texts: list[tuple[str, Shingles]] = []
        for text in sketches:
            self.texts.append((text.id, text.runs))
            for runs in text.clauses:
                if len(runs) >= LONG:
                    self.index.add(runs)
                    self.names.append(text.id)

    def reason(self, example: Example) -> str | None:
        """Why an example may not be trained on, in words; None where it may."""
        found = sketch(example)
        many = sum(clause.level == 1 for clause in example.clauses) >= FEW
        return (self._near_text(found.runs) if many else None) or self._near_clause(found)

    def _near_text(self, runs: Shingles) -> str | None:
        for name, gold in self.texts:
            share = len(gold & runs) / max(1, min(len(gold), len(runs)))
            if share >= SHARED:
                return f"the text is a near-copy of the gold text {name} ({share:.0%} of its runs of three words)"
        return None

    def _near_clause(self, found: Sketch) -> str | None:
        for runs in found.clauses:
            near = self.index.near(runs) if len(runs) >= LONG else []
            if near:
                number, share = near[0]
                return f"a clause is a near-copy of one of the gold text {self.names[number]} ({share:.0%})"
        return None


def gold_guard(data: Path | None = None) -> GoldGuard:
    """Guards the project's gold, and the user's own in the folder ``gold`` of ``data`` where there is one."""
    own = read_examples([data / "gold"]) if data is not None and (data / "gold").is_dir() else []
    return GoldGuard([*shipped_gold(), *(sketch(example) for example in own)])


def refuse_gold(examples: Iterable[Example], guard: GoldGuard) -> None:
    """Raise ExampleError at the first example that is gold, or a near-copy of it."""
    for example in examples:
        reason = guard.reason(example)
        if reason:
            raise ExampleError(reason, where=f"example {example.id}", remedy=GOLD_REMEDY)


@lru_cache(maxsize=1)
def shipped_gold() -> tuple[Sketch, ...]:
    """The sketches of the project's frozen gold."""
    rows = json.loads(SKETCHES.read_text(encoding="utf-8"))
    return tuple(Sketch(row["id"], tuple(_unpack(runs) for runs in row["clauses"])) for row in rows)


def sketches_json(examples: Sequence[Example]) -> str:
    """The content of ``gold.json`` for some gold texts."""
    rows: list[dict[str, Any]] = []
    for example in examples:
        found = sketch(example)
        rows.append({"id": found.id, "clauses": [_pack(runs) for runs in found.clauses]})
    return "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"


def _pack(runs: Shingles) -> str:
    return base64.b64encode(b"".join(run.to_bytes(4, "little") for run in sorted(runs))).decode("ascii")


def _unpack(packed: str) -> Shingles:
    data = base64.b64decode(packed)
    return frozenset(int.from_bytes(data[i : i + 4], "little") for i in range(0, len(data), 4))
