"""Bytes of any format → text: looks at what they are and hands them to the reader of that format."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.errors import DocumentError
from kg.model.document import Original, ReadText
from kg.read.decode import decode_text
from kg.read.docx import read_docx
from kg.read.html import decode_html, read_html
from kg.read.markdown import read_markdown
from kg.read.mediatype import DOCX, HTML, MARKDOWN, PDF, PLAIN, find_media_type
from kg.read.pdf import read_pdf

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A text, and what its bytes proved to be; `encoding` is None where the format has none of its own."""

    media_type: str
    encoding: str | None
    text: ReadText


def is_simple(original: Original) -> bool:
    """Whether the bytes can be read safely without a process of their own: plain text, and what is refused at sight."""
    if original.data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        return find_media_type(original) == PLAIN
    except DocumentError:
        return True


def parse_original(original: Original) -> Parsed:
    """Return the text of a document's bytes: the same bytes (and claims about them), the same text.

    Plain text is the file, decoded and untouched, with its byte order mark if it has one; see `kg.model.document`.

    Raises: DocumentError when they hold no text that can be read.
    """
    parsed = _parse(original)
    if not _WORD.search(parsed.text.content):
        raise DocumentError("found no words; expected a document with text")
    return parsed


def _parse(original: Original) -> Parsed:
    media_type = find_media_type(original)
    if media_type == PDF:
        return Parsed(media_type=PDF, encoding=None, text=read_pdf(original.data))
    if media_type == DOCX:
        return Parsed(media_type=DOCX, encoding=None, text=read_docx(original.data))
    if media_type == HTML:
        decoded = decode_html(original.data, original.charset)
        text = read_html(decoded.text)
    else:
        decoded = decode_text(original.data, [original.charset])
        plain = ReadText(content=decoded.text, reader="plain")
        text = read_markdown(decoded.text) if media_type == MARKDOWN else plain
    return Parsed(media_type=media_type, encoding=decoded.encoding, text=replace(text, replaced=decoded.replaced))
