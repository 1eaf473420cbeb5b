"""Numbers as a language prints them: value, bounds and where they stand; what they count is decided elsewhere.

Digits ("84,000", "22 000", "1'200", "12,34,567"), magnitude words ("18.37 billion", "32.4b", "1.8 crore"), words
("twenty-one", "half a million"), shares ("more than half", "two thirds", "one in five"), ranges ("10 to 15") and the
words that bound them ("at least", "175+"). A number that is part of a name, a reference or a telephone number is
marked by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kg.extract.en.digits import NumberGrammar, Raw, dots_thousands, find_digits, number_grammar
from kg.extract.en.spelled import find_words
from kg.extract.lexicon import Lexicon
from kg.extract.numerals import PLAIN_NUMBER, Number
from kg.extract.text import Range


def find_numbers(content: str, lexicon: Lexicon, hidden: Sequence[Range] = ()) -> tuple[Number, ...]:
    """Return every number printed in `content` outside the `hidden` stretches (sorted), in order, bounds included."""
    grammar = number_grammar(lexicon)
    dotted = dots_thousands(content)
    raws = sorted([*find_digits(content, grammar, hidden, dotted), *find_words(content, grammar, hidden)])
    out: list[Number] = []
    skip = -1
    for i, raw in enumerate(raws):
        if raw.start < skip:
            continue
        number, skip = _bounded(content, grammar, raw, raws[i + 1] if i + 1 < len(raws) else None)
        out.append(number)
    return tuple(out)


_BETWEEN = re.compile(r"\s*(?:-|–|—|to|or|and)\s*\Z")


def _bounded(content: str, g: NumberGrammar, raw: Raw, following: Raw | None) -> tuple[Number, int]:
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


def _scale_like(value: Decimal, following: Raw) -> Decimal:
    factor = Decimal(1)
    while following.value / (factor * 1000) >= 1 and value * factor * 1000 <= following.value:
        factor *= 1000
    return value * factor


def _upper(content: str, g: NumberGrammar, raw: Raw, following: Raw | None, tail: str) -> bool:
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


def _before(g: NumberGrammar, tail: str, start: int) -> tuple[str, int]:
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
        if words[-1][0].lower() == "of" and (len(words) < 2 or words[-2][0].lower() != "total"):
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
    return _after(content, number_grammar(lexicon), end)


def _after(content: str, g: NumberGrammar, end: int) -> tuple[str, int]:
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
