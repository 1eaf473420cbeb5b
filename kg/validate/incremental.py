"""A change → the report on the focus nodes it may affect, without looking at the rest of the graph.

The paths each shape reads (`kg.validate.reads`) are walked backwards from the changed triples to the focus nodes;
everything that *all* shapes of those nodes read is gathered; that small graph is validated, and the results on the
affected nodes are the results a full run would give for them.

A changed class tree, a SPARQL constraint that does not say what it reads, or a change that reaches too far are
answered by a full run, and the report says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from kg.rdf.terms import BlankNode, Literal, NamedNode, Term, Triple
from kg.rdf.triples import Overlay, TripleSource
from kg.validate.paths import render_term
from kg.validate.reads import ANY, RDF_TYPE, Edge, Target
from kg.validate.report import ValidationReport
from kg.validate.shacl import SUBCLASS_OF, Shapes, render_ntriples

NEAR = 96
"""A node with fewer triples than this on one side is fetched whole; a hub is asked predicate by predicate."""
TOO_MANY = 50_000
"""Beyond so many affected nodes a full run is quicker."""



def validate_change(
    shapes: Shapes, after: TripleSource, added: Collection[Triple], removed: Collection[Triple] = ()
) -> ValidationReport:
    """Return every result on the focus nodes that a change may affect.

    `after` is the merged view as it will be (an `Overlay`, or the view itself once the change is made); `added` and
    `removed` are what makes the difference. `report.affected` names the nodes looked at: a violation elsewhere is
    not this change's doing and is not reported.
    """
    reason = _why_full(shapes, added, removed)
    if reason is None:
        work = _Change(shapes, after, added, removed)
        affected = work.affected()
        if affected is not None:
            return _validate_around(shapes, work, affected)
        reason = f"the change reaches more than {TOO_MANY} nodes"
    report = shapes.validate_triples(render_ntriples(after.match()))
    return ValidationReport(report.results, None, f"full run: {reason}")


def _why_full(shapes: Shapes, added: Collection[Triple], removed: Collection[Triple]) -> str | None:
    if shapes.reads.unbounded:
        return "no shp:reads on the SPARQL constraint of " + ", ".join(shapes.reads.unbounded)
    changed = (t for part in (added, removed) for t in part)
    if any(t.predicate == SUBCLASS_OF and t not in shapes.subclasses for t in changed):
        return "the class tree changed"
    return None


def _validate_around(shapes: Shapes, work: _Change, affected: dict[Term, list[Target]]) -> ValidationReport:
    names = frozenset(render_term(node) for node in affected)
    report = shapes.validate_triples(render_ntriples(work.gather(affected)))
    return ValidationReport(tuple(r for r in report.results if r.focus in names), names)


class _Near:
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

    def any(self, node: Term, predicate: str, inverse: bool) -> Triple | None:
        """Return one such triple, or None: enough to know that a node is a target."""
        index = self._whole(node, inverse)
        if index is not None:
            return next(iter(index.get(predicate, ())), None)
        term = NamedNode(predicate)
        found = self._source.match(None, term, node) if inverse else self._source.match(node, term)
        return next(found, None)


class _Change:
    """One change: what it affects and what must be read to judge it."""

    def __init__(
        self, shapes: Shapes, after: TripleSource, added: Collection[Triple], removed: Collection[Triple]
    ) -> None:
        self.reads = shapes.reads
        self.changed = dict.fromkeys([*added, *removed])
        self.after = _Near(after)
        # Paths are walked over all that is there before or after: a removed triple may have been the link.
        self.either = _Near(Overlay(after, added=removed)) if removed else self.after
        self.tree = _Tree([*after.match(None, SUBCLASS_OF), *shapes.subclasses])
        self._by_start = {t.start: t for t in self.reads.targets}
        self._by_class: dict[str, list[Target]] = {}
        self._moves: dict[frozenset[int], list[tuple[Edge, frozenset[int]]]] = {}

    # Backwards: from changed triples to focus nodes.

    def affected(self) -> dict[Term, list[Target]] | None:
        """Return the nodes whose results may change with all shapes that target them, or None for too many."""
        seen: set[tuple[Term, int]] = set()
        todo = list(self._touched())
        candidates: set[Term] = set()
        while todo:
            place = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            node, state = place
            if state in self._by_start and node not in candidates and self._may_target(state, node):
                candidates.add(node)
                if len(candidates) > TOO_MANY:
                    return None
            todo.extend(self._before(node, state))
        return {node: self._targets(node) for node in candidates | self._retargeted()}

    def _touched(self) -> Iterator[tuple[Term, int]]:
        """Yield the places from which some shape reads a changed triple."""
        any_edges = self.reads.by_predicate.get(ANY, [])
        for triple in self.changed:
            predicate = triple.predicate.value
            for edge, state in self.reads.by_predicate.get(predicate, []):
                if edge.class_ is None or self.tree.is_below(triple.object, edge.class_):
                    yield (triple.object if edge.inverse else triple.subject), state
            for edge, state in any_edges:
                yield (triple.object if edge.inverse else triple.subject), state

    def _before(self, node: Term, state: int) -> Iterator[tuple[Term, int]]:
        """Yield the places one step nearer to a focus node."""
        for edge, earlier in self.reads.back[state]:
            # An edge read forwards is walked from its object: the other way round.
            for triple in self.either.get(node, edge.predicate, not edge.inverse):
                yield (triple.object if edge.inverse else triple.subject), earlier

    def _retargeted(self) -> set[Term]:
        """Return the nodes that a changed triple itself makes, or unmakes, a target."""
        classes = frozenset(c for t in self.reads.targets for c in t.classes)
        subjects = frozenset(p for t in self.reads.targets for p in t.subjects_of)
        objects = frozenset(p for t in self.reads.targets for p in t.objects_of)
        found: set[Term] = set()
        for triple in self.changed:
            predicate = triple.predicate.value
            if predicate in subjects or (predicate == RDF_TYPE and self.tree.above(triple.object) & classes):
                found.add(triple.subject)
            if predicate in objects:
                found.add(triple.object)
        return found

    def _may_target(self, state: int, node: Term) -> bool:
        """Say whether a shape targets a node, before or after the change."""
        return self._is_target(self._by_start[state], node, self.either, self._types(node, self.either))

    def _types(self, node: Term, near: _Near) -> frozenset[str]:
        """Return the classes of a node and all classes above them."""
        found: frozenset[str] = frozenset()
        for triple in near.get(node, RDF_TYPE):
            found |= self.tree.above(triple.object)
        return found

    def _is_target(self, target: Target, node: Term, near: _Near, types: frozenset[str]) -> bool:
        return (
            bool(target.classes & types)
            or (bool(target.nodes) and render_term(node) in target.nodes)
            or any(near.any(node, p, False) for p in target.subjects_of if not isinstance(node, Literal))
            or any(near.any(node, p, True) for p in target.objects_of)
        )

    def _targets(self, node: Term) -> list[Target]:
        types = self._types(node, self.after)
        return [t for t in self.reads.targets if self._is_target(t, node, self.after, types)]

    # Forwards: all that the shapes of the affected nodes read.

    def gather(self, affected: dict[Term, list[Target]]) -> set[Triple]:
        """Return every triple that the shapes of the affected nodes read, and those that make them targets."""
        out: set[Triple] = set()
        seen: set[tuple[Term, frozenset[int]]] = set()
        todo: list[tuple[Term, frozenset[int]]] = []
        for node, targets in affected.items():
            if targets:
                out.update(self._target_triples(node, targets))
                todo.append((node, self.reads.closure(t.start for t in targets)))
        while todo:
            place = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            node, states = place
            for edge, ends in self._moves_from(states):
                for triple in self.after.read(node, edge):
                    out.add(triple)
                    if self._leads_on(ends):
                        todo.append((triple.subject if edge.inverse else triple.object, ends))
        return out

    def _target_triples(self, node: Term, targets: list[Target]) -> Iterator[Triple]:
        yield from self.after.get(node, RDF_TYPE)
        for predicate in {p for t in targets for p in t.subjects_of}:
            found = self.after.any(node, predicate, False)
            if found is not None:
                yield found
        for predicate in {p for t in targets for p in t.objects_of}:
            found = self.after.any(node, predicate, True)
            if found is not None:
                yield found

    def _moves_from(self, states: frozenset[int]) -> list[tuple[Edge, frozenset[int]]]:
        """Return the edges that leave any of some states, those of one reading joined."""
        known = self._moves.get(states)
        if known is None:
            joined: dict[Edge, set[int]] = {}
            for state in states:
                for edge, ends in self.reads.edges[state].items():
                    joined.setdefault(Edge(edge.predicate, edge.inverse), set()).update(ends)
            known = [(edge, self.reads.closure(ends)) for edge, ends in joined.items()]
            self._moves[states] = known
        return known

    def _leads_on(self, states: frozenset[int]) -> bool:
        return bool(self._moves_from(states))


class _Tree:
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

    def is_below(self, class_: Term, other: str) -> bool:
        """Say whether a class is another or stands below it."""
        return other in self.above(class_)
