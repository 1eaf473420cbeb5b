"""Stated times, resolved against the day of a document."""

from __future__ import annotations

import pytest

from kg.extract.en.periods import find_times, reference_date
from kg.extract.lexicon import load_lexicon
from kg.model.record import Period

ENGLISH = load_lexicon("en")


@pytest.mark.parametrize(
    ("content", "start", "end"),
    [
        ("from 18 to 25 May", "2022-05-18", "2022-05-25"),
        ("Between 30 May and 7 June", "2022-05-30", "2022-06-07"),
        ("in October and November 2016", "2016-10", "2016-11"),
        ("on Aug. 15, 2021", "2021-08-15", "2021-08-15"),
        ("2020-04-09", "2020-04-09", "2020-04-09"),
        ("in the first half of 2020", "2020-01", "2020-06"),
        ("in Q3 2021", "2021-07", "2021-09"),
        ("from January to September", "2022-01", "2022-09"),
        ("since December", "2021-12", None),
        ("by 2 July 2020", None, "2020-07-02"),
        ("in the past decade", "2012", "2022"),
        ("in 2019-2020", "2019", "2020"),
    ],
)
def test_one_period(content: str, start: str | None, end: str | None) -> None:
    (span,) = find_times(content, ENGLISH, "2022-09-27")
    assert span.period == Period(start=start, end=end)


def test_that_year_is_the_year_named_last() -> None:
    spans = find_times("It was held in 2019. From May to July of that year, and in the previous year.", ENGLISH, "2022")
    assert [s.period for s in spans[1:]] == [Period(start="2019-05", end="2019-07"), Period(start="2018", end="2018")]


def test_a_clock_time_is_no_period() -> None:
    assert [s.period for s in find_times("at 8.45 a.m. and 21:30", ENGLISH, None)] == [None, None]


def test_the_event_counts_before_the_page() -> None:
    assert reference_date("As told this year.", ENGLISH, published="2025-01-02", event="2022-09-27") == "2022-09-27"


def test_the_text_says_its_day_when_the_page_does_not() -> None:
    assert reference_date("LYON, 8 June 2021. It ran.", ENGLISH) == "2021-06-08"
