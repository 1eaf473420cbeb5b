"""What is wrong within one named graph is found there, with the check's name and what to do."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.model import vocabulary as v
from kg.pipeline.build import dataset_graphs
from kg.rdf.iris import Iris
from kg.rdf.terms import NamedNode, Triple
from kg.read.dataset import read_dataset
from kg.validate.integrity import CHECKS, check_dataset, check_graph
from kg.validate.reads import SHAPES
from kg.validate.scripts import SIMPLIFIED, TRADITIONAL
from kg.validate.shacl import Shapes
from tests.conftest import SAMPLE

IRIS = Iris()
HEAD = f"BASE <{v.BASE}>\n" + "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in v.PREFIXES.items())
DOCUMENT = IRIS.announcement_graph("denglong-2023")

Graphs = dict[NamedNode, list[Triple]]

# Check → a change of the sample's Chinese announcement that it finds. <a> is short for its own things.
SPOILT = {
    "one-announcement": "INSERT DATA { <id/announcement/other> a ckg:Announcement }",
    "value-printed": "DELETE { ?f ckg:value ?n } INSERT { ?f ckg:value 7654321 } WHERE { ?f ckg:value ?n }",
    "own-announcement": "DELETE { ?e oa:hasSource ?a } INSERT { ?e oa:hasSource <id/announcement/lantern-2024> }"
    " WHERE { { SELECT ?e ?a { ?e oa:hasSource ?a } LIMIT 1 } }",
    "own-thing": "INSERT DATA { <id/evidence/lantern-2024-x> a ckg:Evidence }",
    "described": "DELETE WHERE { <id/agency/coastal-police> a ?class }",
    "stated-in": "DELETE { ?f ckg:statedIn ?a } WHERE { ?f a ckg:Figure ; ckg:statedIn ?a }",
    "claimed": "INSERT DATA { <id/agency/coastal-police> ckg:leads <id/campaign/lantern-2023> }",
    "claim-stated": "DELETE DATA { <id/agency/ministry-of-harbours> ckg:leads <id/campaign/lantern-2023> }",
    "taking-part": "DELETE WHERE { ?agency ckg:directlyParticipatesIn ?campaign }",
    "mentioned": "DELETE DATA { <id/announcement/denglong-2023> ckg:mentions <id/agency/coastal-police> }",
    "evidenced": "DELETE WHERE { <id/agency/coastal-police> ckg:evidence ?evidence }",
    "window-stated": 'INSERT DATA { <id/campaign/lantern-2023> ckg:start "2023-01"^^xsd:gYearMonth }',
    "kind": "INSERT DATA { <id/ship/x> a ckg:Agency }",
    "known-term": "DELETE { ?f ckg:unit ?u } INSERT { ?f ckg:unti ?u } WHERE { ?f ckg:unit ?u }",
    "space": "DELETE { ?m ckg:roleText ?t } INSERT { ?m ckg:roleText ?padded }"
    ' WHERE { ?m ckg:roleText ?t BIND(CONCAT(?t, " ") AS ?padded) }',
    "own-language": 'INSERT DATA { <id/campaign/lantern-2023> ckg:printedName "灯笼"@zh-Hant }',
    "script": 'INSERT DATA { <id/campaign/lantern-2023> ckg:gloss "燈籠行動開始"@zh-Hans }',
    "minted": "DELETE { ?q oa:exact ?t } INSERT { ?q oa:exact ?more }"
    ' WHERE { ?q oa:exact ?t BIND(CONCAT(?t, "等") AS ?more) }',
    "named": "DELETE WHERE { ?official foaf:name ?name }",
}


@pytest.fixture(scope="module")
def graphs() -> Graphs:
    return dict(dataset_graphs(read_dataset(SAMPLE), SAMPLE, IRIS))


def spoil(triples: list[Triple], update: str) -> list[Triple]:
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in triples)
    before = len(store), set(store)
    store.update(HEAD + update)
    assert before != (len(store), set(store)), "the update changes nothing"
    return [quad.triple for quad in store]


def found(report_shapes: list[str]) -> set[str]:
    return {shape.removeprefix(f"{SHAPES}check-") for shape in report_shapes}


def test_the_sample_is_whole(graphs: Graphs, shapes: Shapes) -> None:
    assert check_dataset(graphs.items(), subclasses=shapes.subclasses).rows() == []


def test_every_check_has_an_example_here() -> None:
    assert set(SPOILT) | {"graph-name", "provenance"} == set(CHECKS)


@pytest.mark.parametrize("check", SPOILT)
def test_a_spoilt_graph_is_found(graphs: Graphs, shapes: Shapes, check: str) -> None:
    triples = spoil(graphs[DOCUMENT], SPOILT[check])
    report = check_graph(DOCUMENT, triples, subclasses=shapes.subclasses)
    assert check in found([r.shape for r in report.results])
    result = next(r for r in report.results if r.shape.endswith(f"check-{check}"))
    assert (result.severity, result.message) == CHECKS[check]


def test_an_unknown_graph_is_found() -> None:
    report = check_graph(NamedNode(v.BASE + "graph/scratch"), [])
    assert found([r.shape for r in report.results]) == {"graph-name"}


@pytest.mark.parametrize("graph", [IRIS.ontology, IRIS.network, IRIS.inferred, NamedNode(f"{v.BASE}graph/inferred/x")])
def test_graphs_that_others_fill_are_left_alone(graph: NamedNode) -> None:
    odd = Triple(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:o"))
    assert check_graph(graph, [odd]).results == ()


def test_a_graph_without_provenance_is_found(graphs: Graphs, shapes: Shapes) -> None:
    kept = {g: [t for t in triples if t.subject != DOCUMENT] for g, triples in graphs.items()}
    report = check_dataset(kept.items(), subclasses=shapes.subclasses)
    assert [(r.focus, r.shape) for r in report.results] == [(DOCUMENT.value, f"{SHAPES}check-provenance")]


def test_another_base_is_followed(shapes: Shapes) -> None:
    iris = Iris("https://kg.example/")
    graphs = dataset_graphs(read_dataset(SAMPLE), SAMPLE, iris)
    assert check_dataset(graphs, base=iris.base, subclasses=shapes.subclasses).rows() == []


def test_the_two_scripts_share_no_listed_character() -> None:
    assert not SIMPLIFIED & TRADITIONAL
    assert len(SIMPLIFIED) > 250
