"""The constants of kg.model.vocabulary are the ontology's terms, no more and no fewer."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, Graph

from kg.model import vocabulary as v
from kg.reason.ontology import ontology_paths


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for path in ontology_paths():
        graph.parse(path)
    return graph


def terms_of(graph: Graph, kind: str) -> set[str]:
    return {str(s) for s in graph.subjects(RDF.type, OWL[kind]) if str(s).startswith(v.CKG)}


@pytest.mark.parametrize(
    ("kind", "constants"),
    [
        ("Class", v.CLASSES | v.DEFINED_CLASSES),
        ("ObjectProperty", v.OBJECT_PROPERTIES),
        ("DatatypeProperty", v.DATATYPE_PROPERTIES),
        ("AnnotationProperty", v.ANNOTATION_PROPERTIES),
    ],
)
def test_constants_and_ontology_name_the_same_terms(ontology: Graph, kind: str, constants: frozenset[str]):
    assert terms_of(ontology, kind) == constants


def test_every_constant_stands_in_one_set():
    sets = [v.CLASSES, v.DEFINED_CLASSES, v.OBJECT_PROPERTIES, v.DATATYPE_PROPERTIES, v.ANNOTATION_PROPERTIES]
    constants = [
        value
        for name, value in vars(v).items()
        if name.isupper() and isinstance(value, str) and value.startswith(v.CKG) and value != v.CKG
    ]
    assert len(constants) == len(set(constants))
    assert sorted(constants) == sorted(term for terms in sets for term in terms)


def test_constants_are_named_after_their_terms():
    for name, value in vars(v).items():
        if name.isupper() and isinstance(value, str) and value.startswith(v.CKG) and value != v.CKG:
            local = value.removeprefix(v.CKG)
            squeezed = name.removeprefix("C_").replace("_", "").lower()
            assert squeezed == local.lower(), f"{name} = {value}"
            assert name.startswith("C_") == local[0].isupper(), f"{name} = {value}"


def test_the_ontology_iri_is_the_one_that_queries_rely_on(ontology: Graph):
    assert [str(s) for s in ontology.subjects(RDF.type, OWL.Ontology)] == [v.ONTOLOGY]


def test_prefixes_are_those_of_the_ontology_file(ontology: Graph):
    in_file = {prefix: str(namespace) for prefix, namespace in ontology.namespaces()}
    shared = set(in_file) & set(v.PREFIXES)
    assert {"ckg", "prov", "org", "oa", "schema", "skos"} <= shared
    assert {p: in_file[p] for p in shared} == {p: v.PREFIXES[p] for p in shared}
