"""A record and the decisions about its document → the record as decided, and what no longer fits.

What a person accepted stands as accepted, whatever a new reading says: found again it is set back to what was
accepted, missed by the reading it is put back. What was rejected stays in the record, marked. Applying decisions to
their own result changes nothing.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from kg.model.decisions import (
    KINDS,
    NAMED,
    PROPOSED,
    REJECTED,
    Decision,
    Decisions,
    Item,
    Named,
    ends_of,
    is_alike,
    is_covered,
    is_same,
    items_of,
)
from kg.model.likeness import content_of, core_of, in_words, is_but_for_key, key_of, span_of, start_of, triple_of
from kg.model.placing import Placing
from kg.model.record import ExtractionRecord, Relation, StatedFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something a person may want to look at again.

    `code` is kept (the reading misses it; it was put back), differs (the reading now says something else; what was
    decided stands), words-gone (the words no longer stand in the text; the decision was not applied), differs-rejected
    (the words of a rejected figure are read in another way, which is proposed) or rests-on-rejected.
    """

    code: str
    decision: Decision
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A record as decided; `decided` gives the decision behind an item by its kind and place in the record."""

    record: ExtractionRecord
    remarks: tuple[Remark, ...]
    decided: dict[tuple[str, int], Decision]


def apply_decisions(record: ExtractionRecord, decisions: Decisions, *, text: str | None = None) -> Applied:
    """Return the record with the decisions applied to it.

    With the document's `text` at hand, words that moved are followed where they stand once only, and what was
    accepted on words that are gone is not put back.
    """
    return _Applying(record, decisions, text).applied()


class _Slot:
    """An item on its way through: as the reading has it, as it is to stand, and the decision that says so."""

    __slots__ = ("decision", "item")

    def __init__(self, item: Item, decision: Decision | None = None) -> None:
        self.item, self.decision = item, decision


class _Applying:
    def __init__(self, record: ExtractionRecord, decisions: Decisions, text: str | None) -> None:
        self._record = record
        self._slots = {kind: [_Slot(item) for item in items_of(record, kind)] for kind in KINDS}
        self._keys = {item.key for kind in NAMED for item in items_of(record, kind) if isinstance(item, Named)}
        self._remarks: list[Remark] = []
        self._all = decisions.decisions
        self._placing = Placing(text)
        self._standing: dict[str, list[tuple[Named, Named]]] = {kind: [] for kind in NAMED}
        self._found: dict[tuple[str, Named], str] = {}
        self._rejected = {
            kind: [d.item for d in self._all if d.kind == kind and d.status == REJECTED and isinstance(d.item, Named)]
            for kind in NAMED
        }

    def applied(self) -> Applied:
        for kind in NAMED:
            self._named(kind)
        self._relations()
        self._figures()
        self._note_rejected_ends()
        changed = {kind: tuple(slot.item for slot in slots) for kind, slots in self._slots.items()}
        decided = {
            (kind, index): slot.decision
            for kind, slots in self._slots.items()
            for index, slot in enumerate(slots)
            if slot.decision
        }
        record = dataclasses.replace(self._record, **changed)  # type: ignore[arg-type]
        return Applied(record=record, remarks=tuple(self._remarks), decided=decided)

    def _split(self, kind: str) -> tuple[list[tuple[Decision, Item, Item]], list[Decision]]:
        """Return what is to stand (decision, item as read, outcome; words where they are now), and what is rejected."""
        standing, rejections = [], []
        for decision in self._all:
            if decision.kind != kind:
                continue
            if decision.status == REJECTED:
                rejections.append(decision)
                continue
            item, outcome = self._placing.placed(decision.item), self._placing.placed(decision.outcome)
            if item is None or outcome is None:
                words = in_words(decision.item)
                self._say("words-gone", decision, f"the words no longer stand in the text once: {words}")
            else:
                standing.append((decision, item, outcome))
        return standing, rejections

    def _say(self, code: str, decision: Decision, message: str) -> None:
        if decision.status != PROPOSED:
            self._remarks.append(Remark(code=code, decision=decision, message=message))

    # Campaigns, agencies, officials, events, cases

    def _named(self, kind: str) -> None:
        slots = self._slots[kind]
        standing, rejections = self._split(kind)
        rejected = self._rejected[kind]
        entries = [(d, i, o) for d, i, o in standing if isinstance(i, Named) and isinstance(o, Named)]
        left = list(range(len(entries)))

        def reserved(item: Named) -> bool:
            known = any(is_same(item, i) or is_same(item, o) for _, i, o in entries)
            return not known and any(is_same(item, other) for other in rejected)

        # What stands as decided already comes first, so that applying twice is applying once; then the surest pairs.
        for place in tuple(left):
            standing_so = [slot for slot in slots if is_but_for_key(slot.item, entries[place][2])]
            for slot in standing_so:
                slot.decision = slot.decision or entries[place][0]
            if standing_so:
                left.remove(place)
        for level in range(3):
            for place in tuple(left):
                decision, first, outcome = entries[place]
                for slot in slots:
                    if slot.decision is not None or not isinstance(slot.item, Named):
                        continue
                    read = slot.item
                    if _fits(level, read, first, outcome) and not (level == 2 and reserved(read)):
                        self._compare(decision, read, first, outcome)
                        slot.item = dataclasses.replace(outcome, key=read.key)
                        slot.decision = decision
                        left.remove(place)
                        break
        for place in left:
            decision, _, outcome = entries[place]
            if not any(is_but_for_key(slot.item, outcome) for slot in slots):
                self._say("kept", decision, f"no longer read, kept as accepted: {in_words(outcome)}")
                slots.append(_Slot(dataclasses.replace(outcome, key=self._free(outcome.key)), decision))
        self._standing[kind] = [(first, outcome) for _, first, outcome in entries]
        for slot in slots:
            if slot.decision is None and isinstance(slot.item, Named) and is_covered(slot.item, rejected):
                slot.decision = _rejection_of(slot.item, rejections)
                slot.item = dataclasses.replace(slot.item, review=REJECTED)

    def _compare(self, decision: Decision, read: Item, first: Item, outcome: Item) -> None:
        if content_of(read) not in (content_of(first), content_of(outcome)):
            self._say("differs", decision, f"read in another way now, kept as decided: {in_words(outcome)}")

    def _free(self, key: str) -> str:
        free, count = key, 1
        while free in self._keys:
            count += 1
            free = f"{key}-{count}"
        self._keys.add(free)
        return free

    # Keys of the reading a decision was made in → keys of this record

    def _find(self, kind: str, thing: Named) -> str | None:
        # What was found once stays found: nothing leaves its place, and what is put back comes last.
        if (found := self._found.get((kind, thing))) is None and (found := self._search(kind, thing)) is not None:
            self._found[kind, thing] = found
        return found

    def _search(self, kind: str, thing: Named) -> str | None:
        slots = self._slots[kind]
        for first, outcome in self._standing[kind]:
            if is_same(thing, first):
                # Of several that became one and the same, the first: whichever of the decisions led there.
                return next(key for slot in slots if is_but_for_key(slot.item, outcome) and (key := key_of(slot.item)))
        # Exact names, else the first with a name in common: what is put back comes last and never takes its place.
        for fits in (is_same, is_alike):
            for slot in slots:
                if isinstance(slot.item, Named) and fits(thing, slot.item):
                    return slot.item.key
        return None

    def _translated(self, decision: Decision, item: Item, *, restore: bool) -> Item | None:
        """Return an item with the keys of this record, or None when something it names is not there."""
        keys: dict[str, str] = {}
        for field, kind, key in ends_of(item):
            thing = next((t.item for t in decision.things if t.kind == kind and t.item.key == key), None)
            found = self._find(kind, thing) if thing else None
            if found is None and thing is not None and restore:
                found = self._free(thing.key)
                review = REJECTED if is_covered(thing, self._rejected[kind]) else PROPOSED
                self._slots[kind].append(_Slot(dataclasses.replace(thing, key=found, review=review)))
            if found is None and thing is None and any(key_of(s.item) == key for s in self._slots[kind]):
                found = key
            if found is None:
                return None
            keys[field] = found
        return dataclasses.replace(item, **keys) if keys else item  # type: ignore[arg-type]

    def _ready(self, kind: str) -> tuple[list[tuple[Decision, Item | None, Item]], list[Decision]]:
        standing, rejections = self._split(kind)
        ready = []
        for decision, item, outcome in standing:
            translated = self._translated(decision, outcome, restore=True)
            if translated is None:
                self._say("words-gone", decision, f"what it names is not in the record: {in_words(outcome)}")
            else:
                ready.append((decision, self._translated(decision, item, restore=False), translated))
        return ready, rejections

    # Relations

    def _relations(self) -> None:
        slots = self._slots["relations"]
        ready, rejections = self._ready("relations")
        rows = [(d, i, o) for d, i, o in ready if isinstance(o, Relation) and (i is None or isinstance(i, Relation))]
        left = list(range(len(rows)))
        for level in range(3):
            for place in tuple(left):
                decision, first, outcome = rows[place]
                wanted = (outcome, first and triple_of(first), triple_of(outcome))[level]
                for slot in slots:
                    found = slot.item if level == 0 else triple_of(slot.item)
                    if slot.decision is None and found == wanted:
                        slot.item, slot.decision = outcome, decision
                        left.remove(place)
                        break
        for place in left:
            decision, _, outcome = rows[place]
            self._say("kept", decision, f"no longer read, kept as accepted: {in_words(outcome)}")
            slots.append(_Slot(outcome, decision))
        decided = [slot for slot in slots if slot.decision]
        first_of = {triple_of(slot.item): slot for slot in reversed(decided)}
        slots[:] = [slot for slot in slots if first_of.get(triple_of(slot.item), slot) is slot]
        for decision in rejections:
            item = self._translated(decision, decision.item, restore=False)
            for slot in slots:
                if item is not None and slot.decision is None and triple_of(slot.item) == triple_of(item):
                    slot.item, slot.decision = dataclasses.replace(slot.item, review=REJECTED), decision

    # Figures

    def _figures(self) -> None:
        slots = self._slots["figures"]
        ready, rejections = self._ready("figures")
        refused = []
        for decision in rejections:
            item = self._placing.placed(decision.item)
            if isinstance(item, StatedFigure):
                refused.append((decision, self._translated(decision, item, restore=False), item))
        at: dict[object, list[_Slot]] = {}
        for slot in slots:
            at.setdefault(span_of(slot.item), []).append(slot)
        left = list(range(len(ready)))
        for level in range(5):
            for place in tuple(left):
                decision, first, outcome = ready[place]
                same = at.get(span_of(outcome), [])
                for nth, slot in enumerate(same):
                    fits = (
                        lambda s, o=outcome: s.item == o,
                        lambda s, f=first: f is not None and content_of(s.item) == content_of(f),
                        lambda s, d=decision: core_of(s.item) == core_of(d.item),
                        lambda s, d=decision, n=nth: n == d.nth and not _is_refused(s.item, refused),
                        lambda s: not _is_refused(s.item, refused),
                    )[level]
                    if slot.decision is None and fits(slot):
                        self._compare(decision, slot.item, first or outcome, outcome)
                        slot.item, slot.decision = outcome, decision
                        left.remove(place)
                        break
        for place in left:
            decision, _, outcome = ready[place]
            self._say("kept", decision, f"no longer read, kept as accepted: {in_words(outcome)}")
            _insert(slots, _Slot(outcome, decision))
        for decision, translated, item in refused:
            self._refuse([s for s in at.get(item.span, []) if s.decision is None], decision, translated, item)

    def _refuse(self, open_: list[_Slot], decision: Decision, translated: Item | None, item: StatedFigure) -> None:
        same = [s for s in open_ if core_of(s.item) == core_of(item)]
        exact = [s for s in same if translated is not None and content_of(s.item) == content_of(translated)]
        for slot in exact or same:
            slot.item, slot.decision = dataclasses.replace(slot.item, review=REJECTED), decision
        if open_ and not same:
            self._say("differs-rejected", decision, f"rejected words are read in another way now: {in_words(item)}")

    def _note_rejected_ends(self) -> None:
        gone = {key_of(s.item) for kind in NAMED for s in self._slots[kind] if s.item.review == REJECTED}
        for kind in ("relations", "figures"):
            for slot in self._slots[kind]:
                decision = slot.decision
                if decision and decision.status != REJECTED and any(key in gone for _, _, key in ends_of(slot.item)):
                    self._say(
                        "rests-on-rejected", decision, f"accepted, but names what was rejected: {in_words(slot.item)}"
                    )


def _rejection_of(item: Named, rejections: list[Decision]) -> Decision:
    """Return the rejection of just these names, else the first that covers them."""
    covering = [d for d in rejections if isinstance(d.item, Named) and is_covered(item, [d.item])]
    return next((d for d in covering if isinstance(d.item, Named) and is_same(item, d.item)), covering[0])


def _fits(level: int, read: Named, first: Named, outcome: Named) -> bool:
    match level:
        case 0:
            return is_same(read, first)
        case 1:
            return is_same(read, outcome)
        case _:
            return is_alike(read, first) or is_alike(read, outcome)


def _is_refused(item: Item, refused: list[tuple[Decision, Item | None, StatedFigure]]) -> bool:
    return any(span_of(item) == other.span and core_of(item) == core_of(other) for _, _, other in refused)


def _insert(slots: list[_Slot], new: _Slot) -> None:
    """Put a figure where its words stand among the others."""
    start = start_of(new.item)
    place = (
        len(slots)
        if start is None
        else next((i for i, slot in enumerate(slots) if (start_of(slot.item) or 0) > start), len(slots))
    )
    slots.insert(place, new)
