"""A record → the rows of the table beside its text, in the words a reader uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.model.record import (
    CampaignMention,
    CaseMention,
    EventMention,
    ExtractionRecord,
    Mention,
    OfficialMention,
    Relation,
    Span,
    StatedFigure,
)
from kg.query.description import EVENT_WORDS, shown_period, shown_value
from kg.rdf.quads import COMPARATORS

KIND_NAMES = {
    "campaign": "Campaigns",
    "agency": "Agencies",
    "official": "Officials",
    "event": "Events",
    "case": "Cases",
    "relation": "Relations",
    "figure": "Figures",
}

RELATION_WORDS = {
    "leads": "leads",
    "participates": "takes part in",
    "targets": "targets",
    "part-of": "is part of",
    "handles": "handles",
    "supervises": "supervises",
    "case-of": "belongs to",
    "concerns": "concerns",
    "unit-of": "is a unit of",
    "speaks-for": "speaks for",
    "hosts": "hosts",
    "attends": "attends",
    "announces": "announces",
}

_EVENTS = {"press-conference": "PressConference", "meeting": "Meeting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of words in a row; `entry` is the number of the row it names, `printed` that a document prints it."""

    text: str
    entry: int | None = None
    printed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was read: its heading, its attributes, and the words that state it."""

    number: int
    kind: str
    heading: tuple[Part, ...]
    facts: tuple[tuple[str, tuple[Part, ...]], ...]
    spans: tuple[Span, ...]
    names: tuple[str, ...] = ()
    confidence: Decimal | None = None
    status: str = "proposed"


def entries_of(record: ExtractionRecord) -> tuple[Entry, ...]:
    """Return everything a record holds as numbered rows, kind by kind."""
    return tuple(_Entries(record).all())


class _Entries:
    def __init__(self, record: ExtractionRecord) -> None:
        self._record = record
        named: tuple[Mention | EventMention, ...] = (
            *record.campaigns,
            *record.agencies,
            *record.officials,
            *record.events,
            *record.cases,
        )
        self._named = named
        self._numbers = {thing.key: number for number, thing in enumerate(named, start=1)}
        self._by_key = {thing.key: thing for thing in named}

    def all(self) -> Iterator[Entry]:
        for number, thing in enumerate(self._named, start=1):
            yield self._entry(
                number,
                thing,
                kind=_kind(thing),
                heading=(Part(text=_name(thing), printed=isinstance(thing, Mention)),),
                facts=tuple(_named_facts(thing)),
                spans=thing.evidence,
                names=thing.names if isinstance(thing, Mention) else (),
            )
        first = len(self._named) + 1
        for number, relation in enumerate(self._record.relations, start=first):
            words = Part(text=f" {RELATION_WORDS[relation.type]} ")
            heading = (self._reference(relation.source), words, self._reference(relation.target))
            yield self._entry(
                number, relation, kind="relation", heading=heading, facts=(), spans=relation.evidence, names=()
            )
        first += len(self._record.relations)
        for number, figure in enumerate(self._record.figures, start=first):
            yield self._entry(
                number,
                figure,
                kind="figure",
                heading=tuple(_figure_heading(figure)),
                facts=tuple(self._figure_facts(figure)),
                spans=(figure.span,),
                names=(),
            )

    def _entry(
        self,
        number: int,
        item: Mention | EventMention | Relation | StatedFigure,
        *,
        kind: str,
        heading: tuple[Part, ...],
        facts: tuple[tuple[str, tuple[Part, ...]], ...],
        spans: tuple[Span, ...],
        names: tuple[str, ...],
    ) -> Entry:
        return Entry(
            number=number,
            kind=kind,
            heading=heading,
            facts=facts,
            spans=spans,
            names=names,
            confidence=item.confidence,
            status=item.review or self._record.review.status,
        )

    def _reference(self, key: str) -> Part:
        if key.startswith("domain:"):
            return Part(text=_domain(key.removeprefix("domain:")))
        thing = self._by_key.get(key)
        return (
            Part(text=_name(thing), entry=self._numbers[key], printed=isinstance(thing, Mention))
            if thing
            else Part(text=key)
        )

    def _figure_facts(self, figure: StatedFigure) -> Iterator[tuple[str, tuple[Part, ...]]]:
        for label, key in (("campaign", figure.campaign), ("case", figure.case), ("agency", figure.agency)):
            if key is not None:
                yield label, (self._reference(key),)
        if figure.period and (period := shown_period(figure.period.start or "", figure.period.end or "")):
            yield "period", (Part(text=period),)
        if figure.place:
            yield "place", (Part(text=figure.place, printed=True),)
        if figure.domains:
            yield "domains", (Part(text=", ".join(map(_domain, figure.domains))),)
        kind = f"{figure.measure} of {figure.unit}" if figure.unit not in ("percent", "other") else figure.measure
        yield "measure", (Part(text=kind + (", minor" if figure.minor else "")),)
        if figure.speaker is not None:
            yield "said by", (self._reference(figure.speaker),)


def _kind(thing: Mention | EventMention) -> str:
    match thing:
        case EventMention():
            return "event"
        case CampaignMention():
            return "campaign"
        case OfficialMention():
            return "official"
        case CaseMention():
            return "case"
        case _:
            return "agency"


def _name(thing: Mention | EventMention) -> str:
    if isinstance(thing, Mention):
        return " ".join(thing.names[0].split())
    return EVENT_WORDS.get(_EVENTS.get(thing.kind, ""), thing.kind) + (f", {thing.date}" if thing.date else "")


def _printed(text: str) -> tuple[Part, ...]:
    return (Part(text=text, printed=True),)


def _named_facts(thing: Mention | EventMention) -> Iterator[tuple[str, tuple[Part, ...]]]:
    if isinstance(thing, Mention) and len(thing.names) > 1:
        yield "also", _printed(" · ".join(_flat(thing.names[1:])))
    match thing:
        case CampaignMention():
            if thing.series:
                yield "series", _printed(thing.series)
            if thing.start or thing.end:
                yield "dates", (Part(text=shown_period(thing.start or "", thing.end or "")),)
        case OfficialMention() if thing.role:
            yield "role", _printed(thing.role)
        case CaseMention() | EventMention() if thing.place:
            yield "place", _printed(thing.place)


def _flat(names: Iterable[str]) -> Iterator[str]:
    return (" ".join(name.split()) for name in names)


def _figure_heading(figure: StatedFigure) -> Iterator[Part]:
    upper = "" if figure.upper is None else str(figure.upper)
    value = shown_value(str(figure.value), upper, COMPARATORS[figure.comparator], figure.unit, figure.unit_text or "")
    yield Part(text=value)
    if figure.what:
        yield Part(text=" ")
        yield Part(text=" ".join(figure.what.split()), printed=True)
    if figure.action:
        yield Part(text=" · ")
        yield Part(text=" ".join(figure.action.split()), printed=True)


def _domain(key: str) -> str:
    return key.replace("-", " ")
