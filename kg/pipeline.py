"""The arrows put together: data folder → quads → SHACL → store → entailment, and one document in or out.

This is the one module that knows every stage. A build makes a new generation of the store beside the old one and
swaps it in; a document is put in, replaced or withdrawn whole or not at all. Either way nothing lands that has not
been validated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg import __version__
from kg.errors import DataError, InputError, Mistake, NotConforming
from kg.model import vocabulary as v
from kg.model.registry import Registry
from kg.rdf import names as n
from kg.rdf.formats import read_rdf
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.rdf.registry import registry_triples
from kg.rdf.terms import Literal, NamedNode, Quad, Term, Triple
from kg.rdf.triples import Overlay
from kg.read.dataset import Dataset, check_fit, read_dataset, read_records
from kg.read.records import RecordFile
from kg.read.registry import read_registry
from kg.reason.compile import read_rules
from kg.reason.engine import Engine as RuleEngine
from kg.reason.engine import InferenceDelta, Inferred
from kg.reason.rules import describe_rules, inferred_graph, is_inferred_graph, rule_key_of
from kg.resources import resource_dir
from kg.store.bulk import bulk_build
from kg.store.contract import Reader, Writer
from kg.store.workspace import Workspace
from kg.validate.incremental import validate_change
from kg.validate.integrity import check_dataset, check_graph
from kg.validate.report import ValidationReport
from kg.validate.shacl import Engine, Shapes, read_turtle, render_ntriples, subclass_triples

_Node = TypeVar("_Node", bound=Term)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0: not known)."""


def _silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build or a change did; counts of documents are of announcement graphs."""

    documents: int
    figures: int
    stated: int
    inferred: int
    merged: int
    validation: ValidationReport
    replaced: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Engines:
    """Shapes and rules, compiled once from the shipped ontology."""

    shapes: Shapes
    rules: RuleEngine
    ontology: tuple[Triple, ...]

    @classmethod
    def load(cls, base: str = v.BASE) -> Engines:
        """Return the shipped shapes, rules and ontology, for things whose IRIs start with `base`."""
        ontology = resource_dir("ontology")
        core = ontology / "campaign-kg.ttl"
        # The alignments come along so that ?x a/rdfs:subClassOf* prov:Entity finds what it should; shapes and rules
        # keep to the core, or every figure and quote would be typed several times over.
        triples = tuple(_skolemised(_rebased(read_turtle([core, ontology / "alignments.ttl"]), base)))
        return cls(
            shapes=Shapes(_rebased(read_turtle([resource_dir("shapes")]), base), subclass_triples(triples)),
            rules=RuleEngine(read_rules([core], base=base)),
            ontology=triples,
        )


def _rebased(triples: Iterable[Triple], base: str) -> Iterable[Triple]:
    """Return triples of the shipped files with the concepts they name where this graph's concepts stand."""
    shipped, ours = f"{v.BASE}concept/", f"{base}concept/"

    def moved(node: _Node) -> _Node | NamedNode:
        if isinstance(node, NamedNode) and node.value.startswith(shipped):
            return NamedNode(node.value.replace(shipped, ours, 1))
        return node

    return triples if base == v.BASE else (Triple(moved(t.subject), t.predicate, moved(t.object)) for t in triples)


def _skolemised(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield an ontology's triples about named terms.

    The store holds no blank nodes, so that the same input gives the same bytes: class expressions stay in the
    ontology's own file, labels, definitions and the class tree come along.
    """
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, (NamedNode, Literal)):
            yield triple


def build(folder: Path, workspace: Workspace, *, base: str = v.BASE, progress: Progress = _silent) -> BuildReport:
    """Build the store anew from a data folder; the old one stays until the new one is whole.

    Raises: DataError with every mistake in the files; NotConforming with the report when a shape is not met;
    StoreError when the store cannot be written. In each case the store is as it was.
    """
    dataset = read_dataset(folder, lambda done, total: progress("reading records", done, total))
    engines = Engines.load(base)
    iris = Iris(base)
    graphs = dict(dataset_graphs(dataset, folder, iris, progress))
    graphs[iris.ontology] = list(engines.ontology)
    graphs[iris.provenance] += describe_rules(engines.rules.rules, base=base)
    progress("inferring", 0, 0)
    stated = {triple for triples in graphs.values() for triple in triples}
    inferred = engines.rules.closure(stated)
    progress("validating", 0, 0)
    # What is validated is what lands: the merged view, with what was inferred.
    report = engines.shapes.validate_triples(render_ntriples([*stated, *inferred]))
    report |= check_dataset(graphs.items(), base=base, subclasses=engines.shapes.subclasses)
    _refuse_unless_conforming(report, f"{folder}: the data do not conform to the shapes; the store is as it was")
    progress("writing the store", 0, 0)
    with workspace.new_generation() as directory:
        merged = bulk_build(directory, _quads(graphs, inferred, iris))
    return BuildReport(
        documents=len(dataset.records),
        figures=sum(len(file.record.figures) for file in dataset.records),
        stated=sum(map(len, graphs.values())),
        inferred=len(inferred),
        merged=merged,
        validation=report,
    )


def dataset_graphs(
    dataset: Dataset, folder: Path, iris: Iris, progress: Progress = _silent
) -> Iterator[tuple[NamedNode, list[Triple]]]:
    """Yield each stated graph of a dataset: the announcements', the registry's, the provenance."""
    lookups = Lookups.of(dataset.registry)
    provenance: list[Triple] = []
    for done, file in enumerate(dataset.records, start=1):
        graph = iris.announcement_graph(file.record.document.id)
        links = dataset.registry.links_of(file.record.document.id)
        yield graph, record_triples(file.record, links, lookups, iris)
        provenance += provenance_triples(file, graph, folder)
        progress("making quads", done, len(dataset.records))
    yield iris.registry, registry_triples(dataset.registry, iris)
    yield iris.provenance, provenance


def provenance_triples(file: RecordFile, graph: NamedNode, folder: Path) -> list[Triple]:
    """Return where a graph comes from: the record's path within its folder, its hash, and the version that read it."""
    path = file.path.relative_to(folder) if file.path.is_relative_to(folder) else Path(file.path.name)
    facts: list[tuple[NamedNode, NamedNode | Literal]] = [
        (n.RDF_TYPE, n.PROV_ENTITY),
        (NamedNode(v.RECORD_PATH), Literal(path.as_posix())),
        (NamedNode(v.RECORD_SHA256), Literal(file.sha256)),
        (n.WAS_GENERATED_BY, NamedNode(f"{v.BASE}software/kg-{__version__}")),
    ]
    return [Triple(graph, predicate, value) for predicate, value in facts]


def _quads(graphs: dict[NamedNode, list[Triple]], inferred: Inferred, iris: Iris) -> Iterator[Quad]:
    for graph, triples in graphs.items():
        for t in triples:
            yield Quad(t.subject, t.predicate, t.object, graph)
    for t, rules in inferred.items():
        yield Quad(t.subject, t.predicate, t.object, iris.inferred)
        for rule in rules:
            yield Quad(t.subject, t.predicate, t.object, inferred_graph(rule, base=iris.base))


def _refuse_unless_conforming(report: ValidationReport, message: str) -> None:
    if not report.conforms:
        raise NotConforming(message, report)


def put_records(
    paths: Sequence[Path],
    workspace: Workspace,
    *,
    registry: Path | None = None,
    base: str = v.BASE,
    progress: Progress = _silent,
) -> BuildReport:
    """Put documents into the store as it stands, each replacing its graph whole; all of them, or none.

    Raises: DataError with every mistake in the files; NotConforming when the store with them in it would not meet a
    shape; StoreError when there is no store or it cannot be written.
    """
    records, mistakes = read_records(paths, lambda done, total: progress("reading records", done, total))
    links, found = _registry_beside(paths, registry)
    mistakes += found
    mistakes += check_fit(records, links, links_file=str(registry or "registry"))
    if mistakes:
        raise DataError(mistakes)
    if not records:
        raise InputError("no record files there; expected extraction records (*.json)")
    iris, lookups = Iris(base), Lookups.of(links)
    replaced: list[str] = []
    added: list[str] = []
    changed: dict[NamedNode, list[Triple]] = {}
    with workspace.open_store() as store:
        reader = store.reader()
        with store.writer() as writer:
            for file in records:
                document = file.record.document.id
                graph = iris.announcement_graph(document)
                (replaced if reader.count(graph) else added).append(document)
                triples = record_triples(file.record, links.links_of(document), lookups, iris)
                changed[graph] = triples
                writer.replace_graph(graph, triples)
                _put_provenance(reader, writer, graph, iris, provenance_triples(file, graph, _folder_of(file.path)))
            progress("validating", 0, 0)
            report = _finish_change(reader, writer, iris, changed)
        return _change_report(store.reader(), iris, report, replaced=replaced, added=added)


def withdraw_documents(
    documents: Sequence[str], workspace: Workspace, *, base: str = v.BASE, progress: Progress = _silent
) -> BuildReport:
    """Take documents out of the store with all that followed from them alone; all of them, or none.

    Raises: InputError for a document the store does not hold; NotConforming when what is left would not meet a shape.
    """
    iris = Iris(base)
    with workspace.open_store() as store:
        reader = store.reader()
        for document in documents:
            if not reader.count(iris.announcement_graph(document)):
                raise InputError(f"the store holds no announcement {document!r}; kg query announcements lists them")
        with store.writer() as writer:
            for document in documents:
                graph = iris.announcement_graph(document)
                writer.remove_graph(graph)
                _put_provenance(reader, writer, graph, iris, [])
            progress("validating", 0, 0)
            report = _finish_change(reader, writer, iris, {})
        return _change_report(store.reader(), iris, report, withdrawn=list(documents))


def _registry_beside(paths: Sequence[Path], registry: Path | None) -> tuple[Registry, list[Mistake]]:
    """Return the registry given, else the one beside the records' folder, else the shipped one."""
    beside = [path.parent.parent / "registry" for path in paths]
    folder = registry or next((f for f in beside if f.is_dir()), resource_dir("data") / "registry")
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; expected a registry")
    return read_registry(folder)


def _folder_of(path: Path) -> Path:
    return path.parent.parent if path.parent.name == "records" else path.parent


def _put_provenance(reader: Reader, writer: Writer, graph: NamedNode, iris: Iris, triples: Sequence[Triple]) -> None:
    old = [quad.triple for quad in reader.quads(graph, graph=iris.provenance)]
    writer.patch_graph(iris.provenance, triples, [t for t in old if t not in triples])


def _finish_change(
    reader: Reader, writer: Writer, iris: Iris, changed: Mapping[NamedNode, Sequence[Triple]]
) -> ValidationReport:
    """Add what follows from the changes collected, validate what will be, and refuse what is wrong.

    `changed` holds the announcement graphs put in; each is checked alone too.
    """
    engines = Engines.load(iris.base)
    stated = writer.delta(ignoring=lambda graph: is_inferred_graph(graph, base=iris.base))
    known = _StoredInferences(reader, iris.base)
    change = engines.rules.update(reader, known, added=stated.added, removed=stated.removed)
    _write_inferences(writer, change, iris)
    delta = writer.delta()
    after = Overlay(reader, added=delta.added, removed=delta.removed)
    report = validate_change(engines.shapes, after, delta.added, delta.removed)
    for graph, triples in changed.items():
        report |= check_graph(graph, triples, base=iris.base, subclasses=engines.shapes.subclasses)
    _refuse_unless_conforming(report, "the change does not conform to the shapes; the store is as it was")
    return report


class _StoredInferences:
    """Which triples of a store are inferred, and by which rules: the graphs they stand in say so."""

    def __init__(self, reader: Reader, base: str) -> None:
        self._reader = reader
        self._base = base

    def rules_of(self, triple: Triple) -> frozenset[str]:
        """Return the keys of the rules that derive the triple; empty for one that is stated or does not hold."""
        keys = (rule_key_of(graph, base=self._base) for graph in self._reader.graphs_of(triple))
        return frozenset(key for key in keys if key is not None)


def _write_inferences(writer: Writer, change: InferenceDelta, iris: Iris) -> None:
    writer.patch_graph(iris.inferred, change.triples_added, change.triples_removed)
    by_rule: dict[str, tuple[list[Triple], list[Triple]]] = {}
    for side, derivations in enumerate((change.added, change.removed)):
        for triple, key in derivations:
            by_rule.setdefault(key, ([], []))[side].append(triple)
    for key, (added, removed) in sorted(by_rule.items()):
        writer.patch_graph(inferred_graph(key, base=iris.base), added, removed)


def _change_report(
    reader: Reader,
    iris: Iris,
    report: ValidationReport,
    *,
    replaced: Sequence[str] = (),
    added: Sequence[str] = (),
    withdrawn: Sequence[str] = (),
) -> BuildReport:
    graphs = [g for g in reader.graph_names() if not is_inferred_graph(g, base=iris.base)]
    prefix = iris.announcement_graph("").value
    return BuildReport(
        documents=sum(graph.value.startswith(prefix) for graph in graphs),
        figures=sum(1 for _ in reader.match(None, n.RDF_TYPE, NamedNode(v.C_FIGURE))),
        stated=sum(map(reader.count, graphs)),
        inferred=reader.count(iris.inferred),
        merged=reader.count(),
        validation=report,
        replaced=tuple(replaced),
        added=tuple(added),
        withdrawn=tuple(withdrawn),
    )


def validate_store(reader: Reader, *, base: str = v.BASE, engine: Engine = "pyshifty") -> ValidationReport:
    """Return what the shapes, and the checks on graphs, find in a store."""
    shapes = Engines.load(base).shapes
    graphs = ((graph, (quad.triple for quad in reader.quads(graph=graph))) for graph in reader.graph_names())
    return shapes.validate_triples(reader.dump(), engine) | check_dataset(
        graphs, base=base, subclasses=shapes.subclasses
    )


def validate_files(paths: Sequence[Path], *, engine: Engine = "pyshifty", base: str = v.BASE) -> ValidationReport:
    """Return what the shapes find in the merged triples of RDF files.

    Raises: InputError naming the file that cannot be read, and where.
    """
    triples: set[Triple] = set()
    for path in paths:
        triples.update(read_rdf(path))
    return Engines.load(base).shapes.validate_triples(triples, engine)
