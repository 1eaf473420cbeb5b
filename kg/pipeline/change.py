"""Documents put into the store, replaced or withdrawn: all of them or none, validated before they land."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.consistency.incremental import findings_change
from kg.errors import DataError, InputError, Mistake
from kg.model import vocabulary as v
from kg.model.registry import Registry
from kg.pipeline.build import provenance_triples, registry_folder, without_proposals
from kg.pipeline.engines import Engines
from kg.pipeline.linking import WorkspaceLinker
from kg.pipeline.report import BuildReport, Progress, refuse_unless_conforming, silent
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.rdf.terms import NamedNode, Triple
from kg.rdf.triples import Overlay
from kg.read.dataset import check_fit, check_unread, read_records
from kg.read.registry import read_registry
from kg.reason.graphs import StoredInferred, inferred_patches
from kg.reason.rules import is_inferred_graph
from kg.resources import resource_dir
from kg.store.contract import Delta, Reader, Writer
from kg.store.faults import storage_faults
from kg.store.workspace import Workspace
from kg.validate.incremental import validate_change
from kg.validate.integrity import check_graph
from kg.validate.report import ValidationReport


def put_records(
    paths: Sequence[Path],
    workspace: Workspace,
    *,
    registry: Path | None = None,
    base: str = v.BASE,
    progress: Progress = silent,
    hide_proposals: bool = False,
) -> BuildReport:
    """Put documents into the store as it stands, each replacing its graph whole; all of them, or none.

    With `hide_proposals` only what a person accepted lands.

    Raises: DataError with every mistake in the files; NotConforming when the store with them in it would not meet a
    shape; StoreError when there is no store or it cannot be written.
    """
    records, mistakes, unread = read_records(paths, lambda done, total: progress("reading records", done, total))
    links, found = find_registry(workspace, registry, beside=paths)
    mistakes += found
    mistakes += check_fit(records, links, links_file=str(registry or "registry"))
    mistakes += check_unread(unread, links)
    if mistakes:
        raise DataError(mistakes)
    if not records:
        raise InputError("no record files there; expected extraction records (*.json)")
    if hide_proposals:
        records = list(map(without_proposals, records))
    iris, lookups, linker = Iris(base), Lookups.of(links), WorkspaceLinker(links, workspace)
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
                linked = links.links_of(document) if document in links.links else linker.link(file.record)
                triples = record_triples(file.record, linked, lookups, iris)
                changed[graph] = triples
                writer.replace_graph(graph, triples)
                put_provenance(
                    reader, writer, graph, iris, provenance_triples(file, graph, _folder_of(file.path), iris)
                )
            progress("validating", 0, 0)
            report = finish_change(reader, writer, iris, changed)
            for file in records:
                keep_record(file.path, file.record.document.id, workspace)
        return _change_report(store.reader(), iris, report, replaced=replaced, added=added)


def keep_record(path: Path, document: str, workspace: Workspace) -> None:
    """Keep a record put in by itself, so that a full build does not lose it; one of a data folder is there anyway."""
    target = workspace.path / "records" / f"{document}.json"
    if (path.parent.parent / "registry").is_dir() or path.resolve() == target.resolve():
        return
    with storage_faults(f"{target}: keeping the record"):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".json.new")
        shutil.copyfile(path, temporary)
        temporary.replace(target)


def withdraw_documents(
    documents: Sequence[str], workspace: Workspace, *, base: str = v.BASE, progress: Progress = silent
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
                put_provenance(reader, writer, graph, iris, [])
            progress("validating", 0, 0)
            report = finish_change(reader, writer, iris, {}, withdrawn=documents)
        for document in documents:
            for kept in ("records", "proposals"):
                (workspace.path / kept / f"{document}.json").unlink(missing_ok=True)
        return _change_report(store.reader(), iris, report, withdrawn=list(documents))


def find_registry(
    workspace: Workspace, given: Path | None = None, *, beside: Sequence[Path] = ()
) -> tuple[Registry, list[Mistake]]:
    """Return the registry given, else the one beside the records, else the one the store was built with, else the
    shipped one; with everything that is wrong with it.

    Raises: InputError when the one given is not there.
    """
    if given is not None and not given.is_dir():
        raise InputError(f"{given}: no such folder; expected a registry")
    candidates = [path.parent.parent / "registry" for path in beside]
    candidates += [registry_folder(workspace), resource_dir("data") / "registry"]
    return read_registry(given or next(folder for folder in candidates if folder.is_dir()))


def _folder_of(path: Path) -> Path:
    return path.parent.parent if path.parent.name == "records" else path.parent


def put_provenance(reader: Reader, writer: Writer, graph: NamedNode, iris: Iris, triples: Sequence[Triple]) -> None:
    """Let the provenance graph say this, and no more, of where a graph comes from."""
    old = [quad.triple for quad in reader.quads(graph, graph=iris.provenance)]
    writer.patch_graph(iris.provenance, triples, [t for t in old if t not in triples])


def finish_change(
    reader: Reader,
    writer: Writer,
    iris: Iris,
    changed: Mapping[NamedNode, Sequence[Triple]],
    *,
    withdrawn: Sequence[str] = (),
    engines: Engines | None = None,
) -> ValidationReport:
    """Add what follows from the changes collected, validate what will be, and refuse what is wrong.

    `changed` holds the announcement graphs put in; each is checked alone too. `withdrawn` are ids of those taken out.
    What the consistency checks find of both goes into the graph of findings, in the same commit.
    """
    engines = engines or Engines.load(iris.base)
    stated = writer.delta(ignoring=lambda graph: is_inferred_graph(graph, base=iris.base))
    known = StoredInferred(reader, base=iris.base)
    change = engines.rules.update(reader, known, added=stated.added, removed=stated.removed)
    for patch in inferred_patches(change, base=iris.base):
        writer.patch_graph(patch.graph, patch.added, patch.removed)
    delta = writer.delta()
    documents = [
        *(iris.announcement(graph.value.rpartition("/")[2]) for graph in changed),
        *map(iris.announcement, withdrawn),
    ]
    findings = findings_change(reader, delta.added, delta.removed, documents, iris)
    writer.patch_graph(iris.findings, findings.added, findings.removed)
    delta = Delta(delta.added | frozenset(findings.added), delta.removed | frozenset(findings.removed))
    after = Overlay(reader, added=delta.added, removed=delta.removed)
    report = validate_change(engines.shapes, after, delta.added, delta.removed)
    for graph, triples in changed.items():
        report |= check_graph(graph, triples, base=iris.base, subclasses=engines.shapes.subclasses)
    refuse_unless_conforming(report, "the change does not conform to the shapes; the store is as it was")
    return report


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
