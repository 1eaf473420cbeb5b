"""The numbers of an English text with what their words say, before anyone asks what they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.drafts import Draft
from kg.extract.en.drafts import read_draft
from kg.extract.en.exclusions import hidden_ranges, is_label
from kg.extract.en.numbers import find_bound_after, find_numbers
from kg.extract.en.periods import find_times, reference_date
from kg.extract.en.phrases import load_grammar
from kg.extract.en.subjects import fill_drafts
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions
from kg.extract.numerals import Number
from kg.extract.text import Text
from kg.extract.times import TimeSpan
from kg.model.record import DocumentInfo


def find_stated_times(text: Text, lexicon: Lexicon, mentions: Mentions, document: DocumentInfo) -> tuple[TimeSpan, ...]:
    """Return every stated time, resolved against the event's day or the page's."""
    reference = reference_date(
        text.content, lexicon, published=mentions.published or document.published, event=mentions.event_date
    )
    return find_times(text.content, lexicon, reference)


def find_drafts(text: Text, lexicon: Lexicon, mentions: Mentions, times: Sequence[TimeSpan]) -> list[Draft]:
    """Return a draft per number, in order; what is left out ("46 of them") is lent by the figures around it."""
    g = load_grammar(lexicon)
    hidden = hidden_ranges(text, mentions, times, g)
    drafts: list[Draft] = []
    for number in find_numbers(text.content, lexicon, hidden):
        if is_label(text, number, lexicon, g):
            continue
        if drafts and _repeats(text, number, drafts[-1]):
            continue
        draft = read_draft(text, number, g, drafts[-1] if drafts else None)
        if draft:
            drafts.append(draft)
    fill_drafts(text, drafts, g)
    _name_sites(drafts)
    for draft in drafts:
        if draft.number.comparator == "=" and draft.number.upper is None:
            symbol, end = find_bound_after(text.content, lexicon, draft.end)
            draft.number, draft.end = replace(draft.number, comparator=symbol), end
        # A bare number of which nothing says what it counts is a label, a stamp or a slip.
        draft.dropped = draft.dropped or (draft.what is None and draft.measure == "count") or _follows_name(text, draft)
    return drafts


def _repeats(text: Text, number: Number, previous: Draft) -> bool:
    """Whether a number in brackets only repeats the words before it: "three (3)"."""
    said = previous.number
    return said.spelled and said.value == number.value and text.content[said.end : number.start].strip(" ") == "("


def _name_sites(drafts: list[Draft]) -> None:
    """Count sites as networks in a text that counts websites or domain names."""
    if any(d.unit == "network" for d in drafts):
        for d in drafts:
            if d.head in ("site", "sites") and d.unit == "place":
                d.unit = "network"


def _follows_name(text: Text, draft: Draft) -> bool:
    """Whether a bare number right after a capital name is part of it ("Windows 11")."""
    if not draft.elided or draft.label or draft.measure != "count" or draft.number.bound_start != draft.number.start:
        return False
    tk = text.tokens
    before = draft.at - 1
    if before <= draft.low or not tk.word[before][0].isupper() or tk.word[before].isupper():
        return False
    return text.content[tk.end[before] : draft.start] == " " and draft.start == draft.number.start
