"""Filling a fresh dataset fast: lines of N-Quads, and the merged view cut from them, loaded while more are made."""

from __future__ import annotations

import queue
import tempfile
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import InputError, InvariantError
from kg.rdf.terms import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from kg.store.dataset import DatasetReader
from kg.store.faults import storage_faults

Source: TypeAlias = Iterable[Quad] | IO[bytes]
"""Quads of named graphs: as terms, or as a binary stream of N-Quads."""

_CHUNK_BYTES: Final = 1 << 22
_CHUNK_QUADS: Final = 1 << 14
_LEAST_PART: Final = 8 << 20
_MOST_PART: Final = 64 << 20
_MANY_PARTS: Final = 24
"""A dataset loaded in more parts than this is put in order at the end, or every look-up would ask all of them."""

_COMMENTS: Final = (b" #", b"\t#", b".#", b">#", b'"#')
_Part: TypeAlias = tuple[IO[bytes], IO[bytes]]
"""Statements as N-Quads, and the same without their graphs as N-Triples."""


def bulk_build(path: str | PathLike[str], source: Source) -> int:
    """Make a new store at `path` (a directory that is empty or not there yet); return the merged view's size.

    The engine leaves stray files behind when it is killed here: build in a directory of its own, then rename it.

    Raises: InputError for statements that no named graph may hold; StoreError when they cannot be written.
    """
    with storage_faults(f"{path}: building the store"), BulkLoader.create(path) as loader:
        loader.add_source(source)
        return loader.finish()


def fill(dataset: ox.Store, source: Source) -> int:
    """Load an empty dataset in memory with quads and with their merged view; return the merged view's size."""
    with BulkLoader(dataset, threads=1) as loader:
        loader.add_source(source)
        return loader.finish()


class BulkLoader:
    """Loads quads and their merged view into an empty dataset, in threads of its own while the caller makes more.

    The engine works outside Python's lock; two of its loads go on at a time, because one keeps a single core busy.
    The quads come as text and are never terms here: cutting the graph off each line makes the merged view.
    """

    def __init__(self, dataset: ox.Store, *, spool: Path | None = None, threads: int = 2) -> None:
        if len(dataset):
            raise InvariantError("a dataset to be filled in bulk must be empty")
        self._dataset: ox.Store | None = dataset
        self._reader = DatasetReader(dataset)
        self._spool = spool
        self._error: BaseException | None = None
        self._waiting: queue.SimpleQueue[_Part | None] = queue.SimpleQueue()
        self._part = self._new_part()
        self._held = self._given = self._parts = 0
        # Daemons: whoever interrupts a build must not wait for an engine that hears no signal.
        self._threads = [threading.Thread(target=self._work, daemon=True, name="bulk load") for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    @classmethod
    def create(cls, path: str | PathLike[str]) -> Self:
        """Return a loader for a new store at a path.

        Raises: StoreError when it cannot be made there.
        """
        with storage_faults(f"{path}: building the store"):
            # The spool lies beside the store, where there is room for the store itself: /tmp may be small.
            return cls(ox.Store(path), spool=Path(path).absolute().parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        for _thread in self._threads:
            self._waiting.put(None)
        if kind is None or issubclass(kind, Exception):
            for thread in self._threads:
                thread.join()
        for file in self._part:
            file.close()
        # The engine lets go of the files when nobody refers to the dataset: they are about to be renamed.
        self._reader.close()
        self._dataset = None

    def add_graph(self, graph: NamedNode, ntriples: bytes) -> None:
        """Take the triples of a graph as N-Triples that this project's own serialiser wrote, without blank nodes."""
        named, merged = self._part
        lines = ntriples.replace(b" .\n", b" <" + graph.value.encode() + b"> .\n")
        named.write(lines)
        merged.write(ntriples)
        self._grown(len(lines))

    def add_source(self, source: Source) -> None:
        """Take quads as terms, or as a stream of N-Quads from wherever."""
        chunks = _read_chunks(cast("IO[bytes]", source)) if hasattr(source, "read") else _rendered(source)
        for chunk in chunks:
            named, merged = self._part
            named.write(chunk)
            merged.write(_cut(chunk))
            self._grown(len(chunk))

    def reader(self) -> DatasetReader:
        """Return a reader of what is loaded; good only within the loader's block, once it has finished."""
        return self._reader

    def finish(self) -> int:
        """Wait until everything is loaded and on disk; return the merged view's size."""
        for part in self._halves() if self._parts < len(self._threads) else [self._part]:
            self._waiting.put(part)
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        if self._error is not None:
            raise self._error
        dataset = self._open()
        if self._parts >= _MANY_PARTS:
            dataset.optimize()
        dataset.flush()
        return self._reader.count()

    def _open(self) -> ox.Store:
        if self._dataset is None:
            raise InvariantError("the loader's block has ended")
        return self._dataset

    def _new_part(self) -> _Part:
        return tempfile.TemporaryFile(dir=self._spool), tempfile.TemporaryFile(dir=self._spool)

    def _grown(self, size: int) -> None:
        if self._error is not None:
            raise self._error
        self._held += size
        self._given += size
        # Small parts first, so that every thread has work soon; larger ones later, so that they stay few.
        if self._held >= min(_MOST_PART, max(_LEAST_PART, self._given // 4)):
            self._waiting.put(self._part)
            self._part, self._held = self._new_part(), 0
            self._parts += 1

    def _halves(self) -> list[_Part]:
        """Return what is still to be loaded as one part for each thread."""
        if len(self._threads) == 1:
            return [self._part]
        shares = [_shares(file, len(self._threads)) for file in self._part]
        parts: list[_Part] = []
        for named_share, merged_share in zip(*shares, strict=True):
            part = self._new_part()
            part[0].write(named_share)
            part[1].write(merged_share)
            parts.append(part)
        for file in self._part:
            file.close()
        return parts

    def _work(self) -> None:
        while (part := self._waiting.get()) is not None:
            named, merged = part
            with named, merged:
                if self._error is None:
                    try:
                        self._load(named, merged)
                    except BaseException as error:  # told to whoever waits in finish()
                        self._error = error

    def _load(self, named: IO[bytes], merged: IO[bytes]) -> None:
        dataset = self._open()
        try:
            # Bytes, for a stream would have the engine wait for Python's lock at every few lines.
            named.seek(0)
            dataset.bulk_load(named.read(), format=RdfFormat.N_QUADS)
            merged.seek(0)
            # The same lines were good a moment ago. The default graph is a set: what many graphs state is there once.
            dataset.bulk_load(merged.read(), format=RdfFormat.N_TRIPLES, lenient=True)
        except SyntaxError:
            named.seek(0)
            triples = list(_checked_triples(named))
            # Nothing wrong with the quads: they are only written in another way than the cut expects.
            data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            dataset.bulk_load(data, format=RdfFormat.N_TRIPLES, lenient=True)


def _shares(file: IO[bytes], count: int) -> Iterator[bytes]:
    """Yield a file's lines in so many parts of about the same length."""
    size = file.tell()
    file.seek(0)
    for number in range(1, count + 1):
        yield file.read(max(0, size * number // count - file.tell())) + file.readline()


def _read_chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK_BYTES):
        chunk += stream.readline()
        yield chunk if chunk.endswith(b"\n") else chunk + b"\n"


def _rendered(quads: Iterable[Quad]) -> Iterator[bytes]:
    waiting = iter(quads)
    while some := list(islice(waiting, _CHUNK_QUADS)):
        yield serialize(some, format=RdfFormat.N_QUADS) or b""


def _cut(chunk: bytes) -> bytes:
    """Return the triple of each quad as a line: without the graph, which is what follows the last " <".

    A line of which that is not true, because of other spaces or for lack of a graph, is no N-Triples afterwards, so
    that the loader refuses it and it is looked at again.
    """
    lines = chunk.split(b"\n")[:-1]
    if any(sign in chunk for sign in _COMMENTS):
        lines = [line for whole in lines for line in (_plain(whole) if _has_comment(whole) else (whole,))]
    if b"_:" in chunk or b"<<" in chunk:
        for line in lines:
            if b"_:" in line or b"<<" in line:
                _refuse_unfit(line)
    return b"".join([line[: line.rfind(b" <")] + b" .\n" for line in lines if line])


def _has_comment(line: bytes) -> bool:
    return any(sign in line for sign in _COMMENTS)


def _plain(line: bytes) -> Iterator[bytes]:
    """Yield the statement of a line as our own serialiser writes it: without the comment that it may end with."""
    for quad in _quads(line):
        yield b"%s ." % str(quad).encode()


def _refuse_unfit(line: bytes) -> None:
    """Raise InputError when the statement names something by other means than an IRI; a literal may look like it."""
    for quad in _quads(line):
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, BlankNode | Triple):
                raise InputError(f"found {term} in {line.decode().strip()}; expected an IRI, or a literal as object")


def _checked_triples(nquads: IO[bytes]) -> Iterator[Triple]:
    """Yield the triples of quads that each name a graph; the merged view is no graph to write to."""
    for quad in _quads(nquads):
        if isinstance(quad.graph_name, DefaultGraph):
            raise InputError(f"found {quad.triple} in no graph; expected every quad to name its graph by an IRI")
        yield quad.triple


def _quads(nquads: bytes | IO[bytes]) -> Iterator[Quad]:
    try:
        yield from parse(nquads, format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise InputError(f"the N-Quads to be loaded cannot be parsed: {error}") from error
