"""Figures: every stated quantity of a text with what it counts, how it is bounded and what it belongs to.

A number becomes a `Draft` (what the words around it say), drafts lend each other what is left out ("46 of them"),
then each is given its campaign, agency, case, domains and period.
"""

from __future__ import annotations

from decimal import Decimal

from kg.extract.attribution import Attribution, Belonging
from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions
from kg.extract.rules import load_rules
from kg.extract.text import Text
from kg.model.record import DocumentInfo, Span, StatedFigure


def find_figures(text: Text, lexicon: Lexicon, mentions: Mentions, document: DocumentInfo) -> tuple[StatedFigure, ...]:
    """Return every figure the text states, in order.

    Shape: ``text.content[f.span.start:f.span.end] == f.span.quote``; cost linear in the length of the text.
    """
    rules = load_rules(lexicon.language)
    times = rules.find_times(text, lexicon, mentions, document)
    drafts = rules.find_drafts(text, lexicon, mentions, times)
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
        confidence=Decimal(str(round(belonging.confidence, 2))),
    )


def _plain(value: Decimal) -> Decimal:
    """Return the value without an exponent or idle zeros: 18370000000, 4.8."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()
