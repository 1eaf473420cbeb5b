"""A PDF → its text, paragraphs whole again: lines joined, running heads and page numbers left out.

A PDF holds letters at places, no paragraphs. PDFium puts the letters into lines; which lines belong together is told
here by where they stand. A file that is only pictures of pages has no text, and says so.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import DocumentError
from kg.model.document import PageFacts, ReadText
from kg.read.decode import mend_surrogates

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
# Line ends that PDFium found to part a word.
_HYPHEN_MARKS = "\x02\ufffe"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_BULLET = re.compile(
    r"(?:[•●▪■◆◦‣·–—*-]|\(?\d{1,2}[.)、]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)\s*\S"
)
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SENTENCE_END = re.compile(r"[.!?。！？;；:：][\"”’)）」』]*$")
_NO_TITLE = re.compile(
    r"microsoft word|untitled|document\d*$|.*\.(?:docx?|pdf|indd|qxd|pub|rtf|wps)$|\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line and its box, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """The height of the box, never zero."""
        return max(self.top - self.bottom, 0.1)


def read_pdf(data: bytes) -> ReadText:
    """Return the text of a PDF.

    Raises: DocumentError for an encrypted or broken file, and for one without text.
    """
    import pypdfium2  # type: ignore[import-untyped]  # loads PDFium, a shared library of 7 MB, when the first PDF comes

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) > MAX_PAGES:
                raise DocumentError(f"found a PDF of {len(pdf):,} pages; expected {MAX_PAGES:,} at most")
            pages = list(_iter_pages(pdf))
            title = pdf.get_metadata_value("Title")
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
            raise DocumentError("found an encrypted PDF; remove its password first") from error
        raise DocumentError(f"found a PDF that cannot be read ({error}); the file may be damaged") from error
    content = "\n\n".join(_join_over_pages([_paragraphs(page) for page in _without_running_heads(pages)]))
    if not content.strip():
        raise DocumentError("found a PDF without text, likely scanned pages; run text recognition (OCR) on it first")
    return ReadText(content=content, reader="pdf", facts=PageFacts(title=_usable_title(title)))


def _usable_title(title: str) -> str | None:
    line = " ".join(mend_surrogates(_UNPRINTABLE.sub("", title)).split())
    return None if _NO_TITLE.match(line) or len(line) > 300 else line


def _iter_pages(pdf: Any) -> Iterator[list[Line]]:
    total = 0
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        total += text.count_chars()
        if total > MAX_CHARACTERS:
            raise DocumentError(f"found a PDF of more than {MAX_CHARACTERS:,} characters; expected an article")
        yield list(_iter_lines(text))
        text.close()
        page.close()


def _iter_lines(page: Any) -> Iterator[Line]:
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(page, index) for index in range(page.count_chars())]
    start = 0
    for index in range(len(codes) + 1):
        if index == len(codes) or codes[index] in (10, 13):
            line = _line(page, codes, start, index)
            if line is not None:
                yield line
            start = index + 1


def _line(page: Any, codes: Sequence[int], start: int, end: int) -> Line | None:
    """Return the line of these characters, None for one of white space."""
    while start < end and chr(codes[start]).isspace():
        start += 1
    while end > start and chr(codes[end - 1]).isspace():
        end -= 1
    characters = mend_surrogates("".join(chr(code) for code in codes[start:end]))
    parted = characters.endswith(tuple(_HYPHEN_MARKS))
    words = " ".join(_UNPRINTABLE.sub("", characters).split(" "))
    if not words.strip():
        return None
    left, bottom, _, top = page.get_charbox(start, loose=True)
    right = page.get_charbox(end - 1, loose=True)[2]
    return Line(text=words.rstrip("-") + "\x02" if parted else words, left=left, right=right, bottom=bottom, top=top)


def _without_running_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the pages without first and last lines that, digits aside, stand on half of them."""
    if len(pages) < 2:
        return list(pages)
    edges = Counter(shape for page in pages for shape in {_shape(page[i]) for i in (0, -1) if page})
    running = {shape for shape, count in edges.items() if count >= 2 and 2 * count >= len(pages)}
    cleaned = []
    for page in pages:
        first = 1 if page and _shape(page[0]) in running else 0
        last = len(page) - 1 if len(page) > first and _shape(page[-1]) in running else len(page)
        cleaned.append(page[first:last])
    return cleaned


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    paragraphs: list[str] = []
    for block in _blocks(lines):
        left, right = min(line.left for line in block), max(line.right for line in block)
        paragraphs.append(block[0].text)
        for before, line in itertools.pairwise(block):
            indented = line.left - left > line.height and before.left - left <= line.height
            full = before.right >= right - 0.12 * (right - left)
            goes_on = line.text[0].islower() or (full and not indented)
            if before.text.endswith("\x02") or (goes_on and not _BULLET.match(line.text)):
                paragraphs[-1] = _join(paragraphs[-1], line.text)
            else:
                paragraphs.append(line.text)
    return [text.replace("\x02", "-") for text in paragraphs]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines that stand one under the other in one size of letters."""
    block: list[Line] = []
    for line in lines:
        if block and not _follows(block[-1], line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _follows(before: Line, line: Line) -> bool:
    drop = before.bottom - line.bottom
    same_size = 0.85 < line.height / before.height < 1.18
    return same_size and 0 < drop < 1.9 * before.height and line.left < before.right and before.left < line.right


def _join(before: str, after: str) -> str:
    if before.endswith("\x02"):
        # "investi-gation" was parted by the printer; a hyphen before a capital ("Anglo-French") was there already.
        return before[:-1] + ("" if after[0].islower() else "-") + after
    if _CJK.match(before[-1]) and _CJK.match(after[0]):
        return before + after
    return f"{before} {after}"


def _join_over_pages(pages: Sequence[list[str]]) -> list[str]:
    """Return all paragraphs, one that a page break parts made whole."""
    joined: list[str] = []
    for page in pages:
        for number, text in enumerate(page):
            open_end = number == 0 and joined and not _SENTENCE_END.search(joined[-1])
            if open_end and (text[0].islower() or (_CJK.match(text[0]) and _CJK.match(joined[-1][-1]))):
                joined[-1] = _join(joined[-1], text)
            else:
                joined.append(text)
    return joined
