"""Synthetic announcements as texts: what `kg extract` is timed on, made from a seed, in English and Chinese.

Every sentence is ours and every name invented. A text is as mixed as a real release: prose, lists, tables, quoted
words of officials, headings; a share of the names is new in each paragraph, so that a long text names much, too.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from benchmarks.synthetic_words import invented_name

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NEW = 0.3
"""Share of the namings that bring up a thing not named before."""


def announcement(language: str, characters: int, seed: int) -> str:
    """Return a text in "en" or "zh" of at least so many code points, cut at the end of a paragraph."""
    writer = _Writer(random.Random(f"{language} {seed}"), seed)
    parts, total = [], 0
    paragraph = _english if language == "en" else _chinese
    while total < characters:
        parts.append(paragraph(writer))
        total += len(parts[-1]) + 2
    return "\n\n".join(parts) + "\n"


class _Writer:
    """Chooses numbers and names; the same seed, the same choices."""

    def __init__(self, rng: random.Random, seed: int) -> None:
        self.rng = rng
        self._next = seed % 1000 * 7
        self._known: dict[str, list[int]] = {}

    def name(self, kind: str, script: int) -> str:
        """Return a name, in Latin letters (0) or Chinese characters (1); often one that was used for this kind."""
        known = self._known.setdefault(kind, [])
        if not known or (self.rng.random() < _NEW and len(known) < 2000):
            self._next += 1
            known.append(self._next)
        # The first name is that of the main campaign or body, and is named most.
        number = known[0] if self.rng.random() < 0.4 else self.rng.choice(known)
        return invented_name(number)[script]

    def number(self) -> str:
        """Return a number as it is printed, small ones most often."""
        value = int(10 ** self.rng.uniform(0.5, 5.5))
        return f"{value:,}"

    def one(self, *choices: str) -> str:
        """Return one of these."""
        return self.rng.choice(choices)


def _english(w: _Writer) -> str:
    kinds: tuple[Callable[[], str], ...] = (
        *[partial(_english_prose, w)] * 5,
        partial(_english_list, w),
        partial(_english_talk, w),
        partial(_english_case, w),
    )
    return w.rng.choice(kinds)()


def _english_prose(w: _Writer) -> str:
    year, month, day = w.rng.randint(2019, 2031), w.one(*_MONTHS), w.rng.randint(1, 28)
    campaign, place = w.name("campaign", 0), w.name("place", 0)
    sentences = (
        f"The Ministry of {w.one('Harbours', 'Order', 'Markets')} launched Operation {campaign} {year} on {month} "
        f"{day}, {year}, to curb {w.one('smuggling', 'online fraud', 'illegal fishing', 'wildlife crime')} in {place}.",
        f"By the end of {month}, police across the country had solved {w.number()} cases, detained {w.number()} "
        f"suspects and seized more than {w.number()} {w.one('cartons of fish', 'kilograms of drugs', 'firearms')}.",
        f"Of them, {w.number()} were handled by the {place} Police Department together with the {place} Customs.",
        f"Compared with the same period last year, the numbers rose by {w.rng.randint(2, 80)}.{w.rng.randint(0, 9)} "
        f"percent and {w.rng.randint(2, 80)} percent respectively.",
        f"Nearly {w.number()} people took part in the campaign, which involved about {w.rng.randint(2, 900)} million "
        f"yuan, or ${w.rng.randint(2, 90)}.{w.rng.randint(1, 9)} million.",
        f'The "{campaign} {year}" action is part of a wider effort, and courts in {place} heard {w.number()} cases.',
    )
    return " ".join(w.rng.sample(sentences, w.rng.randint(2, 5)))


def _english_list(w: _Writer) -> str:
    labels = ("Arrests", "Cases solved", "Searches", "Vehicles seized", "Cash (EUR)", "Victims identified", "Weapons")
    lines = [f"- {label}: {w.number()}" for label in w.rng.sample(labels, 4)]
    return f"Results of Operation {w.name('campaign', 0)} in {w.name('place', 0)}:\n" + "\n".join(lines)


def _english_talk(w: _Writer) -> str:
    first, last = w.name("person", 0), w.name("person", 0)
    return (
        f"{first} {last}, {w.one('director', 'deputy head', 'spokesperson')} of the {w.name('place', 0)} Bureau of "
        f"{w.one('Investigation', 'Fisheries', 'Trade')}, told a press conference that “since last year, {w.number()} "
        f"people have come back and {w.number()} accounts were frozen.” {w.one('He', 'She')} said the work would go on."
    )


def _english_case(w: _Writer) -> str:
    place = w.name("place", 0)
    return (
        f"In a typical case, police in {place} broke up a gang of {w.rng.randint(3, 90)} in {w.one(*_MONTHS)} "
        f"{w.rng.randint(2019, 2031)}. The group surnamed {w.name('person', 0)} had sold fake medicine worth more than "
        f"{w.number()} yuan to {w.number()} people; {w.rng.randint(2, 40)} were sentenced to prison by the "
        f"{place} Court."
    )


def _chinese(w: _Writer) -> str:
    kinds: tuple[Callable[[], str], ...] = (
        *[partial(_chinese_prose, w)] * 5,
        partial(_chinese_talk, w),
        partial(_chinese_case, w),
    )
    return w.rng.choice(kinds)()


def _ten_thousands(w: _Writer) -> str:
    return f"{w.rng.randint(1, 90)}.{w.rng.randint(1, 9)}万"


def _chinese_prose(w: _Writer) -> str:
    year, campaign, place = w.rng.randint(2019, 2031), w.name("campaign", 1), w.name("place", 1)
    sentences = (
        f"{year}年{w.rng.randint(1, 12)}月以来，公安部部署开展“{campaign}{year}”专项行动，依法打击"
        f"{w.one('走私', '电信网络诈骗', '非法捕捞', '环境')}犯罪。",
        f"截至目前，全国公安机关共侦破案件{_ten_thousands(w)}余起，抓获犯罪嫌疑人{w.number()}名，"
        f"查获{w.one('毒品', '假药', '渔获物')}{w.rng.randint(2, 900)}吨。",
        f"其中，{place}市公安局会同海关破获{w.number()}起，"
        f"涉案金额约{w.rng.randint(2, 90)}.{w.rng.randint(1, 9)}亿元。",
        f"同比分别上升{w.rng.randint(2, 80)}.{w.rng.randint(1, 9)}%和{w.rng.randint(2, 80)}%，六成多已审结。",
        f"“{campaign}{year}”行动期间，各地法院审结{w.number()}件，判处{w.rng.randint(3, 900)}人。",
        f"今年1至9月，{place}省检察机关起诉{w.number()}人，比去年同期下降{w.rng.randint(2, 40)}%。",
    )
    return "".join(w.rng.sample(sentences, w.rng.randint(2, 5)))


def _chinese_talk(w: _Writer) -> str:
    return (
        f"{w.name('place', 1)}市公安局副局长{w.one('李', '王', '张', '陈')}{w.name('person', 1)[:2]}"
        f"在新闻发布会上介绍，"
        f"去年以来已关停账号{w.number()}个，劝返{w.rng.randint(3, 900)}人，下一步将继续开展工作。"
    )


def _chinese_case(w: _Writer) -> str:
    place, month, day = w.name("place", 1), w.rng.randint(1, 12), w.rng.randint(1, 28)
    return (
        f"{place}市“{month}·{day}”案。{w.rng.randint(2019, 2031)}年{month}月，{place}警方打掉一个制售假药团伙，"
        f"抓获{w.one('赵', '钱', '孙')}某等{w.rng.randint(3, 90)}人，捣毁窝点{w.rng.randint(2, 40)}处，"
        f"缴获假药{_ten_thousands(w)}盒。"
    )
