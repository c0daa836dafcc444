"""Tables of a study as HTML; every word from a text is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from clausenlp.evaluation.intervals import METRICS, Interval
from clausenlp.evaluation.scores import Scores
from clausenlp.evaluation.study import Study

_SPAN = "span_f1"  # the baselines are given the spans
TRAINING_FACTS = (("texts", "whole texts"), ("single_clauses", "single clauses"), ("clauses", "clauses in all"))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """An HTML table, floats with three digits."""
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n'


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f'<td class="n">{value:.3f}</td>'
    return f'<td class="n">{value}</td>' if isinstance(value, int) else f"<td>{escape(str(value))}</td>"


def bounds(interval: Interval) -> str:
    """The 95 % interval in words: "0.991 to 1.000"."""
    return f"{interval.low:.3f} to {interval.high:.3f}"


def headline(study: Study) -> str:
    """The five figures with their intervals, beside the baselines."""
    run = study.evaluation
    rows = [
        [m.label, m.meaning, run.intervals[m.key].value, bounds(run.intervals[m.key])]
        + [m.value(scores) if m.key != _SPAN else "–" for scores in run.baselines.values()]
        for m in METRICS
    ]
    return table(["figure", "what is right", "model", "95 % interval", *run.baselines], rows)


def comparison(study: Study) -> str:
    """The paired test with another model."""
    rows = [
        [m.label, f"{test.difference:+.4f}", f"{test.low:+.4f} to {test.high:+.4f}", test.p]
        for m in METRICS
        for test in [(study.against or {})[m.key]]
    ]
    return table(["figure", "difference", "95 % interval", "p (two-sided)"], rows)


def slices(study: Study) -> str:
    """The scores of each slice."""
    head = ["cut by", "part", "gold clauses", *(m.label for m in METRICS)]
    return table(head, ([s.kind, s.name, s.clauses, *_figures(s.scores)] for s in study.slices))


def _figures(scores: Scores) -> list[float]:
    return [float(metric.value(scores)) for metric in METRICS]


def curve(study: Study) -> str:
    """The scores of models trained on part of the examples."""
    head = ["share", "examples", "clauses", *(m.label for m in METRICS)]
    return table(head, ([f"{s.share:.0%}", s.examples, s.clauses, *_figures(s.scores)] for s in study.curve))


def functions(study: Study) -> str:
    """Precision, recall and F1 of each primary function."""
    rows = study.evaluation.model.per_function.items()
    head = ["function", "gold clauses", "precision", "recall", "F1"]
    return table(head, ([name, p.tp + p.fn, p.precision, p.recall, p.f1] for name, p in rows))


def confusions(study: Study) -> str:
    """Which function was taken for which, the commonest first."""
    found = sorted(study.evaluation.model.confusion.items(), key=lambda item: (-item[1], item[0]))
    return table(["gold", "predicted", "clauses"], ([*pair, count] for pair, count in found[:30]))


def errors(study: Study, limit: int) -> str:
    """The worst errors with their words."""
    head = ["text", "error", "gold", "predicted", "score", "words"]
    shown = study.evaluation.errors[:limit]
    return table(head, ([e.doc_id, e.kind, e.gold, e.predicted, float(e.score), e.text] for e in shown))


def card(study: Study) -> str:
    """What the model is and what it was trained from."""
    facts = study.card
    data: dict[str, Any] = facts.get("data", {})
    rows = [[name, facts.get(name, "–")] for name in ("name", "version", "language")]
    rows += [[f"trained on: {words}", data.get(key, "–")] for key, words in TRAINING_FACTS]
    rows += [["SHA-256 of the training data", data.get("sha256", "–")]]
    rows += [[f"trained with {name}", version] for name, version in facts.get("trained_with", {}).items()]
    return table(["fact", ""], rows)
