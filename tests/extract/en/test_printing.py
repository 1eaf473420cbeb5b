"""Printed forms of numbers, days and paragraphs met in agencies' own releases; every sentence is ours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import Mentions
from kg.extract.text import Text
from kg.model.record import DocumentInfo, StatedFigure

ENGLISH = load_lexicon("en")
DOCUMENT = DocumentInfo(id="sample", language="en", published="2023-07-14")


def read(content: str) -> list[StatedFigure]:
    text = Text(content, language="en", abbreviations=ENGLISH.abbreviations)
    return [f for f in find_figures(text, ENGLISH, Mentions(), DOCUMENT) if not f.minor]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("Officers froze RM12.5mil in mule accounts.", "12500000"),
        ("The team took P210.5-M worth of rice.", "210500000"),
        ("Cash: R2 310 440-00", "2310440"),
    ],
)
def test_sums_printed_short(content: str, value: str) -> None:
    assert [f.value for f in read(content)] == [Decimal(value)]


@pytest.mark.parametrize(
    "content",
    [
        "The ministry opened a hundred-day action on road safety.",
        "Police held two brothers, 21 and 24.",
    ],
)
def test_names_and_ages_are_no_figures(content: str) -> None:
    assert read(content) == []


def test_numbers_of_paragraphs_are_no_figures() -> None:
    content = (
        "1      On Monday, officers of the port searched a flat. A search of the loft turned up 22 boxes.\n\n"
        "2      The boxes were sent to the laboratory of the customs service for closer tests.\n\n"
        "3      Members of the public who know more may ring the station at any hour of the day.\n"
    )
    assert [str(f.value) for f in read(content)] == ["22"]


@pytest.mark.parametrize(
    ("content", "start", "end"),
    [
        ("Balance so noted (as of 5 p.m., 04/25/2023):\n- 16 people arrested\n", None, "2023-04-25"),
        ("RESULTS (as of 30 May 2023)\n\nBoats impounded - 14\nBoxes seized - 30\n", None, "2023-05-30"),
        ("THE TALLY (MAY–JUNE 2023)\n\nArrests: 140\nBoxes seized: 30\n", "2023-05", "2023-06"),
        ("They worked from 1 May to the early morning of 5 May 2023, holding 40 men.\n", "2023-05-01", "2023-05-05"),
        ("The office opened 45 inquiries in 2022.\n", "2022", "2022"),
    ],
)
def test_days_that_govern(content: str, start: str | None, end: str | None) -> None:
    period = read(content)[0].period
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("content", "unit"), [("They took 17 minibuses.", "vehicle"), ("They burnt 4 dredges.", "vehicle")]
)
def test_units_of_craft(content: str, unit: str) -> None:
    assert [f.unit for f in read(content)] == [unit]


def test_labels_that_open_with_a_measure() -> None:
    found = read("Results\n\nLitres of gin and rum seized: 1,200\nArrests: 14\n")
    assert (found[0].unit, found[0].measure) == ("volume", "amount")
    assert "gin" in (found[0].what or "")


def test_a_heading_under_another_leaves_its_day_to_the_list() -> None:
    found = read(
        "News\n\nREPORT (as of 30 May 2023, 6:00 PM)\n\nSmuggled goods\nBoxes seized - 30\nBoats impounded - 14\n"
    )
    assert [f.period.end for f in found if f.period] == ["2023-05-30"] * 2


def test_the_subject_is_what_falls() -> None:
    (fall,) = read("According to Ames, deforestation linked to roads in the area fell 22% in 2022.")
    assert (fall.what or "").startswith("deforestation")


def test_a_level_is_of_its_subject() -> None:
    told = read("Ames said losses from online fraud rose to $4.5 million from January to May 2023.")
    assert "losses" in (told[0].what or "")
