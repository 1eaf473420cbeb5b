"""The registry: the canonical campaigns, series, agencies, officials, places, cases and concepts, and their links.

A registry entry is what several announcements speak of under many names. `RecordLinks` says, for one record, which of
its local keys is which canonical thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model.judgement import Judgement

FORMAT = "registry/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One name in one language.

    `source`: seen (stands in a record), converted (script-converted from a seen one), official (the body's own
    well-known name), own (this project's name for a concept it made) or translated (made by this project: shown as a
    gloss, never as a name). `basis` says what an official name rests on: cldr, pinyin or curator. A `generic` wording
    names the thing only inside its own text and is never matched.
    """

    value: str
    language: str
    source: str = "seen"
    basis: str | None = None
    generic: bool = False

    @property
    def is_name(self) -> bool:
        """Whether this is a name the thing goes by anywhere."""
        return not self.generic and self.source != "translated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A canonical thing: its slug and its names, in the registry's order."""

    key: str
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesEntry(Entry):
    """A line of editions, such as Kunlun or Pangea; `about` by language."""

    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignEntry(Entry):
    """One campaign; `part_of` holds references such as ``campaign/kunlun-2023`` or ``series/kunlun``."""

    series: str | None = None
    edition: str | None = None
    year: int | None = None
    start: str | None = None
    end: str | None = None
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyEntry(Entry):
    """One public body; `kind` is the local name of an ontology class."""

    kind: str = "Agency"
    collective: bool = False
    parent: str | None = None
    parent_basis: str | None = None
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role an official held for an agency, as printed."""

    agency: str
    role: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialEntry(Entry):
    """A named person in a public role."""

    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(Entry):
    """A jurisdiction or location; `kind` such as country or province, `within` the place around it."""

    kind: str = "place"
    within: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry(Entry):
    """A case that several announcements single out, or that needs a readable slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptEntry(Entry):
    """A concept of a scheme; `verbs` lists the printed action words that mean it."""

    definition: Mapping[str, str] = field(default_factory=dict)
    broader: str | None = None
    verbs: tuple[str, ...] = ()
    symbol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(Entry):
    """A concept scheme with its concepts."""

    concepts: tuple[ConceptEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLinks:
    """For one record, local key → canonical key; campaigns link to ``campaign/KEY`` or ``series/KEY``.

    `pending` names what a linker left unlinked and nobody has settled, as ``kind/local key``.
    """

    campaigns: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    officials: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All canonical things, which record-local key is which of them, and what persons judged of names."""

    series: tuple[SeriesEntry, ...] = ()
    campaigns: tuple[CampaignEntry, ...] = ()
    agencies: tuple[AgencyEntry, ...] = ()
    officials: tuple[OfficialEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    cases: tuple[CaseEntry, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    links: Mapping[str, RecordLinks] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()

    def links_of(self, record_id: str) -> RecordLinks:
        """Return the links of a record; empty when the registry knows none."""
        return self.links.get(record_id, RecordLinks())
