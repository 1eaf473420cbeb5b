"""What a document is: by the first bytes, then by what was said of it, then by its name."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from kg.errors import DocumentError
from kg.model.document import Original

PLAIN, HTML, MARKDOWN, PDF = "text/plain", "text/html", "text/markdown", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READABLE = "plain text, HTML, Markdown, PDF or DOCX"

_BY_SUFFIX = {
    ".txt": PLAIN, ".text": PLAIN, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML,
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".pdf": PDF, ".docx": DOCX,
}  # fmt: skip
SUFFIXES = frozenset(_BY_SUFFIX)
_BY_CLAIM = {
    "text/html": HTML, "application/xhtml+xml": HTML, "text/markdown": MARKDOWN, "text/x-markdown": MARKDOWN,
    "application/pdf": PDF, "application/x-pdf": PDF, DOCX: DOCX,
}  # fmt: skip
# The first bytes of what is no document, or one of a kind that is not read.
_STRANGERS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document; save it as DOCX or PDF"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a sound recording"),
    (b"ID3", "a sound recording"),
    (b"\x00asm", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Every repetition ends where the next thing starts, so there is one way to match and nothing to try again. Not with
# possessive quantifiers: early releases of Python 3.11 get them wrong around groups.
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,20000}-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def find_media_type(original: Original) -> str:
    """Return the media type the bytes are to be read as.

    A file named ``.txt`` is plain text even when it holds markup: its text is the file.

    Raises: DocumentError for pictures, archives and other kinds that hold no text to read.
    """
    data, suffix = original.data, _suffix(original)
    _refuse_strangers(data)
    if b"%PDF-" in data[:1024] and suffix not in (".txt", ".text", ".md", ".markdown"):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_package(data)
    looks_html = bool(_HTML_START.match(data[:4096]) or _HTML_START.match(data[:4096].replace(b"\0", b"")))
    claimed = _BY_CLAIM.get((original.media_type or "").lower())
    named = _BY_SUFFIX.get(suffix)
    expected = claimed or named
    if expected in (PDF, DOCX):
        kind, seen = ("PDF" if expected == PDF else "DOCX"), ("an HTML page" if looks_html else "something else")
        raise DocumentError(f"found {seen} under the name of a {kind}; the file may be damaged or wrongly saved")
    return expected or (HTML if looks_html else PLAIN)


def _suffix(original: Original) -> str:
    name = original.url or original.source.name
    path = unquote(urlsplit(name).path) if "://" in name else name.replace("\\", "/")
    return PurePosixPath(path).suffix.lower()


def _refuse_strangers(data: bytes) -> None:
    if not data:
        raise DocumentError("found an empty document")
    for start, what in _STRANGERS:
        if data.startswith(start):
            raise DocumentError(f"found {what}; expected {READABLE}")
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise DocumentError(f"found a {data[8:12].decode().strip()} file; expected {READABLE}")
    if data[4:8] == b"ftyp":
        raise DocumentError(f"found a film or picture; expected {READABLE}")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError("found an encrypted DOCX; remove its password first")
        raise DocumentError("found a document of the old Word format (or another of its time); save it as DOCX")


def _kind_of_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise DocumentError(f"found a damaged DOCX or ZIP archive ({error})") from error
    if "word/document.xml" in names:
        return DOCX
    kinds = {"xl/workbook.xml": "an Excel workbook", "ppt/presentation.xml": "a PowerPoint presentation"}
    what = next((kind for name, kind in kinds.items() if name in names), "a ZIP archive")
    raise DocumentError(f"found {what}; expected {READABLE}")
