"""What is compared when a thing read now is held against one read before."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kg.model.decisions import Item, Named
from kg.model.record import EventMention, Mention, Relation, StatedFigure


def content_of(item: Item) -> Item:
    """Return what an item says, apart from its key, its confidence, its review and where else its names stand."""
    bare = dataclasses.replace(item, confidence=None, review=None)
    if isinstance(bare, Mention | EventMention):
        return dataclasses.replace(bare, key="", evidence=())
    return dataclasses.replace(bare, evidence=()) if isinstance(bare, Relation) else bare


def is_but_for_key(item: Item, other: Named) -> bool:
    """Whether two named things are the same in all but their keys."""
    if isinstance(item, Mention) and isinstance(other, Mention) and item.names != other.names:
        return False
    return isinstance(item, Mention | EventMention) and dataclasses.replace(other, key=item.key) == item


def core_of(item: Item) -> object:
    """Return what makes a figure the number it is; None for anything else."""
    return (item.value, item.upper, item.comparator, item.unit) if isinstance(item, StatedFigure) else None


def span_of(item: Item) -> object:
    """Return a figure's words and their place; None for anything else."""
    return item.span if isinstance(item, StatedFigure) else None


def triple_of(item: Item) -> object:
    """Return a relation's type and ends; None for anything else."""
    return (item.type, item.source, item.target) if isinstance(item, Relation) else None


def key_of(item: Item) -> str | None:
    """Return the key of a named thing; None for anything else."""
    return item.key if isinstance(item, Mention | EventMention) else None


def start_of(item: Item) -> int | None:
    """Return where a figure's words begin, when that is known."""
    return item.span.start if isinstance(item, StatedFigure) else None


def in_words(item: Item) -> str:
    """Return an item in a few words, for a remark."""
    if isinstance(item, StatedFigure):
        return f"“{' '.join(item.span.quote.split())}”"
    if isinstance(item, Relation):
        return f"{item.source} {item.type} {item.target}"
    return " · ".join(item.names) if isinstance(item, Mention) else " ".join(_event_words(item))


def _event_words(item: EventMention) -> Iterator[str]:
    yield from (part for part in (item.kind, item.date, item.place) if part)
