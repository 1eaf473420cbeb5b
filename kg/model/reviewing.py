"""A review as it goes: the record with what was decided so far; each step is a new value, so it can be taken back."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.applying import Applied, apply_decisions
from kg.model.decisions import KINDS, NAMED, PROPOSED, Decisions, Item, decide, items_of, nth_of
from kg.model.record import EventMention, ExtractionRecord, Mention, Relation, StatedFigure

Place = tuple[str, int]
"""A kind of thing and its place in the record as decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewing:
    """A record under review. Make one with `begin`."""

    base: ExtractionRecord
    decisions: Decisions
    text: str | None
    applied: Applied

    @classmethod
    def begin(cls, base: ExtractionRecord, decisions: Decisions, text: str | None = None) -> Reviewing:
        """Return the review of a record on which some decisions may have been made before."""
        applied = apply_decisions(base, decisions, text=text)
        return cls(base=base, decisions=decisions, text=text, applied=applied)

    @property
    def record(self) -> ExtractionRecord:
        """The record as decided so far."""
        return self.applied.record

    def item(self, place: Place) -> Item:
        """Return the thing at a place."""
        return items_of(self.record, place[0])[place[1]]

    def places(self) -> list[Place]:
        """Return where everything is, kind by kind."""
        return [(kind, index) for kind in KINDS for index in range(len(items_of(self.record, kind)))]

    def status(self, place: Place) -> str:
        """Return proposed, accepted or rejected."""
        return self.item(place).review or self.record.review.status

    def proposals(self) -> list[Place]:
        """Return where everything is that nobody has decided on."""
        return [place for place in self.places() if self.status(place) == PROPOSED]

    def counts(self) -> Counter[str]:
        """Return how many things have each status."""
        return Counter(map(self.status, self.places()))

    def decided(
        self, places: Iterable[Place], status: str, *, by: str | None, at: str | None, edited: Item | None = None
    ) -> Reviewing:
        """Return the review with things decided on; `edited` is the one thing as it was left, for the status edited."""
        decisions = self.decisions
        for place in places:
            earlier = self.applied.decided.get(place)
            new = decide(self.record, *place, status=status, by=by, at=at, edited=edited, earlier=earlier)
            decisions = decisions.with_decision(new, instead_of=earlier)
        return Reviewing.begin(self.base, decisions, self.text)

    def withdrawn(self, place: Place) -> Reviewing:
        """Return the review with what was decided on a thing taken back: as it was read, and proposed."""
        earlier = self.applied.decided.get(place)
        if earlier is None:
            return self
        alone = dataclasses.replace(self.decisions, decisions=(earlier,))
        if any(remark.code == "kept" for remark in apply_decisions(self.base, alone, text=self.text).remarks):
            base = self.base  # the reading misses it: it stood in the record by this decision only
        else:
            back = dataclasses.replace(
                earlier,
                status=PROPOSED,
                item=earlier.edited or earlier.item,
                edited=earlier.item if earlier.edited else None,
            )
            undone = dataclasses.replace(self.decisions, decisions=(back,))
            base = apply_decisions(self.base, undone, text=self.text).record
        return Reviewing.begin(base, self.decisions.without(earlier), self.text)

    def key(self, place: Place) -> str:
        """Return what a person may call a thing: its key, ``leads/KEY/KEY``, or ``figure@OFFSET``."""
        item = self.item(place)
        if isinstance(item, Mention | EventMention):
            others = [k for k in NAMED if k != place[0] and any(_key(i) == item.key for i in items_of(self.record, k))]
            return f"{place[0]}/{item.key}" if others else item.key
        if isinstance(item, Relation):
            return f"{item.type}/{item.source}/{item.target}"
        return _figure_key(self.record, item, place[1])

    def keys(self) -> dict[str, Place]:
        """Return the place of everything by what it may be called."""
        return {self.key(place): place for place in self.places()}


def _key(item: Item) -> str | None:
    return item.key if isinstance(item, Mention | EventMention) else None


def _figure_key(record: ExtractionRecord, figure: StatedFigure, index: int) -> str:
    if figure.span.start is None:
        return f"figure#{index + 1}"
    nth = nth_of(record, "figures", index)
    return f"figure@{figure.span.start}" + (f"#{nth + 1}" if nth else "")
