"""Named graphs as N-Quads, TriG, N-Triples, Turtle and JSON-LD: the same store, the same bytes.

Graph by graph, so that memory holds the largest one and not the store; only JSON-LD and the merged formats (N-Triples,
Turtle), in which a triple of two graphs stands once, need more.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from kg.model.vocabulary import PREFIXES
from kg.rdf.terms import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from kg.store.contract import Reader

_HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items())).encode()


def iter_nquads(reader: Reader, graphs: tuple[NamedNode, ...]) -> Iterator[bytes]:
    """Yield the graphs as N-Quads, sorted within each graph.

    Source: https://www.w3.org/TR/n-quads/
    """
    for graph in graphs:
        name = f" <{graph.value}> .".encode()
        yield b"".join(line.removesuffix(b" .") + name + b"\n" for line in _lines(reader, graph))


def iter_trig(reader: Reader, graphs: tuple[NamedNode, ...]) -> Iterator[bytes]:
    """Yield the graphs as TriG with the usual prefixes. Source: https://www.w3.org/TR/trig/"""
    yield _HEAD
    for graph in graphs:
        quads = (Quad(t.subject, t.predicate, t.object, graph) for t in _triples(b"\n".join(_lines(reader, graph))))
        yield _without_head(serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b"")


def iter_ntriples(reader: Reader, graphs: tuple[NamedNode, ...]) -> Iterator[bytes]:
    """Yield the graphs merged, each triple once, as sorted N-Triples. Source: https://www.w3.org/TR/n-triples/"""
    last = b""
    for line in heapq.merge(*(_lines(reader, graph) for graph in graphs)):
        if line != last:
            yield line + b"\n"
            last = line


def iter_turtle(reader: Reader, graphs: tuple[NamedNode, ...]) -> Iterator[bytes]:
    """Yield the graphs merged, each triple once, as Turtle. Source: https://www.w3.org/TR/turtle/"""
    triples = _triples(b"".join(iter_ntriples(reader, graphs)))
    yield _HEAD
    yield _without_head(serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"")


def iter_jsonld(reader: Reader, graphs: tuple[NamedNode, ...]) -> Iterator[bytes]:
    """Yield the graphs as expanded JSON-LD, one object for each graph. Source: https://www.w3.org/TR/json-ld11/"""
    quads = (
        Quad(t.subject, t.predicate, t.object, graph)
        for graph in graphs
        for t in _triples(b"\n".join(_lines(reader, graph)))
    )
    yield (serialize(quads, format=RdfFormat.JSON_LD) or b"[]") + b"\n"


def _lines(reader: Reader, graph: NamedNode) -> list[bytes]:
    return sorted(line for line in reader.dump(graph).split(b"\n") if line)


def _triples(text: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def _without_head(text: bytes) -> bytes:
    """Return Turtle or TriG without the prefixes the serialiser writes on top, each time in another order."""
    body = text
    while body.startswith(b"@prefix "):
        body = body.partition(b"\n")[2]
    return body
