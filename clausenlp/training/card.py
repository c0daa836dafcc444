"""The card of a model for people: what it was trained on, how good it is, what it is not for, and how it came to its place."""

from collections.abc import Mapping
from typing import Any

MEANT_FOR = (
    "Resolutions and decisions in English of the United Nations and bodies that draft like it, and Model UN papers."
)
NOT_FOR = (
    "a final word: a person looks at the labels before anything rests on them (`clausenlp label --max-error` marks which)",
    "texts in other languages than English, also in translation by a machine",
    "treaties, statutes, minutes, reports, press articles: text that is no resolution",
    "what a clause means in law, whether it binds, how strong it is, or whether it was carried out",
    "figures about kinds of texts on which it was not measured: label some and run `clausenlp evaluate` first",
)
FIGURES = {
    "section_accuracy": "section accuracy",
    "primary_accuracy": "primary function accuracy",
    "functions_f1": "all functions micro-F1",
    "end_to_end_f1": "end to end F1",
    "span_f1": "span F1 (exact)",
}
_DECISIONS = {
    "first": "It is the first model in its place; there was nothing to compare with.",
    "same": "It is the same model as the one that it was compared with.",
    "promoted": "Nothing that matters was worse than with the model that it was compared with.",
    "forced": "It was put in its place by `--force`, although this was worse than with the model that it was compared with:",
}


def write_card(card: Mapping[str, Any], gate: Mapping[str, Any]) -> str:
    """The card as markdown, from ``card.json`` and the record of the gate."""
    data, made = card["data"], card["trained_with"]
    parts = [
        f"# {card['name']} {card['version']}",
        f"Labels the clauses of resolutions: preambular or operative, and by function. {MEANT_FOR}",
        "## Trained on",
        f"{data['clauses']} labelled clauses: {data['texts']} whole texts and {data['single_clauses']} single clauses, kept in "
        f"`data.jsonl.gz` (SHA-256 of the lines: `{data['sha256']}`). `clausenlp train --again FOLDER` trains it again from them.",
        "Made with " + ", ".join(f"{name} {release}" for name, release in made.items()) + ".",
        "## Scores",
        *_scores(card.get("scores", {})),
        "## Not for",
        "\n".join(f"- {line}" for line in NOT_FOR),
        *_history(gate),
    ]
    return "\n\n".join(parts) + "\n"


def _scores(scores: Mapping[str, Any]) -> list[str]:
    if not scores:
        return ["Not measured."]
    rows = [
        f"| {name} | " + " | ".join(_cell(measured["figures"].get(key)) for measured in scores.values()) + " |"
        for key, name in FIGURES.items()
    ]
    head = " | ".join(f"{name} ({m['texts']} texts, {m['clauses']} clauses)" for name, m in scores.items())
    table = "\n".join([f"| | {head} |", "| --- |" + " --- |" * len(scores), *rows])
    return [
        table,
        "With 95 % intervals (bootstrap over texts). In cross-validation the spans are given, single clauses count as texts, and the "
        "texts, many of them edge cases, are harder than the gold. The rules that cut clauses were mended after errors on the gold had "
        "been read, so that its figures flatter.",
    ]


def _cell(figure: Mapping[str, float] | None) -> str:
    return f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})" if figure else "–"


def _history(gate: Mapping[str, Any]) -> list[str]:
    if not gate:
        return []
    worse = [f"- {words}" for words in gate["worse"]]
    parts = ["## How it came to its place", f"{gate['date']}: {_DECISIONS[gate['decision']]}"]
    return [*parts, *(["\n".join(worse)] if worse else [])]
