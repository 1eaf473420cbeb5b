"""Names compared across scripts: what makes them one, what keeps them apart, and that the reasons are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.registry import AgencyEntry, Label, OfficialEntry, PlaceEntry, Registry, SeriesEntry
from kg.resolve.crossing import Glossary, compare_bodies, compare_campaigns, compare_people, simplified


def _label(value: str, language: str, source: str = "seen", *, generic: bool = False) -> Label:
    return Label(value=value, language=language, source=source, generic=generic)


REGISTRY = Registry(
    series=(
        SeriesEntry(key="grey-heron", labels=(_label("灰鹭", "zh-Hans"), _label("Grey Heron", "en"))),
        SeriesEntry(key="gloss", labels=(_label("白鲸", "zh-Hans"), _label("White Whale", "en", "translated"))),
    ),
    agencies=(
        AgencyEntry(
            key="mps",
            labels=(_label("公安部", "zh-Hans"), _label("Ministry of Public Security", "en"), _label("MPS", "en")),
        ),
    ),
    officials=(OfficialEntry(key="x", labels=(_label("林海", "zh-Hans"), _label("Lin Hai", "en"))),),
    places=(PlaceEntry(key="inner", labels=(_label("内蒙古", "zh-Hans"), _label("Inner Mongolia", "en"))),),
)
GLOSSARY = Glossary.of(REGISTRY)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("昆仑2023", "Kunlun 2023"),
        ("“昆侖2023”專項行動", "Kunlun-2023"),
        ("猎狐2024", "Fox Hunt 2024"),
        ("獵狐2024行动", "“Fox Hunting 2024” special operation"),
        ("净网2019", "Clean Net 2019"),
        ("剑网2017", "Jianwang 2017"),
        ("海狼", "Sea Wolf"),
        ("断卡", "Card Breaking"),
        ("灰鹭2021", "Grey Heron 2021"),
    ],
)
def test_one_campaign_in_two_scripts_is_found_both_ways_with_reasons(left: str, right: str) -> None:
    there, back = compare_campaigns(left, right, GLOSSARY), compare_campaigns(right, left, GLOSSARY)
    assert there.score >= 0.75
    assert there.score == back.score
    assert there.reasons


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("昆仑2022", "Kunlun 2023"),
        ("猎狐2024", "Fox Hunt 2023"),
        ("猎狐2024", "Sky Net 2024"),
        ("净网2024", "Kunlun 2024"),
        ("白鲸", "White Whale"),
        ("蓝天2020", "Blue Sea 2020"),
    ],
)
def test_other_years_and_other_names_stay_apart(left: str, right: str) -> None:
    assert compare_campaigns(left, right, GLOSSARY).score < 0.5


def test_a_year_that_only_one_name_says_lowers_the_score_and_is_said() -> None:
    found = compare_campaigns("昆仑", "Kunlun 2023", GLOSSARY)
    assert 0.4 < found.score < 0.75
    assert found.reasons[-1] == "only one says 2023"


def test_years_that_differ_are_given_as_the_reason() -> None:
    assert compare_campaigns("昆仑2022", "昆侖2023", GLOSSARY).reasons == ("2022 is not 2023",)


def test_simplified_and_traditional_are_the_same_name() -> None:
    found = compare_campaigns("昆仑2023", "昆侖2023", GLOSSARY)
    assert found.score == 1.0
    assert found.reasons[0] == "the same name in simplified and traditional characters"


@pytest.mark.parametrize(
    ("left", "right", "least"),
    [
        ("公安部", "MPS", 0.95),
        ("公安部", "Ministry of Public Security", 0.95),
        ("湖北省公安厅", "Hubei Provincial Public Security Department", 0.8),
        ("重庆市公安局", "Chongqing Public Security Bureau", 0.8),
        ("广东警方", "Guangdong police", 0.8),
        ("内蒙古自治区公安厅", "Inner Mongolia Public Security Department", 0.8),
        ("青岛海关", "Qingdao Customs", 0.8),
    ],
)
def test_bodies_are_one_by_registry_or_by_place_and_office(left: str, right: str, least: float) -> None:
    assert compare_bodies(left, right, GLOSSARY).score >= least


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("湖北省公安厅", "Hunan Provincial Public Security Department"),
        ("湖北省公安厅", "Hubei High People's Court"),
        ("公安部", "Ministry of Justice"),
        ("青岛海关", "Qingdao Police"),
    ],
)
def test_another_place_or_office_is_another_body(left: str, right: str) -> None:
    assert compare_bodies(left, right, GLOSSARY).score == 0.0


def test_people_are_compared_by_any_reading_and_order_of_names() -> None:
    assert compare_people("单伟民", "Shan Weimin", GLOSSARY).score >= 0.75
    assert compare_people("欧阳海涛", "Ouyang Haitao", GLOSSARY).score >= 0.75
    assert compare_people("李建国", "Jianguo Li", GLOSSARY).score >= 0.75
    assert compare_people("李建国", "Li Jianmin", GLOSSARY).score == 0.0


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_names_get_a_score_between_nothing_and_one(left: str, right: str) -> None:
    for compare in (compare_campaigns, compare_bodies, compare_people):
        found = compare(left, right, GLOSSARY)
        assert 0.0 <= found.score <= 1.0
        assert found.reasons or not found.score


@given(st.text(max_size=40))
def test_simplified_keeps_the_length(name: str) -> None:
    assert len(simplified(name)) == len(name)
