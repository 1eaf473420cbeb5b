"""What is compared: the registry's things and a document's mentions in one form, names taken apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.model.record import CampaignMention, CaseMention, ExtractionRecord, Mention
from kg.model.registry import AgencyEntry, CampaignEntry, Entry, OfficialEntry, PlaceEntry, Registry
from kg.resolve.naming import Name, edition_number, iter_names, parse_name

CODES = ("campaign", "series")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing with names and what is known of it; a mention's `key` is local to its record.

    `years`, `editions` are those that its names or the registry give it; `lasting` the years it ran in; `bodies` the
    agencies an official speaks for, `likely` those that one left for review may be; `around` the keys of what it is
    part of, from near to far: an agency's parents, a place's places. `near` (of a mention) are the bodies its document
    is known to speak of besides.
    """

    kind: str
    key: str
    names: tuple[Name, ...]
    years: frozenset[int] = frozenset()
    editions: frozenset[int] = frozenset()
    lasting: frozenset[int] = frozenset()
    issued: int | None = None
    series: str | None = None
    collective: bool = False
    jurisdiction: str | None = None
    bodies: frozenset[str] = frozenset()
    likely: frozenset[str] = frozenset()
    around: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    place: str | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing says which edition it is."""
        return not self.years and not self.editions


def parse_names(texts: Iterable[str], kind: str) -> tuple[Name, ...]:
    """Return names taken apart as the kind of thing asks for, each once."""
    code = kind in CODES
    return tuple(dict.fromkeys(name for text in texts for name in iter_names(text, code=code)))


@dataclass(frozen=True, slots=True, eq=False)
class Things:
    """The registry's things by kind and key, and what leads from one to another."""

    found: Mapping[tuple[str, str], Thing]
    editions: Mapping[str, tuple[str, ...]]
    """series key → keys of its editions."""
    place_kinds: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, registry: Registry) -> Things:
        """Return the things of a registry."""
        found: dict[tuple[str, str], Thing] = {}
        parents = {agency.key: agency.parent for agency in registry.agencies}
        within = {place.key: place.within for place in registry.places}
        editions: defaultdict[str, list[str]] = defaultdict(list)
        lines = {series.key: [label.value for label in series.labels if label.is_name] for series in registry.series}
        for campaign in registry.campaigns:
            found["campaign", campaign.key] = _campaign(campaign, lines.get(campaign.series or "", []))
            if campaign.series:
                editions[campaign.series].append(campaign.key)
        for series in registry.series:
            found["series", series.key] = Thing(kind="series", key=series.key, names=_names(series, "series"))
        for agency in registry.agencies:
            found["agency", agency.key] = _agency(agency, _chain(agency.key, parents))
        for official in registry.officials:
            found["official", official.key] = _official(official)
        for place in registry.places:
            found["place", place.key] = _place(place, _chain(place.key, within))
        for case in registry.cases:
            found["case", case.key] = Thing(kind="case", key=case.key, names=_names(case, "case"))
        kinds = {place.key: place.kind for place in registry.places}
        return cls(found, {key: tuple(keys) for key, keys in editions.items()}, kinds)

    def with_names(self, names: Mapping[tuple[str, str], Iterable[str]]) -> Things:
        """Return these things, some with more names."""
        found = dict(self.found)
        for place, texts in names.items():
            if (thing := found.get(place)) is not None:
                more = parse_names(texts, thing.kind)
                found[place] = replace(thing, names=tuple(dict.fromkeys((*thing.names, *more))))
        return Things(found, self.editions, self.place_kinds)

    def get(self, kind: str, key: str | None) -> Thing | None:
        """Return a thing of the registry, None when it has none of that key."""
        return self.found.get((kind, key)) if key else None


def _names(entry: Entry, kind: str) -> tuple[Name, ...]:
    return parse_names((label.value for label in entry.labels if label.is_name), kind)


def _campaign(entry: CampaignEntry, line: Iterable[str]) -> Thing:
    names = _names(entry, "campaign")
    if entry.edition and " " in entry.edition:
        # "Transatlantic 3" is more than a number: the series' name takes it on.
        names = tuple(dict.fromkeys((*names, *parse_names((f"{name} {entry.edition}" for name in line), "campaign"))))
    years, editions = _told(names)
    printed = edition_number((entry.edition or "").casefold().split(" ")[-1].split(".")[0]) if entry.edition else None
    lasting = _span(entry.start, entry.end) | ({entry.year} if entry.year else set())
    return Thing(
        kind="campaign",
        key=entry.key,
        names=names,
        years=frozenset(years | ({entry.year} if entry.year else set())),
        editions=frozenset(editions | ({printed} if printed else set())),
        lasting=frozenset(lasting),
        series=entry.series,
    )


def _told(names: Iterable[Name]) -> tuple[set[int], set[int]]:
    years: set[int] = set()
    editions: set[int] = set()
    for name in names:
        years |= name.years
        editions |= name.editions
    return years, editions


def _span(start: str | None, end: str | None) -> set[int]:
    years = [int(stamp[:4]) for stamp in (start, end) if stamp and re.match(r"\d{4}", stamp)]
    return set(range(min(years), max(years) + 1)) if years else set()


def _chain(key: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    chain: list[str] = []
    up = parents.get(key)
    while up is not None and up not in chain:
        chain.append(up)
        up = parents.get(up)
    return tuple(chain)


def _agency(entry: AgencyEntry, around: tuple[str, ...]) -> Thing:
    return Thing(
        kind="agency",
        key=entry.key,
        names=_names(entry, "agency"),
        collective=entry.collective,
        jurisdiction=entry.jurisdiction,
        around=around,
    )


def _official(entry: OfficialEntry) -> Thing:
    bodies = frozenset(post.agency for post in entry.posts)
    return Thing(kind="official", key=entry.key, names=_names(entry, "official"), bodies=bodies)


def _place(entry: PlaceEntry, around: tuple[str, ...]) -> Thing:
    return Thing(kind="place", key=entry.key, names=_names(entry, "place"), around=around)


# Mentions.


def mention_thing(
    mention: Mention,
    kind: str,
    record: ExtractionRecord,
    *,
    bodies: Iterable[str] = (),
    likely: Iterable[str] = (),
    around: Iterable[str] = (),
    near: Iterable[str] = (),
) -> Thing:
    """Return what a document says of a thing, in the form in which things are compared."""
    names = parse_names(mention.names, kind)
    years, editions = _told(names)
    published = record.document.published
    # A campaign told to run since a year may be the whole series: only a window with both ends is an edition's.
    dates = (mention.start, mention.end) if isinstance(mention, CampaignMention) and mention.end else (None, None)
    return Thing(
        kind=kind,
        key=mention.key,
        names=names,
        years=frozenset(years),
        editions=frozenset(editions),
        lasting=frozenset(_span(*dates)),
        issued=int(published[:4]) if published and re.match(r"\d{4}", published) else None,
        bodies=frozenset(bodies),
        likely=frozenset(likely),
        around=tuple(around),
        near=frozenset(near),
        place=mention.place if isinstance(mention, CaseMention) else None,
    )


def place_thing(text: str) -> Thing:
    """Return a place as a document prints it."""
    return Thing(kind="place", key=text, names=(parse_name(text),))
