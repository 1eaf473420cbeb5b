"""A store validated slice by slice gives the report of a full run, however it is sliced and whatever is wrong in it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.model.vocabulary import RDF, SH
from kg.pipeline import Engines, dataset_graphs
from kg.rdf.iris import Iris
from kg.rdf.terms import Literal, NamedNode, Quad, Triple
from kg.read.dataset import read_dataset
from kg.reason.rules import inferred_graph
from kg.store.memory import MemoryStore
from kg.validate.reads import READS
from kg.validate.report import ValidationReport
from kg.validate.shacl import Shapes, render_ntriples
from kg.validate.slices import Slices, validate_slices

REPOSITORY = Path(__file__).parents[2]
Graphs = dict[NamedNode, list[Triple]]


@pytest.fixture(scope="module")
def engines() -> Engines:
    return Engines.load()


def graphs_of(folder: Path, engines: Engines) -> Graphs:
    graphs = dict(dataset_graphs(read_dataset(folder), folder, Iris()))
    return {**graphs, Iris().ontology: list(engines.ontology)}


@pytest.fixture(scope="module")
def real(engines: Engines) -> Graphs:
    return graphs_of(REPOSITORY / "data", engines)


def is_document(graph: NamedNode) -> bool:
    return graph.value.startswith(Iris().announcement_graph("").value)


def spoilt(graphs: Graphs, chance: random.Random, *, flaws: int) -> Graphs:
    """The graphs without some triples and with some nonsense, made of words that occur, within graphs and across."""
    every = [triple for triples in graphs.values() for triple in triples]
    names = sorted(graphs, key=str)
    out = {graph: list(triples) for graph, triples in graphs.items()}
    for _ in range(flaws):
        triples = out[chance.choice(names)]
        match chance.randrange(4):
            case 0:
                del triples[chance.randrange(len(triples))]
            case 1:
                first, second = chance.choice(every), chance.choice(every)
                triples.append(Triple(first.subject, first.predicate, second.object))
            case 2:
                first, second = chance.choice(every), chance.choice(triples)
                triples.append(Triple(second.subject, first.predicate, first.object))
            case _:
                # The same said of a node of another document: it belongs to nobody alone any more.
                triples.append(chance.choice(every))
    return out


def both_ways(engines: Engines, graphs: Graphs, *, size: int) -> tuple[ValidationReport, ValidationReport]:
    inferred = engines.rules.closure({triple for triples in graphs.values() for triple in triples})
    quads = [
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for graph, triples in graphs.items()
        for triple in triples
    ]
    quads += [Quad(triple.subject, triple.predicate, triple.object, inferred_graph()) for triple in inferred]
    reader = MemoryStore(quads).reader()
    with Slices(engines.shapes.reads, size=size) as slices:
        for graph, triples in graphs.items():
            if is_document(graph):
                slices.add_document(triples, render_ntriples(triples))
            else:
                slices.add_common(triples)
        slices.add_inferred(inferred)
        assert len(slices) > 1
        return validate_slices(engines.shapes, reader, slices), engines.shapes.validate_triples(reader.dump())


@pytest.mark.parametrize("seed", range(6))
def test_random_slices_of_spoilt_graphs_agree(engines: Engines, real: Graphs, seed: int) -> None:
    chance = random.Random(seed)
    some = chance.sample(sorted(real, key=str), 14)
    graphs = {graph: real[graph] for graph in some} | {graph: real[graph] for graph in real if not is_document(graph)}
    graphs = spoilt(graphs, chance, flaws=chance.choice((1, 20, 100)))
    sliced, whole = both_ways(engines, graphs, size=chance.choice((1, 600, 1_500)))
    assert whole.results
    assert sliced == whole


@pytest.mark.parametrize("seed", range(2))
def test_the_bundled_data_agree(engines: Engines, real: Graphs, seed: int) -> None:
    chance = random.Random(seed)
    graphs = spoilt(real, chance, flaws=seed * 300)
    sliced, whole = both_ways(engines, graphs, size=chance.choice((3_000, 9_000)))
    assert len(whole.results) > (20, 150)[seed]
    assert sliced == whole


def shapes_of(turtle: str, tmp_path: Path) -> Shapes:
    file = tmp_path / "shapes.ttl"
    file.write_text(f"@prefix sh: <{SH}> . @prefix e: <urn:e:> . @prefix rdf: <{RDF}> .\n{turtle}", "utf-8")
    return Shapes.load([file])


def node(name: str) -> NamedNode:
    return NamedNode(f"urn:e:{name}")


def sliced(shapes: Shapes, *documents: list[Triple]) -> ValidationReport:
    quads = [
        Quad(t.subject, t.predicate, t.object, node(f"g{number}"))
        for number, triples in enumerate(documents)
        for t in triples
    ]
    reader = MemoryStore(quads).reader()
    with Slices(shapes.reads, size=1) as slices:
        for triples in documents:
            slices.add_document(triples, render_ntriples(triples))
        report = validate_slices(shapes, reader, slices)
    assert report == shapes.validate_triples(reader.dump())
    return report


def test_a_path_is_followed_through_nodes_of_other_slices(tmp_path: Path) -> None:
    path = "( e:p e:p [ sh:inversePath e:q ] )"
    shapes = shapes_of(
        f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:property [ sh:path {path} ; sh:maxCount 0 ] .", tmp_path
    )
    first = [Triple(node("a"), node("p"), node("b"))]
    second = [Triple(node("b"), node("p"), node("c"))]
    third = [Triple(node("d"), node("q"), node("c"))]
    assert focus(sliced(shapes, first, second, third)) == ["urn:e:a"]
    assert focus(sliced(shapes, first, third)) == []


def test_what_a_shape_names_is_validated_wherever_it_stands_or_does_not(tmp_path: Path) -> None:
    shapes = shapes_of(
        "e:S a sh:NodeShape ; sh:targetNode e:a , e:gone ; sh:property [ sh:path e:p ; sh:minCount 1 ] .\n"
        "e:T a sh:NodeShape ; sh:targetObjectsOf e:p ; sh:nodeKind sh:IRI .",
        tmp_path,
    )
    first = [Triple(node("a"), node("p"), Literal("text"))]
    second = [Triple(node("b"), node("p"), node("c"))]
    assert focus(sliced(shapes, first, second)) == ['"text"', "urn:e:gone"]


def test_a_constraint_that_does_not_say_what_it_reads_means_a_full_run(engines: Engines, tmp_path: Path) -> None:
    silent = Shapes([t for t in engines.shapes.graph if t.predicate != READS], engines.shapes.subclasses)
    graphs = graphs_of(REPOSITORY / "tests" / "sample" / "data", engines)
    reader = MemoryStore(
        Quad(t.subject, t.predicate, t.object, graph) for graph, triples in graphs.items() for t in triples
    ).reader()
    with Slices(silent.reads) as slices:
        report = validate_slices(silent, reader, slices)
    assert report == silent.validate_triples(render_ntriples(reader.match()))


def focus(report: ValidationReport) -> list[str]:
    return sorted(set(names(report.results)))


def names(results: Iterable[object]) -> list[str]:
    return [str(getattr(result, "focus", "")) for result in results]
