"""What a text names: samples written for these tests, of countries and bodies of every kind."""

from __future__ import annotations

import pytest

from kg.extract.gather import find_mentions
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import Gazetteer, Mentions
from kg.extract.text import Text
from kg.model.record import DocumentInfo


def read(content: str, gazetteer: Gazetteer | None = None) -> Mentions:
    lexicon = load_lexicon("en")
    text = Text(content, abbreviations=lexicon.abbreviations)
    return find_mentions(text, lexicon, document=DocumentInfo(id="sample", language="en"), gazetteer=gazetteer)


def names(found: tuple[object, ...]) -> list[str]:
    return [thing.names[0] for thing in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Operation Heron IV was run from the port of Varna.", ["Operation Heron IV"]),
        ('Police opened the "Silver Net 2031" special action in May.', ["Silver Net 2031"]),
        ('The special operations "closing gates", "mending fences" and "clearing paths" went on.',
         ["closing gates", "mending fences", "clearing paths"]),
        ("A three-month joint operation against illegal gold panning brought 14 arrests.",
         ["three-month joint operation against illegal gold panning"]),
        ("The raids were part of Clean Stalls, the standing initiative of the market police.", ["Clean Stalls"]),
    ],
)  # fmt: skip
def test_campaigns_go_by_a_code_name_or_a_description(content: str, expected: list[str]) -> None:
    assert names(read(content).campaigns) == expected


@pytest.mark.parametrize(
    "content",
    [
        "There was a crackdown on parking.",
        'A "snow line" of brokers stood behind the trade.',
        "The operation of the ferry was suspended.",
    ],
)
def test_what_is_no_campaign_is_not_one(content: str) -> None:
    assert read(content).campaigns == ()


def test_editions_of_one_series_stand_apart() -> None:
    found = read(
        "Operation Heron IV made 12 arrests. Heron III, a year before, had made 40. Heron IV goes on."
    ).campaigns
    assert [(c.series, c.edition) for c in found] == [("Heron", "IV"), ("Heron", "III")]


def test_two_renderings_of_one_code_name_are_one_campaign() -> None:
    content = 'The "Heron Chasing-2031" special action began. The meeting praised the "Stork Chasing-2031" action.'
    (found,) = read(content).campaigns
    assert set(found.names) == {"Heron Chasing-2031", "Stork Chasing-2031"}


def test_a_short_form_is_tied_to_the_full_name() -> None:
    (found,) = read("The Coastal Fisheries Inspection Agency (CFIA) sent boats. The CFIA also sent divers.").agencies
    assert found.names == ("Coastal Fisheries Inspection Agency", "CFIA")
    assert len(found.spans) == 3


def test_a_unit_knows_its_body() -> None:
    found = read("Wood was traced by the Forest Crime Bureau of the Ministry of Lands and Waters.").agencies
    unit = next(a for a in found if "Forest Crime Bureau" in a.names)
    body = next(a for a in found if a.key == unit.parent)
    assert body.names == ("Ministry of Lands and Waters",)


def test_a_list_of_places_is_taken_apart() -> None:
    found = read("Public security organs in Gansu, Hunan and Jilin made arrests.").agencies
    assert [a.place for a in found] == ["Gansu", "Hunan", "Jilin"]


def test_all_words_for_the_police_of_the_country_are_one_body() -> None:
    found = read("Public security organs nationwide solved 20 cases. Police arrested 30 people.").agencies
    assert len(found) == 1


def test_relevant_departments_are_no_body() -> None:
    assert read("The work was done with relevant departments and other agencies.").agencies == ()


@pytest.mark.parametrize(
    ("content", "name", "role"),
    [
        (
            "Ana Lindqvist, acting director of the Harbour Police, spoke.",
            "Ana Lindqvist",
            "acting director of the Harbour Police",
        ),
        ("Harbour Police Commissioner Tomas Ferreira said so.", "Tomas Ferreira", "Harbour Police Commissioner"),
    ],
)  # fmt: skip
def test_officials_have_a_post(content: str, name: str, role: str) -> None:
    (found,) = read(content).officials
    assert (found.names[0], found.role) == (name, role)
    assert len(found.agencies) == 1


def test_a_name_without_a_post_is_no_official() -> None:
    assert read("Ana Lindqvist bought a boat in Varna.").officials == ()


def test_a_labelled_case_keeps_its_label_and_place() -> None:
    (found,) = read('Police solved the Hunan "Jul. 9" case of selling rotten fish.').cases
    assert found.place == "Hunan"
    assert "Jul. 9" in found.names


def test_a_press_conference_has_a_host_and_a_day() -> None:
    content = "On March 3, 2031, the Ministry of Lands held a press conference in Lima. Officials spoke."
    mentions = read(content)
    (event,) = mentions.events
    assert (event.kind, event.date) == ("press-conference", "2031-03-03")
    assert event.hosts == (mentions.agencies[0].key,)


def test_turns_know_who_speaks() -> None:
    head = "Ana Lindqvist, director of the Harbour Police"
    content = f"{head}\n\nReporter:\n\nHow many boats?\n\nAna Lindqvist:\n\nTwelve boats.\n"
    turns = read(content).turns
    assert [(t.question, t.speaker) for t in turns] == [(True, None), (False, "ana-lindqvist")]


def test_a_gazetteer_helps_but_is_not_needed() -> None:
    content = "Marlin XII and Marlin XI ended. Marlin XII goes on."
    known = read(content, Gazetteer(series={"Marlin": "marlin"}))
    assert names(known.campaigns) == ["Marlin XII", "Marlin XI"]


def test_the_operation_stands_for_the_campaign_named_before() -> None:
    content = "Operation Heron IV began. The operation ended in May."
    references = [r for r in read(content).references if r.kind == "campaign"]
    assert [(content[r.start : r.end], r.named) for r in references] == [
        ("Operation Heron IV", True),
        ("operation", False),
    ]
