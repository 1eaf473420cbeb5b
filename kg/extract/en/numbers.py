"""Numbers as a language prints them: value, bounds and where they stand; what they count is decided elsewhere.

Digits ("84,000", "22 000", "1'200", "12,34,567"), magnitude words ("18.37 billion", "32.4b", "1.8 crore"), words
("twenty-one", "half a million"), shares ("more than half", "two thirds", "one in five"), ranges ("10 to 15") and the
words that bound them ("at least", "175+"). A number that is part of a name, a reference or a telephone number is
marked by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.extract.lexicon import Lexicon
from kg.extract.numerals import MULTIPLE, PLAIN_NUMBER, SHARE, Number
from kg.extract.text import Range

LONGEST_NUMBER = 24
"""Characters; nothing counted by an announcement is longer, and a page of digits must cost no more than its length."""


class _Raw(NamedTuple):
    start: int
    end: int
    value: Decimal
    kind: str
    spelled: bool
    sign: str | None
    scaled: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Grammar:
    digits: re.Pattern[str]
    words: re.Pattern[str]
    magnitude: re.Pattern[str]
    close: re.Pattern[str]
    sign: re.Pattern[str]
    after: tuple[tuple[str, str], ...]
    before: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    signs: dict[str, str]
    numbers: dict[str, int]
    magnitudes: dict[str, int]
    close_magnitudes: dict[str, int]
    fractions: dict[str, Decimal]
    multiples: dict[str, int]
    levels: re.Pattern[str]


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=8)
def _grammar(lexicon: Lexicon) -> _Grammar:
    table, units = lexicon.table("figures"), lexicon.table("units")
    numbers, magnitudes = dict(table.get("numbers", {})), dict(table.get("magnitudes", {}))
    close = dict(table.get("close_magnitudes", {}))
    fractions = {w: Decimal(str(v)) for w, v in table.get("fractions", {}).items()}
    multiples = dict(table.get("multiples", {}))
    bounds = table.get("comparators", {})
    before: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for symbol, phrases in bounds.get("before", {}).items():
        for phrase in phrases:
            *rest, final = phrase.split()
            before.setdefault(final, []).append((tuple(rest), symbol))
    for rests in before.values():
        rests.sort(key=lambda r: (-len(r[0]), r[0]))
    after = sorted(((w, s) for s, ws in bounds.get("after", {}).items() for w in ws), key=lambda p: (-len(p[0]), p[0]))
    word = _either([*numbers, *fractions, *multiples])
    mags = _either(list(magnitudes))
    return _Grammar(
        digits=re.compile(
            r"(?<!\d)(?<!\d[.,/:])(?:\d{1,3}(?:,\d{3})+(?!\d|,\d{3})(?:\.\d+)?|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"
            r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d%]|[.,:/-]\d|[ \u00a0\u2009\u202f]\d{3})"
            r"|\d{1,3}(?:['’]\d{3})+(?!\d|['’]\d{3})"
            r"|\d{1,3}(?:\.\d{3}){2,}(?!\d|\.\d{3})|\d++(?:\.\d++)?)"
        ),
        words=re.compile(rf"(?i:\b(?:(?:an?|half\s+an?|\d+)\s+)?(?:{word}|{mags})\b)"),
        magnitude=re.compile(rf"(?i:[ \u00a0-]?(?:{mags})\b)"),
        close=re.compile(rf"(?:{_either(list(close))})(?![^\W_])"),
        sign=re.compile(
            rf"(?:(?<![^\W_])|(?<=\d))(?:{_either(list(units.get('currencies', {}).get('signs', ())))})[ \u00a0]?\Z"
        ),
        after=tuple(after),
        before={k: tuple(v) for k, v in before.items()},
        signs=dict(bounds.get("signs", {})),
        numbers=numbers,
        magnitudes=magnitudes,
        close_magnitudes=close,
        fractions=fractions,
        multiples=multiples,
        levels=re.compile(
            rf"\b(?:{_either([*lexicon.words('figures', 'verbs', 'rise'), *lexicon.words('figures', 'verbs', 'fall')])}"
            r"|number|rate|went|gone|changed|moved)\b"
        ),
    )


def find_numbers(content: str, lexicon: Lexicon, hidden: Sequence[Range] = ()) -> tuple[Number, ...]:
    """Return every number printed in `content` outside the `hidden` stretches (sorted), in order, bounds included."""
    grammar = _grammar(lexicon)
    dotted = _dots_thousands(content)
    raws = sorted([*_digits(content, grammar, hidden, dotted), *_words(content, grammar, hidden)])
    out: list[Number] = []
    skip = -1
    for i, raw in enumerate(raws):
        if raw.start < skip:
            continue
        number, skip = _bounded(content, grammar, raw, raws[i + 1] if i + 1 < len(raws) else None)
        out.append(number)
    return tuple(out)


_DOTS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}\.[05]00(?![\d.])")
_COMMAS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,])\d+\.(?:\d\d?|\d{4,})(?![\d.])")


def _dots_thousands(content: str) -> bool:
    """Whether a text parts thousands with dots: "800.000 euros" beside no comma that does, nor a decimal point."""
    return bool(_DOTS.search(content)) and not _COMMAS.search(content)


def _digits(content: str, g: _Grammar, hidden: Sequence[Range], dotted: bool) -> Iterator[_Raw]:
    position, index = 0, 0
    find = g.digits.search
    while match := find(content, position):
        start, end = match.span()
        position = end
        while index < len(hidden) and hidden[index][1] <= start:
            index += 1
        if index < len(hidden) and hidden[index][0] < end:
            # A number may begin in a date and run on ("May 5 200 people"): read again from where the date ends.
            position = max(hidden[index][1], start + 1)
            continue
        if end - start > LONGEST_NUMBER:
            continue
        if raw := _slashed(content, start, end) or _read(content, g, start, end, dotted):
            yield raw
            position = max(end, raw.end)


def _read(content: str, g: _Grammar, start: int, end: int, dotted: bool) -> _Raw | None:
    value = Decimal(re.sub(r"[^\d.]", "", _plain(content[start:end], dotted)))
    scaled = False
    while more := g.magnitude.match(content, end):
        value *= g.magnitudes[more.group().strip(" \u00a0-").lower()]
        end, scaled = more.end(), True
    sign = g.sign.search(content, max(0, start - 10), start)
    if not sign and start and (content[start - 1].isalpha() or content[start - 1] == "_"):
        return None
    if not scaled and (more := g.close.match(content, end)):
        value *= g.close_magnitudes[more.group()]
        end, scaled = more.end(), True
    if not scaled and not sign and (whole := _OUT_OF.match(content, end)) and value < int(whole.group(1)):
        return _Raw(start, whole.end(), _percent(value, int(whole.group(1))), SHARE, False, None, False)
    return _Raw(
        sign.start() if sign else start, end, value, PLAIN_NUMBER, False, sign.group().strip() if sign else None, scaled
    )


# "6 out of 10 parcels", "9 in every 10": a share; "45 out of 52 countries" are two counts.
_OUT_OF = re.compile(r"\s+(?:out\s+of|in)(?:\s+every)?\s+(3|4|5|10|100|1000)\b(?![.,/:-]?\d|\s*(?:%|percent|per))")
_SLASHED = re.compile(r"/(\d{1,2})(?=\s+of\b)")


def _slashed(content: str, start: int, end: int) -> _Raw | None:
    """Return the share of "1/3 of the goods"."""
    found = _SLASHED.match(content, end) if end - start == 1 else None
    if not found or not 0 < int(content[start:end]) < int(found.group(1)):
        return None
    return _Raw(start, found.end(), _percent(int(content[start:end]), int(found.group(1))), SHARE, False, None, False)


def _percent(part: Decimal | int, whole: int) -> Decimal:
    return (Decimal(100) * part / whole).quantize(Decimal("0.01")).normalize()


def _plain(digits: str, dotted: bool) -> str:
    return digits.replace(".", "") if digits.count(".") > 1 or (dotted and digits[-4:-3] == ".") else digits


_NEXT_WORD = re.compile(r"(?:\s+and\s+|[\s-]\s*)([A-Za-z]+)")


def _words(content: str, g: _Grammar, hidden: Sequence[Range]) -> Iterator[_Raw]:
    index, skip = 0, 0
    for match in g.words.finditer(content):
        start, end = match.span()
        while index < len(hidden) and hidden[index][1] <= start:
            index += 1
        if start < skip or (index < len(hidden) and hidden[index][0] < end):
            continue
        if content[start].isdigit() or (start and content[start - 1] in "-’'"):
            continue
        raw = _spelled(content, g, start, match.group())
        if raw:
            skip = raw.end
            yield raw


def _spelled(content: str, g: _Grammar, start: int, opening: str) -> _Raw | None:
    """Return the number whose words begin at `start`: "twenty-one", "a million", "half a million", "two thirds"."""
    first = re.split(r"\s+", opening.lower())
    end = start + len(opening)
    total, section = Decimal(0), Decimal(0)
    words = [w for w in first if w not in ("a", "an")]
    if first[0] == "half" and len(first) == 3:
        return _Raw(start, end, g.magnitudes.get(first[2], 1) / Decimal(2), PLAIN_NUMBER, True, None, True)
    head = words[-1]
    if head in g.multiples:
        return _Raw(start, end, Decimal(g.multiples[head]), MULTIPLE, True, None, False)
    if head in g.fractions:
        return _share(content, g, start, end, first, head)
    if head in g.magnitudes:
        if first[0] not in ("a", "an"):
            return None
        section = Decimal(g.magnitudes[head])
    else:
        section = Decimal(g.numbers[head])
    scaled = head in g.magnitudes
    while more := _NEXT_WORD.match(content, end):
        word = more.group(1).lower()
        if word in g.fractions and not scaled and total == 0:
            return _Raw(
                start,
                more.end(),
                (section * g.fractions[word]).quantize(Decimal("0.01")).normalize(),
                SHARE,
                True,
                None,
                False,
            )
        if word in g.magnitudes:
            factor = g.magnitudes[word]
            if factor >= 1000:
                total, section = total + (section or Decimal(1)) * factor, Decimal(0)
            else:
                section = (section or Decimal(1)) * factor
            scaled = True
        elif (
            word in g.numbers
            and (" and " not in more.group() or scaled)
            and (scaled or (20 <= section < 100 and g.numbers[word] < 10 and section % 10 == 0))
        ):
            section += g.numbers[word]
        else:
            break
        end = more.end()
    found = re.compile(r"\s+(?:in|out of)(?:\s+every)?\s+(\w+)\b").match(content, end)
    if (
        found
        and not scaled
        and (g.numbers.get(found.group(1).lower()) or (found.group(1).isdigit() and len(found.group(1)) < 4))
    ):
        whole = g.numbers.get(found.group(1).lower()) or int(found.group(1))
        if whole > section:
            return _Raw(
                start,
                found.end(),
                _percent(section, whole),
                SHARE,
                True,
                None,
                False,
            )
    return _Raw(start, end, total + section, PLAIN_NUMBER, True, None, scaled)


def _share(content: str, g: _Grammar, start: int, end: int, first: list[str], head: str) -> _Raw | None:
    """Return "half" or "a third" where it is a part of something; "the third" and "second half" are not."""
    follows = content[end : end + 12].lower()
    before = content[max(0, start - 16) : start].lower().split()
    if head != "half" and first[0] not in ("a", "an"):
        return None
    if before and before[-1] in (
        "first",
        "second",
        "latter",
        "other",
        "last",
        "third",
        "fourth",
        "1st",
        "2nd",
        "and",
        "one",
        "two",
    ):
        return None
    if not re.match(r"\s+(?:of|the|a|an|its|their|all|were|was|are|is|had|have)\b", follows):
        return None
    if head == "half" and (more := re.compile(r"\s+an?\s+(\w+)").match(content, end)):
        word = more.group(1).lower()
        if word in g.magnitudes:
            return _Raw(start, more.end(), Decimal(g.magnitudes[word]) / 2, PLAIN_NUMBER, True, None, True)
        return None
    return _Raw(start, end, g.fractions[head], SHARE, True, None, False)


_BETWEEN = re.compile(r"\s*(?:-|–|—|to|or|and)\s*\Z")


def _bounded(content: str, g: _Grammar, raw: _Raw, following: _Raw | None) -> tuple[Number, int]:
    """Return the number with the words that bound it, and where the reading goes on."""
    start, end, value, upper = raw.start, raw.end, raw.value, None
    tail = content[max(0, start - 40) : start]
    ranged = _upper(content, g, raw, following, tail)
    if ranged and following:
        upper, end = following.value, following.end
        value = value if raw.scaled or not following.scaled else _scale_like(value, following)
        if upper <= value:
            upper, end, value = None, raw.end, raw.value
    symbol, bound_start = _before(g, tail, start)
    if upper is not None and symbol == "=" and (found := re.search(r"(?i)\bbetween\s+\Z", tail)):
        bound_start = start - (len(tail) - found.start())
    after_end = end
    bound, after_end = _after(content, g, end)
    if symbol == "=":
        symbol = bound
    elif after_end - end > 6:
        after_end = end  # only what is written close up ("300-plus") goes with a bound before
    return (
        Number(
            start=start,
            end=end,
            bound_start=bound_start,
            tail=after_end,
            value=value,
            upper=upper,
            comparator=symbol,
            kind=raw.kind,
            spelled=raw.spelled,
            sign=raw.sign,
        ),
        max(end, after_end),
    )


def _scale_like(value: Decimal, following: _Raw) -> Decimal:
    factor = Decimal(1)
    while following.value / (factor * 1000) >= 1 and value * factor * 1000 <= following.value:
        factor *= 1000
    return value * factor


def _upper(content: str, g: _Grammar, raw: _Raw, following: _Raw | None, tail: str) -> bool:
    if not following or following.start - raw.end > 9 or following.kind != PLAIN_NUMBER or raw.kind != PLAIN_NUMBER:
        return False
    if following.sign and following.sign != raw.sign:
        return False
    between = content[raw.end : following.start]
    found = _BETWEEN.match(between)
    if not found:
        return False
    joiner, low = between.strip(), tail.lower()
    if joiner == "and":
        return low.rstrip().endswith("between")
    if joiner in ("to", "or"):
        # "rose from 200 to 350" tells two levels, "from 200 to 350 boxes" a range.
        return not (g.levels.search(low) and re.search(r"\bfrom\s*\Z", low)) or "rang" in low
    return "\n" not in between


def _before(g: _Grammar, tail: str, start: int) -> tuple[str, int]:
    """Return the comparator that ends right before a number, and where its words begin."""
    stripped = tail.rstrip(" \u00a0\t\r")
    if not stripped:
        return "=", start
    if (sign := stripped[-1]) in g.signs:
        if sign != ">" or not re.search(r"<[^<>]*>\Z", tail):
            return g.signs[sign], start - (len(tail) - len(stripped)) - 1
        return "=", start
    words = [(m.group(), m.start()) for m in re.finditer(r"[^\s(\[\"“,;:—]+", stripped)]
    # "roughly", then a sign: "about US$": the sign belongs to the number and is already cut off.
    skipped = 0
    while (
        words
        and words[-1][0].lower() in ("a", "the", "another", "total", "of")
        and skipped < 3
        and words[-1][0].lower() != "some"
    ):
        if words[-1][0].lower() == "of" and not (
            len(words) > 1
            and words[-2][0].lower()
            in ("total", "excess", "upwards", "upward", "maximum", "minimum", "region", "north")
        ):
            break
        if words[-1][0].lower() == "of" and words[-2][0].lower() != "total":
            break
        words.pop()
        skipped += 1
    if not words or (not skipped and words[-1][1] + len(words[-1][0]) != len(stripped)):
        return "=", start
    low = [w.lower() for w, _ in words]
    for rest, symbol in g.before.get(low[-1], ()):
        size = len(rest)
        if len(low) > size and tuple(low[len(low) - 1 - size : len(low) - 1]) == rest:
            first = words[len(words) - 1 - size][1]
            if symbol == "<" and low[-1] == "than" and len(low) > size + 1 and low[-2 - size] in ("no", "not"):
                continue
            return symbol, start - (len(tail) - first)
    return "=", start


def find_bound_after(content: str, lexicon: Lexicon, end: int) -> tuple[str, int]:
    """Return the comparator right after `end` ("1.5 kg (approx.)") and where it ends; "=" when none is there."""
    return _after(content, _grammar(lexicon), end)


def _after(content: str, g: _Grammar, end: int) -> tuple[str, int]:
    follows = content[end : end + 20].lower()
    if not follows[:1] or follows[0] not in " +-p(\u00a0o":
        return "=", end
    bare = follows.lstrip(" \u00a0")
    gap = len(follows) - len(bare)
    for words, symbol in g.after:
        if bare.startswith(words) and not bare[len(words) : len(words) + 1].isalnum():
            if gap and words[0] in "+-":
                continue
            return symbol, end + gap + len(words)
    return "=", end
