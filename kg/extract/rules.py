"""What a language brings to the engine: its rules of name, time, number and relation, behind one small table.

The pipeline is one for all: layout → mentions → times → drafts → attribution → relations → record. Adding a language
is one folder with a ``rules.py`` that makes a `Rules`, its lexicon, and one line in `_MODULES`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from kg.errors import UnknownTerm
from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundRelation, Gazetteer, Mentions
from kg.extract.text import Range, Text
from kg.extract.times import TimeSpan
from kg.model.record import DocumentInfo, Period


class MentionFinder(Protocol):
    """Finds everything a text names."""

    def __call__(
        self, text: Text, lexicon: Lexicon, *, document: DocumentInfo, gazetteer: Gazetteer | None
    ) -> Mentions:
        """Return the mentions; keys need only be unique within each kind of thing."""
        ...


class TimeFinder(Protocol):
    """Finds the stated times of a text."""

    def __call__(
        self, text: Text, lexicon: Lexicon, mentions: Mentions, document: DocumentInfo
    ) -> tuple[TimeSpan, ...]:
        """Return every stated time in order, resolved against the day of the document or its event."""
        ...


class DraftFinder(Protocol):
    """Finds the numbers of a text with what the words around them say."""

    def __call__(self, text: Text, lexicon: Lexicon, mentions: Mentions, times: Sequence[TimeSpan]) -> list[Draft]:
        """Return a draft per number in order, those that state nothing marked as dropped."""
        ...


class RelationFinder(Protocol):
    """Finds how the things a text names stand to one another."""

    def __call__(self, text: Text, lexicon: Lexicon, mentions: Mentions) -> tuple[FoundRelation, ...]:
        """Return the relations; their ends are keys of the mentions or ``domain:KEY``."""
        ...


class PeriodFinder(Protocol):
    """Knows which stated time governs a figure."""

    def period_of(self, draft: Draft) -> Period | None:
        """Return the period, None when the text states none."""
        ...


class CampaignFinder(Protocol):
    """Knows which campaign's work a figure reports."""

    def campaign_of(self, draft: Draft, period: Period | None) -> str | None:
        """Return the campaign's key, None when the text ties the figure to none."""
        ...


class Govern(Protocol):
    """Makes the `PeriodFinder` of one text."""

    def __call__(
        self, text: Text, times: Sequence[TimeSpan], drafts: Sequence[Draft], names: Sequence[Range], lexicon: Lexicon
    ) -> PeriodFinder:
        """Return it; `names` are the spans of campaigns' names, sorted, in which no time speaks of a figure."""
        ...


class Follow(Protocol):
    """Makes the `CampaignFinder` of one text."""

    def __call__(self, text: Text, mentions: Mentions) -> CampaignFinder:
        """Return it."""
        ...


class Certainty(Protocol):
    """Knows how sure a figure's reading is."""

    def __call__(self, draft: Draft, finder: CampaignFinder, campaign: str | None, period: Period | None) -> float:
        """Return the share of such figures that are right in every attribute, as measured."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One language's rules. `doer` matches the words between a figure and the body named after it as its doer."""

    find_mentions: MentionFinder
    find_relations: RelationFinder
    find_times: TimeFinder
    find_drafts: DraftFinder
    govern: Govern
    follow: Follow
    doer: re.Pattern[str] | None = None
    certainty: Certainty | None = None


_MODULES = {"en": "kg.extract.en.rules", "zh": "kg.extract.zh.rules"}


@lru_cache(maxsize=16)
def load_rules(language: str) -> Rules:
    """Return the rules of a lexicon's language ("en", "zh"), imported when first asked for.

    Raises: UnknownTerm when kg has no rules for it.
    """
    if language not in _MODULES:
        raise UnknownTerm(f'cannot read the language "{language}"; kg has rules for {", ".join(sorted(_MODULES))}')
    rules = import_module(_MODULES[language]).RULES
    assert isinstance(rules, Rules)
    return rules
