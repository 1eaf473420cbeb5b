"""One number and what the words right beside it say: unit, thing counted, measure, quote.

What is left out ("46 of them", "27 tonnes") is filled in afterwards from the figures around it.
"""

from __future__ import annotations

from kg.extract.drafts import Draft
from kg.extract.en.counted import read_count, set_rate
from kg.extract.en.percents import is_points, read_percent
from kg.extract.en.phrases import Grammar
from kg.extract.en.quantities import read_amount, read_duration, read_share
from kg.extract.en.units import AMOUNTS
from kg.extract.numerals import MULTIPLE, SHARE, Number
from kg.extract.text import Text

_SMALL = 100
"""A number spelled out below this is a minor one."""
_MULTIPLES = frozenset(["times", "fold", "-fold"])
_LONE_LETTERS = frozenset(["t", "m", "l", "g", "x", "min"])
"""Units of one letter, which a hyphen before makes part of a name."""


def read_draft(text: Text, number: Number, g: Grammar, previous: Draft | None) -> Draft | None:
    """Return what the words beside a number say, or None when it states nothing."""
    tk = text.tokens
    sentence = text.sentence_at(number.start)
    bounds = text.sentences[sentence]
    draft = Draft(
        number=number,
        at=tk.at(number.start),
        after=_next_token(text, number),
        low=tk.at(bounds.start),
        limit=tk.at(bounds.end - 1) + 1,
        sentence=sentence,
        start=number.bound_start,
        end=number.tail,
        minor=number.spelled and number.value < _SMALL and number.kind not in (SHARE, MULTIPLE),
    )
    if number.kind == SHARE:
        return read_share(text, draft, g)
    if number.kind == MULTIPLE:
        draft.unit, draft.measure, draft.unit_text = "other", "change", text.content[number.start : number.end]
        draft.elided = True
        return draft
    _measure(text, draft, g)
    if is_points(text, draft, g, previous):
        _set_unit(draft, "percent", text.tokens.word[draft.after])
        draft.after, draft.end = draft.after + 1, text.tokens.end[draft.after]
    if draft.unit == "percent" or draft.unit_text in _MULTIPLES:
        read_percent(text, draft, g, previous)
    elif draft.unit == "time":
        read_duration(text, draft, g)
    elif draft.measure == "amount":
        read_amount(text, draft, g, previous)
        set_rate(text, draft)
    else:
        read_count(text, draft, g)
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
        draft.after = i + 1
        if unit and close != "x":
            _set_unit(draft, unit, content[number.end : tk.end[i]])
            draft.end = max(draft.end, tk.end[i])
        return
    hyphen = i < len(tk) and tk.word[i] in "-‑" and tk.start[i] == end
    if hyphen:
        i += 1
    elif i + 1 < draft.limit and tk.low[i] in g.classes["stretches"] and tk.low[i + 1] in g.units.measures.first:
        i, end = i + 1, tk.end[i]
    found = g.units.measures.match(tk, i) if i < draft.limit or hyphen else None
    if not found or (tk.start[i] > end + 2):
        return
    stop, kind = found
    word = content[tk.start[i] : tk.end[stop - 1]]
    if word == "x" or (hyphen and word in _LONE_LETTERS):
        return
    if kind == "money" and _is_plain_word(word, tk.low[stop] if stop < draft.limit else "", g):
        return
    _set_unit(draft, kind, word)
    draft.after, draft.end = stop, max(draft.end, tk.end[stop - 1])


def _is_plain_word(word: str, following: str, g: Grammar) -> bool:
    """Whether what could name a currency is a common word here: "try", "won medals", "real threats"."""
    if word in ("won", "real"):
        return bool(following) and g.counted(following)
    return len(word) == 3 and word.isascii() and word.islower() and word != "yen"


def _set_unit(draft: Draft, unit: str, word: str) -> None:
    if unit == "times":
        draft.unit, draft.unit_text, draft.measure = "other", "times", "change"
        return
    draft.unit, draft.unit_text = unit, word
    draft.measure = "amount" if unit in AMOUNTS else {"percent": "share", "time": "duration"}.get(unit, "count")
    if unit == "length":
        draft.unit = "other"
