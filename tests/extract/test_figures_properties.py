"""Laws of the figure reader: any text goes through, every figure stands in its words, and reading is repeatable."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import Mentions
from kg.extract.text import Text
from kg.model.record import DocumentInfo, StatedFigure
from kg.read.numbers import states_value

ENGLISH = load_lexicon("en")
DOCUMENT = DocumentInfo(id="sample", language="en", published="2024-05-06")

PIECES = st.sampled_from(
    [
        "Police",
        "arrested",
        "more than",
        "at least",
        "84,000",
        "22 000",
        "1.5",
        "half of the",
        "two thirds of",
        "suspects",
        "cases",
        "kg of",
        "tonnes",
        "percent",
        "%",
        "$",
        "USD",
        "EUR 3.4 million",
        "and",
        ",",
        ".",
        ";",
        ":",
        "\n",
        "\n\n",
        "- ",
        "* ",
        "| ",
        "(",
        ")",
        "in 2023",
        "since May",
        "from January to June",
        "respectively",
        "down",
        "rose by",
        "year on year",
        "of them",
        "Of these,",
        "were",
        "seized",
        "worth",
        "-",
        "'",
        '"',
        "15-year-old",
        "three",
        "twenty-one",
        "a dozen",
        "10 to 15",
        "No. 5",
        "doubled",
        "one in five",
        "million",
        "bn",
        "5.97 times",
        "more than",
        "https://a.example/1",
        "12,34,567",
        "0800 555 010",
        "“",
        "”",
        "\u00a0",
        "<b>",
        "1/2",
        "2020-13-40",
        "31.12.2020",
    ]
)
NOISE = st.text(max_size=30)
TEXTS = st.lists(st.one_of(PIECES, NOISE), max_size=60).map(" ".join)


def figures_of(content: str) -> tuple[StatedFigure, ...]:
    text = Text(content, language="en", abbreviations=ENGLISH.abbreviations)
    return find_figures(text, ENGLISH, Mentions(), DOCUMENT)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_figure_stands_in_its_words(content: str) -> None:
    for figure in figures_of(content):
        span = figure.span
        assert span.start is not None
        assert span.end is not None
        assert content[span.start : span.end] == span.quote
        assert span.quote
        assert figure.comparator in ("=", ">", ">=", "<", "~")
        assert figure.upper is None or abs(figure.upper) > abs(figure.value)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_value_is_printed_in_the_quote(content: str) -> None:
    for figure in figures_of(content):
        # Parts of a whole have no exact decimal ("two thirds", "one in six"): the checker works with fractions.
        if figure.measure != "share":
            assert states_value(figure.span.quote, figure.value), figure


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(content: str) -> None:
    assert figures_of(content) == figures_of(content)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_goes_through(content: str) -> None:
    figures_of(content)


@pytest.mark.parametrize(
    "content",
    [
        "7" * 1_000_000,
        "1," * 20_000,
        "1 000 " * 5_000,
        "one " * 10_000,
        "from 1 May to 2 May " * 4_000,
        "in 2020 and " * 5_000,
        "(" * 30_000 + "5",
        "a, " * 20_000 + "5 cases",
        "police " * 20_000 + "12 cases",
        "more than " * 10_000 + "5",
        ". " * 20_000,
        "| 5 " * 5_000,
    ],
    ids=[
        "digits",
        "commas",
        "groups",
        "words",
        "dates",
        "years",
        "brackets",
        "list",
        "nouns",
        "bounds",
        "stops",
        "cells",
    ],
)
def test_hostile_text_costs_no_more_than_its_length(content: str) -> None:
    started = time.perf_counter()
    figures_of(content)
    assert time.perf_counter() - started < 20
