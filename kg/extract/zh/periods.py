"""Dates and periods as Chinese prints them → ISO 8601, to the precision stated.

Years left out are counted from the day of the document ("今年", "上半年", "4月以来") or taken from the year last
named in the paragraph ("当年", "6月25日至7月底"). Everything is matched in the plain form of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.times import Stamp, TimeSpan, parse_stamp, write_stamp
from kg.extract.zh.numbers import read_numeral
from kg.extract.zh.words import one_of
from kg.model.record import Period

_NUMERAL = "零一二三四五六七八九十"
_YEAR = r"(?:(?:19|20)\d\d|[一二][零九][零一二三四五六七八九]{2})"
_JOIN = re.compile(r"(?:起|开始)?，? ?(?:至|到|-|—{1,2}|~|、) ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A time as printed. `told`: the word for its year, "" when stated, "none" when left out.

    `end_told`: the same of the end of a range.
    """

    start: int
    end: int
    kind: str
    low: Stamp
    high: Stamp
    told: str = ""
    end_told: str = "none"
    ranged: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Grammar:
    points: re.Pattern[str]
    years: dict[str, str]
    parts: dict[str, tuple[int, int]]
    congresses: dict[str, str]
    since_after: re.Pattern[str]
    since_before: re.Pattern[str]
    until_before: re.Pattern[str]
    until_after: re.Pattern[str]
    compare_before: re.Pattern[str]
    compare_after: re.Pattern[str]


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    table = lexicon.table("time")
    years = {word: key for key, words in table["years"].items() for word in words}
    leads = {name: one_of(words) for name, words in table["leads"].items()}
    number = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})"
    to = "(?:至|到|-|—{1,2}|~)"
    # The lookahead skips at once all places where no time can begin.
    points = rf"""(?=[\d{_NUMERAL}年第下上前首民党近过最多几截到目至迄{"".join(sorted({w[0] for w in years}))}])(?:
      (?<![\d.])(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=sep)(?P<id>0?[1-9]|[12]\d|3[01])(?!\d)
     |(?:(?<!\d)(?P<ey>{_YEAR})年|(?P<etold>{one_of(years)}))(?P<yearend>[底末初])
     |(?:(?:(?<!\d)(?P<y>{_YEAR})[ ]?年度?|(?<!\d)(?:民国)?(?P<roc>1[01]\d)年度?
         |[今去本前上][（(](?P<aside>\d{{3,4}})[）)]年度?
         |(?P<told>{one_of(years)}))的?[ ]?)?
        (?:(?P<part>{one_of(table["parts"])})
          |(?P<m1>(?<![\d.]){number})[ ]?月?(?:份)?[ ]?{to}[ ]?(?P<m2>{number})[ ]?月(?!\d|[ ]?{number}[日号])
          |(?<!的)[前首](?P<first>{number})个?月
          |(?P<m>(?<![\d.]){number})[ ]?月(?:份(?!额))?
           (?:[ ]?(?P<d>{number})[ ]?(?:日|号)|(?P<edge>底|末|初|上旬|中旬|下旬))?)
     |(?P<mrel>本月|上个?月|当月|同月)(?:(?P<mday>{number})(?:日|号)|(?P<medge>底|末|初|中旬|上旬|下旬))?
     |(?<![\d.])(?P<d1>{number})(?:日|号)(?!线|楼|文|令)
     |(?<!\d)(?P<y1>{_YEAR})年?[ ]?{to}[ ]?(?P<y2>{_YEAR})年
     |[今去本前上][（(](?P<aside2>\d{{3,4}})[）)]年
     |(?<!\d)(?P<year>{_YEAR})[ ]?年(?:度|间)?
     |(?:民国(?P<roc2>\d{{2,3}})|(?<!\d)(?P<roc3>1[01]\d))年(?=同期|全年|度|间|[，,、])
     |(?P<rel>{one_of(years)})
     |(?:党的)?(?P<congress>{one_of(table["congresses"])})
     |(?:近|过去|最近)(?P<span>{number}|几|些)年(?:来|间)?|(?P<span2>[{_NUMERAL}]{{1,3}}|\d{{1,2}}|多|几)年来|近年来?|近些年
     |(?:截至|截止|到)?目前|(?:至|迄)今(?!年))
    """
    congresses = {str(k): str(v) for k, v in table["congresses"].items()}
    parts = {str(k): (int(v[0]), int(v[1])) for k, v in table["parts"].items()}
    return _Grammar(
        points=re.compile(points, re.VERBOSE),
        years=years,
        parts=parts,
        congresses=congresses,
        since_after=re.compile(rf"(?:{leads['since_after']})(?!点|诉|获|草|到|源|义|年)"),
        since_before=re.compile(rf"(?:{leads['since_before']})\Z"),
        until_before=re.compile(r"(?:(?<!自)(?:截至|截止到|截止|截至到)|(?<![\w])(?:到|至)|(?<=中)到)\Z"),
        until_after=re.compile(leads["until_after"]),
        compare_before=re.compile(r"(?:比|较|相比|相较于?|(?:与|同|和)(?=\Z))\Z"),
        compare_after=re.compile(
            r"的?(?:同期|相比|水平)|(?:全年|同期|总数|总量|总和)?的?(?=(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+)倍)"
        ),
    )


def reference_date(plain: str, lexicon: Lexicon, *, published: str | None, event: str | None) -> str | None:
    """Return the day from which "今年" counts: the event's, the page's, or the latest the text itself speaks of.

    A page may be a repost, years younger than what it tells: when the text names no year later than the one before
    the page's, the text's own latest year counts.
    """
    if event and len(event) >= 7:
        return event
    named = {int(y) for y in re.findall(r"(?<![\d.到至])((?:19|20)\d\d)(?=年|[”—]|专项|行动)", plain)}
    if published:
        year = parse_stamp(published)[0]
        body = {y for y in named if year and y <= year}
        if year and len(body) > 1 and max(body) < year - 1:
            return str(max(body))
        return published
    spans = [s for s in find_times(plain, lexicon) if s.low[0] and s.lead != "compare"]
    said = [s for s in spans if s.kind == "date" and s.low[2]]
    if said:
        latest = (
            max((s.low[0] or 0, s.low[1] or 0, s.low[2] or 0) for s in said if s.lead == "within")
            if any(s.lead == "within" for s in said)
            else said[0].low
        )
        return write_stamp(latest)
    return str(max(named)) if named else event


def find_times(plain: str, lexicon: Lexicon, reference: str | None = None) -> tuple[TimeSpan, ...]:
    """Return every stated time, in order, resolved against the `reference` day. Cost linear in the length."""
    g = _grammar(lexicon)
    today = parse_stamp(reference)
    spans: list[TimeSpan] = []
    last: Stamp = (None, None, None)
    points = _find_points(plain, lexicon)
    line = -1
    for point in points:
        end_of_line = plain.rfind("\n", 0, point.start)
        if end_of_line != line:
            line, last = end_of_line, (None, None, None) if not today[0] else last
        resolved = _resolve(point, today, last)
        span = _with_lead(plain, resolved, g)
        if resolved.low[0] and span.lead != "compare":
            last = resolved.high if resolved.high[0] else resolved.low
        spans.append(span)
    return tuple(spans)


@lru_cache(maxsize=2)
def _find_points(plain: str, lexicon: Lexicon) -> tuple[_Point, ...]:
    g = _grammar(lexicon)
    found: list[_Point] = []
    for match in g.points.finditer(plain):
        point = _read(match, g)
        if point is not None:
            found.append(point)
    return tuple(_joined(plain, found))


def _number(words: str | None) -> int | None:
    if not words:
        return None
    if words.isdigit():
        return int(words)
    value = read_numeral(words)
    return int(value) if value is not None else None


def _read(match: re.Match[str], g: _Grammar) -> _Point | None:
    f = match.groupdict()
    start, end = match.span()

    def point(kind: str, low: Stamp, high: Stamp, told: str = "", *, ranged: bool = False) -> _Point:
        return _Point(start=start, end=end, kind=kind, low=low, high=high, told=told, ranged=ranged)

    if f["iy"]:
        day = (int(f["iy"]), int(f["im"]), int(f["id"]))
        return point("date", day, day)
    if f["y1"]:
        return point("range", (_number(f["y1"]), None, None), (_number(f["y2"]), None, None), ranged=True)
    roc = f["roc"] or f["roc2"] or f["roc3"]
    aside = int(f["aside"] or f["aside2"] or 0)
    year = _number(f["y"] or f["year"]) or (aside + 1911 if 0 < aside < 1000 else aside) or None
    year = year or (1911 + int(roc) if roc else None)
    told = "" if year else g.years.get(f["told"] or f["rel"] or "", "none")
    if f["yearend"]:
        month = 1 if f["yearend"] == "初" else 12
        told = "" if f["ey"] else g.years[f["etold"]]
        stamp: Stamp = (_number(f["ey"]), month, None)
        return point("month", stamp, stamp, told)
    if f["part"]:
        first, final = g.parts[f["part"]]
        kind = "month" if first == final else "range"
        return point(kind, (year, first, None), (year, final, None), told, ranged=first != final)
    if f["m2"]:
        first, final = _number(f["m1"]) or 0, _number(f["m2"]) or 0
        if not (1 <= first < final <= 12):
            return None
        return point("range", (year, first, None), (year, final, None), told, ranged=True)
    if f["first"]:
        return point("range", (year, 1, None), (year, _number(f["first"]), None), told, ranged=True)
    if f["m"]:
        month, day_of = _number(f["m"]) or 0, _number(f["d"])
        if not month or month > 12 or (day_of or 1) > 31:
            return None
        stamp = (year, month, day_of)
        return point("date" if day_of else "month", stamp, stamp, told)
    if f["mrel"]:
        day_in = _number(f["mday"])
        told = "last-month" if f["mrel"].startswith("上") else "this-month" if f["mrel"] == "本月" else "same-month"
        kind = "date" if day_in else "month"
        return point(kind, (None, None, day_in), (None, None, day_in), told)
    if f["d1"]:
        day_of = _number(f["d1"])
        return point("date", (None, None, day_of), (None, None, day_of), "day") if day_of and day_of <= 31 else None
    if year or f["rel"]:
        return point("year", (year, None, None), (year, None, None), told)
    if f["congress"]:
        met = parse_stamp(g.congresses[f["congress"]])
        return replace(point("mark", met, met), marked=True)
    return _Point(start=start, end=end, kind="mark", low=(None, None, None), high=(None, None, None), told="now")


def _joined(plain: str, points: list[_Point]) -> list[_Point]:
    """Return the points with "6月25日至7月底" and "22日至24日" made one."""
    out: list[_Point] = []
    for point in points:
        previous = out[-1] if out else None
        joined = _JOIN.fullmatch(plain, previous.end, point.start) if previous else None
        if previous and joined and not previous.ranged and point.told not in ("now", "month") and point.kind != "mark":
            if joined.group().strip() == "、" or previous.kind == "mark":
                out.append(point)
                continue
            out[-1] = _Point(
                start=previous.start,
                end=point.end,
                kind="range",
                low=previous.low,
                high=point.high,
                told=previous.told,
                end_told=point.told,
                ranged=True,
            )
            continue
        out.append(point)
    return out


def _resolve(point: _Point, today: Stamp, last: Stamp) -> _Point:
    """Return the point with its year filled in, as far as the day of the document or the text before it tells."""
    if point.told == "now" or point.marked:
        return point
    year, month, day = point.low
    if year is None:
        year = _year_of(point, today, last)
    if month is None and (point.told == "day" or point.told.endswith("-month")):
        year, month = _month_of(point, today, last)
    low = (year, month, day)
    high_year, high_month, high_day = point.high
    if high_year is None and point.end_told in ("this", "last", "before") and today[0]:
        high_year = today[0] - {"this": 0, "last": 1, "before": 2}[point.end_told]
    if high_year is None:
        high_year = year
        if high_month is None and (high_day is not None or point.told.endswith("-month")):
            high_month = month
        elif high_month and month and high_month < month and year:
            high_year = year + 1
    return replace(point, low=low, high=(high_year, high_month, high_day))


def _month_of(point: _Point, today: Stamp, last: Stamp) -> tuple[int | None, int | None]:
    """Return year and month of a day without one ("8日"), or of "本月", "上月"."""
    near = last if last[1] and point.told in ("day", "same-month") else today
    year, month = near[0], near[1]
    if point.told == "last-month" and year and month:
        return (year, month - 1) if month > 1 else (year - 1, 12)
    return year, month


def _year_of(point: _Point, today: Stamp, last: Stamp) -> int | None:
    this = today[0]
    near = last[0] or this
    shift = {"last": -1, "before": -2, "next": 1}
    if point.told == "this":
        return this
    if point.told in shift:
        return this + shift[point.told] if this else None
    if point.told == "previous":
        return near - 1 if near else None
    if point.told == "same" or point.told == "day":
        return near
    if last[0] and last[0] != this:
        return last[0]
    if this and today[1] and point.low[1] and point.low[1] > today[1]:
        return this - 1 if last[0] != this else this
    return near


def _with_lead(plain: str, point: _Point, g: _Grammar) -> TimeSpan:
    before = plain[max(0, point.start - 4) : point.start]
    lead, lead_start, end = "within", point.start, point.end
    low, high = write_stamp(point.low), write_stamp(point.high)
    period: Period | None = Period(start=low, end=high) if low else None
    since = g.since_after.match(plain, point.end)
    compared = g.compare_after.match(plain, point.end)
    if compared or g.compare_before.search(before):
        lead, period = "compare", None
        end = compared.end() if compared else end
    elif since:
        lead, end = "since", since.end()
        open_end = since.group() in ("以来", "至今", "迄今") or not point.ranged
        period = Period(start=low, end=None) if low and open_end else period
    elif until := g.until_before.search(before):
        lead, lead_start = "until", point.start - len(before) + until.start()
        period = Period(start=None, end=high) if high else None
    elif point.kind != "range" and (until := g.until_after.match(plain, point.end)):
        lead, end = "until", until.end()
        period = Period(start=None, end=high) if high else None
    elif found := g.since_before.search(before):
        lead, lead_start = "from", point.start - len(before) + found.start()
    if point.marked and lead != "since":
        period = None
    return TimeSpan(
        start=point.start,
        end=end,
        lead_start=lead_start,
        lead=lead,
        kind=point.kind,
        low=point.low,
        high=point.high,
        period=period,
    )
