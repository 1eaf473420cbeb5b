"""Figures: every stated quantity of a text with what it counts, how it is bounded and what it belongs to.

A number becomes a `Draft` (what the words beside it say), drafts lend each other what is left out ("46 of them"),
then each is given its campaign, agency, case, domains and period.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.extract.attribution import Attribution, Belonging
from kg.extract.drafts import Draft, read_draft
from kg.extract.en.exclusions import hidden_ranges, is_label
from kg.extract.en.numbers import Number, find_bound_after, find_numbers
from kg.extract.en.periods import find_times, reference_date
from kg.extract.en.phrases import load_grammar
from kg.extract.en.subjects import fill_drafts
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions
from kg.extract.text import Text
from kg.model.record import DocumentInfo, Span, StatedFigure


def find_figures(text: Text, lexicon: Lexicon, mentions: Mentions, document: DocumentInfo) -> tuple[StatedFigure, ...]:
    """Return every figure the text states, in order.

    Shape: ``text.content[f.span.start:f.span.end] == f.span.quote``; cost linear in the length of the text.
    """
    g = load_grammar(lexicon)
    reference = reference_date(
        text.content, lexicon, published=mentions.published or document.published, event=mentions.event_date
    )
    times = find_times(text.content, lexicon, reference)
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
    attribution = Attribution(text, mentions, times, drafts, lexicon)
    return tuple(_figure(text, draft, attribution.of(i)) for i, draft in enumerate(drafts) if not draft.dropped)


def _figure(text: Text, draft: Draft, belonging: Belonging) -> StatedFigure:
    number = draft.number
    sign = Decimal(-1) if draft.falls else Decimal(1)
    return StatedFigure(
        span=Span(quote=text.content[draft.start : draft.end], start=draft.start, end=draft.end),
        value=_plain(number.value * sign),
        upper=_plain(number.upper * sign) if number.upper is not None else None,
        comparator=number.comparator,
        unit=draft.unit,
        unit_text=draft.unit_text,
        what=draft.what,
        action=draft.action,
        measure=draft.measure,
        campaign=belonging.campaign,
        domains=belonging.domains,
        agency=belonging.agency,
        case=belonging.case,
        place=draft.place or belonging.place,
        period=belonging.period,
        minor=draft.minor,
        speaker=belonging.speaker,
        confidence=Decimal(str(round(draft.confidence, 2))),
    )


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


def _plain(value: Decimal) -> Decimal:
    """Return the value without an exponent or idle zeros: 18370000000, 4.8."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
