"""English text → Mentions: every reader of names run once, in an order in which each builds on those before it."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.domains import find_domains
from kg.extract.en.agencies import Agencies, find_agencies
from kg.extract.en.campaign_dates import date_campaigns
from kg.extract.en.campaigns import Campaigns, find_campaigns
from kg.extract.en.cases import find_cases
from kg.extract.en.event_days import find_published
from kg.extract.en.events import find_event
from kg.extract.en.names import YEAR
from kg.extract.en.officials import find_officials
from kg.extract.en.periods import find_times, reference_date
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, Gazetteer, Mentions, Reference, keys_inside
from kg.extract.text import Text
from kg.model.record import DocumentInfo


def find_mentions(text: Text, lexicon: Lexicon, *, document: DocumentInfo, gazetteer: Gazetteer | None) -> Mentions:
    """Return everything an English text names."""
    reader, agencies = find_agencies(text, lexicon, gazetteer)
    published = document.published or find_published(text, lexicon)
    campaigns = find_campaigns(text, lexicon, reader, gazetteer)
    named = [span for campaign in campaigns.found for span in campaign.spans]
    agencies = _without_campaigns(agencies, campaigns)
    officials = find_officials(text, lexicon, reader, agencies)
    cases = find_cases(text, lexicon, reader, campaigns.case_labels, named)
    editions = [c.edition for c in campaigns.found if c.key == campaigns.main and c.edition is not None]
    hint = editions[0] if published is None and editions and YEAR.match(editions[0]) else None
    event = find_event(text, lexicon, reader, agencies, published, hint)
    dated = _with_dates(text, lexicon, campaigns, published, event.date if event is not None else None)
    hidden = tuple(span for agency in agencies.found for span in agency.spans)
    references = [*agencies.references, *campaigns.references, *officials.references]
    references += [Reference(s, e, case.key, "case") for case in cases for s, e in case.spans]
    return Mentions(
        campaigns=dated,
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


def _with_dates(
    text: Text, lexicon: Lexicon, campaigns: Campaigns, published: str | None, event: str | None
) -> tuple[FoundCampaign, ...]:
    """Return the campaigns with the dates the text gives them."""
    if not campaigns.found:
        return ()
    reference = reference_date(text.content, lexicon, published=published, event=event)
    times = find_times(text.content, lexicon, reference)
    return date_campaigns(text, lexicon, campaigns.found, campaigns.references, campaigns.main, times)


def _without_campaigns(agencies: Agencies, campaigns: Campaigns) -> Agencies:
    """Drop bodies that only ever stand inside a campaign's name."""
    spans = [span for campaign in campaigns.found if not campaign.described for span in campaign.spans]
    gone = keys_inside(agencies.found, spans)
    if not gone:
        return agencies
    return Agencies(
        tuple(replace(a, parent=None if a.parent in gone else a.parent) for a in agencies.found if a.key not in gone),
        tuple(r for r in agencies.references if r.key not in gone),
    )
