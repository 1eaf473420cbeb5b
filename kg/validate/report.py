"""What a validation found: results, in an order that never changes, as rows, JSON and a sh:ValidationReport."""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model.vocabulary import PREFIXES, RDF, SH, XSD
from kg.rdf.terms import BlankNode, Literal, NamedNode, RdfFormat, Term, Triple, serialize
from kg.validate.paths import Path, parse_term, path_triples, render_path, shorten

REPORT_FORMATS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}


class Severity(enum.IntEnum):
    """How bad a result is; only a violation keeps a graph from conforming."""

    VIOLATION = 0
    WARNING = 1
    INFO = 2

    @property
    def iri(self) -> str:
        """SHACL's name of it."""
        return SH + self.name.capitalize()

    @classmethod
    def of(cls, iri: str) -> Severity:
        """Return the severity SHACL names so."""
        return cls[iri.removeprefix(SH).upper()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One thing to mend: at which node, by which path, with which value, and what to do.

    `focus` and `value` are bare IRIs, or literals and blank nodes as N-Triples writes them; `shape` is the IRI of
    the shape that is not met, `component` SHACL's name of the kind of constraint.
    """

    focus: str
    severity: Severity
    shape: str
    message: str
    path: Path | None = None
    value: str | None = None
    component: str = ""

    @property
    def key(self) -> tuple[int, str, str, str, str, str]:
        """What results are ordered by: the worst first, then by node."""
        path = render_path(self.path) if self.path else ""
        return (int(self.severity), self.focus, self.shape, path, self.value or "", self.component)

    def row(self) -> dict[str, str | None]:
        """Return the result as a row of plain strings."""
        return {
            "severity": self.severity.name.lower(),
            "focus": self.focus,
            "path": render_path(self.path) if self.path else None,
            "value": self.value,
            "shape": self.shape,
            "component": shorten(self.component) if self.component else None,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The results of a validation, sorted, each once.

    `affected` is None after a full run; after an incremental one it holds the focus nodes that were checked, and
    `results` speaks of these alone. `note` says why a change was answered by a full run.
    """

    results: tuple[Result, ...] = ()
    affected: frozenset[str] | None = None
    note: str | None = None
    counts: Counter[Severity] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        unique = {result.key: result for result in self.results}
        object.__setattr__(self, "results", tuple(unique[key] for key in sorted(unique)))
        object.__setattr__(self, "counts", Counter(r.severity for r in self.results))

    @property
    def conforms(self) -> bool:
        """True when there is no violation; warnings and infos do not count."""
        return not self.counts[Severity.VIOLATION]

    def __or__(self, other: ValidationReport) -> ValidationReport:
        """Return the results of both; checked is what either checked."""
        affected = None
        if self.affected is not None and other.affected is not None:
            affected = self.affected | other.affected
        return ValidationReport((*self.results, *other.results), affected, self.note or other.note)

    def with_results(self, more: Iterable[Result]) -> ValidationReport:
        """Return the report with more results."""
        return ValidationReport((*self.results, *more), self.affected, self.note)

    def at_least(self, severity: Severity) -> ValidationReport:
        """Return the report without the results below a severity."""
        kept = tuple(r for r in self.results if r.severity <= severity)
        return ValidationReport(kept, self.affected, self.note)

    def rows(self) -> list[dict[str, str | None]]:
        """Return one row per result, the worst first."""
        return [result.row() for result in self.results]

    def to_json(self) -> str:
        """Return the report as JSON: whether it conforms, how many results, and each of them."""
        return json.dumps(
            {
                "conforms": self.conforms,
                "counts": {s.name.lower(): self.counts[s] for s in Severity},
                "results": self.rows(),
            },
            ensure_ascii=False,
            indent=2,
        )

    def triples(self) -> list[Triple]:
        """Return the report as the triples of a sh:ValidationReport.

        SHACL's sh:conforms would be false for a warning as well; here it is false for a violation alone, as
        `conforms` is, so that the report and the exit code never disagree.
        """
        node = BlankNode("report")
        out = [
            Triple(node, _RDF_TYPE, _sh("ValidationReport")),
            Triple(node, _sh("conforms"), Literal(str(self.conforms).lower(), datatype=NamedNode(XSD + "boolean"))),
        ]
        for number, result in enumerate(self.results):
            out += _result_triples(node, result, number)
        return out

    def to_graph(self, format_: str = "ttl") -> bytes:
        """Return the report as Turtle (`ttl`) or N-Triples (`nt`); the same report gives the same bytes."""
        prefixes = {p: PREFIXES[p] for p in ("sh", "ckg", "xsd", "oa", "org", "skos", "dcterms", "foaf", "schema")}
        data = serialize(self.triples(), format=REPORT_FORMATS[format_], prefixes=prefixes)
        assert data is not None  # serialize returns bytes when it is given no output
        return data


_RDF_TYPE = NamedNode(RDF + "type")


def _sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


def _result_triples(report: BlankNode, result: Result, number: int) -> list[Triple]:
    node = BlankNode(f"result{number}")
    facts: list[tuple[str, Term]] = [
        ("focusNode", parse_term(result.focus)),
        ("resultSeverity", NamedNode(result.severity.iri)),
        ("sourceShape", NamedNode(result.shape)),
        ("resultMessage", Literal(result.message, language="en")),
    ]
    more: list[Triple] = []
    if result.component:
        facts.append(("sourceConstraintComponent", NamedNode(result.component)))
    if result.value is not None:
        facts.append(("value", parse_term(result.value)))
    if result.path is not None:
        path, more = path_triples(result.path, f"path{number}")
        facts.append(("resultPath", path))
    out = [Triple(report, _sh("result"), node), Triple(node, _RDF_TYPE, _sh("ValidationResult"))]
    return [*out, *(Triple(node, _sh(name), value) for name, value in facts), *more]
