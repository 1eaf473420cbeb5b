"""The words of campaigns, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.zh.words import Words, one_of

HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True, eq=False)
class CampaignWords:
    """A lexicon's words of campaigns, compiled."""

    after: re.Pattern[str]
    described_after: re.Pattern[str]
    head: re.Pattern[str]
    strong: frozenset[str]
    inside: re.Pattern[str]
    bounds: re.Pattern[str]
    verbs: re.Pattern[str]
    opening: re.Pattern[str]
    generic: re.Pattern[str]
    naming: re.Pattern[str]
    wave: re.Pattern[str]
    known: tuple[str, ...]
    feeble: tuple[str, ...]
    carrying: re.Pattern[str]
    joint: re.Pattern[str]
    anaphors: Words


@lru_cache(maxsize=4)
def campaign_words(lexicon: Lexicon) -> CampaignWords:
    """Return the words of campaigns of a lexicon, compiled once."""
    table = lexicon.table("campaigns")
    strong, weak, quoted = table.get("strong", []), table.get("weak", []), table.get("quoted", [])
    verbs, seasons = table.get("verbs", []), table.get("seasons", [])
    waves = one_of(table.get("waves", []))
    heads = one_of([*strong, *weak, *quoted])
    return CampaignWords(
        after=re.compile(
            f"(?:的)?{one_of(table.get('between', []))}{{0,4}}{heads}"
            rf"|的?(?:(?![是了等中在和与]|打击|整治|治理|清理|查处|清查)[{HAN}]){{0,8}}?(?:行动|战役|攻坚战?|专项整治|专项治理|专项斗争|专项监督活动|专项监督|专项活动|专项检察|专项工作)"
        ),
        described_after=re.compile(rf"{one_of([*verbs, *seasons])}[{HAN}（）]{{2,24}}?{one_of(strong)}"),
        head=re.compile(one_of([*strong, *weak])),
        strong=frozenset(strong),
        inside=re.compile(f"{one_of([*strong, *weak, '专案', '大扫荡', '计划行动', '百日整治', '百日攻势'])}$"),
        bounds=re.compile(f"(?P<no>{one_of(table.get('unbound', []))})|{one_of(table.get('bounds', []))}"),
        verbs=re.compile(one_of(verbs)),
        opening=re.compile(one_of([*verbs, *seasons])),
        generic=re.compile(rf"(?:{one_of(table.get('generic', []))}|[\d.%第一二三四五六七八九十百千万余几])*"),
        naming=re.compile(f"{one_of(table.get('naming', []))}[：:]?“?$"),
        wave=re.compile(
            rf"(?:第(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})|首)"
            rf"(?:{waves}|(?:轮|波次?|次|批次?|阶段|场)(?:(?![的了是在])[{HAN}]){{0,6}}?(?:收网|清查|会战|战役|统一行动|集中行动|联合行动|扫荡|搜捕)(?:行动)?)"
            r"|[春夏秋冬]季(?:会战|战役|攻势|大会战)"
        ),
        known=tuple(table.get("known", [])),
        feeble=tuple(table.get("feeble", [])),
        carrying=re.compile(one_of(table.get("carrying", []))),
        joint=re.compile(one_of(table.get("joint", []))),
        anaphors=Words(table.get("anaphors", [])),
    )
