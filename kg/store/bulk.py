"""Filling a fresh dataset fast: quads become N-Quads once, and the engine loads them and their merged view."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import IO, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import InputError, InvariantError
from kg.rdf.terms import BlankNode, DefaultGraph, Quad, RdfFormat, Triple, parse, serialize
from kg.store.faults import storage_faults

Source: TypeAlias = Iterable[Quad] | IO[bytes]
"""Quads of named graphs: as terms, or as a binary stream of N-Quads."""

_CHUNK_BYTES = 1 << 22


def bulk_build(path: str | PathLike[str], source: Source) -> int:
    """Make a new store at `path` (a directory that is empty or not there yet); return the merged view's size.

    The engine leaves stray files behind when it is killed here: build in a directory of its own, then rename it.

    Raises: InputError for statements that no named graph may hold; StoreError when they cannot be written.
    """
    with storage_faults(f"{path}: building the store"):
        dataset = ox.Store(path)
        # The spool lies beside the store, where there is room for the store itself: /tmp may be small.
        size = fill(dataset, source, spool=Path(path).absolute().parent)
        dataset.optimize()
        dataset.flush()
    return size


def fill(dataset: ox.Store, source: Source, *, spool: Path | None = None) -> int:
    """Load an empty dataset with quads and with their merged view; return the merged view's size.

    The quads are serialised once, and then handled as lines: cut down to N-Triples for the merged view, and both
    loaded by the engine's own bulk loader.
    """
    if len(dataset):
        raise InvariantError("a dataset to be filled in bulk must be empty")
    quads = parse(cast("IO[bytes]", source), format=RdfFormat.N_QUADS) if hasattr(source, "read") else source
    with tempfile.TemporaryFile(dir=spool) as named, tempfile.TemporaryFile(dir=spool) as merged:
        try:
            serialize(quads, named, format=RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise InputError(f"the N-Quads to be loaded cannot be parsed: {error}") from error
        named.seek(0)
        _write_merged(named, merged)
        named.seek(0)
        merged.seek(0)
        # What our own serialiser wrote needs no second look at its IRIs: lenient.
        dataset.bulk_load(named, format=RdfFormat.N_QUADS, lenient=True)
        _refuse_graphless(dataset)
        count = len(dataset)
        # The default graph is a set: a triple that many graphs state lands in it once.
        dataset.bulk_load(merged, format=RdfFormat.N_TRIPLES, lenient=True)
    return len(dataset) - count


def _write_merged(named: IO[bytes], merged: IO[bytes]) -> None:
    """Write the triple of each quad, as serialised by us: without the graph, which is what follows the last " <"."""
    while chunk := named.read(_CHUNK_BYTES):
        chunk += named.readline()
        lines = chunk.split(b"\n")[:-1]
        if b"_:" in chunk or b"<<" in chunk:
            for line in lines:
                if b"_:" in line or b"<<" in line:
                    _refuse_unfit(line)
        merged.write(b"".join([line[: line.rfind(b" <")] + b" .\n" for line in lines]))


def _refuse_unfit(line: bytes) -> None:
    """Raise InputError when the statement names something by other means than an IRI; a literal may look like it."""
    for quad in parse(line, format=RdfFormat.N_QUADS):
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, BlankNode | Triple):
                raise InputError(f"found {term} in {line.decode().strip()}; expected an IRI, or a literal as object")


def _refuse_graphless(dataset: ox.Store) -> None:
    """Raise InputError when a statement came without a graph: the merged view is no graph to write to."""
    for quad in dataset.quads_for_pattern(None, None, None, DefaultGraph()):
        raise InputError(f"found {quad.triple} in no graph; expected every quad to name its graph by an IRI")
