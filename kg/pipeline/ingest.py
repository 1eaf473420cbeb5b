"""Documents → the store, each whole or not at all, its original and text kept in the workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, UnknownTerm
from kg.model.accepted import public_record
from kg.model.applying import apply_decisions
from kg.model.document import Source
from kg.model.record import ExtractionRecord
from kg.model.registry import Registry
from kg.pipeline.build import provenance_triples
from kg.pipeline.change import finish_change, put_provenance
from kg.pipeline.engines import Engines
from kg.pipeline.linking import WorkspaceLinker
from kg.pipeline.reader import Extractor, read_by_rules
from kg.pipeline.reading import Announcement, Failure, gazetteer_of, iter_announcements
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.read.archive import Archive
from kg.read.decisions import read_decisions
from kg.read.document import ReadLimits
from kg.read.records import RecordFile
from kg.read.render import render_record
from kg.store.embedded import EmbeddedStore
from kg.store.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """A document that is in the store now; `replaced` says that it was there before.

    `dropped` tells what a reader claimed and the text does not bear out.
    """

    source: Source
    record: ExtractionRecord
    replaced: bool
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A document whose very bytes are in the store already; it was not read again."""

    source: Source


def ingest(
    sources: Sequence[Source],
    workspace: Workspace,
    registry: Registry,
    *,
    base: str,
    workers: int = 1,
    again: bool = False,
    extractor: Extractor = read_by_rules,
    hide_proposals: bool = False,
    limits: ReadLimits | None = None,
) -> Generator[Ingested | Unchanged | Failure, None, None]:
    """Put documents into the store and yield what became of each, in the order of the sources.

    Each lands alone: what went before stays when one fails or the run is interrupted, and a second run passes over
    what is there. What was read is `proposed` until a person has looked at it; with `hide_proposals` it stays out of
    the graph till then, and in the record's file alone.

    Raises: StoreError when there is no store, or it cannot be written.
    """
    archive = Archive(workspace.path / "archive")
    with workspace.open_store() as store:
        iris, reader = Iris(base), store.reader()
        # What the archive holds and the graph does not is of a run that was cut off between the two.
        new = [
            source
            for source in sources
            if again or not (reader.count(iris.announcement_graph(source.id)) and _is_known(source, archive))
        ]
        fresh = {source.id for source in new}
        yield from (Unchanged(source=source) for source in sources if source.id not in fresh)
        lander = _Lander(store, archive, workspace, registry, iris, hide_proposals=hide_proposals)
        gazetteer = gazetteer_of(registry)
        with closing(
            iter_announcements(new, gazetteer=gazetteer, workers=workers, extractor=extractor, limits=limits)
        ) as announcements:
            for source, found in zip(new, announcements, strict=True):
                yield found if isinstance(found, Failure) else lander.land(source, found)


def put_reviewed(
    record: ExtractionRecord, workspace: Workspace, registry: Registry, *, base: str, hide_proposals: bool = False
) -> None:
    """Put a record with what a person decided in the place of the one the store holds.

    Raises: StoreError when there is no store, or it cannot be written; NotConforming when it would break a shape.
    """
    archive = Archive(workspace.path / "archive")
    with workspace.open_store() as store:
        lander = _Lander(store, archive, workspace, registry, Iris(base), hide_proposals=hide_proposals)
        lander.put(record, lambda: None)


def _is_known(source: Source, archive: Archive) -> bool:
    if source.is_url or source.name == "-":
        return False
    with suppress(UnknownTerm, OSError):
        kept = archive.read(source.id).document
        return kept.sha256 == hashlib.sha256(Path(source.name).read_bytes()).hexdigest()
    return False


def _whole(record: ExtractionRecord) -> ExtractionRecord:
    return record


class _Lander:
    """Puts one announcement after the other into an open store."""

    def __init__(
        self,
        store: EmbeddedStore,
        archive: Archive,
        workspace: Workspace,
        registry: Registry,
        iris: Iris,
        *,
        hide_proposals: bool,
    ) -> None:
        self._store, self._archive, self._iris = store, archive, iris
        self._shown = public_record if hide_proposals else _whole
        self._records, self._decisions = workspace.path / "records", workspace.path / "decisions"
        self._linker = WorkspaceLinker(registry, workspace)
        self._lookups = Lookups.of(registry)
        self._engines = Engines.load(iris.base)

    def land(self, source: Source, found: Announcement) -> Ingested | Failure:
        """Store a document, or say why the store does not take it; then nothing of it shows.

        What a person decided on an earlier reading of it stands.
        """
        document = found.record.document
        try:
            decisions = read_decisions(self._decisions / f"{document.id}.json", document.id)
            record = apply_decisions(found.record, decisions, text=found.read.text.content).record
            # The original and the record are on disk before the graph that rests on them is.
            replaced = self.put(
                record, lambda: self._archive.keep(found.read.document, found.read.data, found.read.text)
            )
        except KgError as error:
            return Failure(source=source, error=error)
        return Ingested(source=source, record=record, replaced=replaced, dropped=found.dropped)

    def put(self, record: ExtractionRecord, keep: Callable[[], None]) -> bool:
        """Store a record and its file, all or nothing, and return whether there was one before."""
        iris = self._iris
        graph = iris.announcement_graph(record.document.id)
        triples = record_triples(self._shown(record), self._linker.link(record), self._lookups, iris)
        text = render_record(record)
        path = self._records / f"{record.document.id}.json"
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        file = RecordFile(path=path, sha256=digest, record=record)
        reader = self._store.reader()
        replaced = bool(reader.count(graph))
        with self._store.writer() as writer:
            writer.replace_graph(graph, triples)
            put_provenance(reader, writer, graph, iris, provenance_triples(file, graph, self._records.parent, iris))
            finish_change(reader, writer, iris, {graph: triples}, engines=self._engines)
            keep()
            self._records.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(".json.new")
            temporary.write_text(text, "utf-8")
            temporary.replace(path)
        return replaced
