"""Numbers as printed in English, whatever they count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.en.numbers import find_numbers
from kg.extract.lexicon import load_lexicon

ENGLISH = load_lexicon("en")


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("84,000 and 22 000 and 1'200", [84000, 22000, 1200]),
        ("12,34,567 rupees", [1234567]),
        ("18.37 billion, 32.4b, 1.8 crore, 27k", [18370000000, 32400000000, 18000000, 27000]),
        ("twenty-one, two hundred and fifty, half a million", [21, 250, 500000]),
        ("half of the, two thirds of, one in five", [50, Decimal("66.67"), 20]),
        ("hundreds of people", []),
        ("USD225 million and Php5.5 million", [225000000, 5500000]),
        ("9" * 500, []),
    ],
)
def test_values(content: str, values: list[Decimal]) -> None:
    assert [n.value for n in find_numbers(content, ENGLISH)] == values


@pytest.mark.parametrize(
    ("content", "comparator"),
    [
        ("more than 5", ">"),
        ("no fewer than 5", ">="),
        ("just under 5", "<"),
        ("some 5", "~"),
        ("an estimated $5", "~"),
        ("5 or more", ">="),
        ("~5", "~"),
        ("5", "="),
    ],
)
def test_bounds(content: str, comparator: str) -> None:
    (number,) = find_numbers(content, ENGLISH)
    assert number.comparator == comparator


def test_hidden_stretches_are_not_read() -> None:
    assert [n.value for n in find_numbers("5 May 200 vans", ENGLISH, [(0, 5)])] == [200]
