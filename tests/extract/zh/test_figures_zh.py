"""What the figure reader makes of Chinese; every sentence is ours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import FoundCampaign, Mentions, Reference
from kg.extract.text import Text
from kg.model.record import DocumentInfo, Period, StatedFigure

CHINESE = load_lexicon("zh")
DOCUMENT = DocumentInfo(id="sample", language="zh-Hans", published="2024-11-05")


def read(content: str, mentions: Mentions | None = None) -> tuple[StatedFigure, ...]:
    return find_figures(Text(content, language="zh-Hans"), CHINESE, mentions or Mentions(), DOCUMENT)


def one(content: str) -> StatedFigure:
    (figure,) = read(content)
    return figure


def named(content: str, *names: str, start: str | None = None) -> Mentions:
    """Return mentions of campaigns known by `names`, keyed c0, c1 and so on, at every place they stand."""
    campaigns: list[FoundCampaign] = []
    refs: list[Reference] = []
    for i, name in enumerate(names):
        spans = [(at, at + len(name)) for at in range(len(content)) if content.startswith(name, at)]
        campaigns.append(FoundCampaign(key=f"c{i}", names=(name,), spans=tuple(spans), start=start))
        refs += [Reference(*span, f"c{i}", "campaign") for span in spans]
    return Mentions(campaigns=tuple(campaigns), references=tuple(sorted(refs, key=lambda r: r.start)))


@pytest.mark.parametrize(
    ("content", "quote", "value", "comparator", "unit", "what", "measure"),
    [
        ("警方破获盗窃案件8.4万余起。", "盗窃案件8.4万余起", "84000", ">", "case", "盗窃案件", "count"),
        ("警方捣毁窝点近300个。", "窝点近300个", "300", "<", "place", "窝点", "count"),
        ("行动中，506个治安乱点被整治。", "506个治安乱点", "506", "=", "place", "治安乱点", "count"),
        ("查扣1500余艘涉案船只。", "1500余艘涉案船只", "1500", ">", "vehicle", "涉案船只", "count"),
        ("清理涉诈短信3亿条。", "涉诈短信3亿条", "300000000", "=", "message", "涉诈短信", "count"),
        ("关闭非法网站（APP）224个。", "非法网站（APP）224个", "224", "=", "network", "非法网站（APP）", "count"),
        ("排查22.8万处安全隐患。", "22.8万处安全隐患", "228000", "=", "other", "安全隐患", "count"),
        ("收缴冻品约101吨。", "冻品约101吨", "101", "~", "mass", "冻品", "amount"),
        ("案值逾10亿元。", "案值逾10亿元", "1000000000", ">", "money", "案值", "amount"),
        ("出动警力超30万人次。", "警力超30万人次", "300000", ">", "person", "警力", "count"),
        ("整改率达98.5%。", "整改率达98.5%", "98.5", "=", "percent", "整改率", "share"),
        ("九成以上的案件已侦破。", "九成以上的案件", "90", ">=", "percent", "案件", "share"),
        ("全市刑事案件同比下降16.3%。", "下降16.3%", "-16.3", "=", "percent", "全市刑事案件", "change"),
        ("破案率上升3.6个百分点。", "上升3.6个百分点", "3.6", "=", "percent", "破案率", "change"),
        ("搜索9个多小时。", "9个多小时", "9", ">", "time", "搜索", "duration"),
        ("並處罰款500萬港元。", "罰款500萬港元", "5000000", "=", "money", "罰款", "amount"),
    ],
)
def test_a_figure_says_what_it_counts(
    content: str, quote: str, value: str, comparator: str, unit: str, what: str, measure: str
) -> None:
    figure = one(content)
    assert (figure.value, figure.comparator, figure.unit, figure.measure) == (Decimal(value), comparator, unit, measure)
    assert figure.what == what
    assert quote in figure.span.quote or figure.span.quote in quote


def whats(content: str) -> list[tuple[str, str | None]]:
    return [(str(f.value), f.what) for f in read(content)]


def test_respectively_shares_out_the_counts_before_it() -> None:
    content = "抓获疑犯621人、查获船只74艘、立刑事案件25起，同比分别上升17%、32%、19%。"
    assert whats(content)[3:] == [("17", "疑犯"), ("32", "船只"), ("19", "刑事案件")]


def test_respectively_shares_out_the_list_before_it() -> None:
    assert whats("盗窃案件数、诈骗案件数同比分别下降12.8%和3.5%。") == [("-12.8", "盗窃案件数"), ("-3.5", "诈骗案件数")]


def test_counts_told_respectively_take_the_list_before_them() -> None:
    assert whats("涉食类案件和涉药类案件分别侦破46起、187起。") == [("46", "涉食类案件"), ("187", "涉药类案件")]


def test_a_part_is_counted_in_the_noun_of_the_whole() -> None:
    assert whats("抓获逃犯283名，其中涉赌的12名。") == [("283", "逃犯"), ("12", "逃犯")]
    assert whats("找回的儿童中，失踪多年的2538名。") == [("2538", "儿童")]


def test_adjacent_figures_share_their_noun() -> None:
    assert whats("查获侵权货物28.2万批次4亿件。") == [("282000", "侵权货物"), ("400000000", "侵权货物")]


def test_an_elided_noun_is_lent_by_the_figure_before() -> None:
    assert whats("受理网络诈骗案件2100件，审结1900件。")[1] == ("1900", "网络诈骗案件")


@pytest.mark.parametrize(
    "content",
    [
        "群众可拨打110或96110举报。",
        "依照公通字〔2023〕5号文件执行。",
        "第2批名单和第三轮检查。",
        "“2·25”专案已移送。",
        "24小时热线已开通。",
        "2024年5月6日上午9时30分。",
        "咨询12367平台。",
        "适用编码0305项下。",
    ],
)
def test_what_only_looks_like_a_figure_is_none(content: str) -> None:
    assert read(content) == ()


def test_a_small_number_in_words_is_minor() -> None:
    assert one("打掉三个诈骗团伙。").minor


def test_the_period_is_that_of_the_sentence() -> None:
    first, second = read("今年1至10月，破获案件12起；抓获疑犯30名。")
    assert first.period == second.period == Period(start="2024-01", end="2024-10")


def test_the_day_of_the_news_is_no_period() -> None:
    assert one("市公安局11月5日通报，全市破获案件12起。").period is None
    assert one("11月5日，市公安局召开发布会，破获案件12起。").period is None


def test_a_day_of_action_is() -> None:
    assert one("5月21日，警方捣毁窝点9处。").period == Period(start="2024-05-21", end="2024-05-21")


def test_a_heading_gives_its_time_to_its_list() -> None:
    figures = read("2023年战果：\n——捣毁窝点9处；\n——打掉团伙12个。")
    assert [f.period.start if f.period else None for f in figures] == ["2023", "2023"]


def test_figures_follow_the_campaign_last_named() -> None:
    content = "开展“清源2024”专项行动，捣毁窝点9处。\n\n行动期间，抓获疑犯30名。"
    assert [f.campaign for f in read(content, named(content, "清源2024"))] == ["c0", "c0"]


def test_a_national_total_with_a_period_of_its_own_belongs_to_none() -> None:
    content = "“清源2024”专项行动3月启动。\n\n2022年，全国破获案件300起，同比下降3%。"
    assert [f.campaign for f in read(content, named(content, "清源2024"))] == [None, None]


def test_a_list_of_campaigns_claims_no_figure() -> None:
    content = "公安机关开展“断源”“拔根”行动。公安部通缉100名骨干。"
    assert [f.campaign for f in read(content, named(content, "断源", "拔根"))] == [None]


def test_what_a_law_threatens_is_no_result() -> None:
    content = "“清源2024”行动捣毁窝点9处。最高可判罚款50万元。"
    assert [f.campaign for f in read(content, named(content, "清源2024"))] == ["c0", None]


def test_traditional_text_reads_like_simplified_and_stays_as_printed() -> None:
    figure = one("警方檢獲冒牌貨物２３．４萬件。")
    assert figure.span.quote == "冒牌貨物２３．４萬件"
    assert (figure.value, figure.unit_text, figure.action) == (Decimal(234000), "件", "檢獲")


def test_offsets_count_code_points_beyond_the_plane() -> None:
    content = "𠮷林警方在𣲘江查获𠀀品３４０件。"
    figure = one(content)
    assert content[figure.span.start : figure.span.end] == figure.span.quote
    assert figure.what == "𠀀品"


def test_a_share_is_of_what_takes_it() -> None:
    assert whats("起诉疑犯300人，其中无业人员占52.4%。")[1] == ("52.4", "无业人员")


def test_a_noun_may_be_described_before_it() -> None:
    assert whats("查获15宗涉嫌走私珍稀物种的案件。") == [("15", "涉嫌走私珍稀物种的案件")]


def test_a_body_is_not_what_is_counted() -> None:
    assert whats("全省1.2万名民警上岗。") == [("12000", "民警")]


def test_a_wave_is_told_from_its_campaign() -> None:
    content = "“清源2024”专项行动3月启动。\n\n5月，首波集群战役打响。战役期间，捣毁窝点9处。"
    mentions = named(content, "清源2024", "首波集群战役")
    assert [f.campaign for f in read(content, mentions)] == ["c1"]


def test_campaigns_named_together_are_told_apart_by_who_acts() -> None:
    content = "渔政部门开展“亮网”行动，公安机关开展“清江”行动。\n\n公安机关破获案件12起。\n\n渔政部门扣船30艘。"
    mentions = named(content, "亮网", "清江")
    bodies = [
        Reference(at, at + 4, name, "agency")
        for name in ("渔政部门", "公安机关")
        for at in range(len(content))
        if content.startswith(name, at)
    ]
    refs = tuple(sorted((*mentions.references, *bodies), key=lambda r: r.start))
    mentions = Mentions(campaigns=mentions.campaigns, references=refs)
    assert [f.campaign for f in read(content, mentions)] == ["c1", "c0"]


def test_an_answer_tells_of_the_campaign_that_was_asked_about() -> None:
    content = (
        "发布会介绍“清源2024”和“亮网”行动。\n\n【记者】“亮网”进展如何？\n\n【答】谢谢。\n\n捣毁窝点9处。\n\n"
        "【记者】旅客通关会更快吗？\n\n【答】查验旅客30万人次。"
    )
    assert [f.campaign for f in read(content, named(content, "清源2024", "亮网"))] == ["c1", None]


def test_results_told_right_after_a_campaign_are_its_own() -> None:
    content = "警方通报“清源2024”行动战果。今年以来，破获案件12起。"
    assert [f.campaign for f in read(content, named(content, "清源2024"))] == ["c0"]


@pytest.mark.parametrize("content", ["平均每人损失约5万元。", "该团伙每日交易额高达30万元。"])
def test_sums_per_head_or_day_are_rates(content: str) -> None:
    assert one(content).measure == "rate"


def test_a_quarter_told_short() -> None:
    assert one("2024年第一季，全市查获案件50起。").period == Period(start="2024-01", end="2024-03")
