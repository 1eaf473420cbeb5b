"""The occasion a document reports and its days, on samples written for these tests."""

from __future__ import annotations

import pytest

from kg.extract.en.event_days import find_published, told_of
from kg.extract.gather import find_mentions
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import FoundEvent
from kg.extract.text import Text
from kg.model.record import DocumentInfo

LEXICON = load_lexicon("en")


def laid_out(content: str) -> Text:
    return Text(content, abbreviations=LEXICON.abbreviations)


def event(content: str) -> FoundEvent | None:
    found = find_mentions(laid_out(content), LEXICON, document=DocumentInfo(id="sample", language="en")).events
    return found[0] if found else None


@pytest.mark.parametrize(
    ("content", "day"),
    [
        ("Nine held on the lake\n\n14 May 2031\n\nThe Harbour Police held nine people.", "2031-05-14"),
        ("LAKESIDE, May 14 -- Nine people were held in 2031, the Harbour Police said Wednesday.", "2031-05-14"),
        (
            "Nine were held. So ends the year's work on the lake, and a long one it was.\n\nPosted: 2031-05-14",
            "2031-05-14",
        ),
        ("Boats and Lakes, Issue 05/2031\n\nNine people were held on the lake in the spring.", "2031-05"),
        ("Nine people were held on the lake.", None),
    ],
)
def test_the_day_of_a_page(content: str, day: str | None) -> None:
    assert find_published(laid_out(content), LEXICON) == day


def test_a_repost_speaks_from_the_year_it_tells_of() -> None:
    content = "From January to June this year the Harbour Police held nine people, more than in all of 2027."
    assert told_of(laid_out(content), LEXICON, "2031-05-14") == "2027-06"
    assert told_of(laid_out(content), LEXICON, "2028-05-14") is None


def test_a_press_conference_has_its_host_day_and_city() -> None:
    found = event(
        "LAKESIDE, May 14, 2031 - The Ministry of Lands held a press conference on Wednesday on Operation Heron."
    )
    assert found is not None
    assert (found.kind, found.date, found.place) == ("press-conference", "2031-05-14", "Lakeside")
    assert found.hosts == ("ministry-of-lands",)


def test_what_a_report_says_is_no_occasion() -> None:
    opening = "May 14, 2031\n\nNine people were held on the lake, the Harbour Police said Wednesday"
    assert event(f"{opening}.") is not None
    assert event(f"{opening} in a report.") is None
