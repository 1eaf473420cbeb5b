"""How Chinese prints numbers, and what they are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.zh.numbers import find_numbers, read_numeral
from kg.extract.zh.script import plain

CHINESE = load_lexicon("zh")


@pytest.mark.parametrize(
    ("printed", "value", "comparator"),
    [
        ("8.4万余起", "84000", ">"),
        ("40余万公斤", "400000", ">"),
        ("120多个", "120", ">"),
        ("千余人", "1000", ">"),
        ("十余名", "10", ">"),
        ("数百名", "100", ">"),
        ("近300个", "300", "<"),
        ("约20起", "20", "~"),
        ("逾2亿元", "200000000", ">"),
        ("不足800克", "800", "<"),
        ("至少15家", "15", ">="),
        ("４１．４７万件", "414700", "="),
        ("244萬餘條", "2440000", ">"),
        ("1亿2000万元", "120000000", "="),
        ("2萬1,500人次", "21500", "="),
        ("3萬2千包", "32000", "="),
        ("1,234,567件", "1234567", "="),
        ("1　234起", "1234", "="),
        ("8.4 万余起", "84000", ">"),
        ("二十万元", "200000", "="),
        ("三百二十名", "320", "="),
        ("两艘", "2", "="),
    ],
)
def test_a_number_is_worth_what_it_says(printed: str, value: str, comparator: str) -> None:
    (number,) = find_numbers(plain(printed), CHINESE)
    assert (number.value, number.comparator) == (Decimal(value), comparator)


@pytest.mark.parametrize(
    ("printed", "value", "comparator"),
    [
        ("六成多", "60", ">"),
        ("三成半", "35", "="),
        ("8成5", "80", "="),
        ("百分之三十", "30", "="),
        ("百分之12.5", "12.5", "="),
        ("千分之五", "0.5", "="),
        ("三分之二", "66.6667", "="),
        ("过半", "50", ">"),
    ],
)
def test_a_share_is_in_percent(printed: str, value: str, comparator: str) -> None:
    number = next(find_numbers(plain(printed), CHINESE))
    assert (number.value, number.comparator, number.kind) == (Decimal(value), comparator, "share")


@pytest.mark.parametrize(
    ("printed", "low", "high"), [("3至5年", "3", "5"), ("10-20万元", "100000", "200000"), ("二到四人", "2", "4")]
)
def test_a_range_has_two_ends(printed: str, low: str, high: str) -> None:
    (number,) = find_numbers(plain(printed), CHINESE)
    assert (number.value, number.upper) == (Decimal(low), Decimal(high))


def test_adjacent_figures_stay_two() -> None:
    assert [n.value for n in find_numbers("28.2万批次4亿件", CHINESE)] == [Decimal(282000), Decimal(400000000)]


@pytest.mark.parametrize("words", ["千方百计", "百姓", "完成", "第三批", "万家灯火", "成立"])
def test_words_that_look_like_numbers_are_none(words: str) -> None:
    assert not [n for n in find_numbers(words, CHINESE) if n.value != 1]


@pytest.mark.parametrize(
    ("words", "value"), [("十二", "12"), ("两万五千", "25000"), ("一亿零三百", "100000300"), ("二零二三", "2023")]
)
def test_numerals_are_read(words: str, value: str) -> None:
    assert read_numeral(words) == Decimal(value)


def test_a_million_digits_cost_no_more_than_their_length() -> None:
    assert list(find_numbers("9" * 1_000_000, CHINESE)) == []
