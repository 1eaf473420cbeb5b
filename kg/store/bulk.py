"""Filling a fresh dataset fast: quads become N-Quads once, and the engine loads them and their merged view."""

from __future__ import annotations

import re
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
_GRAPH_AT_LINE_END = re.compile(rb"[ \t]*<[^<>\s]*>[ \t]*\.[ \t]*\r?$", re.MULTILINE)
_MAYBE_UNFIT = re.compile(rb"(?:^|[ \t>])(?:_:|<<)", re.MULTILINE)


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

    No quad is handled in Python but by the caller who makes it: terms are serialised, N-Quads cut down to N-Triples
    and both loaded, each for all quads at once.
    """
    if len(dataset):
        raise InvariantError("a dataset to be filled in bulk must be empty")
    with tempfile.TemporaryFile(dir=spool) as nquads, tempfile.TemporaryFile(dir=spool) as merged:
        ours = not hasattr(source, "read")
        if ours:
            serialize(cast("Iterable[Quad]", source), nquads, format=RdfFormat.N_QUADS)
            nquads.seek(0)
        _split(nquads if ours else cast("IO[bytes]", source), None if ours else nquads, merged)
        nquads.seek(0)
        merged.seek(0)
        try:
            # What our own serialiser wrote needs no second look at its IRIs.
            dataset.bulk_load(nquads, format=RdfFormat.N_QUADS, lenient=ours)
            _refuse_graphless(dataset)
            named = len(dataset)
            # The default graph is a set: a triple that many graphs state lands in it once.
            dataset.bulk_load(merged, format=RdfFormat.N_TRIPLES, lenient=True)
        except SyntaxError as error:
            raise InputError(f"the N-Quads to be loaded cannot be parsed: {error}") from error
    return len(dataset) - named


def _split(source: IO[bytes], copy: IO[bytes] | None, merged: IO[bytes]) -> None:
    """Write each statement's triple to `merged`, and the N-Quads as they are to `copy` where one is asked for."""
    while chunk := source.read(_CHUNK_BYTES):
        chunk += source.readline()
        for found in _MAYBE_UNFIT.finditer(chunk):
            start, end = chunk.rfind(b"\n", 0, found.end()) + 1, chunk.find(b"\n", found.end())
            _refuse_unfit(chunk[start : end if end >= 0 else len(chunk)])
        if copy is not None:
            copy.write(chunk)
        merged.write(_GRAPH_AT_LINE_END.sub(b" .", chunk))


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
