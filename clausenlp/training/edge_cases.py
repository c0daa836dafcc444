"""The annotation guide's edge cases as data, and the labels that go against them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from clausenlp.pipeline.acts import ActFinder, Candidate
from clausenlp.pipeline.leads import lead_words
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import Lead, Scheme, default_scheme
from clausenlp.training.examples import Example, GoldClause


@dataclass(frozen=True, slots=True)
class EdgeCase:
    """A decision of the guide; ``example`` is a clause that it decides, ``other`` one that looks alike and that it does not."""

    rule: str
    function: str
    verbs: tuple[str, ...]
    fixed: tuple[str, ...]
    example: str
    other: str


@dataclass(frozen=True, slots=True)
class EdgeClash:
    """A clause whose label goes against an edge case: the words that decide, and the function that it has instead."""

    clause: int
    words: str
    case: EdgeCase
    function: str


@lru_cache(maxsize=1)
def edge_cases() -> tuple[EdgeCase, ...]:
    """The cases in the order of ``edge_cases.toml``."""
    rows = tomllib.loads(Path(__file__).with_name("edge_cases.toml").read_text(encoding="utf-8"))["case"]
    return tuple(
        EdgeCase(
            r["rule"], r["function"], tuple(r.get("verbs", ())), tuple(r.get("fixed", ())), r["example"], r["other"]
        )
        for r in rows
    )


@lru_cache(maxsize=4)
def _table(modifiers: frozenset[str]) -> Scheme:
    """The phrases of all cases as one table that matches like a scheme: the longest phrase wins. A "function" is a case's number."""
    cases = dict(enumerate(edge_cases()))
    return replace(
        default_scheme(),
        functions=tuple(str(i) for i in cases),
        forces={},
        phrases={str(i): case.verbs for i, case in cases.items()},
        fixed={str(i): case.fixed for i, case in cases.items()},
        modifiers=modifiers,
    )


def decide(words: list[str], scheme: Scheme | None = None) -> EdgeCase | None:
    """The case that the lower-case words at the head of an act fall under, or None.

    Only where the scheme in use says the same: a scheme of one's own overrules the guide.
    """
    return _decide(words, 1, scheme or default_scheme())


def _decide(words: list[str], level: int, scheme: Scheme) -> EdgeCase | None:
    lead, own = _table(scheme.modifiers).match(words), scheme.match(words)
    if lead is None or own is None or _is_infinitive(lead, level) or _is_said_of_others(lead, words):
        return None
    case = edge_cases()[int(lead.function)]
    return case if case.function == own.function else None


def _is_infinitive(lead: Lead, level: int) -> bool:
    """ "(a) Encourage their members" below "Urges States to:" is no act of the organ."""
    return lead.form == "base" and level > 1


def _is_said_of_others(lead: Lead, words: list[str]) -> bool:
    """ "Reiterates that support shall be given": the noun is not the organ's act."""
    return "~" in lead.words and "that" not in lead.words and words[1:2] == ["that"]


def edge_clashes(example: Example, scheme: Scheme | None = None) -> Iterator[EdgeClash]:
    """The clauses of an example whose labels go against a case."""
    for i, clause in enumerate(example.clauses):
        if clause.functions:
            for words, function in _labelled_acts(example.text, clause):
                case = _decide(words, clause.level, scheme or default_scheme())
                if case and case.function != function:
                    yield EdgeClash(i, " ".join(words[:6]), case, function)


def _labelled_acts(text: str, clause: GoldClause) -> Iterator[tuple[list[str], str]]:
    """(words, function) of each act whose place is labelled, else of the head."""
    for act in clause.acts:
        yield lead_words(text[act.start : clause.end]), act.function
    if not clause.acts and clause.functions:
        head = _head(text[clause.start : clause.end])
        case = decide(head.words)
        named = case.function if case and case.function in clause.functions and case.function == "invoke" else None
        yield head.words, named or clause.functions[0]  # "Acting under ..., decides": decide, then invoke


def _head(own: str) -> Candidate:
    marker = read_marker(own[:40])
    return ActFinder(own, default_scheme()).find(0, len(own), skip=marker.end if marker else 0)[0]
