"""Chinese text → Mentions: every reader of names run once, in an order in which each builds on those before it."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, Gazetteer, Mentions, keys_inside
from kg.extract.text import Text
from kg.extract.zh.agencies import Agencies, find_agencies
from kg.extract.zh.campaigns import find_campaigns
from kg.extract.zh.cases import find_cases
from kg.extract.zh.domains import find_domains
from kg.extract.zh.events import find_event, find_published
from kg.extract.zh.officials import find_officials
from kg.extract.zh.quoted import readable
from kg.model.record import DocumentInfo

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


def find_mentions(text: Text, lexicon: Lexicon, *, document: DocumentInfo, gazetteer: Gazetteer | None) -> Mentions:
    """Return everything a Chinese text names."""
    agencies = find_agencies(text, lexicon)
    published = document.published or find_published(text, lexicon)
    year = published[:4] if published else _likely_year(text)
    bodies = [(r.start, r.end) for r in agencies.references if r.named]
    campaigns = find_campaigns(text, lexicon, bodies, gazetteer, year)
    agencies = _without_campaigns(agencies, campaigns.found)
    officials = find_officials(text, lexicon, agencies)
    cases, case_references = find_cases(text, lexicon, agencies, campaigns.case_labels)
    editions = [c.edition for c in campaigns.found if c.key == campaigns.main and c.edition and len(c.edition) == 4]
    event = find_event(text, lexicon, agencies, published, year or next(iter(editions), None))
    hidden = tuple(span for agency in agencies.found for span in agency.spans)
    references = [*agencies.references, *campaigns.references, *officials.references, *case_references]
    return Mentions(
        campaigns=campaigns.found,
        agencies=agencies.found,
        officials=officials.found,
        cases=cases,
        events=(event,) if event is not None else (),
        domains=find_domains(text, lexicon, hidden),
        references=tuple(sorted(references, key=lambda r: (r.start, -r.end))),
        turns=officials.turns,
        main=campaigns.main,
        published=published,
        event_date=event.date if event is not None else None,
    )


def _likely_year(text: Text) -> str | None:
    """Return the latest of the years stated near the beginning; None when none is."""
    years = _YEAR.findall(readable(text.content)[:1500])
    return max(years) if years else None


def _without_campaigns(agencies: Agencies, campaigns: tuple[FoundCampaign, ...]) -> Agencies:
    """Drop bodies that only ever stand inside a campaign's name."""
    spans = [span for campaign in campaigns for span in campaign.spans]
    gone = keys_inside(agencies.found, spans)
    if not gone:
        return agencies
    return Agencies(
        tuple(replace(a, parent=None if a.parent in gone else a.parent) for a in agencies.found if a.key not in gone),
        tuple(r for r in agencies.references if r.key not in gone),
    )
