"""Records and registry become exactly the triples the model names."""

import dataclasses
from pathlib import Path

import pytest

from kg.model import vocabulary as v
from kg.model.record import ExtractionRecord
from kg.model.registry import RecordLinks
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.quads import Lookups, record_triples
from kg.rdf.registry import registry_triples
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.read.dataset import read_dataset
from tests.conftest import SAMPLE, SAMPLE_DOCUMENTS

ID = "https://w3id.org/campaign-kg/id/"


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(SAMPLE)


@pytest.fixture(scope="module")
def lantern(dataset):
    return next(r.record for r in dataset.records if r.record.document.id == "lantern-2024")


@pytest.fixture(scope="module")
def triples(dataset, lantern):
    return record_triples(lantern, dataset.registry.links_of("lantern-2024"), Lookups.of(dataset.registry), Iris())


def node(path: str) -> NamedNode:
    return NamedNode(ID + path)


def ckg(name: str) -> NamedNode:
    return NamedNode(v.CKG + name)


def figure(triples, quote: str) -> NamedNode:
    selector = next(t.subject for t in triples if t.predicate == n.OA_EXACT and t.object.value == quote)
    evidence = next(t.subject for t in triples if t.predicate == n.HAS_SELECTOR and t.object == selector)
    return next(
        t.subject
        for t in triples
        if t.predicate == ckg("evidence") and t.object == evidence and "/figure/" in t.subject.value
    )


def test_relations_are_stated_directly_and_as_claims(triples):
    ministry, campaign = node("agency/ministry-of-harbours"), node("campaign/lantern-2024")
    assert Triple(ministry, ckg("leads"), campaign) in triples
    assert Triple(node("agency/customs-of-port-ellery"), ckg("participatesIn"), campaign) in triples
    assert Triple(node("agency/customs-of-port-ellery"), ckg("directlyParticipatesIn"), campaign) in triples
    assert Triple(ministry, ckg("supervises"), node("case/gull-street")) in triples
    claims = {t.subject for t in triples if t.predicate == ckg("claimPredicate") and t.object == ckg("leads")}
    subjects = {t.object for t in triples if t.predicate == ckg("claimSubject") and t.subject in claims}
    assert subjects == {ministry, node("agency/coastal-police")}
    assert all(any(t.subject == claim and t.predicate == ckg("evidence") for t in triples) for claim in claims)


def test_a_figure_carries_all_that_was_read(triples):
    found = figure(triples, "more than 1,200 smuggling cases")
    facts = {t.predicate.value.rpartition("#")[2]: t.object for t in triples if t.subject == found}
    assert facts["value"] == Literal("1200", datatype=n.XSD_DECIMAL)
    assert facts["comparator"].value.endswith("concept/comparator/more-than")
    assert facts["unit"].value.endswith("concept/unit/case")
    assert facts["action"].value.endswith("concept/action/solved")
    assert facts["aboutCampaign"] == node("campaign/lantern-2024")
    assert facts["statedBy"] == node("official/mara-quill")
    assert facts["counts"] == Literal("smuggling cases", language="en")
    assert facts["periodStart"] == n.date_literal("2024-01")
    assert "periodEnd" not in facts


def test_evidence_points_at_the_words(triples):
    text = (SAMPLE_DOCUMENTS / "lantern-2024.txt").read_text("utf-8")
    starts = {t.subject: int(t.object.value) for t in triples if t.predicate == n.OA_START}
    ends = {t.subject: int(t.object.value) for t in triples if t.predicate == n.OA_END}
    quotes = {t.subject.value: t.object.value for t in triples if t.predicate == n.OA_EXACT}
    assert len(starts) > 15
    for position, start in starts.items():
        assert text[start : ends[position]] == quotes[position.value.replace("#position", "#quote")]


def test_the_same_record_gives_the_same_triples(dataset, lantern, triples):
    again = record_triples(lantern, dataset.registry.links_of("lantern-2024"), Lookups.of(dataset.registry), Iris())
    assert again == triples
    assert len(set(triples)) == len(triples)


def test_a_corrected_figure_keeps_its_iri(lantern, triples):
    corrected = dataclasses.replace(
        lantern, figures=(dataclasses.replace(lantern.figures[0], unit="event"), *lantern.figures[1:])
    )
    changed = record_triples(corrected, RecordLinks(), Lookups(), Iris())
    quote = "more than 1,200 smuggling cases"
    assert figure(changed, quote) == figure(triples, quote)


def test_figures_with_the_same_words_stay_apart(lantern):
    twice = dataclasses.replace(lantern, figures=(lantern.figures[0], lantern.figures[0]))
    found = {t.subject for t in record_triples(twice, RecordLinks(), Lookups(), Iris()) if t.predicate == ckg("value")}
    assert len(found) == 2


def test_unlinked_things_keep_to_their_document(lantern):
    triples = record_triples(lantern, RecordLinks(), Lookups(), Iris())
    subjects = {t.subject.value for t in triples if t.predicate == ckg("leads")}
    assert subjects == {f"{ID}agency/lantern-2024-moh", f"{ID}agency/lantern-2024-police"}
    label = Triple(node("agency/lantern-2024-moh"), n.PREF_LABEL, Literal("Ministry of Harbours", language="en"))
    other = Triple(node("agency/lantern-2024-moh"), n.ALT_LABEL, Literal("Harbour Ministry", language="en"))
    assert label in triples
    assert other in triples


def test_the_base_is_a_setting_and_the_ontology_stays(dataset, lantern):
    iris = Iris("https://kg.example/")
    triples = record_triples(lantern, dataset.registry.links_of("lantern-2024"), Lookups.of(dataset.registry), iris)
    triples += registry_triples(dataset.registry, iris)
    for triple in triples:
        for term in (triple.subject, triple.object):
            if isinstance(term, NamedNode) and term.value.startswith(v.BASE):
                assert term.value.startswith(v.CKG)


def test_registry_names_and_glosses(dataset):
    triples = registry_triples(dataset.registry, Iris())
    campaign = node("campaign/lantern-2023")
    assert Triple(campaign, n.PREF_LABEL, Literal("灯笼2023", language="zh-Hans")) in triples
    assert Triple(campaign, ckg("gloss"), Literal("Lantern 2023", language="en")) in triples
    assert not [
        t
        for t in triples
        if t.subject == campaign
        and t.object == Literal("Lantern 2023", language="en")
        and t.predicate in (n.PREF_LABEL, n.ALT_LABEL)
    ]
    assert Triple(campaign, ckg("editionOf"), node("series/lantern")) in triples
    assert Triple(campaign, ckg("year"), n.date_literal("2023")) in triples
    assert Triple(node("agency/coastal-police"), n.UNIT_OF, node("agency/ministry-of-harbours")) in triples
    assert Triple(node("agency/coastal-police"), n.RDF_TYPE, ckg("PoliceForce")) in triples


def test_no_person_but_an_official_becomes_a_node(triples):
    people = {t.subject for t in triples if t.predicate == n.FOAF_NAME}
    assert people == {node("official/mara-quill")}


def test_every_stated_term_is_defined(dataset, triples):
    known = v.CLASSES | v.OBJECT_PROPERTIES | v.DATATYPE_PROPERTIES
    used = {
        term.value
        for t in (*triples, *registry_triples(dataset.registry, Iris()))
        for term in (t.predicate, t.object)
        if isinstance(term, NamedNode) and term.value.startswith(v.CKG)
    }
    assert used <= known


def test_an_empty_record_is_an_announcement_and_nothing_else(lantern):
    bare = ExtractionRecord(document=dataclasses.replace(lantern.document, title=None, url=None))
    triples = record_triples(bare, RecordLinks(), Lookups(), Iris())
    assert {t.subject for t in triples} == {node("announcement/lantern-2024")}


def test_what_was_rejected_stays_out_with_all_that_hangs_on_it(lantern):
    def decide(items, index, status):
        return (*items[:index], dataclasses.replace(items[index], review=status), *items[index + 1 :])

    record = dataclasses.replace(
        lantern,
        figures=decide(decide(lantern.figures, 0, "rejected"), 1, "proposed"),
        agencies=decide(lantern.agencies, 2, "rejected"),
    )
    triples = record_triples(record, RecordLinks(), Lookups(), Iris())
    values = {t.object.value for t in triples if t.predicate == ckg("value")}
    assert values == {"340", "4500000", "12", "-18"}
    assert not any("customs" in str(t) for t in triples)
    status = {t.object.value for t in triples if t.subject == figure(triples, "340 people") and "review" in str(t)}
    assert status == {"proposed"}
    assert not any(t.predicate == ckg("aboutAgency") for t in triples)


def test_documents_lie_beside_their_records():
    assert {p.stem for p in SAMPLE_DOCUMENTS.iterdir()} == {p.stem for p in Path(SAMPLE / "records").iterdir()}
