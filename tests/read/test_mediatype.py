"""What a document is, by its bytes, its server's word and its name."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.errors import DocumentError
from kg.model.document import Original, Source
from kg.read.mediatype import DOCX, HTML, MARKDOWN, PDF, PLAIN, find_media_type
from tests.read.samples import make_docx, make_pdf, paragraph


def kind(data: bytes, name: str = "-", media_type: str | None = None, url: str | None = None) -> str:
    return find_media_type(Original(source=Source(id="x", name=name), data=data, media_type=media_type, url=url))


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "media_type", "expected"),
    [
        (b"words", "-", None, PLAIN),
        (b"words", "a.text", None, PLAIN),
        (b"<html><p>words", "a.txt", None, PLAIN),  # a saved page under .txt stays as it is
        (b"<html><p>words", "-", None, HTML),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a --><!-- b --><!DOCTYPE html>", "-", None, HTML),
        ("\ufeff<html>".encode("utf-16-le")[2:], "-", None, HTML),
        (b"<p>words", "page.HTM", None, HTML),
        (b"# words", "a.md", None, MARKDOWN),
        (b"%PDF is a format", "a.txt", None, PLAIN),
        (make_pdf([[]]), "page.html", None, PDF),
        (make_docx(paragraph("x")), "-", None, DOCX),
        (b"words", "https://example.org/a.pdf/view", "text/html", HTML),
        (b"words", "https://example.org/a.do?f=x.pdf", "text/plain", PLAIN),
        (b"words", "https://example.org/a.html", None, HTML),
    ],
)
def test_the_kind_of_a_document(data: bytes, name: str, media_type: str | None, expected: str) -> None:
    assert kind(data, name, media_type) == expected


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "empty document"),
        (b"\x89PNG\r\n\x1a\n....", "a.txt", "a PNG picture"),
        (b"\xff\xd8\xff\xe0....", "-", "a JPEG picture"),
        (b"RIFF....WEBP", "-", "a WEBP file"),
        (b"\0\0\0 ftypisom", "-", "a film or picture"),
        (b"\x1f\x8b....", "a.txt", "a gzip archive"),
        (b"{\\rtf1 words}", "a.txt", "an RTF document; save it as DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "a.doc", "old Word format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "an encrypted DOCX; remove its password",
        ),
        (package("xl/workbook.xml"), "a.xlsx", "an Excel workbook"),
        (package("a.txt"), "a.zip", "a ZIP archive"),
        (b"PK\x03\x04....", "a.docx", "damaged DOCX or ZIP"),
        (b"words", "a.pdf", "something else under the name of a PDF"),
        (b"<html>", "a.docx", "an HTML page under the name of a DOCX"),
    ],
)
def test_what_is_no_document_is_named(data: bytes, name: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        kind(data, name)


def test_a_run_of_comments_is_looked_at_once() -> None:
    assert kind(b"<!---->" * 600 + b"x") == PLAIN
