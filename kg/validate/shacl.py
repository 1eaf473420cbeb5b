"""Triples + shapes → ValidationReport, by pyshifty; pySHACL is kept as the reference that judges it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from pathlib import Path as FilePath
from typing import Literal as OneOf

from shifty import _shifty

from kg.errors import InputError, InvariantError
from kg.model.vocabulary import SH
from kg.rdf.terms import Literal, NamedNode, RdfFormat, Term, Triple, parse, serialize
from kg.rdf.triples import MemoryTriples, TripleSource
from kg.validate.around import SUBCLASS_OF, Around, ClassTree, Near
from kg.validate.paths import Path, parse_term, read_path, render_term
from kg.validate.reads import Reads, read_shapes
from kg.validate.report import Result, Severity, ValidationReport

Engine = OneOf["pyshifty", "pyshacl"]
ENGINES: tuple[Engine, ...] = ("pyshifty", "pyshacl")

FEW = 2_000
"""With fewer failing nodes than this, their report is made from what stands around them."""

_PATH = NamedNode(SH + "path")
_RESULT_PARTS = ("focusNode", "resultSeverity", "sourceShape", "sourceConstraintComponent", "value", "resultMessage")


class Shapes:
    """Shapes compiled once, and the classes they know of; validates any number of graphs.

    Attributes: `graph` the triples of the shapes, `subclasses` the rdfs:subClassOf triples that every validated graph
    is given (a ckg:Ministry is then an agency), `reads` what the shapes read (see `kg.validate.reads`).
    """

    def __init__(self, shapes: Iterable[Triple], subclasses: Iterable[Triple] = ()) -> None:
        self.graph = MemoryTriples(shapes)
        self.subclasses = frozenset(subclasses)
        self.reads: Reads = read_shapes(self.graph)
        self._shapes_nt = render_ntriples(self.graph)
        self._subclasses_nt = render_ntriples(self.subclasses)
        try:
            self._validator = _shifty.PreparedValidator(self._shapes_nt, None, "nt")
        except ValueError as error:
            raise InputError(f"shapes: {error}") from error
        self._paths: dict[str, Path] = {
            t.subject.value: read_path(self.graph, t.object)
            for t in self.graph.match(None, _PATH)
            if isinstance(t.subject, NamedNode)
        }

    @classmethod
    def load(cls, paths: Iterable[FilePath], ontology: Iterable[FilePath] = ()) -> Shapes:
        """Return the shapes of Turtle files and directories of them, with the class tree of an ontology.

        Raises: InputError naming the file that cannot be read or parsed.
        """
        return cls(read_turtle(paths), subclass_triples(read_turtle(ontology)))

    def validate_triples(
        self, data: bytes | Iterable[Triple], engine: Engine = "pyshifty", *, only: Set[str] | None = None
    ) -> ValidationReport:
        """Return what the shapes find in a graph given as triples or N-Triples bytes. A full run.

        The two engines find the same results; pySHACL takes some twenty times as long or more. With `only`, the
        results on these focus nodes alone.
        """
        ntriples = data if isinstance(data, bytes) else render_ntriples(data := list(data))
        if engine == "pyshacl":
            results = self._run_pyshacl(ntriples)
            return ValidationReport(tuple(r for r in results if only is None or r.focus in only))
        failing = self.find_failing(ntriples)
        if only is not None:
            failing &= only
        if not failing:
            return ValidationReport()
        if not self.reads.unbounded and len(failing) < FEW and not any(f.startswith("_:") for f in failing):
            source = MemoryTriples(_parse_ntriples(data) if isinstance(data, bytes) else data)
            return self.report_on(failing, source)
        return ValidationReport(tuple(r for r in self._run_pyshifty(ntriples) if r.focus in failing))

    def results_within(self, around: Around, nodes: Collection[Term], names: Set[str]) -> tuple[Result, ...]:
        """Return the results on some nodes, whose names as `render_term` writes them are given too."""
        starts = {start for node in nodes for start in around.targets(node)}
        if not starts:
            return ()
        ntriples = render_ntriples(around.gather(nodes))
        # Other shapes find much to report in what was gathered: it is only a part of what they read.
        failing = self.find_failing(ntriples, [self.reads.by_start[start].shape for start in starts]) & names
        return tuple(r for r in self._run_pyshifty(ntriples) if r.focus in failing) if failing else ()

    def find_failing(self, ntriples: bytes, shapes: list[str] | None = None) -> set[str]:
        """Return the focus nodes that fail some shape (or one of some), as `render_term` writes them.

        pyshifty finds these in a third of the time its full report takes, so the report is asked for on what stands
        around the failing nodes alone. Its defaults (union of data and shapes, inference) are wrong for us.
        """
        try:
            outcome = self._validator.validate_algebra(
                ntriples + self._subclasses_nt, None, "nt", "data", shapes, False, "info", False, "error", False
            )
        except ValueError as error:
            raise InputError(f"the graph cannot be validated: {error}") from error
        return {f.focus_node[1:-1] if f.focus_node.startswith("<") else f.focus_node for f in outcome.violations}

    def report_on(self, names: Collection[str], source: TripleSource) -> ValidationReport:
        """Return the report on some focus nodes of a graph, by what stands around them; see `find_failing`."""
        return ValidationReport(self.results_on(names, source) if names else ())

    def results_on(self, names: Collection[str], source: TripleSource) -> tuple[Result, ...]:
        """Return the results on some focus nodes of a graph, by what stands around them; see `find_failing`."""
        classes = {*source.match(None, SUBCLASS_OF), *self.subclasses}
        around = Around(self.reads, Near(source), ClassTree(classes))
        results: list[Result] = []
        for some in _batches(sorted(names)):
            data = render_ntriples(around.gather(map(parse_term, some)) | classes)
            results += [r for r in self._run_pyshifty(data) if r.focus in some]
        return tuple(results)

    def _run_pyshifty(self, ntriples: bytes) -> list[Result]:
        outcome = self._validator.validate_w3c(
            ntriples + self._subclasses_nt, None, "nt", "data", None, False, "info", False, "error", False
        )
        return self._results(_parse_ntriples(outcome._report_ntriples))

    def _run_pyshacl(self, ntriples: bytes) -> list[Result]:
        # Imported here: rdflib and pySHACL take a second to load, and only the reference run needs them.
        import pyshacl
        import rdflib

        # rdflib would rewrite lexical forms ("2023-05-01T00:00:00Z"): what is reported is what was given.
        normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        try:
            graph = rdflib.Graph().parse(data=ntriples + self._subclasses_nt, format="nt")
            shapes = rdflib.Graph().parse(data=self._shapes_nt, format="nt")
            _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
        finally:
            rdflib.NORMALIZE_LITERALS = normalize
        if not isinstance(report, rdflib.Graph):
            raise InvariantError(f"pySHACL gave no report graph but {report!r}")
        data = report.serialize(format="nt", encoding="utf-8")
        return self._results(_parse_ntriples(data))

    def _results(self, report: Iterable[Triple]) -> list[Result]:
        """Return the results that a validation report graph holds."""
        facts: defaultdict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in report:
            if triple.predicate.value.startswith(SH):
                facts[triple.subject][triple.predicate.value.removeprefix(SH)].append(triple.object)
        return [self._result(parts) for parts in facts.values() if "sourceShape" in parts]

    def _result(self, parts: dict[str, list[Term]]) -> Result:
        focus, severity, shape, component, value, message = (
            min((render_term(t) for t in parts.get(name, ())), default=None) for name in _RESULT_PARTS
        )
        if focus is None or severity is None or shape is None:
            raise InvariantError(f"a validation result lacks its focus node, severity or shape: {parts}")
        texts = sorted(t.value for t in parts.get("resultMessage", ()) if isinstance(t, Literal))
        return Result(
            focus=focus,
            severity=Severity.of(severity),
            shape=shape,
            message=texts[0] if texts else (message or ""),
            path=self._paths.get(shape),
            value=value,
            component=component or "",
        )


def _batches(names: Sequence[str]) -> Iterator[frozenset[str]]:
    for start in range(0, len(names), FEW):
        yield frozenset(names[start : start + FEW])


def render_ntriples(triples: Iterable[Triple]) -> bytes:
    """Return triples as N-Triples."""
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None  # serialize returns bytes when it is given no output
    return data


def _parse_ntriples(data: bytes | str) -> Iterator[Triple]:
    return (quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES))


def subclass_triples(triples: Iterable[Triple]) -> set[Triple]:
    """Return the rdfs:subClassOf triples between named classes."""
    return {t for t in triples if t.predicate == SUBCLASS_OF and isinstance(t.object, NamedNode)}


def read_turtle(paths: Iterable[FilePath]) -> list[Triple]:
    """Return the triples of Turtle files and of the Turtle files in directories, in order of path.

    Raises: InputError naming the file that cannot be read or parsed, and the place of the mistake.
    """
    files: list[FilePath] = []
    for path in paths:
        files += sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    triples: list[Triple] = []
    for file in files:
        try:
            quads = parse(file.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
            triples += [quad.triple for quad in quads]
        except (OSError, SyntaxError) as error:
            raise InputError(f"{file}: cannot be read as Turtle: {error}") from error
    return triples
