"""``kg build`` and ``kg withdraw``: records into the store, and documents out of it."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kg.cli.app import Context, common_options, pass_context
from kg.cli.report import print_report
from kg.errors import InputError, NotConforming
from kg.pipeline import BuildReport, build, put_records, withdraw_documents
from kg.read.dataset import is_data_folder, record_paths
from kg.resources import resource_dir
from kg.store.workspace import Workspace
from kg.validate.report import Severity, ValidationReport


@click.command(
    "build",
    short_help="Make the store from records and registry, or put documents in it.",
    epilog="""\b
Examples:
  kg build                                   all of data/ (the shipped data where there is none)
  kg build my-data/                          a data folder of your own: records/ and registry/
  kg build data/records/kunlun-2023.json     put or replace one document in the store as it stands
""",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--registry",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="With record files: the registry that links their keys (default: beside them, else the shipped one).",
)
@common_options
@pass_context
def build_command(context: Context, paths: tuple[Path, ...], registry: Path | None) -> None:
    """Build the store from records and registry: quads, SHACL, entailment; then swap it in.

    A data folder makes the store anew. Record files are put into the store as it stands, each replacing what its
    document stated before, or leaving it. A mistake in any file, or a shape that is not met, leaves the store as it
    was, and everything that is wrong is reported at once.
    """
    settings, talk = context.settings, context.talk
    workspace = Workspace(settings.workspace)
    folders = [path for path in paths if is_data_folder(path)]
    for path in paths:
        if (path / "records").is_dir() and path not in folders and registry is None:
            raise InputError(f"{path}: found records/ but no registry/ beside it; give one with --registry")
    if folders and len(paths) > 1:
        raise InputError(f"{folders[0]} is a whole data folder; expected it alone, or record files")
    started = time.monotonic()
    try:
        with talk.steps() as step:
            if not paths or folders:
                folder = folders[0] if folders else _default_data()
                report = build(
                    folder, workspace, base=settings.base, progress=step, hide_proposals=settings.hide_proposals
                )
            else:
                files = record_paths(paths)
                report = put_records(
                    files,
                    workspace,
                    registry=registry,
                    base=settings.base,
                    progress=step,
                    hide_proposals=settings.hide_proposals,
                )
    except NotConforming as error:
        if isinstance(error.report, ValidationReport):
            print_report(error.report, "table", limit=None if talk.verbose else 20)
        raise
    click.echo(_summary(report))
    talk.info(f"done in {time.monotonic() - started:.1f} s; the store is in {workspace.store_path}")
    _tell_warnings(context, report)


@click.command(
    "withdraw",
    short_help="Take documents out of the store.",
    epilog="\b\nExample:\n  kg withdraw kunlun-2023-food\n",
)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@common_options
@pass_context
def withdraw(context: Context, documents: tuple[str, ...]) -> None:
    """Take documents out of the store, with everything that followed from them alone.

    DOCUMENT is the id of an announcement. What other documents state too stays.
    """
    settings = context.settings
    with context.talk.steps() as step:
        report = withdraw_documents(documents, Workspace(settings.workspace), base=settings.base, progress=step)
    click.echo(_summary(report))


def _default_data() -> Path:
    here = Path("data")
    return here if is_data_folder(here) else resource_dir("data")


def _summary(report: BuildReport) -> str:
    changes = [
        f"{len(names)} {word}"
        for word, names in (
            ("added", report.added),
            ("replaced", report.replaced),
            ("withdrawn", report.withdrawn),
            ("kept from before", report.kept),
        )
        if names
    ]
    warnings = report.validation.counts[Severity.WARNING]
    lines = [
        f"documents   {report.documents:,}" + (f" ({', '.join(changes)})" if changes else ""),
        f"figures     {report.figures:,}",
        f"stated      {report.stated:,} quads",
        f"inferred    {report.inferred:,} triples",
        f"merged      {report.merged:,} triples",
        f"shapes      conform, {warnings} warnings" + (" about the change" if changes else ""),
    ]
    return "\n".join(lines)


def _tell_warnings(context: Context, report: BuildReport) -> None:
    for result in report.validation.results:
        if result.severity is Severity.WARNING:
            context.talk.detail(f"warning: {result.focus}: {result.message}")
    if report.validation.counts[Severity.WARNING] and not context.talk.verbose:
        context.talk.info("see the warnings with: kg validate")


COMMANDS = (build_command, withdraw)
