"""The archive of a workspace: original bytes and the texts read from them, each under its SHA-256.

    ARCHIVE/ab/abcdef…              some bytes: an original, or a text in UTF-8 (for a UTF-8 text file the two are one)
    ARCHIVE/documents/SLUG.json     a document's manifest: where it came from, its original, its text

A file has its name only once it is whole and on disk, and the manifest comes last, so a process killed at any moment
leaves no half of a document. Nothing is ever overwritten but a manifest, when its document is read again; several
processes may write at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.errors import InvariantError, StoreCorrupt, StoreError, UnknownTerm
from kg.model.document import Document, PageFacts, ReadText

FORMAT = "archived-document/1"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A document's manifest: the document, and what its text is without the text itself."""

    document: Document
    text_sha256: str
    reader: str
    facts: PageFacts
    replaced: int


class Archive:
    """The originals and texts under one folder, made when the first document is kept."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def keep(self, document: Document, data: bytes, text: ReadText) -> None:
        """Store a document's original, its text and its manifest; all of it or nothing that shows.

        Raises: StoreError when the disk does not take it.
        """
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise InvariantError(f"{document.id}: the bytes to archive are not the document's")
        with self._faults(f"keeping {document.id}"):
            self._keep_bytes(data, document.sha256)
            self._keep_bytes(text.content.encode("utf-8"), text.sha256)
            manifest = json.dumps(_manifest(document, text), ensure_ascii=False, indent=1) + "\n"
            _write_whole(self._manifest_path(document.id), manifest.encode("utf-8"))

    def iter_ids(self) -> Iterator[str]:
        """Yield the ids of the documents kept, in order."""
        folder = self.path / "documents"
        names = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
        yield from (name.removesuffix(".json") for name in names if name.endswith(".json"))

    def read(self, document_id: str) -> Archived:
        """Return a document's manifest.

        Raises: UnknownTerm for an id that is not kept; StoreCorrupt for a manifest that cannot be understood.
        """
        path = self._manifest_path(document_id)
        with self._faults(f"reading {document_id}"):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                raise UnknownTerm(f"{self.path}: no document {document_id!r} is kept here") from None
        try:
            return _parse_manifest(json.loads(data))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreCorrupt(f"{path}: found no manifest of the format {FORMAT} ({error!r})") from error

    def read_text(self, document_id: str) -> ReadText:
        """Return the text of a document, as it was read.

        Raises: as `read`; StoreCorrupt when the file is missing or was changed.
        """
        kept = self.read(document_id)
        content = self.read_bytes(kept.text_sha256).decode("utf-8")
        return ReadText(content=content, reader=kept.reader, facts=kept.facts, replaced=kept.replaced)

    def read_bytes(self, sha256: str) -> bytes:
        """Return what is kept under a SHA-256, checked against it.

        Raises: StoreCorrupt when the file is missing or was changed.
        """
        path = self.blob_path(sha256)
        with self._faults(f"reading {sha256}"):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                raise StoreCorrupt(f"{path}: the file is missing; read its document again") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreCorrupt(f"{path}: the file was changed or damaged; remove it and read its document again")
        return data

    def blob_path(self, sha256: str) -> Path:
        """Return where the bytes with this SHA-256 are kept, or would be."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise UnknownTerm(f"found {sha256[:80]!r}; expected a SHA-256 in 64 hexadecimal digits")
        return self.path / sha256[:2] / sha256

    def _manifest_path(self, document_id: str) -> Path:
        if not _ID.fullmatch(document_id):
            raise UnknownTerm(
                f"found the document id {document_id[:80]!r}; expected letters a-z, digits, '.', '_', '-'"
            )
        return self.path / "documents" / f"{document_id}.json"

    def _keep_bytes(self, data: bytes, sha256: str) -> None:
        path = self.blob_path(sha256)
        # Of the right length and damaged is for `read_bytes` to find; a torn file is put right here.
        if not path.is_file() or path.stat().st_size != len(data):
            _write_whole(path, data)

    @contextmanager
    def _faults(self, doing: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self.path}: {doing}: {error.strerror or error}") from error


def _write_whole(path: Path, data: bytes) -> None:
    """Let the path hold the bytes, or what it held before if anything stops the work half-way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _manifest(document: Document, text: ReadText) -> dict[str, Any]:
    retrieved = document.retrieved_at
    return {
        "format": FORMAT,
        "id": document.id,
        "source": document.source,
        "url": document.url,
        "retrieved": retrieved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if retrieved else None,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "size_bytes": document.size_bytes,
        "sha256": document.sha256,
        "text": {
            "sha256": text.sha256,
            "reader": text.reader,
            "replaced": text.replaced,
            "title": text.facts.title,
            "published": text.facts.published,
            "publisher": text.facts.publisher,
        },
    }


def _parse_manifest(value: Any) -> Archived:
    if value["format"] != FORMAT:
        raise ValueError(f"found the format {value['format']!r}")
    text = value["text"]
    retrieved = value["retrieved"]
    return Archived(
        document=Document(
            id=value["id"],
            source=value["source"],
            media_type=value["media_type"],
            sha256=value["sha256"],
            size_bytes=value["size_bytes"],
            encoding=value["encoding"],
            url=value["url"],
            retrieved_at=datetime.fromisoformat(retrieved) if retrieved else None,
        ),
        text_sha256=text["sha256"],
        reader=text["reader"],
        facts=PageFacts(title=text["title"], published=text["published"], publisher=text["publisher"]),
        replaced=text["replaced"],
    )
