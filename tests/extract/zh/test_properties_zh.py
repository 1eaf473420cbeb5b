"""Laws of reading Chinese: any text goes through, every quote stands in its words, and reading is repeatable."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.record import extract
from kg.extract.zh.script import plain
from kg.model.record import DocumentInfo, ExtractionRecord

DOCUMENT = DocumentInfo(id="sample", language="zh-Hans", published="2024-05-06")
PIECES = st.sampled_from(
    (
        "公安部 市公安局 海關總署 “清源2024” 「清源2024」 专项行动 行动中 破获 抓获 查扣 案件 犯罪嫌疑人 团伙 个 名 起 "
        "万元 吨 % 成 倍 8.4万余 １２３ 千余 数百 两 半 十 近 约 超过 不足 以上 左右 分别 同比 下降 上升 其中 分别为 "
        "等 中 、 ， 。 ； ： （ ） 《 》 2023年 6月 25日 至 以来 截至 今年 上半年 去年同期 党的十八大以来 案例一 一、 "
        "—— 𠮷 \ud800 \n \n\n 3 万 亿 年 月 岁 第 号 110"
    ).split(" ")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


def read(content: str) -> ExtractionRecord:
    return extract(content, document=DOCUMENT)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_quote_stands_in_it(content: str) -> None:
    record = read(content)
    things = (*record.campaigns, *record.agencies, *record.officials, *record.events, *record.cases, *record.relations)
    spans = [f.span for f in record.figures] + [span for thing in things for span in thing.evidence]
    for span in spans:
        assert span.start is not None
        assert content[span.start : span.end] == span.quote
    assert record == read(content)


@given(st.text())
def test_the_plain_form_is_as_long_as_the_text(content: str) -> None:
    assert len(plain(content)) == len(content)
    assert plain(plain(content)) == plain(content)


def test_cost_grows_with_the_length_only() -> None:
    piece = "2023年，“清源2023”行动中警方破获案件3.2万余起，抓获疑犯1560余名，同比分别上升12%和17%。\n\n"
    read(piece)

    def seconds(times: int) -> float:
        started = time.perf_counter()
        read(piece * times)
        return time.perf_counter() - started

    small = min(seconds(40) for _ in range(3))
    assert seconds(400) < 40 * small


def test_marks_without_end_are_read_in_good_time() -> None:
    for piece in ("“", "（", "9", "、", "亿", "年", "至", "3年至", "的", "第三", "行动", "分别"):
        started = time.perf_counter()
        read(piece * 20_000)
        assert time.perf_counter() - started < 20
