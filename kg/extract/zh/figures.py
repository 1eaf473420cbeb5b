"""The numbers of a Chinese text with what their words say, before anyone asks what they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions
from kg.extract.text import Text
from kg.extract.times import TimeSpan
from kg.model.record import DocumentInfo


def find_stated_times(text: Text, lexicon: Lexicon, mentions: Mentions, document: DocumentInfo) -> tuple[TimeSpan, ...]:
    """Return every stated time, resolved against the event's day or the page's."""
    return ()


def find_drafts(text: Text, lexicon: Lexicon, mentions: Mentions, times: Sequence[TimeSpan]) -> list[Draft]:
    """Return a draft per number, in order."""
    return []
