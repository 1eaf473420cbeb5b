"""A document: the bytes that were at hand, where they came from, and the clean text read from them.

Offsets anywhere in kg count Unicode code points in `ReadText.content`, half-open. For plain text the content is the
file, decoded and otherwise untouched: no line ending changes, and a byte order mark stays as U+FEFF at offset 0, so
that for a UTF-8 file ``content.encode("utf-8")`` gives the file's bytes again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document is to be had: a file's path, a URL, or ``-`` for standard input; `id` is its slug."""

    id: str
    name: str

    @property
    def is_url(self) -> bool:
        """Whether the document has to be fetched."""
        return "://" in self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of a document as they came, and what was said about them on the way.

    `media_type` and `charset` are claims of the server that sent them, None for a file; `url` is where the last
    redirect led; `retrieved_at` is aware, UTC.
    """

    source: Source
    data: bytes
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    retrieved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that was read: its slug, its source, and its original bytes by their SHA-256.

    `media_type` and `encoding` are what the bytes proved to be; `encoding` is None where the format has none of its
    own (PDF, DOCX).
    """

    id: str
    source: str
    media_type: str
    sha256: str
    size_bytes: int
    encoding: str | None = None
    url: str | None = None
    retrieved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a document says about itself outside its text; unknown is None. `published` is an ISO 8601 date."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """The text of a document; every offset counts code points in `content`.

    `reader` names how it was got: ``plain``, ``html-main`` (the article a page is about), ``html-all`` (everything
    on the page but menus), ``markdown``, ``pdf`` or ``docx``. `replaced` counts the bytes or runs of bytes that did
    not decode and stand as U+FFFD. `content` holds no surrogates, so it can always be written as UTF-8.
    """

    content: str
    reader: str
    facts: PageFacts = PageFacts()
    replaced: int = 0

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.content.encode("utf-8")).hexdigest()
