"""RDF files of any usual format → triples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.rdf.terms import RdfFormat, Triple, parse

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


def read_rdf(path: Path) -> Iterator[Triple]:
    """Yield the triples of an RDF file, whatever graphs they stand in; the ending names the format.

    Raises: InputError with file, line and column when it cannot be read or parsed.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        known = ", ".join(FORMATS)
        raise InputError(f"{path}: found the ending {path.suffix!r}; expected an RDF file: {known}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; expected a readable RDF file") from error
    try:
        # Blank nodes of two files are different nodes, even when both files call them _:b0.
        for quad in parse(data, format=format_, rename_blank_nodes=True, base_iri=path.absolute().as_uri()):
            yield quad.triple
    except SyntaxError as error:
        place = f":{error.lineno}:{error.offset}" if error.lineno is not None else ""
        raise InputError(f"{path}{place}: {error.msg}") from error
