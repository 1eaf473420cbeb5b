"""Dates and parts of years as they are printed, before a missing year is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.times import Stamp, parse_stamp

YEAR = r"(?:19|20)\d\d"
_WORD = re.compile(r"[A-Za-z]+|\d+")
_OPENINGS = ("last", "past", "previous", "preceding", "those", "these", "the", "Q", "H", "FY")
"""Words beside months and parts of years that a time may open with."""
_NUMBER_WORDS = {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}


@dataclass(frozen=True, slots=True)
class Point:
    """A time as printed: its words, its bounds as far as stated, and how a missing year is to be found."""

    start: int
    end: int
    kind: str
    low: Stamp
    high: Stamp
    year: str = ""
    """How a missing year is to be found: "" (stated), this, last, previous, same, none (not said)."""
    open_end: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TimeGrammar:
    """The pattern of printed times and the words around them, of one language."""

    points: re.Pattern[str]
    leads: tuple[tuple[str, str], ...]
    months: dict[str, int]
    ambiguous: frozenset[str]
    relative: dict[str, str]
    parts: dict[str, int]
    congresses: dict[str, str]
    openings: frozenset[str]
    before_month: frozenset[str]
    ranged_on: re.Pattern[str]


@lru_cache(maxsize=8)
def time_grammar(lexicon: Lexicon) -> TimeGrammar:
    """Return the grammar of a lexicon, built once."""
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
     |(?<![\d.])(?P<iy>{YEAR})(?P<sep>[-/.])(?P<im>0?[1-9]|1[0-2])(?:(?P=sep)(?P<id>0[1-9]|[12]\d|3[01]|[1-9]))?
               (?:(?!\d)|(?=\d\d:\d\d))
     |(?<![\d.,/])(?P<nd>\d{{1,2}})(?P<nsep>[./])(?P<nm>\d{{1,2}})(?P=nsep)(?P<ny>{YEAR})(?!\d)
     |(?<![\d.,$€£])(?P<d1>{day})(?:{dash}(?P<d2>{day}))?\s+(?:of\s+)?(?P<dm>{shouted})\b\.?(?:,?\s+(?P<dy>{YEAR})(?![\d,]))?
     |\b(?P<mm>{month}|{shouted}(?=\s?[-–—]\s?[A-Z]))\b\.?(?:\s+(?P<md>{day})(?:\s*(?:-|–|—|to|and|&)\s*(?P<md2>{day})(?=\s*(?:[,.;)]|:(?!\d)|$|\bof\b|and\b|\s{YEAR})))?)?
               (?:(?:,|\s+of)?\s+(?P<my>{YEAR})(?![\d,]|\.\d))?
     |(?i:\b(?P<part>{part}|last)\s+(?P<size>half(?:[-\s]year)?|quarter|(?P<n>{count})\s+(?P<nu>months|quarters))\b
               (?:(?:\s+of)?\s+(?P<py>{YEAR}|{rel}))?)
     |\b(?:(?P<q>[QH])(?P<qn>[1-4])|(?P<rn>[1-4])(?P<r>[QH]))(?:\s+(?:of\s+)?(?P<qy>{YEAR})\b|\b(?![-\d]))
     |(?i:\b(?P<span>past|last|previous|preceding)\s+(?:(?P<sn>{count}|few|several|couple\s+of)\s+)?(?P<su>decade|years|months|weeks|days)\b)
     |(?i:\b(?P<rel>{rel})\b(?!\s+{YEAR}))
     |(?i:\b(?P<those>(?:those|these|the\s+same)\s+(?:\w+\s+)?(?:days|evenings|nights|weeks|months))\b)
     |(?i:\b(?P<con>\d{{1,2}})(?:th|st|nd|rd)\s+(?:CPC\s+|Party\s+)?(?:National\s+)?(?:Party\s+)?Congress\b)
     |(?<![.,/$€£-])(?:\bFY\s?|(?<!\w))(?P<y1>{YEAR})\s?[-–/]\s?(?P<y2>(?:20)?\d\d)(?!\d|,\d|\.\d|\w)
     |(?<![\w.,/$€£])(?:FY\s?)?(?P<y>{YEAR})(?P<dec>s\b)?(?![\w%]|,\d|\.\d|-\w))
    """
    leads = table.get("leads", {})
    ordered = sorted(((w, k) for k, words in leads.items() for w in words), key=lambda p: (-len(p[0]), p[0]))
    return TimeGrammar(
        re.compile(pattern, re.VERBOSE),
        tuple(ordered),
        months,
        frozenset(table.get("ambiguous", {}).get("months", ())),
        relative,
        {k: int(v) for k, v in table.get("parts", {}).items()},
        dict(table.get("congresses", {})),
        frozenset(
            form
            for phrase in (*months, *relative, *table.get("parts", {}), *_OPENINGS)
            for form in (phrase.split()[0], phrase.split()[0].capitalize(), phrase.split()[0].upper())
        ),
        frozenset(table.get("ambiguous", {}).get("after", ())),
        re.compile(rf"\s?[-–—]\s?{shouted}\b\.?(?:\s+\d{{1,2}},)?\s+{YEAR}\b"),
    )


@lru_cache(maxsize=2)
def find_points(content: str, lexicon: Lexicon) -> tuple[Point, ...]:
    """Return the times of a text as printed; kept, since the text's own day is read from them first."""
    grammar = time_grammar(lexicon)
    points = [p for m in _openings(content, grammar) if (p := _read_point(content, m, grammar))]
    return tuple(_join_ranges(content, _attach_years(content, points)))


def _openings(content: str, g: TimeGrammar) -> Iterator[re.Match[str]]:
    """Yield the printed times, looked for only where a digit or a word that can open one stands."""
    consumed = 0
    match_at = g.points.match
    for word in _WORD.finditer(content):
        start = word.start()
        if start < consumed or not (content[start].isdigit() or word.group() in g.openings):
            continue
        match = match_at(content, start)
        if match:
            consumed = match.end()
            yield match


def _read_point(content: str, m: re.Match[str], g: TimeGrammar) -> Point | None:
    s, e = m.span()
    get = m.group
    none: Stamp = (None, None, None)
    if get("clock"):
        return Point(s, e, "clock", none, none)
    if get("iy"):
        stamp = (int(get("iy")), int(get("im")), int(get("id")) if get("id") else None)
        return Point(s, e, "date" if stamp[2] else "month", stamp, stamp)
    if get("nd"):
        day, month = int(get("nd")), int(get("nm"))
        if month > 12:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return Point(s, e, "clock", none, none)
        return Point(s, e, "date", (stamp := (int(get("ny")), month, day)), stamp)
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
        return Point(s, e, "range", (year, first, None), (year, first + size - 1, None), "" if year else "none")
    if get("span"):
        return Point(s, e, "past:" + get("su") + ":" + (get("sn") or "1"), none, none)
    if get("rel"):
        key = g.relative.get(re.sub(r"\s+", " ", get("rel").lower()), "")
        return Point(s, e, key.partition("_")[2], none, none, key.partition("_")[0])
    if get("those"):
        return Point(s, e, "period", none, none, "same")
    if get("con"):
        when = g.congresses.get(get("con"))
        return Point(s, e, "mark", parse_stamp(when), parse_stamp(when)) if when else None
    return _year_point(m)


def _year_point(m: re.Match[str]) -> Point:
    s, e = m.span()
    if m.group("y1"):
        low, tail = int(m.group("y1")), m.group("y2")
        high = int(tail) if len(tail) == 4 else low - low % 100 + int(tail)
        if high <= low:
            return Point(s, e, "clock", (None, None, None), (None, None, None))
        return Point(s, e, "range", (low, None, None), (high, None, None))
    year = int(m.group("y"))
    if m.group("dec"):
        return Point(s, e, "range", (year, None, None), (year + 9, None, None))
    return Point(s, e, "year", (year, None, None), (year, None, None))


def number_word(text: str) -> int:
    """Return a small number in digits or words, 0 for anything else ("several")."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else _NUMBER_WORDS.get(text.lower(), 0)


def _days(s: int, e: int, month: int, first: str, second: str | None, year: str | None) -> Point | None:
    low = number_word(first)
    high = number_word(second) if second else low
    if not (1 <= low <= 31 and low <= high <= 31):
        return None
    y = int(year) if year else None
    return Point(s, e, "date" if low == high else "range", (y, month, low), (y, month, high), "" if y else "none")


def _month_point(content: str, m: re.Match[str], g: TimeGrammar) -> Point | None:
    s, e = m.span()
    word = m.group("mm").lower()
    if m.group("md"):
        return _days(s, e, g.months[word], m.group("md"), m.group("md2"), m.group("my"))
    year = int(m.group("my")) if m.group("my") else None
    if year is None and word in g.ambiguous:
        before = content[max(0, s - 12) : s].lower().rsplit(None, 1)
        ranged = g.ranged_on.match(content, e)  # "MAY–DECEMBER 2022"
        if not ranged and (not before or before[-1] not in g.before_month):
            return None
    stamp = (year, g.months[word], None)
    return Point(s, e, "month", stamp, stamp, "" if year else "none")


def _part_point(m: re.Match[str], g: TimeGrammar) -> Point | None:
    s, e = m.span()
    part, size = m.group("part").lower(), m.group("size").lower()
    if part == "last" and m.group("n"):
        return Point(s, e, f"past:months:{number_word(m.group('n'))}", (None, None, None), (None, None, None))
    nth = {"last": 2 if size.startswith("half") else 4}.get(part) or g.parts[part]
    if m.group("n"):
        months = number_word(m.group("n")) * (3 if (m.group("nu") or "").lower() == "quarters" else 1)
        low, high = (1, months) if nth == 1 else (0, 0)
    else:
        length = 3 if size == "quarter" else 6
        low, high = length * (nth - 1) + 1, length * nth
    if not 1 <= low <= high <= 12:
        return None
    said = m.group("py")
    year = int(said) if said and said.isdigit() else None
    relative = g.relative.get(re.sub(r"\s+", " ", said.lower()), "").partition("_")[0] if said and not year else ""
    return Point(s, e, "range", (year, low, None), (year, high, None), "" if year else relative or "none")


def _attach_years(content: str, points: list[Point]) -> list[Point]:
    """Return the points with "this year", "of that year" or a bare year joined to the month before it."""
    out: list[Point] = []
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
    r"(?:the\s+)?(?:(?:end|beginning|start|(?:early\s+)?(?:morning|hours|evening|night|afternoon))\s+of\s+)?(?:the\s+)?\Z"
)


def _join_ranges(content: str, points: list[Point]) -> list[Point]:
    """Return the points with "from X to Y", "between X and Y", "X-Y" and "March and April 2016" made one."""
    out: list[Point] = []
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
            out[-1] = Point(prev.start, point.end, "range", low, high, year)
            continue
        out.append(point)
    return out


def _joins(content: str, prev: Point, point: Point) -> bool:
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
