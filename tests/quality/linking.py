"""How well the linker does on the reviewed records, each linked as if it had never been seen.

python -m tests.quality.linking              the accuracy by kind
python -m tests.quality.linking --wrong      also each thing linked to another than a person did
"""

from __future__ import annotations

import argparse
import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.model.record import ExtractionRecord
from kg.model.registry import CaseEntry, Entry, Registry
from kg.read.dataset import Dataset, read_dataset
from kg.resolve.decisions import LINKED, PROPOSED, LinkDecision
from kg.resolve.linker import Linker
from kg.resolve.naming import folded_name

DATA = Path(__file__).resolve().parents[2] / "data"
KINDS = {"campaign": "campaigns", "agency": "agencies", "official": "officials", "case": "cases"}
OUTCOMES = ("right", "coarser", "wrong", "proposed, the right one first", "proposed, another first", "new")
_Entry = TypeVar("_Entry", bound=Entry)
Names = Mapping[str, Mapping[str, frozenset[str]]]
"""canonical reference → document → the names, folded, by which the document calls it."""


def printed_names(dataset: Dataset) -> Names:
    """Return the names each document has for each canonical thing."""
    found: defaultdict[str, defaultdict[str, frozenset[str]]] = defaultdict(lambda: defaultdict(frozenset))
    for file in dataset.records:
        document = file.record.document.id
        for kind, part in KINDS.items():
            links = getattr(dataset.registry.links_of(document), part)
            for mention in getattr(file.record, part):
                if mention.key in links:
                    ref = links[mention.key] if kind == "campaign" else f"{kind}/{links[mention.key]}"
                    found[ref][document] |= {folded_name(name) for name in mention.names}
    return found


def without(registry: Registry, document: str, names: Names) -> Registry:
    """Return a registry that has never heard of a document: without its links and the labels seen only there."""

    def kept(entries: Iterable[_Entry], kind: str) -> Iterator[_Entry]:
        for entry in entries:
            places = names.get(f"{kind}/{entry.key}", {})
            elsewhere = frozenset().union(*(found for where, found in places.items() if where != document))
            lost = places.get(document, frozenset()) - elsewhere
            labels = tuple(
                label for label in entry.labels if label.source == "official" or folded_name(label.value) not in lost
            )
            if set(places) == {document} and isinstance(entry, CaseEntry):
                continue
            yield dataclasses.replace(entry, labels=labels)

    return dataclasses.replace(
        registry,
        series=tuple(kept(registry.series, "series")),
        campaigns=tuple(kept(registry.campaigns, "campaign")),
        agencies=tuple(kept(registry.agencies, "agency")),
        officials=tuple(kept(registry.officials, "official")),
        cases=tuple(kept(registry.cases, "case")),
        links={where: links for where, links in registry.links.items() if where != document},
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mention linked anew: what a person said it is, and what the linker did; `known`: names of it were left."""

    truth: str
    decision: LinkDecision
    outcome: str
    known: bool


def relink(dataset: Dataset) -> Iterator[Outcome]:
    """Yield what becomes of each linked mention when its record is linked as if it were new."""
    names = printed_names(dataset)
    for file in dataset.records:
        registry = without(dataset.registry, file.record.document.id, names)
        yield from _outcomes(file.record, dataset.registry, registry)


def _outcomes(record: ExtractionRecord, truth: Registry, registry: Registry) -> Iterator[Outcome]:
    links = truth.links_of(record.document.id)
    left = {
        f"{kind}/{entry.key}": any(label.is_name for label in entry.labels)
        for kind, entries in (
            ("series", registry.series),
            ("campaign", registry.campaigns),
            ("agency", registry.agencies),
            ("official", registry.officials),
            ("case", registry.cases),
        )
        for entry in entries
    }
    series = {f"campaign/{c.key}": f"series/{c.series}" for c in registry.campaigns if c.series}
    for decision in Linker(registry).resolve(record).decisions:
        if decision.kind not in KINDS:
            continue
        key = getattr(links, KINDS[decision.kind]).get(decision.key)
        if key is None:
            continue
        ref = key if decision.kind == "campaign" else f"{decision.kind}/{key}"
        yield Outcome(ref, decision, _outcome(ref, decision, series.get(ref)), left.get(ref, False))


def _outcome(truth: str, decision: LinkDecision, series: str | None) -> str:
    best = f"{decision.best.kind}/{decision.best.key}" if decision.best else None
    if decision.status == LINKED:
        return "right" if best == truth else "coarser" if best == series else "wrong"
    if decision.status == PROPOSED:
        return "proposed, the right one first" if best == truth else "proposed, another first"
    return "new"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--open", action="store_true", help="also what is known and not linked")
    options = parser.parse_args()
    found = list(relink(read_dataset(DATA)))
    for kind in (*KINDS, None):
        of_kind = [o for o in found if kind in (None, o.decision.kind)]
        for known in (True, False):
            counts = Counter(o.outcome for o in of_kind if o.known is known)
            total = sum(counts.values())
            told = ", ".join(f"{counts[name]} {name}" for name in OUTCOMES if counts[name])
            print(f"{kind or 'all':9} {'known' if known else 'never named elsewhere':22} {total:4}: {told}")
    for o in found:
        if (options.wrong and o.outcome == "wrong") or (options.open and o.known and o.decision.status != LINKED):
            best = o.decision.best
            print(
                o.decision.document,
                o.decision.kind,
                o.decision.names,
                "is",
                o.truth,
                "|",
                o.outcome,
                best,
                o.decision.why,
            )


if __name__ == "__main__":
    main()
