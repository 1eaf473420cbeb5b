"""The shapes over a whole store, or over RDF files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.model import vocabulary as v
from kg.pipeline.engines import Engines
from kg.rdf.formats import read_rdf
from kg.rdf.iris import Iris
from kg.rdf.terms import RdfFormat, Triple, parse
from kg.reason.rules import is_inferred_graph
from kg.store.contract import Reader
from kg.validate.integrity import DatasetChecks
from kg.validate.report import ValidationReport
from kg.validate.shacl import Engine, Shapes
from kg.validate.slices import WHOLE, Slices, validate_slices


def validate_store(reader: Reader, *, base: str = v.BASE, engine: Engine = "pyshifty") -> ValidationReport:
    """Return what the shapes, and the checks on graphs, find in a store."""
    shapes = Engines.load(base).shapes
    checks = DatasetChecks(base=base, subclasses=shapes.subclasses)
    if engine == "pyshifty" and reader.count() > WHOLE:
        return _validate_large(reader, shapes, checks, Iris(base))
    for graph in reader.graph_names():
        checks.add(graph, (quad.triple for quad in reader.quads(graph=graph)))
    return shapes.validate_triples(reader.dump(), engine) | checks.report()


def _validate_large(reader: Reader, shapes: Shapes, checks: DatasetChecks, iris: Iris) -> ValidationReport:
    """Return the same for a store that is too large to be looked at at once."""
    announcements = iris.announcement_graph("").value
    inferred: list[Triple] = []
    with Slices(shapes.reads) as slices:
        for graph in reader.graph_names():
            if is_inferred_graph(graph, base=iris.base) and graph != iris.inferred:
                continue  # what one rule derives stands in the graph of all that is inferred, too
            text = reader.dump(graph)
            triples = [quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)]
            checks.add(graph, triples)
            if graph == iris.inferred:
                inferred = triples
            elif graph.value.startswith(announcements):
                slices.add_document(triples, text)
            else:
                slices.add_common(triples)
        slices.add_inferred(inferred)
        return validate_slices(shapes, reader, slices) | checks.report()


def validate_files(paths: Sequence[Path], *, engine: Engine = "pyshifty", base: str = v.BASE) -> ValidationReport:
    """Return what the shapes find in the merged triples of RDF files.

    Raises: InputError naming the file that cannot be read, and where.
    """
    triples: set[Triple] = set()
    for path in paths:
        triples.update(read_rdf(path))
    return Engines.load(base).shapes.validate_triples(triples, engine)
