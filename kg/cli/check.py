"""``kg check`` and ``kg compare``: which figures agree, and which may not be set side by side."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE, FINDINGS
from kg.cli.report import print_table
from kg.cli.show import complete_name
from kg.consistency.checks.telling import told
from kg.consistency.facts import FigureFact, World, read_world
from kg.consistency.findings import CHECKS, Finding, render_json
from kg.consistency.run import check
from kg.consistency.sidebyside import SideBySide, side_by_side
from kg.errors import UnknownTerm
from kg.query.lookup import kind_of, resolve
from kg.store.workspace import Workspace
from kg.validate.report import Severity

_STYLES = {Severity.VIOLATION: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_SIGNS = {"comparable": "=", "caveat": "~", "not-comparable": "≠"}


@click.command(
    "check",
    short_help="Tell which figures agree, clash, or may not be compared.",
    epilog="""\b
Examples:
  kg check                               what is worth a look, the worst first
  kg check --only conflict --only growth
  kg check --all --format json > findings.json
""",
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--only", "checks", multiple=True, type=click.Choice(list(CHECKS)), help="Only this check; repeatable.")
@click.option("--all", "all_", is_flag=True, help="Also what holds, agrees or may be compared.")
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "info"]),
    default="info",
    show_default=True,
    help="Nothing milder than this.",
)
@click.option("--document", metavar="ID", help="Only what concerns this announcement.")
@common_options
@pass_context
def check_command(
    context: Context, format_: str, checks: tuple[str, ...], all_: bool, severity: str, document: str | None
) -> int:
    """Set the store's figures against each other.

    Figures are read as intervals: "more than 84,000" clashes with 80,000, not with 84,500. Parts are set against
    totals, growth against what was stated before, later counts against earlier ones, one text against another. Each
    finding names its figures, their words and the arithmetic. A finding is about what announcements state: it does not
    say which of them is right. Exit code 1 when there is a violation.
    """
    with Workspace(context.settings.workspace).open_reader() as reader:
        world = read_world(reader)
    if document is not None and document not in world.documents:
        raise UnknownTerm(f"no announcement {document!r} in this store; `kg query announcements` lists them")
    found = check(world, checks)
    shown = [
        f
        for f in found
        if (all_ or not f.is_quiet)
        and f.severity <= Severity[severity.upper()]
        and (document is None or document in f.documents)
    ]
    if format_ == "json":
        sys.stdout.writelines(render_json(shown))
    else:
        _print(shown)
    counts = Counter((f.check, f.verdict) for f in found)
    context.talk.info(
        ", ".join(f"{n} {name} {verdict}" for (name, verdict), n in sorted(counts.items())) or "no findings"
    )
    return FINDINGS if any(f.severity is Severity.VIOLATION for f in shown) else DONE


def _print(found: Iterable[Finding]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    for finding in found:
        style = _STYLES[finding.severity]
        head = f"[{style}]{finding.severity.name.lower()}[/] {finding.check}: [bold]{finding.verdict}[/]"
        console.print(f"{head}  {escape(', '.join(finding.documents))}")
        console.print(f"  {escape(finding.message)}\n")


@click.command(
    "compare",
    short_help="Set the editions of a series side by side.",
    epilog="""\b
Examples:
  kg compare Kunlun
  kg compare 净网 --format csv
""",
)
@click.argument("series", metavar="SERIES", shell_complete=complete_name)
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@common_options
@pass_context
def compare_command(context: Context, series: str, format_: str) -> None:
    """Set the editions of a series side by side, and say of each two neighbours whether they may be compared.

    A campaign names its series. "=" stands between figures that may be compared, "~" between those that may with a
    caveat, "≠" between those that may not; the reasons stand below the table.
    """
    settings = context.settings
    with Workspace(settings.workspace).open_reader() as reader:
        node = resolve(reader, series, kind=None, base=settings.base)
        world = read_world(reader)
    iri = node.value
    if kind_of(node) == "campaign" and world.campaigns[iri].series:
        iri = world.campaigns[iri].series
    table = side_by_side(world, iri)
    if format_ == "json":
        json.dump(_as_json(table), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif format_ == "csv":
        _write_csv(table)
    else:
        _print_side_by_side(table, world)


def _cell(figure: FigureFact | None) -> str:
    return told(figure) if figure is not None else ""


def _print_side_by_side(table: SideBySide, world: World) -> None:
    if not table.rows:
        named = [e.name for e in table.editions] or ["none with figures and a year"]
        click.echo(f"{world.name_of(table.series)}: nothing to set side by side; editions: {', '.join(named)}")
        return
    sheet = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1))
    sheet.add_column("", overflow="fold")
    for edition in table.editions:
        sheet.add_column(edition.name, justify="right", overflow="fold")
    reasons: list[str] = []
    for row in table.rows:
        signs = {right: (left, gate) for (left, right), gate in row.gates.items()}
        cells = []
        for place, cell in enumerate(row.cells):
            sign = ""
            if place in signs:
                left, gate = signs[place]
                sign = f"{_SIGNS[gate.verdict]} "
                if gate.reasons:
                    between = f"{table.editions[left].name} and {table.editions[place].name}"
                    reasons.append(f"{row.name}, {between}: {gate.verdict}: {'; '.join(gate.reasons)}")
            cells.append(escape(sign + _cell(cell)))
        sheet.add_row(escape(row.name), *cells)
    print_table(sheet)
    click.echo()
    for reason in reasons:
        click.echo(reason)


def _write_csv(table: SideBySide) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["metric", "edition", "value", "comparator", "window", "words", "document", "may be compared", "why"]
    )
    for row in table.rows:
        signs = {right: gate for (_, right), gate in row.gates.items()}
        for place, cell in enumerate(row.cells):
            if cell is not None:
                gate = signs.get(place)
                judged = [gate.verdict, "; ".join(gate.reasons)] if gate else ["", ""]
                window = cell.window.shown()
                words = " ".join(cell.quote.split())
                name = table.editions[place].name
                writer.writerow(
                    [row.name, name, f"{cell.value:f}", cell.comparator, window, words, cell.document, *judged]
                )


def _as_json(table: SideBySide) -> dict[str, object]:
    def cell(figure: FigureFact | None) -> dict[str, object] | None:
        if figure is None:
            return None
        return {
            "figure": figure.iri,
            "value": f"{figure.value:f}",
            "comparator": figure.comparator,
            "quote": figure.quote,
            "document": figure.document,
            "window": {"start": figure.window.start, "end": figure.window.end, "basis": figure.window.basis},
            "domains": sorted(figure.domains),
        }

    return {
        "series": table.series,
        "editions": [{"campaign": e.iri, "name": e.name, "year": e.year} for e in table.editions],
        "rows": [
            {
                "metric": row.name,
                "cells": [cell(c) for c in row.cells],
                "pairs": [
                    {"left": left, "right": right, "verdict": gate.verdict, "reasons": list(gate.reasons)}
                    for (left, right), gate in row.gates.items()
                ],
            }
            for row in table.rows
        ],
    }


COMMANDS = (check_command, compare_command)
