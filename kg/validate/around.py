"""Focus nodes → the part of a graph that decides their results.

A graph with the class tree, every triple that the shapes of some nodes read and the triples that make the nodes
targets gives for these nodes the results that the whole graph gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice
from typing import TypeAlias

from kg.model.vocabulary import RDFS
from kg.rdf.terms import BlankNode, Literal, NamedNode, Term, Triple
from kg.rdf.triples import TripleSource
from kg.validate.paths import render_term
from kg.validate.reads import ANY, RDF_TYPE, Edge, Reads

NEAR = 24
"""A node with fewer triples than this on one side is fetched whole; a hub is asked predicate by predicate."""

SUBCLASS_OF = NamedNode(RDFS + "subClassOf")

Place: TypeAlias = tuple[Term, frozenset[int]]
"""A node that shapes have come to, and the states they are in there."""


class Near:
    """The triples around nodes, fetched once each."""

    def __init__(self, source: TripleSource) -> None:
        self._source = source
        self._out: dict[Term, dict[str, list[Triple]] | None] = {}
        self._in: dict[Term, dict[str, list[Triple]] | None] = {}
        self._hub: dict[tuple[Term, str, bool], list[Triple]] = {}

    def _whole(self, node: Term, inverse: bool) -> dict[str, list[Triple]] | None:
        """Return all triples on one side of a node by predicate, or None when the node is a hub."""
        known = self._in if inverse else self._out
        if node in known:
            return known[node]
        source = self._source
        found = source.match(None, None, node) if inverse else source.match(node)
        triples = list(islice(found, NEAR))
        index: dict[str, list[Triple]] | None = None
        if len(triples) < NEAR:
            index = {}
            for triple in triples:
                index.setdefault(triple.predicate.value, []).append(triple)
        known[node] = index
        return index

    def read(self, node: Term, edge: Edge) -> Iterable[Triple]:
        """Return the triples that lead from a node along an edge."""
        return self.get(node, edge.predicate, edge.inverse)

    def get(self, node: Term, predicate: str, inverse: bool = False) -> Iterable[Triple]:
        """Return the triples of a node with a predicate (or any), as their subject or, inverse, their object."""
        if not inverse and isinstance(node, Literal):
            return ()
        index = self._whole(node, inverse)
        if index is not None:
            if predicate == ANY:
                return [t for triples in index.values() for t in triples]
            return index.get(predicate, ())
        key = (node, predicate, inverse)
        if key not in self._hub:
            term = None if predicate == ANY else NamedNode(predicate)
            found = self._source.match(None, term, node) if inverse else self._source.match(node, term)
            self._hub[key] = list(found)
        return self._hub[key]

    def predicates(self, node: Term, wanted: Collection[str], *, inverse: bool) -> dict[str, Triple]:
        """Return which of some predicates lead from a node (or, inverse, to it), each with one triple that shows it."""
        if not inverse and isinstance(node, Literal):
            return {}
        index = self._whole(node, inverse)
        if index is not None:
            return {p: triples[0] for p, triples in index.items() if p in wanted}
        found = ((p, self._first(node, NamedNode(p), inverse)) for p in wanted)
        return {p: triple for p, triple in found if triple is not None}

    def _first(self, node: Term, predicate: NamedNode, inverse: bool) -> Triple | None:
        found = self._source.match(None, predicate, node) if inverse else self._source.match(node, predicate)
        return next(found, None)


class ClassTree:
    """The class tree: which classes stand above a class."""

    def __init__(self, subclasses: Iterable[Triple]) -> None:
        self._parents: dict[str, set[str]] = {}
        for triple in subclasses:
            if isinstance(triple.object, NamedNode) and isinstance(triple.subject, NamedNode):
                self._parents.setdefault(triple.subject.value, set()).add(triple.object.value)
        self._above: dict[str, frozenset[str]] = {}

    def above(self, class_: Term) -> frozenset[str]:
        """Return a class and all classes above it."""
        if not isinstance(class_, (NamedNode, BlankNode)):
            return frozenset()
        known = self._above.get(class_.value)
        if known is None:
            found: set[str] = set()
            todo = [class_.value]
            while todo:
                name = todo.pop()
                if name not in found:
                    found.add(name)
                    todo.extend(self._parents.get(name, ()))
            known = self._above[class_.value] = frozenset(found)
        return known


class Around:
    """What stands around focus nodes in one graph, as far as shapes read."""

    def __init__(self, reads: Reads, near: Near, tree: ClassTree) -> None:
        self._reads = reads
        self._near = near
        self._tree = tree
        self._targets: dict[Term, dict[int, list[Triple]]] = {}

    def targets(self, node: Term) -> dict[int, list[Triple]]:
        """Return the start states of the shapes that target a node, with the triples that make it their target."""
        known = self._targets.get(node)
        if known is not None:
            return known
        found: dict[int, list[Triple]] = {}
        types = list(self._near.get(node, RDF_TYPE))
        for class_ in {c for triple in types for c in self._tree.above(triple.object)}:
            for target in self._reads.by_class.get(class_, ()):
                found.setdefault(target.start, types)
        for index, inverse in ((self._reads.by_subject, False), (self._reads.by_object, True)):
            for predicate, triple in self._near.predicates(node, index, inverse=inverse).items():
                for target in index[predicate]:
                    found.setdefault(target.start, [triple])
        if self._reads.by_node:
            for target in self._reads.by_node.get(render_term(node), ()):
                found.setdefault(target.start, [])
        self._targets[node] = found
        return found

    def gather(self, nodes: Iterable[Term]) -> set[Triple]:
        """Return every triple that the shapes of some nodes read, and those that make the nodes targets."""
        out: set[Triple] = set()
        todo: list[Place] = []
        for node in nodes:
            targets = self.targets(node)
            if targets:
                out.update(triple for triples in targets.values() for triple in triples)
                todo.append((node, self._reads.entry(frozenset(targets))))
        return out | self.walk(todo)

    def walk(self, places: Iterable[Place]) -> set[Triple]:
        """Return every triple that shapes read from some places on."""
        out: set[Triple] = set()
        seen: set[Place] = set()
        todo = list(places)
        while todo:
            place = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            node, states = place
            for edge, ends in self._reads.moves(states):
                leads_on = bool(self._reads.moves(ends))
                for triple in self._near.read(node, edge):
                    out.add(triple)
                    if leads_on:
                        todo.append((triple.subject if edge.inverse else triple.object, ends))
        return out
