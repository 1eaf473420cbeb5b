"""``kg stats``: counts of what the store holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table

from kg.cli.app import Context, common_options, pass_context
from kg.query.statistics import count
from kg.store.workspace import Workspace


@click.command(
    "stats",
    short_help="Count what the store holds.",
    epilog="\b\nExamples:\n  kg stats\n  kg stats --format json | jq .classes\n",
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
@pass_context
def stats(context: Context, format_: str) -> None:
    """Count what the store holds, by class, graph, language and review status."""
    with Workspace(context.settings.workspace).open_reader() as reader:
        found = count(reader)
    if format_ == "json":
        json.dump(asdict(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    console = Console() if sys.stdout.isatty() else Console(width=120)
    console.print(f"{found.triples:,} triples in the merged view")
    _table(console, "class (stated)", found.classes)
    _table(console, "class (inferred)", found.inferred_classes)
    _table(console, "graph", found.graphs)
    _table(console, "language of names", found.languages)
    _table(console, "language of announcements", found.announcement_languages)
    _table(console, "review status of figures", found.statuses)
    figures = found.classes.get("ckg:Figure", 0)
    console.print(f"\n{found.figures_with_position:,} of {figures:,} figures have their place in the text")


def _table(console: Console, heading: str, counts: Mapping[str, int]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    table.add_column(heading, min_width=34)
    table.add_column("count", justify="right")
    for name, number in counts.items():
        table.add_row(name, f"{number:,}")
    console.print()
    console.print(table)


COMMANDS = (stats,)
