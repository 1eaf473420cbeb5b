"""What the schema reads off the ontology's axioms."""

from __future__ import annotations

import pytest

from kg.model import vocabulary as v
from kg.reason.ontology import ontology_triples
from kg.reason.schema import Schema


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema(ontology_triples())


def test_declared_terms_are_the_vocabulary(schema: Schema):
    assert {c for c in schema.classes if c.startswith(v.CKG)} == v.CLASSES | v.DEFINED_CLASSES
    assert {p for p in schema.object_properties if p.startswith(v.CKG)} == v.OBJECT_PROPERTIES
    assert {p for p in schema.datatype_properties if p.startswith(v.CKG)} == v.DATATYPE_PROPERTIES


def test_superclasses_are_followed_through_definitions_and_unions(schema: Schema):
    assert schema.supers(v.C_MINISTRY) == {v.C_MINISTRY, v.C_AGENCY, v.ORG + "Organization"}
    assert schema.supers(v.C_SUB_CAMPAIGN) == {
        v.C_SUB_CAMPAIGN,
        v.C_CAMPAIGN,
        v.C_UNDERTAKING,
        v.PROV + "Activity",
    }
    assert v.C_UNDERTAKING in schema.supers(v.C_CAMPAIGN_SERIES)


def test_disjoint_classes_are_paired(schema: Schema):
    assert frozenset((v.C_CAMPAIGN, v.C_CAMPAIGN_SERIES)) in schema.disjoint
    assert frozenset((v.C_AGENCY, v.C_CASE)) in schema.disjoint
    assert frozenset((v.C_COURT, v.C_POLICE_FORCE)) in schema.disjoint
    assert frozenset((v.C_MINISTRY, v.C_BUREAU)) not in schema.disjoint


def test_ends_keep_unions_together(schema: Schema):
    assert schema.domains[v.PART_OF_CAMPAIGN] == (frozenset((v.C_CAMPAIGN, v.C_CASE)),)
    assert schema.ranges[v.LEADS] == (frozenset((v.C_UNDERTAKING,)),)
    assert v.VALUE not in schema.ranges
    assert schema.value_types[v.VALUE] == v.XSD + "decimal"
    assert v.CONFIDENCE not in schema.value_types


def test_counted_properties_know_who_states_their_values(schema: Schema):
    direct = {
        (v.HAS_DIRECT_PARTICIPANT, False),
        (v.DIRECTLY_PARTICIPATES_IN, True),
        (v.LEADS, True),
        (v.LED_BY, False),
    }
    assert direct in schema.counted
    assert {(v.EDITION_OF, False), (v.HAS_EDITION, True)} in schema.at_most_once
    assert {(v.OA + "hasSource", False)} in schema.at_most_once
    assert {(v.VALUE, False)} in schema.at_most_once


def test_only_properties_that_an_axiom_names_are_constrained(schema: Schema):
    assert schema.constrained >= v.OBJECT_PROPERTIES
    assert v.ORG + "unitOf" in schema.constrained
    assert v.OA + "exact" not in schema.constrained
    assert v.SCHEMA + "url" not in schema.constrained
    assert v.GLOSS not in schema.constrained


def test_keys_are_listed(schema: Schema):
    assert schema.keys == {v.SHA256}
