"""Shapes are read once, refused with a reason, and validate triples or bytes alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model.vocabulary import CKG, RDF, SH
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.validate.reads import SHAPES
from kg.validate.report import Severity
from kg.validate.shacl import FEW, Shapes, read_turtle, render_ntriples

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.example/> .\n"


def shapes_of(tmp_path: Path, turtle: str) -> Shapes:
    file = tmp_path / "shapes.ttl"
    file.write_text(HEAD + turtle, "utf-8")
    return Shapes.load([file])


def test_bytes_and_triples_give_the_same(shapes: Shapes, world: list[Triple]) -> None:
    spoilt = [t for t in world if t.predicate.value != CKG + "unit"]
    report = shapes.validate_triples(spoilt)
    assert report == shapes.validate_triples(render_ntriples(spoilt))
    assert {r.shape for r in report.results} >= {SHAPES + "Figure-unit"}


def test_severities_come_from_the_shape(shapes: Shapes, world: list[Triple]) -> None:
    name = "Market Week"
    report = shapes.validate_triples([t for t in world if getattr(t.object, "value", "") not in (name, "市场周")])
    assert {(r.shape.removeprefix(SHAPES), r.severity) for r in report.results} == {
        ("Campaign-label", Severity.VIOLATION),
        ("Campaign-two-languages", Severity.INFO),
    }


def test_many_failing_nodes_are_all_reported(shapes: Shapes) -> None:
    # More than are reported one by one: the engine's own report is taken then.
    figures = [NamedNode(f"{SHAPES}f{i}") for i in range(FEW + 1)]
    report = shapes.validate_triples([Triple(f, NamedNode(RDF + "type"), NamedNode(CKG + "Figure")) for f in figures])
    missing = [r for r in report.results if r.shape == SHAPES + "Figure-value"]
    assert len(missing) == len(figures)


def test_a_subclass_is_known_from_the_ontology(shapes: Shapes, world: list[Triple]) -> None:
    assert not Shapes(shapes.graph).validate_triples(world).conforms
    assert shapes.validate_triples(world).conforms


def test_a_file_that_is_not_turtle_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("<a> <b> .", "utf-8")
    with pytest.raises(InputError, match=r"broken\.ttl: cannot be read as Turtle"):
        read_turtle([file])
    with pytest.raises(InputError, match=r"gone\.ttl"):
        read_turtle([tmp_path / "gone.ttl"])


def test_a_graph_that_is_not_ntriples_is_refused(shapes: Shapes) -> None:
    with pytest.raises(InputError, match="cannot be validated"):
        shapes.validate_triples(b"<a> <b")


def test_a_construct_that_cannot_be_followed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="incremental validation does not follow"):
        shapes_of(tmp_path, "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:js [ ] .")


def test_a_shape_that_contains_itself_is_refused(tmp_path: Path) -> None:
    turtle = "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:node e:S ] ."
    with pytest.raises(InputError, match="contains itself"):
        shapes_of(tmp_path, turtle)


def test_every_way_to_target_works(tmp_path: Path) -> None:
    turtle = f"""e:A a sh:NodeShape ; sh:targetNode e:n ; sh:nodeKind sh:Literal .
    e:B a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:nodeKind sh:Literal .
    e:C a sh:NodeShape ; sh:targetObjectsOf e:p ; sh:nodeKind sh:IRI .
    e:D a sh:NodeShape ; sh:targetClass e:K ; sh:closed true ; sh:ignoredProperties ( <{RDF}type> ) ."""
    shapes = shapes_of(tmp_path, turtle)
    n, p = NamedNode("http://e.example/n"), NamedNode("http://e.example/p")
    data = [Triple(n, p, Literal("x")), Triple(n, NamedNode(RDF + "type"), NamedNode("http://e.example/K"))]
    for engine in ("pyshifty", "pyshacl"):
        report = shapes.validate_triples(data, engine)
        assert [(r.focus, r.shape[-1]) for r in report.results] == [
            ('"x"', "C"),
            (n.value, "A"),
            (n.value, "B"),
            (n.value, "D"),
        ]
        assert {r.component for r in report.results} == {
            SH + "NodeKindConstraintComponent",
            SH + "ClosedConstraintComponent",
        }
