"""A name links when it means one thing, and never otherwise."""

import dataclasses

import pytest

from kg.model.judgement import Judgement, replaced, withdrawn
from kg.model.record import AgencyMention, CampaignMention, DocumentInfo, ExtractionRecord, OfficialMention, Relation
from kg.model.registry import AgencyEntry, CampaignEntry, Label, PlaceEntry, Registry, SeriesEntry
from kg.read.dataset import read_dataset
from kg.resolve.linker import Linker
from kg.resolve.sssom import render_sssom
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


# What never merges, and what does.


def _labels(*names: str) -> tuple[Label, ...]:
    return tuple(Label(value=name, language="zh-Hans" if ord(name[0]) > 0x3000 else "en") for name in names)


def _campaigns(*names: str) -> tuple[CampaignMention, ...]:
    return tuple(CampaignMention(key=f"c{at}", names=(name,)) for at, name in enumerate(names))


SMALL = Registry(
    series=(SeriesEntry(key="mongoose", labels=_labels("獴猎", "Mongoose Hunting")),
            SeriesEntry(key="kunlun", labels=_labels("昆仑", "Kunlun"))),
    campaigns=(
        CampaignEntry(key="kunlun-2022", labels=_labels("昆仑2022"), series="kunlun", year=2022),
        CampaignEntry(key="kunlun-2023", labels=_labels("昆仑2023", "Kunlun 2023"), series="kunlun", year=2023),
        CampaignEntry(key="mongoose-2025", labels=_labels("獴猎2025"), series="mongoose", year=2025),
    ),
    agencies=(
        AgencyEntry(key="wuhan-psb", labels=_labels("武汉市公安局", "Wuhan Public Security Bureau")),
        AgencyEntry(key="changsha-psb", labels=_labels("长沙市公安局"), jurisdiction="changsha"),
        AgencyEntry(key="organs", labels=_labels("公安机关", "public security organs"), collective=True,
                    jurisdiction="china"),
    ),
    places=(PlaceEntry(key="china", labels=_labels("China", "中国"), kind="country"),
            PlaceEntry(key="wuhan", labels=_labels("Wuhan", "武汉"), kind="city", within="china"),
            PlaceEntry(key="changsha", labels=_labels("Changsha", "长沙"), kind="city", within="china")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("Kunlun 2022", "campaign/kunlun-2022"),
        ("昆侖2023專項行動", "campaign/kunlun-2023"),
        ("Kunlun", "series/kunlun"),
        ("“昆仑”行动", "series/kunlun"),
        ("Kunlun 2024", None),
        ("Mongoose Hunting-2025", "campaign/mongoose-2025"),
        ("Mole Hunting-2025", "campaign/mongoose-2025"),
        ("Mongoose Hunting-2024", None),
    ],
)
def test_editions_stay_apart_and_renderings_of_a_code_name_meet(name: str, ref: str | None) -> None:
    assert Linker(SMALL).link(record(campaigns=_campaigns(name))).campaigns.get("c0") == ref


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("武汉公安局", "wuhan-psb"),
        ("Public Security Bureau of Wuhan", "wuhan-psb"),
        ("Changsha Public Security Bureau", "changsha-psb"),
        ("Hunan Public Security Bureau", None),
        ("Public Security Bureau", None),
        ("公安局", None),
        ("公安机关", None),
        ("全国公安机关", "organs"),
        ("武汉公安机关", None),
    ],
)
def test_bodies_of_other_places_stay_apart_and_a_collective_stays_itself(name: str, key: str | None) -> None:
    links = Linker(SMALL).link(record(agencies=(AgencyMention(key="a", names=(name,)),)))
    assert links.agencies.get("a") == key
    assert links.pending == (frozenset() if key else {"agency/a"})


def test_judgements_come_first_and_can_be_taken_back() -> None:
    mention = record(campaigns=_campaigns("Weasel Chase"))
    same = Judgement(verdict="positive", kind="series", name="weasel chase", thing="mongoose", by="x", why="told so")
    assert Linker(SMALL).link(mention).campaigns == {}
    assert Linker(SMALL, [same]).link(mention).campaigns == {"c0": "series/mongoose"}
    edition = record(campaigns=_campaigns("Weasel Chase 2025"))
    assert Linker(SMALL, [same]).link(edition).campaigns == {"c0": "campaign/mongoose-2025"}
    other = dataclasses.replace(same, verdict="negative", name="Kunlun", thing="kunlun")
    assert Linker(SMALL, [other]).link(record(campaigns=_campaigns("Kunlun"))).campaigns == {}
    unsure = dataclasses.replace(other, verdict="unsure")
    decision = Linker(SMALL, [unsure]).resolve(record(campaigns=_campaigns("Kunlun"))).decisions[0]
    assert decision.status == "proposed"
    assert decision.best is not None
    assert decision.best.key == "kunlun"
    assert "judged unsure by x: told so" in decision.best.reasons
    assert withdrawn(replaced([], same), same.ground) == ()


def test_a_judgement_for_one_document_holds_there_alone_and_before_a_general_one() -> None:
    here = Judgement(verdict="positive", kind="series", name="Kunlun", thing="kunlun", document="new")
    everywhere = Judgement(verdict="negative", kind="series", name="Kunlun", thing="kunlun")
    linker = Linker(SMALL, [here, everywhere])
    mention = record(campaigns=_campaigns("Kunlun"))
    assert linker.link(mention).campaigns == {"c0": "series/kunlun"}
    elsewhere = dataclasses.replace(mention, document=DocumentInfo(id="elsewhere", language="en"))
    assert linker.link(elsewhere).campaigns == {}


def test_judgements_that_contradict_each_other_settle_nothing() -> None:
    yes = Judgement(verdict="positive", kind="series", name="Kunlun", thing="kunlun")
    linker = Linker(SMALL, [yes, dataclasses.replace(yes, verdict="negative")])
    assert linker.resolve(record(campaigns=_campaigns("Kunlun"))).decisions[0].status == "proposed"


def test_judgements_go_out_as_sssom() -> None:
    said = Judgement(
        verdict="negative", kind="series", name="Kun\tlun", thing="kunlun", by="x", why="no", at="2024-01-02"
    )
    text = render_sssom([said], {("series", "kunlun"): "昆仑"}, base="https://example.org/")
    head, row = text.splitlines()[-2:]
    assert dict(zip(head.split("\t"), row.split("\t"), strict=True)) == {
        "subject_label": "Kun lun",
        "subject_type": "rdfs literal",
        "predicate_id": "skos:exactMatch",
        "predicate_modifier": "Not",
        "object_id": "ckgid:series/kunlun",
        "object_label": "昆仑",
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_label": "x",
        "mapping_date": "2024-01-02",
        "confidence": "1.0",
        "subject_source": "",
        "comment": "no",
    }


def test_a_decision_says_why_and_the_order_of_the_registry_does_not_matter() -> None:
    turned = dataclasses.replace(SMALL, agencies=SMALL.agencies[::-1], campaigns=SMALL.campaigns[::-1])
    asked = record(campaigns=_campaigns("Kunlun 2022", "昆仑"), agencies=(AgencyMention(key="a", names=("公安局",)),))
    there, back = Linker(SMALL).resolve(asked), Linker(turned).resolve(asked)
    assert there.links == back.links
    assert [d.best for d in there.decisions] == [d.best for d in back.decisions]
    assert all(candidate.reasons for d in there.decisions for candidate in d.candidates)
