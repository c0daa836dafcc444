"""What a file offers for training: examples, each with the line it came from, and what was left out of the file and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from clausenlp.training.examples import Example

ORIGIN = "origin"
DRAFT = "draft"  # in the origin of what a model labelled and nobody has looked at yet


@dataclass(frozen=True, slots=True)
class Offer:
    """An example that somebody offers for training; ``where`` is its file and line, ``file`` the name of the file."""

    example: Example
    where: str
    file: str = ""


@dataclass(slots=True)
class Reading:
    """What a file holds: offers in order, and how many lines were left out for which reason ("not accepted")."""

    offers: list[Offer] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def examples(self) -> list[Example]:
        """The examples that are offered."""
        return [offer.example for offer in self.offers]


def origin(example: Example) -> dict[str, Any]:
    """Who labelled an example, when, from which document and model; empty where nothing is known."""
    found = example.meta.get(ORIGIN)
    return dict(found) if isinstance(found, dict) else {}


def with_origin(example: Example, **facts: Any) -> Example:
    """The example with these facts in its origin; a fact that is None is taken out."""
    found = {key: value for key, value in {**origin(example), **facts}.items() if value is not None}
    rest = {key: value for key, value in example.meta.items() if key != ORIGIN}
    return replace(example, meta={**rest, ORIGIN: found} if found else rest)


def is_draft(example: Example) -> bool:
    """Whether the labels are a model's, which nobody has looked at yet."""
    return bool(origin(example).get(DRAFT))


def merge(readings: Iterable[Reading]) -> Reading:
    """Several files as one."""
    total = Reading()
    for reading in readings:
        total.offers += reading.offers
        total.left_out.update(reading.left_out)
    return total
