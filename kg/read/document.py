"""A source → its document and text: the one way through `kg.read`, each document within bounds of size, time, memory.

with DocumentReader() as reader:
    for source in iter_sources(["report.pdf", "https://example.org/news.html"]):
        read = reader.read(source)          # DocumentError or FetchError: this one alone failed
        archive.keep(read.document, read.data, read.text)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Self

from kg.errors import DocumentError
from kg.model.document import Document, Original, ReadText, Source
from kg.read.decode import mend_surrogates
from kg.read.fetch import FetchLimits
from kg.read.formats import Parsed, is_simple, parse_original
from kg.read.room import ReadingRoom
from kg.read.sources import read_original


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """How much one document may take; past that it is refused and the next one is read."""

    max_bytes: int = 64 << 20
    timeout_s: float = 60.0
    memory_bytes: int = 2 << 30
    fetch: FetchLimits = field(default_factory=FetchLimits)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRead:
    """A document that was read, its text, and its original bytes."""

    document: Document
    text: ReadText
    data: bytes


class DocumentReader:
    """Reads documents one after the other; plain text here, every other format in a process of its own."""

    def __init__(self, limits: ReadLimits | None = None, *, stdin: BinaryIO | None = None) -> None:
        self.limits = limits or ReadLimits()
        self._stdin = stdin
        self._room = ReadingRoom(timeout_s=self.limits.timeout_s, memory_bytes=self.limits.memory_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process that reads; the reader may be used again."""
        self._room.close()

    def read(self, source: Source) -> DocumentRead:
        """Return the document at a source.

        Raises: DocumentError when it cannot be read within the limits; FetchError when it cannot be fetched.
        """
        limits = self.limits
        original = read_original(source, max_bytes=limits.max_bytes, fetch=limits.fetch, stdin=self._stdin)
        return self.read_original(original)

    def read_original(self, original: Original) -> DocumentRead:
        """Return the document made of bytes that are at hand.

        Raises: DocumentError when they cannot be read within the limits.
        """
        try:
            parsed = parse_original(original) if is_simple(original) else self._room.parse(original)
        except DocumentError as error:
            raise DocumentError(f"{mend_surrogates(original.source.name)}: {error}") from error
        return DocumentRead(document=_document(original, parsed), text=parsed.text, data=original.data)


def _document(original: Original, parsed: Parsed) -> Document:
    return Document(
        id=original.source.id,
        source=mend_surrogates(original.source.name),
        media_type=parsed.media_type,
        sha256=hashlib.sha256(original.data).hexdigest(),
        size_bytes=len(original.data),
        encoding=parsed.encoding,
        url=original.url,
        retrieved_at=original.retrieved_at,
    )
