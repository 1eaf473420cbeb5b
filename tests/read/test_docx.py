"""DOCX → text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.read.docx import MAX_PART_BYTES, read_docx
from tests.read.samples import WORD, make_docx, paragraph

EDITED = (
    "<w:p><w:r><w:t xml:space='preserve'>On </w:t></w:r><w:del><w:r><w:delText>21</w:delText></w:r></w:del>"
    "<w:ins><w:r><w:t>22</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> March</w:t><w:br/><w:t>next</w:t><w:tab/>"
    "<w:t>line</w:t></w:r></w:p>"
)
ITEM = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Arrests: 104</w:t></w:r></w:p>"
TABLE = (
    f"<w:tbl><w:tr><w:tc>{paragraph('Item')}</w:tc><w:tc>{paragraph('Total')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{paragraph('Raids')}{paragraph('made')}</w:tc><w:tc>{paragraph('22')}</w:tc></w:tr></w:tbl>"
)
BOX = (
    "<w:p><mc:AlternateContent><mc:Choice Requires='wps'><w:r><w:t>in a box</w:t></w:r></mc:Choice>"
    "<mc:Fallback><w:r><w:t>in a box</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
)


def test_paragraphs_lists_tables_and_edits() -> None:
    body = paragraph("Operation Lantern") + EDITED + ITEM + TABLE + paragraph("After & all") + BOX
    note = f"<w:footnotes xmlns:w='{WORD}'><w:footnote>{paragraph('A note.')}</w:footnote></w:footnotes>".encode()
    read = read_docx(make_docx(body, title=" The  title ", extra={"word/footnotes.xml": note}))
    assert read.content == (
        "Operation Lantern\n\nOn 22 March\nnext line\n\n- Arrests: 104\n\nItem | Total\nRaids made | 22\n\n"
        "After & all\n\nin a box\n\nA note."
    )
    assert read.facts.title == "The title"


def bomb() -> bytes:
    return make_docx("".join(paragraph("1" * 1_000_000) for _ in range(MAX_PART_BYTES // 1_000_000 + 1)))


def laughs() -> bytes:
    entities = (
        '<!ENTITY a "' + "x" * 1_000 + '">' + '<!ENTITY b "' + "&a;" * 1_000 + '"><!ENTITY c "' + "&b;" * 1_000 + '">'
    )
    body = (
        f"<!DOCTYPE d [{entities}]><w:document xmlns:w='{WORD}'><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body>"
    )
    return make_docx("", extra={"word/document.xml": f"{body}</w:document>".encode()})


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "may be damaged"),
        (lambda: make_docx(paragraph("x"))[:-40], "may be damaged"),
        (lambda: make_docx(""), "without text"),
        (lambda: make_docx("<w:p>"), "broken XML"),
        (lambda: make_docx("<w:p>" * 10_000 + "</w:p>" * 10_000), "broken XML"),
        (bomb, "unpacks to more than 64 MiB"),
    ],
)
def test_what_cannot_be_read_says_why(make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(DocumentError, match=words):
        read_docx(make())


def test_entities_are_not_expanded() -> None:
    with pytest.raises(DocumentError):
        read_docx(laughs())


@given(st.integers(0, 900), st.binary(max_size=40))
@settings(deadline=None)
def test_a_damaged_docx_gives_words_or_a_clear_error(at: int, junk: bytes) -> None:
    data = make_docx(paragraph("Operation Lantern") + TABLE)
    with contextlib.suppress(DocumentError):
        assert read_docx(data[:at] + junk + data[at + len(junk) :]).content.strip()
