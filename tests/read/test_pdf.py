"""PDF → paragraphs."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.read.pdf import read_pdf
from tests.read.samples import Placed, encrypted_pdf, make_chinese_pdf, make_pdf

HEAD: Placed = (72, 800, "THE BUREAU - BULLETIN 7")
FIRST: list[Placed] = [
    HEAD,
    (72, 740, "Police arrested 104 people in the operation that they had begun in"),
    (72, 726, "March, the bureau said. It named none of the people and no sus-"),
    (72, 712, "pects were charged, while other details were kept from the press."),
    (90, 698, "A new paragraph begins with an indent and goes on for quite some"),
    (72, 684, "more words."),
    (72, 650, "Arrests: 104"),
    (72, 636, "Raids: 22"),
    (72, 622, "- Seized (all): 3.5 tonnes"),
    (72, 560, "This sentence goes on over the page and"),
    (300, 30, "- 1 -"),
]
SECOND: list[Placed] = [HEAD, (72, 740, "ends on the next one."), (300, 30, "- 2 -")]


def test_paragraphs_are_whole_and_running_heads_gone() -> None:
    read = read_pdf(make_pdf([FIRST, SECOND], title="Bulletin of the bureau"))
    assert read.content.split("\n\n") == [
        "Police arrested 104 people in the operation that they had begun in March, the bureau said. It named none of "
        "the people and no suspects were charged, while other details were kept from the press.",
        "A new paragraph begins with an indent and goes on for quite some more words.",
        "Arrests: 104",
        "Raids: 22",
        "- Seized (all): 3.5 tonnes",
        "This sentence goes on over the page and ends on the next one.",
    ]
    assert read.facts.title == "Bulletin of the bureau"


def test_lines_of_chinese_are_joined_without_spaces() -> None:
    first, rest = "各地警方一月至九月共破获案件三万二千起，抓获嫌疑人八千余名，查封账户三", "百个。"
    data = make_chinese_pdf([(72, 740, first), (72, 724, rest), (96, 700, "行动仍将继续。")])
    assert read_pdf(data).content == f"{first}{rest}\n\n行动仍将继续。"


def test_one_page_keeps_its_first_and_last_line() -> None:
    assert read_pdf(make_pdf([[HEAD, (72, 700, "Arrests: 104")]])).content == f"{HEAD[2]}\n\nArrests: 104"


@pytest.mark.parametrize("title", ["Microsoft Word - draft3", "report.docx", "untitled", ""])
def test_a_title_made_by_a_program_is_none(title: str) -> None:
    assert read_pdf(make_pdf([[HEAD]], title=title)).facts.title is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (encrypted_pdf(), "encrypted PDF; remove its password"),
        (make_pdf([[]]), "without text, likely scanned"),
        (b"%PDF-1.7\nnothing of the kind", "may be damaged"),
        (make_pdf([FIRST])[:600], "may be damaged|without text"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read_pdf(data)


@given(st.integers(0, 2_000), st.binary(max_size=40))
@settings(deadline=None)
def test_a_damaged_pdf_gives_words_or_a_clear_error(at: int, junk: bytes) -> None:
    data = make_pdf([FIRST, SECOND])
    with contextlib.suppress(DocumentError):
        assert read_pdf(data[:at] + junk + data[at + len(junk) :]).content.strip()
