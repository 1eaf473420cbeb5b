"""What the memory store and the disk store share: reading and committing through one pyoxigraph dataset."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Self, TypeVar

import pyoxigraph as ox

from kg.errors import StoreError, StoreLocked
from kg.rdf.terms import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Term, Triple, Variable, serialize
from kg.store.changes import BufferedWriter, Changes
from kg.store.contract import Reader, Result, Row, Solutions, Substitutions, Triples
from kg.store.faults import query_faults, storage_faults

_MERGED = DefaultGraph()
_T = TypeVar("_T")


class DatasetReader:
    """Reads a pyoxigraph dataset whose default graph is the merged view."""

    def __init__(self, dataset: ox.Store) -> None:
        self._dataset: ox.Store | None = dataset

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the dataset; reading after that raises StoreError."""
        self._dataset = None

    def _open(self) -> ox.Store:
        if self._dataset is None:
            raise StoreError("this reader is closed; open another one")
        return self._dataset

    def query(self, sparql: str, *, substitutions: Substitutions | None = None) -> Result:
        """Return what a SPARQL query answers over the merged view (``GRAPH`` reaches the named graphs)."""
        given = {Variable(k) if isinstance(k, str) else k: v for k, v in (substitutions or {}).items()}
        with query_faults(sparql):
            # `substitutions={}` and None differ in nothing but a needless rewriting of the query.
            answer = self._open().query(sparql, substitutions=given or None)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QueryTriples):
            return Triples(_faults_translated(sparql, answer))
        return Solutions(tuple(v.value for v in answer.variables), _rows(sparql, answer))

    def match(self, s: Term | None = None, p: Term | None = None, o: Term | None = None) -> Iterator[Triple]:
        """Yield every triple of the merged view that fits the pattern, each once."""
        if isinstance(s, Literal) or not (p is None or isinstance(p, NamedNode)):
            return
        # Written out where `_pattern` would do: a validation asks a thousand times, and each layer costs a third.
        try:
            for quad in self._open().quads_for_pattern(s, p, o, _MERGED):
                yield quad.triple
        except (OSError, RuntimeError) as error:
            with storage_faults("reading the store"):
                raise error

    def quads(
        self,
        s: Term | None = None,
        p: Term | None = None,
        o: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of named graphs that fit the pattern; the merged view is not among them."""
        found = self._pattern(s, p, o, graph)
        return found if graph is not None else (q for q in found if q.graph_name != _MERGED)

    def graphs_of(self, triple: Triple) -> Iterator[NamedNode]:
        """Yield each named graph that states the triple."""
        for quad in self._pattern(triple.subject, triple.predicate, triple.object, None):
            if isinstance(quad.graph_name, NamedNode):
                yield quad.graph_name

    def states(self, graph: NamedNode, triple: Triple) -> bool:
        """Return whether the named graph holds the triple; many times faster than asking for all its graphs."""
        with storage_faults("reading the store"):
            return Quad(triple.subject, triple.predicate, triple.object, graph) in self._open()

    def _pattern(
        self, s: Term | None, p: Term | None, o: Term | None, graph: NamedNode | DefaultGraph | None
    ) -> Iterator[Quad]:
        """Yield the quads that fit; none for a pattern no triple can fit, where the engine raises TypeError."""
        if isinstance(s, Literal) or not (p is None or isinstance(p, NamedNode)):
            return
        with storage_faults("reading the store"):
            yield from self._open().quads_for_pattern(s, p, o, graph)

    def __contains__(self, triple: object) -> bool:
        if not isinstance(triple, Triple):
            return False
        with storage_faults("reading the store"):
            return Quad(triple.subject, triple.predicate, triple.object) in self._open()

    def graph_names(self) -> Iterator[NamedNode]:
        """Yield the name of each graph that holds at least one triple."""
        with storage_faults("reading the store"):
            yield from (name for name in self._open().named_graphs() if isinstance(name, NamedNode))

    def count(self, graph: NamedNode | None = None) -> int:
        """Return how many triples a named graph, or (without one) the merged view, holds."""
        where = f"GRAPH {graph} {{ ?s ?p ?o }}" if graph is not None else "?s ?p ?o"
        answer = self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        assert isinstance(answer, Solutions)
        cell = next(answer.rows)[0]
        assert isinstance(cell, Literal)
        return int(cell.value)

    def dump(self, graph: NamedNode | None = None) -> bytes:
        """Return a named graph, or (without one) the merged view, as N-Triples; the order of lines is free."""
        with storage_faults("dumping the store"):
            return self._open().dump(format=RdfFormat.N_TRIPLES, from_graph=graph or _MERGED) or b""


def _rows(sparql: str, answer: ox.QuerySolutions) -> Iterator[Row]:
    for solution in _faults_translated(sparql, answer):
        yield tuple(solution)


def _faults_translated(sparql: str, items: Iterable[_T]) -> Iterator[_T]:
    with query_faults(sparql):
        yield from items


class DatasetStore:
    """Commits to a pyoxigraph dataset, its default graph kept equal to the union of the named graphs."""

    def __init__(self, dataset: ox.Store) -> None:
        self._dataset: ox.Store | None = dataset
        self._reader = DatasetReader(dataset)
        self._writing = threading.Lock()
        self._broken: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reader(self) -> Reader:
        """Return a reader that sees every commit as soon as it has landed."""
        self._open()
        return self._reader

    @contextmanager
    def writer(self) -> Iterator[BufferedWriter]:
        """Return a context whose changes land, with the merged view, in one atomic step when it ends."""
        self._open()
        if self._broken is not None:
            raise StoreError(f"an earlier write failed ({self._broken}); open the store again before writing")
        if not self._writing.acquire(blocking=False):
            raise StoreLocked("another writer of this store is open in this process; let its block end first")
        try:
            writer = BufferedWriter(self._reader)
            try:
                yield writer
            except BaseException:
                writer.take()
                raise
            self._commit(writer.take())
        finally:
            self._writing.release()

    def _commit(self, changes: Changes) -> None:
        update = update_text(changes)
        if not update:
            return
        try:
            with storage_faults("writing to the store"):
                self._open().update(update)
                self._landed()
        except StoreError as error:
            self._broken = str(error)
            raise

    def _landed(self) -> None:
        """Do what a commit needs before it counts."""

    def close(self) -> None:
        """Let go of the dataset; using the store after that raises StoreError."""
        self._reader.close()
        self._dataset = None

    def _open(self) -> ox.Store:
        if self._dataset is None:
            why = f" after a failed write ({self._broken})" if self._broken else ""
            raise StoreError(f"this store is closed{why}; open it again")
        return self._dataset


def update_text(changes: Changes) -> str:
    """Return one SPARQL update that makes the changes and mends the merged view; empty when nothing changes.

    One update is one transaction of the engine, which has no other way to delete and insert in one step. Terms are
    written by the engine's own N-Triples serialiser, so nothing in a literal can end it early.
    """
    deltas, merged = changes.graph_deltas(), changes.delta()
    gone = [_block(d.graph, d.removed) for d in deltas if d.removed and not d.emptied]
    come = [_block(d.graph, d.added) for d in deltas if d.added]
    # Deleting every triple of a graph leaves its name behind; DROP takes the name too.
    steps = [f"DROP SILENT GRAPH {d.graph}" for d in deltas if d.emptied]
    if gone or merged.removed:
        steps.append(f"DELETE DATA {{\n{''.join(gone)}{_lines(merged.removed)}}}")
    if come or merged.added:
        steps.append(f"INSERT DATA {{\n{''.join(come)}{_lines(merged.added)}}}")
    return " ;\n".join(steps)


def _block(graph: NamedNode, triples: Iterable[Triple]) -> str:
    return f"GRAPH {graph} {{\n{_lines(triples)}}}\n"


def _lines(triples: Iterable[Triple]) -> str:
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
