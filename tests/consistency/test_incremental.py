"""What a changed announcement changes of the findings: the same as checking everything anew."""

from __future__ import annotations

from random import Random

import pytest

from kg.consistency.facts import read_world
from kg.consistency.incremental import findings_change
from kg.consistency.rdf import finding_triples
from kg.consistency.run import check
from kg.pipeline.build import dataset_graphs
from kg.rdf.iris import Iris
from kg.rdf.terms import Triple
from kg.rdf.triples import MemoryTriples
from kg.read.dataset import read_dataset
from kg.resources import resource_dir

IRIS = Iris()


@pytest.fixture(scope="module")
def graphs() -> dict[str, list[Triple]]:
    """Each shipped graph by the last part of its name."""
    folder = resource_dir("data")
    return {g.value.rpartition("/")[2]: t for g, t in dataset_graphs(read_dataset(folder), folder, IRIS)}


def everything(source: MemoryTriples) -> set[Triple]:
    return set(finding_triples(check(read_world(source)), IRIS))


@pytest.mark.parametrize("seed", range(4))
def test_changes_add_up_to_a_full_check(graphs: dict[str, list[Triple]], seed: int) -> None:
    rng = Random(seed)
    everyone = sorted(graphs.keys() - {"registry", "provenance"})
    held = set(rng.sample(everyone, 120))

    def view() -> MemoryTriples:
        return MemoryTriples(t for name in ("registry", *sorted(held)) for t in graphs[name])

    source = view()
    known = everything(source)
    for _ in range(5):
        chosen = rng.sample(everyone, rng.choice((1, 1, 1, 3)))
        held ^= set(chosen)
        after = view()
        old, new = set(source.match()), set(after.match())
        documents = [IRIS.announcement(name) for name in chosen]
        change = findings_change(source, new - old, old - new, documents, IRIS)
        assert not set(change.added) & known
        assert set(change.removed) <= known
        known = (known - set(change.removed)) | set(change.added)
        source = after
        assert known == everything(source)


def test_a_change_of_nothing_changes_nothing(graphs: dict[str, list[Triple]]) -> None:
    source = MemoryTriples(t for triples in graphs.values() for t in triples)
    change = findings_change(source, (), (), [IRIS.announcement("kunlun-2023")], IRIS)
    assert change.added == change.removed == ()
