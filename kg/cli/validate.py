"""``kg validate``: SHACL over the store, or over RDF files."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE, FINDINGS
from kg.cli.report import print_report
from kg.pipeline import validate_files, validate_store
from kg.store.workspace import Workspace
from kg.validate.report import Severity
from kg.validate.shacl import ENGINES, Engine


@click.command(
    "validate",
    short_help="Hold the store, or RDF files, against the shapes.",
    epilog="""\b
Examples:
  kg validate                                  the store
  kg validate my.ttl more.trig --format ttl    RDF files; the report as a sh:ValidationReport
  kg validate --engine pyshacl                 by the reference engine
""",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--format", "format_", type=click.Choice(["table", "json", "ttl"]), default="table", show_default=True)
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True)
@click.option(
    "--severity",
    type=click.Choice([s.name.lower() for s in Severity]),
    default="warning",
    show_default=True,
    help="List results down to this severity in the table; only violations keep a graph from conforming.",
)
@common_options
@pass_context
def validate(context: Context, files: tuple[Path, ...], format_: str, engine: Engine, severity: str) -> int:
    """Validate the store, or RDF files (Turtle, N-Triples, N-Quads, TriG, RDF/XML, JSON-LD), against the shapes.

    Exits with 1 when a shape is violated.
    """
    with context.talk.steps() as step:
        step("validating", 0, 0)
        if files:
            report = validate_files(files, engine=engine)
        else:
            with Workspace(context.settings.workspace).open_reader() as reader:
                report = validate_store(reader, base=context.settings.base, engine=engine)
    shown = report.at_least(Severity[severity.upper()]) if format_ == "table" else report
    print_report(shown, format_, limit=None if context.talk.verbose else 50)
    return DONE if report.conforms else FINDINGS


COMMANDS = (validate,)
