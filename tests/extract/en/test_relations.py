"""How what a text names stands to one another, on samples written for these tests."""

from __future__ import annotations

import pytest

from kg.extract.en.relations import find_relations
from kg.extract.gather import find_mentions
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import FoundRelation
from kg.extract.text import Text
from kg.model.record import DocumentInfo


def read(content: str) -> tuple[FoundRelation, ...]:
    lexicon = load_lexicon("en")
    text = Text(content, abbreviations=lexicon.abbreviations)
    mentions = find_mentions(text, lexicon, document=DocumentInfo(id="sample", language="en"))
    return find_relations(text, lexicon, mentions)


def relations(content: str) -> set[tuple[str, str, str]]:
    return {(r.type, r.source, r.target) for r in read(content)}


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


def test_a_relative_clause_speaks_of_the_body_before_it() -> None:
    found = relations("Operation Heron IV ran in May. The Harbour Police, which led it, made 12 arrests for smuggling.")
    assert ("leads", "harbour-police", "heron-iv") in found


def test_two_may_lead() -> None:
    found = relations("Operation Heron IV, led jointly by the Harbour Police and the Border Guard, ended in June.")
    assert {s for t, s, _ in found if t == "leads"} == {"harbour-police", "border-guard"}


def test_the_owner_in_an_aside_does_nothing() -> None:
    content = "The Forest Guard, an agency of the Ministry of Lands, led Operation Heron against illegal logging."
    found = relations(content)
    assert ("leads", "forest-guard", "heron") in found
    assert ("unit-of", "forest-guard", "ministry-of-lands") in found
    assert not any(s == "ministry-of-lands" for t, s, _ in found if t in ("leads", "participates"))


def test_those_deployed_take_part() -> None:
    content = "The Ministry of Lands deployed the Border Police and the Forest Guard to carry out Operation Heron."
    found = relations(content)
    assert ("leads", "ministry-of-lands", "heron") in found
    assert {s for t, s, _ in found if t == "participates"} == {"border-police", "forest-guard"}


def test_a_list_under_a_heading_of_participants() -> None:
    found = relations("Operation Heron\n\nParticipating agencies\n\n- Harbour Police\n- Border Guard\n")
    assert {s for t, s, _ in found if t == "participates"} == {"harbour-police", "border-guard"}


def test_a_body_whose_name_goes_on_from_anothers_is_its_unit() -> None:
    found = relations("The Harbour Customs Smuggling Bureau and the Harbour Customs took part in Operation Heron.")
    assert ("unit-of", "harbour-customs-smuggling-bureau", "harbour-customs") in found


def test_a_part_named_after_its_whole() -> None:
    found = relations("As part of Operation Marsh Birds, the Ministry of Lands ran Operation Heron against poaching.")
    assert ("part-of", "heron", "marsh-birds") in found
    assert ("targets", "heron", "domain:wildlife") in found


def test_what_is_said_of_a_case() -> None:
    found = relations(
        'Operation Heron IV ended in June. In the Lakeside "May 3" smuggling case, the Harbour Police arrested '
        "9 people. The case was supervised by the Ministry of Lands."
    )
    assert ("handles", "harbour-police", "may-3") in found
    assert ("supervises", "ministry-of-lands", "may-3") in found
    assert ("concerns", "may-3", "domain:smuggling") in found
    assert ("case-of", "may-3", "heron-iv") in found


def test_evidence_holds_both_ends_and_the_verb() -> None:
    content = 'In May the Ministry of Lands has organized the "Silver Net" operation. It ended in June.'
    found = {(r.type, r.source): r for r in read(content)}
    span = found["leads", "ministry-of-lands"].span
    assert span is not None
    assert content[span[0] : span[1]] == 'Ministry of Lands has organized the "Silver Net'


def test_confidence_is_a_share() -> None:
    assert all(0.0 < r.confidence <= 1.0 for r in read("Operation Heron IV, led by Europol, hit illegal gambling."))


@pytest.mark.parametrize("repeat", [1, 40])
def test_a_sentence_without_end_is_read(repeat: int) -> None:
    content = 'the Harbour Police joined Operation Heron against smuggling in the "May 3" case, ' * repeat
    assert ("participates", "harbour-police", "heron") in relations(content)


def test_who_supervises_does_not_handle() -> None:
    found = relations(
        'In the Lakeside "May 3" smuggling case, which the Ministry of Lands supervised, the Harbour Police arrested '
        "9 people in Operation Heron."
    )
    assert ("supervises", "ministry-of-lands", "may-3") in found
    assert ("handles", "ministry-of-lands", "may-3") not in found
    assert ("handles", "harbour-police", "may-3") in found


def test_a_compound_says_who_leads() -> None:
    found = relations(
        "Europol said on 3 May 2031 that nine people were held. Operation Heron, a Europol-led effort against "
        "smuggling, ended in June."
    )
    assert ("leads", "europol", "heron") in found


def test_drugs_are_medicines_where_the_text_is_about_medicines() -> None:
    medicines = relations("Operation Heron was against fake medicines sold online. Drug crimes fell, pharmacies said.")
    assert ("targets", "heron", "domain:drug") in medicines
    assert ("targets", "heron", "domain:narcotics") not in medicines
    narcotics = relations("Operation Heron was against drug crimes: cocaine and heroin came in by boat.")
    assert ("targets", "heron", "domain:narcotics") in narcotics
