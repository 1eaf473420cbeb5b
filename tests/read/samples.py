"""Documents made by hand for the tests: small PDFs, DOCX packages and pages, byte by byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

Placed = tuple[float, float, str]
"""Where a line of a PDF begins, in points from the lower left corner, and its text."""

_LATIN_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def make_pdf(pages: Sequence[Sequence[Placed]], *, title: str = "", size: float = 12, encrypt: bytes = b"") -> bytes:
    """Return a PDF with these lines on its pages."""
    info = b"<< /Title (" + title.encode("cp1252") + b") >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _LATIN_FONT, info]
    kids = []
    for lines in pages:
        text = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n" for x, y, words in lines)
        stream = text.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _assemble(objects, b"/Info 4 0 R " + encrypt)


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assemble(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def make_chinese_pdf(lines: Sequence[Placed]) -> bytes:
    """Return a PDF of one page in a Chinese font that is not embedded, as many printers make them."""
    text = "".join(f"BT /F1 12 Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n" for x, y, words in lines)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text.encode("ascii")),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        b"/Contents 5 0 R >>",
    ]
    return _assemble(objects, b"")


def encrypted_pdf() -> bytes:
    """Return a PDF that opens only with a password (its key was made from one that is not kept)."""
    keys = b"/O <%s> /U <%s>" % (b"5a" * 32, b"a5" * 32)
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 %s >> /ID [<%s> <%s>] " % (keys, b"01" * 16, b"01" * 16)
    return make_pdf([[(72, 700, "Secret words")]], encrypt=encrypt)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(body: str, *, title: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """Return a DOCX package around the WordprocessingML of a body."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    )
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": (
            f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}</w:body></w:document>"
        ).encode(),
        "docProps/core.xml": core.encode(),
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def paragraph(text: str) -> str:
    """Return a paragraph of WordprocessingML with one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
