"""How what a text names stands to one another, on samples written for these tests."""

from __future__ import annotations

from kg.extract.en.relations import find_relations
from kg.extract.gather import find_mentions
from kg.extract.lexicon import load_lexicon
from kg.extract.text import Text
from kg.model.record import DocumentInfo


def relations(content: str) -> set[tuple[str, str, str]]:
    lexicon = load_lexicon("en")
    text = Text(content, abbreviations=lexicon.abbreviations)
    mentions = find_mentions(text, lexicon, document=DocumentInfo(id="sample", language="en"))
    return {(r.type, r.source, r.target) for r in find_relations(text, lexicon, mentions)}


def test_who_leads_and_who_takes_part() -> None:
    found = relations(
        "Operation Heron IV, led by Europol, ran in May. Frontex and the Harbour Police took part in the operation."
    )
    assert ("leads", "europol", "heron-iv") in found
    assert ("participates", "frontex", "heron-iv") in found
    assert ("participates", "harbour-police", "heron-iv") in found
    assert ("participates", "europol", "heron-iv") not in found


def test_who_stands_beside_the_leader_takes_part() -> None:
    content = 'The Ministry of Lands, together with the Ministry of Health, has organized the "Silver Net" operation.'
    found = relations(content)
    assert ("leads", "ministry-of-lands", "silver-net") in found
    assert ("participates", "ministry-of-health", "silver-net") in found


def test_a_campaign_targets_what_it_is_against() -> None:
    found = relations("A three-month joint operation against illegal gambling brought 14 arrests.")
    assert {(t, target) for t, _, target in found} == {("targets", "domain:gambling")}


def test_part_of_needs_the_words() -> None:
    assert any(t == "part-of" for t, _, _ in relations("Operation Heron was part of Operation Marsh Birds."))
    assert not any(t == "part-of" for t, _, _ in relations("Operation Heron began after Operation Marsh Birds."))


def test_an_official_speaks_for_the_narrowest_body() -> None:
    content = "Ana Lindqvist, head of the Forest Crime Bureau of the Ministry of Lands, said so."
    assert ("speaks-for", "ana-lindqvist", "forest-crime-bureau") in relations(content)
    assert ("speaks-for", "ana-lindqvist", "ministry-of-lands") not in relations(content)


def test_list_items_belong_to_the_heading() -> None:
    content = "Operation Heron IV\n\nResults\n\nHarbour Police: 12 arrests\nBorder Police: 3 arrests\n"
    found = relations(content)
    assert ("participates", "harbour-police", "heron-iv") in found
    assert ("participates", "border-police", "heron-iv") in found
