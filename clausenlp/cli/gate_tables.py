"""What a training has come to, as tables and a few lines on the terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from clausenlp.cli.tables import console
from clausenlp.gate.changes import Change
from clausenlp.gate.compare import FAMILIES, Row
from clausenlp.gate.gate import Gate
from clausenlp.gate.retrain import Outcome

SHOWN = 15  # changes on the terminal; --json has all


def print_outcome(outcome: Outcome, place: Path) -> None:
    """The comparison and the verdict."""
    if outcome.gate is not None:
        print_gate(outcome.gate)
    out = console()
    if outcome.unread is not None:
        out.print(Text(f"the model in place was not compared: {outcome.unread}"), soft_wrap=True)
    data = outcome.card["data"]
    out.print(
        f"trained on {data['clauses']} clauses ({data['texts']} whole texts, {data['single_clauses']} single clauses)",
        highlight=False,
    )
    out.print(Text(verdict(outcome, place)), soft_wrap=True)


def verdict(outcome: Outcome, place: Path) -> str:
    """What was decided and why, in words."""
    against = "" if outcome.present is None else f" {outcome.present.path}"
    worse = [] if outcome.gate is None else [row.words for row in outcome.gate.worse]
    if outcome.decision == "first":
        return f"{place}: the first model here, there was none to compare with"
    if outcome.decision == "same":
        return f"{place}: the same model as{against}"
    if outcome.decision == "promoted":
        return f"{place}: the new model is in place; nothing that matters is worse than with{against}"
    if outcome.decision == "forced":
        return f"{place}: the new model is in place by --force, although worse than{against}: {'; '.join(worse)}"
    stays = "the old model stays" if place.exists() else "nothing is written"
    return (
        f"{place}: {stays}, the new model is worse than{against}: {'; '.join(worse)}. "
        "Look at your examples with `clausenlp check`, or take the new model all the same with --force"
    )


def print_gate(gate: Gate) -> None:
    """Figures of both models, what became of the new examples, and the labels that change."""
    out = console()
    for family, meaning in FAMILIES.items():
        _print_figures(family, meaning, [row for row in gate.rows if row.family == family])
    if all(row.family != "held out" for row in gate.rows):
        out.print(
            "Compared on the gold alone: the data of the old model are the same, or nobody knows them", soft_wrap=True
        )
    if gate.added is not None:
        out.print(
            f"Your {gate.added.clauses} new clauses, section and primary function right: old model {gate.added.old:.3f}, "
            f"new model without the fold they are in {gate.added.new:.3f}",
            highlight=False,
            soft_wrap=True,
        )
    _print_changes(f"Labels that change on the gold: {len(gate.changes)}", gate.changes)
    if (seen := gate.watched) is not None:
        title = f"Labels that change on {seen.files} watched files: {len(seen.changes)} of {seen.clauses} clauses"
        _print_changes(title, seen.changes)
        for failure in seen.failures:
            out.print(Text(f"not compared: {failure.path}: {failure.error}"), soft_wrap=True)


def _print_figures(family: str, meaning: str, rows: Sequence[Row]) -> None:
    """A table of figures; labels and organs that are as before are only counted."""
    if not rows:
        return
    out, shown = console(), list(rows)
    if family in ("label", "organ"):
        shown = [row for row in rows if row.old != row.new]
        out.print(f"{meaning}: {len(rows) - len(shown)} as before, {len(shown)} changed", highlight=False)
    if shown:
        out.print(_figures("" if family in ("label", "organ") else meaning, shown))


def _figures(title: str, rows: Sequence[Row]) -> Table:
    support = "texts" if rows[0].family == "organ" else "clauses"
    table = Table("", support, "old", "new", "difference", "interval", "", title=title, title_justify="left")
    for row in rows:
        mark = "[bold red]worse[/]" if row.worse else "" if row.decides else "[dim]too few[/]"
        figures = (
            f"{row.old:.3f}",
            f"{row.new:.3f}",
            f"{row.new - row.old:+.3f}",
            f"{row.low:+.3f} to {row.high:+.3f}",
        )
        table.add_row(row.name.replace("[", "\\["), str(row.support), *figures, mark)
    return table


def _print_changes(title: str, changes: Sequence[Change]) -> None:
    out = console()
    if not changes:
        out.print(Text(title))
        return
    table = Table("document", "no.", "old", "new", "gold", "words", title=title, title_justify="left")
    for change in changes[:SHOWN]:
        cells = (change.document, change.number or "–", change.old, change.new, change.gold or "", change.text[:50])
        table.add_row(*(cell.replace("[", "\\[") for cell in cells))
    out.print(table)
    if len(changes) > SHOWN:
        out.print(f"... and {len(changes) - SHOWN} more (--json has all)", highlight=False)
