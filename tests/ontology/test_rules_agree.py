"""The rules that fill graph/inferred say what HermiT says, wherever OWL 2 DL can say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import vocabulary as v
from kg.rdf.terms import NamedNode, RdfFormat, Triple, parse
from kg.reason.compile import read_rules
from kg.reason.engine import Engine
from kg.reason.ontology import infer_types, ontology_paths

SAMPLE = Path(__file__).parent / "sample.ttl"
TYPE = v.RDF + "type"
TERMS = v.CLASSES | v.DEFINED_CLASSES


def types_by_rules(stated: list[Triple]) -> dict[str, set[str]]:
    derived = Engine(read_rules(ontology_paths())).closure(set(stated))
    types: dict[str, set[str]] = {}
    for triple in [*stated, *derived]:
        if triple.predicate.value == TYPE and isinstance(triple.object, NamedNode) and triple.object.value in TERMS:
            types.setdefault(triple.subject.value, set()).add(triple.object.value)
    return types


@pytest.fixture(scope="module")
def by_rules() -> dict[str, set[str]]:
    return types_by_rules([quad.triple for quad in parse(path=str(SAMPLE), format=RdfFormat.TURTLE)])


@pytest.fixture(scope="module")
def by_hermit() -> dict[str, set[str]]:
    types = {thing: set(classes & TERMS) for thing, classes in infer_types(SAMPLE).items()}
    return {thing: classes for thing, classes in types.items() if classes}


def test_rules_and_reasoner_find_the_same_classes(by_rules: dict[str, set[str]], by_hermit: dict[str, set[str]]):
    assert by_rules == by_hermit


def test_all_defined_classes_were_compared(by_rules: dict[str, set[str]]):
    assert {class_ for classes in by_rules.values() for class_ in classes} >= v.DEFINED_CLASSES
