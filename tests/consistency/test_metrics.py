"""What a figure measures, across wordings and languages."""

from __future__ import annotations

import pytest

from kg.consistency.metrics import Metric, read_metric


def case(what: str, action: str = "solved", language: str = "en", domains: tuple[str, ...] = ()) -> Metric:
    return read_metric(unit="case", measure="count", what=what, action=action, language=language, domains=domains)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (case("criminal cases"), case("刑事案件", language="zh-Hans")),
        (case("food safety cases", domains=("food",)), case("食品安全案件", language="zh-Hans", domains=("food",))),
        (case("criminal cases", "detected"), case("cases", "solved")),
        (
            case("走私犯罪案件", "filed", "zh-Hant", ("smuggling",)),
            case("走私案件", "filed", "zh-Hans", ("smuggling",)),
        ),
    ],
)
def test_two_wordings_of_one_metric_are_equal(one: Metric, other: Metric) -> None:
    assert one == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (case("cases"), case("cases", "filed")),
        (case("cases"), case("major cases")),
        (
            case("涉税走私案件", "filed", "zh-Hans", ("smuggling",)),
            case("走私案件", "filed", "zh-Hans", ("smuggling",)),
        ),
        (
            case("涉税走私案件", "filed", "zh-Hans", ("smuggling",)),
            case("非涉税走私案件", "filed", "zh-Hans", ("smuggling",)),
        ),
        (
            read_metric(
                unit="person", measure="count", what="外国人", unit_text="人次", action="inspected", language="zh"
            ),
            read_metric(
                unit="person", measure="count", what="外国人", unit_text="人", action="inspected", language="zh"
            ),
        ),
        (
            read_metric(unit="money", measure="amount", what="value", unit_text="USD"),
            read_metric(unit="money", measure="amount", what="value", unit_text="EUR"),
        ),
    ],
)
def test_what_differs_in_kind_is_told_apart(one: Metric, other: Metric) -> None:
    assert one != other


def test_people_who_were_arrested_are_suspects() -> None:
    people = read_metric(unit="person", measure="count", what="people", action="arrested")
    suspects = read_metric(unit="person", measure="count", what="犯罪嫌疑人", action="arrested", language="zh-Hans")
    assert people == suspects
    assert read_metric(unit="person", measure="count", what="people", action="deployed").noun == "people"


def test_an_unknown_thing_is_equal_to_itself_only() -> None:
    assert case("zebra dossiers").noun == "zebra dossier"
    assert case("zebra dossiers") != case("lion dossiers")
