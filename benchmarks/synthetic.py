"""Realistic synthetic data of any size: the same records and registry every time the seed is the same.

    python -m benchmarks.synthetic --records 1000 --seed 7 -o DIR      a data folder that `kg build DIR` reads
    python -m benchmarks.synthetic --quads 1000000 --nquads FILE       N-Quads of about that many quads

What is made has the shape of the real records: as many figures, relations and names for each announcement, the same
mix of units, comparators, periods, languages; a few campaigns and bodies in the news all the time and most of them
seldom; editions of a series over the years, joined by much the same bodies; offices in places within places. It is
built of `kg.model` objects, so it goes through the very code real records go through, and it conforms to the shapes.

Knobs: `records`; and, where a network of a given size is wanted, `agencies`, `campaigns`, `officials` (each grows
with the records unless told). 100,000 agencies: ``--records 30000 --agencies 100000 --campaigns 40000``.
Memory holds the registry, never the records: they are made one by one, any one of them at any time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.synthetic_json import write_data_folder
from benchmarks.synthetic_record import CASE_BLOCK, make_record, record_id, record_number
from benchmarks.synthetic_world import Sizes, World, case_entry, concept_schemes
from kg.model.record import ExtractionRecord
from kg.model.registry import RecordLinks, Registry
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.rdf.registry import registry_triples
from kg.rdf.terms import Quad, RdfFormat, serialize


class Links(Mapping[str, RecordLinks]):
    """Record id → links, made when asked for; the last one is kept, since it is asked for next to its record."""

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._seed = seed
        self._last: tuple[int, ExtractionRecord, RecordLinks] | None = None

    def made(self, number: int) -> tuple[ExtractionRecord, RecordLinks]:
        """Return a record and its links."""
        if self._last is None or self._last[0] != number:
            self._last = (number, *make_record(self._world, number, self._seed))
        return self._last[1], self._last[2]

    def __getitem__(self, name: str) -> RecordLinks:
        number = record_number(name)
        if not 0 <= number < len(self):
            raise KeyError(name)
        return self.made(number)[1]

    def __len__(self) -> int:
        return self._world.sizes.records

    def __iter__(self) -> Iterator[str]:
        return map(record_id, range(len(self)))


@dataclass(frozen=True, slots=True)
class SyntheticDataset:
    """A registry, and records that are made while they are read; `iter_records` may be called again and again."""

    registry: Registry
    links: Links

    def __len__(self) -> int:
        return len(self.links)

    def record(self, number: int) -> ExtractionRecord:
        """Return one record, counted from 0."""
        return self.links.made(number)[0]

    @property
    def records(self) -> Iterator[ExtractionRecord]:
        """Every record in turn."""
        return map(self.record, range(len(self)))


def synthetic_dataset(
    records: int,
    seed: int = 1,
    *,
    agencies: int | None = None,
    campaigns: int | None = None,
    officials: int | None = None,
) -> SyntheticDataset:
    """Return synthetic records and the registry they fit."""
    sizes = Sizes.of(records, agencies=agencies, campaigns=campaigns, officials=officials)
    world = World(sizes, seed)
    links = Links(world, seed)
    cases = (case_entry(at, world.places[at % len(world.places)]) for at in range(records // CASE_BLOCK))
    registry = Registry(
        series=tuple(world.series),
        campaigns=tuple(plan.entry for plan in world.plans),
        agencies=tuple(world.agencies),
        officials=tuple(world.officials),
        places=tuple(world.places),
        cases=tuple(cases),
        schemes=concept_schemes(),
        links=links,
    )
    return SyntheticDataset(registry=registry, links=links)


def synthetic_quads(dataset: SyntheticDataset, iris: Iris | None = None) -> Iterator[Quad]:
    """Yield the quads of the registry's graph and of every announcement's, nothing inferred."""
    iris = iris or Iris()
    for triple in registry_triples(dataset.registry, iris):
        yield Quad(triple.subject, triple.predicate, triple.object, iris.registry)
    lookups = Lookups.of(dataset.registry)
    for record in dataset.records:
        graph = iris.announcement_graph(record.document.id)
        links = dataset.registry.links_of(record.document.id)
        for triple in record_triples(record, links, lookups, iris):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def records_for(quads: int, seed: int = 1) -> int:
    """Return how many records make about that many quads (within some percent)."""
    records = max(1, quads // 300)
    for _ in range(3):
        dataset = synthetic_dataset(records, seed)
        iris, lookups = Iris(), Lookups.of(dataset.registry)
        sample = list(islice(dataset.records, 400))
        stated = sum(len(record_triples(r, dataset.registry.links_of(r.document.id), lookups, iris)) for r in sample)
        size = len(registry_triples(dataset.registry, iris)) + stated / len(sample) * records
        records = max(1, round(records * quads / size))
    return records


def write_nquads(dataset: SyntheticDataset, path: Path) -> int:
    """Write all quads to a file; return how many."""
    written = 0

    def counted() -> Iterator[Quad]:
        nonlocal written
        for quad in synthetic_quads(dataset):
            written += 1
            yield quad

    with path.open("wb") as file:
        serialize(counted(), file, format=RdfFormat.N_QUADS)
    return written


def main(arguments: list[str] | None = None) -> None:
    """Write a data folder, N-Quads or both."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.synthetic", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--records", type=int, help="how many announcements")
    parser.add_argument("--quads", type=int, help="instead: as many announcements as make about that many quads")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--agencies", type=int, help="how many agencies the registry holds (else it grows with records)"
    )
    parser.add_argument("--campaigns", type=int, help="how many campaigns")
    parser.add_argument("--officials", type=int, help="how many officials")
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="write a data folder")
    parser.add_argument("--nquads", type=Path, metavar="FILE", help="write N-Quads")
    given = parser.parse_args(arguments)
    if (given.records is None) == (given.quads is None) or not (given.output or given.nquads):
        parser.error("give either --records or --quads, and -o DIR or --nquads FILE or both")
    dataset = synthetic_dataset(
        given.records or records_for(given.quads, given.seed),
        given.seed,
        agencies=given.agencies,
        campaigns=given.campaigns,
        officials=given.officials,
    )
    if given.output:
        write_data_folder(dataset.registry, dataset.records, given.output)
        print(f"{given.output}: {len(dataset)} records", file=sys.stderr)
    if given.nquads:
        print(f"{given.nquads}: {write_nquads(dataset, given.nquads)} quads", file=sys.stderr)


if __name__ == "__main__":
    main()
