"""Every shape has a conforming example, and a change of it that breaks that shape and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest

from kg.model.vocabulary import BASE, PREFIXES, RDF, SH
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.rdf.triples import MemoryTriples
from kg.validate.around import Around, ClassTree, Near
from kg.validate.reads import SHAPES
from kg.validate.shacl import Shapes, read_turtle

EXAMPLES = Path(__file__).parent / "examples"
HEAD = f"BASE <{BASE}>\n" + "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Failing:
    """A change of the world that breaks `shape`; `also` names what cannot but break with it."""

    shape: str
    also: frozenset[str]
    update: str


def read_failing() -> Iterator[Failing]:
    for file in sorted(EXAMPLES.glob("*.failing.ru")):
        for part in re.split(r"^# shape: ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name, _, body = part.partition("\n")
            also = re.findall(r"^# also: (.*)$", body, flags=re.MULTILINE)
            names = frozenset(n.strip() for line in also for n in line.split(","))
            yield Failing(name.strip(), names, "\n".join(x for x in body.splitlines() if not x.startswith("#")))


FAILING = list(read_failing())


def changed_world(world: list[Triple], update: str, *, must_change: bool = True) -> list[Triple]:
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in world)
    before = set(store)
    store.update(HEAD + update)
    after = set(store)
    assert before != after or not must_change, "the update changes nothing"
    return [quad.triple for quad in after]


def reporting_shapes(shapes: Shapes) -> set[str]:
    """The shapes that can have results: those with a constraint of their own."""
    containers = {"property", "name", "description", "message", "severity", "path"}
    containers |= {"targetClass", "targetSubjectsOf", "targetObjectsOf"}
    own = {
        t.subject
        for t in shapes.graph
        if t.predicate.value.startswith(SH) and t.predicate.value.removeprefix(SH) not in containers
    }
    return {s.value.removeprefix(SHAPES) for s in own if isinstance(s, NamedNode) and s.value.startswith(SHAPES)}


def test_the_world_conforms(shapes: Shapes, world: list[Triple]) -> None:
    assert shapes.validate_triples(world).rows() == []
    assert shapes.validate_triples(world, engine="pyshacl").rows() == []


def test_the_world_has_a_focus_node_for_every_shape(shapes: Shapes, world: list[Triple]) -> None:
    around = Around(shapes.reads, Near(MemoryTriples(world)), ClassTree(shapes.subclasses))
    reached = {start for t in world for node in (t.subject, t.object) for start in around.targets(node)}
    assert [t.shape for t in shapes.reads.targets if t.start not in reached] == []


def test_every_shape_has_a_failing_example(shapes: Shapes) -> None:
    assert {example.shape for example in FAILING} == reporting_shapes(shapes)


@pytest.mark.parametrize("example", FAILING, ids=lambda e: e.shape)
def test_the_failing_example_breaks_its_shape_alone(shapes: Shapes, world: list[Triple], example: Failing) -> None:
    changed = changed_world(world, example.update)
    report = shapes.validate_triples(changed)
    assert {r.shape.removeprefix(SHAPES) for r in report.results} == {example.shape} | example.also


@pytest.mark.parametrize("turn", range(4))
def test_the_reference_finds_the_same_in_failing_examples(shapes: Shapes, world: list[Triple], turn: int) -> None:
    # Every fourth change on top of each other: the reference needs two seconds a graph, whatever is in it.
    changed = world
    for example in FAILING[turn::4]:
        changed = changed_world(changed, example.update, must_change=False)
    ours, reference = shapes.validate_triples(changed), shapes.validate_triples(changed, engine="pyshacl")
    assert len(ours.results) > len(FAILING) / 4
    assert ours.rows() == reference.rows()


def test_every_shape_has_a_name_and_says_what_to_do(shapes: Shapes) -> None:
    graph = shapes.graph
    for kind in ("NodeShape", "PropertyShape"):
        for triple in graph.match(None, NamedNode(RDF + "type"), NamedNode(SH + kind)):
            names = [t.object for t in graph.match(triple.subject, NamedNode(SH + "name"))]
            assert [n.language for n in names if isinstance(n, Literal)] == ["en"], triple.subject
    for name in reporting_shapes(shapes):
        shape = NamedNode(SHAPES + name)
        sparql = [t.object for t in graph.match(shape, NamedNode(SH + "sparql"))]
        messages = [t.object for s in (sparql or [shape]) for t in graph.match(s, NamedNode(SH + "message"))]
        assert [m.language for m in messages if isinstance(m, Literal)] == ["en"], name


def test_every_sparql_constraint_says_what_it_reads(shapes: Shapes) -> None:
    assert shapes.reads.unbounded == []


def test_shapes_are_read_from_turtle_files(shapes: Shapes) -> None:
    assert len(read_turtle([Path(__file__).parents[2] / "shapes"])) == len(shapes.graph)
