"""Pairs of a mention and a thing of the registry, each labelled by what a person linked: one, or not.

    python -m tests.quality.pairs                 precision and recall on both splits
    python -m tests.quality.pairs --show tuning   the pairs that are told wrongly (never look at those held back)

One pair of each kind for every mention of the reviewed records whose thing has names left when its own record is
taken out of the registry (`without`): with that thing, and with the thing that is hardest to tell from it. Left out
are wordings that the registry marks as meaning the thing only inside their own text: a name cannot tell them.
Both pairs of a thing fall on one side, with all editions of a series and all bodies of a family; so the names that the
held-back pairs show are in none of the pairs for tuning.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model.record import ExtractionRecord
from kg.model.registry import CampaignEntry, Entry, Registry
from kg.read.dataset import Dataset, read_dataset
from kg.resolve.alike import compare_names
from kg.resolve.crossing import Glossary
from kg.resolve.decisions import ACCEPT, Candidate, LinkDecision
from kg.resolve.linker import Linker
from kg.resolve.naming import folded_name, parse_name
from tests.quality.linking import DATA, KINDS, printed_names, without

SPLITS = ("tuning", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A mention and a thing (`ref`, as ``kind/key``): one by a person's word, or not; and how the linker compares them.

    `hard` says why the two are easily mixed up. `told` is what the linker says: the score, and its reasons.
    """

    document: str
    names: tuple[str, ...]
    truth: str
    ref: str
    hard: str
    split: str
    told: Candidate

    @property
    def is_one(self) -> bool:
        """Whether a person linked the two."""
        return self.truth == self.ref

    @property
    def said_one(self) -> bool:
        """Whether the linker would."""
        return self.told.score >= ACCEPT


@dataclass(frozen=True, slots=True)
class Scores:
    """How the pairs of a split are told."""

    pairs: int
    positives: int
    true: int
    false: int

    @property
    def precision(self) -> float:
        return self.true / (self.true + self.false)

    @property
    def recall(self) -> float:
        return self.true / self.positives


def scores(pairs: Iterable[Pair]) -> Scores:
    """Return how many pairs there are, how many are one, and how many of those and of the others were said to be."""
    held = list(pairs)
    return Scores(
        pairs=len(held),
        positives=sum(p.is_one for p in held),
        true=sum(p.is_one and p.said_one for p in held),
        false=sum(not p.is_one and p.said_one for p in held),
    )


def iter_pairs(dataset: Dataset) -> Iterator[Pair]:
    """Yield the labelled pairs, in the order of the records."""
    names = printed_names(dataset)
    families = _families(dataset.registry)
    for file in dataset.records:
        registry = without(dataset.registry, file.record.document.id, names)
        yield from _Pairs(file.record, dataset.registry, registry, families).iter()


class _Pairs:
    """The pairs of one record."""

    def __init__(self, record: ExtractionRecord, truth: Registry, registry: Registry, families: dict[str, str]) -> None:
        self._record, self._truth, self._families = record, truth, families
        self._linker = Linker(registry)
        self._entries = _entries(registry)
        self._all = _entries(truth)

    def iter(self) -> Iterator[Pair]:
        links = self._truth.links_of(self._record.document.id)
        linking = self._linker.resolve(self._record)
        self._mentions = linking.mentions
        for decision in linking.decisions:
            if decision.kind not in KINDS:
                continue
            key = getattr(links, KINDS[decision.kind]).get(decision.key)
            ref = key if decision.kind == "campaign" else f"{decision.kind}/{key}"
            if key is None or not self._is_named(ref) or self._is_generic(ref, decision.names):
                continue
            yield self._pair(decision, ref, ref, "")
            hard = self._hardest(decision, ref)
            # A bare code name and its own series are not mixed up: the series is only the coarser of two right answers.
            if hard is not None and hard[0] != self._series_of(ref):
                yield self._pair(decision, ref, *hard)

    def _is_named(self, ref: str) -> bool:
        """Whether the thing has names of its own left; an edition may be known by its series and year."""
        entry = self._entries.get(ref)
        if entry is None:
            return False
        series = self._entries.get(f"series/{entry.series}") if isinstance(entry, CampaignEntry) else None
        return any(label.is_name for held in (entry, series) if held for label in held.labels)

    def _series_of(self, ref: str) -> str | None:
        entry = self._all[ref]
        return f"series/{entry.series}" if isinstance(entry, CampaignEntry) and entry.series else None

    def _is_generic(self, ref: str, names: Iterable[str]) -> bool:
        own = {folded_name(label.value) for label in self._all[ref].labels if label.is_name}
        return not {folded_name(name) for name in names} & own

    def _pair(self, decision: LinkDecision, truth: str, ref: str, hard: str) -> Pair:
        mention = self._mentions[decision.kind, decision.key]
        told = self._linker.compare(decision.document, mention, decision.names, *ref.split("/"))
        split = SPLITS[hashlib.sha256(self._families[truth].encode()).digest()[0] % 2]
        document = self._record.document.id
        return Pair(document=document, names=decision.names, truth=truth, ref=ref, hard=hard, split=split, told=told)

    def _hardest(self, decision: LinkDecision, truth: str) -> tuple[str, str] | None:
        """Return the thing most easily taken for the true one, and why: one the linker ranks high, else a like name."""
        family = self._families[truth]
        others = [ref for ref in self._entries if self._families[ref] == family and ref != truth]
        rivals = [f"{c.kind}/{c.key}" for c in decision.candidates if f"{c.kind}/{c.key}" != truth]
        if rivals:
            return rivals[0], "a candidate of the linker's"
        if others and decision.kind == "campaign":
            # In turn, so that not always the same edition is asked for.
            at = hashlib.sha256(f"{self._record.document.id}{decision.key}".encode()).digest()[0] % len(others)
            return sorted(others)[at], "another edition, or the series itself"
        kind = truth.partition("/")[0]
        name = max(decision.names, key=len)
        like = max(
            (ref for ref in self._entries if ref.startswith(f"{kind}/") and ref != truth),
            key=lambda ref: (_likeness(name, self._entries[ref]), ref),
            default=None,
        )
        return (like, "the most alike of its kind") if like else None


def _likeness(name: str, entry: Entry) -> float:
    return max((_alike(name, label.value) for label in entry.labels), default=0.0)


@lru_cache(maxsize=1 << 18)
def _alike(left: str, right: str) -> float:
    return compare_names(parse_name(left), parse_name(right), "agency", Glossary()).score


def _entries(registry: Registry) -> dict[str, Entry]:
    kinds = {
        "series": registry.series,
        "campaign": registry.campaigns,
        "agency": registry.agencies,
        "official": registry.officials,
        "case": registry.cases,
    }
    return {f"{kind}/{entry.key}": entry for kind, entries in kinds.items() for entry in entries}


def _families(registry: Registry) -> dict[str, str]:
    """Return what falls on one side together: editions with their series, a body with those it is part of."""
    parents = {agency.key: agency.parent for agency in registry.agencies}

    def top(key: str) -> str:
        while (up := parents.get(key)) is not None:
            key = up
        return key

    families = {ref: ref for ref in _entries(registry)}
    families |= {f"campaign/{c.key}": f"series/{c.series}" for c in registry.campaigns if c.series}
    return families | {f"agency/{key}": f"agency/{top(key)}" for key in parents}


def main() -> None:
    """Print the scores, or what is told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", choices=SPLITS)
    show = parser.parse_args().show
    pairs = list(iter_pairs(read_dataset(DATA)))
    for split in (*SPLITS, None):
        for kind in (*KINDS, None):
            chosen = [p for p in pairs if split in (None, p.split) and (kind is None or _kind(p) == kind)]
            if not any(p.said_one for p in chosen):
                continue
            found = scores(chosen)
            print(
                f"{split or 'both':7} {kind or 'all':9} {found.pairs:5} pairs, {found.positives:4} one:"
                f" precision {found.precision:.4f}, recall {found.recall:.4f}"
            )
    for pair in pairs:
        if pair.split == show and pair.is_one != pair.said_one:
            said = "one" if pair.is_one else "NOT"
            print(said, pair.document, pair.names, "|", pair.ref, pair.told.score, pair.told.reasons)


def _kind(pair: Pair) -> str:
    kind = pair.truth.partition("/")[0]
    return "campaign" if kind == "series" else kind


if __name__ == "__main__":
    main()
