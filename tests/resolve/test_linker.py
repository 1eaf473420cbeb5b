"""A name links when it means one thing, and never otherwise."""

import dataclasses

import pytest

from kg.model.record import AgencyMention, CampaignMention, DocumentInfo, ExtractionRecord, OfficialMention, Relation
from kg.read.dataset import read_dataset
from kg.resolve.linker import Linker
from tests.conftest import SAMPLE


@pytest.fixture(scope="module")
def registry():
    return read_dataset(SAMPLE).registry


def record(**parts):
    return ExtractionRecord(document=DocumentInfo(id="new", language="en"), **parts)


def test_a_name_that_means_one_thing_links(registry):
    links = Linker(registry).link(
        record(
            campaigns=(CampaignMention(key="a", names=("lantern 2024",)), CampaignMention(key="b", names=("Lantern",))),
            agencies=(AgencyMention(key="m", names=("The Harbour Ministry",)),),
        )
    )
    assert links.campaigns == {"a": "campaign/lantern-2024", "b": "series/lantern"}
    assert links.agencies == {"m": "ministry-of-harbours"}


def test_editions_are_never_taken_for_one_another(registry):
    index = Linker(registry)
    both = record(campaigns=(CampaignMention(key="x", names=("Lantern 2024", "灯笼2023")),))
    assert index.link(both).campaigns == {}
    assert index.link(record(campaigns=(CampaignMention(key="x", names=("Lantern 2025",)),))).campaigns == {}


def test_a_gloss_and_a_generic_wording_link_nothing(registry):
    links = Linker(registry).link(record(campaigns=(CampaignMention(key="x", names=("Lantern 2023",)),)))
    assert links.campaigns == {"x": "campaign/lantern-2023"}  # by the name of the series and the year
    links = Linker(registry).link(record(campaigns=(CampaignMention(key="x", names=("the campaign",)),)))
    assert links.campaigns == {}


def test_an_official_needs_his_body(registry):
    index = Linker(registry)
    person = (OfficialMention(key="q", names=("Mara Quill",)),)
    assert index.link(record(officials=person)).officials == {}
    ministry = (AgencyMention(key="m", names=("Ministry of Harbours",)),)
    speaks = (Relation(type="speaks-for", source="q", target="m"),)
    found = record(officials=person, agencies=ministry, relations=speaks)
    assert index.link(found).officials == {"q": "mara-quill"}


def test_a_collective_stays_with_its_document(registry):
    collective = tuple(dataclasses.replace(a, collective=True) for a in registry.agencies)
    index = Linker(dataclasses.replace(registry, agencies=collective))
    assert index.link(record(agencies=(AgencyMention(key="p", names=("Coastal Police",)),))).agencies == {}
