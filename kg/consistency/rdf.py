"""Findings as triples of one named graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.consistency.findings import Finding
from kg.model import vocabulary as v
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.terms import Literal, NamedNode, Triple

_FINDING, _CHECK, _VERDICT = NamedNode(v.C_FINDING), NamedNode(v.CHECK_NAME), NamedNode(v.VERDICT)
_SEVERITY, _EXPLANATION = NamedNode(v.SEVERITY), NamedNode(v.EXPLANATION)
_JUDGES, _JUDGES_ANNOUNCEMENT = NamedNode(v.JUDGES), NamedNode(v.JUDGES_ANNOUNCEMENT)


def finding_triples(findings: Iterable[Finding], iris: Iris) -> Iterator[Triple]:
    """Yield what the graph of findings holds; the same findings give the same triples."""
    for finding in findings:
        node = iris.thing("finding", f"{finding.check}-{finding.key}")
        yield Triple(node, n.RDF_TYPE, _FINDING)
        yield Triple(node, _CHECK, Literal(finding.check))
        yield Triple(node, _VERDICT, Literal(finding.verdict))
        yield Triple(node, _SEVERITY, Literal(finding.severity.name.lower()))
        yield Triple(node, _EXPLANATION, Literal(finding.message, language="en"))
        for figure in finding.figures:
            yield Triple(node, _JUDGES, NamedNode(figure))
        for document in finding.documents:
            yield Triple(node, _JUDGES_ANNOUNCEMENT, iris.announcement(document))
