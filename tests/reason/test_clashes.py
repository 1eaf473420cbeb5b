"""Contradictions named without a reasoner, on a small ontology of its own."""

from __future__ import annotations

import pytest

from kg.rdf.terms import RdfFormat, Triple, parse
from kg.reason.clashes import find_clashes
from kg.reason.schema import Schema

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ONTOLOGY = """
:Animal a owl:Class . :Stone a owl:Class ; owl:disjointWith :Animal . :Cloud a owl:Class .
:Cat a owl:Class ; rdfs:subClassOf :Animal . :Dog a owl:Class ; rdfs:subClassOf :Animal .
:feeds a owl:ObjectProperty ; rdfs:domain :Animal ; rdfs:range [ a owl:Class ; owl:unionOf ( :Cat :Dog ) ] .
:lord a owl:ObjectProperty , owl:FunctionalProperty . :serves a owl:ObjectProperty ; owl:inverseOf :lord .
"""


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)]


def clashes(turtle: str) -> list[str]:
    return list(find_clashes(triples(turtle), Schema(triples(ONTOLOGY))))


@pytest.mark.parametrize(
    "turtle",
    [
        "",
        ":tom a :Cat , :Dog .",
        ":tom a :Cat ; :feeds :rex . :rex a :Dog .",
        ":tom :feeds :tom .",
        ":tom a :Cat , :Cloud ; :lord :ann . :ann :serves :rex .",
        ":tom :lord :ann . :tom :lord :ann .",
    ],
)
def test_sound_data_have_no_clash(turtle: str):
    assert clashes(turtle) == []


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (
            ":tom a :Cat , :Stone .",
            "tom> is a <https://example.org/Cat> (as stated) and a <https://example.org/Stone> (as stated)",
        ),
        (
            ":tom a :Stone ; :feeds :rex .",
            "tom> is a <https://example.org/Animal> (as subject of <https://example.org/feeds>) and a "
            "<https://example.org/Stone> (as stated), which exclude each other",
        ),
        (
            ":rex a :Stone . :tom :feeds :rex .",
            "rex> is a <https://example.org/Cat> or <https://example.org/Dog> "
            "(as value of <https://example.org/feeds>)",
        ),
        (":tom :lord :ann , :bob .", "tom> has 2 values of <https://example.org/lord>, which has at most one"),
        (":tom :lord :ann . :bob :serves :tom .", "tom> has 2 values"),
    ],
)
def test_contradictions_are_named(turtle: str, reason: str):
    found = clashes(turtle)
    assert len(found) == 1
    assert reason in found[0]


def test_what_is_stated_makes_weaker_knowledge_silent():
    """A stated cat is an animal already: that it feeds adds no second clash."""
    assert len(clashes(":tom a :Cat , :Stone ; :feeds :rex .")) == 1
