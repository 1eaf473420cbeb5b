"""``kg review``: what a machine proposed, decided on by a person."""

from __future__ import annotations

import difflib
import getpass
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE
from kg.cli.report import print_table
from kg.cli.walk import Walk, entry_at, heading, shown_trust
from kg.errors import DataError, InputError, UnknownTerm
from kg.model.accepted import accepted_record, aligned
from kg.model.decisions import ACCEPTED, KINDS, REJECTED
from kg.model.document import Source
from kg.model.record import ExtractionRecord, Review
from kg.model.reviewing import Place, Reviewing
from kg.pages.escape import harmless
from kg.pipeline.change import find_registry
from kg.pipeline.ingest import put_reviewed
from kg.pipeline.reading import without_text
from kg.read.archive import Archive
from kg.read.decisions import read_decisions, write_decisions
from kg.read.document import DocumentReader
from kg.read.records import read_record
from kg.read.render import render_record
from kg.settings import Settings
from kg.store.workspace import Workspace

_ACTS = {"accept": ACCEPTED, "reject": REJECTED, "undo": None}


@click.command(
    "review",
    short_help="Accept, reject or correct what a machine proposed.",
    epilog="""\b
Examples:
  kg review                                    the documents in the workspace, and how much is left to review
  kg review release                            walk through what is proposed: one key for each
  kg review release --list
  kg review release --accept-above 0.9         what the machine is sure of
  kg review release --decide figure@120=accept --decide coast-watch=reject
  kg review record.json --text release.txt     a record that is in no workspace
  kg review release --write data/records       what was accepted, as a record for the repository
""",
)
@click.argument("document", required=False, metavar="[DOCUMENT|FILE]")
@click.option("--text", "text_path", type=click.Path(path_type=Path), metavar="FILE", help="The document itself.")
@click.option("--by", metavar="NAME", help="Who decides (default: git's user.name, or the user).")
@click.option("--list", "list_", is_flag=True, help="List what is there, with the key of each.")
@click.option("--all", "all_", is_flag=True, help="Also what was decided on before.")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@click.option("--accept-above", type=click.FloatRange(0, 1), metavar="P", help="Accept proposals of this confidence.")
@click.option("--decide", multiple=True, metavar="KEY=accept|reject|undo", help="Decide without asking; repeatable.")
@click.option(
    "--write", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write what is accepted."
)
@common_options
@pass_context
def review_command(
    context: Context,
    document: str | None,
    text_path: Path | None,
    by: str | None,
    list_: bool,
    all_: bool,
    kind: str | None,
    accept_above: float | None,
    decide: tuple[str, ...],
    write: Path | None,
) -> int:
    """Accept, reject or correct what a machine proposed, each thing with the sentence that states it.

    Decisions are kept in the workspace (decisions/<id>.json) with who made them and when, apart from any reading:
    when the document is read again they hold, and what was accepted is never overwritten.
    """
    settings = context.settings
    if document is None:
        if list_ or all_ or decide or write or accept_above is not None:
            raise click.UsageError("which document? `kg review` alone lists those in the workspace")
        _list_documents(settings)
        return DONE
    desk = _open_desk(document, text_path, settings)
    for remark in desk.review.applied.remarks:
        context.talk.info(f"{desk.review.record.document.id}: {harmless(remark.message)}")
    name = by or who_decides()
    begun = desk.review
    for said in decide:
        desk.save(_decided(desk.review, said, name))
    if accept_above is not None:
        sure = [p for p in desk.review.proposals() if kind in (None, p[0]) and _is_sure(desk.review, p, accept_above)]
        desk.save(desk.review.decided(sure, ACCEPTED, by=name, at=_now()))
        context.talk.info(f"{len(sure)} accepted at {accept_above:g} or above")
    if list_:
        _list_items(desk.review, kind, everything=all_)
    if not (list_ or decide or write or accept_above is not None):
        console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
        Walk(desk.review, name, _now, desk.save, console, kind=kind, everything=all_).run()
    # Also what an earlier sitting decided and could not put into the store: it was locked, or broke a shape.
    if desk.review.decisions != begun.decisions or (not list_ and desk.review.record != begun.base):
        desk.finish()
        counts = desk.review.counts()
        context.talk.info(", ".join(f"{counts[status]} {status}" for status in ("accepted", "rejected", "proposed")))
    if write is not None:
        click.echo(_write(desk.review, write, name))
    return DONE


@dataclass(slots=True)
class _Desk:
    """A review and where it is kept."""

    review: Reviewing
    path: Path
    finish: Callable[[], None]

    def save(self, review: Reviewing) -> None:
        """Keep the decisions; the record and the store follow when the sitting ends."""
        if review.decisions != self.review.decisions:
            write_decisions(self.path, review.decisions)
        self.review = review


def _open_desk(name: str, text_path: Path | None, settings: Settings) -> _Desk:
    kept = settings.workspace / "records" / f"{name}.json"
    in_workspace = not Path(name).is_file()
    if in_workspace and not kept.is_file():
        near = difflib.get_close_matches(name, _documents(settings), n=3)
        hint = f"; near ones are {', '.join(near)}" if near else "; `kg review` lists those that are"
        raise UnknownTerm(f"no document {name!r} in {settings.workspace}, and no such file{hint}")
    file, mistakes = read_record(kept if in_workspace else Path(name))
    if file is None or mistakes:
        raise DataError(mistakes)
    record = file.record
    path = settings.workspace / "decisions" / f"{record.document.id}.json"
    decisions = read_decisions(path, record.document.id, record.document.sha256)
    text = _text_of(record.document.id, text_path, settings, in_workspace=in_workspace)
    desk = _Desk(Reviewing.begin(record, decisions, text), path, lambda: None)
    if in_workspace:
        desk.finish = lambda: _put_back(desk.review.record, settings)
    return desk


def _text_of(document: str, path: Path | None, settings: Settings, *, in_workspace: bool) -> str | None:
    if path is not None:
        with DocumentReader() as reader:
            return reader.read(Source(id=document, name=str(path))).text.content
    if not in_workspace:
        return None
    try:
        return Archive(settings.workspace / "archive").read_text(document).content
    except UnknownTerm:
        return None


def _put_back(record: ExtractionRecord, settings: Settings) -> None:
    workspace, hidden = Workspace(settings.workspace), settings.hide_proposals
    registry, mistakes = find_registry(workspace)  # whose names linked it when it was put in
    if mistakes:
        raise DataError(mistakes)
    put_reviewed(record, workspace, registry, base=settings.base, hide_proposals=hidden)


def _decided(review: Reviewing, said: str, by: str) -> Reviewing:
    key, _, act = said.rpartition("=")
    if act not in _ACTS or not key:
        raise click.UsageError(f"--decide: found {said!r}; expected KEY=accept, KEY=reject or KEY=undo")
    place = review.keys().get(key)
    if place is None:
        near = difflib.get_close_matches(key, review.keys(), n=3)
        raise UnknownTerm(f"no item {key!r}" + (f"; near ones are {', '.join(near)}" if near else "; see --list"))
    status = _ACTS[act]
    return review.withdrawn(place) if status is None else review.decided([place], status, by=by, at=_now())


def _is_sure(review: Reviewing, place: Place, bound: float) -> bool:
    confidence = review.item(place).confidence
    return confidence is not None and confidence >= Decimal(str(bound))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def who_decides() -> str:
    """Return who is at the keyboard: git's user.name, else the user."""
    try:
        ran = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)
        if name := ran.stdout.strip():
            return name
    except (OSError, subprocess.SubprocessError):
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise InputError("it is not known who decides; say so with --by NAME") from error


def _write(review: Reviewing, folder: Path, by: str) -> str:
    """Write what was accepted and return what to say about it; a file that holds just that already is left alone."""
    kept = [d for d in review.decisions.decisions if d.status != REJECTED]
    last = max(kept, key=lambda d: d.at or "", default=None)
    # The time is that of the last decision, so that writing again writes the same.
    by_and_at = Review(status=ACCEPTED, by=(last and last.by) or by, at=last.at if last else None)
    record = without_text(accepted_record(review.record, by_and_at))
    left_out = len(review.proposals())
    path = folder / f"{record.document.id}.json"
    if path.exists():
        earlier, mistakes = read_record(path)
        if earlier is None or mistakes:
            raise DataError(mistakes)
        record = aligned(record, earlier.record)
        if record == earlier.record:
            return f"{path}: unchanged"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".json.new")
        temporary.write_text(render_record(record), "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; expected a folder that can be written to") from error
    return f"{path}: {len(record.figures)} figures, {len(record.relations)} relations; {left_out} proposals left out"


# Listing


def _documents(settings: Settings) -> list[str]:
    folder = settings.workspace / "records"
    return sorted(path.stem for path in folder.glob("*.json")) if folder.is_dir() else []


def _list_documents(settings: Settings) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("document", "proposed", "accepted", "rejected"):
        table.add_column(title, justify="left" if title == "document" else "right")
    names = _documents(settings)
    for name in names:
        counts = _open_desk(name, None, settings).review.counts()
        table.add_row(name, *(str(counts[status]) for status in ("proposed", "accepted", "rejected")))
    if names:
        print_table(table)
    else:
        click.echo(f"no documents in {settings.workspace} yet; `kg ingest` puts some there", err=True)


def _list_items(review: Reviewing, kind: str | None, *, everything: bool) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("key", "kind", "what was read", "confidence or status"):
        table.add_column(title, overflow="fold")
    for place in review.places() if everything else review.proposals():
        if kind in (None, place[0]):
            entry = entry_at(review, place)
            row = (harmless(review.key(place)), entry.kind, heading(entry), shown_trust(entry))
            table.add_row(*map(escape, row))
    print_table(table)


COMMANDS = (review_command,)
