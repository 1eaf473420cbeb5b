"""A DOCX → its text, straight from the package: paragraphs, tables, footnotes; deleted words left out.

Read here rather than by a library of its own, because the bounds matter: of a package only three parts are opened, each
up to a size, and its XML may define no entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from lxml import etree  # type: ignore[import-untyped]

from kg.errors import DocumentError
from kg.model.document import PageFacts, ReadText
from kg.read.blocks import Gap, TextBuilder

MAX_PART_BYTES = 64 << 20
MAX_PARTS = 10_000
MAX_ELEMENTS = 2_000_000
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",  # "strict" documents
)
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
# Deleted words, field codes, and the older twin of a drawing that stands beside it.
_LEFT_OUT = frozenset("del moveFrom instrText delText delInstrText pPr rPr sectPr tblPr".split())


def read_docx(data: bytes) -> ReadText:
    """Return the text of a DOCX document.

    Raises: DocumentError for a broken or encrypted package, one that unpacks too large, and one without text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > MAX_PARTS:
                raise DocumentError(f"found a DOCX of {len(package.infolist()):,} parts; expected a document")
            content = "\n\n".join(text for part in _PARTS if (text := _part_text(package, part)))
            title = _title(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        # RuntimeError is zipfile's word for a part with a password, NotImplementedError for an odd compression.
        raise DocumentError(f"found a DOCX that cannot be read ({error}); the file may be damaged") from error
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"found a DOCX with broken XML ({error.msg})") from error
    if not content:
        raise DocumentError("found a DOCX without text")
    return ReadText(content=content, reader="docx", facts=PageFacts(title=title))


_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def _title(package: zipfile.ZipFile) -> str | None:
    for _, element in _events(package, "docProps/core.xml"):
        if element.tag == _DC_TITLE and element.text and element.text.strip():
            return " ".join(element.text.split())
    return None


def _part_text(package: zipfile.ZipFile, part: str) -> str:
    builder = TextBuilder()
    left_out = 0
    cells = 0
    for event, element in _events(package, part):
        tag = _local(element)
        if tag in _LEFT_OUT or element.tag == _CHOICE:
            # Of two ways to draw the same (Choice, Fallback) only the plain one is read.
            left_out += 1 if event == "start" else -1
        elif tag == "tc":
            cells += 1 if event == "start" else -1
            builder.space(Gap.CELL)
        elif not left_out:
            _take(builder, tag, element, event, in_cell=cells > 0)
        elif tag == "numPr":
            builder.mark = "- "
    return builder.text()


def _take(builder: TextBuilder, tag: str, element: Any, event: str, *, in_cell: bool) -> None:
    match tag:
        case "t" if event == "end":
            builder.add(element.text)
        case "noBreakHyphen" if event == "end":
            builder.add("-")
        case "tab" | "br" | "cr":
            builder.space(Gap.SPACE if tag == "tab" or in_cell else Gap.LINE)
        case "p":
            builder.space(Gap.SPACE if in_cell else Gap.PARAGRAPH)
            builder.mark = ""
        case "tr":
            builder.space(Gap.LINE)
        case "tbl":
            builder.space(Gap.SPACE if in_cell else Gap.PARAGRAPH)


def _local(element: Any) -> str:
    """Return the name of a WordprocessingML element, empty for any other."""
    name = str(element.tag)
    return next((name[len(prefix) :] for prefix in _WORD if name.startswith(prefix)), "")


def _events(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, Any]]:
    """Yield the start and end of every element of a part, nothing where the package lacks it."""
    try:
        info = package.getinfo(part)
    except KeyError:
        return
    with package.open(info) as stream:
        bounded = _Bounded(cast(BinaryIO, stream), part)
        events = etree.iterparse(
            bounded, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        for count, (event, element) in enumerate(events):
            if count > 2 * MAX_ELEMENTS:
                raise DocumentError(f"found a DOCX of more than {MAX_ELEMENTS:,} elements; expected a document")
            yield event, element
            if event == "end":
                _forget(element)


def _forget(element: Any) -> None:
    """Free an element that has been read, and the ones before it: memory stays flat."""
    element.clear(keep_tail=True)
    while element.getprevious() is not None:
        del element.getparent()[0]


class _Bounded:
    """A stream that refuses to give more than a part of a document may hold: a zip bomb stops here."""

    def __init__(self, stream: BinaryIO, part: str) -> None:
        self._stream = stream
        self._part = part
        self._left = MAX_PART_BYTES

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises: DocumentError when the part has given more than `MAX_PART_BYTES`.
        """
        chunk = self._stream.read(min(size, 1 << 16) if size > 0 else 1 << 16)
        self._left -= len(chunk)
        if self._left < 0:
            raise DocumentError(
                f"found a DOCX whose {self._part} unpacks to more than {MAX_PART_BYTES >> 20} MiB; expected a document"
            )
        return chunk
