"""How well names are resolved on the reviewed records: lowering a floor takes a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.read.dataset import Dataset, read_dataset
from tests.quality.linking import DATA, relink
from tests.quality.pairs import SPLITS, Pair, iter_pairs, scores

FLOORS = json.loads(Path(__file__).with_name("pairs-floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


@pytest.fixture(scope="module")
def pairs(dataset: Dataset) -> list[Pair]:
    return list(iter_pairs(dataset))


def test_there_are_enough_pairs_and_about_half_of_them_are_hard_negatives(pairs: list[Pair]) -> None:
    negatives = [p for p in pairs if not p.is_one]
    assert len(pairs) >= 600
    assert 0.45 <= len(negatives) / len(pairs) <= 0.55
    assert all(p.hard for p in negatives)


def test_no_thing_is_on_both_sides(pairs: list[Pair]) -> None:
    tuning, held = ({p.truth for p in pairs if p.split == split} for split in SPLITS)
    assert not tuning & held


@pytest.mark.parametrize("split", SPLITS)
def test_precision_and_recall_hold(pairs: list[Pair], split: str) -> None:
    found = scores(p for p in pairs if p.split == split)
    assert found.precision >= FLOORS[split]["precision"]
    assert found.recall >= FLOORS[split]["recall"]


def test_records_linked_as_if_they_were_new(dataset: Dataset) -> None:
    found = list(relink(dataset))
    wrong = [o for o in found if o.outcome == "wrong"]
    known = [o for o in found if o.known]
    assert len(wrong) <= FLOORS["leave-one-out"]["wrong"], wrong
    right = sum(o.outcome in ("right", "coarser") for o in known) / len(known)
    assert right >= FLOORS["leave-one-out"]["right"]
