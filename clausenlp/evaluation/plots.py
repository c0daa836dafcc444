"""Plots of a study as SVG that stands in a page by itself. Imports matplotlib, so import it only to draw."""

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clausenlp.evaluation.study import Study

BLUE, GREY, RED = "#2a6f97", "#9aa5ad", "#b23a48"
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "clausenlp",  # the same figures give the same bytes
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_HEAD = re.compile(r"<metadata>.*?</metadata>|\s+xmlns(?::\w+)?=\"[^\"]*\"|(?<=<g) id=\"[^\"]*\"", re.DOTALL)
Draw = Callable[[Axes, Study], None]


def plot(draw: Draw, study: Study, *, height: float = 3.2) -> str:
    """One plot as an ``<svg>`` element without names of other sites, dates or ids that a second plot would repeat."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(6.4, height), layout="constrained")
        draw(figure.add_subplot(), study)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata=_NO_METADATA, transparent=True)
    svg = out.getvalue()
    return _HEAD.sub("", svg[svg.index("<svg") :])


def draw_reliability(axes: Axes, study: Study) -> None:
    """Score against accuracy; on the diagonal a score means what it says."""
    low = min([0.9, *(min(b.score, b.accuracy) for b in study.bins)]) - 0.02
    axes.plot([low, 1], [low, 1], color=GREY, linestyle="--", label="score = share that is right")
    axes.plot([b.score for b in study.bins], [b.accuracy for b in study.bins], "o-", color=BLUE, label="model")
    axes.set(xlim=(low, 1.005), ylim=(low, 1.01), xlabel="mean score of the bin", ylabel="share that is right")
    axes.legend(frameon=False, loc="lower right")


def draw_risk(axes: Axes, study: Study) -> None:
    """Errors among the clauses kept, against how many are kept."""
    axes.step([p.coverage for p in study.coverage], [p.risk for p in study.coverage], where="post", color=BLUE)
    top = max([0.01, *(p.risk for p in study.coverage)])
    axes.set(xlim=(0, 1), ylim=(0, top * 1.1), xlabel="share of clauses kept, the surest first", ylabel="share wrong")


def draw_functions(axes: Axes, study: Study) -> None:
    """F1 of each primary function, the commonest on top."""
    rows = sorted(study.evaluation.model.per_function.items(), key=lambda item: (item[1].tp + item[1].fn, item[0]))
    names = [f"{name} ({prf.tp + prf.fn})" for name, prf in rows]
    axes.barh(names, [prf.f1 for _, prf in rows], color=BLUE)
    axes.set(xlim=(0, 1), xlabel="F1 (number of gold clauses in brackets)")
    axes.margins(y=0.01)


def draw_curve(axes: Axes, study: Study) -> None:
    """Scores against the number of training clauses."""
    clauses = [step.clauses for step in study.curve]
    axes.plot(
        clauses, [s.scores.primary_accuracy for s in study.curve], "o-", color=BLUE, label="primary function accuracy"
    )
    axes.plot(clauses, [s.scores.functions.f1 for s in study.curve], "s-", color=RED, label="all functions micro-F1")
    axes.plot(clauses, [s.scores.section_accuracy for s in study.curve], "^-", color=GREY, label="section accuracy")
    axes.set(xlim=(0, None), xlabel="training clauses", ylabel="score on the gold")
    axes.legend(frameon=False, loc="best")
