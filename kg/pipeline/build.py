"""A data folder → a new generation of the store, swapped in when it is whole and conforms."""

from __future__ import annotations

import dataclasses
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from kg import __version__
from kg.errors import DataError
from kg.model import vocabulary as v
from kg.pipeline.engines import Engines
from kg.pipeline.report import BuildReport, Progress, refuse_unless_conforming, silent
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.rdf.registry import registry_triples
from kg.rdf.terms import Literal, NamedNode, Quad, Triple
from kg.read.dataset import Dataset, read_dataset, read_records
from kg.read.records import RecordFile
from kg.reason.engine import Inferred
from kg.reason.graphs import inferred_quads
from kg.reason.rules import describe_rules
from kg.resolve.byname import NameIndex
from kg.store.bulk import bulk_build
from kg.store.faults import storage_faults
from kg.store.workspace import Workspace
from kg.validate.integrity import check_dataset

_Result = TypeVar("_Result")


def build(folder: Path, workspace: Workspace, *, base: str = v.BASE, progress: Progress = silent) -> BuildReport:
    """Build the store anew from a data folder; the old one stays until the new one is whole.

    Documents that were put in beside the folder (`<workspace>/records`) stay in. The workspace is locked for other
    writers from the start, so that nothing they put in meanwhile is lost.

    Raises: DataError with every mistake in the files; NotConforming with the report when a shape is not met;
    StoreLocked when another process writes; StoreError when the store cannot be written. In each case the store is
    as it was.
    """
    with workspace.new_generation() as directory:
        dataset, kept = with_kept(
            read_dataset(folder, lambda n, total: progress("reading records", n, total)), workspace
        )
        report = _build_into(directory, dataset, folder, Iris(base), progress)
        keep_registry(folder / "registry", workspace)
    return dataclasses.replace(report, kept=kept)


def with_kept(dataset: Dataset, workspace: Workspace) -> tuple[Dataset, tuple[str, ...]]:
    """Return a dataset with the documents that a workspace keeps beside it, linked by name, and their ids.

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
    names = NameIndex(dataset.registry)
    links = {file.record.document.id: names.link(file.record) for file in records}
    registry = dataclasses.replace(dataset.registry, links={**links, **dataset.registry.links})
    everything = sorted((*dataset.records, *records), key=lambda file: file.record.document.id)
    return Dataset(records=tuple(everything), registry=registry), tuple(sorted(links))


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


def _build_into(directory: Path, dataset: Dataset, folder: Path, iris: Iris, progress: Progress) -> BuildReport:
    engines = Engines.load(iris.base)
    graphs = dict(dataset_graphs(dataset, folder, iris, progress))
    graphs[iris.ontology] = list(engines.ontology)
    graphs[iris.provenance] += describe_rules(engines.rules.rules, base=iris.base)
    progress("inferring", 0, 0)
    stated = {triple for triples in graphs.values() for triple in triples}
    inferred = engines.rules.closure(stated)
    progress("validating, and writing the store", 0, 0)
    # What is validated is what lands: the merged view, with what was inferred. Both engines work outside Python's
    # lock, so the next generation is written meanwhile; it goes live only if the report allows it.
    lands = [*stated, *inferred]
    validation = _beside(lambda: engines.shapes.validate_triples(lands))
    merged = bulk_build(directory, _quads(graphs, inferred, iris))
    report = check_dataset(graphs.items(), base=iris.base, subclasses=engines.shapes.subclasses)
    report |= validation.result()
    refuse_unless_conforming(report, f"{folder}: the data do not conform to the shapes; the store is as it was")
    return BuildReport(
        documents=len(dataset.records),
        figures=sum(len(file.record.figures) for file in dataset.records),
        stated=sum(len(set(triples)) for triples in graphs.values()),
        inferred=len(inferred),
        merged=merged,
        validation=report,
    )


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


def _quads(graphs: dict[NamedNode, list[Triple]], inferred: Inferred, iris: Iris) -> Iterator[Quad]:
    for graph, triples in graphs.items():
        for t in triples:
            yield Quad(t.subject, t.predicate, t.object, graph)
    yield from inferred_quads(inferred, base=iris.base)
