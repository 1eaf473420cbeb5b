"""Dates and periods as printed → ISO 8601, to the precision stated.

A `TimeSpan` keeps the words, the period they state and the preposition that leads them in ("since", "by", "than in").
Years left out are counted from the day of the document ("this year", "from January to August") or taken from the
year last named ("of that year", "in the same year").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.times import Stamp, TimeSpan, parse_stamp, write_stamp
from kg.model.record import Period

_YEAR = r"(?:19|20)\d\d"
_NUMBER_WORDS = {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}


@dataclass(frozen=True, slots=True)
class _Point:
    start: int
    end: int
    kind: str
    low: Stamp
    high: Stamp
    year: str = ""
    """How a missing year is to be found: "" (stated), this, last, previous, same, none (not said)."""
    open_end: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Grammar:
    points: re.Pattern[str]
    leads: tuple[tuple[str, str], ...]
    months: dict[str, int]
    ambiguous: frozenset[str]
    relative: dict[str, str]
    parts: dict[str, int]
    congresses: dict[str, str]


@lru_cache(maxsize=8)
def _grammar(lexicon: Lexicon) -> _Grammar:
    table = lexicon.table("time")
    months = {word: int(n) for n, words in table.get("months", {}).items() for word in words}
    relative = {word: key for key, words in table.get("relative", {}).items() for word in words}
    month = "|".join(sorted((w.capitalize() for w in months), key=len, reverse=True))
    month = rf"(?:{month}|{'|'.join(sorted((w.upper() for w in months if len(w) > 3), key=len, reverse=True))})"
    shouted = rf"(?:{month}|{'|'.join(sorted((w.upper() for w in months), key=len, reverse=True))})"
    day = r"\d{1,2}(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"
    dash = r"\s*(?:-|–|—|to|and|&|until|till)\s*"
    rel = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(relative, key=len, reverse=True))
    part = "|".join(sorted(table.get("parts", {}), key=len, reverse=True))
    count = r"\d{1,2}|" + "|".join(_NUMBER_WORDS)
    # The lookahead skips at once all places where no time can begin.
    pattern = rf"""(?<![A-Za-z])(?=[0-9JFMASONDQHfstlpcaoTLPCW])(?:
      (?P<clock>(?<![\d.:])\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:\s?(?:(?i:[ap]\.m\.|[ap]m\b)|hrs\b|h\b|GMT\b|UTC\b))
               |(?<![\d.,:])\d{{1,2}}:\d\d(?::\d\d)?(?![\d:])|(?<![\d.,])\d{{1,2}}\s?(?:(?i:[ap]\.m\.|[ap]m\b)|o'clock))
     |(?<![\d.])(?P<iy>{_YEAR})(?P<sep>[-/.])(?P<im>0?[1-9]|1[0-2])(?:(?P=sep)(?P<id>0[1-9]|[12]\d|3[01]|[1-9]))?
               (?:(?!\d)|(?=\d\d:\d\d))
     |(?<![\d.,/])(?P<nd>\d{{1,2}})(?P<nsep>[./])(?P<nm>\d{{1,2}})(?P=nsep)(?P<ny>{_YEAR})(?!\d)
     |(?<![\d.,$€£])(?P<d1>{day})(?:{dash}(?P<d2>{day}))?\s+(?:of\s+)?(?P<dm>{shouted})\b\.?(?:,?\s+(?P<dy>{_YEAR})(?![\d,]))?
     |\b(?P<mm>{month})\b\.?(?:\s+(?P<md>{day})(?:\s*(?:-|–|—|to|and|&)\s*(?P<md2>{day})(?=\s*(?:[,.;)]|:(?!\d)|$|\bof\b|and\b|\s{_YEAR})))?)?
               (?:(?:,|\s+of)?\s+(?P<my>{_YEAR})(?![\d,]|\.\d))?
     |(?i:\b(?P<part>{part}|last)\s+(?P<size>half(?:[-\s]year)?|quarter|(?P<n>{count})\s+(?P<nu>months|quarters))\b
               (?:(?:\s+of)?\s+(?P<py>{_YEAR}|{rel}))?)
     |\b(?:(?P<q>[QH])(?P<qn>[1-4])|(?P<rn>[1-4])(?P<r>[QH]))(?:\s+(?:of\s+)?(?P<qy>{_YEAR})\b|\b(?![-\d]))
     |(?i:\b(?P<span>past|last|previous|preceding)\s+(?:(?P<sn>{count}|few|several|couple\s+of)\s+)?(?P<su>decade|years|months|weeks|days)\b)
     |(?i:\b(?P<rel>{rel})\b(?!\s+{_YEAR}))
     |(?i:\b(?P<those>(?:those|these|the\s+same)\s+(?:\w+\s+)?(?:days|evenings|nights|weeks|months))\b)
     |(?i:\b(?P<con>\d{{1,2}})(?:th|st|nd|rd)\s+(?:CPC\s+|Party\s+)?(?:National\s+)?(?:Party\s+)?Congress\b)
     |(?<![.,/$€£-])(?:\bFY\s?|(?<!\w))(?P<y1>{_YEAR})\s?[-–/]\s?(?P<y2>(?:20)?\d\d)(?!\d|,\d|\.\d|\w)
     |(?<![\w.,/$€£])(?:FY\s?)?(?P<y>{_YEAR})(?P<dec>s\b)?(?![\w%]|,\d|\.\d|-\w))
    """
    leads = table.get("leads", {})
    ordered = sorted(((w, k) for k, words in leads.items() for w in words), key=lambda p: (-len(p[0]), p[0]))
    return _Grammar(
        re.compile(pattern, re.VERBOSE),
        tuple(ordered),
        months,
        frozenset(table.get("ambiguous", {}).get("months", ())),
        relative,
        {k: int(v) for k, v in table.get("parts", {}).items()},
        dict(table.get("congresses", {})),
    )


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
    named = {int(m) for m in re.findall(rf"(?<![\d.,])({_YEAR})(?![\d,])", content)}
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


def find_times(content: str, lexicon: Lexicon, reference: str | None = None) -> tuple[TimeSpan, ...]:
    """Return every stated time in `content`, in order, resolved against the `reference` day."""
    grammar = _grammar(lexicon)
    today = parse_stamp(reference)
    joined = _find_points(content, lexicon)
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


@lru_cache(maxsize=2)
def _find_points(content: str, lexicon: Lexicon) -> tuple[_Point, ...]:
    """Return the times of a text as printed; kept, since the text's own day is read from them first."""
    grammar = _grammar(lexicon)
    points = [p for m in grammar.points.finditer(content) if (p := _read_point(content, m, grammar))]
    return tuple(_join_ranges(content, _attach_years(content, points)))


def _read_point(content: str, m: re.Match[str], g: _Grammar) -> _Point | None:
    s, e = m.span()
    get = m.group
    none: Stamp = (None, None, None)
    if get("clock"):
        return _Point(s, e, "clock", none, none)
    if get("iy"):
        stamp = (int(get("iy")), int(get("im")), int(get("id")) if get("id") else None)
        return _Point(s, e, "date" if stamp[2] else "month", stamp, stamp)
    if get("nd"):
        day, month = int(get("nd")), int(get("nm"))
        if month > 12:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return _Point(s, e, "clock", none, none)
        return _Point(s, e, "date", (stamp := (int(get("ny")), month, day)), stamp)
    if get("d1"):
        return _days(s, e, g.months[get("dm").lower()], get("d1"), get("d2"), get("dy"))
    if get("mm"):
        return _month_point(content, m, g)
    if get("size"):
        return _part_point(m, g)
    if get("q") or get("r"):
        size = 3 if (get("q") or get("r")) == "Q" else 6
        first = size * (int(get("qn") or get("rn")) - 1) + 1
        if first > 12:
            return None
        year = int(get("qy")) if get("qy") else None
        return _Point(s, e, "range", (year, first, None), (year, first + size - 1, None), "" if year else "none")
    if get("span"):
        return _Point(s, e, "past:" + get("su") + ":" + (get("sn") or "1"), none, none)
    if get("rel"):
        key = g.relative.get(re.sub(r"\s+", " ", get("rel").lower()), "")
        return _Point(s, e, key.partition("_")[2], none, none, key.partition("_")[0])
    if get("those"):
        return _Point(s, e, "period", none, none, "same")
    if get("con"):
        when = g.congresses.get(get("con"))
        return _Point(s, e, "mark", parse_stamp(when), parse_stamp(when)) if when else None
    return _year_point(m)


def _year_point(m: re.Match[str]) -> _Point:
    s, e = m.span()
    if m.group("y1"):
        low, tail = int(m.group("y1")), m.group("y2")
        high = int(tail) if len(tail) == 4 else low - low % 100 + int(tail)
        if high <= low:
            return _Point(s, e, "clock", (None, None, None), (None, None, None))
        return _Point(s, e, "range", (low, None, None), (high, None, None))
    year = int(m.group("y"))
    if m.group("dec"):
        return _Point(s, e, "range", (year, None, None), (year + 9, None, None))
    return _Point(s, e, "year", (year, None, None), (year, None, None))


def _number(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else _NUMBER_WORDS.get(text.lower(), 0)


def _days(s: int, e: int, month: int, first: str, second: str | None, year: str | None) -> _Point | None:
    low = _number(first)
    high = _number(second) if second else low
    if not (1 <= low <= 31 and low <= high <= 31):
        return None
    y = int(year) if year else None
    return _Point(s, e, "date" if low == high else "range", (y, month, low), (y, month, high), "" if y else "none")


def _month_point(content: str, m: re.Match[str], g: _Grammar) -> _Point | None:
    s, e = m.span()
    word = m.group("mm").lower()
    if m.group("md"):
        return _days(s, e, g.months[word], m.group("md"), m.group("md2"), m.group("my"))
    year = int(m.group("my")) if m.group("my") else None
    if year is None and word in g.ambiguous:
        before = content[max(0, s - 12) : s].lower().rsplit(None, 1)
        if not before or before[-1] not in (
            "in",
            "since",
            "by",
            "from",
            "until",
            "till",
            "of",
            "to",
            "and",
            "between",
            "during",
            "early",
            "late",
            "mid",
            "last",
            "through",
            "end",
            "-",
            "–",
        ):
            return None
    stamp = (year, g.months[word], None)
    return _Point(s, e, "month", stamp, stamp, "" if year else "none")


def _part_point(m: re.Match[str], g: _Grammar) -> _Point | None:
    s, e = m.span()
    part, size = m.group("part").lower(), m.group("size").lower()
    if part == "last" and m.group("n"):
        return _Point(s, e, f"past:months:{_number(m.group('n'))}", (None, None, None), (None, None, None))
    nth = {"last": 2 if size.startswith("half") else 4}.get(part) or g.parts[part]
    if m.group("n"):
        months = _number(m.group("n")) * (3 if (m.group("nu") or "").lower() == "quarters" else 1)
        low, high = (1, months) if nth == 1 else (0, 0)
    else:
        length = 3 if size == "quarter" else 6
        low, high = length * (nth - 1) + 1, length * nth
    if not 1 <= low <= high <= 12:
        return None
    said = m.group("py")
    year = int(said) if said and said.isdigit() else None
    relative = g.relative.get(re.sub(r"\s+", " ", said.lower()), "").partition("_")[0] if said and not year else ""
    return _Point(s, e, "range", (year, low, None), (year, high, None), "" if year else relative or "none")


def _attach_years(content: str, points: list[_Point]) -> list[_Point]:
    """Return the points with "this year", "of that year" or a bare year joined to the month before it."""
    out: list[_Point] = []
    for point in points:
        if out and (point.kind == "year" or (point.kind == "year" and point.year)):
            prev = out[-1]
            between = content[prev.end : point.start]
            if prev.year == "none" and re.fullmatch(r"[\s,]*(?:of|in)?\s*", between) and len(between) < 12:
                y = point.low[0]
                out[-1] = replace(
                    prev, end=point.end, year=point.year, low=(y, *prev.low[1:]), high=(y, *prev.high[1:])
                )
                continue
        out.append(point)
    return out


_TO = re.compile(
    r"\s*(?:-|–|—|to|until|till|through|up to|and)\s*"
    r"(?:\d{1,2}[:.]\d\d ?(?:[AaPp]\.?[Mm]\.?|h|hrs)? ?(?:of|on) )?"
    r"(?:the\s+)?(?:(?:end|beginning|start)\s+of\s+)?(?:the\s+)?\Z"
)


def _join_ranges(content: str, points: list[_Point]) -> list[_Point]:
    """Return the points with "from X to Y", "between X and Y", "X-Y" and "March and April 2016" made one."""
    out: list[_Point] = []
    for point in points:
        prev = out[-1] if out else None
        if prev and prev.kind == "clock" and len(out) > 1 and point.kind == "date" and _joins(content, out[-2], point):
            prev = out[-2]
            out.pop()  # "from 8 am of May 12 to 8 am of May 13"
        if prev and _joins(content, prev, point):
            low, high, year = prev.low, point.high, point.year
            if low[0] is None and prev.year in ("none", ""):
                shift = 1 if high[0] and high[1] and low[1] and low[1] > high[1] else 0
                low = (high[0] - shift if high[0] else None, *low[1:])
            elif high[0] is None and prev.low[0]:
                high, year = (prev.low[0], *high[1:]), ""
            elif prev.year not in ("none", ""):
                year = prev.year
            out[-1] = _Point(prev.start, point.end, "range", low, high, year)
            continue
        out.append(point)
    return out


def _joins(content: str, prev: _Point, point: _Point) -> bool:
    between = content[prev.end : point.start]
    if len(between) > 32 or prev.kind not in ("date", "month", "year") or point.kind not in ("date", "month", "year"):
        return False
    found = _TO.match(between)
    if not found or (prev.low[1] is None) != (point.low[1] is None):
        return False
    before = content[max(0, prev.start - 24) : prev.start].lower()
    if between.strip() == "and":
        if re.search(r"\bbetween\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?\Z", before):
            return True
        return prev.kind == "month" == point.kind and prev.low[0] is None
    return True


def _resolve(point: _Point, today: Stamp, last: Stamp, before: tuple[Stamp, Stamp]) -> _Point:
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


def _month_of(point: _Point, today: Stamp, last: Stamp) -> _Point:
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


def _past(point: _Point, today: Stamp) -> _Point:
    _, unit, number = point.kind.split(":")
    count = _number(number)
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
_CLOCKED = re.compile(r" \d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|hrs|h|o'clock)?,? (?:on|of)\Z")
_WEEKDAY = re.compile(
    r"(?: the)?( this| last)?(?: (?:early|late))? (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?,? ?\(?\Z"
)
_SO_FAR = re.compile(r"(?i)\bso far\s+(?:in\s+)?\Z")


def _with_lead(content: str, point: _Point, g: _Grammar, today: Stamp) -> TimeSpan:
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


def _period(point: _Point, low: Stamp, high: Stamp, lead: str, open_end: bool, edge: str) -> Period | None:
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
