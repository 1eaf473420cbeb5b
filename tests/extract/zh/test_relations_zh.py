"""How what a Chinese text names stands to one another, in sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.text import Text
from kg.extract.zh.gather import find_mentions
from kg.extract.zh.relations import find_relations
from kg.model.record import RELATION_ENDS, DocumentInfo


def relations(content: str, *kinds: str) -> set[tuple[str, str, str]]:
    """Return (type, source, target) of the relations of some kinds, each end by its first name."""
    lexicon, text = load_lexicon("zh"), Text(content, language="zh")
    document = DocumentInfo(id="sample", language="zh-Hans")
    mentions = find_mentions(text, lexicon, document=document, gazetteer=None)
    names = {t.key: t.names[0] for t in (*mentions.campaigns, *mentions.agencies, *mentions.officials, *mentions.cases)}
    names |= {event.key: event.kind for event in mentions.events}
    found = find_relations(text, lexicon, mentions)
    for relation in found:
        assert relation.type in RELATION_ENDS
        assert relation.target in names or relation.target.startswith("domain:")
        assert 0 < relation.confidence < 1
    return {(r.type, names[r.source], names.get(r.target, r.target)) for r in found if r.type in kinds}


BOTH = ("leads", "participates")


@pytest.mark.parametrize(
    ("content", "stated"),
    [
        (
            "公安部部署全国公安机关开展“夜莺”专项行动。",
            {("leads", "公安部", "夜莺"), ("participates", "全国公安机关", "夜莺")},
        ),
        (
            "“夜莺”行动由海关总署牵头，全国海关参加。",
            {("leads", "海关总署", "夜莺"), ("participates", "全国海关", "夜莺")},
        ),
        (
            "农业农村部会同公安部开展“夜莺”专项行动。",
            {("leads", "农业农村部", "夜莺"), ("participates", "公安部", "夜莺")},
        ),
        (
            "教育部、国家网信办（以下简称网信办）、公安部联合部署“夜莺”行动。",
            {("leads", "教育部", "夜莺"), ("leads", "国家网信办", "夜莺"), ("leads", "公安部", "夜莺")},
        ),
        (
            "公安部启动“夜莺”“山雀”专项行动。",
            {("leads", "公安部", "夜莺"), ("leads", "公安部", "山雀")},
        ),
        ("公安机关在“夜莺”行动中打掉团伙九个。", {("participates", "公安机关", "夜莺")}),
        ("“夜莺”行动在公安部统一指挥下展开。", {("leads", "公安部", "夜莺")}),
        ("公安部公布“夜莺”行动战果。", set()),
    ],
)
def test_who_leads_and_who_takes_part(content: str, stated: set[tuple[str, str, str]]) -> None:
    assert relations(content, *BOTH) == stated


def test_a_campaign_held_against_another_is_not_the_one_worked_in() -> None:
    content = "公安部部署“夜莺2031”专项行动。全国公安机关破案百起，与“夜莺2030”相比上升一成。"
    assert ("participates", "全国公安机关", "夜莺2030") not in relations(content, *BOTH)
    assert ("participates", "全国公安机关", "夜莺2031") in relations(content, *BOTH)


def test_part_of_a_campaign() -> None:
    content = "公安部部署“夜莺”行动。首轮集中收网是“夜莺”行动的组成部分。"
    assert relations(content, "part-of") == {("part-of", "首轮集中收网", "夜莺")}
    content = "公安部部署“山雀”行动。这是“夜莺”行动的重要组成部分。"
    assert relations(content, "part-of") == {("part-of", "山雀", "夜莺")}


def test_targets_come_from_the_description_and_from_the_work() -> None:
    content = "公安部部署打击假药犯罪“夜莺”专项行动。行动重点整治非法捕捞、走私犯罪。"
    assert relations(content, "targets") >= {
        ("targets", "夜莺", "domain:drug"),
        ("targets", "夜莺", "domain:illegal-fishing"),
        ("targets", "夜莺", "domain:smuggling"),
    }


def test_cases_have_their_bodies_campaign_and_domain() -> None:
    content = "“夜莺”行动典型案例\n1.泸州“7·13”特大贩枪案。该案由公安部挂牌督办。泸州市公安局抓获嫌疑人九名。"
    case = "泸州“7·13”特大贩枪案"
    assert relations(content, "supervises", "handles", "case-of") == {
        ("supervises", "公安部", case),
        ("handles", "泸州市公安局", case),
        ("case-of", case, "夜莺"),
    }


def test_each_body_handles_the_case_it_works() -> None:
    content = "四川公安机关破获“7·13”贩枪案，云南警方侦破“8·02”贩毒案。"
    assert relations(content, "handles") == {
        ("handles", "四川公安机关", "“7·13”贩枪案"),
        ("handles", "云南警方", "“8·02”贩毒案"),
    }


def test_officials_units_and_the_occasion() -> None:
    content = "国家移民管理局2031年4月6日召开新闻发布会，通报“夜莺”行动。国家移民管理局政策法规司司长方正介绍情况。"
    assert relations(content, "hosts", "attends", "announces", "speaks-for", "unit-of") == {
        ("hosts", "国家移民管理局", "press-conference"),
        ("attends", "方正", "press-conference"),
        ("announces", "press-conference", "夜莺"),
        ("speaks-for", "方正", "国家移民管理局政策法规司"),
        ("unit-of", "国家移民管理局政策法规司", "国家移民管理局"),
    }


def test_an_earlier_edition_is_not_announced() -> None:
    content = "公安部2031年4月6日公布“夜莺2031”专项行动战果。往届“夜莺2030”破案三百起。"
    assert relations(content, "announces") <= {("announces", "announcement", "夜莺2031")}


def test_traditional_characters_state_the_same() -> None:
    content = "公安部部署全國公安機關開展「夜鶯」專項行動，嚴打電信網絡詐騙。"
    assert relations(content, "leads", "participates", "targets") == {
        ("leads", "公安部", "夜鶯"),
        ("participates", "全國公安機關", "夜鶯"),
        ("targets", "夜鶯", "domain:telecom-fraud"),
    }
