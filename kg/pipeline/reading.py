"""Documents → extraction records: fetched, decoded, read; each within bounds, one failing alone."""

from __future__ import annotations

import dataclasses
import signal
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import active_children, get_context

from kg.errors import DocumentError, KgError
from kg.extract.language import detect_language
from kg.extract.mentions import Gazetteer
from kg.model.document import Source
from kg.model.record import DocumentInfo, ExtractionRecord
from kg.model.registry import Entry, Registry
from kg.pipeline.reader import Extractor, read_by_rules
from kg.read.document import DocumentRead, DocumentReader, ReadLimits

READABLE = ("en", "zh-Hans", "zh-Hant")
"""Languages kg has rules for."""

LONGEST_TEXT = 16_000_000
"""Code points; reading takes about a hundred bytes for each."""

_AHEAD = 4
"""Documents handed to each worker before the first comes back: enough to keep it busy, few enough to bound memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A document that was read: its text and original, and the record made of it.

    `dropped` tells what a reader claimed and the text does not bear out.
    """

    read: DocumentRead
    record: ExtractionRecord
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read, and why."""

    source: Source
    error: KgError


def gazetteer_of(registry: Registry) -> Gazetteer:
    """Return the registry's names as help for the reader: what is known is found without a cue of its own."""

    def names(entries: Iterable[Entry]) -> dict[str, str]:
        return {label.value: entry.key for entry in entries for label in entry.labels if label.is_name}

    return Gazetteer(
        campaigns=names(registry.campaigns),
        series=names(registry.series),
        agencies=names(registry.agencies),
        officials=names(registry.officials),
        places=names(registry.places),
    )


def read_announcement(
    source: Source,
    reader: DocumentReader,
    *,
    gazetteer: Gazetteer | None = None,
    extractor: Extractor = read_by_rules,
) -> Announcement:
    """Return a document with its record; what the page says of itself (title, date, publisher) goes into it.

    Raises: DocumentError when it cannot be read, or is in a language kg does not read; FetchError for a URL.
    """
    read = reader.read(source)
    if len(read.text.content) > LONGEST_TEXT:
        found = f"found a text of {len(read.text.content):,} characters; expected {LONGEST_TEXT:,} at most"
        raise DocumentError(f"{source.name}: {found}")
    language = detect_language(read.text.content)
    if extractor is read_by_rules and language not in READABLE:
        expected = ", ".join(READABLE)
        raise DocumentError(f"{source.name}: found a text in {language}; this version reads {expected}")
    facts = read.text.facts
    document = DocumentInfo(
        id=read.document.id,
        language=language,
        title=facts.title,
        published=facts.published,
        publisher=facts.publisher,
        url=read.document.url,
        retrieved=read.document.retrieved_at.date().isoformat() if read.document.retrieved_at else None,
        sha256=read.document.sha256,
    )
    made = extractor(read.text.content, document=document, gazetteer=gazetteer)
    return Announcement(read=read, record=made.record, dropped=made.dropped)


def iter_announcements(
    sources: Iterable[Source],
    *,
    gazetteer: Gazetteer | None = None,
    workers: int = 1,
    extractor: Extractor = read_by_rules,
    limits: ReadLimits | None = None,
) -> Generator[Announcement | Failure, None, None]:
    """Yield each document's record, or why there is none; in the order of the sources.

    Memory is bounded: however many sources there are, each worker has only a few documents at hand. Who stops early,
    or is interrupted, closes the generator: the workers are ended then, whatever they read.
    """
    if workers <= 1:
        with DocumentReader(limits) as reader:
            for source in sources:
                yield _read_or_fail(source, _Worker(reader, gazetteer, extractor))
        return
    # Spawned, not forked: the parent may hold threads and open stores.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (gazetteer, extractor, limits)) as pool:
        try:
            yield from _in_order(pool, iter(sources), workers * _AHEAD)
        except BaseException:
            for worker in active_children():
                worker.terminate()
            raise


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Start processes that hear nothing of Ctrl-C, from their first moment: it is for the parent, which ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_order(pool: ProcessPoolExecutor, sources: Iterator[Source], ahead: int) -> Iterator[Announcement | Failure]:
    with _not_interrupted():
        waiting: list[Future[Announcement | Failure]] = [pool.submit(_work, s) for s in islice(sources, ahead)]
    while waiting:
        # What waits is not cancelled when this ends early: a pool whose workers are ended trips over cancelled work.
        first = waiting.pop(0)
        wait([first], return_when=FIRST_COMPLETED)
        with _not_interrupted():
            waiting += [pool.submit(_work, s) for s in islice(sources, 1)]
        yield first.result()


@dataclass(frozen=True, slots=True)
class _Worker:
    reader: DocumentReader
    gazetteer: Gazetteer | None
    extractor: Extractor


_workers: list[_Worker] = []


def _start_worker(gazetteer: Gazetteer | None, extractor: Extractor, limits: ReadLimits | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _workers[:] = [_Worker(DocumentReader(limits), gazetteer, extractor)]


def _work(source: Source) -> Announcement | Failure:
    return _read_or_fail(source, _workers[0])


def _read_or_fail(source: Source, worker: _Worker) -> Announcement | Failure:
    try:
        return read_announcement(source, worker.reader, gazetteer=worker.gazetteer, extractor=worker.extractor)
    except KgError as error:
        return Failure(source=source, error=error)


def without_text(record: ExtractionRecord) -> ExtractionRecord:
    """Return a record that says its text is not kept beside it."""
    return dataclasses.replace(record, document=dataclasses.replace(record.document, text="not kept"))
