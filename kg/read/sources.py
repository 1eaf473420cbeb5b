"""Paths, folders, URLs and ``-`` → sources, each with the id its document will bear."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from kg.errors import DocumentError
from kg.model.document import Original, Source
from kg.read.fetch import FetchLimits, fetch_document
from kg.read.mediatype import SUFFIXES

STANDARD_INPUT = "-"
_LONGEST_ID = 100


def iter_sources(names: Iterable[str], *, taken: Mapping[str, str] | None = None) -> Iterator[Source]:
    """Yield a source for each name, for a folder one for each document under it, in the order of their paths.

    Every id is given once: where two sources would share one ("a/x.txt", "b/x.txt"), the later gets some digits of its
    name's hash. `taken` are ids that are in use already, each with the name of its source; that source keeps its id.
    A source that is named twice comes once.

    Raises: DocumentError for a path where nothing is, and for a folder without documents.
    """
    given = dict(taken or {})
    seen = set()
    for name, inside in _expand(names):
        if name in seen:
            continue
        seen.add(name)
        slug = document_id(inside)
        if given.get(slug, name) != name:
            slug = f"{slug[: _LONGEST_ID - 9]}-{_hash(name)}"
        given[slug] = name
        yield Source(id=slug, name=name)


def document_id(name: str) -> str:
    """Return the slug of a source: the file's stem, or the end of the URL's path; the same name, the same slug.

    Where letters beyond ASCII are lost, some digits of the name's hash keep the slug distinct.

    >>> document_id("reports/SCIO 2023-10-24.txt"), document_id("https://example.org/a/news.html?id=7")
    ('scio-2023-10-24', 'example.org-a-news-id-7')
    """
    name = unicodedata.normalize("NFC", name)
    if "://" in name:
        parts = urlsplit(name)
        stem = re.sub(r"\.(?:s?html?|php|aspx?|pdf|txt|md|docx)$", "", unquote(parts.path)) + " " + unquote(parts.query)
        words = f"{parts.hostname or ''} {stem}"
    else:
        words = Path(name.replace("\\", "/")).stem
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9._-]+", "-", plain.lower()).strip("-._")
    lost = any(char.isalnum() and not char.isascii() and not _is_accented(char) for char in words)
    if lost or not slug or len(slug) > _LONGEST_ID:
        slug = f"{slug[: _LONGEST_ID - 9] or 'document'}-{_hash(name)}".replace("--", "-")
    return slug


def read_original(source: Source, *, max_bytes: int, fetch: FetchLimits, stdin: BinaryIO | None = None) -> Original:
    """Return the bytes of a source.

    Raises: DocumentError for a file that cannot be read or is larger than `max_bytes`; FetchError for a URL.
    """
    if source.is_url:
        return fetch_document(source, fetch)
    try:
        if source.name == STANDARD_INPUT:
            data = (stdin or sys.stdin.buffer).read(max_bytes + 1)
        else:
            data = _read_file(Path(source.name), max_bytes)
    except OSError as error:
        raise DocumentError(f"{source.name}: cannot be read ({error.strerror or error})") from error
    if len(data) > max_bytes:
        raise DocumentError(f"{source.name}: larger than {max_bytes >> 20} MiB, the most a document may have")
    return Original(source=source, data=data)


def _read_file(path: Path, max_bytes: int) -> bytes:
    # A device or a pipe may never end, and opening a pipe may never return.
    if not path.is_file():
        raise DocumentError(f"{path}: no such file" if not path.exists() else f"{path}: not a regular file")
    with path.open("rb") as file:
        return file.read(max_bytes + 1)


def _expand(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each source's name, and the part of it that its id is made of."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT or "://" in name:
            yield name, "stdin" if name == STANDARD_INPUT else name
        elif path.is_dir():
            found = False
            for file in _iter_documents(path):
                found = True
                yield str(file), file.name
            if not found:
                raise DocumentError(f"{name}: found no document here; expected {', '.join(sorted(SUFFIXES))}")
        elif path.exists():
            yield name, path.name
        else:
            raise DocumentError(f"{name}: no such file or folder")


def _iter_documents(folder: Path) -> Iterator[Path]:
    """Yield the documents under a folder, in order, hidden ones and links to folders left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise DocumentError(f"{folder}: cannot be read ({error.strerror or error})") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _iter_documents(Path(entry.path))
        elif Path(entry.name).suffix.lower() in SUFFIXES:
            yield Path(entry.path)


def _is_accented(char: str) -> bool:
    return unicodedata.normalize("NFKD", char)[0].isascii()


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
