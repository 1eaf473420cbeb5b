"""Numbers as they are printed, in English, German and Chinese → their values.

One grammar for digits ("84,000", "22 000", "1.4", "18.37 billion", "8.4万"), for words ("twenty-one", "half a
million", "三百二十", "两千余") and for parts of a whole ("two thirds", "三成多"). It is generous on purpose: it finds
every value a piece of text can state, so that a checker may ask whether a given value is among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

MAGNITUDES = {
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1000,
    "thousands": 1000,
    "tausend": 1000,
    "k": 1000,
    "lakh": 10**5,
    "crore": 10**7,
    "million": 10**6,
    "millions": 10**6,
    "millionen": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "milliarden": 10**9,
    "mrd": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "trn": 10**12,
    "dozen": 12,
    "dozens": 12,
}
UNITS = {
    word: value
    for value, words in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
    for word in (words,)
} | {"a": 1, "an": 1, "no": 0, "none": 0, "both": 2, "single": 1, "twice": 2, "once": 1, "couple": 2}
GERMAN = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10}
TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
FRACTIONS = {
    "half": Fraction(1, 2),
    "halves": Fraction(1, 2),
    "third": Fraction(1, 3),
    "thirds": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "quarters": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "fifths": Fraction(1, 5),
    "tenth": Fraction(1, 10),
    "tenths": Fraction(1, 10),
}
MULTIPLES = {"doubled": 2, "double": 2, "twofold": 2, "tripled": 3, "triple": 3, "threefold": 3, "quadrupled": 4}
TIME_WORDS = frozenset({"day", "week", "month", "year"})
WORDS = UNITS | GERMAN | TENS

HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
HAN_SMALL = {"十": 10, "百": 100, "千": 1000}
HAN_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

LONGEST_NUMBER = 60
"""Characters; no announcement prints a longer number, and a page of digits must not cost us time."""

# A group separator stands between groups of three digits; a lone comma or point may be either kind of mark.
_DIGITS = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[,.'’ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(
    rf"(?P<digits>{_DIGITS})|(?P<word>[A-Za-zÄÖÜäöüß]+)|(?P<han>[零〇一二三四五六七八九两兩十百千万萬亿億兆]+)|(?P<cheng>成)"
)
_RAISED = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u2080-\u2089]")
_GROUPED = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[,.'’ \u00a0\u2009\u202f]\d{3})+(?!\d)")


def read_digits(text: str) -> set[Fraction]:
    """Return every value a run of digits and marks can have: "1,234" is 1234, or 1.234 where commas are decimal marks.

    >>> sorted(read_digits("84,000"))[-1], sorted(read_digits("1.4"))
    (Fraction(84000, 1), [Fraction(7, 5)])
    """
    values: set[Fraction] = set()
    grouped = _GROUPED.match(text)
    if grouped:
        rest = text[grouped.end() :].replace(",", ".")
        values.add(Fraction(re.sub(r"\D", "", grouped.group()) + rest))
    marks = re.findall(r"[.,]", text)
    if len(marks) <= 1 and not re.search(r"['’\s]", text):
        values.add(Fraction(text.replace(",", ".")))
    return values


def read_han(text: str) -> Fraction:
    """Return the value of a Chinese numeral.

    >>> int(read_han("三百二十")), int(read_han("两千")), int(read_han("十二万"))
    (320, 2000, 120000)
    """
    if all(c in HAN_DIGITS for c in text):
        return Fraction(int("".join(str(HAN_DIGITS[c]) for c in text)))
    total, section, digit = 0, 0, 0
    for c in text:
        if c in HAN_DIGITS:
            digit = HAN_DIGITS[c]
        elif c in HAN_SMALL:
            section += (digit or 1) * HAN_SMALL[c]
            digit = 0
        else:
            total = (total + (section + digit or 1)) * HAN_LARGE[c]
            section = digit = 0
    return Fraction(total + section + digit)


def find_values(text: str) -> Iterator[Fraction]:
    """Yield every value the text can state, with and without the magnitude words that follow a number.

    >>> Fraction(18_370_000_000) in set(find_values("18.37 billion yuan"))
    True
    >>> Fraction(84_000) in set(find_values("8.4万余起")), Fraction(30) in set(find_values("三成多"))
    (True, True)
    """
    tokens = _tokens(text)
    for i, (kind, value, _) in enumerate(tokens):
        if kind == "digits":
            for read in read_digits(value):
                yield from _scaled(read, tokens, i + 1)
        elif kind == "han":
            yield from _scaled(read_han(value), tokens, i + 1)
            yield from map(Fraction, (HAN_DIGITS[c] for c in value if c in HAN_DIGITS))
        elif kind == "word":
            yield from _word_values(tokens, i)


def states_value(text: str, value: Decimal) -> bool:
    """Whether the text prints this value, its sign aside (a fall of 12% is printed "12").

    >>> states_value("more than 84,000 criminal cases", Decimal(84000)), states_value("84,000", Decimal(84001))
    (True, False)
    """
    wanted = abs(Fraction(value))
    return any(abs(found) == wanted for found in find_values(text))


def _tokens(text: str) -> list[tuple[str, str, int]]:
    # A raised digit is a footnote's mark or a power, never a digit of the number it stands by.
    folded = unicodedata.normalize("NFKC", _RAISED.sub(" ", text))
    found = ((m.lastgroup or "", m.group(), m.start()) for m in _TOKEN.finditer(folded))
    return [token for token in found if len(token[1]) <= LONGEST_NUMBER]


def _scaled(value: Fraction, tokens: list[tuple[str, str, int]], after: int) -> Iterator[Fraction]:
    """Yield a number as it stands, and with each magnitude that follows it ("1.2", "1.2 hundred", "… thousand")."""
    yield value
    for kind, word, _ in tokens[after : after + 3]:
        key = word.casefold()
        if kind == "word" and key in MAGNITUDES:
            value *= MAGNITUDES[key]
        elif kind == "word" and key in FRACTIONS:
            yield value * FRACTIONS[key] * 100
            value *= FRACTIONS[key]
        elif kind == "han" and all(c in HAN_SMALL or c in HAN_LARGE for c in word):
            for c in word:
                value *= HAN_SMALL.get(c) or HAN_LARGE[c]
        elif kind == "cheng":
            value *= 10
        elif key in ("of", "a", "and", "an", "or", "to") or kind == "digits":
            continue  # "10 to 15 million": both ends share the word
        else:
            return
        yield value


def _word_values(tokens: list[tuple[str, str, int]], start: int) -> Iterator[Fraction]:
    key = tokens[start][1].casefold()
    if key in TIME_WORDS and len(tokens) > start + 1 and tokens[start + 1][1].casefold() == "long":
        yield Fraction(1)  # "a month-long action" lasts one month
    if key in MULTIPLES:
        yield Fraction(MULTIPLES[key])
    if key in FRACTIONS:
        yield FRACTIONS[key] * 100
        yield from _scaled(FRACTIONS[key], tokens, start + 1)
    if key in MAGNITUDES and len(key) > 2:
        yield from _scaled(Fraction(MAGNITUDES[key]), tokens, start + 1)
    if key not in WORDS:
        return
    total, section = 0, 0
    for kind, word, _ in tokens[start:]:
        key = word.casefold()
        if kind == "word" and key in WORDS:
            section += WORDS[key]
        elif kind == "word" and key == "hundred":
            section = (section or 1) * 100
        elif kind == "word" and key in MAGNITUDES and len(key) > 2:
            total += (section or 1) * MAGNITUDES[key]
            section = 0
        elif key in FRACTIONS:
            yield from (Fraction(total + section) * FRACTIONS[key] * f for f in (1, 100))
            return
        elif key != "and":
            return
        yield Fraction(total + section)
