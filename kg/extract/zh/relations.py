"""Relations: how the bodies, campaigns, officials, cases and events a Chinese text names stand to one another."""

from __future__ import annotations

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundRelation, Mentions
from kg.extract.text import Text


def find_relations(text: Text, lexicon: Lexicon, mentions: Mentions) -> tuple[FoundRelation, ...]:
    """Return the relations that the words of the text state."""
    return ()
