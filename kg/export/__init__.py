"""The graph as files that other programs read; `EXPORTERS` lists the formats in the open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.export.rdf import iter_jsonld, iter_nquads, iter_ntriples, iter_trig, iter_turtle
from kg.export.table import iter_figures_csv
from kg.rdf.terms import NamedNode
from kg.store.contract import Reader

Exporter = Callable[[Reader, tuple[NamedNode, ...]], Iterator[bytes]]
"""Yields a file piece by piece: of the graphs given, in their order."""

EXPORTERS: dict[str, Exporter] = {
    "nq": iter_nquads,
    "trig": iter_trig,
    "nt": iter_ntriples,
    "ttl": iter_turtle,
    "jsonld": iter_jsonld,
    "csv": iter_figures_csv,
}
