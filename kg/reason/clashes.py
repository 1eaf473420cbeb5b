"""Why data contradict the ontology, in words: the plain cases, found without a reasoner.

HermiT answers yes or no. When it says no, these are the reasons that nearly always lie behind it: a thing in two
classes that exclude each other (stated, or by the ends of its properties), or two values where there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from kg.model import vocabulary as v
from kg.rdf.terms import Literal, NamedNode, Term, Triple
from kg.reason.schema import RDF_TYPE, Schema

Membership = dict[frozenset[str], str]
"""The classes a thing lies in (one set: in one of them), each with how that is known."""


def find_clashes(triples: Iterable[Triple], schema: Schema) -> Iterator[str]:
    """Yield each contradiction found, as a sentence that names the thing and both sides."""
    known = list(triples)
    yield from _class_clashes(known, schema)
    yield from _count_clashes(known, schema)


def _class_clashes(triples: list[Triple], schema: Schema) -> Iterator[str]:
    memberships: dict[Term, Membership] = defaultdict(dict)
    for triple in triples:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, NamedNode):
            memberships[triple.subject][frozenset((triple.object.value,))] = "as stated"
    stated = {
        thing: frozenset().union(*(schema.supers(class_) for (class_,) in classes))
        for thing, classes in memberships.items()
    }
    for thing, classes, how in _implied(triples, schema):
        if not classes & stated.get(thing, frozenset()):  # what is stated already says as much
            memberships[thing].setdefault(classes, how)
    for thing in sorted(memberships, key=str):
        yield from _disjoint_memberships(thing, memberships[thing], schema)


def _implied(triples: list[Triple], schema: Schema) -> Iterator[tuple[Term, frozenset[str], str]]:
    """Yield what the ends of properties say of the things they join."""
    for triple in triples:
        predicate = triple.predicate.value
        for classes in schema.domains.get(predicate, ()):
            yield triple.subject, classes, f"as subject of {_short(predicate)}"
        if not isinstance(triple.object, Literal):
            for classes in schema.ranges.get(predicate, ()):
                yield triple.object, classes, f"as value of {_short(predicate)}"


def _disjoint_memberships(thing: Term, membership: Membership, schema: Schema) -> Iterator[str]:
    sides = sorted(membership.items(), key=lambda item: sorted(item[0]))
    for number, (left, how_left) in enumerate(sides):
        for right, how_right in sides[number + 1 :]:
            if all(_exclude(a, b, schema) for a, b in product(left, right)):
                yield (
                    f"{thing} is a {_names(left)} ({how_left}) and a {_names(right)} ({how_right}), "
                    "which exclude each other"
                )


def _exclude(a: str, b: str, schema: Schema) -> bool:
    pairs = product(schema.supers(a), schema.supers(b))
    return any(x != y and frozenset((x, y)) in schema.disjoint for x, y in pairs)


def _count_clashes(triples: list[Triple], schema: Schema) -> Iterator[str]:
    for directions in schema.at_most_once:
        values: dict[Term, set[Term]] = defaultdict(set)
        for thing, value in stated_values(triples, directions):
            values[thing].add(value)
        name = "/".join(sorted(_short(p) for p, backwards in directions if not backwards))
        for thing, found in sorted(values.items(), key=lambda item: str(item[0])):
            if len(found) > 1:
                yield f"{thing} has {len(found)} values of {name}, which has at most one: {_listed(found)}"


def stated_values(triples: Iterable[Triple], directions: frozenset[tuple[str, bool]]) -> Iterator[tuple[Term, Term]]:
    """Yield each thing with each value that the properties, read in their directions, state for it."""
    for triple in triples:
        predicate = triple.predicate.value
        if (predicate, False) in directions:
            yield triple.subject, triple.object
        if (predicate, True) in directions:
            yield triple.object, triple.subject


def _listed(terms: Iterable[Term]) -> str:
    return ", ".join(sorted(map(str, terms)))


def _names(classes: frozenset[str]) -> str:
    return " or ".join(sorted(_short(c) for c in classes))


def _short(iri: str) -> str:
    for prefix, namespace in v.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"
