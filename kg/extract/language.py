"""Which language a text is in, as far as kg reads it."""

from __future__ import annotations

import re

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOKED_AT = 20_000

# Characters that only one of the two scripts has, among those that announcements use most.
_SIMPLIFIED = frozenset("国务厅办队与区网动产业药环组织发关报对这时为会后来边过说开间实际严检査样单东车长广亿")
_TRADITIONAL = frozenset("國務廳辦隊與區網動產業藥環組織發關報對這時為會後來邊過說開間實際嚴檢查樣單東車長廣億")


def detect_language(text: str) -> str:
    """Return the language tag of a text: "zh-Hans" or "zh-Hant" where Chinese characters prevail, else "en".

    A Chinese character carries about as much as three Latin letters, so an English release with Chinese names in
    brackets stays English.

    >>> [detect_language(text) for text in ("公安部召开新闻发布会", "公安部召開新聞發布會", "The ministry")]
    ['zh-Hans', 'zh-Hant', 'en']
    """
    start = text[:_LOOKED_AT]
    han = _HAN.findall(start)
    if len(han) * 3 <= len(_LATIN.findall(start)):
        return "en"
    simplified = sum(c in _SIMPLIFIED and c not in _TRADITIONAL for c in han)
    traditional = sum(c in _TRADITIONAL and c not in _SIMPLIFIED for c in han)
    return "zh-Hant" if traditional > simplified else "zh-Hans"
