"""A report reads the same way every time, in every form."""

from __future__ import annotations

import json

import pyoxigraph
import pytest

from kg.errors import InputError
from kg.model.vocabulary import CKG, OA, SH
from kg.rdf.terms import Literal, NamedNode, RdfFormat, Triple, parse
from kg.rdf.triples import MemoryTriples
from kg.validate.paths import (
    Choice,
    Path,
    Repeat,
    Sequence,
    Step,
    parse_term,
    path_triples,
    read_path,
    render_path,
    render_term,
)
from kg.validate.report import Result, Severity, ValidationReport

FIGURE = "https://w3id.org/campaign-kg/id/figure/f1"
WARNING = Result(focus=FIGURE, severity=Severity.WARNING, shape="x:coherence", message="Mend it.", component=SH + "Or")
VIOLATION = Result(
    focus=FIGURE,
    severity=Severity.VIOLATION,
    shape="x:value",
    message='Say "how many".',
    path=Sequence((Step(CKG + "evidence"), Step(OA + "hasSource", inverse=True))),
    value='"8 \\"cases\\""@en',
)

PATHS: list[tuple[Path, str]] = [
    (Step(CKG + "value"), "ckg:value"),
    (Step(CKG + "value", inverse=True), "^ckg:value"),
    (Sequence((Step(OA + "a"), Step(OA + "b", inverse=True))), "oa:a/^oa:b"),
    (Choice((Step(OA + "a"), Step(OA + "b"))), "(oa:a|oa:b)"),
    (Repeat(Step(OA + "a"), 1, True), "(oa:a)+"),
    (Repeat(Step(OA + "a"), 0, True), "(oa:a)*"),
    (Repeat(Step(OA + "a"), 0, False), "(oa:a)?"),
    (Step("urn:x"), "<urn:x>"),
]


def test_results_are_sorted_and_each_once() -> None:
    report = ValidationReport((WARNING, VIOLATION, WARNING))
    assert report.results == (VIOLATION, WARNING)
    assert ValidationReport((VIOLATION, WARNING)) == report


def test_only_a_violation_keeps_a_graph_from_conforming() -> None:
    assert ValidationReport((WARNING,)).conforms
    assert not ValidationReport((VIOLATION,)).conforms
    assert ValidationReport().conforms


def test_two_reports_join() -> None:
    part = ValidationReport((WARNING,), frozenset({"a"}))
    joined = part | ValidationReport((VIOLATION,), frozenset({"b"}))
    assert joined.results == (VIOLATION, WARNING)
    assert joined.affected == {"a", "b"}
    assert (part | ValidationReport((), None, "why")).affected is None
    assert part.with_results([VIOLATION]).results == (VIOLATION, WARNING)


def test_rows_are_plain() -> None:
    assert ValidationReport((VIOLATION,)).rows() == [
        {
            "severity": "violation",
            "focus": FIGURE,
            "path": "ckg:evidence/^oa:hasSource",
            "value": '"8 \\"cases\\""@en',
            "shape": "x:value",
            "component": None,
            "message": 'Say "how many".',
        }
    ]


def test_json_tells_the_counts() -> None:
    told = json.loads(ValidationReport((VIOLATION, WARNING)).to_json())
    assert told["conforms"] is False
    assert told["counts"] == {"violation": 1, "warning": 1, "info": 0}
    assert [r["message"] for r in told["results"]] == ['Say "how many".', "Mend it."]


@pytest.mark.parametrize("format_", ["ttl", "nt"])
def test_the_graph_is_a_shacl_report(format_: str) -> None:
    report = ValidationReport((VIOLATION, WARNING))
    data = report.to_graph(format_)
    assert data == report.to_graph(format_)
    store = pyoxigraph.Store()
    store.extend(parse(data, format={"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}[format_]))
    rows = store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?focus ?severity ?value ?message WHERE {"
        " ?report a sh:ValidationReport ; sh:conforms false ; sh:result ?r . ?r a sh:ValidationResult ;"
        " sh:focusNode ?focus ; sh:resultSeverity ?severity ; sh:resultMessage ?message ; sh:sourceShape ?shape ."
        " ?r sh:resultPath/<http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <" + CKG + "evidence> ."
        " ?r sh:value ?value }"
    )
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    found = [(str(row["severity"]), row["value"]) for row in rows]
    assert found == [(f"<{SH}Violation>", Literal('8 "cases"', language="en"))]


@pytest.mark.parametrize(("path", "text"), PATHS)
def test_a_path_survives_its_triples(path: Path, text: str) -> None:
    assert render_path(path) == text
    node, triples = path_triples(path, "p")
    assert read_path(MemoryTriples(triples), node) == path


def test_an_inverse_of_a_sequence_turns_it_round() -> None:
    quads = parse(
        b"@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> <x:p> [ sh:inversePath ( <x:a> <x:b> ) ] .",
        format=RdfFormat.TURTLE,
    )
    graph = MemoryTriples(Triple(q.subject, q.predicate, q.object) for q in quads)
    start = next(graph.match(NamedNode("x:s"))).object
    assert read_path(graph, start) == Sequence((Step("x:b", inverse=True), Step("x:a", inverse=True)))


def test_a_node_that_is_no_path_is_refused() -> None:
    graph = MemoryTriples([Triple(NamedNode("x:s"), NamedNode("x:p"), Literal("1"))])
    with pytest.raises(InputError, match="not a well-formed list"):
        read_path(graph, Literal("1"))


@pytest.mark.parametrize("text", ["https://e.example/x", '"1"^^<x:int>', '"a \\"b\\""@en', "_:b1"])
def test_a_term_survives_its_text(text: str) -> None:
    assert render_term(parse_term(text)) == text or text.startswith("_:")
