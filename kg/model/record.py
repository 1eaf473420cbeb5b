"""The extraction record: what a careful reader gets out of one announcement, each fact with its words.

Offsets count Unicode code points in the document's text, half-open: ``text[start:end] == quote``. Keys are local
to the record; unknown is ``None`` or empty, never a guess. Dates keep the precision stated ("2023", "2023-06").
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FORMAT = "extraction-record/1"

# The kind of thing each end of a relation names: (source, target).
RELATION_ENDS = {
    "leads": ("agencies", "campaigns"),
    "participates": ("agencies", "campaigns"),
    "targets": ("campaigns", "domains"),
    "part-of": ("campaigns", "campaigns"),
    "handles": ("agencies", "cases"),
    "supervises": ("agencies", "cases"),
    "case-of": ("cases", "campaigns"),
    "concerns": ("cases", "domains"),
    "unit-of": ("agencies", "agencies"),
    "speaks-for": ("officials", "agencies"),
    "hosts": ("agencies", "events"),
    "attends": ("officials", "events"),
    "announces": ("events", "campaigns"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The words that state something; `start` and `end` are None where the text is not at hand."""

    quote: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stated stretch of time; either end may be open."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Whether a person has looked: `status` is proposed, accepted or rejected."""

    status: str = "proposed"
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """The announcement a record was read from; `language` is BCP 47, `published` the page's own date."""

    id: str
    language: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    retrieved: str | None = None
    sha256: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something a document names: its local key, the names printed, and where they stand.

    `review` is what a person decided about this one thing; None leaves it with the record's own review.
    """

    key: str
    names: tuple[str, ...]
    evidence: tuple[Span, ...] = ()
    confidence: Decimal | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignMention(Mention):
    """A named or singled-out special operation; `series` is its code name without the year."""

    series: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMention(Mention):
    """A public body that acts, hosts, joins or is worked with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialMention(Mention):
    """A named person who speaks or acts for an agency; `role` as printed."""

    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMention(Mention):
    """One case singled out; its names are the labels the announcement gives it."""

    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """The occasion a document reports; `kind` is press-conference, meeting or announcement."""

    key: str
    kind: str
    date: str | None = None
    place: str | None = None
    evidence: tuple[Span, ...] = ()
    confidence: Decimal | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A stated relation between two keys (or a key and ``domain:KEY``)."""

    type: str
    source: str
    target: str
    evidence: tuple[Span, ...] = ()
    confidence: Decimal | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigure:
    """One stated quantity.

    Units: `value` and `upper` in base units after magnitude words ("18.37 billion" is 18370000000); `comparator` is
    one of ``= > >= < ~``; a fall is negative.
    """

    span: Span
    value: Decimal
    upper: Decimal | None = None
    comparator: str = "="
    unit: str = "other"
    unit_text: str | None = None
    what: str | None = None
    action: str | None = None
    measure: str = "count"
    campaign: str | None = None
    domains: tuple[str, ...] = ()
    agency: str | None = None
    case: str | None = None
    place: str | None = None
    period: Period | None = None
    minor: bool = False
    speaker: str | None = None
    confidence: Decimal | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRecord:
    """Everything read out of one announcement."""

    document: DocumentInfo
    campaigns: tuple[CampaignMention, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    officials: tuple[OfficialMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    cases: tuple[CaseMention, ...] = ()
    relations: tuple[Relation, ...] = ()
    figures: tuple[StatedFigure, ...] = ()
    review: Review = Review()
