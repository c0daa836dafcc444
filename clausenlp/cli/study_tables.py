"""What a study tells beside the scores, as tables on the terminal."""

from collections.abc import Iterable, Sequence

from rich.table import Table

from clausenlp.cli.tables import console
from clausenlp.evaluation.intervals import METRICS
from clausenlp.evaluation.scores import Scores
from clausenlp.evaluation.study import Study


def print_study(study: Study) -> None:
    """Slices, the share of gold that training has seen, calibration, the paired test and the learning curve."""
    out = console()
    rows = ([s.kind, s.name, str(s.clauses), *_figures(s.scores)] for s in study.slices)
    out.print(_table("Parts of the gold", ["cut by", "part", "clauses", *_HEAD], rows))
    out.print(_leak(study), soft_wrap=True, highlight=False)
    out.print(f"Expected calibration error of the scores: {study.calibration_error:.4f}", highlight=False)
    if study.against is not None:
        tests = [(m.label, study.against[m.key]) for m in METRICS]
        rows = ([n, f"{t.difference:+.4f}", f"{t.low:+.4f} to {t.high:+.4f}", f"{t.p:.3f}"] for n, t in tests)
        out.print(_table("Against the other model (paired bootstrap)", ["", "difference", "95 %", "p"], rows))
    if study.curve:
        rows = ([f"{s.share:.0%}", str(s.examples), str(s.clauses), *_figures(s.scores)] for s in study.curve)
        out.print(_table("Learning curve", ["share", "examples", "clauses", *_HEAD], rows))


_HEAD = ("span F1", "section", "function", "all functions", "end to end")  # METRICS in short


def _figures(scores: Scores) -> list[str]:
    return [f"{metric.value(scores):.3f}" for metric in METRICS]


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(*head, title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    return table


def _leak(study: Study) -> str:
    known = "" if study.own_training else " (not the examples that the model's card names)"
    share = study.leaked / max(1, study.clauses)
    return f"{study.leaked} of {study.clauses} gold clauses ({share:.1%}) stand in the training examples{known}"
