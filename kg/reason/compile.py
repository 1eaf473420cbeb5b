"""Rules from axioms: reads an OWL ontology and returns the rules that materialise it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InvariantError
from kg.model.vocabulary import (
    BASE,
    C_CAMPAIGN,
    C_CLAIM,
    C_EVIDENCE,
    C_FIGURE,
    C_JOINT_CAMPAIGN,
    C_STATED_WINDOW,
    CKG,
    EVIDENCE,
    MENTIONS,
    OA,
    OWL,
    PARTICIPATES_IN,
    QB,
    RDFS,
    STATED_BY,
    STATED_IN,
)
from kg.rdf.terms import BlankNode, NamedNode, RdfFormat, Term, Triple, parse
from kg.reason.expressions import TYPE, Ontology, PropertyExpression, UnsupportedAxiom, shorten, slug
from kg.reason.rules import Atom, Clause, Rule, Var

_X, _Y, _Z = Var("x"), Var("y"), Var("z")

# These make up nine tenths of a graph, so saying of each that it is also a prov:Entity, derived from its announcement
# and so on would add more triples than all other rules together (measured on 100,000 stated triples: 36,000, where all
# others derive 22,000), and tell no reader anything that the one axiom in the ontology does not.
HIGH_VOLUME = frozenset(
    {C_FIGURE, C_CLAIM, C_EVIDENCE, C_STATED_WINDOW, STATED_IN, STATED_BY, EVIDENCE, MENTIONS}
    | {OA + name for name in ("TextQuoteSelector", "TextPositionSelector", "SpecificResource")}
)

# What a reader who knows the outside vocabulary alone asks for is said all the same.
SAID_ALL_THE_SAME = frozenset({(C_FIGURE, QB + "Observation"), (C_EVIDENCE, OA + "SpecificResource")})

JOINT_CAMPAIGN = Rule(
    key="joint-campaign",
    text="A campaign is a joint campaign if two different agencies take part in it, directly or through a part of it.",
    # participatesIn is fed by a chain and so is not simple, and OWL 2 DL counts over simple properties only.
    axiom="",
    head=Atom(_X, TYPE, NamedNode(C_JOINT_CAMPAIGN)),
    clauses=(
        Clause(
            (
                Atom(_Y, NamedNode(PARTICIPATES_IN), _X),
                Atom(_Z, NamedNode(PARTICIPATES_IN), _X),
                Atom(_X, TYPE, NamedNode(C_CAMPAIGN)),
            ),
            distinct=((_Y, _Z),),
        ),
    ),
)


def read_rules(paths: Iterable[Path], *, base: str = BASE) -> tuple[Rule, ...]:
    """Return the rules of the ontology that the Turtle files make up together.

    `base` is where the graph's own concepts stand, should a definition name one of them.
    """
    triples: list[Triple] = []
    for path in paths:
        with path.open("rb") as file:
            # Each file's blank nodes get names of their own, so that two files cannot meet in one.
            quads = parse(file, format=RdfFormat.TURTLE, rename_blank_nodes=True)
            triples += [_rebased(quad.triple, base) for quad in quads]
    return compile_rules(triples)


def _rebased(triple: Triple, base: str) -> Triple:
    concept = BASE + "concept/"
    if base != BASE and isinstance(triple.object, NamedNode) and triple.object.value.startswith(concept):
        return Triple(triple.subject, triple.predicate, NamedNode(base + triple.object.value.removeprefix(BASE)))
    return triple


def compile_rules(axioms: Iterable[Triple]) -> tuple[Rule, ...]:
    """Return one rule for each axiom that derives something from facts, in the order of their keys.

    Domains and ranges make no rules: here they say what a fact must look like, and the shapes check it.

    Raises: UnsupportedAxiom for a definition that cannot be seen in facts.
    """
    ontology = Ontology(axioms)
    rules = {JOINT_CAMPAIGN.key: JOINT_CAMPAIGN}
    for rule in itertools.chain(
        _subclasses(ontology),
        _definitions(ontology),
        _subproperties(ontology),
        _inverses(ontology),
        _characteristics(ontology),
        _chains(ontology),
    ):
        if rules.setdefault(rule.key, rule) != rule:
            raise InvariantError(f"two different rules have the key {rule.key}: {rule.axiom}, {rules[rule.key].axiom}")
    return tuple(rules[key] for key in sorted(rules))


def _worth_materialising(sub: NamedNode, above: Term) -> bool:
    """Return whether a named term should be seen as what lies above it."""
    if not isinstance(above, NamedNode) or sub == above or above.value.startswith((OWL, RDFS)):
        return False
    named = (sub.value, above.value) in SAID_ALL_THE_SAME
    return named or above.value.startswith(CKG) or sub.value not in HIGH_VOLUME


def _subclasses(ontology: Ontology) -> Iterator[Rule]:
    pairs = ontology.pairs(RDFS + "subClassOf")
    equal = ontology.pairs(OWL + "equivalentClass")
    pairs = pairs + equal + [(b, a) for a, b in equal]
    for union in ("unionOf", "disjointUnionOf"):
        for node, members in ontology.pairs(OWL + union):
            pairs = pairs + [(member, node) for member in ontology.items(members)]
    for sub, above in pairs:
        if isinstance(sub, NamedNode) and isinstance(above, NamedNode) and _worth_materialising(sub, above):
            yield Rule(
                key=f"subclass-{slug(sub)}-{slug(above)}",
                text=f"Every {ontology.label(sub)} is {_a(ontology.label(above))}.",
                axiom=f"SubClassOf({shorten(sub)} {shorten(above)})",
                head=Atom(_X, TYPE, above),
                clauses=(Clause((Atom(_X, TYPE, sub),)),),
            )


def _definitions(ontology: Ontology) -> Iterator[Rule]:
    found: list[tuple[NamedNode, Term, str]] = []
    for left, right in ontology.pairs(OWL + "equivalentClass"):
        for name, expression in ((left, right), (right, left)):
            if isinstance(name, NamedNode) and isinstance(expression, BlankNode):
                found.append((name, expression, "EquivalentClasses"))
    for left, right in ontology.pairs(RDFS + "subClassOf"):
        if isinstance(left, BlankNode) and isinstance(right, NamedNode):
            found.append((right, left, "SubClassOf"))
    several = Counter(name for name, _, _ in found)
    for name, expression, axiom in found:
        text = ontology.text(expression)
        if axiom == "SubClassOf":
            statement = f"SubClassOf({text} {shorten(name)})"
        else:
            statement = f"EquivalentClasses({shorten(name)} {text})"
        # Where a class has several definitions, the properties they speak of tell them apart.
        rest = [slug(term) for term in ontology.properties_in(expression)] if several[name] > 1 else []
        yield Rule(
            key="-".join(["defined", slug(name), *rest]),
            text=f"{(ontology.label(name)).capitalize()}: {ontology.definition(name) or text}",
            axiom=statement,
            head=Atom(_X, TYPE, name),
            clauses=tuple(ontology.clauses(expression, _X, (f"y{n}" for n in itertools.count(1)))),
        )


def _subproperties(ontology: Ontology) -> Iterator[Rule]:
    pairs = ontology.pairs(RDFS + "subPropertyOf")
    equal = ontology.pairs(OWL + "equivalentProperty")
    for sub, above in pairs + equal + [(b, a) for a, b in equal]:
        if not isinstance(sub, NamedNode) or not _worth_materialising(sub, above):
            continue
        assert isinstance(above, NamedNode)
        if sub.value.startswith(CKG) and not above.value.startswith(CKG):
            continue  # says no more than ours, and may be in use for something else (dcterms:isPartOf among places)
        yield Rule(
            key=f"subproperty-{slug(sub)}-{slug(above)}",
            text=f"If x {ontology.label(sub)} y, then x {ontology.label(above)} y.",
            axiom=f"SubObjectPropertyOf({shorten(sub)} {shorten(above)})",
            head=Atom(_X, above, _Y),
            clauses=(Clause((Atom(_X, sub, _Y),)),),
        )


def _inverses(ontology: Ontology) -> Iterator[Rule]:
    for left, right in ontology.pairs(OWL + "inverseOf"):
        if not isinstance(left, NamedNode) or not isinstance(right, NamedNode):
            continue  # [ owl:inverseOf p ] is a property expression, not an axiom
        for one, other in ((left, right), (right, left)):
            yield Rule(
                key=f"inverse-{slug(one)}-{slug(other)}",
                text=f"If x {ontology.label(one)} y, then y {ontology.label(other)} x.",
                axiom=f"InverseObjectProperties({shorten(left)} {shorten(right)})",
                head=Atom(_Y, other, _X),
                clauses=(Clause((Atom(_X, one, _Y),)),),
            )


def _characteristics(ontology: Ontology) -> Iterator[Rule]:
    for subject, kind in ontology.pairs(TYPE.value):
        if not isinstance(subject, NamedNode):
            continue
        name, label = shorten(subject), ontology.label(subject)
        if kind == NamedNode(OWL + "TransitiveProperty"):
            yield Rule(
                key=f"transitive-{slug(subject)}",
                text=f"If x {label} y and y {label} z, then x {label} z.",
                axiom=f"TransitiveObjectProperty({name})",
                head=Atom(_X, subject, _Z),
                clauses=(Clause((Atom(_X, subject, _Y), Atom(_Y, subject, _Z))),),
            )
        elif kind == NamedNode(OWL + "SymmetricProperty"):
            yield Rule(
                key=f"symmetric-{slug(subject)}",
                text=f"If x {label} y, then y {label} x.",
                axiom=f"SymmetricObjectProperty({name})",
                head=Atom(_Y, subject, _X),
                clauses=(Clause((Atom(_X, subject, _Y),)),),
            )


def _chains(ontology: Ontology) -> Iterator[Rule]:
    for above, steps_list in ontology.pairs(OWL + "propertyChainAxiom"):
        steps = [ontology.property(step) for step in ontology.items(steps_list)]
        if not isinstance(above, NamedNode) or not steps:
            raise UnsupportedAxiom(f"{above}: found a chain of {len(steps)} steps; expected a named property's chain")
        nodes = [Var(f"x{n}") for n in range(len(steps) + 1)]
        links = list(zip(steps, nodes, nodes[1:], strict=False))
        said = " and ".join(_said(ontology, step, one, other) for step, one, other in links)
        chain = " ".join(str(step) for step in steps)
        yield Rule(
            key="-".join(["chain", slug(above), *_later_steps(above, steps)]),
            text=f"If {said}, then {nodes[0].name} {ontology.label(above)} {nodes[-1].name}.",
            axiom=f"SubObjectPropertyOf(ObjectPropertyChain({chain}) {shorten(above)})",
            head=Atom(nodes[0], above, nodes[-1]),
            clauses=(Clause(tuple(step.atom(one, other) for step, one, other in links)),),
        )


def _later_steps(above: NamedNode, steps: list[PropertyExpression]) -> list[str]:
    """Return what names a chain beside its head: its steps, but for a first one that is the head again."""
    if steps[0] == PropertyExpression(above) and len(steps) > 1:
        steps = steps[1:]
    return [f"{slug(step.name)}-inverse" if step.inverted else slug(step.name) for step in steps]


def _said(ontology: Ontology, step: PropertyExpression, one: Var, other: Var) -> str:
    if step.inverted:
        one, other = other, one
    return f"{one.name} {ontology.label(step.name)} {other.name}"


def _a(noun: str) -> str:
    """Return a noun with its article."""
    return f"{'an' if noun.rsplit(':', 1)[-1][:1].lower() in 'aeio' else 'a'} {noun}"
