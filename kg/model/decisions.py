"""What a person decided about the things read out of one announcement, apart from any one reading of it.

A decision carries the thing as it was read, so it can be found again in a later reading whose local keys are others:
a figure by its words, their place and which of several it is; a relation by its type and the names of its ends; a
campaign, agency, official, event or case by its kind and names. It also carries the things the item names by key, so
what was accepted can be put back when a later reading misses it. Who and when are given; nothing here reads a clock.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model.names import fold
from kg.model.record import (
    RELATION_ENDS,
    EventMention,
    ExtractionRecord,
    Mention,
    Relation,
    StatedFigure,
)

Named = Mention | EventMention
Item = Named | Relation | StatedFigure

NAMED = ("campaigns", "agencies", "officials", "events", "cases")
KINDS = (*NAMED, "relations", "figures")

ACCEPTED, REJECTED, EDITED, PROPOSED = "accepted", "rejected", "edited", "proposed"
STATUSES = (ACCEPTED, REJECTED, EDITED)

FIGURE_ENDS = {"campaign": "campaigns", "agency": "agencies", "case": "cases", "speaker": "officials"}
"""A figure's fields that hold a key, and the kind of thing each names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something an item names by its key, as it was when the item was decided on."""

    kind: str
    item: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: `item` as it was read, `edited` as the person left it (None unless the status is edited).

    `nth` counts the figures with the same words and offsets, from 0; `at` is an ISO 8601 time.
    """

    kind: str
    status: str
    item: Item
    edited: Item | None = None
    things: tuple[Thing, ...] = ()
    nth: int = 0
    by: str | None = None
    at: str | None = None

    @property
    def outcome(self) -> Item:
        """The item as it is to stand in a record, its keys still those of the reading it was decided in."""
        review = {REJECTED: REJECTED, PROPOSED: None}.get(self.status, ACCEPTED)
        return dataclasses.replace(self.edited or self.item, review=review)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """The decisions about one document, in the order they were made; `sha256` is of the bytes they were made on."""

    document: str
    sha256: str | None = None
    decisions: tuple[Decision, ...] = ()

    def with_decision(self, new: Decision, *, instead_of: Decision | None = None) -> Decisions:
        """Return these with one more, or with one exchanged."""
        if instead_of is None:
            return dataclasses.replace(self, decisions=(*self.decisions, new))
        changed = tuple(new if decision == instead_of else decision for decision in self.decisions)
        return dataclasses.replace(self, decisions=changed)

    def without(self, old: Decision) -> Decisions:
        """Return these without one."""
        return dataclasses.replace(self, decisions=tuple(d for d in self.decisions if d != old))


def items_of(record: ExtractionRecord, kind: str) -> tuple[Item, ...]:
    """Return a record's things of one kind."""
    found: tuple[Item, ...] = getattr(record, kind)
    return found


def ends_of(item: Item) -> Iterator[tuple[str, str, str]]:
    """Yield each field of an item that holds a local key, with the kind of thing it names and the key."""
    if isinstance(item, Relation):
        for field, kind in zip(("source", "target"), RELATION_ENDS[item.type], strict=True):
            if kind != "domains":
                yield field, kind, getattr(item, field)
    elif isinstance(item, StatedFigure):
        for field, kind in FIGURE_ENDS.items():
            if (key := getattr(item, field)) is not None:
                yield field, kind, key


def decide(
    record: ExtractionRecord,
    kind: str,
    index: int,
    *,
    status: str,
    by: str | None,
    at: str | None,
    edited: Item | None = None,
    earlier: Decision | None = None,
) -> Decision:
    """Return the decision on the item at a place of a record; `earlier` is the one it takes the place of.

    The thing as it was first read stays what the decision is found by, however often it is decided on again.
    """
    if (status == EDITED) != (edited is not None):
        raise ValueError("an edited item comes with the status edited, and with no other")
    if earlier is not None and edited is None and earlier.edited is not None and status == ACCEPTED:
        # To accept what stands there edited is to keep the edit.
        status, edited = EDITED, earlier.edited
    item = items_of(record, kind)[index]
    first = earlier.item if earlier else dataclasses.replace(item, review=None)
    things = (
        *_things(record, first),
        *(_things(record, edited) if edited else ()),
        *(earlier.things if earlier else ()),
    )
    return Decision(
        kind=kind,
        status=status,
        item=first,
        edited=dataclasses.replace(edited, review=None) if edited else None,
        things=tuple(sorted(dict.fromkeys(things), key=lambda thing: NAMED.index(thing.kind))),
        nth=earlier.nth if earlier else nth_of(record, kind, index),
        by=by,
        at=at,
    )


def nth_of(record: ExtractionRecord, kind: str, index: int) -> int:
    """Return how many figures with the same words at the same place stand before a figure; 0 for anything else."""
    if kind != "figures":
        return 0
    return sum(figure.span == record.figures[index].span for figure in record.figures[:index])


def _things(record: ExtractionRecord, item: Item) -> Iterator[Thing]:
    for _, kind, key in ends_of(item):
        for thing in items_of(record, kind):
            if isinstance(thing, Mention | EventMention) and thing.key == key:
                yield Thing(kind=kind, item=dataclasses.replace(thing, review=None))


def names_of(item: Mention) -> frozenset[str]:
    """Return the names of a thing as they are compared."""
    return _folded(item.names)


@lru_cache(maxsize=1 << 14)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(name) or name for name in names)


def is_same(one: Named, other: Named) -> bool:
    """Whether two readings name a thing by exactly the same names; an event by its kind, date and place."""
    if isinstance(one, EventMention) or isinstance(other, EventMention):
        return _event(one) == _event(other) is not None
    return names_of(one) == names_of(other)


def is_alike(one: Named, other: Named) -> bool:
    """Whether two readings may be of one thing: a name in common; for events, the kind and any words or facts."""
    if isinstance(one, EventMention) and isinstance(other, EventMention):
        shared = {span.quote for span in one.evidence} & {span.quote for span in other.evidence}
        dated = one.date is not None and one.date == other.date
        placed = one.place is not None and one.place == other.place
        return one.kind == other.kind and bool(shared or dated or placed or is_same(one, other))
    if isinstance(one, Mention) and isinstance(other, Mention):
        return bool(names_of(one) & names_of(other))
    return False


def is_covered(item: Named, rejected: Iterable[Named]) -> bool:
    """Whether all that names a thing was rejected, at once: a rejected name is no ground to reject a wider thing."""
    if isinstance(item, EventMention):
        return any(is_same(item, other) for other in rejected)
    return any(names_of(item) <= names_of(other) for other in rejected if isinstance(other, Mention))


def _event(item: Named) -> tuple[str, str | None, str | None] | None:
    return (item.kind, item.date, item.place) if isinstance(item, EventMention) else None
