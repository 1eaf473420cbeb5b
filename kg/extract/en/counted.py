"""Counts: the noun beside a number, its unit, and whether it is a rate."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extract.drafts import Draft
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.en.quantities import take_phrase
from kg.extract.en.units import singular
from kg.extract.text import Text

_MANY = Decimal(10000)
"""Units of more than this are goods, not departments."""
_AGAIN = re.compile(r"\s*\(\s*[\d.,  ]+\)")
_SHORT_FORMS = re.compile(r"[A-Z]{3,}s")
_AVERAGE = re.compile(r"(?i)\s*on average\b")
_YEARLY = re.compile(r"(?i)\b(?:annually|(?:each|every|per) (?:year|month|week|day|night|hour|shift)|daily|monthly)\b")
_RATE = re.compile(
    r"\s+(?:per|for every|a|each|every)\s+(?:\d[\d,]*\s+(?:people|inhabitants|residents|persons|population)|"
    r"day|hour|minute|week|month|year|capita|head|person)\b"
)


def read_count(text: Text, draft: Draft, g: Grammar) -> None:
    """Read the noun after a bare number; `elided` when none stands there, `dropped` when it counts nothing."""
    tk, i, number = text.tokens, draft.after, draft.number
    if number.spelled and (again := _AGAIN.match(text.content, number.end)):
        i = tk.at(again.end() - 1) + 1  # "one million (1,000,000) pills"
    if i < draft.limit and tk.word[i] == "-" and tk.start[i] == number.end:
        i += 1  # "12-member gang"
    first = i
    while i < draft.limit and tk.low[i] in g.classes["counted_links"] and i < first + 2:
        if tk.low[i] == "of":
            if i + 1 >= draft.limit or tk.low[i + 1] not in g.classes["determiners"]:
                break
            i += 1
        i += 1
    while i < draft.limit and tk.low[i] in g.classes["determiners"] and i > first:
        i += 1
    phrase = read_phrase(tk, i, draft.limit, g)
    if number.spelled and number.value == 1 and not (phrase and g.counted(tk.low[phrase.head])):
        draft.dropped = True
        return
    if phrase and (tk.low[phrase.head] in g.pronouns or _translated(text, draft, i, g)):
        phrase = None
    if phrase is None:
        draft.elided = True
        follows = tk.low[draft.after : draft.after + 2]
        if len(follows) == 2 and follows[0] == "of" and follows[1] in g.classes["part_pronouns"]:
            draft.end = max(draft.end, tk.end[draft.after + 1])
        if number.spelled:
            draft.confidence = 0.5
        set_rate(text, draft)
        return
    take_phrase(text, draft, phrase)
    if draft.head in g.containers or singular(draft.head) in g.containers:
        draft.end = max(draft.end, tk.end[phrase.of_stop - 1])
    set_counted(text, draft, phrase.first, phrase.head, g)
    set_rate(text, draft)


def _translated(text: Text, draft: Draft, after: int, g: Grammar) -> bool:
    """Whether the noun stands before the number, as in text translated word for word: "suspects 118 person"."""
    tk, before = text.tokens, draft.at - 1
    return (
        draft.number.value > 1
        and tk.low[after] in g.classes["measure_words"]
        and before >= draft.low
        and draft.start == draft.number.start
        and (g.plural(tk.low[before]) or tk.low[before] == "force")
        and not g.verb(tk.low[before])
    )


def set_counted(text: Text, draft: Draft, first: int, head: int, g: Grammar) -> None:
    """Set unit and unit text from the noun phrase whose head is token `head`."""
    tk = text.tokens
    words = tuple(w for w in tk.low[first : head + 1] if w[0].isalpha())
    unit = g.units.of(words)
    comma = tk.low.index(",", first, head) if "," in tk.low[first:head] else first
    if comma > first and g.plural(tk.low[comma - 1]):
        unit = g.units.of(tuple(w for w in tk.low[first:comma] if w[0].isalpha())) or unit
        words = ()
    if "and" in words[1:-1] and g.plural(words[words.index("and") - 1]) and words[words.index("and") - 1] != "police":
        # "websites and apps": the first of them says what they are.
        unit = g.units.of(words[: words.index("and")])
    if "/" in tk.low[first:head]:
        # "12 States/UTs": so does the first of what a stroke joins.
        unit = g.units.of(tuple(w for w in tk.low[first : first + tk.low[first:head].index("/")])) or unit
    if words == ("head",) and tk.low[head + 1 : head + 2] == ("of",):
        unit = "animal"  # "15 head of cattle"
    if words and singular(words[-1]) == "unit":
        unit = "organization" if len(words) > 1 and draft.number.value < _MANY else "item"
    if (
        unit == "item"
        and tk.low[head + 1 : head + 2] == ("of",)
        and any(w in g.knowledge for w in tk.low[head + 2 : head + 7])
    ):
        unit = "other"
    if not unit:
        # Short forms of bodies: "12 RILOs".
        unit = "organization" if _SHORT_FORMS.fullmatch(tk.word[head]) else g.units.guess(tk.low[head])
        draft.confidence = min(draft.confidence, 0.7)
    draft.unit, draft.unit_text = unit, tk.word[head]
    draft.head = tk.low[head]


def set_rate(text: Text, draft: Draft) -> None:
    """Mark a figure of so many per head or per time as a rate."""
    content = text.content
    found = _RATE.match(content, draft.end)
    if found:
        draft.measure, draft.end = "rate", found.end()
        return
    if draft.elided or draft.measure != "count":
        return
    sentence = text.sentences[draft.sentence]
    averaged = _AVERAGE.match(content, sentence.start)
    yearly = _YEARLY.search(content, draft.end, min(sentence.end, draft.end + 90))
    if (yearly and not re.search(r"[;\d]", content[draft.end : yearly.start()])) or (
        averaged and _YEARLY.search(content, averaged.end(), min(sentence.end, averaged.end() + 900))
    ):
        draft.measure = "rate"
