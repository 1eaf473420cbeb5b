"""``kg verify``: evidence re-checked against the texts at hand."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE, FINDINGS
from kg.read.archive import Archive
from kg.store.workspace import Workspace
from kg.validate.evidence import Documents, Verification, verify


@click.command(
    "verify",
    short_help="Re-check the hash, span and number of every quote.",
    epilog="""\b
Examples:
  kg verify                          hold every figure against its own words
  kg verify --documents texts/       and every hash and span against the texts in a folder
""",
)
@click.option(
    "--documents",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder of documents; found by the hash of their bytes, else by name (<document id>.txt).",
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
@pass_context
def verify_command(context: Context, documents: Path | None, format_: str) -> int:
    """Re-check the hash, the span and the number of every piece of evidence whose text is at hand.

    Exits with 1 when something does not hold, naming each claim that rests on it.
    """
    archive = Archive(context.settings.archive)
    at_hand = Documents.of(documents, archive) if documents else Documents(archive=archive)
    with Workspace(context.settings.workspace).open_reader() as reader:
        result = verify(reader, at_hand)
    if format_ == "json":
        json.dump(asdict(result), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        for finding in result.findings:
            click.echo(f"{finding.document}: {finding.check}: {finding.claim}\n  {finding.message}")
    context.talk.info(_summary(result))
    if result.unchecked_spans or result.unchecked_hashes:
        context.talk.info("give the texts that are not at hand with --documents DIR, or read them with `kg ingest`")
    return DONE if result.holds else FINDINGS


def _summary(result: Verification) -> str:
    """What was checked, what of it holds, and what could not be checked: never more than was looked at."""
    checked = f"{result.spans:,} spans and {result.numbers:,} numbers checked"
    verdict = "these hold" if result.holds else f"{len(result.findings):,} findings"
    lines = [
        f"{result.announcements:,} announcements, {result.texts:,} of them with their text at hand",
        f"{checked}; {verdict}",
    ]
    if result.unchecked_spans or result.unchecked_hashes:
        lines.append(f"not checked: {result.unchecked_spans:,} spans and {result.unchecked_hashes:,} hashes")
    return "; ".join(lines)


COMMANDS = (verify_command,)
