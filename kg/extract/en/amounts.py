"""What an amount, a share or a length of time is of: "assets of USD 5 million", "a clearance rate of 95%"."""

from __future__ import annotations

from kg.extract.drafts import Draft
from kg.extract.en.label_heads import heading_subject
from kg.extract.en.nouns import (
    copy_noun,
    find_equating_verb,
    find_level_verb,
    find_partitive,
    find_previous,
    find_subject,
    find_verb_before,
    set_noun,
    take_predicate,
    token_before,
    words_at,
)
from kg.extract.en.phrases import Grammar, phrase_before
from kg.extract.text import Text

_GOODS = ("item", "mass", "volume", "area", "case", "vehicle", "animal", "other", "document", "event", "network")
"""Units of things that can have a value."""


def fill_amount(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    """Say what an amount without a noun beside it is of; the draft changes in place."""
    draft = drafts[i]
    if draft.dual and i:
        copy_noun(draft, drafts[i - 1])
        return
    if take_predicate(text, draft, g):
        return
    if draft.at - draft.low < 8 and (partitive := find_partitive(text, draft, g)):
        set_noun(text, draft, *partitive, g)
        return
    tk, last = text.tokens, token_before(text, draft)
    level = find_level_verb(text, draft, g)
    if level is not None and (subject := find_subject(text, draft, level, g)):
        set_noun(text, draft, *subject, g)
        return
    while last > draft.low and (tk.low[last] in g.classes["sum_skips"] or tk.low[last] == "to"):
        last -= 1
    if _from_words_before(text, drafts, i, last, g):
        return
    verb = find_equating_verb(text, draft, g)
    if verb is not None and (subject := find_subject(text, draft, verb, g)):
        set_noun(text, draft, *subject, g)
        return
    word = tk.low[last] if last >= draft.low else ""
    if word == "worth" and last > draft.low and (tk.low[last - 1] in g.auxiliaries):
        verb = find_verb_before(tk, last - 1, draft.low, g)  # "the drugs are estimated to be worth"
        if verb is not None and (subject := find_subject(text, draft, verb, g)):
            set_noun(text, draft, *subject, g)
            return
    if word in g.classes["sum_participles"] and last > draft.low and tk.low[last - 1] in g.classes["sum_nouns"]:
        last, word = last - 1, tk.low[last - 1]
    if _is_noun(word, g):
        first, end = phrase_before(tk, last, draft.low, g)
        if end > first:
            set_noun(text, draft, first, end, end - 1, g)
            return
    _from_figures_before(text, drafts, i, word, g)


def _is_noun(word: str, g: Grammar) -> bool:
    """Whether a word right before a sum is a noun that it can be of."""
    if not word or g.verb(word) or word in g.stops:
        return word in g.sums
    return (
        g.plural(word)
        or word in g.sums
        or word in g.classes["sum_nouns"]
        or word.endswith(tuple(g.classes["noun_endings"]))
    )


def _from_words_before(text: Text, drafts: list[Draft], i: int, last: int, g: Grammar) -> bool:
    """Take the noun from what leads up to a sum: "goods worth", "a value of", "drugs weighing"."""
    draft, tk = drafts[i], text.tokens
    word = tk.low[last] if last >= draft.low else ""
    source = find_previous(drafts, i, _GOODS)
    near = source if source is not None and source.sentence == draft.sentence else None
    plain = last > draft.low and tk.word[last - 1][0].isalpha() and not g.verb(tk.low[last - 1])
    bears = word == "worth" and plain and tk.low[last - 1] not in g.stops
    if word in g.sums and draft.number.comparator != "=" and near and not bears:
        draft.what, draft.head = f"{tk.word[last]} of {near.what}", word
        return True
    if word in g.classes["value_marks"] and last > draft.low and _from_value(text, draft, last, near, g):
        return True
    if word in g.classes["weighing"] and draft.unit != "money" and last > draft.low:
        first, end = phrase_before(tk, last - 1, draft.low, g)
        if end > first and tk.word[end - 1].islower() and not g.verb(tk.low[end - 1]):
            set_noun(text, draft, first, end, end - 1, g)
            return True
    return False


def _from_value(text: Text, draft: Draft, last: int, near: Draft | None, g: Grammar) -> bool:
    """Take the noun before "valued at", "with a street value of", "worth"."""
    tk, stop = text.tokens, last
    while stop > draft.low and tk.low[stop - 1] in g.classes["value_links"]:
        stop -= 1
    sums = tk.low[last - 1] in g.sums
    valued = tk.low[last - 1] in g.classes["values"]
    first, end = phrase_before(tk, (last if sums else stop) - 1, draft.low, g)
    bearer = _bearer(text, draft, last - 1, g) if valued else None
    if bearer is None and sums and valued and end - first < 3 and near:
        bearer = near.what
    if bearer:
        draft.what, draft.head = f"{tk.word[last - 1]} of {bearer}", tk.low[last - 1]
        return True
    if end > first and not g.verb(tk.low[end - 1]):
        set_noun(text, draft, first, end, end - 1, g)
        return True
    if draft.unit == "money" and near:
        copy_noun(draft, near)
        return True
    return False


def _from_figures_before(text: Text, drafts: list[Draft], i: int, word: str, g: Grammar) -> None:
    """Lend an amount the noun of a figure beside it."""
    draft, tk = drafts[i], text.tokens
    if draft.unit != "money":
        source = find_previous(drafts, i, (draft.unit,)) or _next_amount(drafts, i)
        if source or (source := find_previous(drafts, i)):
            copy_noun(draft, source)
        return
    if tk.low[draft.after : draft.after + 1] == ("involved",):
        draft.what = draft.head = "amount involved"
    elif word in g.classes["worth"] and (source := find_previous(drafts, i)):
        copy_noun(draft, source)
    elif word in g.classes["penalties"]:
        return
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
    after = tk.low[draft.after : draft.after + 2]
    if previous and len(after) == 2 and after[0] == "of" and after[1] in ("whom", "which"):
        copy_noun(draft, previous)  # "3,000 victims, 85 percent of whom"
        return
    if "(" in before and previous and content[previous.end : draft.start].count(",") == 0:
        copy_noun(draft, previous)
        return
    last = token_before(text, draft)
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
