"""The registry → the triples of ``graph/registry``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import vocabulary as v
from kg.model.registry import AgencyEntry, CampaignEntry, ConceptEntry, Entry, Registry, Scheme
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.quads import label_triples
from kg.rdf.terms import Literal, NamedNode, Triple


def registry_triples(registry: Registry, iris: Iris) -> list[Triple]:
    """Return the curated entities and concepts, each triple once, sorted by kind and key."""
    return list(dict.fromkeys(_registry(registry, iris)))


def _registry(registry: Registry, iris: Iris) -> Iterator[Triple]:
    for series in registry.series:
        node = iris.thing("series", series.key)
        yield from _entry(node, v.C_CAMPAIGN_SERIES, series)
        for language, text in series.about.items():
            yield Triple(node, n.DESCRIPTION, Literal(text, language=language))
    for campaign in registry.campaigns:
        yield from _campaign(campaign, iris)
    for agency in registry.agencies:
        yield from _agency(agency, iris)
    for official in registry.officials:
        node = iris.thing("official", official.key)
        yield from _entry(node, v.C_OFFICIAL, official)
        for label in official.labels:
            if label.is_name:
                yield Triple(node, n.FOAF_NAME, Literal(label.value))
        for post in official.posts:
            yield Triple(node, NamedNode(v.SPEAKS_FOR), iris.thing("agency", post.agency))
    for place in registry.places:
        node = iris.thing("place", place.key)
        yield from _entry(node, v.C_PLACE, place)
        yield Triple(node, n.DC_TYPE, Literal(place.kind))
        if place.within:
            yield Triple(node, n.IS_PART_OF, iris.thing("place", place.within))
    for case in registry.cases:
        yield from _entry(iris.thing("case", case.key), v.C_CASE, case)
    for scheme in registry.schemes:
        yield from _scheme(scheme, iris)


def _entry(node: NamedNode, class_: str, entry: Entry) -> Iterator[Triple]:
    yield Triple(node, n.RDF_TYPE, NamedNode(class_))
    yield from label_triples(node, entry.labels)


def _campaign(campaign: CampaignEntry, iris: Iris) -> Iterator[Triple]:
    node = iris.thing("campaign", campaign.key)
    yield from _entry(node, v.C_CAMPAIGN, campaign)
    if campaign.series:
        yield Triple(node, NamedNode(v.EDITION_OF), iris.thing("series", campaign.series))
    if campaign.edition:
        yield Triple(node, NamedNode(v.EDITION), Literal(campaign.edition))
    if campaign.year:
        yield Triple(node, NamedNode(v.YEAR), n.date_literal(f"{campaign.year:04}"))
    if campaign.start:
        yield Triple(node, NamedNode(v.START), n.date_literal(campaign.start))
    if campaign.end:
        yield Triple(node, NamedNode(v.END), n.date_literal(campaign.end))
    for ref in campaign.part_of:
        kind, _, key = ref.partition("/")
        yield Triple(node, NamedNode(v.PART_OF_CAMPAIGN), iris.thing(kind, key))


def _agency(agency: AgencyEntry, iris: Iris) -> Iterator[Triple]:
    node = iris.thing("agency", agency.key)
    yield from _entry(node, v.CKG + agency.kind, agency)
    if agency.collective:
        yield Triple(node, NamedNode(v.COLLECTIVE), n.boolean_literal(True))
    if agency.parent:
        yield Triple(node, n.UNIT_OF, iris.thing("agency", agency.parent))
    if agency.jurisdiction:
        yield Triple(node, NamedNode(v.JURISDICTION), iris.thing("place", agency.jurisdiction))


def _scheme(scheme: Scheme, iris: Iris) -> Iterator[Triple]:
    top = iris.scheme(scheme.key)
    yield Triple(top, n.RDF_TYPE, n.CONCEPT_SCHEME)
    yield from label_triples(top, scheme.labels)
    for concept in scheme.concepts:
        yield from _concept(concept, scheme.key, iris)


def _concept(concept: ConceptEntry, scheme: str, iris: Iris) -> Iterator[Triple]:
    node, top = iris.concept(scheme, concept.key), iris.scheme(scheme)
    yield Triple(node, n.RDF_TYPE, n.CONCEPT)
    if scheme == "domain":
        yield Triple(node, n.RDF_TYPE, NamedNode(v.C_CRIME_DOMAIN))
    yield Triple(node, n.IN_SCHEME, top)
    yield Triple(node, n.NOTATION, Literal(concept.symbol or concept.key))
    yield from label_triples(node, concept.labels)
    for language, text in concept.definition.items():
        yield Triple(node, n.DEFINITION, Literal(text, language=language))
    for verb in concept.verbs:
        yield Triple(node, n.HIDDEN_LABEL, Literal(verb))
    if concept.broader:
        wider = iris.concept(scheme, concept.broader)
        yield Triple(node, n.BROADER, wider)
        yield Triple(wider, n.NARROWER, node)
    else:
        yield Triple(node, n.TOP_CONCEPT_OF, top)
        yield Triple(top, n.HAS_TOP_CONCEPT, node)
