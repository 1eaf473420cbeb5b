"""The judge of the shapes: seeded mistakes in the built graph, nearly all of them reported."""

from __future__ import annotations

import random

import pytest

from kg.rdf.triples import Overlay
from tests.shapes.mutations import OPERATOR_NAMES, OPERATORS, Mutator, merged_change
from tests.shapes.survivors import COUNT, PAGE, REPOSITORY, SEED, WHY, Bench, make_page


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.build(REPOSITORY / "data")


def test_the_built_graph_itself_conforms(bench: Bench) -> None:
    assert bench.before.conforms, bench.before.to_json()


def test_nearly_every_mutation_is_reported(bench: Bench) -> None:
    run, page = make_page(bench)
    assert run.total == COUNT >= 500
    assert len(OPERATORS) == len(OPERATOR_NAMES)
    assert min(run.operators[name] for name in OPERATOR_NAMES) >= 20
    assert run.found_share >= 0.97, "\n".join(map(str, run.survivors))
    assert {m.operator for m in run.survivors} <= set(WHY)
    assert PAGE.read_text("utf-8") == page, "run: python -m tests.shapes.survivors"


def test_what_is_found_incrementally_a_full_run_finds_too(bench: Bench) -> None:
    mutations = Mutator(bench.graphs, SEED).mutations(COUNT)
    for mutation in random.Random(SEED).sample(mutations, 4):
        report = bench.validate(mutation)
        added, removed = merged_change(bench.counts, mutation)
        after = Overlay(bench.merged, added=added, removed=removed)
        full = bench.shapes.validate_triples(list(after.match()))
        affected = report.affected
        assert affected is not None
        kept = [r.key for r in bench.before.results if r.focus not in affected]
        assert sorted([*kept, *(r.key for r in report.results)]) == [r.key for r in full.results], str(mutation)
