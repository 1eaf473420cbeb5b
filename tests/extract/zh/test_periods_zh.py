"""Times as Chinese prints them, resolved against the day of the document."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.zh.periods import find_times, reference_date
from kg.extract.zh.script import plain

CHINESE = load_lexicon("zh")
TODAY = "2024-07-05"


def period(printed: str, today: str | None = TODAY) -> tuple[str | None, str | None] | None:
    (time,) = find_times(plain(printed), CHINESE, today)
    return (time.period.start, time.period.end) if time.period else None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2023年", ("2023", "2023")),
        ("今年以来", ("2024", None)),
        ("去年", ("2023", "2023")),
        ("去年12月", ("2023-12", "2023-12")),
        ("上半年", ("2024-01", "2024-06")),
        ("2023年前三季度", ("2023-01", "2023-09")),
        ("今年1至6月", ("2024-01", "2024-06")),
        ("1—5月", ("2024-01", "2024-05")),
        ("前4个月", ("2024-01", "2024-04")),
        ("4月以来", ("2024-04", None)),
        ("2023年6月25日至7月底", ("2023-06-25", "2023-07")),
        ("3月2日至9日", ("2024-03-02", "2024-03-09")),
        ("自2021年11月5日至2022年1月31日", ("2021-11-05", "2022-01-31")),
        ("截至5月31日", (None, "2024-05-31")),
        ("截至2023年底", (None, "2023-12")),
        ("2019年至2023年", ("2019", "2023")),
        ("党的十八大以来", ("2012-11", None)),
        ("二十大以来", ("2022-10", None)),
        ("十一月十三日至十二月八日", ("2023-11-13", "2023-12-08")),
        ("113年3月1日起至4月30日止", ("2024-03-01", "2024-04-30")),
        ("首十一個月", ("2024-01", "2024-11")),
        ("上个月", ("2024-06", "2024-06")),
        ("今（113）年1至4月", ("2024-01", "2024-04")),
        ("去（2023）年", ("2023", "2023")),
        ("本月3日", ("2024-07-03", "2024-07-03")),
        ("2020年至今年6月", ("2020", "2024-06")),
    ],
)
def test_a_time_is_resolved(printed: str, expected: tuple[str | None, str | None]) -> None:
    assert period(printed) == expected


@pytest.mark.parametrize("printed", ["截至目前", "近年来", "五年来", "较去年同期", "比2019年"])
def test_these_bound_no_figure(printed: str) -> None:
    assert all(time.period is None for time in find_times(printed, CHINESE, TODAY))


def test_a_year_once_named_holds_in_the_paragraph() -> None:
    times = find_times("2022年7月22日起开展。当年共破案三百起，8月又有一批。", CHINESE, TODAY)
    assert [t.period.start for t in times if t.period] == ["2022-07-22", "2022", "2022-08"]


def test_traditional_characters_are_read_alike() -> None:
    assert period("今年首五個月") == period("今年首五个月")


@pytest.mark.parametrize(
    ("content", "published", "expected"),
    [
        ("公安局2024年3月4日通报，1月以来情况向好。", None, "2024-03-04"),
        ("2019年，全市破案300起。", None, "2019"),
        ("2019年部署，2020年收官。", "2024-05-06", "2020"),
        ("没有日期。", None, None),
    ],
)
def test_the_day_that_this_year_counts_from(content: str, published: str | None, expected: str | None) -> None:
    assert reference_date(content, CHINESE, published=published, event=None) == expected


def test_offsets_are_those_of_the_words() -> None:
    content = "𠮷林：自2023年4月起，全面铺开。"
    (time,) = find_times(plain(content), CHINESE, TODAY)
    assert content[time.start : time.end] == "2023年4月起"
