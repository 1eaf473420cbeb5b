"""A store that is too large to validate in one go → the same report, slice by slice.

A SHACL engine holds some three kilobytes for each triple it looks at, and takes longer for each the more there are.
So the graphs are dealt into slices. A node that only the graphs of one slice speak of belongs there, and is validated
with them; what its shapes read beyond, of nodes that other graphs speak of too, is fetched from the store. Those
nodes themselves are validated by what stands around them, some thousands at a time.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, Final, Self, TypeVar

from kg.rdf.terms import Literal, Term, Triple
from kg.rdf.triples import TripleSource
from kg.validate.around import SUBCLASS_OF, Around, ClassTree, Near, Place
from kg.validate.paths import parse_term, render_term
from kg.validate.reads import ANY, Reads
from kg.validate.report import Result, ValidationReport
from kg.validate.shacl import FEW, Shapes, render_ntriples

WHOLE: Final = 150_000
"""A graph of no more triples than this had better be looked at at once."""

SLICE: Final = 30_000
"""About so many triples go into a slice."""

_SHARED: Final = -1


class Slices:
    """The graphs of a store dealt into slices, and which slice each node belongs to.

    What the graphs say lies in a file (in the folder `spool`) until it is validated. Close it at the end.
    """

    def __init__(self, reads: Reads, *, size: int = SLICE, spool: Path | None = None) -> None:
        self._size = size
        self._by_object, self._by_node = reads.by_object, reads.by_node
        self._turning = {key: states for key, states in _ahead(reads).items() if _turns(reads, states)}
        self._text = _new_file(spool)
        self._ends: list[int] = []
        self._room = 0
        self._owners: dict[Term, int] = {}
        self._literals: set[Term] = set()
        self._inferred: list[Triple] = []
        self._foreign: list[set[Term]] = []
        self._places: list[set[Place]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    def __len__(self) -> int:
        return len(self._ends)

    def add_document(self, triples: Collection[Triple], ntriples: bytes) -> None:
        """Take a graph, as triples and as N-Triples, whose most nodes are its own: it goes into a slice whole."""
        if self._room <= 0:
            self._room = self._size
            self._ends.append(0)
            self._foreign.append(set())
            self._places.append(set())
        self._room -= len(triples)
        self._text.write(ntriples)
        self._ends[-1] = self._text.tell()
        number = len(self) - 1
        self._claim(triples, number)
        if self._turning:
            self._note_turns(triples, number)

    def add_common(self, triples: Iterable[Triple]) -> None:
        """Take triples of graphs that speak of what all others share."""
        self._claim(triples, _SHARED)

    def add_inferred(self, triples: Iterable[Triple]) -> None:
        """Take what was inferred, once every graph is in: it goes where the nodes it speaks of belong."""
        self._inferred = list(triples)
        for triple in self._inferred:
            numbers = {self._owners.setdefault(node, _SHARED) for node in self._nodes([triple])} - {_SHARED}
            for number in numbers:
                self._claim([triple], number)

    def _nodes(self, triples: Iterable[Triple]) -> set[Term]:
        nodes: set[Term] = set()
        for triple in triples:
            nodes.add(triple.subject)
            target = triple.object
            if not isinstance(target, Literal):
                nodes.add(target)
            elif triple.predicate.value in self._by_object:
                self._literals.add(target)
        return nodes

    def _claim(self, triples: Iterable[Triple], number: int) -> None:
        owners, foreign = self._owners, self._foreign
        for node in self._nodes(triples):
            owner = owners.setdefault(node, number)
            if owner != number:
                owners[node] = _SHARED
                for slice_ in {owner, number} - {_SHARED}:
                    foreign[slice_].add(node)

    def _note_turns(self, triples: Iterable[Triple], number: int) -> None:
        """Note where a shape reads on against the arrows: a text leads it to whoever else bears it."""
        for triple in triples:
            for node, inverse in ((triple.object, False), (triple.subject, True)):
                for predicate in (triple.predicate.value, ANY):
                    states = self._turning.get((predicate, inverse))
                    if states is not None:
                        self._places[number].add((node, states))

    def owner(self, node: Term) -> int:
        """Return the number of the slice that a node belongs to; below zero when to none."""
        return self._owners.get(node, _SHARED)

    def shared(self) -> Iterator[Term]:
        """Yield the nodes that belong to no slice, those that a shape names among them."""
        yield from (node for node, number in self._owners.items() if number == _SHARED)
        yield from self._literals
        yield from (node for node in map(parse_term, self._by_node) if node not in self._owners)

    def parts(self) -> Iterator[Part]:
        """Yield the slices, once every graph is in."""
        inferred: dict[int, list[Triple]] = defaultdict(list)
        for triple in self._inferred:
            for number in {self.owner(triple.subject), self.owner(triple.object)} - {_SHARED}:
                inferred[number].append(triple)
        self._text.seek(0)
        for number, end in enumerate(self._ends):
            text = self._text.read(end - self._text.tell()) + render_ntriples(inferred.pop(number, ()))
            yield Part(number, text, self._foreign[number], self._places[number])


def _new_file(folder: Path | None) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=folder)


@dataclass(frozen=True, slots=True)
class Part:
    """A slice: what its graphs say and what was inferred of its nodes; the nodes in it that are not its own, and the
    places from which shapes read on against the arrows."""

    number: int
    ntriples: bytes
    foreign: set[Term]
    places: set[Place]


def validate_slices(shapes: Shapes, source: TripleSource, slices: Slices, *, threads: int = 2) -> ValidationReport:
    """Return what the shapes find in the merged view of a store without blank nodes: what a full run would find.

    The engine works outside Python's lock, so that two threads keep two cores at work.
    """
    if shapes.reads.unbounded:
        return shapes.validate_triples(source.match())
    work = _Work(shapes, source, slices)
    steps = (partial(work.slice, part) for part in slices.parts())
    more = (partial(work.shared, nodes) for nodes in _batched(slices.shared()))
    return ValidationReport(tuple(result for results in _run(chain(steps, more), threads) for result in results))


_Item = TypeVar("_Item")


def _run(steps: Iterator[Callable[[], _Item]], threads: int) -> Iterator[_Item]:
    """Yield what some steps return, several under way at a time, and no more of them made than that."""
    under_way: deque[Future[_Item]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for step in steps:
                under_way.append(pool.submit(step))
                if len(under_way) > threads:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _batched(nodes: Iterator[Term]) -> Iterator[list[Term]]:
    while batch := list(islice(nodes, FEW)):
        yield batch


class _Work:
    """What the slices of one store need to know, and the validation of each."""

    def __init__(self, shapes: Shapes, source: TripleSource, slices: Slices) -> None:
        self._shapes, self._source, self._slices = shapes, source, slices
        classes = {*source.match(None, SUBCLASS_OF), *shapes.subclasses}
        self._tree = ClassTree(classes)
        self._classes = render_ntriples(classes)
        reads = shapes.reads
        self._onwards = frozenset(
            state for states in _ahead(reads).values() if not _turns(reads, states) for state in states
        )
        self._beyond: dict[Term, bytes] = {}

    def slice(self, part: Part) -> tuple[Result, ...]:
        """Return the results on the nodes that belong to a slice."""
        around, text = self._around(), [part.ntriples, self._classes]
        for node in part.foreign:
            known = self._beyond.get(node)
            if known is None:
                known = self._beyond[node] = render_ntriples(around.walk([(node, self._onwards)]))
            text.append(known)
        text.append(render_ntriples(around.walk(part.places)))
        failing = self._shapes.find_failing(b"".join(text))
        return self._results({name for name in failing if self._slices.owner(parse_term(name)) == part.number})

    def shared(self, nodes: list[Term]) -> tuple[Result, ...]:
        """Return the results on some nodes by what stands around them."""
        failing = self._shapes.find_failing(render_ntriples(self._around().gather(nodes)) + self._classes)
        return self._results(failing.intersection(map(render_term, nodes)))

    def _around(self) -> Around:
        # Afresh for each slice: what it remembers would come to hold most of the store.
        return Around(self._shapes.reads, Near(self._source), self._tree)

    def _results(self, failing: set[str]) -> tuple[Result, ...]:
        return self._shapes.results_on(failing, self._source) if failing else ()


def _ahead(reads: Reads) -> dict[tuple[str, bool], frozenset[int]]:
    """Return for each predicate, followed one way or the other, the states behind it from which a shape reads on."""
    ends: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for edges in reads.edges:
        for edge, states in edges.items():
            ends[edge.predicate, edge.inverse] |= states
    found = {key: reads.closure(states) for key, states in ends.items()}
    return {key: states for key, states in found.items() if reads.moves(states)}


def _turns(reads: Reads, states: frozenset[int]) -> bool:
    """Return whether any shape reads from some states against the direction of the triples."""
    return any(edge.inverse for edge, _ in reads.moves(states))
