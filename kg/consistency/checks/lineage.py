"""Republication: announcements that tell the same figures in the same language are one source, not several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from weakref import WeakKeyDictionary

from kg.consistency.facts import FigureFact, World
from kg.consistency.findings import Finding
from kg.validate.report import Severity

Printed = tuple[str, str, Decimal]
"""What is printed alike in two texts: unit, measure and value."""

LEAST_SHARED = 3
"""Figures that two texts must share: fewer may be chance."""
LEAST_PART = 0.7
"""The part of the smaller text's figures that must stand in the other; reprints cut, they seldom add."""
MOST_TEXTS = 16
"""A number that stands in more texts than this tells nothing about any two of them."""


def check_lineage(world: World) -> Iterator[Finding]:
    """Yield a finding for each two announcements that are one source."""
    for a, b, shared, least in alike(world):
        if language_of(world, a) != language_of(world, b):
            continue
        one, other = world.documents[a], world.documents[b]
        how = (
            "the same bytes"
            if one.sha256 and one.sha256 == other.sha256
            else f"{shared} of {least} figures are the same"
        )
        yield Finding(
            check="lineage",
            verdict="same-source",
            severity=Severity.INFO,
            message=f"{a} and {b} are one source: {how}; a claim that both state rests on one",
            documents=(a, b),
        )


def language_of(world: World, document: str) -> str:
    """Return a document's language without its script: a text is no translation for its characters."""
    return world.documents[document].language.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What each text tells, and how many of their figures two texts share (pairs that share none are not in it)."""

    telling: Mapping[str, frozenset[Printed]]
    shared: Mapping[tuple[str, str], int]


_likeness: WeakKeyDictionary[World, Likeness] = WeakKeyDictionary()


def likeness(world: World) -> Likeness:
    """Return how alike a world's texts are; worked out once for each world."""
    found = _likeness.get(world)
    if found is None:
        found = _likeness[world] = _measure(world)
    return found


def _measure(world: World) -> Likeness:
    telling: dict[str, set[Printed]] = defaultdict(set)
    holders: dict[Printed, list[str]] = defaultdict(list)
    for figure in world.figures:
        if is_telling(figure):
            telling[figure.document].add(printed(figure))
    for document, figures in telling.items():
        for key in figures:
            holders[key].append(document)
    shared: Counter[tuple[str, str]] = Counter()
    for documents in holders.values():
        if 1 < len(documents) <= MOST_TEXTS:
            shared.update(combinations(sorted(documents), 2))
    return Likeness({document: frozenset(keys) for document, keys in telling.items()}, shared)


def alike(world: World) -> Iterator[tuple[str, str, int, int]]:
    """Yield pairs of documents that tell the same figures: how many they share, and how many the smaller has."""
    found = likeness(world)
    hashes: dict[str, list[str]] = defaultdict(list)
    for known in world.documents.values():
        if known.sha256:
            hashes[known.sha256].append(known.id)
    same = {pair for documents in hashes.values() for pair in combinations(sorted(documents), 2)}
    enough = {pair for pair, count in found.shared.items() if count >= LEAST_SHARED}
    nothing: frozenset[Printed] = frozenset()
    for a, b in sorted(enough | same):
        least = min(len(found.telling.get(a, nothing)), len(found.telling.get(b, nothing)))
        count = found.shared.get((a, b), 0)
        if (a, b) in same or count >= LEAST_PART * least:
            yield a, b, count, least


def is_telling(figure: FigureFact) -> bool:
    """Whether two texts would hardly print this figure by chance."""
    return abs(figure.value) >= 20 and not figure.minor


def printed(figure: FigureFact) -> Printed:
    """Return what two texts must print alike."""
    return (figure.metric.unit, figure.metric.measure, figure.value)


_known: WeakKeyDictionary[World, frozenset[frozenset[str]]] = WeakKeyDictionary()


def alike_pairs(world: World) -> frozenset[frozenset[str]]:
    """Return the pairs of documents that tell the same figures; worked out once for each world."""
    found = _known.get(world)
    if found is None:
        found = _known[world] = frozenset(frozenset({a, b}) for a, b, _, _ in alike(world))
    return found


def independent_sources(world: World, documents: Collection[str]) -> int:
    """Return how many independent sources some documents are: reprints and translations of one count once."""
    wanted = [document for document in documents if document in world.documents]
    groups = {document: {document} for document in wanted}
    for pair in alike_pairs(world):
        if pair <= groups.keys():
            a, b = sorted(pair)
            merged = groups[a] | groups[b]
            for document in merged:
                groups[document] = merged
    return len({id(group) for group in groups.values()})
