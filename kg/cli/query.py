"""``kg query``: ask the store, or a SPARQL endpoint."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from kg.cli.app import Context, common_options, pass_context
from kg.cli.report import print_table
from kg.errors import InputError
from kg.query.ask import ask_endpoint, prepare_text, update_word
from kg.query.bind import bind
from kg.query.catalogue import CataloguedQuery, find_query, parse_query, read_catalogue
from kg.query.results import GRAPH_FORMATS, SELECT_FORMATS, render_result, show_term
from kg.read.jsonfile import position
from kg.store.contract import Reader, Result, Solutions
from kg.store.workspace import Workspace


def _complete_query(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in read_catalogue() if name.startswith(incomplete)]


@click.command(
    "query",
    short_help="Ask a question of the catalogue, or a query of your own.",
    epilog="""\b
Examples:
  kg query --list
  kg query campaigns-led-by-agency -p agency="Ministry of Public Security"
  kg query my.rq --format csv > rows.csv
  echo 'SELECT * { ?c a ckg:Campaign } LIMIT 5' | kg query -
""",
)
@click.argument("source", required=False, metavar="NAME|FILE|-", shell_complete=_complete_query)
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; repeat for more.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*SELECT_FORMATS, *GRAPH_FORMATS]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint in place of the store.")
@click.option("--list", "list_", is_flag=True, help="List the questions that are ready to ask.")
@click.option("--show", "show_", is_flag=True, help="Print the query with its parameters in place, and do not run it.")
@common_options
@pass_context
def query(
    context: Context,
    source: str | None,
    params: tuple[str, ...],
    format_: str,
    endpoint: str | None,
    list_: bool,
    show_: bool,
) -> None:
    """Ask a catalogued question, a query file, or the query on standard input (-)."""
    if list_:
        _print_list()
        return
    if source is None:
        raise click.UsageError("Missing argument 'NAME|FILE|-'; kg query --list shows the questions ready to ask.")
    catalogued = _read(source)
    word = update_word(catalogued.text)
    if word:
        raise InputError(
            f"{catalogued.name}: found {word}; `kg query` only reads: expected SELECT, ASK, CONSTRUCT or DESCRIBE. "
            f"Documents are put in with `kg build` or `kg ingest`, and taken out with `kg withdraw`"
        )
    values = _parameters(params)
    with Workspace(context.settings.workspace).open_reader() as reader:
        text = prepare_text(bind(catalogued, values, reader, base=context.settings.base))
        if show_:
            click.echo(text)
            return
        result = ask_endpoint(endpoint, text) if endpoint else _ask(reader, text, catalogued.name)
        _print(result, format_)


def _read(source: str) -> CataloguedQuery:
    if source == "-":
        return _plain("standard input", _decoded("standard input", sys.stdin.buffer.read()))
    path = Path(source)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"{source}: {error.strerror}; expected a query file or the name of a question") from error
        return _plain(source, _decoded(source, data))
    return find_query(source, read_catalogue())


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = position(data[: error.start].decode("utf-8", "replace"))
        found = f"the byte 0x{data[error.start]:02x}, which is no UTF-8"
        raise InputError(f"{name}:{line}:{column}: found {found}; expected a SPARQL query as UTF-8 text") from error


def _plain(name: str, text: str) -> CataloguedQuery:
    """A query of the user's own; where its head declares parameters they work like the catalogue's."""
    try:
        return parse_query(name, text)
    except InputError:
        return CataloguedQuery(name=name, title=name, summary="", parameters=(), text=text)


def _parameters(params: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for param in params:
        name, separator, value = param.partition("=")
        if not separator or not name:
            raise InputError(f"-p: found {param!r}; expected NAME=VALUE")
        if name in values:
            raise InputError(f"-p: found {name} twice; expected one value for it")
        values[name] = value
    return values


def _ask(reader: Reader, text: str, name: str) -> Result:
    from kg.errors import QuerySyntaxError

    try:
        return reader.query(text)
    except QuerySyntaxError as error:
        raise QuerySyntaxError(f"{name}: {error}") from error


def _print(result: Result, format_: str) -> None:
    if format_ == "table" and isinstance(result, Solutions):
        _print_table(result)
        return
    for piece in render_result(result, format_):
        sys.stdout.write(piece)


def _print_table(result: Solutions) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in result.variables:
        table.add_column(name, overflow="fold")
    count = 0
    for row in result.rows:
        count += 1
        table.add_row(*(escape(show_term(term)) for term in row))
    print_table(table)
    click.echo(f"{count} row{'s' if count != 1 else ''}")


def _print_list() -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("name", no_wrap=True)
    table.add_column("question")
    table.add_column("parameters")
    for item in read_catalogue().values():
        parameters = ", ".join(p.name + (f"={p.default}" if p.default else "") for p in item.parameters)
        table.add_row(item.name, item.title, parameters)
    print_table(table)


COMMANDS = (query,)
