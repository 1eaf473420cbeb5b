"""Scores against records small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import DocumentError
from kg.extract.evaluate import Score, evaluate

GOLD = {
    "format": "extraction-record/1",
    "campaigns": [{"key": "a", "names": ["Heron IV"]}, {"key": "b", "names": ["Marsh"]}],
    "agencies": [{"key": "m", "names": ["Ministry of Lands"]}],
    "relations": [{"type": "leads", "from": "m", "to": "a"}, {"type": "leads", "from": "m", "to": "b"}],
    "events": [{"key": "e", "kind": "meeting", "date": "2031-03"}],
    "figures": [
        {"quote": "12 boats", "start": 0, "end": 8, "value": 12, "unit": "vehicle", "measure": "count", "what": "boats",
         "campaign": "a"},
        {"quote": "ten teams", "start": 20, "end": 29, "value": 10, "unit": "group", "minor": True},
    ],
}  # fmt: skip
PREDICTED = {
    "campaigns": [{"key": "x", "names": ["the heron-iv"]}],
    "agencies": [{"key": "m", "names": ["Ministry of Lands"]}, {"key": "n", "names": ["Navy"]}],
    "relations": [
        {"type": "leads", "from": "m", "to": "x", "confidence": 0.82},
        {"type": "leads", "from": "n", "to": "x", "confidence": 0.78},
    ],
    "events": [{"key": "z", "kind": "meeting", "date": "2031-03-09"}],
    "figures": [
        {"quote": "12 boats", "start": 0, "end": 8, "value": 12.0, "unit": "vehicle", "measure": "count",
         "what": "fishing boats", "campaign": "x"},
        {"quote": "ten teams", "start": 20, "end": 29, "value": 10, "unit": "group"},
        {"quote": "3 dogs", "start": 40, "end": 46, "value": 3},
    ],
}  # fmt: skip


def folders(tmp_path: Path, gold: object, predicted: object) -> tuple[Path, Path]:
    (tmp_path / "gold").mkdir()
    (tmp_path / "predicted").mkdir()
    (tmp_path / "gold" / "one.json").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "predicted" / "one.json").write_text(json.dumps(predicted), "utf-8")
    return tmp_path / "gold", tmp_path / "predicted"


def test_scores_are_counted(tmp_path: Path) -> None:
    found = evaluate(*folders(tmp_path, GOLD, PREDICTED))
    assert found.scores["campaigns"] == Score(1, 2, 1)
    assert found.scores["agencies"] == Score(1, 1, 2)
    assert found.scores["events"] == Score(1, 1, 1)
    assert found.scores["relations"] == Score(1, 2, 2)
    assert found.scores["figures detected"] == Score(1, 1, 2)
    assert found.scores["figures complete"] == Score(1, 1, 2)
    assert found.attributes["campaign"] == 1.0
    assert found.misses == (
        "one: missed campaign ['Marsh']",
        "one: missed leads m -> b",
        "one: spurious leads n -> a",
        "one: spurious figure '3 dogs' = 3",
    )
    assert found.reliability == {"relations": {0.8: (1, 2)}}


def test_f1_is_the_harmonic_mean() -> None:
    assert Score(1, 2, 1).f1 == pytest.approx(2 / 3)
    assert Score().f1 == 0.0


def test_a_file_that_is_no_record_is_an_error(tmp_path: Path) -> None:
    gold, predicted = folders(tmp_path, GOLD, [])
    with pytest.raises(DocumentError, match="expected an extraction record"):
        evaluate(gold, predicted)
