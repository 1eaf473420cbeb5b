"""``kg export``: the graph as files for other programs."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import click

from kg.cli.app import Context, common_options, pass_context
from kg.errors import InputError, UnknownTerm
from kg.export import EXPORTERS
from kg.rdf.iris import Iris
from kg.rdf.terms import NamedNode
from kg.store.contract import Reader
from kg.store.workspace import Workspace


@click.command(
    "export",
    short_help="Write the graph for other programs.",
    epilog="""\b
Examples:
  kg export trig -o campaigns.trig
  kg export csv > figures.csv                      every figure with its words, a row each
  kg export ttl --document kunlun-2023             what one announcement states
  kg export nq --stated                            without what was inferred and found
""",
)
@click.argument("format_", metavar="FORMAT", type=click.Choice(list(EXPORTERS)))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Default: stdout."
)
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only this announcement; repeatable.")
@click.option("--stated", is_flag=True, help="Only what announcements state and the registry holds.")
@common_options
@pass_context
def export_command(
    context: Context, format_: str, output: Path | None, documents: tuple[str, ...], stated: bool
) -> None:
    """Write the store's graphs: nq, trig and jsonld keep them apart, nt and ttl merge them, csv lists the figures.

    The same store gives the same bytes. A file is written whole or not at all.
    """
    settings = context.settings
    with Workspace(settings.workspace).open_reader() as reader:
        graphs = _graphs(reader, Iris(settings.base), documents, stated=stated)
        pieces = EXPORTERS[format_](reader, graphs)
        if output is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            return
        temporary = output.with_name(output.name + ".new")
        try:
            with temporary.open("wb") as file:
                file.writelines(pieces)
            temporary.replace(output)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise InputError(f"{output}: {error.strerror}; expected a file that can be written") from error
    context.talk.info(f"{len(graphs)} graphs written to {output}")


def _graphs(reader: Reader, iris: Iris, documents: tuple[str, ...], *, stated: bool) -> tuple[NamedNode, ...]:
    if documents:
        graphs = tuple(dict.fromkeys(map(iris.announcement_graph, documents)))
        for graph in graphs:
            if not reader.count(graph):
                name = graph.value.rpartition("/")[2]
                raise UnknownTerm(f"no announcement {name!r} in this store; `kg query announcements` lists them")
        return graphs
    names = sorted(reader.graph_names(), key=lambda graph: graph.value)
    if stated:
        announcements = iris.announcement_graph("").value
        names = [g for g in names if g.value.startswith(announcements) or g in (iris.registry, iris.provenance)]
    return tuple(names)


COMMANDS = (export_command,)
