"""The shapes over a whole store, or over RDF files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.model import vocabulary as v
from kg.pipeline.engines import Engines
from kg.rdf.formats import read_rdf
from kg.rdf.terms import Triple
from kg.store.contract import Reader
from kg.validate.integrity import check_dataset
from kg.validate.report import ValidationReport
from kg.validate.shacl import Engine


def validate_store(reader: Reader, *, base: str = v.BASE, engine: Engine = "pyshifty") -> ValidationReport:
    """Return what the shapes, and the checks on graphs, find in a store."""
    shapes = Engines.load(base).shapes
    graphs = ((graph, (quad.triple for quad in reader.quads(graph=graph))) for graph in reader.graph_names())
    return shapes.validate_triples(reader.dump(), engine) | check_dataset(
        graphs, base=base, subclasses=shapes.subclasses
    )


def validate_files(paths: Sequence[Path], *, engine: Engine = "pyshifty", base: str = v.BASE) -> ValidationReport:
    """Return what the shapes find in the merged triples of RDF files.

    Raises: InputError naming the file that cannot be read, and where.
    """
    triples: set[Triple] = set()
    for path in paths:
        triples.update(read_rdf(path))
    return Engines.load(base).shapes.validate_triples(triples, engine)
