"""Rules: what follows from what, each with a name, a sentence and the axiom it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg.model.vocabulary import BASE, CKG, RDF, RDFS, SKOS
from kg.rdf.terms import Literal, NamedNode, Term, Triple


@dataclass(frozen=True, slots=True)
class Var:
    """A variable of a rule."""

    name: str

    def __str__(self) -> str:
        return f"?{self.name}"


Slot: TypeAlias = Var | Term
"""A place in an atom: a variable or a fixed term."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A triple pattern; its predicate is always fixed."""

    s: Slot
    p: NamedNode
    o: Slot

    def variables(self) -> frozenset[Var]:
        """Return the variables of the atom."""
        return frozenset(slot for slot in (self.s, self.o) if isinstance(slot, Var))

    def __str__(self) -> str:
        return f"{self.s} {self.p} {self.o}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One way for a rule to apply: every atom holds, and the variables of each pair in `distinct` differ."""

    body: tuple[Atom, ...]
    distinct: tuple[tuple[Var, Var], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: if one of its clauses holds, so does its head.

    `key` names the rule for ever (it stands in the names of graphs); `text` says it in a sentence; `axiom` is the
    axiom of the ontology in OWL functional syntax, empty for a rule that OWL cannot say.
    """

    key: str
    text: str
    axiom: str
    head: Atom
    clauses: tuple[Clause, ...]

    def iri(self, base: str = BASE) -> NamedNode:
        """Return the rule's own IRI."""
        return NamedNode(f"{base}id/rule/{self.key}")


def describe_rules(rules: Iterable[Rule], *, base: str = BASE) -> Iterator[Triple]:
    """Yield what the provenance graph says of the rules, and which inferred graph holds the work of which."""
    for rule in rules:
        iri = rule.iri(base)
        yield Triple(iri, NamedNode(RDF + "type"), NamedNode(CKG + "InferenceRule"))
        yield Triple(iri, NamedNode(RDFS + "label"), Literal(rule.key))
        yield Triple(iri, NamedNode(RDFS + "comment"), Literal(rule.text, language="en"))
        if rule.axiom:
            yield Triple(iri, NamedNode(SKOS + "note"), Literal(rule.axiom))
        yield Triple(inferred_graph(rule.key, base=base), NamedNode(CKG + "derivedByRule"), iri)


def inferred_graph(key: str | None = None, *, base: str = BASE) -> NamedNode:
    """Return the name of the graph of all inferred triples, or of those that one rule derives."""
    return NamedNode(f"{base}graph/inferred" + (f"/{key}" if key is not None else ""))


def rule_key_of(graph: NamedNode, *, base: str = BASE) -> str | None:
    """Return the key of the rule whose graph this is; `None` for every other graph.

    >>> rule_key_of(inferred_graph("inverse-leads-ledby"))
    'inverse-leads-ledby'
    >>> rule_key_of(inferred_graph())
    """
    prefix = f"{base}graph/inferred/"
    return graph.value.removeprefix(prefix) if graph.value.startswith(prefix) else None


def is_inferred_graph(graph: NamedNode, *, base: str = BASE) -> bool:
    """Return whether the graph holds inferred triples; what other graphs hold is stated."""
    return graph == inferred_graph(base=base) or rule_key_of(graph, base=base) is not None
