"""Rules read from axioms."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model.vocabulary import BASE, CKG
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.reason.compile import compile_rules, read_rules
from kg.reason.engine import Engine
from kg.reason.rules import (
    Rule,
    describe_rules,
    inferred_graph,
    is_inferred_graph,
    rule_key_of,
)
from tests.reason.ontologies import EVERY_PATTERN, TYPE, axioms, ex

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def keys(turtle: str) -> list[str]:
    return [rule.key for rule in compile_rules(axioms(turtle)) if rule.key != "joint-campaign"]


def rule_of(turtle: str) -> Rule:
    (rule,) = (rule for rule in compile_rules(axioms(turtle)) if rule.key != "joint-campaign")
    return rule


def test_each_axiom_that_derives_something_makes_a_rule() -> None:
    assert keys(EVERY_PATTERN) == [
        "chain-schema-joins-schema-part",
        "chain-schema-uncle-schema-leads-inverse-schema-near-schema-part",
        "defined-schema-chief",
        "defined-schema-led",
        "defined-schema-marked",
        "defined-schema-pet",
        "defined-schema-shared-schema-joinedby",
        "defined-schema-shared-schema-part",
        "inverse-schema-joinedby-schema-joins",
        "inverse-schema-joins-schema-joinedby",
        "inverse-schema-leads-schema-ledby",
        "inverse-schema-ledby-schema-leads",
        "subclass-schema-cat-schema-beast",
        "subclass-schema-cat-schema-feline",
        "subclass-schema-dog-schema-animal",
        "subclass-schema-dog-schema-beast",
        "subclass-schema-feline-schema-cat",
        "subproperty-schema-alike-schema-same",
        "subproperty-schema-leads-schema-joins",
        "subproperty-schema-ownedby-schema-joinedby",
        "subproperty-schema-same-schema-alike",
        "subproperty-schema-under-schema-near",
        "symmetric-schema-near",
        "transitive-schema-part",
    ]


def test_domains_ranges_and_existence_make_no_rules() -> None:
    assert keys(":p rdfs:domain :C ; rdfs:range :D .") == []
    assert keys(":C rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :D ] .") == []


def test_a_rule_says_itself_in_words_of_the_ontology_and_shows_its_axiom() -> None:
    rule = rule_of(
        ':leads rdfs:subPropertyOf :heads ; rdfs:label "leads"@en , "牵头"@zh-Hans . :heads rdfs:label "heads"@en .'
    )
    assert rule.text == "If x leads y, then x heads y."
    assert rule.axiom == "SubObjectPropertyOf(schema:leads schema:heads)"
    defined = rule_of(
        ":Led owl:equivalentClass [ owl:intersectionOf ( :Dog [ owl:onProperty [ owl:inverseOf :leads ] ; "
        'owl:someValuesFrom :Cat ] ) ] ; rdfs:label "led dog"@en ; skos:definition "A dog that a cat leads."@en .'
    )
    assert defined.text == "Led dog: A dog that a cat leads."
    assert defined.axiom == (
        "EquivalentClasses(schema:Led ObjectIntersectionOf(schema:Dog "
        "ObjectSomeValuesFrom(ObjectInverseOf(schema:leads) schema:Cat)))"
    )


def test_a_datatype_as_filler_asks_for_any_value() -> None:
    rule = rule_of("[ owl:onProperty :p ; owl:someValuesFrom xsd:string ] rdfs:subClassOf :C .")
    inferred = Engine([rule]).closure([Triple(ex("a"), ex("p"), Literal("some text"))])
    assert set(inferred) == {Triple(ex("a"), TYPE, ex("C"))}


@pytest.mark.parametrize(
    "definition",
    [
        "[ owl:complementOf :D ]",
        "[ owl:onProperty :p ; owl:allValuesFrom :D ]",
        '[ owl:onProperty :p ; owl:minCardinality "3"^^xsd:nonNegativeInteger ]',
    ],
)
def test_what_facts_cannot_show_is_refused_by_name(definition: str) -> None:
    with pytest.raises(InputError, match="found"):
        compile_rules(axioms(f":C owl:equivalentClass {definition} ."))


def test_the_ontology_compiles_to_the_rules_that_queries_name() -> None:
    rules = {rule.key: rule for rule in read_rules([ONTOLOGY / "campaign-kg.ttl", ONTOLOGY / "alignments.ttl"])}
    assert list(rules) == sorted(rules)
    assert rules.keys() >= {
        "joint-campaign",
        "subproperty-leads-directlyparticipatesin",
        "inverse-leads-ledby",
        "chain-participatesin-partofcampaign",
        "transitive-partofcampaign",
        "transitive-org-suborganizationof",
        "subproperty-org-unitof-org-suborganizationof",
        "subclass-ministry-agency",
        "subclass-agency-org-organization",
        *(
            f"defined-{name.lower()}"
            for name in (
                "SupervisedCase", "SpokenFigure", "BoundedFigure", "ChangeFigure", "SubCampaign", "SeriesEdition",
                "LeadAgency", "SupervisingAgency", "InternationalCampaign", "MultiDomainCampaign", "CampaignFigure",
                "CaseFigure", "PositionedEvidence",
            )
        ),
    }  # fmt: skip
    made = {key for key in rules if key.startswith(("subclass-figure-", "subclass-evidence-", "subproperty-statedin-"))}
    assert made == {"subclass-figure-qb-observation", "subclass-evidence-oa-specificresource"}
    outside = {key for key in rules if key.startswith("subproperty-") and key.count("-") > 2}
    assert outside == {"subproperty-org-unitof-org-suborganizationof"}
    assert "ckg:" not in "".join(rule.text for rule in rules.values() if not rule.key.startswith("defined-"))


def test_concepts_in_definitions_follow_the_base() -> None:
    base = "https://example.org/kg/"
    engine = Engine(read_rules([ONTOLOGY / "campaign-kg.ttl"], base=base))
    figure, measure = NamedNode(base + "id/figure/1"), NamedNode(CKG + "measure")
    stated = [Triple(figure, TYPE, NamedNode(CKG + "Figure"))]
    assert engine.closure([*stated, Triple(figure, measure, NamedNode(base + "concept/measure/change"))])
    assert not engine.closure([*stated, Triple(figure, measure, NamedNode(BASE + "concept/measure/change"))])


def test_rules_are_described_and_tied_to_their_graphs() -> None:
    rules = read_rules([ONTOLOGY / "campaign-kg.ttl"])
    triples = set(describe_rules(rules))
    by_rule = NamedNode(CKG + "derivedByRule")
    described = {t.subject: t.object for t in triples if t.predicate == by_rule}
    assert described == {inferred_graph(rule.key): rule.iri() for rule in rules}
    assert {t.subject for t in triples if t.predicate == TYPE} == {rule.iri() for rule in rules}
    assert all(rule.axiom for rule in rules if rule.key != "joint-campaign")


def test_inferred_graphs_are_known_by_their_names() -> None:
    assert is_inferred_graph(inferred_graph())
    assert is_inferred_graph(inferred_graph("joint-campaign"))
    assert not is_inferred_graph(NamedNode(BASE + "graph/inferences-of-another-kind"))
    assert rule_key_of(NamedNode(BASE + "graph/registry")) is None
