"""Text → Mentions: what the rules of its language find, under keys of the record."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, Gazetteer, Mentions
from kg.extract.rules import load_rules
from kg.extract.text import Text
from kg.model.record import DocumentInfo


def find_mentions(
    text: Text, lexicon: Lexicon, *, document: DocumentInfo, gazetteer: Gazetteer | None = None
) -> Mentions:
    """Return everything a text names. Shape: keys are unique across all kinds of things."""
    finder = load_rules(lexicon.language).find_mentions
    return _unique_keys(finder(text, lexicon, document=document, gazetteer=gazetteer))


def _unique_keys(mentions: Mentions) -> Mentions:
    """Return the mentions with a campaign's, official's or case's key changed where another thing has it already."""
    taken = {agency.key for agency in mentions.agencies} | {event.key for event in mentions.events}
    changed: dict[tuple[str, str], str] = {}

    def free(kind: str, key: str) -> str:
        new = key
        while new in taken:
            new = f"{new}-{kind}"
        taken.add(new)
        if new != key:
            changed[kind, key] = new
        return new

    campaigns: tuple[FoundCampaign, ...] = tuple(replace(c, key=free("campaign", c.key)) for c in mentions.campaigns)
    officials = tuple(replace(o, key=free("official", o.key)) for o in mentions.officials)
    cases = tuple(replace(c, key=free("case", c.key)) for c in mentions.cases)
    if not changed:
        return mentions
    return replace(
        mentions,
        campaigns=campaigns,
        officials=officials,
        cases=cases,
        references=tuple(replace(r, key=changed.get((r.kind, r.key), r.key)) for r in mentions.references),
        turns=tuple(
            replace(t, speaker=changed.get(("official", t.speaker or ""), t.speaker or "") or None)
            for t in mentions.turns
        ),
        main=changed.get(("campaign", mentions.main or ""), mentions.main),
    )
