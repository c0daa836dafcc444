"""What the label clinic finds: clauses with the doubts about their labels, as records and as lines to correct."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from clausenlp.training.examples import Example, GoldClause, write_example


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to doubt a label of a clause.

    ``kind`` is "section", "function", "extra" or "missing" (further functions), "table", "copies", "span", "number" or "acts";
    ``suspicion`` is the probability, in 0..1, that the label is wrong, if one label in fifty is; ``instead`` the section or function
    that would stand in its place, None where the reason names none.
    """

    kind: str
    suspicion: float
    reason: str
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause with the doubts about its labels, the strongest first; without any its labels look right."""

    example: Example
    index: int
    doubts: tuple[Doubt, ...]

    @property
    def clause(self) -> GoldClause:
        """The clause in question."""
        return self.example.clauses[self.index]

    @property
    def suspicion(self) -> float:
        """That of its strongest doubt."""
        return self.doubts[0].suspicion if self.doubts else 0.0

    @property
    def text(self) -> str:
        """The clause's text, white space folded."""
        return " ".join(self.example.text[self.clause.start : self.clause.end].split())

    def to_dict(self, where: str = "") -> dict[str, Any]:
        """The finding as plain data; ``where`` is the file and line of its example."""
        return {
            "where": where,
            "id": self.example.id,
            "clause": self.index + 1,
            "section": self.clause.section,
            "functions": self.clause.functions,
            "suspicion": round(self.suspicion, 4),
            "doubts": [_doubt_record(doubt) for doubt in self.doubts],
            "text": self.text,
        }


def correctable(findings: Iterable[Finding], wheres: Mapping[str, str]) -> list[str]:
    """The JSON lines of the examples that have findings, in the order of these, with the doubts in their clauses.

    A line has all that its example has, under the same id, so that it can be corrected and given back; ``wheres`` has the file and
    line of each example by its id.
    """
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.example.id, []).append(finding)
    return [_line(group, wheres.get(name, "")) for name, group in found.items()]


def _line(findings: list[Finding], where: str) -> str:
    example = findings[0].example
    data = json.loads(write_example(example))
    for finding in findings:
        clause = data["clauses"][finding.index] if example.whole else data
        clause["doubts"] = [_doubt_record(doubt) for doubt in finding.doubts]
    return json.dumps({**data, "where": where}, ensure_ascii=False)


def _doubt_record(doubt: Doubt) -> dict[str, Any]:
    return {**asdict(doubt), "suspicion": round(doubt.suspicion, 4)}
