"""Amounts, lengths of time and spelled shares: what the words right after them say they are of."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.en.phrases import Grammar, NounPhrase, read_phrase
from kg.extract.text import Text

# "16.74 billion yuan ($2.65 billion) in illicit funds": the noun stands past the second sum.
_BRACKET = re.compile(r"\s*\([^()\n]{2,50}\)\s+(?:in|of|worth of)\s+")


def take_phrase(text: Text, draft: Draft, phrase: NounPhrase, *, quote: bool = True) -> None:
    """Let a noun phrase beside the number be what the figure counts."""
    tk = text.tokens
    words = text.content[tk.start[phrase.first] : tk.end[phrase.of_stop - 1]] if phrase.of_stop > phrase.first else ""
    draft.what = " ".join(words.split()).strip("\"“”' ") or None
    draft.head = tk.low[phrase.head]
    if quote and phrase.first < draft.limit:
        draft.end = max(draft.end, tk.end[phrase.stop - 1])


def read_amount(text: Text, draft: Draft, g: Grammar, previous: Draft | None) -> None:
    """Read what a sum of money, a mass, a volume or an area is of; `elided` when no words beside it say."""
    if previous is not None and _restates(text, draft, previous):
        draft.what, draft.head, draft.dual, draft.elided = previous.what, previous.head, True, previous.elided
        return
    tk, money = text.tokens, draft.unit == "money"
    if money and text.content[max(0, draft.start - 4) : draft.start].endswith(" of "):
        draft.elided = True
        return
    phrase = _after_of(text, draft, g, ("of", "in", "from") if money else ("of",))
    if not phrase and (bracket := _BRACKET.match(text.content, draft.end)):
        phrase = read_phrase(tk, tk.at(bracket.end() - 1) + 1, draft.limit, g)
        if phrase:
            take_phrase(text, draft, phrase, quote=False)
            return
    following = tk.low[draft.after] if draft.after < draft.limit else ""
    if not phrase and following in (g.classes["bare_money"] if money else ()):
        phrase = NounPhrase(draft.after, draft.after, draft.after + 1, draft.after + 1)
    if not phrase and not money and following[:1].isalpha() and following not in g.classes["dimensions"]:
        phrase = read_phrase(tk, draft.after, draft.limit, g)
    if money and phrase and following == "in" and tk.low[phrase.head] in g.classes["values"]:
        phrase = None  # "worth N2.7 billion in street value"
    if not phrase and money and following[:1].isalpha() and following not in g.stops and not g.verb(following):
        phrase = read_phrase(tk, draft.after, draft.limit, g)  # "Rs 40 crore drugs"
        phrase = phrase if phrase and g.plural(tk.low[phrase.head]) else None
    if phrase and tk.low[phrase.head] not in ("total", "all"):
        take_phrase(text, draft, phrase, quote=following == "of" or (not money and following != "in"))
        if money and following == "in" and tk.low[phrase.head] == "cases":
            draft.what, draft.elided = None, True  # "frozen in 12 cases" tells where
        return
    draft.elided = True


def _restates(text: Text, draft: Draft, previous: Draft) -> bool:
    """Whether a sum in brackets restates the one before it: "EUR 1.2 billion (USD 1.3 billion)"."""
    content = text.content
    return (
        draft.measure == "amount"
        and previous.unit == draft.unit
        and "(" in content[max(0, draft.start - 3) : draft.start]
        and content[previous.end : draft.start].strip(" (") == ""
    )


def _after_of(text: Text, draft: Draft, g: Grammar, words: tuple[str, ...]) -> NounPhrase | None:
    """Return the phrase after a measure: "tonnes of drugs", "£3.6m in cash", "million worth of goods"."""
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.low[i] == "worth":
        i += 1
    if i < draft.limit and tk.low[i] in words:
        link = tk.low[i]
        i += 1
        while i < draft.limit and tk.low[i] in g.classes["determiners"]:
            i += 1
        if i < draft.limit and (tk.low[i] == "same" or (link == "from" and not tk.word[i].islower())):
            return None  # "$4 million from January", "in the same period of 2021"
        return read_phrase(tk, i, draft.limit, g)
    return None


def read_duration(text: Text, draft: Draft, g: Grammar) -> None:
    """Read what a length of time is of: "a 3-day operation", "5 years of work"."""
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.word[i] == "-":
        i += 1
    if i < draft.limit and tk.low[i] == "of":
        i += 1
    hyphen = text.content[draft.number.end : draft.number.end + 1] == "-"
    possessive = i + 1 < draft.limit and tk.low[i] in ("'", "'s")
    if possessive:
        i += 1  # "7 days' custody"
    if i < draft.limit and (hyphen or possessive or tk.low[i - 1] == "of"):
        phrase = read_phrase(tk, i, draft.limit, g)
        if phrase:
            take_phrase(text, draft, phrase, quote=hyphen or possessive)
            return
    draft.elided = True


def read_share(text: Text, draft: Draft, g: Grammar) -> Draft:
    """Read what a share in words is of: "half of the goods", "two thirds of victims"."""
    tk, content, number = text.tokens, text.content, draft.number
    draft.unit, draft.measure = "percent", "share"
    draft.unit_text = content[number.start : number.end].split()[-1].lower()
    i = draft.after
    while i < draft.limit and tk.low[i] in g.classes["share_links"]:
        i += 1
    phrase = read_phrase(tk, i, draft.limit, g)
    if phrase:
        take_phrase(text, draft, phrase)
    else:
        draft.elided = True
    return draft
