"""``kg ingest``: documents into the store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE, exit_code
from kg.cli.reader import make_reader, reader_option
from kg.cli.report import print_report
from kg.errors import DataError, NotConforming
from kg.pipeline.change import find_registry
from kg.pipeline.ingest import Ingested, Unchanged, ingest
from kg.pipeline.reading import Failure
from kg.read.sources import iter_sources
from kg.store.workspace import Workspace
from kg.validate.report import Severity, ValidationReport


@click.command(
    "ingest",
    short_help="Read documents and put what they state into the store.",
    epilog="""\b
Examples:
  kg ingest release.html
  kg ingest releases/ --workers 2         a second run goes on where the first one stopped
  kg ingest https://agency.example/news/42
""",
)
@click.argument("documents", nargs=-1, required=True, metavar="DOC|DIR|URL...")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option(
    "--registry",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The registry whose names link what is read (default: the one the store was built with).",
)
@click.option("--again", is_flag=True, help="Read documents again whose very bytes are in the store already.")
@reader_option
@common_options
@pass_context
def ingest_command(
    context: Context, documents: tuple[str, ...], workers: int, registry: Path | None, again: bool, reader: str
) -> int:
    """Read documents and put what they state into the store, each whole or not at all.

    What a machine read is "proposed" until a person has looked; with proposals = "hidden" in kg.toml (or
    KG_PROPOSALS=hidden) it stays out of the graph till then. The original, the text read from it and the record
    are kept in the workspace. A document that cannot be read, or whose graph breaks a shape, is told and left out;
    the rest goes on.
    """
    settings, talk = context.settings, context.talk
    sources = list(iter_sources(documents))
    workspace = Workspace(settings.workspace)
    names, mistakes = find_registry(workspace, registry)
    if mistakes:
        raise DataError(mistakes)
    worst, landed, unchanged = DONE, 0, 0
    with talk.steps() as step:
        found = ingest(
            sources,
            workspace,
            names,
            base=settings.base,
            workers=workers,
            again=again,
            extractor=make_reader(reader, settings, names),
            hide_proposals=settings.hide_proposals,
        )
        step("ingesting documents", 0, len(sources))
        with closing(found):
            for done, outcome in enumerate(found, start=1):
                step("ingesting documents", done, len(sources))
                if isinstance(outcome, Ingested):
                    landed += 1
                    for claim in outcome.dropped:
                        talk.info(f"{outcome.record.document.id}: dropped {claim}")
                    click.echo(_line(outcome))
                elif isinstance(outcome, Unchanged):
                    unchanged += 1
                else:
                    talk.error(_told(outcome))
                    if isinstance(outcome.error, NotConforming) and isinstance(outcome.error.report, ValidationReport):
                        print_report(outcome.error.report.at_least(Severity.VIOLATION), "table", limit=10)
                    worst = max(worst, exit_code(outcome.error))
    talk.info(f"{landed} documents ingested, {unchanged} unchanged, {len(sources) - landed - unchanged} not taken")
    return worst


def _told(failure: Failure) -> str:
    """Return why a document was not taken, with its name in front once."""
    name, message = failure.source.name, str(failure.error)
    return message if message.startswith(name) else f"{name}: {message}"


def _line(outcome: Ingested) -> str:
    record = outcome.record
    counted = f"{len(record.campaigns)} campaigns, {len(record.agencies)} agencies, {len(record.figures)} figures"
    return f"{record.document.id}: {'replaced' if outcome.replaced else 'added'}, {counted}"


COMMANDS = (ingest_command,)
