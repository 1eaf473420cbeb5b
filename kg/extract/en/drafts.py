"""One number and what the words right beside it say: unit, thing counted, measure, quote.

What is left out ("46 of them", "27 tonnes") is filled in afterwards from the figures around it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extract.drafts import Draft
from kg.extract.en.phrases import Grammar, NounPhrase, read_phrase
from kg.extract.en.units import AMOUNTS, singular
from kg.extract.numerals import MULTIPLE, SHARE, Number
from kg.extract.text import BlockKind, Text

_BRACKET = re.compile(r"\s*\([^()\n]{2,50}\)\s+(?:in|of|worth of)\s+")
_LONGEST_LINE = 400
_SMALL = 100
"""A number spelled out below this is a minor one."""
_STRETCHES = frozenset(
    [
        "consecutive",
        "straight",
        "full",
        "whole",
        "calendar",
        "successive",
        "working",
        "long",
        "metric",
        "short",
        "further",
        "more",
    ]
)


def read_draft(text: Text, number: Number, g: Grammar, previous: Draft | None) -> Draft | None:
    """Return what the words beside a number say, or None when it states nothing."""
    tk = text.tokens
    at = tk.at(number.start)
    after = _next_token(text, number)
    sentence = text.sentence_at(number.start)
    bounds = text.sentences[sentence]
    limit = tk.at(bounds.end - 1) + 1
    draft = Draft(
        number=number,
        at=at,
        after=after,
        low=tk.at(bounds.start),
        limit=limit,
        sentence=sentence,
        start=number.bound_start,
        end=number.tail,
        minor=number.spelled and number.value < _SMALL and number.kind not in (SHARE, MULTIPLE),
    )
    if number.kind == SHARE:
        return _share(text, draft, g)
    if number.kind == MULTIPLE:
        draft.unit, draft.measure, draft.unit_text = "other", "change", text.content[number.start : number.end]
        draft.elided = True
        return draft
    _measure(text, draft, g)
    if draft.unit == "percent" or draft.unit_text in ("times", "fold", "-fold", "x"):
        _percent(text, draft, g, previous)
    elif draft.unit == "time":
        _duration(text, draft, g)
    elif draft.measure == "amount":
        _amount(text, draft, g, previous)
    else:
        _count(text, draft, g)
        if draft.dropped:
            return None
    return draft


def _next_token(text: Text, number: Number) -> int:
    tk = text.tokens
    end = max(number.end, number.tail)
    i = tk.at(end)
    while i < len(tk) and tk.end[i] <= end:
        i += 1
    return i


def _measure(text: Text, draft: Draft, g: Grammar) -> None:
    """Read the unit of measure at a number: "9,296kg", "£54m", "64.7 million yuan", "5-month", "95 percent"."""
    tk, content, number = text.tokens, text.content, draft.number
    end = number.end
    if number.sign:
        draft.unit, draft.measure, draft.unit_text = "money", "amount", number.sign
    i = draft.after
    if i < len(tk) and tk.start[i] < number.end:
        close = content[number.end : tk.end[i]].lower()
        unit = g.units.close.get(close)
        if unit:
            _set_unit(draft, unit, content[number.end : tk.end[i]])
            draft.after, draft.end = i + 1, max(draft.end, tk.end[i])
            return
        draft.after = i + 1
        return
    hyphen = i < len(tk) and tk.word[i] in "-‑" and tk.start[i] == end
    if hyphen:
        i += 1
    elif i + 1 < draft.limit and tk.low[i] in _STRETCHES and tk.low[i + 1] in g.units.measures.first:
        i, end = i + 1, tk.end[i]
    found = g.units.measures.match(tk, i) if i < draft.limit or hyphen else None
    if not found or (tk.start[i] > end + 2):
        return
    stop, kind = found
    word = content[tk.start[i] : tk.end[stop - 1]]
    if kind == "money" and len(word) == 3 and word.isascii() and word.islower() and word not in ("yen", "won"):
        return
    if word in ("t", "m", "l", "g", "x", "min") and hyphen:
        return
    if kind == "money" and stop < draft.limit and word in ("won", "real") and g.counted(tk.low[stop]):
        return
    _set_unit(draft, kind, word)
    draft.after, draft.end = stop, max(draft.end, tk.end[stop - 1])


def _set_unit(draft: Draft, unit: str, word: str) -> None:
    if unit == "times":
        draft.unit, draft.unit_text, draft.measure = "other", "times", "change"
        return
    draft.unit, draft.unit_text = unit, word
    draft.measure = "amount" if unit in AMOUNTS else {"percent": "share", "time": "duration"}.get(unit, "count")
    if unit == "length":
        draft.unit = "other"


def _words(text: Text, first: int, stop: int) -> str:
    tk = text.tokens
    return " ".join(text.content[tk.start[first] : tk.end[stop - 1]].split()) if stop > first else ""


def _take(text: Text, draft: Draft, phrase: NounPhrase, *, quote: bool = True) -> None:
    """Let a noun phrase be what the figure counts."""
    tk = text.tokens
    draft.what = _words(text, phrase.first, phrase.of_stop).strip("\"“”' ") or None
    draft.head = tk.low[phrase.head]
    if quote and phrase.first < draft.limit:
        draft.end = max(draft.end, tk.end[phrase.stop - 1])


def _after_of(text: Text, draft: Draft, g: Grammar, words: tuple[str, ...]) -> NounPhrase | None:
    """Return the phrase after a measure: "tonnes of drugs", "£3.6m in cash", "million worth of goods"."""
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.low[i] == "worth":
        i += 1
    if i < draft.limit and tk.low[i] in words:
        i += 1
        while i < draft.limit and tk.low[i] in (
            "the",
            "a",
            "an",
            "all",
            "its",
            "their",
            "various",
            "different",
            "such",
            "other",
            "about",
            "suspected",
        ):
            i += 1
        return read_phrase(tk, i, draft.limit, g)
    return None


def _amount(text: Text, draft: Draft, g: Grammar, previous: Draft | None) -> None:
    tk, content = text.tokens, text.content
    before = content[max(0, draft.start - 3) : draft.start]
    if (
        draft.unit == "money"
        and previous
        and "(" in before
        and content[previous.end : draft.start].strip(" (") == ""
        and previous.unit == "money"
    ):
        draft.what, draft.head, draft.dual = previous.what, previous.head, True
        draft.elided = previous.elided
        return
    money = draft.unit == "money"
    if money and text.content[max(0, draft.start - 4) : draft.start].endswith(" of "):
        draft.elided = True
        return
    phrase = _after_of(text, draft, g, ("of", "in", "from") if money else ("of",))
    if money and not phrase and (bracket := _BRACKET.match(content, draft.end)):
        # "16.74 billion yuan ($2.65 billion) in illicit funds": the noun stands past the second currency.
        phrase = read_phrase(tk, tk.at(bracket.end() - 1) + 1, draft.limit, g)
        if phrase:
            _take(text, draft, phrase, quote=False)
            return
    if not phrase and not money and draft.after < draft.limit and tk.word[draft.after][0].isalpha():
        phrase = read_phrase(tk, draft.after, draft.limit, g)
    if phrase and tk.low[phrase.head] not in ("total", "all"):
        following = tk.low[draft.after]
        _take(text, draft, phrase, quote=following == "of" or (not money and following != "in"))
        if money and following == "in" and phrase and tk.low[phrase.head] in ("january", "cases"):
            draft.what, draft.elided = None, True
        return
    draft.elided = True


def _duration(text: Text, draft: Draft, g: Grammar) -> None:
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.word[i] == "-":
        i += 1
    if i < draft.limit and tk.low[i] == "of":
        i += 1
    hyphen = text.content[draft.number.end : draft.number.end + 1] == "-"
    if i < draft.limit and (hyphen or tk.low[i - 1] == "of"):
        phrase = read_phrase(tk, i, draft.limit, g)
        if phrase:
            _take(text, draft, phrase, quote=hyphen)
            return
    draft.elided = True


def _share(text: Text, draft: Draft, g: Grammar) -> Draft:
    tk, content, number = text.tokens, text.content, draft.number
    draft.unit, draft.measure = "percent", "share"
    draft.unit_text = content[number.start : number.end].split()[-1].lower()
    i = draft.after
    while i < draft.limit and tk.low[i] in ("of", "the", "all", "these", "those", "them", "its", "their"):
        i += 1
    phrase = read_phrase(tk, i, draft.limit, g)
    if phrase:
        _take(text, draft, phrase)
    else:
        draft.elided = True
    return draft


def _percent(text: Text, draft: Draft, g: Grammar, previous: Draft | None) -> None:
    """Tell a share from a rise or a fall, and take the noun after "of" or "in" when there is one."""
    tk = text.tokens
    if draft.unit == "percent":
        draft.measure = "share"
    _change(text, draft, g, previous)
    i = draft.after
    if draft.measure == "change":
        if draft.what:
            return
        if draft.unit != "percent" and not _compares(text, draft, g):
            draft.unit, draft.measure = "event", "count"
            draft.what, draft.head = "times", "times"
            return
        if (
            i < draft.limit
            and (tk.low[i] in g.rise or tk.low[i] in g.fall)
            and tk.low[i] not in ("more", "less", "up", "down")
        ):
            draft.end = tk.end[i]
            if i + 1 < draft.limit and tk.low[i + 1] in ("in", "of", "for"):
                j = i + 2
                while j < draft.limit and tk.low[j] in ("the", "number", "of", "total", "all"):
                    j += 1
                phrase = read_phrase(tk, j, draft.limit, g)
                if phrase:
                    _take(text, draft, phrase, quote=False)
                    return
        draft.elided = True
        return
    if i < draft.limit and tk.low[i] == "of":
        j = i + 1
        while j < draft.limit and tk.low[j] in ("the", "all", "its", "their", "these", "those", "total"):
            j += 1
        phrase = read_phrase(tk, j, draft.limit, g)
        if phrase:
            _take(text, draft, phrase)
            return
    phrase = read_phrase(tk, i, draft.limit, g) if i < draft.limit else None
    if phrase and not g.verb(tk.low[phrase.first]):
        _take(text, draft, phrase)
        return
    draft.elided = True


def _compares(text: Text, draft: Draft, g: Grammar) -> bool:
    """Whether "3 times" multiplies ("3 times more than") and does not count occasions."""
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.low[i] in (
        "more",
        "higher",
        "as",
        "the",
        "that",
        "greater",
        "larger",
        "than",
        "what",
        "faster",
        "bigger",
        "up",
        "over",
        "compared",
        "less",
        "fewer",
        "and",
    ):
        return True
    before = tk.low[max(draft.low, draft.at - 3) : draft.at]
    return any(w in g.rise or w in g.fall for w in before)


def _change(text: Text, draft: Draft, g: Grammar, previous: Draft | None) -> None:
    tk = text.tokens
    first = max(draft.low, draft.at - 6)
    start = tk.at(draft.start)
    window: list[str] = []
    for j in range(start - 1, first - 1, -1):
        word = tk.low[j]
        if word in (",", ";", "(", ")", ":", "and") or (word[0].isdigit() and window[:1] != ["by"]):
            break
        window.insert(0, word)
    levels = bool(window) and window[-1] in ("to", "from", "at")
    cue = next((w for w in reversed(window) if w in g.rise or w in g.fall), None)
    if cue and not levels:
        draft.measure, draft.falls = "change", cue in g.fall
        j = start - 1
        while j > first and tk.low[j] != cue:
            j -= 1
        if tk.low[j] == cue and draft.unit == "percent":
            draft.start = min(draft.start, tk.start[j])
        _year_on_year(text, draft)
        return
    after = tk.low[draft.after : min(draft.after + 3, draft.limit)]
    for j, word in enumerate(after[:2]):
        if word in ("of", "in", ",", "and", ";", "(", "were", "was"):
            break
        if word in ("more", "fewer", "less") and j == 0 and draft.unit == "percent":
            draft.measure, draft.falls = "change", word != "more"
            phrase = read_phrase(tk, draft.after + 1, draft.limit, g)
            if phrase:
                _take(text, draft, phrase)
            return
        if (word in g.rise or word in g.fall) and (
            word not in ("more", "less", "up", "down") or "than" in after or word in ("up", "down")
        ):
            draft.measure, draft.falls = "change", word in g.fall
            if j == 0 and word not in ("more", "less"):
                draft.end = tk.end[draft.after]
            return
    if previous and previous.measure == "change" and previous.sentence == draft.sentence:
        between = text.content[previous.end : draft.start]
        if re.fullmatch(r"\s*(?:year[- ]on[- ]year)?\s*(?:,|and|, and|or|/)?\s*(?:by\s+)?", between):
            draft.measure, draft.falls = "change", previous.falls
    _year_on_year(text, draft)


def _year_on_year(text: Text, draft: Draft) -> None:
    found = re.compile(r"\s*,?\s*year[- ]on[- ]year|\s*,?\s*month[- ]on[- ]month|\s+annually").match(
        text.content, draft.end
    )
    if found and draft.measure == "change":
        draft.end = found.end()
        draft.after = text.tokens.at(draft.end - 1) + 1


def _count(text: Text, draft: Draft, g: Grammar) -> None:
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.word[i] == "-" and tk.start[i] == draft.number.end:
        i += 1  # "12-member gang"
    while (
        i < draft.limit
        and tk.low[i] in ("more", "other", "further", "additional", "new", "such", "of", "another")
        and i < draft.after + 2
    ):
        if tk.low[i] == "of" and (i + 1 >= draft.limit or tk.low[i + 1] not in ("the", "its", "their", "our")):
            break
        if tk.low[i] == "of":
            i += 1
        i += 1
    phrase = read_phrase(tk, i, draft.limit, g)
    number = draft.number
    if number.spelled and number.value == 1 and not (phrase and g.counted(tk.low[phrase.head])):
        draft.dropped = True
        return
    if phrase and tk.low[phrase.head] in g.pronouns:
        phrase = None
    if phrase is None:
        draft.elided = True
        if tk.low[draft.after : draft.after + 2] == ("of", "them") or tk.low[draft.after : draft.after + 2] == (
            "of",
            "these",
        ):
            draft.end = max(draft.end, tk.end[draft.after + 1])
        if number.spelled:
            draft.confidence = 0.5
        return
    _take(text, draft, phrase)
    if draft.head in g.containers or singular(draft.head) in g.containers:
        draft.end = max(draft.end, tk.end[phrase.of_stop - 1])
    set_counted(text, draft, phrase.first, phrase.head, g)
    _rate(text, draft, g)


def set_counted(text: Text, draft: Draft, first: int, head: int, g: Grammar) -> None:
    """Set unit and unit text from the noun phrase whose head is token `head`."""
    tk = text.tokens
    words = tuple(w for w in tk.low[first : head + 1] if w[0].isalpha())
    unit = g.units.of(words)
    if "and" in words[1:-1] and g.plural(words[words.index("and") - 1]) and words[words.index("and") - 1] != "police":
        # "websites and apps": the first of them says what they are.
        unit = g.units.of(words[: words.index("and")])
    if words and singular(words[-1]) == "unit":
        unit = "organization" if len(words) > 1 and draft.number.value < Decimal(10000) else "item"
    if (
        unit == "item"
        and tk.low[head + 1 : head + 2] == ("of",)
        and any(w in g.knowledge for w in tk.low[head + 2 : head + 7])
    ):
        unit = "other"
    if not unit:
        unit = g.units.guess(words[-1]) if words else "other"
        draft.confidence = min(draft.confidence, 0.7)
    draft.unit, draft.unit_text = unit, tk.word[head]
    draft.head = tk.low[head]


_AVERAGE = re.compile(r"(?i)\s*on average\b")
_YEARLY = re.compile(r"(?i)\b(?:annually|(?:each|every|per) (?:year|month|week|day)|daily|monthly)\b")
_RATE = re.compile(
    r"\s+(?:per|for every|a|each|every)\s+(?:\d[\d,]*\s+(?:people|inhabitants|residents|persons|population)|"
    r"day|hour|minute|week|month|year|capita|head|person)\b"
)


def _rate(text: Text, draft: Draft, g: Grammar) -> None:
    found = _RATE.match(text.content, draft.end)
    if found:
        draft.measure, draft.end = "rate", found.end()
        return
    sentence = text.sentences[draft.sentence]
    if (
        _AVERAGE.match(text.content, sentence.start) and _YEARLY.search(text.content, sentence.start, sentence.end)
    ) or (
        (yearly := _YEARLY.search(text.content, draft.end, min(sentence.end, draft.end + 90)))
        and not re.search(r"[;\d]", text.content[draft.end : yearly.start()])
    ):
        draft.measure = "rate"


def label_of(text: Text, draft: Draft) -> tuple[int, int] | None:
    """Return the span of the label that a list line sets before its number ("Websites taken offline: 453")."""
    content = text.content
    block = text.blocks[text.block_at(draft.start)]
    line = max(content.rfind("\n", block.start, draft.start) + 1, block.body, draft.start - _LONGEST_LINE)
    prefix = content[line : draft.start]
    mark = re.search(r"(?:[:：|=]|\s[-–—]|\.{3,}|[ \t]{3,}|\t)[\s|]*(?:(?:a\s+)?total(?:\s+of)?\s*)?\Z", prefix)
    if not mark or (block.kind is BlockKind.PROSE and mark.group().strip()[:1] not in (":", "：")):
        return None
    label = prefix[: mark.start()]
    cut = max(label.rfind(";"), label.rfind(". "), label.rfind("|") if "|" in mark.group() else -1)
    start = line + cut + 1
    end = line + mark.start()
    while start < end and content[start] in ' \t-–•*·"':
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    if not 1 < end - start < 90 or re.search(r"\d{3}", re.sub(r"\b(?:19|20)\d\d\b", "", content[start:end])):
        return None
    return start, end
