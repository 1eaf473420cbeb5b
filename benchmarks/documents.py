"""New documents for a synthetic graph: announcements of the same world that the graph does not hold yet."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.graphs import SEED, Made
from benchmarks.synthetic import synthetic_dataset
from benchmarks.synthetic_record import make_record
from benchmarks.synthetic_world import Sizes, World
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.rdf.terms import NamedNode, Triple


@dataclass(frozen=True, slots=True)
class Document:
    """One announcement's graph and what it states; `number` is its record's."""

    number: int
    graph: NamedNode
    triples: list[Triple]


def documents(made: Made, *, count: int, near: int = 265, known: bool = False) -> list[Document]:
    """Return documents of about `near` triples: new ones, or (`known`) some that the graph holds, spread over it."""
    world = World(Sizes.of(made.records), SEED)
    lookups, iris = Lookups.of(synthetic_dataset(made.records, SEED).registry), Iris()
    numbers = range(0, made.records, 3) if known else range(made.records, made.records + 60 * count)
    found = []
    for number in numbers:
        record, links = make_record(world, number, SEED)
        triples = record_triples(record, links, lookups, iris)
        if abs(len(triples) - near) <= near // 5:
            found.append(Document(number, iris.announcement_graph(record.document.id), triples))
        if len(found) == count:
            return found
    raise SystemExit(f"{made.nquads}: not {count} documents of about {near} triples in a graph so small")
