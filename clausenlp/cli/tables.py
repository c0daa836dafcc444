"""Records and scores as tables on the terminal."""

import shutil
import sys
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from clausenlp.evaluation.evaluate import Evaluation
from clausenlp.evaluation.intervals import METRICS
from clausenlp.evaluation.scores import Scores
from clausenlp.pipeline.reasons import Reason
from clausenlp.records import Document

_COLOUR = {"preambular": "cyan", "operative": "green"}


def console() -> Console:
    """A console on standard output; wide enough to read where it is no terminal."""
    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    return Console(width=max(60, width))


def print_document(document: Document, *, name: str | None = None) -> None:
    """The clauses of a document: number, section, functions, score, words."""
    facts = document.resolution
    title = (
        " · ".join(str(facts[name]) for name in ("organ", "symbol", "title", "adopted") if facts.get(name))
        or document.doc_id
    )
    table = Table(title=title, title_justify="left", expand=True)
    table.add_column("no.", no_wrap=True)
    table.add_column("section", no_wrap=True)
    table.add_column("functions")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("clause", ratio=1, no_wrap=True, overflow="ellipsis")
    for clause in document.clauses:
        indent = "  " * (clause.level - 1)
        table.add_row(
            indent + (clause.number or "–"),
            f"[{_COLOUR.get(clause.section or '', 'white')}]{clause.section}[/]",
            ", ".join(clause.functions),
            f"[bold red]? [/]{clause.score:.2f}" if clause.review else f"{clause.score:.2f}",
            indent + _plain(clause.text),
        )
    out = console()
    out.print(table)
    out.print(_summary(document, name or document.source["path"]), soft_wrap=True, highlight=False, markup=False)


def print_reasons(document: Document, reasons: list[Reason]) -> None:
    """Why each clause has its labels, a few lines each."""
    out = console()
    for clause, reason in zip(document.clauses, reasons, strict=True):
        out.print(f"[bold]{clause.number or '–'}[/] {_plain(clause.text[:60])}", highlight=False)
        carried = ", ".join(f"{_plain(name)} {weight:+.2f}" for name, weight in reason.section)
        out.print(f"   {clause.section}: {reason.structure}" + (f"; {carried}" if carried else ""), highlight=False)
        for function, weights in reason.acts:
            out.print(f"   {function}: " + ", ".join(f"{_plain(n)} {w:+.2f}" for n, w in weights), highlight=False)


def _plain(text: str) -> str:
    return text.replace("[", "\\[")


def _summary(document: Document, name: str) -> str:
    top = [clause for clause in document.clauses if clause.level == 1]
    early = sum(clause.section == "preambular" for clause in top)
    below = len(document.clauses) - len(top)
    return f"{name}: {early} preambular and {len(top) - early} operative clauses, {below} sub-clauses"


def print_evaluation(evaluation: Evaluation, *, errors: int) -> None:
    """The scores of a model beside the baselines, per function and per document, the confusions and the worst errors."""
    out = console()
    out.print(_overview(evaluation))
    out.print(_functions(evaluation.model))
    out.print(_documents(evaluation))
    if evaluation.model.confusion:
        table = Table("gold", "predicted", "count", title="Confusions of the primary function", title_justify="left")
        for (gold, predicted), count in sorted(
            evaluation.model.confusion.items(), key=lambda item: (-item[1], item[0])
        )[:15]:
            table.add_row(gold, predicted, str(count))
        out.print(table)
    if evaluation.errors and errors:
        table = Table(
            "document",
            "error",
            "gold",
            "predicted",
            "score",
            "words",
            title=f"The {min(errors, len(evaluation.errors))} worst errors of {len(evaluation.errors)}",
            title_justify="left",
        )
        for error in evaluation.errors[:errors]:
            table.add_row(
                error.doc_id, error.kind, error.gold, error.predicted, f"{error.score:.2f}", _plain(error.text[:60])
            )
        out.print(table)


def _overview(evaluation: Evaluation) -> Table:
    table = Table(title="Scores (the baselines are given the gold spans)", title_justify="left")
    table.add_column("")
    columns = {"model": evaluation.model, **evaluation.baselines}
    for name in columns:
        table.add_column(name, justify="right")
        if name == "model":
            table.add_column("95 %", justify="right")
    bounds = {m.label: f"{i.low:.3f}-{i.high:.3f}" for m in METRICS for i in [evaluation.intervals[m.key]]}
    for label, value in _ROWS:
        cells = [
            f"{value(scores):.4f}" if name == "model" or not label.startswith(("span", "documents")) else "–"
            for name, scores in columns.items()
        ]
        table.add_row(label, cells[0], bounds.get(label, ""), *cells[1:])
    model = evaluation.model
    clauses = model.spans.tp + model.spans.fn
    table.caption = (
        f"{model.documents} documents ({model.perfect} with every span right), {clauses} clauses, "
        f"{model.labelled} with gold functions"
    )
    return table


_ROWS: tuple[tuple[str, Callable[[Scores], float]], ...] = (
    ("span precision (exact)", lambda s: s.spans.precision),
    ("span recall (exact)", lambda s: s.spans.recall),
    ("span F1 (exact)", lambda s: s.spans.f1),
    ("span F1 (start only)", lambda s: s.starts.f1),
    ("section accuracy", lambda s: s.section_accuracy),
    ("section macro-F1", lambda s: sum(s.section_f1.values()) / max(1, len(s.section_f1))),
    ("primary function accuracy", lambda s: s.primary_accuracy),
    ("primary function macro-F1", lambda s: s.primary_macro_f1),
    ("all functions micro-F1", lambda s: s.functions.f1),
    ("end to end F1", lambda s: s.end_to_end.f1),
)


def _functions(scores: Scores) -> Table:
    table = Table("function", "clauses", "precision", "recall", "F1", title="Primary function", title_justify="left")
    for function, prf in scores.per_function.items():
        table.add_row(function, str(prf.tp + prf.fn), f"{prf.precision:.3f}", f"{prf.recall:.3f}", f"{prf.f1:.3f}")
    return table


def _documents(evaluation: Evaluation) -> Table:
    worst = sorted(evaluation.per_document.items(), key=lambda item: (item[1].end_to_end.f1, item[0]))[:20]
    table = Table(
        "document",
        "clauses",
        "span F1",
        "section",
        "function",
        "end to end",
        title="Documents, the worst first",
        title_justify="left",
    )
    for name, s in worst:
        table.add_row(
            name,
            str(s.spans.tp + s.spans.fn),
            f"{s.spans.f1:.3f}",
            f"{s.section_accuracy:.3f}",
            f"{s.primary_accuracy:.3f}",
            f"{s.end_to_end.f1:.3f}",
        )
    return table
