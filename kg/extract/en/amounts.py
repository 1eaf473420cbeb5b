"""What an amount, a share or a length of time is of: "assets of USD 5 million", "a clearance rate of 95%"."""

from __future__ import annotations

from kg.extract.drafts import Draft
from kg.extract.en.labels import heading_subject
from kg.extract.en.nouns import (
    copy_noun,
    find_equating_verb,
    find_partitive,
    find_previous,
    find_subject,
    find_verb_before,
    set_noun,
    take_predicate,
    words_at,
)
from kg.extract.en.phrases import Grammar, phrase_before
from kg.extract.text import Text

_GOODS = ("item", "mass", "volume", "area", "case", "vehicle", "animal", "other", "document", "event", "network")
"""Units of things that can have a value."""
_VALUES = frozenset(["value", "worth", "price", "cost", "turnover", "volume", "weight"])


def fill_amount(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    """Say what an amount without a noun beside it is of; the draft changes in place."""
    draft, tk = drafts[i], text.tokens
    if draft.dual and i:
        copy_noun(draft, drafts[i - 1])
        return
    if take_predicate(text, draft, g):
        return
    if draft.at - draft.low < 8 and (partitive := find_partitive(text, draft, g)):
        set_noun(text, draft, *partitive, g)
        return
    last = tk.at(draft.start)
    if tk.start[last] >= draft.start:
        last -= 1
    while (
        last > draft.low
        and tk.low[last] in ("a", "total", "the", "around", "about", "up", "to")
        and tk.low[last] != "of"
    ):
        last -= 1
    word = tk.low[last] if last >= draft.low else ""
    if (
        word in g.sums
        and draft.number.comparator != "="
        and (source := find_previous(drafts, i, _GOODS))
        and source.sentence == draft.sentence
    ):
        draft.what, draft.head = f"{tk.word[last]} of {source.what}", word
        return
    if word in ("of", "worth", "at", "totaling", "totalling", "in") and last > draft.low:
        stop = last
        while stop > draft.low and tk.low[stop - 1] in (
            "valued",
            "estimated",
            "a",
            "total",
            "market",
            "street",
            "retail",
            ",",
            "approximate",
            "with",
            "value",
            "is",
            "was",
            "were",
            "are",
        ):
            stop -= 1
        sums = tk.low[last - 1] in g.sums
        first, end = phrase_before(tk, (last if sums else stop) - 1, draft.low, g)
        bearer = _bearer(text, draft, last - 1, g) if tk.low[last - 1] in _VALUES else None
        if bearer:
            draft.what, draft.head = f"{tk.word[last - 1]} of {bearer}", tk.low[last - 1]
            return
        if (
            sums
            and end - first < 3
            and tk.low[last - 1] in _VALUES
            and (source := find_previous(drafts, i, _GOODS))
            and source.sentence == draft.sentence
        ):
            draft.what, draft.head = f"{tk.word[last - 1]} of {source.what}", tk.low[last - 1]
            return
        if end > first and not g.verb(tk.low[end - 1]):
            set_noun(text, draft, first, end, end - 1, g)
            return
        if draft.unit == "money" and (source := find_previous(drafts, i, _GOODS)) and source.sentence == draft.sentence:
            copy_noun(draft, source)
            return
    if word in ("weighing", "measuring", "with") and draft.unit != "money" and last > draft.low:
        first, end = phrase_before(tk, last - 1, draft.low, g)
        if end > first and tk.word[end - 1].islower() and not g.verb(tk.low[end - 1]):
            set_noun(text, draft, first, end, end - 1, g)
            return
    verb = find_equating_verb(text, draft, g)
    if verb is None and word in ("from", "to"):
        verb = next(
            (j for j in range(last - 1, max(draft.low, last - 10), -1) if tk.low[j] in g.rise or tk.low[j] in g.fall),
            None,
        )
    if verb is not None and (subject := find_subject(text, draft, verb, g)):
        set_noun(text, draft, *subject, g)
        return
    if (word and g.plural(word)) or word in g.sums:
        first, end = phrase_before(tk, last, draft.low, g)
        if end > first:
            set_noun(text, draft, first, end, end - 1, g)
            return
    if draft.unit != "money":
        source = find_previous(drafts, i, (draft.unit,)) or _next_amount(drafts, i)
        if source or (source := find_previous(drafts, i)):
            copy_noun(draft, source)
        return
    after = tk.low[draft.after : draft.after + 2]
    if after[:1] == ("involved",):
        draft.what = draft.head = "amount involved"
    elif word in ("with", "worth", "exceeding", "valued") and (source := find_previous(drafts, i)):
        copy_noun(draft, source)
    elif source := find_previous(drafts, i, ("money",)):
        draft.what, draft.head = source.what, source.head
    elif word == "involving" and (source := find_previous(drafts, i)):
        draft.what, draft.head = f"value of {source.what}", "value"


def _bearer(text: Text, draft: Draft, noun: int, g: Grammar) -> str | None:
    """Return what has the value or weight: "cocaine" in "cocaine with a net weight of 40 kg"."""
    tk = text.tokens
    for j in range(noun - 1, max(draft.low, noun - 5), -1):
        if tk.low[j] == "with":
            first, stop = phrase_before(tk, j - 1, draft.low, g)
            if (
                stop > first
                and not tk.word[first][0].isdigit()
                and tk.word[stop - 1][0].isalpha()
                and not g.verb(tk.low[stop - 1])
            ):
                return words_at(text, first, stop)
            return None
    return None


def _next_amount(drafts: list[Draft], i: int) -> Draft | None:
    """ "over 17,486 tonnes and 144,313 pieces of waste": the next figure's noun."""
    if i + 1 < len(drafts):
        d = drafts[i + 1]
        if d.sentence == drafts[i].sentence and d.what and " of " in d.what and not d.elided:
            return d
    return None


def fill_share(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    """Say what a share without a noun beside it is a share of."""
    draft, tk = drafts[i], text.tokens
    content = text.content
    before = content[max(0, draft.start - 2) : draft.start]
    previous = drafts[i - 1] if i else None
    if "(" in before and previous and content[previous.end : draft.start].count(",") == 0:
        copy_noun(draft, previous)
        return
    last = tk.at(draft.start) - (1 if tk.start[tk.at(draft.start)] >= draft.start else 0)
    if last > draft.low and tk.low[last] == "of":
        first, stop = phrase_before(tk, last - 1, draft.low, g)
        if stop > first:
            set_noun(text, draft, first, stop, stop - 1, g)
            draft.start = min(draft.start, tk.start[first])
            return
    verb = find_verb_before(tk, last, draft.low, g)
    if verb is not None and (subject := find_subject(text, draft, verb, g)):
        set_noun(text, draft, *subject, g)
        return
    if previous and previous.sentence == draft.sentence and previous.what:
        copy_noun(draft, previous)


def fill_duration(text: Text, draft: Draft, g: Grammar) -> None:
    """Say what lasted as long as a duration tells."""
    tk = text.tokens
    last = tk.at(draft.start) - 1
    if any(w in g.terms for w in tk.low[max(draft.low, draft.at - 8) : min(draft.after + 5, draft.limit)]):
        draft.what = draft.head = g.term_noun
        return
    if (noun := heading_subject(text, draft, g)) is not None:
        draft.what = draft.head = noun
        return
    for j in range(last, draft.low - 1, -1):
        word = tk.low[j]
        if g.verb(word) or word in g.auxiliaries:
            subject = find_subject(text, draft, j, g)
            if subject:
                set_noun(text, draft, *subject, g)
            return
