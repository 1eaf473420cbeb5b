"""What a person stands for, and in whose keys."""

from __future__ import annotations

import dataclasses

from kg.model.accepted import accepted_record, aligned, public_record
from kg.model.applying import apply_decisions
from kg.model.record import AgencyMention, CampaignMention, Relation, Review
from kg.model.reviewing import Reviewing
from tests.model.test_decisions import BOATS, LORRIES, READING, TEXT, made

REVIEW = Review(status="accepted", by="R. Viewer", at="2025-03-01T10:00:00Z")


def test_only_what_was_accepted_and_what_it_names():
    decisions = made(("figures", 0, "accepted"), ("figures", 1, "rejected"))
    record = accepted_record(apply_decisions(READING, decisions).record, REVIEW)
    assert record.figures == (BOATS,)
    assert [c.key for c in record.campaigns] == ["lantern"]
    assert record.agencies == ()
    assert record.relations == ()
    assert record.review == REVIEW


def test_a_record_accepted_as_a_whole_stays_whole():
    whole = dataclasses.replace(READING, review=REVIEW)
    assert accepted_record(whole, REVIEW) == whole


def test_keys_and_order_are_those_of_the_earlier_record():
    earlier = dataclasses.replace(
        READING,
        agencies=(
            AgencyMention(key="watch", names=("Coast Watch",)),
            AgencyMention(key="hg", names=("harbour guard",)),
        ),
        campaigns=(CampaignMention(key="guard", names=("Operation Lantern",)),),
        relations=(Relation(type="leads", source="hg", target="guard"),),
        figures=(),
    )
    new = aligned(READING, earlier)
    assert [a.key for a in new.agencies] == ["hg"]
    assert [c.key for c in new.campaigns] == ["guard"]
    assert [(r.source, r.target) for r in new.relations] == [("hg", "guard")]
    assert [(f.campaign, f.agency) for f in new.figures] == [("guard", None), (None, "hg")]
    assert aligned(READING, READING) == READING


def test_a_key_that_is_anothers_in_the_earlier_record_is_not_taken():
    earlier = dataclasses.replace(
        READING, agencies=(AgencyMention(key="guard", names=("Border Guard",)),), relations=(), figures=(), campaigns=()
    )
    new = aligned(READING, earlier)
    assert [a.key for a in new.agencies] == ["guard-2"]
    assert new.relations[0].source == "guard-2"
    assert new.figures[1].agency == "guard-2"


def test_each_step_of_a_review_can_be_taken_back():
    begun = Reviewing.begin(READING, made(), TEXT)
    place = ("figures", 1)
    changed = begun.decided([place], "edited", by="R", at=None, edited=dataclasses.replace(LORRIES, what="trucks"))
    assert changed.item(place).what == "trucks"
    assert changed.counts() == {"proposed": 4, "accepted": 1}
    assert changed.withdrawn(place).record == READING
    # Also when the record was saved with the decision in it.
    saved = Reviewing.begin(changed.record, changed.decisions, TEXT)
    again = saved.withdrawn(place)
    assert again.item(place) == LORRIES
    assert again.decisions.decisions == ()
    assert begun.withdrawn(place) is begun


def test_taking_back_what_the_reading_misses_leaves_nothing():
    decisions = made(("figures", 0, "accepted"))
    begun = Reviewing.begin(dataclasses.replace(READING, figures=(LORRIES,)), decisions, TEXT)
    assert [f.span.quote for f in begun.record.figures] == ["40 boats", "12 lorries"]
    assert begun.withdrawn(("figures", 0)).record.figures == (LORRIES,)


def test_everything_can_be_called_by_a_key_of_its_own():
    twice = dataclasses.replace(
        READING,
        campaigns=(CampaignMention(key="guard", names=("Operation Lantern",)),),
        relations=(Relation(type="leads", source="guard", target="guard"),),
        figures=(
            BOATS,
            BOATS,
            dataclasses.replace(LORRIES, span=dataclasses.replace(LORRIES.span, start=None, end=None)),
        ),
    )
    keys = Reviewing.begin(dataclasses.replace(twice), made(), None).keys()
    assert list(keys) == [
        "campaigns/guard", "agencies/guard", "leads/guard/guard", "figure@51", "figure@51#2", "figure#3",
    ]  # fmt: skip


def test_what_may_be_shown_keeps_its_reviews():
    decisions = made(("figures", 0, "accepted"), ("figures", 1, "rejected"))
    decided = apply_decisions(READING, decisions).record
    shown = public_record(decided)
    assert [(f.span.quote, f.review) for f in shown.figures] == [(BOATS.span.quote, "accepted")]
    assert [c.key for c in shown.campaigns] == ["lantern"]
    assert (shown.document, shown.review) == (decided.document, decided.review)
    assert public_record(shown) == shown
    assert public_record(READING) == dataclasses.replace(
        READING, campaigns=(), agencies=(), officials=(), events=(), cases=(), relations=(), figures=()
    )
