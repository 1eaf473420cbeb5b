"""The days of a document: when it was published, and when what it reports took place."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from kg.extract.en.periods import find_times
from kg.extract.lexicon import Lexicon
from kg.extract.text import BlockKind, Text
from kg.extract.times import Stamp, TimeSpan, parse_stamp, write_stamp

_HEAD = 750
"""Code points: where a document says when it was published."""
_ISSUE = re.compile(r"(?<![\d/.])(0[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])")
"""The month of an issue: 07/2022."""
_FOOT = 5
"""Blocks at the end of a page that may hold its day."""
_SHORT = 60
"""Code points: a longer block is no line of its own."""
_FAR = 400_000
"""Code points read for the years a text speaks of."""
_YEAR = re.compile(r"(?<![\d.,/$€£-])(?:19|20)\d\d(?![\d/-]|[.,]\d)")
_STALE = 2
"""Years between the newest year a text speaks of and its page's stamp, from which the page is taken for a repost."""


@lru_cache(maxsize=16)
def _weekdays(lexicon: Lexicon) -> dict[str, int]:
    return {w.lower(): n for n, w in enumerate(lexicon.words("events", "weekdays"))}


def find_published(text: Text, lexicon: Lexicon) -> str | None:
    """Return the day the page gives for itself: the first full date at its head, or in a dateline."""
    times = [t for t in find_times(text.content[:_HEAD], lexicon) if t.kind in ("date", "month")]
    lines = [t for t in times if _at_head(text, t) and t.lead == "" and t.low == t.high]
    dated = [t for t in lines if t.low[0] is not None]
    for kinds in (("date",), ("date", "month")):
        for each in dated:
            if each.kind in kinds:
                return write_stamp(each.low)
    for each in lines:
        if each.kind == "date" and each.low[0] is None:
            return _with_year(text, lexicon, each.low)
    issue = _ISSUE.search(text.content[:_HEAD])
    return f"{issue.group(2)}-{issue.group(1)}" if issue is not None else _at_foot(text, lexicon)


def _at_foot(text: Text, lexicon: Lexicon) -> str | None:
    """Return the day that a line of its own at the foot of the page gives."""
    for block in text.blocks[:-_FOOT:-1]:
        if block.end - block.start > _SHORT:
            continue
        for time in find_times(text.content[block.start : block.end], lexicon):
            if time.kind == "date" and time.low == time.high and time.low[0] is not None and time.low[2] is not None:
                return write_stamp(time.low)
    return None


def _at_head(text: Text, time: TimeSpan) -> bool:
    block = text.blocks[text.block_at(time.start)]
    return block.kind is not BlockKind.PROSE or time.start - block.start < 60


def _with_year(text: Text, lexicon: Lexicon, low: Stamp) -> str | None:
    """Return a dateline's day with the year in which it fell on the weekday the text names; None when none does."""
    tokens = text.tokens
    weekdays = _weekdays(lexicon)
    end = tokens.at(min(len(text) - 1, 2 * _HEAD)) if len(text) else 0
    named = next((weekdays[tokens.low[i]] for i in range(end) if tokens.low[i] in weekdays), None)
    newest = newest_year(text)
    if named is None or newest is None or not low[1] or not low[2]:
        return None
    for year in (newest, newest + 1, newest - 1):
        day = as_date(write_stamp((year, low[1], low[2])))
        # Told within the week: "Tuesday" is the dateline's day or one shortly before it.
        if day is not None and (day.weekday() - named) % 7 in (0, 1):
            return day.isoformat()
    return None


def newest_year(text: Text, *, prose: bool = False) -> int | None:
    """Return the newest year a text speaks of; with `prose`, only what stands in paragraphs counts."""
    years = [
        int(m.group())
        for m in _YEAR.finditer(text.content[:_FAR])
        if not prose or text.blocks[text.block_at(m.start())].kind is BlockKind.PROSE
    ]
    return max(years, default=None)


def told_of(text: Text, lexicon: Lexicon, published: str | None) -> str | None:
    """Return year and month that a reposted text speaks from, when its page's stamp is years newer; else None.

    The month is the last one the text says of "this year".
    """
    stamp, newest = parse_stamp(published)[0], newest_year(text, prose=True)
    if stamp is None or newest is None or stamp - newest < _STALE:
        return None
    months: list[int] = []
    for time in find_times(text.content, lexicon):
        after = text.content[time.end : time.end + 12].lower()
        words = text.content[time.start : time.end].lower()
        here = any(words.endswith(w) or after.lstrip(" ,").startswith(w) for w in lexicon.words("events", "this_year"))
        if here and time.high[1] is not None:
            months.append(time.high[1])
    return write_stamp((newest, max(months), None)) if months else None


def as_date(stamp: str | None) -> datetime.date | None:
    """Return a stamp as a day; None when it is less than one."""
    year, month, day = parse_stamp(stamp)
    try:
        return datetime.date(year, month, day) if year and month and day else None
    except ValueError:
        return None
