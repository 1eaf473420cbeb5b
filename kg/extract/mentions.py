"""What a text names, before relations and figures: each thing with every place it stands.

`find_figures(text, lexicon, mentions, document)` reads this to decide which campaign, agency and case a figure
belongs to: `Mentions.references` lists every naming and every "the operation" in the order of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.extract.text import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something the text names: its key in the record, its wordings, and every naming, in order."""

    key: str
    names: tuple[str, ...]
    spans: tuple[Range, ...]
    confidence: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCampaign(Found):
    """A campaign. `described`: known by what it does, not by a code name. `generic` words ("the campaign") are not
    names but stand in `Mentions.references`. `start` and `end` are the dates the text gives the campaign itself."""

    series: str | None = None
    edition: str | None = None
    described: bool = False
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgency(Found):
    """A public body. `parent` is the key of the body it is a unit of; `place` the words that say where it acts."""

    collective: bool = False
    foreign: bool = False
    parent: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOfficial(Found):
    """A person who speaks or acts for `agencies` (keys); `role` as printed."""

    role: str | None = None
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCase(Found):
    """One case singled out. `scope` is the stretch of text that is about it."""

    place: str | None = None
    scope: Range = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """The occasion the document reports; `hosts` and `attendees` are keys."""

    key: str
    kind: str
    date: str | None = None
    place: str | None = None
    hosts: tuple[str, ...] = ()
    spans: tuple[Range, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class DomainCue:
    """Words that speak of a crime domain."""

    domain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One naming of something, or a wording that stands for it ("the operation", "the ministry", "we").

    `named` is False for the latter; `kind` is campaign, agency, official or case.
    """

    start: int
    end: int
    key: str
    kind: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a press conference: from its label to the next; `speaker` is an official's key.

    `question` says that a reporter speaks.
    """

    start: int
    end: int
    speaker: str | None = None
    question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Everything a text names. `references` and `domains` are sorted by where they start.

    `published` and `event_date` are dates as known ("2024-03-02"), to count "this year" from; `main` is the key of
    the campaign the document is about, when there is one.
    """

    campaigns: tuple[FoundCampaign, ...] = ()
    agencies: tuple[FoundAgency, ...] = ()
    officials: tuple[FoundOfficial, ...] = ()
    cases: tuple[FoundCase, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    domains: tuple[DomainCue, ...] = ()
    references: tuple[Reference, ...] = ()
    turns: tuple[Turn, ...] = ()
    main: str | None = None
    published: str | None = None
    event_date: str | None = None

    def references_in(self, start: int, end: int, kind: str | None = None) -> tuple[Reference, ...]:
        """Return the references that start in [start, end), in order."""
        low = bisect_left(self.references, start, key=lambda r: r.start)
        high = bisect_left(self.references, end, key=lambda r: r.start)
        return tuple(r for r in self.references[low:high] if kind is None or r.kind == kind)

    def domains_in(self, start: int, end: int) -> tuple[str, ...]:
        """Return the domains spoken of in [start, end), each once, in order."""
        low = bisect_left(self.domains, start, key=lambda d: d.start)
        high = bisect_left(self.domains, end, key=lambda d: d.start)
        return tuple(dict.fromkeys(d.domain for d in self.domains[low:high]))

    def turn_at(self, offset: int) -> Turn | None:
        """Return the turn that holds `offset`, if the text is told in turns."""
        low = bisect_left(self.turns, offset + 1, key=lambda t: t.start)
        turn = self.turns[low - 1] if low else None
        return turn if turn and turn.start <= offset < turn.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelation:
    """One relation, the words that state it, and how sure."""

    type: str
    source: str
    target: str
    span: Range | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Names known beforehand, by kind: a wording maps to the canonical thing's slug.

    `campaigns`, `series` and `agencies` help to find what carries no cue of its own; none is ever required.
    """

    campaigns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    series: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    agencies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    officials: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def keys_inside(things: Iterable[Found], spans: Iterable[Range]) -> set[str]:
    """Return the keys of things that only ever stand inside the spans given, such as a body in a campaign's name."""
    outer = sorted(spans)

    def inside(thing: Found) -> bool:
        for start, end in thing.spans:
            at = bisect_left(outer, (start + 1, 0)) - 1
            if at < 0 or not (outer[at][0] <= start and end <= outer[at][1]):
                return False
        return bool(thing.spans)

    return {thing.key for thing in things if inside(thing)}
