"""Doubtful labels and clauses worth labelling, as tables on the terminal."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import shorten

from rich.markup import escape
from rich.table import Table

from clausenlp.cli.tables import console
from clausenlp.training.findings import Finding
from clausenlp.training.suggest import Pick

HEAD = 90  # characters of a clause that are shown


def print_findings(findings: Sequence[Finding], wheres: Mapping[str, str], *, total: int) -> None:
    """The doubtful clauses: where they stand, how doubtful, their labels, why, and how they begin."""
    table = Table(title="Labels to look at, the most doubtful first", title_justify="left", expand=True)
    table.add_column("where", no_wrap=True)
    table.add_column("doubt", justify="right", no_wrap=True)
    table.add_column("labels, and what speaks against them", ratio=2)
    table.add_column("clause", ratio=2)
    for finding in findings:
        labels = ", ".join((finding.clause.section, *(finding.clause.functions or ())))
        table.add_row(
            _place(finding, wheres),
            f"{finding.suspicion:.2f}",
            f"[bold]{labels}[/]\n{escape(finding.doubts[0].reason)}",
            escape(shorten(finding.text, HEAD, placeholder=" …")),
        )
    out = console()
    if findings:
        out.print(table)
    out.print(f"{len(findings)} of {total} clauses to look at; nothing was changed", highlight=False)


def _place(finding: Finding, wheres: Mapping[str, str]) -> str:
    """File, line, id, and for a whole text which of its clauses."""
    where = wheres.get(finding.example.id, "")
    clause = f", clause {finding.index + 1}" if finding.example.whole else ""
    return escape(f"{Path(where).name}{clause}\n{finding.example.id}")


def print_picks(picks: Sequence[Pick]) -> None:
    """The clauses worth labelling: their document, the labels that they have now, and how they begin."""
    table = Table(title="Clauses worth labelling, the most useful first", title_justify="left", expand=True)
    table.add_column("document", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("labels now", ratio=1)
    table.add_column("clause", ratio=2)
    for pick in picks:
        labels = ", ".join((pick.clause["section"], *pick.clause["functions"]))
        name = f"{pick.record['doc_id']} {pick.clause['id']}"
        table.add_row(
            escape(name),
            f"{1 - pick.uncertainty:.2f}",
            labels,
            escape(shorten(pick.clause["text"], HEAD, placeholder=" …")),
        )
    console().print(table)
