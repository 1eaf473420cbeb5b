"""Numbers in digits as a language prints them: groups, magnitudes, signs, shares with a stroke."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.extract.en.patterns import either
from kg.extract.lexicon import Lexicon
from kg.extract.numerals import PLAIN_NUMBER, SHARE
from kg.extract.text import Range

LONGEST_NUMBER = 24
"""Characters; nothing counted by an announcement is longer, and a page of digits must cost no more than its length."""


class Raw(NamedTuple):
    """A number without its bounds. `scaled`: a magnitude word is in it."""

    start: int
    end: int
    value: Decimal
    kind: str
    spelled: bool
    sign: str | None
    scaled: bool


@dataclass(frozen=True, slots=True, eq=False)
class NumberGrammar:
    """The patterns and words of numbers of one language."""

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
    openings: frozenset[str]
    before_half: frozenset[str]


@lru_cache(maxsize=8)
def number_grammar(lexicon: Lexicon) -> NumberGrammar:
    """Return the grammar of a lexicon, built once."""
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
    word = either([*numbers, *fractions, *multiples])
    mags = either(list(magnitudes))
    # "12,5 kg": a comma before one or two digits is a decimal one where a measure follows.
    scaled = either([*(w for w in close if len(w) > 1), *table.get("decimal_units", ())])
    return NumberGrammar(
        digits=re.compile(
            r"(?<!\d)(?<!\d[.,/:])(?:\d{1,3}(?:,\d{3})+(?!\d|,\d{3})(?:\.\d+)?|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"
            r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d%]|[.,:/]\d|-(?!00(?!\d))\d|[ \u00a0\u2009\u202f]\d{3})"
            r"|\d{1,3}(?:['’]\d{3})+(?!\d|['’]\d{3})"
            r"|\d{1,3}(?:\.\d{3}){2,}(?!\d|\.\d{3})"
            rf"|\d{{1,3}},\d{{1,2}}(?=[ \u00a0-]?(?:(?:{mags}|{scaled})(?![^\W_])|%))|\d++(?:\.\d++)?)"
        ),
        words=re.compile(rf"(?i:\b(?:(?:an?|half\s+an?|\d+)\s+)?(?:{word}|{mags})\b)"),
        magnitude=re.compile(rf"(?i:[ \u00a0-]?(?:{mags})\b)"),
        close=re.compile(rf"(?:{either(list(close))})(?![^\W_])"),
        sign=re.compile(
            rf"(?:(?<![^\W_])|(?<=\d))(?:{either(list(units.get('currencies', {}).get('signs', ())))})[ \u00a0]?\Z"
        ),
        after=tuple(after),
        before={k: tuple(v) for k, v in before.items()},
        signs=dict(bounds.get("signs", {})),
        numbers=numbers,
        magnitudes=magnitudes,
        close_magnitudes=close,
        fractions=fractions,
        multiples=multiples,
        openings=frozenset(
            form
            for word in (*numbers, *fractions, *multiples, *magnitudes)
            for form in (word.split()[0], word.split()[0].capitalize(), word.split()[0].upper())
        ),
        before_half=frozenset(table.get("before_half", ())),
        levels=re.compile(
            rf"\b(?:{either([*lexicon.words('figures', 'verbs', 'rise'), *lexicon.words('figures', 'verbs', 'fall')])}"
            r"|number|rate|went|gone|changed|moved)\b"
        ),
    )


_DOTS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}\.[05]00(?![\d.])")
_COMMAS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,])\d+\.(?:\d\d?|\d{4,})(?![\d.])")


def dots_thousands(content: str) -> bool:
    """Whether a text parts thousands with dots: "800.000 euros" beside no comma that does, nor a decimal point."""
    return bool(_DOTS.search(content)) and not _COMMAS.search(content)


def find_digits(content: str, g: NumberGrammar, hidden: Sequence[Range], dotted: bool) -> Iterator[Raw]:
    """Yield every number in digits outside the hidden stretches; `dotted`: dots part thousands."""
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


def _read(content: str, g: NumberGrammar, start: int, end: int, dotted: bool) -> Raw | None:
    printed = content[start:end]
    if printed.count(",") == 1 and len(printed) - printed.index(",") < 4:
        printed = printed.replace(",", ".")
    value = Decimal(re.sub(r"[^\d.]", "", _plain(printed, dotted)))
    scaled = False
    while more := g.magnitude.match(content, end):
        value *= g.magnitudes[more.group().strip(" \u00a0-").lower()]
        end, scaled = more.end(), True
    sign = g.sign.search(content, max(0, start - 10), start)
    if not sign and start and (content[start - 1].isalpha() or content[start - 1] == "_"):
        return None
    if sign and not scaled and _CENTS.match(content, end):
        end += 3  # "R2 310 440-00"
    elif not scaled and (more := g.close.match(content, end + bool(sign and content.startswith("-", end)))):
        value *= g.close_magnitudes[more.group()]  # "$40m", "P40-M"
        end, scaled = more.end(), True
    if not scaled and not sign and (whole := _OUT_OF.match(content, end)) and value < int(whole.group(1)):
        return Raw(start, whole.end(), percent_of(value, int(whole.group(1))), SHARE, False, None, False)
    return Raw(
        sign.start() if sign else start, end, value, PLAIN_NUMBER, False, sign.group().strip() if sign else None, scaled
    )


_CENTS = re.compile(r"-00(?!\d)")
# "6 out of 10 parcels", "9 in every 10": a share; "45 out of 52 countries" are two counts.
_OUT_OF = re.compile(r"\s+(?:out\s+of|in)(?:\s+every)?\s+(3|4|5|10|100|1000)\b(?![.,/:-]?\d|\s*(?:%|percent|per))")
_SLASHED = re.compile(r"/(\d{1,2})(?=\s+of\b)")


def _slashed(content: str, start: int, end: int) -> Raw | None:
    """Return the share of "1/3 of the goods"."""
    found = _SLASHED.match(content, end) if end - start == 1 else None
    if not found or not 0 < int(content[start:end]) < int(found.group(1)):
        return None
    return Raw(start, found.end(), percent_of(int(content[start:end]), int(found.group(1))), SHARE, False, None, False)


def percent_of(part: Decimal | int, whole: int) -> Decimal:
    """Return a part of a whole in percent, to two decimals."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.01")).normalize()


def _plain(digits: str, dotted: bool) -> str:
    return digits.replace(".", "") if digits.count(".") > 1 or (dotted and digits[-4:-3] == ".") else digits
