"""What a person decided outlives any one reading."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.applying import apply_decisions
from kg.model.decisions import KINDS, Decision, Decisions, decide, ends_of, items_of
from kg.model.record import (
    AgencyMention,
    CampaignMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    Relation,
    Span,
    StatedFigure,
)
from kg.model.review import without_rejected

TEXT = "The Harbour Guard led Operation Lantern. It seized 40 boats and 12 lorries."
DOCUMENT = DocumentInfo(id="lantern", language="en", sha256="0" * 64)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(quote=words, start=start, end=start + len(words))


GUARD = AgencyMention(key="guard", names=("Harbour Guard",), evidence=(span("Harbour Guard"),))
LANTERN = CampaignMention(key="lantern", names=("Operation Lantern",), evidence=(span("Operation Lantern"),))
LEADS = Relation(type="leads", source="guard", target="lantern", confidence=Decimal("0.7"))
BOATS = StatedFigure(span=span("40 boats"), value=Decimal(40), unit="vehicle", what="boats", campaign="lantern")
LORRIES = StatedFigure(span=span("12 lorries"), value=Decimal(12), unit="vehicle", what="lorries", agency="guard")
READING = ExtractionRecord(
    document=DOCUMENT, agencies=(GUARD,), campaigns=(LANTERN,), relations=(LEADS,), figures=(BOATS, LORRIES)
)
KIND_OF = {"guard": "agencies", "lantern": "campaigns"}


def made(*choices: tuple[str, int, str], record: ExtractionRecord = READING, **edits: object) -> Decisions:
    """Decisions on items of a record: kind, place, status; `edits` goes to each that is edited."""
    decisions = Decisions(document=record.document.id, sha256=record.document.sha256)
    for kind, place, status in choices:
        item = items_of(record, kind)[place]
        edited = dataclasses.replace(item, **edits) if status == "edited" else None
        decisions = decisions.with_decision(
            decide(record, kind, place, status=status, by="R. Viewer", at="2025-03-01T10:00:00Z", edited=edited)
        )
    return decisions


def codes(record: ExtractionRecord, decisions: Decisions, text: str | None = None) -> list[str]:
    return [remark.code for remark in apply_decisions(record, decisions, text=text).remarks]


def test_marks_what_was_decided():
    decisions = made(("figures", 0, "accepted"), ("figures", 1, "rejected"), ("agencies", 0, "accepted"))
    applied = apply_decisions(READING, decisions)
    assert [f.review for f in applied.record.figures] == ["accepted", "rejected"]
    assert applied.record.agencies[0].review == "accepted"
    assert applied.record.campaigns[0].review is None
    assert applied.remarks == ()
    assert applied.decided[("figures", 1)].by == "R. Viewer"


def test_an_edit_stands_in_place_of_what_was_read():
    applied = apply_decisions(READING, made(("figures", 0, "edited"), what="fishing boats"))
    boats = applied.record.figures[0]
    assert (boats.what, boats.review, boats.campaign) == ("fishing boats", "accepted", "lantern")


def test_a_reading_with_other_keys_and_order_keeps_the_decisions():
    decisions = made(("figures", 0, "accepted"), ("relations", 0, "rejected"), ("campaigns", 0, "accepted"))
    again = ExtractionRecord(
        document=DOCUMENT,
        agencies=(dataclasses.replace(GUARD, key="a1"),),
        campaigns=(dataclasses.replace(LANTERN, key="c1"),),
        relations=(dataclasses.replace(LEADS, source="a1", target="c1"),),
        figures=(dataclasses.replace(LORRIES, agency="a1"), dataclasses.replace(BOATS, campaign="c1")),
    )
    record = apply_decisions(again, decisions).record
    assert [(f.span.quote, f.review) for f in record.figures] == [("12 lorries", None), ("40 boats", "accepted")]
    assert record.figures[1].campaign == "c1"
    assert record.relations == (dataclasses.replace(LEADS, source="a1", target="c1", review="rejected"),)
    assert codes(again, decisions) == []


def test_what_was_accepted_is_put_back_with_all_it_names():
    decisions = made(("figures", 0, "accepted"), ("relations", 0, "accepted"))
    empty = ExtractionRecord(document=DOCUMENT, figures=(dataclasses.replace(LORRIES, agency=None),))
    applied = apply_decisions(empty, decisions)
    record = applied.record
    assert [(f.span.quote, f.review) for f in record.figures] == [("40 boats", "accepted"), ("12 lorries", None)]
    assert [c.key for c in record.campaigns] == ["lantern"]
    assert record.campaigns[0].review == "proposed"
    assert (record.relations[0].source, record.relations[0].target) == ("guard", "lantern")
    assert [remark.code for remark in applied.remarks] == ["kept", "kept"]


def test_what_is_put_back_takes_no_key_from_another():
    decisions = made(("agencies", 0, "accepted"))
    other = AgencyMention(key="guard", names=("Coast Watch",))
    record = apply_decisions(ExtractionRecord(document=DOCUMENT, agencies=(other,)), decisions).record
    assert [(a.key, a.names) for a in record.agencies] == [("guard", ("Coast Watch",)), ("guard-2", ("Harbour Guard",))]


def test_an_accepted_figure_is_not_overwritten():
    decisions = made(("figures", 0, "accepted"))
    misread = dataclasses.replace(
        READING, figures=(dataclasses.replace(BOATS, what="ships", value=Decimal(41)), LORRIES)
    )
    applied = apply_decisions(misread, decisions)
    assert (applied.record.figures[0].what, applied.record.figures[0].value) == ("boats", 40)
    assert [remark.code for remark in applied.remarks] == ["differs"]


def test_a_rejected_figure_read_in_another_way_is_proposed_anew():
    decisions = made(("figures", 0, "rejected"))
    again = dataclasses.replace(READING, figures=(dataclasses.replace(BOATS, value=Decimal(4000)), LORRIES))
    applied = apply_decisions(again, decisions)
    assert applied.record.figures[0].review is None
    assert [remark.code for remark in applied.remarks] == ["differs-rejected"]
    reworded = dataclasses.replace(READING, figures=(dataclasses.replace(BOATS, what="small boats"), LORRIES))
    assert apply_decisions(reworded, decisions).record.figures[0].review == "rejected"


def test_a_rejected_name_does_not_reject_a_thing_of_more_names():
    decisions = made(("agencies", 0, "rejected"))
    merged = dataclasses.replace(GUARD, names=("Harbour Guard", "National Harbour Guard Service"))
    record = apply_decisions(dataclasses.replace(READING, agencies=(merged,)), decisions).record
    assert record.agencies[0].review is None
    assert apply_decisions(READING, decisions).record.agencies[0].review == "rejected"


def test_of_two_figures_on_the_same_words_each_keeps_its_own_decision():
    ships = dataclasses.replace(BOATS, what="ships")
    twice = dataclasses.replace(READING, figures=(BOATS, ships))
    decisions = made(("figures", 0, "accepted"), ("figures", 1, "rejected"), record=twice)
    swapped = dataclasses.replace(READING, figures=(ships, BOATS))
    record = apply_decisions(swapped, decisions).record
    assert [(f.what, f.review) for f in record.figures] == [("ships", "rejected"), ("boats", "accepted")]


def test_accepting_what_rests_on_something_rejected_is_remarked():
    decisions = made(("figures", 0, "accepted"), ("campaigns", 0, "rejected"))
    applied = apply_decisions(READING, decisions)
    assert [remark.code for remark in applied.remarks] == ["rests-on-rejected"]
    assert without_rejected(applied.record).figures[0].campaign is None


def test_words_that_moved_are_followed_and_words_that_are_gone_are_told():
    decisions = made(("figures", 0, "accepted"), ("figures", 1, "accepted"))
    text = "Notice. " + TEXT.replace("12 lorries", "several lorries")
    applied = apply_decisions(ExtractionRecord(document=DOCUMENT), decisions, text=text)
    assert [f.span for f in applied.record.figures] == [span("40 boats", text)]
    assert sorted(remark.code for remark in applied.remarks) == ["kept", "words-gone"]


def test_words_that_stand_twice_after_they_moved_are_not_guessed():
    decisions = made(("figures", 0, "accepted"))
    text = "In short: 40 boats. " + TEXT
    assert codes(ExtractionRecord(document=DOCUMENT), decisions, text) == ["words-gone"]


def test_deciding_again_keeps_the_item_as_first_read():
    first = made(("figures", 0, "edited"), what="fishing boats")
    applied = apply_decisions(READING, first)
    earlier = applied.decided[("figures", 0)]
    again = decide(applied.record, "figures", 0, status="accepted", by="S. Econd", at=None, earlier=earlier)
    assert (again.status, again.item, again.by) == ("edited", BOATS, "S. Econd")
    refused = decide(applied.record, "figures", 0, status="rejected", by="S. Econd", at=None, earlier=earlier)
    decisions = first.with_decision(refused, instead_of=earlier)
    assert [f.review for f in apply_decisions(READING, decisions).record.figures] == ["rejected", None]
    assert decisions.without(refused).decisions == ()


def test_a_decision_without_its_edit_is_refused():
    with pytest.raises(ValueError, match="edited"):
        decide(READING, "figures", 0, status="edited", by=None, at=None)


def test_an_event_is_found_again_by_its_facts_or_its_words():
    meeting = EventMention(key="e1", kind="meeting", date="2025-03-01", evidence=(span("Operation Lantern"),))
    decisions = made(("events", 0, "accepted"), record=ExtractionRecord(document=DOCUMENT, events=(meeting,)))
    redated = dataclasses.replace(meeting, key="m", date="2025-03-02")
    applied = apply_decisions(ExtractionRecord(document=DOCUMENT, events=(redated,)), decisions)
    assert [(e.key, e.date) for e in applied.record.events] == [("m", "2025-03-01")]
    assert [remark.code for remark in applied.remarks] == ["differs"]


# Laws

NAMES = st.lists(st.sampled_from("abcd"), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def readings(draw: st.DrawFn) -> ExtractionRecord:
    """Small readings of one document, made to clash: few names, few places, keys that say nothing."""
    count = iter(range(100))
    prefix = draw(st.sampled_from("kq"))

    def key() -> str:
        return f"{prefix}{next(count)}"

    agencies = tuple(AgencyMention(key=key(), names=names) for names in draw(st.lists(NAMES, max_size=3)))
    campaigns = tuple(
        CampaignMention(key=key(), names=names, series=draw(st.sampled_from((None, "s"))))
        for names in draw(st.lists(NAMES, max_size=2))
    )
    dates = st.sampled_from((None, "2023", "2024"))
    events = tuple(
        EventMention(key=key(), kind="meeting", date=date, place=draw(dates) and "Quay")
        for date in draw(st.lists(dates, max_size=2))
    )
    ends = st.tuples(st.sampled_from(agencies), st.sampled_from(campaigns)) if agencies and campaigns else st.nothing()
    relations = tuple(
        Relation(type=draw(st.sampled_from(("leads", "participates"))), source=a.key, target=c.key)
        for a, c in (draw(st.lists(ends, max_size=3)) if agencies and campaigns else ())
    )
    figures = tuple(
        StatedFigure(
            span=Span(quote="x", start=start, end=start + 1),
            value=Decimal(draw(st.integers(1, 2))),
            what=draw(st.sampled_from((None, "w"))),
            campaign=draw(st.sampled_from(campaigns)).key if campaigns and draw(st.booleans()) else None,
        )
        for start in draw(st.lists(st.integers(0, 2), max_size=4))
    )
    return ExtractionRecord(
        document=DOCUMENT,
        agencies=agencies,
        campaigns=campaigns,
        events=events,
        relations=tuple(dict.fromkeys(relations)),
        figures=figures,
    )


@st.composite
def decided(draw: st.DrawFn) -> Decisions:
    """Decisions made on two readings one after the other, so that some contradict each other."""
    decisions = Decisions(document="lantern")
    for record in draw(st.lists(readings(), min_size=1, max_size=2)):
        for kind in KINDS:
            for index, item in enumerate(items_of(record, kind)):
                status = draw(st.sampled_from(("", "accepted", "rejected", "edited")))
                if not status:
                    continue
                edited = None
                if status == "edited":
                    changes: dict[str, object] = {"what": "e"} if kind == "figures" else {"names": draw(NAMES)}
                    changes = {"type": "leads"} if kind == "relations" else changes
                    changes = {"date": "2025"} if kind == "events" else changes
                    edited = dataclasses.replace(item, **changes)
                decision = decide(record, kind, index, status=status, by=None, at=None, edited=edited)
                decisions = decisions.with_decision(decision)
    return decisions


@settings(max_examples=120, deadline=None)
@given(readings(), decided())
def test_applying_twice_is_applying_once(reading, decisions):
    once = apply_decisions(reading, decisions).record
    assert apply_decisions(once, decisions).record == once


@settings(max_examples=120, deadline=None)
@given(readings(), decided())
def test_what_was_accepted_stands_in_any_reading_and_nothing_dangles(reading, decisions):
    applied = apply_decisions(reading, decisions)
    record = applied.record
    for decision in decisions.decisions:
        if decision.status != "rejected" and decision.kind in ("agencies", "campaigns"):
            wanted = dataclasses.replace(decision.outcome, key="")
            assert wanted in [dataclasses.replace(item, key="") for item in items_of(record, decision.kind)]
    keys = [item.key for kind in ("agencies", "campaigns", "events") for item in items_of(record, kind)]
    assert len(keys) == len(set(keys))
    for kind in ("relations", "figures"):
        for item in items_of(record, kind):
            assert all(key in keys for _, _, key in ends_of(item))
    assert len({(r.type, r.source, r.target) for r in record.relations}) == len(record.relations)


@settings(max_examples=80, deadline=None)
@given(readings(), st.data())
def test_reading_again_keeps_every_decision(reading, data):
    """A second reading that finds the same under other keys and in another order is decided as the first was."""
    named = {key: f"z{key}" for kind in KINDS[:5] for key in [i.key for i in items_of(reading, kind)]}
    decisions = Decisions(document="lantern")
    statuses = {}
    for kind in KINDS:
        distinct = {_says(reading, kind, item): index for index, item in enumerate(items_of(reading, kind))}
        if len(distinct) != len(items_of(reading, kind)):
            continue
        for said, index in distinct.items():
            status = data.draw(st.sampled_from(("accepted", "rejected")))
            statuses[kind, said] = status
            decisions = decisions.with_decision(decide(reading, kind, index, status=status, by=None, at=None))
    again = dataclasses.replace(
        reading,
        **{
            kind: tuple(_renamed(item, named) for item in data.draw(st.permutations(items_of(reading, kind))))
            for kind in KINDS
        },
    )
    record = apply_decisions(again, decisions).record
    if any(len({_says(reading, k, i) for i in items_of(reading, k)}) != len(items_of(reading, k)) for k in KINDS[:5]):
        return  # two things of the same names cannot be told apart: nothing is claimed of what names them
    for (kind, said), status in statuses.items():
        assert {i.review for i in items_of(record, kind) if _says(record, kind, i) == said} == {status}


def _renamed(item, named):
    fields = [field for field, _, _ in ends_of(item)] if not hasattr(item, "key") else ["key"]
    return dataclasses.replace(item, **{field: named[getattr(item, field)] for field in fields})


def _says(record, kind, item):
    """What an item says without its key: the names of the things it names in place of their keys."""
    things = (
        {i.key: _says(record, k, i) for k in ("agencies", "campaigns") for i in items_of(record, k)}
        if (kind in ("relations", "figures"))
        else {}
    )
    if kind == "relations":
        return (item.type, things[item.source], things[item.target])
    if kind == "figures":
        return (item.span, item.value, item.what, things.get(item.campaign))
    return (item.kind, item.date, item.place) if kind == "events" else frozenset(item.names)


def test_the_outcome_of_a_decision_taken_back_is_proposed():
    decision = dataclasses.replace(made(("figures", 0, "rejected")).decisions[0], status="proposed")
    assert isinstance(decision, Decision)
    assert decision.outcome.review is None
