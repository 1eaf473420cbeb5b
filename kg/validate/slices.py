"""A store that is too large to validate in one go → the same report, slice by slice.

A SHACL engine holds some three kilobytes for each triple it looks at, and takes longer for each the more there are.
So the graphs are dealt into slices. A node that only the graphs of one slice speak of belongs there, and is validated
with them; what its shapes read beyond, of nodes that other graphs speak of too, is fetched from the store. Those
nodes themselves are validated by what stands around them, some thousands at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Final, Protocol

from kg.rdf.terms import Literal, NamedNode, RdfFormat, Term, Triple, parse
from kg.rdf.triples import TripleSource
from kg.validate.around import SUBCLASS_OF, Around, ClassTree, Near, Place
from kg.validate.paths import parse_term, render_term
from kg.validate.reads import ANY, Reads
from kg.validate.report import Result, ValidationReport
from kg.validate.shacl import FEW, Shapes, render_ntriples

SLICE: Final = 60_000
"""About so many triples go into a slice."""

_SHARED: Final = -1


class GraphSource(TripleSource, Protocol):
    """The merged view, and each named graph; a store's reader is one."""

    def dump(self, graph: NamedNode | None = None) -> bytes:
        """Return a named graph, or (without one) the merged view, as N-Triples."""
        ...


class Slices:
    """The graphs of a store dealt into slices, and which slice each node belongs to."""

    def __init__(self, reads: Reads, *, size: int = SLICE) -> None:
        self._reads, self._size = reads, size
        self._room = 0
        self._literals: set[Term] = set()
        self._owners: dict[Term, int] = {}
        self._inferred: list[Triple] = []
        self.graphs: list[list[NamedNode]] = []

    def add_document(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Take a graph that goes into a slice whole: what it says is mostly about things of its own."""
        held = list(triples)
        if self._room <= 0:
            self.graphs.append([])
            self._room = self._size
        self.graphs[-1].append(graph)
        self._room -= len(held)
        self._claim(held, len(self.graphs) - 1)

    def add_common(self, triples: Iterable[Triple]) -> None:
        """Take triples of graphs that speak of what all others share."""
        self._claim(triples, _SHARED)

    def add_inferred(self, triples: Iterable[Triple]) -> None:
        """Take what was inferred, once every graph is in: it goes where the nodes it speaks of belong."""
        self._inferred = list(triples)
        for triple in self._inferred:
            numbers = {self._owners.setdefault(node, _SHARED) for node in self._nodes([triple])} - {_SHARED}
            if len(numbers) > 1:
                self._claim([triple], _SHARED)

    def _nodes(self, triples: Iterable[Triple]) -> set[Term]:
        nodes: set[Term] = set()
        by_object = self._reads.by_object
        for triple in triples:
            nodes.add(triple.subject)
            target = triple.object
            if not isinstance(target, Literal):
                nodes.add(target)
            elif triple.predicate.value in by_object:
                self._literals.add(target)
        return nodes

    def _claim(self, triples: Iterable[Triple], number: int) -> None:
        owners = self._owners
        for node in self._nodes(triples):
            if owners.setdefault(node, number) != number:
                owners[node] = _SHARED

    def owner(self, node: Term) -> int:
        """Return the number of the slice that a node belongs to; below zero when to none."""
        return self._owners.get(node, _SHARED)

    def shared(self) -> Iterator[Term]:
        """Yield the nodes that belong to no slice, those that a shape names among them."""
        yield from (node for node, number in self._owners.items() if number == _SHARED)
        yield from self._literals
        yield from (node for node in map(parse_term, self._reads.by_node) if node not in self._owners)

    def inferred(self) -> dict[int, list[Triple]]:
        """Return for each slice what was inferred about the nodes that belong to it."""
        found: dict[int, list[Triple]] = defaultdict(list)
        for triple in self._inferred:
            for number in {self.owner(triple.subject), self.owner(triple.object)} - {_SHARED}:
                found[number].append(triple)
        return found


def validate_slices(shapes: Shapes, source: GraphSource, slices: Slices, *, threads: int = 2) -> ValidationReport:
    """Return what the shapes find in the merged view of a store without blank nodes: what a full run would find.

    The engine works outside Python's lock, so that two threads keep two cores at work.
    """
    if shapes.reads.unbounded:
        return shapes.validate_triples(source.dump())
    work = _Work(shapes, source, slices)
    inferred = slices.inferred()
    with ThreadPoolExecutor(threads) as pool:
        try:
            found = [
                *pool.map(lambda number: work.slice(number, inferred.pop(number, [])), range(len(slices.graphs))),
                *pool.map(work.shared, _batched(slices.shared())),
            ]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return ValidationReport(tuple(result for results in found for result in results))


def _batched(nodes: Iterator[Term]) -> Iterator[list[Term]]:
    while batch := list(islice(nodes, FEW)):
        yield batch


class _Work:
    """What the slices of one store need to know, and the validation of each."""

    def __init__(self, shapes: Shapes, source: GraphSource, slices: Slices) -> None:
        self._shapes, self._source, self._slices = shapes, source, slices
        classes = {*source.match(None, SUBCLASS_OF), *shapes.subclasses}
        self._tree = ClassTree(classes)
        self._classes = render_ntriples(classes)
        self._ahead = _states_behind(shapes.reads)

    def slice(self, number: int, inferred: list[Triple]) -> tuple[Result, ...]:
        """Return the results on the nodes that belong to a slice."""
        data = b"".join(map(self._source.dump, self._slices.graphs[number])) + render_ntriples(inferred)
        beyond = self._around().walk(self._leads(data, number))
        failing = self._shapes.find_failing(data + render_ntriples(beyond) + self._classes)
        return self._results({name for name in failing if self._slices.owner(parse_term(name)) == number})

    def shared(self, nodes: list[Term]) -> tuple[Result, ...]:
        """Return the results on some nodes by what stands around them."""
        failing = self._shapes.find_failing(render_ntriples(self._around().gather(nodes)) + self._classes)
        return self._results(failing.intersection(map(render_term, nodes)))

    def _around(self) -> Around:
        # Afresh for each slice: what it remembers would come to hold most of the store.
        return Around(self._shapes.reads, Near(self._source), self._tree)

    def _results(self, failing: set[str]) -> tuple[Result, ...]:
        return self._shapes.results_on(failing, self._source) if failing else ()

    def _leads(self, data: bytes, number: int) -> set[Place]:
        """Return the places where some shape may read on beyond a slice."""
        ahead, owner = self._ahead, self._slices.owner
        found: set[Place] = set()
        for quad in parse(data, format=RdfFormat.N_TRIPLES):
            for node, inverse in ((quad.object, False), (quad.subject, True)):
                states = ahead.get((quad.predicate.value, inverse)) or ahead.get((ANY, inverse))
                if states and owner(node) != number:
                    found.add((node, states))
        return found


def _states_behind(reads: Reads) -> dict[tuple[str, bool], frozenset[int]]:
    """Return for each predicate, followed one way or the other, the states behind it from which a shape reads on."""
    ends: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for edges in reads.edges:
        for edge, states in edges.items():
            ends[edge.predicate, edge.inverse] |= states
    for inverse in (False, True):
        for (predicate, way), states in ends.items():
            if way == inverse and predicate != ANY:
                states |= ends.get((ANY, inverse), set())
    found = {key: reads.closure(states) for key, states in ends.items()}
    return {key: states for key, states in found.items() if reads.moves(states)}
