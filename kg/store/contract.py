"""The promises every store keeps, whatever lies beneath: in memory, on disk, remote.

A store holds named graphs, and in its real default graph the **merged view**: every triple that some named graph
states, once. All plain queries run on the merged view. A query engine's own union of the named graphs is never used,
because it answers a triple that stands in two graphs twice, and sums and counts come out too high.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from os import PathLike
from typing import Protocol, TypeAlias

from kg.rdf.terms import NamedNode, Quad, Term, Triple, Variable
from kg.rdf.triples import TripleSource

GraphTest: TypeAlias = Callable[[NamedNode], bool]
"""Says of a named graph whether it is meant."""

Row: TypeAlias = tuple[Term | None, ...]
"""One solution: a term for each variable, `None` where the variable is unbound."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT query answers: its variables, and the rows to be read once."""

    variables: tuple[str, ...]
    rows: Iterator[Row]

    def __iter__(self) -> Iterator[Row]:
        return self.rows


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE query answers: triples to be read once."""

    triples: Iterator[Triple]

    def __iter__(self) -> Iterator[Triple]:
        return self.triples


Result: TypeAlias = Solutions | Triples | bool
"""The answer to a query; `bool` for ASK."""

Substitutions: TypeAlias = Mapping[str, Term] | Mapping[Variable, Term]
"""Terms to put in a query's variables before it runs."""


@dataclass(frozen=True, slots=True)
class Delta:
    """What a view gains and what it loses; no triple is in both."""

    added: frozenset[Triple]
    removed: frozenset[Triple]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


class Reader(TripleSource, Protocol):
    """Reads the merged view, and the named graphs behind it."""

    def query(self, sparql: str, *, substitutions: Substitutions | None = None) -> Result:
        """Return what a SPARQL query answers over the merged view (``GRAPH`` reaches the named graphs).

        A variable to be substituted must be in the query's projection.

        Raises: QuerySyntaxError for a query that cannot be parsed; UnknownTerm for a substitution that names no
        variable of the projection; StoreError when the store cannot be read, also while rows are being read.
        """
        ...

    def quads(
        self,
        s: Term | None = None,
        p: Term | None = None,
        o: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of named graphs that fit the pattern; the merged view is not among them."""
        ...

    def graphs_of(self, triple: Triple) -> Iterator[NamedNode]:
        """Yield each named graph that states the triple."""
        ...

    def states(self, graph: NamedNode, triple: Triple) -> bool:
        """Return whether the named graph holds the triple; many times faster than asking for all its graphs."""
        ...

    def graph_names(self) -> Iterator[NamedNode]:
        """Yield the name of each graph that holds at least one triple."""
        ...

    def count(self, graph: NamedNode | None = None) -> int:
        """Return how many triples a named graph, or (without one) the merged view, holds."""
        ...

    def dump(self, graph: NamedNode | None = None) -> bytes:
        """Return a named graph, or (without one) the merged view, as N-Triples; the order of lines is free."""
        ...

    def close(self) -> None:
        """Let go of what the reader holds; reading after that raises StoreError."""
        ...


class Writer(Protocol):
    """Collects changes to named graphs; nothing happens before its `with` block ends without an exception."""

    def replace_graph(self, graph: NamedNode, statements: Iterable[Quad | Triple]) -> None:
        """Let the graph hold these statements and no others."""
        ...

    def remove_graph(self, graph: NamedNode) -> None:
        """Let the graph be gone."""
        ...

    def patch_graph(
        self, graph: NamedNode, added: Iterable[Quad | Triple], removed: Iterable[Quad | Triple] = ()
    ) -> None:
        """Take `removed` out of the graph and put `added` in; what is in both stays."""
        ...

    def delta(self, *, ignoring: GraphTest | None = None) -> Delta:
        """Return what the merged view will gain and lose by the changes collected so far.

        With `ignoring`, the view merges only the graphs the test does not name: ignoring the inferred graphs gives
        the change of what is stated.
        """
        ...


class Store(Protocol):
    """Holds named graphs and their merged view."""

    def reader(self) -> Reader:
        """Return a reader that sees every commit as soon as it has landed."""
        ...

    def writer(self) -> AbstractContextManager[Writer]:
        """Return a context whose changes land, with the merged view, in one atomic step when it ends.

        An exception in the block drops the changes. One writer at a time: a second one raises StoreLocked.

        Raises: InputError for statements no graph here may hold (blank nodes, quoted triples, another graph's
        quads); StoreError when the changes cannot be written, and then none of them has landed.
        """
        ...

    def backup(self, path: str | PathLike[str]) -> None:
        """Write a copy of the store, as of now, to a directory that does not exist yet."""
        ...

    def close(self) -> None:
        """Let go of the store's files; using the store after that raises StoreError."""
        ...
