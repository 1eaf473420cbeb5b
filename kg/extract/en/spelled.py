"""Numbers and parts of a whole in words: "twenty-one", "half a million", "two thirds", "one in five"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.extract.en.digits import NumberGrammar, Raw, percent_of
from kg.extract.numerals import MULTIPLE, PLAIN_NUMBER, SHARE
from kg.extract.text import Range

_WORD = re.compile(r"[A-Za-z]+")
_ARTICLE = re.compile(r"(?i:\b(?:an?|\d+)\s+)\Z")
_NEXT_WORD = re.compile(r"(?:\s+and\s+|[\s-]\s*)([A-Za-z]+)")

SHORTEST_WORD = 4
"""Letters of a magnitude written out: "lakh", not "mln"."""


def find_words(content: str, g: NumberGrammar, hidden: Sequence[Range]) -> Iterator[Raw]:
    """Yield every number and share in words outside the hidden stretches."""
    index, skip = 0, 0
    for match in _openings(content, g):
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


def _openings(content: str, g: NumberGrammar) -> Iterator[re.Match[str]]:
    """Yield the words a number may open with, each with the article before it; far quicker than one great pattern."""
    consumed = 0
    for word in _WORD.finditer(content):
        if word.group() not in g.openings or word.start() < consumed:
            continue
        article = _ARTICLE.search(content, max(0, word.start() - 14), word.start())
        match = g.words.match(content, article.start() if article else word.start())
        if match:
            consumed = match.end()
            yield match


def _spelled(content: str, g: NumberGrammar, start: int, opening: str) -> Raw | None:
    """Return the number whose words begin at `start`: "twenty-one", "a million", "half a million", "two thirds"."""
    first = re.split(r"\s+", opening.lower())
    end = start + len(opening)
    total, section = Decimal(0), Decimal(0)
    words = [w for w in first if w not in ("a", "an")]
    if first[0] == "half" and len(first) == 3:
        return Raw(start, end, g.magnitudes.get(first[2], 1) / Decimal(2), PLAIN_NUMBER, True, None, True)
    head = words[-1]
    if head in g.multiples:
        return Raw(start, end, Decimal(g.multiples[head]), MULTIPLE, True, None, False)
    if head in g.fractions:
        return _share(content, g, start, end, first, head)
    if head in g.magnitudes:
        # Short forms follow digits alone: "Police A bn" states no number.
        if first[0] not in ("a", "an") or len(head) < SHORTEST_WORD:
            return None
        section = Decimal(g.magnitudes[head])
    else:
        section = Decimal(g.numbers[head])
    scaled = head in g.magnitudes
    while more := _NEXT_WORD.match(content, end):
        word = more.group(1).lower()
        if word in g.fractions and not scaled and total == 0:
            return Raw(
                start,
                more.end(),
                (section * g.fractions[word]).quantize(Decimal("0.01")).normalize(),
                SHARE,
                True,
                None,
                False,
            )
        if word in g.magnitudes and len(word) >= SHORTEST_WORD:
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
            return Raw(
                start,
                found.end(),
                percent_of(section, whole),
                SHARE,
                True,
                None,
                False,
            )
    return Raw(start, end, total + section, PLAIN_NUMBER, True, None, scaled)


def _share(content: str, g: NumberGrammar, start: int, end: int, first: list[str], head: str) -> Raw | None:
    """Return "half" or "a third" where it is a part of something; "the third" and "second half" are not."""
    follows = content[end : end + 12].lower()
    before = content[max(0, start - 16) : start].lower().split()
    if head != "half" and first[0] not in ("a", "an"):
        return None
    if before and before[-1] in g.before_half:
        return None
    if not re.match(r"\s+(?:of|the|a|an|its|their|all|were|was|are|is|had|have)\b", follows):
        return None
    if head == "half" and (more := re.compile(r"\s+an?\s+(\w+)").match(content, end)):
        word = more.group(1).lower()
        if word in g.magnitudes:
            return Raw(start, more.end(), Decimal(g.magnitudes[word]) / 2, PLAIN_NUMBER, True, None, True)
        return None
    return Raw(start, end, g.fractions[head], SHARE, True, None, False)
