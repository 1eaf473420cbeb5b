"""``kg extract``: documents into extraction records; nothing is stored."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE, exit_code
from kg.cli.reader import make_reader, reader_option
from kg.cli.report import print_table
from kg.errors import InputError
from kg.model.document import Source
from kg.model.record import ExtractionRecord
from kg.pages.announcement import render_announcement_page
from kg.pipeline.reading import Announcement, gazetteer_of, iter_announcements
from kg.query.description import shown_period, shown_value
from kg.rdf.quads import COMPARATORS
from kg.read.registry import read_registry
from kg.read.render import render_record
from kg.read.sources import iter_sources
from kg.resources import resource_dir


@click.command(
    "extract",
    short_help="Read documents into records, touching no store.",
    epilog="""\b
Examples:
  kg extract release.html                    the record, as JSON
  kg extract release.pdf --format table      what was found, to read
  kg extract release.pdf --format html > release.html       the text with all of it marked, to look at
  kg extract releases/ -o records/           a file for each document; a second run goes on where it stopped
  curl -s URL | kg extract - | jq .figures
""",
)
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@click.option(
    "--format", "format_", type=click.Choice(["record", "table", "html"]), default="record", show_default=True
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write <id>.json (or <id>.html) here.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--again", is_flag=True, help="With -o: read documents again whose record is already there.")
@reader_option
@common_options
@pass_context
def extract(
    context: Context,
    documents: tuple[str, ...],
    format_: str,
    output: Path | None,
    workers: int,
    again: bool,
    reader: str,
) -> int:
    """Read documents — text, HTML, Markdown, PDF, DOCX, folders, URLs, or - for standard input — into records.

    A record says what the announcement names, relates and counts, each tied to the characters that state it. A
    document that cannot be read is told and left out; the rest goes on.
    """
    sources = list(iter_sources(documents))
    if format_ == "html" and output is None and len(sources) > 1:
        raise click.UsageError(f"{len(sources)} documents make as many pages; give a folder for them with -o DIR")
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        if not again and format_ != "html":
            sources = [s for s in sources if not _is_there(s, output / f"{s.id}.json")]
    registry, mistakes = read_registry(resource_dir("data") / "registry")
    gazetteer = None if mistakes else gazetteer_of(registry)
    found_by = iter_announcements(
        sources, gazetteer=gazetteer, workers=workers, extractor=make_reader(reader, context.settings, registry)
    )
    worst = DONE
    with context.talk.steps() as step, closing(found_by):
        step("reading documents", 0, len(sources))
        for done, found in enumerate(found_by, start=1):
            step("reading documents", done, len(sources))
            if isinstance(found, Announcement):
                for claim in found.dropped:
                    context.talk.info(f"{found.record.document.id}: dropped {claim}")
                _put(found, format_, output)
            else:
                context.talk.error(str(found.error), error=type(found.error).__name__, document=found.source.name)
                worst = max(worst, exit_code(found.error))
    if output is not None:
        context.talk.info(f"{len(sources)} documents read into {output}")
    return worst


def _is_there(source: Source, path: Path) -> bool:
    """Whether the record of these very bytes is there already."""
    if source.is_url or source.name == "-" or not path.is_file():
        return False
    try:
        known = json.loads(path.read_bytes())["document"]["sha256"]
        return bool(known == hashlib.sha256(Path(source.name).read_bytes()).hexdigest())
    except (ValueError, KeyError, TypeError, OSError):
        return False


def _put(found: Announcement, format_: str, output: Path | None) -> None:
    record = found.record
    if format_ == "html":
        page = render_announcement_page(record, found.read.text.content)
        if output is None:
            sys.stdout.write(page)
        else:
            _write_whole(output / f"{record.document.id}.html", page)
    elif output is not None:
        _write_whole(output / f"{record.document.id}.json", render_record(record))
    elif format_ == "record":
        sys.stdout.write(render_record(record))
    else:
        for heading, table in tables(record):
            click.echo(heading)
            print_table(table)
            click.echo()


def _write_whole(path: Path, text: str) -> None:
    """Put text into a file, whole or not at all: a run that is interrupted leaves no half of it."""
    temporary = path.with_name(path.name + ".new")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; expected a folder that can be written to") from error


def tables(record: ExtractionRecord) -> Iterator[tuple[str, Table]]:
    """Yield what a record holds as tables with a heading each."""
    document = record.document
    about = " · ".join(part for part in (document.title, document.publisher, document.published) if part)
    yield f"{document.id} ({document.language}) {about}".rstrip(), _entities(record)
    if record.relations:
        yield "relations", _table(("relation", "from", "to", "words"), _relation_rows(record))
    if record.figures:
        yield (
            "figures",
            _table(("value", "action", "what", "campaign", "domains", "period", "words"), _figure_rows(record)),
        )


def _table(headings: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def _entities(record: ExtractionRecord) -> Table:
    def rows() -> Iterator[tuple[str, ...]]:
        for kind in ("campaigns", "agencies", "officials", "cases"):
            for item in getattr(record, kind):
                confidence = "" if item.confidence is None else f"{item.confidence:.2f}"
                yield kind[:-1] if kind != "agencies" else "agency", item.key, " · ".join(item.names), confidence
        for event in record.events:
            yield "event", event.key, " ".join(filter(None, (event.kind, event.date, event.place))), ""

    return _table(("kind", "key", "names", "confidence"), rows())


def _words(quote: str) -> str:
    return " ".join(quote.split())


def _relation_rows(record: ExtractionRecord) -> Iterator[tuple[str, ...]]:
    for relation in record.relations:
        words = "; ".join(_words(span.quote) for span in relation.evidence[:1])
        yield relation.type, relation.source, relation.target, words


def _figure_rows(record: ExtractionRecord) -> Iterator[tuple[str, ...]]:
    shown: Callable[..., str] = shown_value
    for f in record.figures:
        value = shown(str(f.value), str(f.upper or ""), COMPARATORS[f.comparator], f.unit, f.unit_text or "")
        period = shown_period(f.period.start or "", f.period.end or "") if f.period else ""
        yield value, f.action or "", f.what or "", f.campaign or "", ", ".join(f.domains), period, _words(f.span.quote)


COMMANDS = (extract,)
