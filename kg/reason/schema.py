"""The ontology's axioms as lookups: what is declared, what lies above a class, what excludes what, what is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from kg.model import vocabulary as v
from kg.rdf.terms import BlankNode, Literal, NamedNode, Term, Triple
from kg.rdf.triples import MemoryTriples

RDF_TYPE: Final = v.RDF + "type"

_AXIOMS: Final = (
    *(v.RDFS + name for name in ("domain", "range", "subPropertyOf")),
    *(v.OWL + name for name in ("inverseOf", "onProperty", "equivalentProperty", "propertyDisjointWith")),
    v.RDF + "first",  # chains, keys
)
"""The predicates by which an axiom names a property."""

Direction = tuple[str, bool]
"""A property and whether it is to be read backwards."""


class Schema:
    """Lookups over the triples of an OWL ontology; IRIs are strings."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = MemoryTriples(triples)
        self.classes = frozenset(self._of_type(v.OWL + "Class"))
        self.object_properties = frozenset(self._of_type(v.OWL + "ObjectProperty"))
        self.datatype_properties = frozenset(self._of_type(v.OWL + "DatatypeProperty"))
        self.functional = frozenset(self._of_type(v.OWL + "FunctionalProperty"))

    def supers(self, class_: str) -> frozenset[str]:
        """Return the named classes a class lies in, itself among them."""
        return self._closure(class_, self._class_supers)

    @cached_property
    def constrained(self) -> frozenset[str]:
        """The properties that some axiom names; the others are only declared, and nothing bears on their triples."""
        found: set[str] = set(self.functional)
        for predicate in _AXIOMS:
            for pair in self._pairs(predicate):
                found.update(term.value for term in pair if isinstance(term, NamedNode))
        return frozenset(found & (self.object_properties | self.datatype_properties))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The properties that tell the things of a class apart: two things with one value are one thing."""
        heads = [head for _, head in self._pairs(v.OWL + "hasKey")]
        return frozenset(m.value for head in heads for m in self._list(head) if isinstance(m, NamedNode))

    @cached_property
    def disjoint(self) -> frozenset[frozenset[str]]:
        """The pairs of named classes that can share no member, as the axioms give them."""
        pairs = {
            frozenset((s.value, o.value))
            for s, o in self._pairs(v.OWL + "disjointWith")
            if isinstance(s, NamedNode) and isinstance(o, NamedNode)
        }
        for predicate in (v.OWL + "members", v.OWL + "disjointUnionOf"):
            for _, head in self._pairs(predicate):
                named = [m.value for m in self._list(head) if isinstance(m, NamedNode)]
                pairs.update(frozenset((a, b)) for a in named for b in named if a < b)
        return frozenset(pairs)

    @cached_property
    def domains(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """Per property, the classes its subject lies in; a union of classes is one set, of which one must hold."""
        return self._ends(v.RDFS + "domain")

    @cached_property
    def ranges(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """Per object property, the classes its value lies in; a union of classes is one set."""
        return {p: ends for p, ends in self._ends(v.RDFS + "range").items() if p in self.object_properties}

    @cached_property
    def value_types(self) -> Mapping[str, str]:
        """Per datatype property that has one, the named datatype its values are of."""
        ranges = self._ends(v.RDFS + "range").items()
        return {p: next(iter(ends[0])) for p, ends in ranges if p in self.datatype_properties}

    @cached_property
    def at_most_once(self) -> tuple[frozenset[Direction], ...]:
        """For each property of which a thing has at most one value: the properties that state such values."""
        limited = self.functional | self._restricted(
            "qualifiedCardinality", "maxQualifiedCardinality", "maxCardinality", "cardinality"
        )
        return tuple(self._stating(p) for p in sorted(limited))

    @cached_property
    def counted(self) -> tuple[frozenset[Direction], ...]:
        """For each property of which an axiom wants so many values: the properties that state them."""
        return tuple(self._stating(p) for p in sorted(self._restricted("minQualifiedCardinality", "minCardinality")))

    def _restricted(self, *kinds: str) -> set[str]:
        nodes = {s for kind in kinds for s, _ in self._pairs(v.OWL + kind)}
        return {p.value for s, p in self._pairs(v.OWL + "onProperty") if s in nodes and isinstance(p, NamedNode)}

    def _stating(self, prop: str) -> frozenset[Direction]:
        """Return every property that implies `prop`, read forwards or backwards."""
        steps: dict[Direction, set[Direction]] = defaultdict(set)
        for s, o in self._pairs(v.RDFS + "subPropertyOf"):
            for flipped in (False, True):
                steps[_iri(o), flipped].add((_iri(s), flipped))
        for s, o in self._pairs(v.OWL + "inverseOf"):
            for flipped in (False, True):
                steps[_iri(o), flipped].add((_iri(s), not flipped))
                steps[_iri(s), flipped].add((_iri(o), not flipped))
        found, waiting = {(prop, False)}, [(prop, False)]
        while waiting:
            new = steps[waiting.pop()] - found
            found |= new
            waiting.extend(new)
        return frozenset(found)

    @cached_property
    def _class_supers(self) -> Mapping[str, set[str]]:
        above: dict[str, set[str]] = defaultdict(set)
        for s, o in self._pairs(v.RDFS + "subClassOf"):
            if isinstance(s, NamedNode) and isinstance(o, NamedNode):
                above[s.value].add(o.value)
        for s, o in self._pairs(v.OWL + "equivalentClass"):
            for _, _, head in _spo(self._triples.match(o, NamedNode(v.OWL + "intersectionOf"))):
                above[_iri(s)].update(m.value for m in self._list(head) if isinstance(m, NamedNode))
        for s, head in self._pairs(v.OWL + "disjointUnionOf"):
            for member in self._list(head):
                above[_iri(member)].add(_iri(s))
        return above

    def _ends(self, predicate: str) -> dict[str, tuple[frozenset[str], ...]]:
        found: dict[str, tuple[frozenset[str], ...]] = {}
        for s, o in self._pairs(predicate):
            alternatives = [o] if isinstance(o, NamedNode) else []
            for _, _, head in _spo(self._triples.match(o, NamedNode(v.OWL + "unionOf"))):
                alternatives = [m for m in self._list(head) if isinstance(m, NamedNode)]
            if alternatives:
                found[_iri(s)] = (*found.get(_iri(s), ()), frozenset(a.value for a in alternatives))
        return found

    def _closure(self, start: str, steps: Mapping[str, set[str]]) -> frozenset[str]:
        found, waiting = {start}, [start]
        while waiting:
            new = steps.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return frozenset(found)

    def _of_type(self, class_: str) -> set[str]:
        matches = self._triples.match(None, NamedNode(RDF_TYPE), NamedNode(class_))
        return {t.subject.value for t in matches if isinstance(t.subject, NamedNode)}

    def _pairs(self, predicate: str) -> list[tuple[Term, Term]]:
        return [(s, o) for s, _, o in _spo(self._triples.match(None, NamedNode(predicate)))]

    def _list(self, head: Term) -> list[Term]:
        members: list[Term] = []
        while isinstance(head, BlankNode):
            members += [o for _, _, o in _spo(self._triples.match(head, NamedNode(v.RDF + "first")))]
            head = next(o for _, _, o in _spo(self._triples.match(head, NamedNode(v.RDF + "rest"))))
        return members


def _spo(triples: Iterable[Triple]) -> Iterator[tuple[Term, Term, Term]]:
    for triple in triples:
        yield triple.subject, triple.predicate, triple.object


def _iri(term: Term) -> str:
    assert not isinstance(term, Literal | Triple), term
    return term.value
