"""Decision files and typed edits."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal

import pytest

from kg.errors import DataError, InputError
from kg.model.decisions import Decisions, decide
from kg.model.record import (
    AgencyMention,
    CampaignMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    Period,
    Relation,
    Span,
    StatedFigure,
)
from kg.read.decisions import read_decisions, render_decisions, write_decisions
from kg.read.edits import edit_item, editable

FIGURE = StatedFigure(
    span=Span(quote="57 smugglers", start=10, end=22),
    value=Decimal("57.5"),
    unit="person",
    campaign="lantern",
    domains=("smuggling",),
    period=Period(start="2025", end="2025-03"),
    confidence=Decimal("0.9"),
)
RECORD = ExtractionRecord(
    document=DocumentInfo(id="release", language="en", sha256="a" * 64),
    campaigns=(CampaignMention(key="lantern", names=("Lantern",), evidence=(Span(quote="Lantern", start=0, end=7),)),),
    agencies=(AgencyMention(key="guard", names=("Harbour Guard", "港口警队")),),
    events=(EventMention(key="e", kind="meeting", date="2025-03-01"),),
    relations=(Relation(type="leads", source="guard", target="lantern"),),
    figures=(FIGURE, FIGURE),
)


def some() -> Decisions:
    decisions = Decisions(document="release", sha256="a" * 64)
    edited = dataclasses.replace(FIGURE, value=Decimal(58), campaign=None, speaker=None, upper=Decimal(60))
    for kind, status, new in (
        ("relations", "accepted", None),
        ("figures", "edited", edited),
        ("events", "rejected", None),
        ("agencies", "edited", dataclasses.replace(RECORD.agencies[0], names=("Guard",))),
    ):
        made = decide(RECORD, kind, 0, status=status, by="R", at="2025-03-01T10:00:00Z", edited=new)
        decisions = decisions.with_decision(made)
    return decisions


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "decisions" / "release.json"
    write_decisions(path, some())
    assert read_decisions(path, "release") == some()
    assert path.read_text("utf-8") == render_decisions(some())
    assert [p.name for p in path.parent.iterdir()] == ["release.json"]


def test_only_the_changed_fields_of_an_edit_are_written():
    value = json.loads(render_decisions(some()))
    assert value["decisions"][1]["edits"] == {"value": 58, "upper": 60, "campaign": None}
    assert value["decisions"][3]["edits"] == {"names": ["Guard"]}
    assert [t["key"] for t in value["decisions"][0]["things"]["agencies"]] == ["guard"]


def test_without_a_file_nothing_was_decided(tmp_path):
    assert read_decisions(tmp_path / "none.json", "release", "b" * 64) == Decisions(document="release", sha256="b" * 64)


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda v: v.update(format="decisions/2"), "$.format"),
        (lambda v: v["document"].update(id="other"), "$.document.id"),
        (lambda v: v["decisions"][0].update(status="maybe"), "$.decisions[0].status"),
        (lambda v: v["decisions"][0].update(at="yesterday"), "$.decisions[0].at"),
        (lambda v: v["decisions"][0].update(edits={"type": "targets"}), "$.decisions[0].edits"),
        (lambda v: v["decisions"][1].pop("edits"), "$.decisions[1].edits"),
        (lambda v: v["decisions"][1]["edits"].update(unit="persn"), "$.decisions[1].edits.unit"),
        (lambda v: v["decisions"][2]["item"].pop("kind"), "$.decisions[2].item"),
        (lambda v: v["decisions"][0]["things"]["agencies"][0].pop("names"), "$.decisions[0].things.agencies[0]"),
    ],
)
def test_every_mistake_is_told_with_its_place(tmp_path, spoil, where):
    value = json.loads(render_decisions(some()))
    spoil(value)
    path = tmp_path / "release.json"
    path.write_text(json.dumps(value), "utf-8")
    with pytest.raises(DataError) as told:
        read_decisions(path, "release")
    assert where in [mistake.path for mistake in told.value.mistakes]


def edited(kind: str, **typed: str):
    return edit_item(RECORD, kind, getattr(RECORD, kind)[0], typed)


def test_what_can_be_edited_is_shown_as_it_may_be_typed():
    shown = editable("figures", FIGURE)
    assert shown["value"] == "57.5"
    assert shown["domains"] == "smuggling"
    assert shown["period"] == "2025/2025-03"
    assert shown["minor"] == "no"
    assert shown["upper"] == ""
    assert not {"quote", "start", "end", "confidence", "review"} & set(shown)
    assert set(editable("campaigns", RECORD.campaigns[0])) == {"names", "series", "start", "end"}
    assert editable("agencies", RECORD.agencies[0])["names"] == "Harbour Guard | 港口警队"
    for name, typed in shown.items():
        assert edited("figures", **{name: typed}) == FIGURE, name


def test_fields_are_read_as_typed():
    figure = edited(
        "figures",
        value="1,200",
        upper="1 300.5",
        domains="drug, smuggling",
        period="2025-01/",
        minor="yes",
        campaign="",
    )
    assert (figure.value, figure.upper) == (1200, Decimal("1300.5"))
    assert figure.domains == ("drug", "smuggling")
    assert figure.period == Period(start="2025-01")
    assert figure.minor
    assert figure.campaign is None
    assert edited("figures", period="2024").period == Period(start="2024", end="2024")
    assert edited("figures", period="").period is None
    assert edited("agencies", names="Guard | Harbour Guard, Port Ellery").names == (
        "Guard",
        "Harbour Guard, Port Ellery",
    )
    assert edited("campaigns", start="2025-02").start == "2025-02"
    assert edited("relations", type="participates").type == "participates"


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("figures", {"value": "many"}, "value: found"),
        ("figures", {"value": "NaN"}, "value: found"),
        ("figures", {"unit": "persn"}, "unit: found"),
        ("figures", {"campaign": "none-such"}, "none-such"),
        ("figures", {"period": "2025-13"}, "2025-13"),
        ("figures", {"period": "2025/2024"}, "2024"),
        ("figures", {"quote": "58"}, "expected one of"),
        ("agencies", {"names": ""}, "names: found"),
        ("relations", {"target": "guard"}, "expected one of"),
        ("relations", {"to": "guard"}, "guard"),
        ("events", {"date": "yesterday"}, "date: found"),
    ],
)
def test_what_does_not_fit_is_told(kind, typed, said):
    with pytest.raises(InputError) as told:
        edited(kind, **typed)
    assert said in str(told.value)
