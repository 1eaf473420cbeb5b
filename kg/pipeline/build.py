"""A data folder → a new generation of the store, swapped in when it is whole and conforms."""

from __future__ import annotations

import dataclasses
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from kg import __version__
from kg.consistency.facts import read_world
from kg.consistency.rdf import finding_triples
from kg.consistency.run import check
from kg.errors import DataError
from kg.model import vocabulary as v
from kg.model.accepted import public_record
from kg.pipeline.engines import Engines
from kg.pipeline.linking import WorkspaceLinker
from kg.pipeline.report import BuildReport, Progress, refuse_unless_conforming, silent
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.rdf.registry import registry_triples
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.rdf.triples import MemoryTriples
from kg.read.dataset import Dataset, read_dataset, read_records
from kg.read.records import RecordFile
from kg.reason.engine import Inferred
from kg.reason.graphs import inferred_graphs
from kg.reason.rules import describe_rules
from kg.store.bulk import BulkLoader
from kg.store.faults import storage_faults
from kg.store.workspace import Workspace
from kg.validate.integrity import DatasetChecks
from kg.validate.report import ValidationReport
from kg.validate.shacl import Shapes, render_ntriples
from kg.validate.slices import WHOLE, Slices, validate_slices

_Result = TypeVar("_Result")


def build(
    folder: Path,
    workspace: Workspace,
    *,
    base: str = v.BASE,
    progress: Progress = silent,
    hide_proposals: bool = False,
) -> BuildReport:
    """Build the store anew from a data folder; the old one stays until the new one is whole.

    Documents that were put in beside the folder (`<workspace>/records`) stay in. The workspace is locked for other
    writers from the start, so that nothing they put in meanwhile is lost. With `hide_proposals` only what a person
    accepted lands.

    Raises: DataError with every mistake in the files; NotConforming with the report when a shape is not met;
    StoreLocked when another process writes; StoreError when the store cannot be written. In each case the store is
    as it was.
    """
    with workspace.new_generation() as directory:
        dataset, kept = with_kept(
            read_dataset(folder, lambda n, total: progress("reading records", n, total)), workspace
        )
        if hide_proposals:
            dataset = dataclasses.replace(dataset, records=tuple(map(without_proposals, dataset.records)))
        report = _build_into(directory, dataset, folder, Iris(base), progress)
        keep_registry(folder / "registry", workspace)
    if report.stated > WHOLE:
        progress("setting figures against each other", 0, 0)
        save_findings(workspace, Iris(base))
    return dataclasses.replace(report, kept=kept)


def without_proposals(file: RecordFile) -> RecordFile:
    """Return a record file of which only what may be shown is left; the file itself, by its hash, is the same."""
    return dataclasses.replace(file, record=public_record(file.record))


def save_findings(workspace: Workspace, iris: Iris) -> None:
    """Let the graph of findings hold what the checks find in the store as it stands.

    Raises: StoreError when there is no store, or it cannot be written.
    """
    with workspace.open_store() as store:
        found = check(read_world(store.reader()))
        with store.writer() as writer:
            writer.replace_graph(iris.findings, finding_triples(found, iris))


def with_kept(dataset: Dataset, workspace: Workspace) -> tuple[Dataset, tuple[str, ...]]:
    """Return a dataset with the documents that a workspace keeps beside it, linked anew, and their ids.

    A document that the dataset holds itself is taken from there. Raises: DataError when a kept record cannot be read.
    """
    folder = workspace.path / "records"
    known = {file.record.document.id for file in dataset.records}
    paths = [path for path in sorted(folder.glob("*.json")) if path.stem not in known]
    records, mistakes, _ = read_records(paths)
    if mistakes:
        raise DataError(mistakes)
    if not records:
        return dataset, ()
    linker = WorkspaceLinker(dataset.registry, workspace)
    links = {file.record.document.id: linker.link(file.record) for file in records}
    registry = dataclasses.replace(dataset.registry, links={**links, **dataset.registry.links})
    everything = sorted((*dataset.records, *records), key=lambda file: file.record.document.id)
    return Dataset(records=tuple(everything), registry=registry), tuple(sorted(links))


def _build_into(directory: Path, dataset: Dataset, folder: Path, iris: Iris, progress: Progress) -> BuildReport:
    engines = Engines.load(iris.base)
    with BulkLoader.create(directory) as loader, Slices(engines.shapes.reads, spool=directory.parent) as slices:
        stated = _Stated(loader, slices, engines, iris)
        inferred = engines.rules.closure(stated.taken(_every_graph(dataset, folder, engines, iris, progress)))
        progress("inferring", 0, 0)
        for graph, triples in inferred_graphs(inferred, base=iris.base).items():
            loader.add_graph(graph, render_ntriples(triples))
        progress("validating, and writing the store", 0, 0)
        report, merged = _validated(loader, stated, inferred, engines.shapes, iris)
    report |= stated.checks.report()
    refuse_unless_conforming(report, f"{folder}: the data do not conform to the shapes; the store is as it was")
    return BuildReport(
        documents=len(dataset.records),
        figures=sum(len(file.record.figures) for file in dataset.records),
        stated=stated.count,
        inferred=len(inferred),
        merged=merged,
        validation=report,
    )


def _every_graph(
    dataset: Dataset, folder: Path, engines: Engines, iris: Iris, progress: Progress
) -> Iterator[tuple[NamedNode, list[Triple]]]:
    yield iris.ontology, list(engines.ontology)
    for graph, triples in dataset_graphs(dataset, folder, iris, progress):
        if graph == iris.provenance:
            triples += describe_rules(engines.rules.rules, base=iris.base)
        yield graph, triples


class _Stated:
    """What becomes of the stated graphs as they are made, one by one: checked, counted, written; then forgotten.

    A few are kept, because a small dataset is validated in one go.
    """

    def __init__(self, loader: BulkLoader, slices: Slices, engines: Engines, iris: Iris) -> None:
        self.count = 0
        self.slices = slices
        self.checks = DatasetChecks(base=iris.base, subclasses=engines.shapes.subclasses)
        self.kept: list[tuple[NamedNode, set[Triple], bytes]] | None = []
        self._loader = loader
        self._announcements = iris.announcement_graph("").value

    def taken(self, graphs: Iterable[tuple[NamedNode, list[Triple]]]) -> Iterator[Triple]:
        """Yield the triples of the graphs, each graph once it is taken care of."""
        for graph, triples in graphs:
            held = set(triples)
            self.count += len(held)
            text = render_ntriples(held)
            self._loader.add_graph(graph, text)
            self._deal(graph, held, text)
            yield from held

    def _deal(self, graph: NamedNode, triples: set[Triple], text: bytes) -> None:
        """Keep a graph, or when there are too many to be kept, deal all of them into slices."""
        if self.kept is not None and self.count <= WHOLE:
            self.kept.append((graph, triples, text))
            return
        waiting, self.kept = [*(self.kept or ()), (graph, triples, text)], None
        for name, held, ntriples in waiting:
            self.checks.add(name, held)
            if name.value.startswith(self._announcements):
                self.slices.add_document(held, ntriples)
            else:
                self.slices.add_common(held)


def _validated(
    loader: BulkLoader, stated: _Stated, inferred: Inferred, shapes: Shapes, iris: Iris
) -> tuple[ValidationReport, int]:
    """Return what the shapes find in what is loaded, with what was inferred, and the size of the merged view.

    Meanwhile the figures are checked against each other; a large store's once it is whole (`save_findings`).
    """
    if stated.kept is None:
        merged = loader.finish()
        stated.slices.add_inferred(inferred)
        return validate_slices(shapes, loader.reader(), stated.slices), merged
    # The engines work outside Python's lock: a small store is validated while the end of it is still being written.
    everything = {*inferred, *(triple for _, triples, _ in stated.kept for triple in triples)}
    lands = render_ntriples(everything)
    failing = _beside(lambda: shapes.find_failing(lands))
    findings = finding_triples(check(read_world(MemoryTriples(everything))), iris)
    loader.add_graph(iris.findings, render_ntriples(findings))
    for graph, triples, _ in stated.kept:
        stated.checks.add(graph, triples)
    merged = loader.finish()
    report = shapes.report_on(failing.result(), loader.reader())
    # The store keeps values, not lexical forms: what is wrong with a form alone shows only in what came in.
    if failing.result() - {result.focus for result in report.results}:
        report = shapes.validate_triples(lands)
    return report, merged


def _beside(work: Callable[[], _Result]) -> Future[_Result]:
    """Return what becomes of some work done in a thread beside this one.

    A daemon thread, not a pool's: whoever interrupts a build must not wait for an engine that hears no signal.
    """
    future: Future[_Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True, name="validation").start()
    return future


def keep_registry(folder: Path, workspace: Workspace) -> None:
    """Keep the registry a store was built with, so that documents put in later are linked by the same names.

    Raises: StoreError when it cannot be written.
    """
    kept, new = registry_folder(workspace), workspace.path / "registry.new"
    with storage_faults(f"{kept}: keeping the registry"):
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(folder, new)
        shutil.rmtree(kept, ignore_errors=True)
        new.rename(kept)


def registry_folder(workspace: Workspace) -> Path:
    """Return where a workspace keeps the registry its store was built with."""
    return workspace.path / "registry"


def dataset_graphs(
    dataset: Dataset, folder: Path, iris: Iris, progress: Progress = silent
) -> Iterator[tuple[NamedNode, list[Triple]]]:
    """Yield each stated graph of a dataset: the announcements', the registry's, the provenance."""
    lookups = Lookups.of(dataset.registry)
    provenance: list[Triple] = []
    for done, file in enumerate(dataset.records, start=1):
        graph = iris.announcement_graph(file.record.document.id)
        links = dataset.registry.links_of(file.record.document.id)
        yield graph, record_triples(file.record, links, lookups, iris)
        provenance += provenance_triples(file, graph, folder, iris)
        progress("making quads", done, len(dataset.records))
    yield iris.registry, registry_triples(dataset.registry, iris)
    yield iris.provenance, provenance


def provenance_triples(file: RecordFile, graph: NamedNode, folder: Path, iris: Iris) -> list[Triple]:
    """Return where a graph comes from: the record's path within its folder, its hash, and the version that read it."""
    # A record kept in a workspace is named like one in a data folder: the same record, the same words.
    kept = Path(*file.path.parts[-2:]) if file.path.parent.name == "records" else Path(file.path.name)
    path = file.path.relative_to(folder) if file.path.is_relative_to(folder) else kept
    software = NamedNode(f"{iris.base}software/kg-{__version__}")
    facts: list[tuple[NamedNode, NamedNode | Literal]] = [
        (n.RDF_TYPE, n.PROV_ENTITY),
        (NamedNode(v.RECORD_PATH), Literal(path.as_posix())),
        (NamedNode(v.RECORD_SHA256), Literal(file.sha256)),
        (n.WAS_ATTRIBUTED_TO, software),
    ]
    return [*(Triple(graph, predicate, value) for predicate, value in facts), *software_triples(software)]


def software_triples(software: NamedNode) -> list[Triple]:
    """Return what the graph says of the program that made its quads."""
    label = Literal(f"kg {__version__}", language="en")
    return [Triple(software, n.RDF_TYPE, n.SOFTWARE_AGENT), Triple(software, n.RDFS_LABEL, label)]
