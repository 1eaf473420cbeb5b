"""Dates and periods as printed → ISO 8601, to the precision stated.

A `TimeSpan` keeps the words, the period they state and the preposition that leads them in ("since", "by", "than in").
Years left out are counted from the day of the document ("this year", "from January to August") or taken from the
year last named ("of that year", "in the same year").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.extract.en.dates import YEAR, Point, TimeGrammar, find_points, number_word, time_grammar
from kg.extract.lexicon import Lexicon
from kg.extract.times import Stamp, TimeSpan, parse_stamp, write_stamp
from kg.model.record import Period


def reference_date(
    content: str, lexicon: Lexicon, *, published: str | None = None, event: str | None = None
) -> str | None:
    """Return the day from which "this year" counts: the event's, the page's, or the latest the text itself speaks of.

    A page may be a repost, years younger than what it tells: when the text names no year later than the one before
    the page's, the text's own latest year counts.
    """
    if event and event != published:
        return event
    spans = [s for s in find_times(content, lexicon, published) if s.kind in ("date", "month", "year")]
    named = {int(m) for m in re.findall(rf"(?<![\d.,])({YEAR})(?![\d,])", content)}
    stamps = {s.low[0] for s in spans if s.kind == "date" and s.low[0]}
    if published:
        year = parse_stamp(published)[0]
        body = {y for y in named - {year} if year and y <= year}
        written = any(re.search(rf"[A-Za-z].*{year}", content[s.start : s.end]) for s in spans)
        counted = re.search(r"(?i)\b(?:this|last) year\b", content)
        if year and counted and not written and len(body) > 2 and max(body) < year - 1:
            return str(max(body))
        return published
    dated = [s.low for s in spans if s.kind == "date" and s.low[0] and s.low[2] and s.start < 1200]
    if dated:
        return write_stamp(dated[0])
    early = [s.low for s in spans if s.kind == "month" and s.low[0] and s.start < 400]
    if early:
        return write_stamp(early[0])
    years = named | {y for y in stamps if y}
    return str(max(years)) if years else None


@lru_cache(maxsize=4)
def find_times(content: str, lexicon: Lexicon, reference: str | None = None) -> tuple[TimeSpan, ...]:
    """Return every stated time in `content`, in order, resolved against the `reference` day."""
    grammar = time_grammar(lexicon)
    today = parse_stamp(reference)
    joined = find_points(content, lexicon)
    spans: list[TimeSpan] = []
    last: Stamp = (None, None, None)
    span = (last, last)
    for point in joined:
        resolved = _resolve(point, today, last, span)
        if resolved.kind == "range" and point.kind != "period" and resolved.low[0]:
            span = (resolved.low, resolved.high)
        if resolved.kind != "clock" and resolved.low[0]:
            last = resolved.high if resolved.high[0] else resolved.low
        spans.append(_with_lead(content, resolved, grammar, today))
    return tuple(spans)


def _resolve(point: Point, today: Stamp, last: Stamp, before: tuple[Stamp, Stamp]) -> Point:
    if point.kind.startswith("past:"):
        return _past(point, today)
    year = {"this": today[0], "last": (today[0] or 0) - 1 if today[0] else None, "same": last[0] or today[0]}
    if point.kind == "year" and point.year:
        known = year.get(point.year)
        if point.year == "previous":
            base = last[0] or today[0]
            known = base - 1 if base else None
        return replace(point, low=(known, None, None), high=(known, None, None))
    if point.kind == "period":
        return replace(point, kind="range", low=before[0], high=before[1])
    if point.kind == "month" and point.year in ("this", "last", "same") and point.low[1] is None:
        return _month_of(point, today, last)
    if point.year in year:
        y = year[point.year]
        return replace(point, low=(y, *point.low[1:]), high=(y, *point.high[1:]))
    if point.year == "none" and point.low[0] is None:
        y = _guess_year(point.high, today)
        first = y - 1 if y and point.low[1] and point.high[1] and point.low[1] > point.high[1] else y
        return replace(point, low=(first, *point.low[1:]), high=(y, *point.high[1:]))
    return point


def _month_of(point: Point, today: Stamp, last: Stamp) -> Point:
    y, month, _ = last if point.year == "same" else today
    if y and month and point.year == "last":
        y, month = (y - 1, 12) if month == 1 else (y, month - 1)
    return replace(point, low=(y, month, None), high=(y, month, None))


def _guess_year(stamp: Stamp, today: Stamp) -> int | None:
    """The year that puts a day or month nearest before the document's day, a month's grace given."""
    if not today[0]:
        return None
    if today[1] and stamp[1] and stamp[1] > today[1] + 1:
        return today[0] - 1
    return today[0]


def _past(point: Point, today: Stamp) -> Point:
    _, unit, number = point.kind.split(":")
    count = number_word(number)
    year, month, _ = today
    low: Stamp = (None, None, None)
    high: Stamp = (None, None, None)
    if year and count and unit in ("decade", "years"):
        low, high = (year - count * (10 if unit == "decade" else 1), None, None), (year, None, None)
    elif year and month and count and unit == "months":
        total = year * 12 + month - 1 - count
        low, high = (total // 12, total % 12 + 1, None), (year, month, None)
    return replace(point, kind="range", low=low, high=high)


_EDGE = re.compile(
    r"(?i)\b(?:the\s+)?(?:very\s+)?(beginning|start|end|close|middle|mid|early|late|outset)(?:\s+of|-)?\s*(?:the\s+)?\Z"
)
_CLOCKED = re.compile(
    r" \d{1,2}(?:[:.]\d\d ?(?:[ap]\.?m\.?|hrs|h)?| ?(?:[ap]\.?m\.?|hrs|h|o'clock))(?:,? (?:on|of)|,)\Z"
)
_WEEKDAY = re.compile(
    r"(?: the)?( this| last)?(?: (?:early|late))? (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?,? ?\(?\Z"
)
_SO_FAR = re.compile(r"(?i)\bso far\s+(?:in\s+)?\Z")


def _with_lead(content: str, point: Point, g: TimeGrammar, today: Stamp) -> TimeSpan:
    """Return the point with the preposition before it and the period the two state."""
    before = content[max(0, point.start - 48) : point.start]
    start, edge = point.start, ""
    so_far = bool(_SO_FAR.search(before)) or content[point.end : point.end + 8].lower().lstrip().startswith("so far")
    found = _EDGE.search(before)
    if found:
        edge, start = found.group(1).lower(), point.start - (len(before) - found.start())
        before = before[: found.start()]
    tail = re.sub(r"\s+", " ", before.lower()).rstrip()
    day = _WEEKDAY.search(tail)
    if day:
        tail = tail[: day.start()] + (" on" if day.group(1) else "")
    for article in (" the year", " the month of", " the", " year"):
        if tail.endswith(article) and point.kind != "range":
            tail = tail.removesuffix(article)
            break
    if clocked := _CLOCKED.search(tail):
        tail = tail[: clocked.start()]
    lead = ""
    for words, kind in g.leads:
        if tail.endswith(words) and (len(tail) == len(words) or not tail[-len(words) - 1].isalnum()):
            lead = kind
            start = point.start - (len(before) - max(before.lower().rfind(words.split()[0]), 0)) if not edge else start
            break
    if (point.year == "previous" and lead in ("from", "compare", "since")) or (
        tail.endswith("on") and lead == "within" and not point.low[2]
    ):
        lead = "compare"
    low, high = point.low, point.high
    if edge in ("end", "close") and low[0] and not low[1] and lead == "until":
        high = low = (low[0], 12, None)
    after = content[point.end : point.end + 12].lower().lstrip()
    return TimeSpan(
        start=point.start,
        end=point.end,
        lead_start=min(start, point.start),
        lead=lead,
        kind=point.kind,
        low=low,
        high=high,
        period=_period(point, low, high, lead, so_far or after.startswith(("onward", "on,", "to date")), edge),
    )


def _period(point: Point, low: Stamp, high: Stamp, lead: str, open_end: bool, edge: str) -> Period | None:
    first, final = write_stamp(low), write_stamp(high)
    if point.kind == "clock" or not (first or final):
        return None
    if lead == "since" or open_end or (point.kind == "mark" and lead != "until"):
        return Period(start=first, end=None)
    if lead == "until":
        return Period(start=None, end=final)
    if lead == "from" and point.kind in ("date", "month", "year"):
        return Period(start=first, end=None)
    return Period(start=first, end=final)
