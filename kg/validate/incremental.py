"""A change → the report on the focus nodes it may affect, without looking at the rest of the graph.

The paths each shape reads (`kg.validate.reads`) are walked backwards from the changed triples to the focus nodes;
everything that *all* shapes of those nodes read is gathered; that small graph is validated, and the results on the
affected nodes are the results a full run would give for them.

A changed class tree, a SPARQL constraint that does not say what it reads, or a change that reaches too far are
answered by a full run, and the report says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.rdf.terms import Term, Triple
from kg.rdf.triples import Overlay, TripleSource
from kg.validate.around import SUBCLASS_OF, Around, ClassTree, Near, Place
from kg.validate.paths import render_term
from kg.validate.reads import RDF_TYPE
from kg.validate.report import ValidationReport
from kg.validate.shacl import Shapes

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
            names = frozenset(map(render_term, affected))
            return ValidationReport(shapes.results_within(work.around, affected, names), names)
        reason = f"the change reaches more than {TOO_MANY} nodes"
    report = shapes.validate_triples(after.match())
    return ValidationReport(report.results, None, f"full run: {reason}")


def _why_full(shapes: Shapes, added: Collection[Triple], removed: Collection[Triple]) -> str | None:
    if shapes.reads.unbounded:
        return "no shp:reads on the SPARQL constraint of " + ", ".join(shapes.reads.unbounded)
    changed = (t for part in (added, removed) for t in part)
    if any(t.predicate == SUBCLASS_OF and t not in shapes.subclasses for t in changed):
        return "the class tree changed"
    return None


class _Change:
    """One change: from its triples back to the focus nodes it may affect."""

    def __init__(
        self, shapes: Shapes, after: TripleSource, added: Collection[Triple], removed: Collection[Triple]
    ) -> None:
        self.reads = shapes.reads
        self.changed = dict.fromkeys([*added, *removed])
        self.tree = ClassTree([*after.match(None, SUBCLASS_OF), *shapes.subclasses])
        near = Near(after)
        self.around = Around(self.reads, near, self.tree)
        # Paths are walked over all that is there before or after: a removed triple may have been the link.
        self.either = Near(Overlay(after, added=removed)) if removed else near
        self._once = Around(self.reads, self.either, self.tree)

    def affected(self) -> set[Term] | None:
        """Return the nodes whose results may change, or None when they are too many."""
        reads, seen = self.reads, set[Place]()
        todo = list(self._touched())
        candidates: set[Term] = set()
        while todo:
            place = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            node, states = place
            if node not in candidates and self._is_target(node, states):
                candidates.add(node)
                if len(candidates) > TOO_MANY:
                    return None
            for edge, earlier in reads.moves_back(states):
                # An edge read forwards is walked from its object: the other way round.
                for triple in self.either.get(node, edge.predicate, not edge.inverse):
                    todo.append(((triple.object if edge.inverse else triple.subject), earlier))
        return candidates | self._retargeted()

    def _is_target(self, node: Term, states: frozenset[int]) -> bool:
        starts = self.reads.starts(states)
        return bool(starts) and not starts.isdisjoint(self._once.targets(node))

    def _touched(self) -> Iterator[Place]:
        """Yield the places from which some shape reads a changed triple."""
        reads = self.reads
        for triple in self.changed:
            predicate = triple.predicate.value
            for inverse, states in reads.readers(predicate):
                yield (triple.object if inverse else triple.subject), states
            if predicate == RDF_TYPE:
                # Whether a node is an agency does not hang on its being a figure: only types at or below count.
                states = reads.class_readers(self.tree.above(triple.object))
                if states:
                    yield triple.subject, states

    def _retargeted(self) -> set[Term]:
        """Return the nodes that a changed triple itself makes, or unmakes, a target."""
        reads, found = self.reads, set[Term]()
        for triple in self.changed:
            predicate = triple.predicate.value
            if predicate in reads.by_subject or (
                predicate == RDF_TYPE and any(c in reads.by_class for c in self.tree.above(triple.object))
            ):
                found.add(triple.subject)
            if predicate in reads.by_object:
                found.add(triple.object)
        return found
