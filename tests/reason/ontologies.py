"""Small ontologies for the tests of rules and engine."""

from kg.model.vocabulary import RDF
from kg.rdf.terms import NamedNode, RdfFormat, Triple, parse

EX = "https://schema.org/"
"""A namespace with a prefix known to kg, which rule keys need."""

TYPE = NamedNode(RDF + "type")

PREFIXES = f"""
@prefix : <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

EVERY_PATTERN = """
:Dog rdfs:subClassOf :Animal .
:Cat owl:equivalentClass :Feline .
:Beast owl:unionOf ( :Dog :Cat ) .
:under rdfs:subPropertyOf :near .
:same owl:equivalentProperty :alike .
:leads owl:inverseOf :ledBy ; rdfs:subPropertyOf :joins .
:ownedBy rdfs:subPropertyOf :joinedBy .
:joins owl:inverseOf :joinedBy ; owl:propertyChainAxiom ( :joins :part ) .
:uncle owl:propertyChainAxiom ( [ owl:inverseOf :leads ] :near :part ) .
:part a owl:TransitiveProperty .
:near a owl:SymmetricProperty .
:Shared owl:equivalentClass [ owl:intersectionOf (
    :Animal [ owl:onProperty :joinedBy ; owl:minQualifiedCardinality "2"^^xsd:nonNegativeInteger ;
              owl:onClass :Animal ] ) ] .
[ owl:onProperty :part ; owl:someValuesFrom :Shared ] rdfs:subClassOf :Shared .
:Led owl:equivalentClass [ owl:intersectionOf (
    :Animal [ owl:onProperty [ owl:inverseOf :leads ] ; owl:someValuesFrom owl:Thing ] ) ] .
:Marked owl:equivalentClass [ owl:onProperty :kind ; owl:someValuesFrom [ owl:oneOf ( :red :t0 ) ] ] .
:Chief owl:equivalentClass [ owl:intersectionOf (
    [ owl:onProperty :kind ; owl:hasValue :blue ]
    [ owl:onProperty :leads ; owl:minCardinality "1"^^xsd:nonNegativeInteger ]
    [ owl:unionOf ( :Dog :Cat ) ] ) ] .
:Pet owl:equivalentClass [ owl:onProperty [ owl:inverseOf :leads ] ; owl:hasValue :t1 ] .
:Odd rdfs:subClassOf [ owl:onProperty :kind ; owl:someValuesFrom :Dog ] .
:part rdfs:domain :Dog ; rdfs:range :Dog .
"""


def ex(name: str) -> NamedNode:
    """Return a term of the test ontologies."""
    return NamedNode(EX + name)


def axioms(turtle: str) -> list[Triple]:
    """Return the triples of an ontology in Turtle without its prefixes."""
    return [quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)]
