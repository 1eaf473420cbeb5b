"""Every term says what it is in both languages and where it comes from."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.reason.ontology import ontology_paths

CKG = Namespace("https://w3id.org/campaign-kg/ontology#")
ONTOLOGY = URIRef("https://w3id.org/campaign-kg/ontology")
DCTERMS = Namespace("http://purl.org/dc/terms/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
HAN = re.compile("[\u4e00-\u9fff]")


def load() -> Graph:
    return Graph().parse(ontology_paths()[0])


GRAPH = load()
TERMS = sorted({s for kind in KINDS for s in GRAPH.subjects(RDF.type, kind) if str(s).startswith(CKG)})


def texts(term: URIRef, predicate: URIRef) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in GRAPH.objects(term, predicate):
        assert isinstance(value, Literal), f"{term} {predicate}"
        found.setdefault(str(value.language), []).append(str(value))
    return found


def test_the_ontology_has_terms():
    assert len(TERMS) > 100


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(CKG))
class TestTerm:
    def test_has_one_label_and_one_definition_in_each_language(self, term: URIRef):
        for predicate in (RDFS.label, SKOS.definition):
            found = texts(term, predicate)
            assert {language: len(values) for language, values in found.items()} == {"en": 1, "zh-Hans": 1}

    def test_is_written_in_the_language_it_claims(self, term: URIRef):
        for predicate in (RDFS.label, SKOS.definition):
            found = texts(term, predicate)
            assert not HAN.search(found["en"][0])
            assert HAN.search(found["zh-Hans"][0])

    def test_is_defined_by_a_sentence(self, term: URIRef):
        found = texts(term, SKOS.definition)
        assert found["en"][0].endswith(".")
        assert found["zh-Hans"][0].endswith("。")

    def test_says_where_it_comes_from(self, term: URIRef):
        sources = list(GRAPH.objects(term, CKG.termSource))
        assert sources
        assert all(isinstance(source, URIRef) or str(source).strip() for source in sources)
        assert list(GRAPH.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]

    def test_has_exactly_one_kind(self, term: URIRef):
        assert sum((term, RDF.type, kind) in GRAPH for kind in KINDS) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_terms_of_a_kind_share_a_label(kind: URIRef):
    labels = Counter(
        label for term in TERMS if (term, RDF.type, kind) in GRAPH for label in GRAPH.objects(term, RDFS.label)
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_nothing_is_said_of_a_term_that_is_not_declared():
    spoken_of = {s for s in GRAPH.subjects() if isinstance(s, URIRef) and str(s).startswith(CKG)}
    assert spoken_of == set(TERMS)
    pointed_at = {o for o in GRAPH.objects() if isinstance(o, URIRef) and str(o).startswith(CKG)}
    assert pointed_at <= set(TERMS)


def test_properties_tell_their_ends_or_say_why_not():
    open_domain = {
        "evidence", "derivedByRule",  # anything may have evidence; graphs and statements are derived
        "gloss", "printedName", "confidence", "reviewStatus",  # of any thing
        "recordSha256", "recordPath",  # of graphs
    }  # fmt: skip
    properties = [t for t in TERMS if (t, RDF.type, OWL.Class) not in GRAPH and t != CKG.termSource]
    without = {t.removeprefix(CKG) for t in properties if not list(GRAPH.objects(t, RDFS.domain))}
    assert without == open_domain
    open_range = {"mentions", "claimSubject", "claimPredicate", "claimObject"}
    objects = [t for t in properties if (t, RDF.type, OWL.ObjectProperty) in GRAPH]
    assert {t.removeprefix(CKG) for t in objects if not list(GRAPH.objects(t, RDFS.range))} == open_range


def test_the_header_says_what_a_catalogue_needs():
    version = str(GRAPH.value(ONTOLOGY, OWL.versionInfo))
    assert str(GRAPH.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert {t.language for t in GRAPH.objects(ONTOLOGY, DCTERMS.title)} == {"en", "zh-Hans"}
    assert {t.language for t in GRAPH.objects(ONTOLOGY, DCTERMS.description)} == {"en", "zh-Hans"}
    assert GRAPH.value(ONTOLOGY, DCTERMS.creator) == Literal("Campaign KG contributors")
    assert GRAPH.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
