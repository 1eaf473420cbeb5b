"""What a Chinese text names: bodies, campaigns, officials, cases and the occasion, in sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import Gazetteer, Mentions
from kg.extract.text import Text
from kg.extract.zh.gather import find_mentions
from kg.model.record import DocumentInfo


def read(content: str, *, gazetteer: Gazetteer | None = None) -> Mentions:
    document = DocumentInfo(id="sample", language="zh-Hans")
    return find_mentions(Text(content, language="zh"), load_lexicon("zh"), document=document, gazetteer=gazetteer)


def agencies(content: str) -> list[tuple[str, ...]]:
    return [agency.names for agency in read(content).agencies]


def campaigns(content: str) -> list[tuple[str, ...]]:
    return [campaign.names for campaign in read(content).campaigns]


def officials(content: str) -> dict[str, str | None]:
    return {official.names[0]: official.role for official in read(content).officials}


def cases(content: str) -> list[str]:
    return [case.names[0] for case in read(content).cases]


# Bodies.


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("自然资源部、最高检和国家林草局联合督办。", ["自然资源部", "最高检", "国家林草局"]),
        ("湖南省公安厅、长沙市公安局岳麓分局派员到场。", ["湖南省公安厅", "长沙市公安局", "长沙市公安局岳麓分局"]),
        ("青岛海关缉私局查获一批电池。", ["青岛海关缉私局"]),
        ("辽宁、吉林两省公安机关收网。", ["辽宁公安机关", "吉林公安机关"]),
        ("文化和旅游、网信等部门联合检查网吧。", ["文化和旅游部门", "网信部门"]),
        ("菲律宾警方与泰国移民局提供线索。", ["菲律宾警方", "泰国移民局"]),
        ("国际刑警组织、UNODC提供支持。", ["国际刑警组织", "UNODC"]),
        ("臺中市政府警察局與海巡署聯手查緝。", ["臺中市政府警察局", "海巡署"]),
        ("由清溪县公安局侦办。", ["清溪县公安局"]),
        ("各地要抓好落实，企业也要自查。", []),
    ],
)
def test_bodies_are_found_with_their_whole_names(content: str, names: list[str]) -> None:
    assert [found[0] for found in agencies(content)] == names


def test_a_short_name_in_brackets_is_tied_to_the_full_one_wherever_it_stands() -> None:
    content = "海南省反走私综合治理办公室（以下简称省打私办）通报战果。省打私办称将持续严打。"
    found = read(content).agencies
    assert found[0].names == ("海南省反走私综合治理办公室", "省打私办")
    assert len(found[0].spans) == 3


def test_the_police_of_the_whole_country_are_one_body_under_all_their_names() -> None:
    assert agencies("全国公安机关收网，各地公安机关严打，公安机关再接再厉。") == [
        ("全国公安机关", "各地公安机关", "公安机关")
    ]


def test_the_police_of_the_province_the_text_is_about_are_one_body() -> None:
    found = agencies("贵州省公安厅通报战果。全省公安机关破案百起，贵州警方提醒群众防骗。")
    assert found == [("贵州省公安厅",), ("全省公安机关", "贵州警方")]


def test_a_unit_named_alone_is_the_unit_of_the_body_named_before() -> None:
    found = read("公安部发布通报。刑事侦查局局长何大勇到场。").agencies
    assert [a.names[0] for a in found] == ["公安部", "刑事侦查局"]
    assert found[1].parent == found[0].key


def test_a_paper_a_school_and_a_body_something_is_handed_to_are_no_bodies_that_act() -> None:
    assert agencies("据人民公安报报道，他毕业于中国人民公安大学，案件移送人民检察院。") == []


def test_names_are_quoted_as_printed_in_traditional_characters() -> None:
    content = "國家移民管理局通報，廣東省公安廳參加。"
    for agency in read(content).agencies:
        for start, end in agency.spans:
            assert content[start:end] in agency.names
    assert agencies(content) == [("國家移民管理局",), ("廣東省公安廳",)]


# Campaigns.


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("部署“夜莺2031”专项行动。", ["夜莺2031"]),
        ("部署「夜鶯2031」專項行動。", ["夜鶯2031"]),
        ('开展"夜莺-2031"联合行动。', ["夜莺-2031"]),
        ("组织“青松”“白露”“寒蝉”等专项行动。", ["青松", "白露", "寒蝉"]),
        ("代号“潜流”的跨境执法行动收网。", ["潜流"]),
        ("公安机关开展打击整治假币犯罪专项行动。", ["打击整治假币犯罪专项行动"]),
        ("第二轮集中清查于周五展开。", ["第二轮集中清查"]),
        ("参与“Operation Pelican IV”国际执法行动。", ["Operation Pelican IV"]),
        ("他是“地头蛇”，外号“老三”。", []),
        ("警方迅速展开抓捕行动，开展专项行动。", []),
        ("“9·02”行动小组成立，“三无”船舶被查。", []),
    ],
)
def test_campaigns_are_found_by_code_name_or_description(content: str, names: list[str]) -> None:
    assert [found[0] for found in campaigns(content)] == names


def test_editions_are_campaigns_of_their_own_and_keep_their_series() -> None:
    found = read("“夜莺2031”专项行动战果超过“夜莺2030”。").campaigns
    assert [(c.names[0], c.series, c.edition) for c in found] == [
        ("夜莺2031", "夜莺", "2031"),
        ("夜莺2030", "夜莺", "2030"),
    ]


def test_a_year_behind_the_head_is_part_of_the_name() -> None:
    found = read("“夜莺”行动—2031收官，“夜莺”行动成效明显。").campaigns
    assert [c.names for c in found] == [("夜莺", "夜莺行动—2031")]


def test_words_that_point_back_are_references_and_no_names() -> None:
    content = "警方启动“夜莺”专项行动。此次行动历时三天。"
    found = read(content)
    pointing = [r for r in found.references if r.kind == "campaign" and not r.named]
    assert [content[r.start : r.end] for r in pointing] == ["此次行动"]
    assert len(found.campaigns) == 1


def test_the_dates_of_a_campaign_are_read() -> None:
    found = read("2031年3月5日，警方启动“夜莺”专项行动，行动5月20日结束。").campaigns[0]
    assert (found.start, found.end) == ("2031-03-05", "2031-05-20")


def test_a_code_name_of_the_gazetteer_is_found_without_marks() -> None:
    gazetteer = Gazetteer(series={"夜鶯": "nightingale"})
    assert [c.names[0] for c in read("部署夜莺2031专项行动。", gazetteer=gazetteer).campaigns] == ["夜莺2031"]


# Officials.


@pytest.mark.parametrize(
    ("content", "people"),
    [
        ("公安部禁毒局副局长高云峰介绍了情况。", {"高云峰": "公安部禁毒局副局长"}),
        ("公安部新闻发言人 林晓 通报案情。", {"林晓": "公安部新闻发言人"}),
        ("河北省公安厅党委委员、副厅长欧阳海涛出席。", {"欧阳海涛": "河北省公安厅党委委员、副厅长"}),
        ("国际刑警组织秘书长托马斯·魏斯对此表示赞赏。", {"托马斯·魏斯": "国际刑警组织秘书长"}),
        ("犯罪嫌疑人张某某被抓获，记者王小明报道。", {}),
        ("公安部有关负责人表示，将持续严打。", {}),
    ],
)
def test_officials_are_found_behind_body_and_post(content: str, people: dict[str, str]) -> None:
    assert officials(content) == people


def test_an_official_of_two_bodies_speaks_for_both() -> None:
    found = read("山东省反诈中心主任、山东省公安厅副厅长孙立群说。").officials[0]
    assert len(found.agencies) == 2


def test_turns_of_a_press_conference_have_their_speakers() -> None:
    content = "海关总署缉私局局长吴海波出席。\n记者：效果如何？\n吴海波：效果很好。"
    turns = read(content).turns
    assert [(t.question, t.speaker is not None) for t in turns] == [(True, False), (False, True)]


# Cases.


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("警方破获泸州“7·13”特大贩枪案。", ["泸州“7·13”特大贩枪案"]),
        ("法院审理了钱某某等人倒卖文物案。", ["钱某某等人倒卖文物案"]),
        ("典型案例：\n案例一　柳州某贸易公司走私冻肉案\n海关查获冻肉三吨。", ["柳州某贸易公司走私冻肉案"]),
        ("渔政在镜湖水域非法捕捞案中查扣渔船。", ["镜湖水域非法捕捞案"]),
        ("全市破获刑事案件120起，涉案金额巨大，嫌犯均已到案。", []),
    ],
)
def test_single_cases_are_found_and_counts_of_cases_are_not(content: str, names: list[str]) -> None:
    assert cases(content) == names


def test_a_case_carries_its_place() -> None:
    assert read("警方破获泸州“7·13”特大贩枪案。").cases[0].place == "泸州"


# Occasions.


@pytest.mark.parametrize(
    ("content", "kind", "date", "place"),
    [
        ("公安部2031年4月6日在杭州召开新闻发布会，通报战果。", "press-conference", "2031-04-06", "杭州"),
        ("教育部2031年4月6日召开视频会议，部署专项工作。", "meeting", "2031-04-06", None),
        ("战果发布\n国家版权局2031年4月6日公布战果。", "announcement", "2031-04-06", None),
        ("香港海關十二月五日公布戰果，2030年已立案。", "announcement", "2030-12-05", None),
        ("行动于2031年3月2日开始。\n警务处处长今（27）日在记者会上公布战果。", "press-conference", "2031-03-27", None),
    ],
)
def test_the_occasion_is_read_with_its_day_and_place(
    content: str, kind: str, date: str | None, place: str | None
) -> None:
    event = read(content).events[0]
    assert (event.kind, event.date, event.place) == (kind, date, place)


def test_a_comment_reports_no_occasion() -> None:
    assert read("法治短评：严打见效\n公安部4月6日公布战果。").events == ()


# Mixed documents.


def test_latin_code_names_and_names_in_brackets_are_read_in_chinese() -> None:
    content = "公安部（Ministry of Public Security）参与“Operation Pelican”行动，Heron 2031专项行动同步推进。"
    assert agencies(content) == [("公安部", "Ministry of Public Security")]
    assert campaigns(content) == [("Operation Pelican", "Pelican"), ("Heron 2031",)]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("关于唐山跨省倒卖文物案，公安部已介入。", "唐山跨省倒卖文物案"),
        ("据介绍，台州老城假酒窝点案由台州市公安局侦办。", "台州老城假酒窝点案"),
    ],
)
def test_a_case_is_read_where_it_opens_what_is_told_of_it(content: str, name: str) -> None:
    assert any(name in case.names for case in read(content).cases)


def test_a_season_and_a_hundred_days_make_campaigns() -> None:
    content = "3月5日的春季会战由省公安厅指挥。“安心出行百日整治”由交警部门实施。"
    assert [names[0] for names in campaigns(content)] == ["春季会战", "安心出行百日整治"]


def test_the_series_of_a_latin_code_name_is_the_code_name() -> None:
    found = read("海关总署开展“Operation LANTERN-II”联合行动，查获案件30起。").campaigns
    assert [(c.names[0], c.series) for c in found] == [("Operation LANTERN-II", "LANTERN")]
