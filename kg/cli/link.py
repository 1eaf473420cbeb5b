"""``kg link``: which names are left to be judged, and what persons judged of them."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE
from kg.cli.report import print_table
from kg.cli.review import who_decides
from kg.errors import DataError, UnknownTerm
from kg.model.judgement import KINDS, NEGATIVE, POSITIVE, UNSURE, VERDICTS, Judgement, replaced, withdrawn
from kg.model.registry import Registry
from kg.pages.escape import harmless
from kg.pipeline.change import find_registry
from kg.pipeline.ingest import put_reviewed
from kg.pipeline.linking import judgements_of, keep_judgements, read_proposals
from kg.read.records import read_record
from kg.resolve.sssom import render_sssom
from kg.settings import Settings
from kg.store.workspace import Workspace

_VERDICT_OF = {"same": POSITIVE, "other": NEGATIVE, "unsure": UNSURE, "undo": None}
_PLURALS = {
    "campaign": "campaigns",
    "series": "series",
    "agency": "agencies",
    "official": "officials",
    "case": "cases",
    "place": "places",
}


@click.command(
    "link",
    short_help="Judge which thing a name means.",
    epilog="""\b
Examples:
  kg link                                            what is left to judge, the likeliest thing for each
  kg link same "Mole Hunting" series/mongoose-hunting --why "both render one Chinese name"
  kg link other "Chinese customs" agency/general-administration-of-customs --why "all customs offices"
  kg link unsure "Mr. Li" official/li-bei --document release-2024 --why "no given name"
  kg link undo "Mole Hunting" series/mongoose-hunting
  kg link --format sssom > judgements.sssom.tsv
""",
)
@click.argument("verdict", required=False, type=click.Choice(list(_VERDICT_OF)))
@click.argument("name", required=False)
@click.argument("thing", required=False, metavar="[KIND/KEY]")
@click.option("--document", metavar="ID", help="Only in this announcement; else wherever the name is met.")
@click.option("--why", metavar="TEXT", help="The reason, which is kept with the judgement.")
@click.option("--by", metavar="NAME", help="Who judges (default: git's user.name, or the user).")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "sssom"]), default="table", show_default=True)
@click.option("--judged", is_flag=True, help="List what was judged instead of what is left.")
@common_options
@pass_context
def link_command(
    context: Context,
    verdict: str | None,
    name: str | None,
    thing: str | None,
    document: str | None,
    why: str | None,
    by: str | None,
    format_: str,
    judged: bool,
) -> int:
    """Judge whether a name is a thing's: same, other or unsure; or take a judgement back with undo.

    What a linker is not sure of is left unlinked and listed here. Judgements are kept in the workspace
    (judgements.json); the documents that they concern are linked anew at once.
    """
    settings = context.settings
    workspace = Workspace(settings.workspace)
    registry, mistakes = find_registry(workspace)
    if mistakes:
        raise DataError(mistakes)
    held = judgements_of(workspace)
    if verdict is None:
        _list(workspace, registry, held, format_, judged=judged, document=document, base=settings.base)
        return DONE
    if name is None or thing is None or (why is None and verdict != "undo"):
        raise click.UsageError(f"kg link {verdict} NAME KIND/KEY" + ("" if verdict == "undo" else " --why TEXT"))
    kind, key = _known(registry, thing)
    said = Judgement(
        verdict=_VERDICT_OF[verdict] or POSITIVE,
        kind=kind,
        name=name,
        thing=key,
        document=document,
        by=by or who_decides(),
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        why=why,
    )
    after = withdrawn(held, said.ground) if verdict == "undo" else replaced(held, said)
    if after == held:
        raise UnknownTerm(f"nothing was judged of {name!r} and {thing}; `kg link --judged` lists what was")
    keep_judgements(workspace, after)
    context.talk.info(f"{_relinked(workspace, registry, settings)} documents linked anew")
    return DONE


def _known(registry: Registry, thing: str) -> tuple[str, str]:
    kind, _, key = thing.partition("/")
    if kind not in KINDS:
        raise click.UsageError(f"found {thing!r}; expected KIND/KEY, the kind one of {', '.join(KINDS)}")
    if key not in {entry.key for entry in getattr(registry, _PLURALS[kind])}:
        raise UnknownTerm(f"the registry has no {kind} {key!r}; `kg show NAME` finds things by name")
    return kind, key


def _relinked(workspace: Workspace, registry: Registry, settings: Settings) -> int:
    """Put the documents kept in the workspace again, so that they are linked as judged; return how many there are."""
    count = 0
    for path in sorted((workspace.path / "records").glob("*.json")):
        file, mistakes = read_record(path)
        if file is None or mistakes:
            raise DataError(mistakes)
        put_reviewed(file.record, workspace, registry, base=settings.base, hide_proposals=settings.hide_proposals)
        count += 1
    return count


def _list(
    workspace: Workspace,
    registry: Registry,
    held: tuple[Judgement, ...],
    format_: str,
    *,
    judged: bool,
    document: str | None,
    base: str,
) -> None:
    everything = (*registry.judgements, *held)
    if format_ == "sssom":
        sys.stdout.write(render_sssom(everything, _labels(registry), base=base))
        return
    rows: list[tuple[str, ...]]
    if judged:
        head: tuple[str, ...] = ("verdict", "name", "thing", "document", "by", "why")
        rows = [
            (j.verdict, j.name, f"{j.kind}/{j.thing}", j.document or "", j.by or "", j.why or "")
            for verdict in VERDICTS
            for j in everything
            if j.verdict == verdict and document in (None, j.document)
        ]
    else:
        head = ("document", "kind", "names", "likeliest", "score", "why")
        rows = [_row(where, item) for where, item in read_proposals(workspace) if document in (None, where)]
    if format_ == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([head, *rows])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in head:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape(harmless(cell)) for cell in row))
    print_table(table)


def _row(document: str, item: dict[str, Any]) -> tuple[str, ...]:
    best = item["candidates"][0]
    reasons = "; ".join([*best["reasons"], item["why"]])
    names = " | ".join(item["names"])
    return document, item["kind"], names, f"{best['kind']}/{best['thing']}", str(best["score"]), reasons


def _labels(registry: Registry) -> dict[tuple[str, str], str]:
    return {
        (kind, entry.key): next((label.value for label in entry.labels if label.is_name), "")
        for kind, plural in _PLURALS.items()
        for entry in getattr(registry, plural)
    }


COMMANDS = (link_command,)
