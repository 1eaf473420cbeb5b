"""A record as decided → the record a person stands for, in the keys and order it had before."""

from __future__ import annotations

import dataclasses

from kg.model.decisions import ACCEPTED, KINDS, NAMED, Item, Named, ends_of, is_alike, is_same, items_of
from kg.model.record import EventMention, ExtractionRecord, Mention, Relation, Review
from kg.model.review import without_rejected


def accepted_record(record: ExtractionRecord, review: Review) -> ExtractionRecord:
    """Return what was accepted of a record, reviewed as a whole; proposals nobody decided on are left out.

    What an accepted relation or figure names is part of what was accepted and stays with it.
    """
    accepted = public_record(record)
    bare = {kind: tuple(dataclasses.replace(item, review=None) for item in items_of(accepted, kind)) for kind in KINDS}
    return dataclasses.replace(accepted, review=review, **bare)  # type: ignore[arg-type]


def public_record(record: ExtractionRecord) -> ExtractionRecord:
    """Return what of a record may be shown where proposals are kept back: the announcement, and what was accepted.

    What an accepted relation or figure names is shown with it. Each thing keeps the review it has.
    """
    record = without_rejected(record)

    def is_accepted(item: Item) -> bool:
        return (item.review or record.review.status) == ACCEPTED

    named = {
        key
        for kind in ("relations", "figures")
        for item in items_of(record, kind)
        if is_accepted(item)
        for _, _, key in ends_of(item)
    }
    kept = {
        kind: tuple(
            item
            for item in items_of(record, kind)
            if is_accepted(item) or (isinstance(item, Mention | EventMention) and item.key in named)
        )
        for kind in KINDS
    }
    return dataclasses.replace(record, **kept)  # type: ignore[arg-type]


def aligned(record: ExtractionRecord, earlier: ExtractionRecord) -> ExtractionRecord:
    """Return a record with the keys and the order of an earlier one of the same document, as far as they are of one.

    So what is new stands out when the two files are compared.
    """
    ranks: dict[str, dict[str, int]] = {}
    renamed: dict[str, dict[str, str]] = {}
    taken = {item.key for kind in NAMED for item in items_of(earlier, kind) if isinstance(item, Named)}
    for kind in NAMED:
        old = [item for item in items_of(earlier, kind) if isinstance(item, Named)]
        ranks[kind] = {item.key: rank for rank, item in enumerate(old)}
        renamed[kind] = _new_keys([i for i in items_of(record, kind) if isinstance(i, Named)], old, taken)

    def in_keys(item: Item) -> Item:
        return dataclasses.replace(item, **{f: renamed[kind][key] for f, kind, key in ends_of(item)})  # type: ignore[arg-type]

    changed: dict[str, tuple[Item, ...]] = {
        kind: tuple(
            sorted(
                (
                    dataclasses.replace(i, key=renamed[kind][i.key])
                    for i in items_of(record, kind)
                    if isinstance(i, Named)
                ),
                key=lambda item, rank=ranks[kind]: rank.get(item.key, len(rank)),  # type: ignore[misc]
            )
        )
        for kind in NAMED
    }
    triples = {(r.type, r.source, r.target): rank for rank, r in enumerate(earlier.relations)}
    relations = [item for item in map(in_keys, record.relations) if isinstance(item, Relation)]
    relations.sort(key=lambda r: triples.get((r.type, r.source, r.target), len(triples)))
    changed |= {"relations": tuple(relations), "figures": tuple(map(in_keys, record.figures))}
    return dataclasses.replace(record, **changed)  # type: ignore[arg-type]


def _new_keys(items: list[Named], old: list[Named], taken: set[str]) -> dict[str, str]:
    """Return each item's key: of the earlier item it is the same as, else its own, made free where it is another's."""
    keys: dict[str, str] = {}
    open_ = list(old)
    for fits in (is_same, is_alike):
        for item in items:
            match = next((o for o in open_ if item.key not in keys and fits(item, o)), None)
            if match is not None:
                keys[item.key] = match.key
                open_.remove(match)
    for item in items:
        key, count = item.key, 1
        while item.key not in keys and key in taken:
            count += 1
            key = f"{item.key}-{count}"
        if keys.setdefault(item.key, key) == key:
            taken.add(key)
    return keys
