"""Shapes, rules and ontology, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kg.model import vocabulary as v
from kg.rdf.terms import Literal, NamedNode, Term, Triple
from kg.reason.compile import read_rules
from kg.reason.engine import Engine as RuleEngine
from kg.resources import resource_dir
from kg.validate.shacl import Shapes, read_turtle, subclass_triples

_Node = TypeVar("_Node", bound=Term)


@dataclass(frozen=True, slots=True)
class Engines:
    """Shapes and rules, compiled once from the shipped ontology."""

    shapes: Shapes
    rules: RuleEngine
    ontology: tuple[Triple, ...]

    @classmethod
    def load(cls, base: str = v.BASE) -> Engines:
        """Return the shipped shapes, rules and ontology, for things whose IRIs start with `base`."""
        ontology = resource_dir("ontology")
        core = ontology / "campaign-kg.ttl"
        # The alignments come along, so that an answer in outside terms is there for whoever knows only those; the
        # shapes keep to the core.
        both = [core, ontology / "alignments.ttl"]
        triples = tuple(_skolemised(_rebased(read_turtle(both), base)))
        return cls(
            shapes=Shapes(_rebased(read_turtle([resource_dir("shapes")]), base), subclass_triples(read_turtle([core]))),
            rules=RuleEngine(read_rules(both, base=base)),
            ontology=triples,
        )


def _rebased(triples: Iterable[Triple], base: str) -> Iterable[Triple]:
    """Return triples of the shipped files with the concepts they name where this graph's concepts stand."""
    shipped, ours = f"{v.BASE}concept/", f"{base}concept/"

    def moved(node: _Node) -> _Node | NamedNode:
        if isinstance(node, NamedNode) and node.value.startswith(shipped):
            return NamedNode(node.value.replace(shipped, ours, 1))
        return node

    return triples if base == v.BASE else (Triple(moved(t.subject), t.predicate, moved(t.object)) for t in triples)


def _skolemised(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield an ontology's triples about named terms.

    The store holds no blank nodes, so that the same input gives the same bytes: class expressions stay in the
    ontology's own file, labels, definitions and the class tree come along.
    """
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, (NamedNode, Literal)):
            yield triple
