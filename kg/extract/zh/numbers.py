"""Numbers as Chinese prints them: value, bounds and where they stand; what they count is decided elsewhere.

Digits with magnitudes ("8.4万余", "1亿2000万", "４１．４７万"), numerals ("三百二十", "千余", "数百", "两"),
shares ("六成多", "百分之三十", "三分之二", "一半"), ranges ("3至5") and the words that bound them before and after
("近", "不足", "以上").
Everything is matched in the plain form of the text; see `kg.extract.zh.script`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.numerals import PLAIN_NUMBER, SHARE, Number
from kg.extract.zh.words import one_of

LONGEST_NUMBER = 24
"""Characters; nothing an announcement counts is longer, and a page of digits must cost no more than its length."""

_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MORE = "余多来"

_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_MAGNITUDE = r"(?:[百千]?[万亿]|万亿|[十百千](?![克米瓦升帕卡]))"
_NUMERAL = "零一二三四五六七八九十百千万亿两"
_PATTERN = re.compile(
    rf"""(?:
      (?P<pct>百分之|千分之)(?P<pn>\d+(?:\.\d+)?|[{_NUMERAL}点]+)
     |(?P<of>[{_NUMERAL}]{{1,24}})分之(?P<part>[{_NUMERAL}]+)
     |(?P<ten>[一二三四五六七八九两\d]|十)成(?P<half>半|[一二三四五六七八九])?(?P<tm>[{_MORE}])?(?![为立员功年交效绩果长])
     |(?P<digits>(?<![\d.第]){_DIGITS})
        (?:\ ?(?P<m1>[{_MORE}几])?\ ?(?P<mag>{_MAGNITUDE}))?
        (?P<then>(?<=[亿万])\d[\d,，]{{0,6}}(?:千(?![克米瓦升帕卡]))?[{_MORE}]?(?:万(?:\d[\d,，]{{0,5}}[{_MORE}]?)?)?)?(?P<m2>[{_MORE}])?
     |(?P<vague>数|几|上|成)(?P<vmag>[十百千万亿]+)(?P<vm>[{_MORE}])?
     |(?P<word>(?<!第)(?:[百千万亿]{{1,24}}(?=[{_MORE}])|(?<=[近超逾约])[百千万亿]{{1,24}}|(?![百千万亿])[{_NUMERAL}]+)(?:点[零一二三四五六七八九]+[万亿]?)?)(?P<wm>[{_MORE}几](?P<wmag>[万亿]?))?
     |(?P<part2>一半|半数|过半|大半|多半|对半)
    )""",
    re.VERBOSE,
)
_RANGE = re.compile(r" ?(?:至|到|-|~|—{1,2}) ?")
_FIRST = re.compile(rf"[\d{_NUMERAL}数几上成半过大多对]")


@dataclass(frozen=True, slots=True, eq=False)
class _Bounds:
    before: re.Pattern[str]
    after: re.Pattern[str]
    before_symbol: dict[str, str]
    after_symbol: dict[str, str]


@lru_cache(maxsize=4)
def _bounds(lexicon: Lexicon) -> _Bounds:
    table = lexicon.table("figures")
    before = {word: symbol for symbol, words in table["bounds"].items() for word in words}
    after = {word: symbol for symbol, words in table["bounds_after"].items() for word in words}
    return _Bounds(
        re.compile(rf"({one_of(before)}) ?(?:新台币|人民币|港币|澳门币|美金)? ?\Z"),
        re.compile(rf" ?({one_of(after)})"),
        before,
        after,
    )


def read_numeral(words: str) -> Decimal | None:
    """Return the value of Chinese numerals, None when they are not a number.

    >>> [str(read_numeral(w)) for w in ("三百二十", "十二", "两万五千", "二点三亿", "二零二三")]
    ['320', '12', '25000', '230000000.0', '2023']
    """
    whole, point, rest = words.partition("点")
    if point:
        tail = rest.rstrip("万亿")
        scale = _SCALE.get(rest[len(tail) :], 1) if tail != rest else 1
        base = read_numeral(whole)
        if base is None or any(c not in _DIGIT for c in tail):
            return None
        return (base + Decimal("0." + "".join(str(_DIGIT[c]) for c in tail))) * scale
    if len(words) > 1 and all(c in _DIGIT for c in words):
        return Decimal("".join(str(_DIGIT[c]) for c in words))
    total = section = digit = 0
    for c in words:
        if c in _DIGIT:
            digit = _DIGIT[c]
        elif c in "万亿":
            total = (
                (total + (section + digit or 1)) * _SCALE[c] if c == "亿" else total + (section + digit or 1) * 10_000
            )
            section = digit = 0
        else:
            section += (digit or 1) * _SCALE[c]
            digit = 0
    return Decimal(total + section + digit) if words else None


def find_numbers(plain: str, lexicon: Lexicon) -> Iterator[Number]:
    """Yield every number of the plain form of a text, in order; cost linear in its length."""
    position, size = 0, len(plain)
    while position < size:
        begin = _FIRST.search(plain, position)
        if begin is None:
            return
        match = _PATTERN.match(plain, begin.start())
        if match is None:
            position = begin.end()
            continue
        position = match.end()
        number = _read(plain, match) if match.end() - match.start() <= LONGEST_NUMBER else None
        if number is None:
            continue
        following = _range_end(plain, number)
        if following is not None:
            number, position = following, following.end
        yield _bounded(plain, number, _bounds(lexicon))


def _read(plain: str, match: re.Match[str]) -> Number | None:
    groups = match.groupdict()
    start, end = match.span()
    if groups["pct"]:
        value = Decimal(groups["pn"]) if groups["pn"][0].isdigit() else read_numeral(groups["pn"])
        if value is None:
            return None
        return _number(start, end, value if groups["pct"] == "百分之" else value / 10, kind=SHARE)
    if groups["of"]:
        whole, part = read_numeral(groups["of"]), read_numeral(groups["part"])
        if not whole or part is None:
            return None
        return _number(start, end, round(part * 100 / whole, 4), kind=SHARE, spelled=True)
    if groups["ten"]:
        tens = Decimal(10) if groups["ten"] == "十" else Decimal(_DIGIT.get(groups["ten"], 0) or groups["ten"])
        more = groups["half"]
        value = tens * 10 + (0 if not more else 5 if more == "半" else _DIGIT[more])
        return _number(start, end, value, comparator=">" if groups["tm"] else "=", kind=SHARE, spelled=True)
    if groups["part2"]:
        comparator = ">" if groups["part2"] in ("过半", "大半", "多半") else "="
        return _number(start, end, Decimal(50), comparator=comparator, kind=SHARE, spelled=True)
    if groups["digits"]:
        return _digits(start, end, groups)
    if groups["vague"]:
        value = read_numeral(groups["vmag"])
        return None if value is None else _number(start, end, value, comparator=">", spelled=True)
    return _words(start, end, groups)


def _digits(start: int, end: int, groups: dict[str, str | None]) -> Number:
    digits = re.sub(r"[,， ]", "", groups["digits"] or "0")
    value = Decimal(digits)
    for c in groups["mag"] or "":
        value *= _SCALE[c]
    more = groups["m1"] or groups["m2"]
    if groups["then"]:
        tail = re.sub(r"[,，]", "", groups["then"])
        more = more or ("多" if re.search(f"[{_MORE}]", tail) else None)
        for count, scale in re.findall(r"(\d+)(千?万?|万)", re.sub(f"[{_MORE}]", "", tail)):
            value += Decimal(count) * (1000 if "千" in scale else 1) * (10_000 if "万" in scale else 1)
    return _number(start, end, value, comparator=">" if more else "=")


def _words(start: int, end: int, groups: dict[str, str | None]) -> Number | None:
    value = read_numeral(groups["word"] or "")
    if value is None:
        return None
    if groups["wmag"]:
        value *= _SCALE[groups["wmag"]]
    return _number(start, end, value, comparator=">" if groups["wm"] else "=", spelled=True)


def _number(
    start: int, end: int, value: Decimal, *, comparator: str = "=", kind: str = PLAIN_NUMBER, spelled: bool = False
) -> Number:
    return Number(
        start=start,
        end=end,
        bound_start=start,
        tail=end,
        value=value,
        comparator=comparator,
        kind=kind,
        spelled=spelled,
    )


def _range_end(plain: str, low: Number) -> Number | None:
    """Return the whole range when the number is its low end: "3至5", "10万-20万"; None when it stands alone."""
    joined = _RANGE.match(plain, low.end)
    if joined is None or low.kind != PLAIN_NUMBER:
        return None
    match = _PATTERN.match(plain, joined.end())
    high = _read(plain, match) if match and match.end() - match.start() <= LONGEST_NUMBER else None
    if high is None or high.kind != PLAIN_NUMBER or high.spelled != low.spelled:
        return None
    value = low.value
    magnitude = re.search(r"[百千]?[万亿]\Z", plain[high.start : high.end])
    if magnitude and value < high.value and not re.search("[万亿]", plain[low.start : low.end]):
        for c in magnitude.group():
            value *= _SCALE[c]
    if value >= high.value:
        return None
    return Number(
        start=low.start,
        end=high.end,
        bound_start=low.start,
        tail=high.end,
        value=value,
        upper=high.value,
        comparator=high.comparator,
        spelled=low.spelled,
    )


def _bounded(plain: str, number: Number, bounds: _Bounds) -> Number:
    """Return the number with the words before it that bound it."""
    found = bounds.before.search(plain, max(0, number.start - 9), number.start)
    if found is None:
        return number
    return Number(
        start=number.start,
        end=number.end,
        bound_start=found.start(),
        tail=number.tail,
        value=number.value,
        upper=number.upper,
        comparator=bounds.before_symbol[found.group(1)],
        kind=number.kind,
        spelled=number.spelled,
    )


def bound_after(plain: str, lexicon: Lexicon, end: int) -> tuple[str, int]:
    """Return the symbol and the end of the words after a unit that bound its number ("以上"); "=" when none do."""
    bounds = _bounds(lexicon)
    found = bounds.after.match(plain, end)
    return (bounds.after_symbol[found.group(1)], found.end()) if found else ("=", end)
