"""The generator of synthetic data: same seed, same data; readable, conforming, and shaped like the real thing."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.synthetic import (
    SyntheticDataset,
    main,
    records_for,
    synthetic_dataset,
    synthetic_quads,
    write_nquads,
)
from benchmarks.synthetic_json import record_json
from benchmarks.synthetic_record import make_record, record_id, record_number, shown_number
from benchmarks.synthetic_words import invented_name
from benchmarks.synthetic_world import Sizes, World
from kg.rdf.terms import RdfFormat, parse
from kg.read.dataset import read_dataset
from kg.read.jsonfile import parse_json
from kg.read.numbers import states_value
from kg.read.records import check_record, parse_record
from kg.resources import resource_dir
from kg.validate.shacl import Shapes


@pytest.fixture(scope="module")
def dataset() -> SyntheticDataset:
    return synthetic_dataset(130, seed=5)


def test_same_seed_same_quads_and_another_seed_others() -> None:
    once = list(synthetic_quads(synthetic_dataset(12, seed=3)))
    assert once == list(synthetic_quads(synthetic_dataset(12, seed=3)))
    assert set(once) != set(synthetic_quads(synthetic_dataset(12, seed=4)))


def test_any_record_can_be_made_at_any_time(dataset: SyntheticDataset) -> None:
    in_turn = list(dataset.records)
    assert dataset.record(100) == in_turn[100]
    assert dataset.record(7) == in_turn[7]


def test_links_name_the_record_s_own_keys(dataset: SyntheticDataset) -> None:
    links = dataset.registry.links
    assert list(links) == [record.document.id for record in dataset.records]
    assert set(links[record_id(3)].agencies) == {agency.key for agency in dataset.record(3).agencies}
    assert "synthetic-0009999" not in links
    assert record_number("synthetic-12") == -1


def test_records_make_sense_and_survive_the_file_format(dataset: SyntheticDataset) -> None:
    for record in dataset.records:
        assert list(check_record(record)) == []
        value, mistakes = parse_json(json.dumps(record_json(record)).encode(), "record")
        assert mistakes == []
        assert parse_record(value) == record


def test_every_figure_s_words_carry_its_number(dataset: SyntheticDataset) -> None:
    figures = [figure for record in dataset.records for figure in record.figures]
    assert [f.span.quote for f in figures if not states_value(f.span.quote, f.value)] == []


def test_a_data_folder_is_read_back_as_it_was_made(dataset: SyntheticDataset, tmp_path: Path) -> None:
    main(["--records", "130", "--seed", "5", "-o", str(tmp_path)])
    found = read_dataset(tmp_path)
    assert [file.record for file in found.records] == list(dataset.records)
    assert set(found.registry.campaigns) == set(dataset.registry.campaigns)
    assert found.registry.links == dict(dataset.registry.links)


def test_the_graph_conforms_without_a_warning(dataset: SyntheticDataset) -> None:
    shapes = Shapes.load([resource_dir("shapes")], [resource_dir("ontology") / "campaign-kg.ttl"])
    report = shapes.validate_triples({quad.triple for quad in synthetic_quads(dataset)})
    assert report.results == ()


def test_the_mix_is_that_of_real_records(dataset: SyntheticDataset) -> None:
    records = list(synthetic_dataset(600, seed=2).records)
    figures = [figure for record in records for figure in record.figures]
    relations = [relation for record in records for relation in record.relations]
    assert 7 < len(figures) / len(records) < 12
    assert 6 < len(relations) / len(records) < 11
    assert 0.65 < sum(f.comparator == "=" for f in figures) / len(figures) < 0.76
    assert 0.25 < sum(f.period is not None for f in figures) / len(figures) < 0.42
    assert {record.document.language for record in records} == {"en", "zh-Hans", "zh-Hant"}
    assert 0.02 < sum(f.span.start is not None for f in figures) / len(figures) < 0.2


def test_few_campaigns_are_told_of_often_and_most_seldom() -> None:
    counts: dict[str, int] = {}
    for record in synthetic_dataset(600, seed=2).records:
        for campaign in record.campaigns:
            counts[campaign.key] = counts.get(campaign.key, 0) + 1
    ranked = sorted(counts.values(), reverse=True)
    assert ranked[0] > 8 * ranked[len(ranked) // 2]


def test_the_number_of_agencies_can_be_set() -> None:
    assert len(synthetic_dataset(5, agencies=2000).registry.agencies) == 2000
    assert len({agency.key for agency in synthetic_dataset(5, agencies=2000).registry.agencies}) == 2000


def test_n_quads_come_at_about_the_size_asked_for(tmp_path: Path) -> None:
    dataset = synthetic_dataset(records_for(50_000, 9), 9)
    written = write_nquads(dataset, tmp_path / "graph.nq")
    assert 45_000 < written < 55_000
    assert sum(1 for _ in parse(path=str(tmp_path / "graph.nq"), format=RdfFormat.N_QUADS)) == written


def test_no_two_things_share_an_invented_name() -> None:
    names = [invented_name(number, multiplier=20011, shift=77) for number in range(40_000)]
    assert len(set(names)) == len({latin for latin, _ in names}) == 40_000


@pytest.mark.parametrize("script", [0, 1, 2])
def test_numbers_are_printed_whole(script: int) -> None:
    for number in (7, 999, 8400, 84000, 12345, 18_370_000_000, 1_230_000):
        text = shown_number(Decimal(number), script)
        assert states_value(text, Decimal(number)), text


def test_a_world_of_one_record_can_be_made() -> None:
    world = World(Sizes.of(1), seed=1)
    assert make_record(world, 0, 1)[0].document.id == record_id(0)
