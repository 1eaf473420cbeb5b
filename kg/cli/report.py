"""A validation report, printed."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from kg.query.results import shorten
from kg.validate.report import Severity, ValidationReport

STYLES = {Severity.VIOLATION: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def print_table(table: Table) -> None:
    """Print a table: as wide as the terminal, or, into a pipe, as wide as it needs with no blanks at line ends."""
    if sys.stdout.isatty():
        Console().print(table)
        return
    console = Console(width=2000)
    with console.capture() as captured:
        console.print(table)
    sys.stdout.writelines(line.rstrip() + "\n" for line in captured.get().splitlines())


def print_report(report: ValidationReport, format_: str, *, limit: int | None = None) -> None:
    """Print a report to standard output as a table, JSON or a Turtle sh:ValidationReport."""
    if format_ == "json":
        sys.stdout.write(report.to_json() + "\n")
    elif format_ == "ttl":
        sys.stdout.write(report.to_graph("ttl").decode("utf-8"))
    else:
        _print_table(report, limit)


def _print_table(report: ValidationReport, limit: int | None) -> None:
    shown = report.results if limit is None else report.results[:limit]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("severity", "at", "value", "what to do"):
        table.add_column(heading, overflow="fold")
    for result in shown:
        row = result.row()
        value = (row["value"] or "").replace("[", r"\[")
        message = f"{row['message']} ({(row['shape'] or '').rpartition('/')[2]})".replace("[", r"\[")
        style = STYLES[result.severity]
        table.add_row(f"[{style}]{row['severity']}[/]", shorten(result.focus).strip("<>"), value, message)
    if shown:
        print_table(table)
    if len(report.results) > len(shown):
        print(f"… and {len(report.results) - len(shown)} more (-v shows all)")
    counts = ", ".join(f"{report.counts[s]} {s.name.lower()}{'s' if report.counts[s] != 1 else ''}" for s in Severity)
    print(f"{'conforms' if report.conforms else 'does not conform'}: {counts}")
