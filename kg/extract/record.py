"""Text → ExtractionRecord: mentions, relations and figures put together, each with its evidence and confidence."""

from __future__ import annotations

from decimal import Decimal

from kg.extract.figures import find_figures
from kg.extract.gather import find_mentions
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.mentions import FoundCampaign, FoundCase, FoundEvent, FoundOfficial, FoundRelation, Gazetteer
from kg.extract.rules import load_rules
from kg.extract.text import Range, Text
from kg.model.record import (
    AgencyMention,
    CampaignMention,
    CaseMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    OfficialMention,
    Relation,
    Span,
)

MOST_SPANS = 20
"""Namings kept as evidence of one thing; a long document may name its ministry a thousand times."""


def extract(text: str, *, document: DocumentInfo, gazetteer: Gazetteer | None = None) -> ExtractionRecord:
    """Return what `text` names, relates and counts, with the words that say so.

    Shape: ``text[span.start:span.end] == span.quote`` for every span; keys are unique; relations end at keys of the
    record or at ``domain:KEY``. Same input, same record. Raises: UnknownTerm when the document's language is not one
    that kg can read.
    """
    lexicon = load_lexicon(document.language)
    laid_out = Text(text, language=document.language, abbreviations=lexicon.abbreviations)
    return extract_record(laid_out, lexicon, document=document, gazetteer=gazetteer)


def extract_record(
    text: Text, lexicon: Lexicon, *, document: DocumentInfo, gazetteer: Gazetteer | None = None
) -> ExtractionRecord:
    """Return the record of a text already laid out."""
    mentions = find_mentions(text, lexicon, document=document, gazetteer=gazetteer)
    relations = load_rules(lexicon.language).find_relations(text, lexicon, mentions)
    return ExtractionRecord(
        document=document,
        campaigns=tuple(_campaign(text, f) for f in mentions.campaigns),
        agencies=tuple(
            AgencyMention(key=f.key, names=f.names, evidence=_evidence(text, f.spans), confidence=_sure(f.confidence))
            for f in mentions.agencies
        ),
        officials=tuple(_official(text, f) for f in mentions.officials),
        events=tuple(_event(text, f) for f in mentions.events),
        cases=tuple(_case(text, f) for f in mentions.cases),
        relations=tuple(_relation(text, r) for r in relations),
        figures=find_figures(text, lexicon, mentions, document),
    )


def _campaign(text: Text, found: FoundCampaign) -> CampaignMention:
    return CampaignMention(
        key=found.key,
        names=found.names,
        evidence=_evidence(text, found.spans),
        confidence=_sure(found.confidence),
        series=found.series,
        start=found.start,
        end=found.end,
    )


def _official(text: Text, found: FoundOfficial) -> OfficialMention:
    return OfficialMention(
        key=found.key,
        names=found.names,
        evidence=_evidence(text, found.spans),
        confidence=_sure(found.confidence),
        role=found.role,
    )


def _case(text: Text, found: FoundCase) -> CaseMention:
    return CaseMention(
        key=found.key,
        names=found.names,
        evidence=_evidence(text, found.spans),
        confidence=_sure(found.confidence),
        place=found.place,
    )


def _event(text: Text, found: FoundEvent) -> EventMention:
    return EventMention(
        key=found.key,
        kind=found.kind,
        date=found.date,
        place=found.place,
        evidence=_evidence(text, found.spans),
        confidence=_sure(found.confidence),
    )


def _relation(text: Text, found: FoundRelation) -> Relation:
    return Relation(
        type=found.type,
        source=found.source,
        target=found.target,
        evidence=_evidence(text, (found.span,) if found.span is not None else ()),
        confidence=_sure(found.confidence),
    )


def _evidence(text: Text, spans: tuple[Range, ...]) -> tuple[Span, ...]:
    return tuple(Span(quote=text.quote(s), start=s[0], end=s[1]) for s in spans[:MOST_SPANS])


def _sure(confidence: float) -> Decimal:
    return Decimal(str(round(confidence, 2)))
