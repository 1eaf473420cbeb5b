"""OWL class and property expressions, read from triples and turned into patterns that a rule can look for."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.errors import InputError
from kg.model.vocabulary import OWL, PREFIXES, RDF, RDFS, SKOS, XSD
from kg.rdf.terms import BlankNode, Literal, NamedNode, Term, Triple
from kg.reason.rules import Atom, Clause, Var

TYPE = NamedNode(RDF + "type")
_FIRST, _REST, _NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
_EVERYTHING = (NamedNode(OWL + "Thing"), NamedNode(RDFS + "Literal"), NamedNode(RDFS + "Resource"))


class UnsupportedAxiom(InputError):
    """An axiom from which no rule can be made; the message shows it."""


@dataclass(frozen=True, slots=True)
class PropertyExpression:
    """A named property, or the inverse of one."""

    name: NamedNode
    inverted: bool = False

    def atom(self, s: Var, o: Var | Term) -> Atom:
        """Return the pattern that the property relates `s` to `o`."""
        if self.inverted:
            return Atom(o, self.name, s)
        return Atom(s, self.name, o)

    def __str__(self) -> str:
        return f"ObjectInverseOf({shorten(self.name)})" if self.inverted else shorten(self.name)


class Ontology:
    """Axioms as triples, indexed for reading expressions out of blank nodes."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_subject: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._by_predicate: dict[str, list[tuple[Term, Term]]] = defaultdict(list)
        for triple in triples:
            self._by_subject[triple.subject][triple.predicate.value].append(triple.object)
            self._by_predicate[triple.predicate.value].append((triple.subject, triple.object))

    def pairs(self, predicate: str) -> list[tuple[Term, Term]]:
        """Return subject and object of every triple with the predicate."""
        return self._by_predicate.get(predicate, [])

    def value(self, node: Term, predicate: str) -> Term | None:
        """Return the one object of the predicate, `None` where there is none."""
        found = self._by_subject[node].get(predicate, []) if node in self._by_subject else []
        if len(found) > 1:
            raise UnsupportedAxiom(f"{node}: found {len(found)} values of {predicate}; expected one")
        return found[0] if found else None

    def items(self, node: Term) -> list[Term]:
        """Return the members of an RDF list."""
        members: list[Term] = []
        while node != _NIL:
            first, rest = self.value(node, _FIRST.value), self.value(node, _REST.value)
            if first is None or rest is None:
                raise UnsupportedAxiom(f"{node}: found a broken list; expected rdf:first and rdf:rest")
            members.append(first)
            node = rest
        return members

    def property(self, node: Term | None) -> PropertyExpression:
        """Return the property expression a node stands for."""
        if isinstance(node, NamedNode):
            return PropertyExpression(node)
        inverse = self.value(node, OWL + "inverseOf") if node is not None else None
        if isinstance(inverse, NamedNode):
            return PropertyExpression(inverse, inverted=True)
        raise UnsupportedAxiom(f"{node}: found no property; expected a name or owl:inverseOf a name")

    # Class expressions

    def clauses(self, node: Term, subject: Var, names: Iterator[str]) -> list[Clause]:
        """Return the ways in which `subject` can be seen to belong to the class expression.

        Raises: UnsupportedAxiom for what cannot be seen in a finite set of facts, such as a complement.
        """
        if node in _EVERYTHING or (isinstance(node, NamedNode) and node.value.startswith(XSD)):
            return [Clause(())]
        if isinstance(node, NamedNode):
            return [Clause((Atom(subject, TYPE, node),))]
        for predicate, read in (
            ("intersectionOf", self._intersection),
            ("unionOf", self._union),
            ("someValuesFrom", self._some),
            ("hasValue", self._has_value),
            ("minQualifiedCardinality", self._at_least),
            ("minCardinality", self._at_least),
        ):
            found = self.value(node, OWL + predicate)
            if found is not None:
                return read(node, found, subject, names)
        raise UnsupportedAxiom(f"found the class expression {self.text(node)}, from which no rule can be made")

    def _intersection(self, node: Term, members: Term, subject: Var, names: Iterator[str]) -> list[Clause]:
        parts = [self.clauses(member, subject, names) for member in self.items(members)]
        return [join(combination) for combination in itertools.product(*parts)]

    def _union(self, node: Term, members: Term, subject: Var, names: Iterator[str]) -> list[Clause]:
        return [clause for member in self.items(members) for clause in self.clauses(member, subject, names)]

    def _has_value(self, node: Term, value: Term, subject: Var, names: Iterator[str]) -> list[Clause]:
        return [Clause((self._on_property(node).atom(subject, value),))]

    def _some(self, node: Term, filler: Term, subject: Var, names: Iterator[str]) -> list[Clause]:
        role = self._on_property(node)
        one_of = self.value(filler, OWL + "oneOf") if isinstance(filler, BlankNode) else None
        if one_of is not None:
            return [Clause((role.atom(subject, value),)) for value in self.items(one_of)]
        other = Var(next(names))
        return [join((Clause((role.atom(subject, other),)), part)) for part in self.clauses(filler, other, names)]

    def _at_least(self, node: Term, number: Term, subject: Var, names: Iterator[str]) -> list[Clause]:
        """Two things are different here when their IRIs are, which OWL itself does not assume."""
        count = int(number.value) if isinstance(number, Literal) else 0
        filler = self.value(node, OWL + "onClass") or _EVERYTHING[0]
        if not 1 <= count <= 2:
            raise UnsupportedAxiom(f"found {self.text(node)}; expected a cardinality of 1 or 2")
        role, others = self._on_property(node), [Var(next(names)) for _ in range(count)]
        parts = [
            [join((Clause((role.atom(subject, other),)), part)) for part in self.clauses(filler, other, names)]
            for other in others
        ]
        distinct = ((others[0], others[1]),) if count == 2 else ()
        found = [join(combination) for combination in itertools.product(*parts)]
        return [replace(clause, distinct=clause.distinct + distinct) for clause in found]

    def _on_property(self, node: Term) -> PropertyExpression:
        return self.property(self.value(node, OWL + "onProperty"))

    def properties_in(self, node: Term) -> list[NamedNode]:
        """Return the properties an expression restricts, in its order; they tell two definitions apart."""
        if isinstance(node, NamedNode):
            return []
        members = self.value(node, OWL + "intersectionOf") or self.value(node, OWL + "unionOf")
        if members is not None:
            return [name for member in self.items(members) for name in self.properties_in(member)]
        return [self._on_property(node).name] if self.value(node, OWL + "onProperty") is not None else []

    # Text

    def label(self, term: NamedNode) -> str:
        """Return a term's English label, else its short name."""
        return self._english(term, RDFS + "label") or shorten(term)

    def definition(self, term: NamedNode) -> str | None:
        """Return a term's English definition."""
        return self._english(term, SKOS + "definition")

    def _english(self, term: NamedNode, predicate: str) -> str | None:
        found = self._by_subject[term].get(predicate, []) if term in self._by_subject else []
        texts = (value.value for value in found if isinstance(value, Literal) and value.language == "en")
        return min(texts, default=None)

    def text(self, node: Term) -> str:
        """Return an expression in OWL functional syntax."""
        if not isinstance(node, BlankNode):
            return shorten(node)
        for predicate, name in (("intersectionOf", "ObjectIntersectionOf"), ("unionOf", "ObjectUnionOf"),
                                ("oneOf", "ObjectOneOf")):  # fmt: skip
            members = self.value(node, OWL + predicate)
            if members is not None:
                return f"{name}({' '.join(self.text(member) for member in self.items(members))})"
        for predicate, name in (("someValuesFrom", "ObjectSomeValuesFrom"), ("hasValue", "ObjectHasValue")):
            filler = self.value(node, OWL + predicate)
            if filler is not None:
                return f"{name}({self._on_property(node)} {self.text(filler)})"
        for predicate in ("minQualifiedCardinality", "minCardinality"):
            number = self.value(node, OWL + predicate)
            if isinstance(number, Literal):
                filler = self.value(node, OWL + "onClass")
                of_class = f" {self.text(filler)}" if filler is not None else ""
                return f"ObjectMinCardinality({number.value} {self._on_property(node)}{of_class})"
        kinds = sorted(key.rsplit("#", 1)[-1] for key in self._by_subject.get(node, {}))
        return f"[{', '.join(kinds)}]"


def join(clauses: Iterable[Clause]) -> Clause:
    """Return the clause that holds when all of them do."""
    body: list[Atom] = []
    distinct: list[tuple[Var, Var]] = []
    for clause in clauses:
        body += [atom for atom in clause.body if atom not in body]
        distinct += clause.distinct
    return Clause(tuple(body), tuple(distinct))


def shorten(term: Term) -> str:
    """Return a term as ``prefix:name`` where a prefix of ours fits.

    >>> shorten(NamedNode("http://www.w3.org/ns/org#unitOf"))
    'org:unitOf'
    """
    if isinstance(term, NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
    return str(term)


def slug(term: NamedNode) -> str:
    """Return a name for rule keys: the local name for terms of ours, with the prefix before it for others.

    >>> slug(NamedNode("https://w3id.org/campaign-kg/ontology#ledBy")), slug(NamedNode("http://www.w3.org/ns/org#unitOf"))
    ('ledby', 'org-unitof')
    """
    short = shorten(term)
    if short.startswith("<"):
        raise UnsupportedAxiom(f"found the term {term}; expected one with a known prefix, to name a rule after it")
    return short.removeprefix("ckg:").replace(":", "-").lower()
