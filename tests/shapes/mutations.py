"""Seeded mistakes in a built graph: each is one slip a person or a program could make, at a place chosen by chance.

The operators know the model (what every figure must have, which properties are dates) and nothing of the shapes.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.model import vocabulary as v
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.rdf.triples import MemoryTriples

Graphs = dict[NamedNode, list[Triple]]

# What the model says every thing of a class has.
REQUIRED = {
    v.C_FIGURE: "value comparator unit measure statedIn evidence reviewStatus minor",
    v.C_CLAIM: "claimSubject claimPredicate claimObject statedIn reviewStatus",
    v.C_STATED_WINDOW: "aboutCampaign statedIn",
    v.C_ANNOUNCEMENT: "textKept reviewStatus dcterms:language",
    v.C_EVIDENCE: "oa:hasSource oa:hasSelector",
    v.OA + "TextQuoteSelector": "oa:exact",
    v.OA + "TextPositionSelector": "oa:start oa:end",
    v.ORG + "Membership": "org:member org:organization statedIn",
    v.C_CAMPAIGN: "skos:prefLabel",
    v.C_CAMPAIGN_SERIES: "skos:prefLabel",
    v.C_AGENCY: "skos:prefLabel",
    v.C_OFFICIAL: "skos:prefLabel foaf:name",
    v.C_PLACE: "skos:prefLabel dcterms:type",
    v.SKOS + "Concept": "skos:inScheme skos:prefLabel skos:notation",
    v.SKOS + "ConceptScheme": "skos:prefLabel",
}
DATES = [(v.START, v.END), (v.PERIOD_START, v.PERIOD_END)]
PARENTS = [v.PART_OF_CAMPAIGN, v.ORG + "unitOf", v.DCTERMS + "isPartOf", v.SKOS + "broader"]
RELATIONS = [
    v.LEADS,
    v.PARTICIPATES_IN,
    v.TARGETS,
    v.HANDLES,
    v.SUPERVISES,
    v.CONCERNS,
    v.SPEAKS_FOR,
    v.HOSTS,
    v.ATTENDS,
]
ABOUT = [v.ABOUT_CAMPAIGN, v.ABOUT_AGENCY, v.ABOUT_CASE, v.STATED_BY]
TYPE = NamedNode(v.RDF + "type")
TAGS = ("en", "zh-hans", "zh-hant", "fr", "ru", "xx")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of one graph, by the operator that made it."""

    operator: str
    graph: NamedNode
    removed: tuple[Triple, ...]
    added: tuple[Triple, ...]

    def __str__(self) -> str:
        minus = "".join(f"\n    − {brief(t)}" for t in self.removed)
        plus = "".join(f"\n    + {brief(t)}" for t in self.added)
        return f"{self.operator} in {self.graph.value.rpartition('/')[2]}{minus}{plus}"


def brief(triple: Triple) -> str:
    """A triple short enough to read, without quoting more than a few words of any document."""
    parts = []
    for term in (triple.subject, triple.predicate, triple.object):
        text = term.value if isinstance(term, (NamedNode, Literal)) else str(term)
        for prefix, namespace in [("", v.BASE + "id/"), *((p + ":", iri) for p, iri in v.PREFIXES.items())]:
            text = text.replace(namespace, prefix, 1) if text.startswith(namespace) else text
        if isinstance(term, Literal):
            text = f'"{text[:12]}"' + (f"@{term.language}" if term.language else "")
        parts.append(text.removeprefix(v.BASE))
    return " ".join(parts)


class Mutator:
    """The places of a built graph where a slip can happen, indexed once."""

    def __init__(self, graphs: Graphs, seed: int) -> None:
        self.chance = random.Random(seed)
        self.graphs = graphs
        self.places = [(g, t) for g in sorted(graphs, key=str) for t in sorted(graphs[g], key=str)]
        self.by_predicate: defaultdict[str, list[tuple[NamedNode, Triple]]] = defaultdict(list)
        self.types: defaultdict[str, set[str]] = defaultdict(set)
        self.held = {graph: MemoryTriples(triples) for graph, triples in graphs.items()}
        for graph, triple in self.places:
            self.by_predicate[triple.predicate.value].append((graph, triple))
            if triple.predicate == TYPE:
                self.types[iri(triple.subject)].add(iri(triple.object))
        self.instances: defaultdict[str, list[str]] = defaultdict(list)
        for subject in sorted(self.types):
            for class_ in sorted(self.types[subject]):
                self.instances[class_].append(subject)

    def mutations(self, count: int) -> list[Mutation]:
        """Return so many different mutations, operators taken in turn and places by chance."""
        found: dict[tuple[object, ...], Mutation] = {}
        turn = 0
        while len(found) < count:
            operator = OPERATORS[turn % len(OPERATORS)]
            turn += 1
            # A place where the operator cannot slip is passed over, so that each gets its turn.
            tries = (operator(self) for _ in range(200))
            mutation = next((m for m in tries if m is not None and self.changes_something(m)), None)
            if mutation is not None:
                found.setdefault((mutation.graph, mutation.removed, mutation.added), mutation)
        return list(found.values())

    def changes_something(self, mutation: Mutation) -> bool:
        """Say whether the graph is another one afterwards."""
        held = self.held[mutation.graph]
        gained = any(t not in held for t in mutation.added)
        return gained or any(t in held and t not in mutation.added for t in mutation.removed)

    def pick(self, *predicates: str) -> tuple[NamedNode, Triple]:
        """Choose a triple with one of some predicates, or any; each predicate is as likely as the next."""
        if not predicates:
            return self.chance.choice(self.places)
        held = [p for p in predicates if self.by_predicate[p]]
        return self.chance.choice(self.by_predicate[self.chance.choice(held)])

    def required(self) -> tuple[NamedNode, Triple]:
        """Choose a triple that the model says must be there."""
        while True:
            class_ = self.chance.choice(sorted(REQUIRED))
            predicate = expand(self.chance.choice(REQUIRED[class_].split()))
            graph, triple = self.pick(predicate)
            if class_ in self.types[iri(triple.subject)]:
                return graph, triple

    def other(self, kind: str) -> NamedNode:
        """Choose a thing of a kind other than the one named."""
        while True:
            subject = self.chance.choice(self.instances[self.chance.choice(sorted(self.instances))])
            if subject.startswith(v.BASE) and kind_of(subject) != kind:
                return NamedNode(subject)


def iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def value(triple: Triple) -> str:
    return triple.object.value if isinstance(triple.object, Literal) else iri(triple.object)


def kind_of(text: str) -> str:
    return text.removeprefix(v.BASE + "id/").partition("/")[0]


def expand(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return v.PREFIXES[prefix or "ckg"] + local


def replaced(operator: str, graph: NamedNode, old: Triple, *new: Triple) -> Mutation:
    return Mutation(operator, graph, (old,), new)


def with_object(triple: Triple, target: NamedNode | Literal) -> Triple:
    return Triple(triple.subject, triple.predicate, target)


def drop_required(m: Mutator) -> Mutation:
    graph, triple = m.required()
    return replaced("drop a required value", graph, triple)


def duplicate_required(m: Mutator) -> Mutation:
    graph, triple = m.required()
    _, donor = m.pick(triple.predicate.value)
    return Mutation("duplicate a required value", graph, (), (Triple(triple.subject, triple.predicate, donor.object),))


def wrong_datatype(m: Mutator) -> Mutation | None:
    graph, triple = m.pick()
    value = triple.object
    if not isinstance(value, Literal):
        return None
    others = [Literal(value.value), Literal(value.value, datatype=NamedNode(v.XSD + "token")), Literal(7)]
    other = m.chance.choice([o for o in others if o.datatype != value.datatype])
    return replaced("wrong datatype", graph, triple, with_object(triple, other))


def dangling(m: Mutator) -> Mutation | None:
    graph, triple = m.pick()
    if not isinstance(triple.object, NamedNode) or not triple.object.value.startswith(v.BASE):
        return None
    if triple.predicate.value.startswith(v.RDF) or triple.object.value.startswith(v.CKG):
        return None
    missing = NamedNode(triple.object.value.partition("#")[0] + "-gone")
    return replaced("dangling reference", graph, triple, with_object(triple, missing))


def swapped_dates(m: Mutator) -> Mutation | None:
    first, last = m.chance.choice(DATES)
    graph, start = m.pick(first)
    end = next(m.held[graph].match(start.subject, NamedNode(last)), None)
    if end is None:
        return None
    digits = min(len(value(start)), len(value(end)))
    if value(start)[:digits] == value(end)[:digits]:
        return None  # at the precision they share the two are one
    swapped = (Triple(start.subject, start.predicate, end.object), Triple(end.subject, end.predicate, start.object))
    return Mutation("swapped dates", graph, (start, end), swapped)


def foreign_concept(m: Mutator) -> Mutation:
    graph, triple = m.pick(v.UNIT, v.MEASURE, v.COMPARATOR, v.ACTION, v.ABOUT_DOMAIN, v.TARGETS, v.CONCERNS)
    scheme = iri(triple.object).removeprefix(v.BASE + "concept/").partition("/")[0]
    while True:
        other = m.chance.choice(m.instances[v.SKOS + "Concept"])
        if f"/concept/{scheme}/" not in other:
            return replaced("foreign concept", graph, triple, with_object(triple, NamedNode(other)))


def wrong_language(m: Mutator) -> Mutation | None:
    names = (v.SKOS + "prefLabel", v.SKOS + "altLabel", v.COUNTS, v.DCTERMS + "title", v.GLOSS, v.PRINTED_NAME)
    graph, triple = m.pick(*names)
    if not isinstance(triple.object, Literal) or triple.object.language is None:
        return None
    tag = m.chance.choice([t for t in TAGS if t != triple.object.language])
    return replaced(
        "wrong language tag", graph, triple, with_object(triple, Literal(triple.object.value, language=tag))
    )


def wrong_kind(m: Mutator) -> Mutation | None:
    graph, triple = m.pick()
    if not isinstance(triple.object, NamedNode) or not triple.object.value.startswith(v.BASE + "id/"):
        return None
    other = m.other(kind_of(triple.object.value))
    return replaced("object of another kind", graph, triple, with_object(triple, other))


def wrong_edition(m: Mutator) -> Mutation:
    graph, triple = m.pick(v.EDITION, v.YEAR)
    _, donor = m.pick(triple.predicate.value)
    return replaced("edition or year of another campaign", graph, triple, with_object(triple, donor.object))  # type: ignore[arg-type]


def evidence_elsewhere(m: Mutator) -> Mutation:
    graph, triple = m.pick(v.OA + "hasSource", v.EVIDENCE, v.STATED_IN)
    _, donor = m.pick(triple.predicate.value)
    return replaced("evidence of another announcement", graph, triple, with_object(triple, donor.object))  # type: ignore[arg-type]


def person(m: Mutator) -> Mutation:
    graph, triple = m.pick(v.MENTIONS)
    node = NamedNode(v.BASE + "id/person/" + m.chance.choice(("suspect", "victim", "witness")))
    class_ = m.chance.choice((v.FOAF + "Person", v.SCHEMA + "Person", v.PROV + "Person", v.C_OFFICIAL))
    return Mutation(
        "a person", graph, (), (Triple(node, TYPE, NamedNode(class_)), Triple(triple.subject, triple.predicate, node))
    )


def negative(m: Mutator) -> Mutation | None:
    graph, triple = m.pick(v.VALUE)
    measure = next(m.held[graph].match(triple.subject, NamedNode(v.MEASURE)), None)
    if measure is None or iri(measure.object).endswith("/change") or triple.object.value in ("0", ""):  # type: ignore[union-attr]
        return None
    return replaced("negative number", graph, triple, with_object(triple, decimal("-" + triple.object.value)))  # type: ignore[union-attr]


def great_share(m: Mutator) -> Mutation:
    shares = [(g, t) for g, t in m.by_predicate[v.MEASURE] if iri(t.object).endswith("/share")]
    graph, measure = m.chance.choice(shares)
    value = next(m.held[graph].match(measure.subject, NamedNode(v.VALUE)))
    return replaced("share above 100", graph, value, with_object(value, decimal(str(m.chance.randrange(101, 900)))))


def moved_text(m: Mutator) -> Mutation:
    graph, triple = m.pick(v.OA + "start", v.OA + "end", v.OA + "exact")
    if triple.predicate.value == v.OA + "exact":
        text = triple.object.value + m.chance.choice(("x", " 起"))  # type: ignore[union-attr]
        return replaced("quote or position off", graph, triple, with_object(triple, Literal(text)))
    moved = int(triple.object.value) + m.chance.choice((-3, -1, 1, 2, 9))  # type: ignore[union-attr]
    return replaced("quote or position off", graph, triple, with_object(triple, Literal(moved)))


def circle(m: Mutator) -> Mutation:
    graph, triple = m.pick(*PARENTS)
    return Mutation("circle of parents", graph, (), (Triple(triple.object, triple.predicate, triple.subject),))  # type: ignore[arg-type]


def drop_type(m: Mutator) -> Mutation:
    graph, triple = m.pick(TYPE.value)
    return replaced("drop a class", graph, triple)


def other_type(m: Mutator) -> Mutation:
    graph, triple = m.pick(TYPE.value)
    class_ = m.chance.choice(sorted(v.CLASSES - {iri(triple.object)}))
    return replaced("another class", graph, triple, with_object(triple, NamedNode(class_)))


def misspelt(m: Mutator) -> Mutation | None:
    graph, triple = m.pick()
    name = triple.predicate.value
    if not name.startswith(v.CKG):
        return None
    at = m.chance.randrange(len(v.CKG), len(name))
    return replaced(
        "misspelt property", graph, triple, Triple(triple.subject, NamedNode(name[:at] + name[at + 1 :]), triple.object)
    )


def other_property(m: Mutator) -> Mutation:
    graph, triple = m.pick()
    _, donor = m.pick(m.chance.choice(sorted(p for p in m.by_predicate if m.by_predicate[p])))
    return replaced("another property", graph, triple, Triple(triple.subject, donor.predicate, triple.object))


def turned(m: Mutator) -> Mutation:
    graph, triple = m.pick(*RELATIONS)
    return replaced("relation turned round", graph, triple, Triple(triple.object, triple.predicate, triple.subject))  # type: ignore[arg-type]


def changed_value(m: Mutator) -> Mutation | None:
    """A digit mistyped, dropped or doubled, a value of another figure: its quote no longer prints it."""
    graph, triple = m.pick(v.VALUE)
    text = value(triple)
    at = m.chance.randrange(len(text))
    if not text[at].isdigit():
        return None
    other = m.chance.choice("0123456789".replace(text[at], ""))
    _, donor = m.pick(v.VALUE)
    new = m.chance.choice((text[:at] + other + text[at + 1 :], text[:at] + text[at] + text[at:], value(donor)))
    if Decimal(new) == Decimal(text):
        return None
    return replaced("value changed", graph, triple, with_object(triple, decimal(str(Decimal(new)))))


def shifted_position(m: Mutator) -> Mutation | None:
    """Both offsets moved alike, past the end of the announcement or within it: the quote's length still fits."""
    graph, start = m.pick(v.OA + "start")
    end = next(m.held[graph].match(start.subject, NamedNode(v.OA + "end")), None)
    if end is None:
        return None
    step = m.chance.choice((1, 20, 1_000, 1_000_000))
    moved = tuple(with_object(t, Literal(int(value(t)) + step)) for t in (start, end))
    return Mutation("position moved whole", graph, (start, end), moved)


def sibling(m: Mutator) -> Mutation | None:
    """A figure, claim, window or relation that names another thing of the same kind."""
    graph, triple = m.pick(*ABOUT, *RELATIONS, v.CLAIM_SUBJECT, v.CLAIM_OBJECT)
    class_ = m.chance.choice(sorted(m.types[iri(triple.object)] or {""}))
    others = [o for o in m.instances[class_] if o != iri(triple.object)]
    if not others:
        return None
    return replaced(
        "another thing of the same kind", graph, triple, with_object(triple, NamedNode(m.chance.choice(others)))
    )


def lost_relation(m: Mutator) -> Mutation:
    graph, triple = m.pick(*RELATIONS, v.MENTIONS)
    return replaced("relation lost", graph, triple)


def lost_thing(m: Mutator) -> Mutation:
    """Everything said of one claim, quote, piece of evidence … is lost; what points to it stays."""
    graph, triple = m.pick(v.OA + "exact", v.OA + "hasSource", v.CLAIM_SUBJECT, v.TEXT_KEPT, v.SCHEMA + "startDate")
    return Mutation("thing lost", graph, tuple(m.held[graph].match(triple.subject)), ())


def low_upper(m: Mutator) -> Mutation | None:
    graph, triple = m.pick(v.VALUE)
    if triple.object.value.startswith("-") or triple.object.value == "0":  # type: ignore[union-attr]
        return None
    upper = Triple(triple.subject, NamedNode(v.UPPER_VALUE), decimal("0.5"))
    return Mutation("upper below lower value", graph, (), (upper,))


def blank_text(m: Mutator) -> Mutation | None:
    graph, triple = m.pick()
    value = triple.object
    if not isinstance(value, Literal) or value.datatype.value not in (v.XSD + "string", v.RDF + "langString"):
        return None
    text = m.chance.choice(("", " " + value.value))
    new = Literal(text, language=value.language) if value.language else Literal(text)
    return replaced("empty or padded text", graph, triple, with_object(triple, new))


def no_number(m: Mutator) -> Mutation:
    graph, evidence = m.pick(v.EVIDENCE)
    while v.C_FIGURE not in m.types[iri(evidence.subject)]:
        graph, evidence = m.pick(v.EVIDENCE)
    quote = next(m.held[graph].match(NamedNode(iri(evidence.object) + "#quote"), NamedNode(v.OA + "exact")))
    return replaced("quote without a number", graph, quote, with_object(quote, Literal("many suspects")))


def twin(m: Mutator) -> Mutation:
    """A second thing with everything the first has but its IRI."""
    graph, triple = m.pick(v.SKOS + "prefLabel")
    node = NamedNode(iri(triple.subject) + "-2")
    return Mutation(
        "twin", graph, (), tuple(Triple(node, t.predicate, t.object) for t in m.held[graph].match(triple.subject))
    )


def decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(v.XSD + "decimal"))


OPERATORS: list[Callable[[Mutator], Mutation | None]] = [
    drop_required,
    duplicate_required,
    wrong_datatype,
    dangling,
    swapped_dates,
    foreign_concept,
    wrong_language,
    wrong_kind,
    wrong_edition,
    evidence_elsewhere,
    person,
    negative,
    great_share,
    moved_text,
    circle,
    drop_type,
    other_type,
    misspelt,
    other_property,
    turned,
    changed_value,
    shifted_position,
    sibling,
    lost_relation,
    lost_thing,
    low_upper,
    blank_text,
    no_number,
    twin,
]


OPERATOR_NAMES = (
    "a person",
    "another class",
    "another property",
    "another thing of the same kind",
    "circle of parents",
    "dangling reference",
    "drop a class",
    "drop a required value",
    "duplicate a required value",
    "edition or year of another campaign",
    "empty or padded text",
    "evidence of another announcement",
    "foreign concept",
    "misspelt property",
    "negative number",
    "object of another kind",
    "position moved whole",
    "quote or position off",
    "quote without a number",
    "relation lost",
    "relation turned round",
    "share above 100",
    "swapped dates",
    "thing lost",
    "twin",
    "upper below lower value",
    "value changed",
    "wrong datatype",
    "wrong language tag",
)


def drop_any(m: Mutator) -> Mutation:
    """Any triple at all is lost, needed or not: not among the operators, told apart in the page."""
    graph, triple = m.pick()
    return replaced("any triple lost", graph, triple)


def merged_change(counts: Counter[Triple], mutation: Mutation) -> tuple[list[Triple], list[Triple]]:
    """Return what a mutation of one graph adds to and takes from the merged view."""
    added = [t for t in dict.fromkeys(mutation.added) if counts[t] == 0]
    removed = [t for t in dict.fromkeys(mutation.removed) if counts[t] == 1 and t not in mutation.added]
    return added, removed


def count_triples(graphs: Iterable[Iterable[Triple]]) -> Counter[Triple]:
    return Counter(t for triples in graphs for t in set(triples))
