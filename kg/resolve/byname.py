"""Links by name alone: a key is a canonical thing when one of its names is a name of exactly that thing.

Nothing is guessed. A name that several things bear links none of them, a wording that names its thing only inside its
own text is not looked at, and a collective ("police forces") stays a thing of its own document, for everywhere has
its own. What is not linked is not merged: it stays apart, under its document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model.names import fold
from kg.model.record import ExtractionRecord, Mention
from kg.model.registry import Entry, RecordLinks, Registry


class NameIndex:
    """The registry's names, folded, each with the things that bear it."""

    def __init__(self, registry: Registry) -> None:
        self._campaigns = _index(registry.campaigns)
        self._series = _index(registry.series)
        self._agencies = _index(agency for agency in registry.agencies if not agency.collective)
        self._officials = _index(registry.officials)
        self._cases = _index(registry.cases)
        self._places = _index(registry.places)
        self._posts = {o.key: {post.agency for post in o.posts} for o in registry.officials}

    def link(self, record: ExtractionRecord) -> RecordLinks:
        """Return the links that the names of a record allow.

        An official is linked only when a body he speaks for in the record is one of his in the registry: two people
        may share a name.
        """
        agencies = _linked(record.agencies, self._agencies)
        bodies: defaultdict[str, set[str]] = defaultdict(set)
        for relation in record.relations:
            if relation.type == "speaks-for" and relation.target in agencies:
                bodies[relation.source].add(agencies[relation.target])
        officials = _linked(record.officials, self._officials)
        series = {key: f"series/{slug}" for key, slug in _linked(record.campaigns, self._series).items()}
        campaigns = {key: f"campaign/{slug}" for key, slug in _linked(record.campaigns, self._campaigns).items()}
        return RecordLinks(
            campaigns=series | campaigns,
            agencies=agencies,
            officials={key: slug for key, slug in officials.items() if bodies[key] & self._posts[slug]},
            cases=_linked(record.cases, self._cases),
            places={text: slug for text in _places(record) if (slug := _only(self._places, [text])) is not None},
        )


def _index(entries: Iterable[Entry]) -> Mapping[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for label in entry.labels:
            if label.is_name:
                found[fold(label.value)].add(entry.key)
    return found


def _only(index: Mapping[str, set[str]], names: Iterable[str]) -> str | None:
    """Return the one thing that the names mean together; None when they mean none, or more than one."""
    meant = set().union(*(index.get(fold(name), set()) for name in names))
    return next(iter(meant)) if len(meant) == 1 else None


def _linked(items: Iterable[Mention], index: Mapping[str, set[str]]) -> dict[str, str]:
    return {item.key: slug for item in items if (slug := _only(index, item.names)) is not None}


def _places(record: ExtractionRecord) -> list[str]:
    texts = [f.place for f in record.figures] + [c.place for c in record.cases] + [e.place for e in record.events]
    return sorted({text for text in texts if text})
