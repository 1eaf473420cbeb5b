"""What stands beside a number in Chinese: the clause before it cut at its verb, the noun after its measure word.

Words are not written apart, so a clause is cut at known verbs, fillers and names; what matters of a noun is its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.zh.words import Words, one_of

LONGEST_NOUN = 24
"""Characters; a longer noun phrase has run into the next words."""
CLAUSE = "，。；：！？\n（()）,;:!?|｜\t【】"


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The word classes of Chinese around numbers, compiled."""

    units: dict[str, str]
    counters: Words
    measures: Words
    nouns: dict[str, str]
    longest_noun: int
    noun_words: Words
    verbs: Words
    nominal: frozenset[str]
    custody: frozenset[str]
    judged: frozenset[str]
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    fill: re.Pattern[str]
    lead: re.Pattern[str]
    after: re.Pattern[str]
    rate: re.Pattern[str]

    def noun_at(self, plain: str, end: int, low: int = 0) -> str | None:
        """Return the unit of the longest known noun that ends at `end`, None when none does."""
        for size in range(min(self.longest_noun, end - low), 0, -1):
            unit = self.nouns.get(plain[end - size : end])
            if unit is not None:
                return unit
        return None

    def noun_within(self, plain: str, start: int, stop: int) -> int | None:
        """Return the end of the last known noun in `plain[start:stop]`, None when there is none."""
        for end in range(stop, start, -1):
            if self.noun_at(plain, end, start) is not None:
                return end
        return None


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a number in its clause: `noun` its span (empty when there is none), `verb` the verb's.

    `direct`: the verb stands right before the number. `words`: what stands there, also when it only describes
    ("涉赌的3名"). `acts`: the noun ends in a word that may as well be a verb ("检查").
    """

    noun: tuple[int, int]
    verb: tuple[int, int] | None
    direct: bool
    words: tuple[int, int]
    acts: bool = False


@lru_cache(maxsize=4)
def load_grammar(lexicon: Lexicon) -> Grammar:
    """Return the word classes of the lexicon."""
    table = lexicon.table("figures")
    counters = {word: unit for unit, words in table["counters"].items() for word in words}
    measures = {word: unit for unit, words in table["measures"].items() for word in words}
    nouns = {word: unit for unit, words in table["nouns"].items() for word in words}
    verbs = table["verbs"]
    stops = table["stops"]
    return Grammar(
        units=counters,
        counters=Words(counters),
        measures=Words(measures),
        nouns=nouns,
        longest_noun=max(map(len, nouns)),
        noun_words=Words(nouns),
        verbs=Words(verbs["words"]),
        nominal=frozenset(verbs["nominal"]),
        custody=frozenset(verbs["custody"]),
        judged=frozenset(verbs["judged"]),
        rise=re.compile(one_of(verbs["rise"])),
        fall=re.compile(one_of(verbs["fall"])),
        fill=re.compile(rf"(?:{one_of(stops['fill'])}|[ \"])+\Z"),
        lead=re.compile(rf"{one_of(stops['lead'])}\Z"),
        after=re.compile(rf"被(?![拐骗盗害告困诉侵])|{one_of(stops['after'])}"),
        rate=re.compile(rf"(?:{one_of(verbs['rate'])})"),
    )


# Words that end a noun elsewhere, and may begin one: "在逃人员", "不法分子", "集中收网".
_OPENS = re.compile(r"[在不未有无可前后中一从来外]|集中|联合|主要|公开|涉嫌|同时")
_BREAK = re.compile(r"(?:以来|期间|过程中|行动中)")
_WHERE = re.compile(r"(?:[全本我该各](?:国|省|市|县|区|州|地|盟|旗|镇|村|自治区)|当地|各地|多地|国内|境内|境外)\Z")
_COIN = re.compile(r"(?:折合)?(?:人民币|港币|新台币|美金)\Z")
_IDLE = re.compile(
    r"(?:其中|另外?|另有|还有?|此外|同时|并|共计?|累计|已|先后|成功|依法|新|有)+(?![能型区城闻害效关限])"
)
_OF = re.compile(
    r"(?:[^，。；：、！？\n\d]|\d{1,3}(?=[至到-]|岁)){0,46}?的([^，。；：、！？的\n\d]{1,14}?)(?=[，。；：、！？\n]|$)"
)
_NOMINAL = re.compile("[率者数量额]|员(?!工)")
_KEPT = re.compile(r"(?:行为|作为|人为|认为|国有|所有|私有|持有|上级|到达|大会|因为)\Z")


def _strip_fill(plain: str, low: int, end: int, g: Grammar) -> int:
    """Return where the words before a number end when "共有", "达", "分别为" and the like are left out."""
    while end > low:
        found = g.fill.search(plain, max(low, end - 6), end)
        if found is None or _KEPT.search(plain, max(low, found.start() - 1), found.start() + 1):
            break
        end = found.start()
    return end


def read_before(plain: str, low: int, number: int, g: Grammar, names: list[tuple[int, int]]) -> Before:
    """Return the noun and the verb in `plain[low:number]`; `names` are spans of names that are no part of the noun."""
    end = _strip_fill(plain, low, number, g)
    if plain[low:end] in ("重", "净重", "毛重", "总重"):
        end = low
    start, verb, acts = low, None, False
    reach = max(low, end - 60)
    partitive = end > low and plain[end - 1] == "的"
    for first, stop, _ in g.verbs.find(plain, reach, end):
        if stop - first == 1 and first > low and plain[first - 1] not in "共已，还也又、":
            continue
        if (stop < end and g.nouns.get(plain[first:end]) is not None) or _NOMINAL.match(plain, stop):
            continue
        inside = g.noun_words.at(plain, first)
        if inside is not None and stop < inside <= end:
            continue
        if stop == end and first > low and plain[first:stop] in g.nouns:
            acts = True
            continue
        start, verb = stop, (first, stop)
    for found in _BREAK.finditer(plain, start, end):
        start = found.end() if found.end() < end else start
    for first, stop in names:
        if low <= first and stop <= end and stop > start:
            start = stop
    while start < end and plain[start] in '了的出着过）) “"、和及与并':
        if plain[start] in '“"':
            break
        start += 1
    if start < end and (idle := _IDLE.match(plain, start, end)) and idle.end() < end:
        start = idle.end()
    direct = verb is not None and start >= end
    if partitive:
        return Before((end, end), verb, False, (start, end - 1))
    if start < end and end - start > LONGEST_NOUN:
        start = max(start, end - LONGEST_NOUN)
    if start >= end and (coin := _COIN.search(plain, max(low, number - 6), number)):
        start, end, direct = coin.start(), coin.end(), False
    if start < end and g.noun_at(plain, end, start) is None and g.lead.search(plain, start, end):
        start = end
    if start < end and _WHERE.fullmatch(plain, start, end):
        start = end
    return Before((start, end), verb, direct, (start, end), acts and start < end)


def read_after(plain: str, start: int, limit: int, g: Grammar, unit: str = "") -> tuple[int, int]:
    """Return the span of the noun after a measure word, empty when there is none; `unit` is what that word counts."""
    if start < limit and plain[start] == " ":
        start += 1
    stop = start
    quoted = 0
    top = min(limit, start + LONGEST_NOUN)
    while stop < top:
        c = plain[stop]
        if c in "“《":
            quoted += 1
        elif c in "”》":
            quoted -= 1
        elif not quoted and (c in CLAUSE or c in "、" or c.isdigit()):
            break
        elif not quoted and stop >= start:
            if g.after.match(plain, stop) and not _inside_noun(plain, start, stop, g):
                if stop == start and (opens := _OPENS.match(plain, stop)) and _describes(plain, opens.end(), top, g):
                    stop = opens.end()
                    continue
                break
            reach = g.verbs.at(plain, stop)
            if reach is not None and reach - stop > 1 and not _inside_noun(plain, start, stop, g):
                if stop == start and _describes(plain, reach, top, g):
                    stop = reach
                    continue
                break
        stop += 1
    if plain[stop : stop + 1] in ("和", "及", "与", "、") and stop > start:
        more = _conjunct(plain, stop + 1, top, g)
        if more is not None and g.noun_at(plain, stop, start) is None:
            stop = more
    while stop > start and plain[stop - 1] == " ":
        stop -= 1
    return start, _through_of(plain, start, stop, limit, g, unit) if unit in ("case", "person") else stop


def _through_of(plain: str, start: int, stop: int, limit: int, g: Grammar, unit: str) -> int:
    """Return the end of a noun whose description is told before it: "15宗涉嫌走私濒危物种的案件"."""
    if g.noun_at(plain, stop, start) == unit:
        return stop
    found = _OF.match(plain, stop, min(limit, start + 60))
    if found is None:
        return stop
    return found.end(1) if g.noun_at(plain, found.end(1), found.start(1)) == unit else stop


def _describes(plain: str, start: int, limit: int, g: Grammar) -> bool:
    """Whether a verb right after a measure word only describes the noun that follows it ("12名参与人员")."""
    end = start
    while end < min(limit, start + 10) and plain[end] not in CLAUSE and not g.after.match(plain, end):
        if g.verbs.at(plain, end) is not None and g.noun_at(plain, end, start) is not None:
            break
        end += 1
    return end > start and g.noun_at(plain, end, start) is not None


def _inside_noun(plain: str, start: int, stop: int, g: Grammar) -> bool:
    """Whether the character at `stop` stands inside a known noun that begins between `start` and it."""
    return any(
        plain[first : first + size] in g.nouns
        for first in range(max(start, stop - g.longest_noun), stop + 1)
        for size in range(max(2, stop - first + 1), g.longest_noun + 1)
    )


def _conjunct(plain: str, start: int, limit: int, g: Grammar) -> int | None:
    """Return the end of the noun that a conjunction adds ("国家和地区"), None when it adds none."""
    for end in range(start + 2, min(limit, start + 8) + 1):
        if g.noun_at(plain, end, start) is not None:
            return end
    return None
