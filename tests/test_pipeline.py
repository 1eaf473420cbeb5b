"""Building, changing and withdrawing: nothing lands that does not conform, and every way gives the same graph."""

import json
import random

import pytest

from kg.errors import DataError, InputError, NotConforming, StoreError, StoreLocked
from kg.model import vocabulary as v
from kg.pipeline import build, put_records, validate_store, withdraw_documents
from kg.rdf.terms import NamedNode
from kg.store.workspace import Workspace
from tests.conftest import REPOSITORY, SAMPLE

RECORDS = SAMPLE / "records"


def dump(workspace: Workspace) -> dict[str, list[bytes]]:
    """Everything a store holds, graph by graph, in an order of its own."""
    with workspace.open_reader() as reader:
        graphs = {name.value: sorted(reader.dump(name).splitlines()) for name in reader.graph_names()}
        return {**graphs, "": sorted(reader.dump().splitlines())}


def test_the_merged_view_is_the_union_of_the_graphs(tmp_path):
    workspace = Workspace(tmp_path / "kg")
    build(SAMPLE, workspace)
    graphs = dump(workspace)
    merged = graphs.pop("")
    assert set(merged) == {line for lines in graphs.values() for line in lines}
    assert len(merged) == len(set(merged))


OUTSIDE = {
    v.C_CAMPAIGN: [v.PROV + "Activity"],
    v.C_CAMPAIGN_SERIES: [v.SCHEMA + "EventSeries"],
    v.C_AGENCY: [v.ORG + "Organization", v.PROV + "Organization"],
    v.C_CRIME_DOMAIN: [v.SKOS + "Concept"],
    v.C_FIGURE: [v.QB + "Observation"],
    v.C_ANNOUNCEMENT: [v.PROV + "Entity", v.SCHEMA + "Article"],
    v.C_PUBLIC_EVENT: [v.SCHEMA + "Event"],
    v.C_OFFICIAL: [v.FOAF + "Person", v.PROV + "Person"],
    v.C_PLACE: [v.DCTERMS + "Location", v.PROV + "Location"],
    v.C_EVIDENCE: [v.OA + "SpecificResource"],
}
"""What each class is to those who read another vocabulary."""


def test_things_are_found_by_the_classes_of_other_vocabularies(tmp_path):
    workspace = Workspace(tmp_path / "kg")
    build(SAMPLE, workspace)
    with workspace.open_reader() as reader:

        def members(class_: str) -> set[str]:
            found = reader.query(f"SELECT ?s {{ ?s a <{class_}> }}")
            return {str(row[0]) for row in found.rows}

        for ours, others in OUTSIDE.items():
            assert members(ours)
            for other in others:
                assert members(other) >= members(ours), (ours, other)
        assert members(v.FOAF + "Person") == members(v.PROV + "Person") == members(v.C_OFFICIAL)
        assert members(v.SCHEMA + "Article") == members(v.C_ANNOUNCEMENT)
        rule = NamedNode(v.BASE + "graph/inferred/subclass-announcement-schema-article")
        assert reader.count(rule) == len(members(v.C_ANNOUNCEMENT))


def test_the_same_input_gives_the_same_bytes(tmp_path):
    one, two = Workspace(tmp_path / "one"), Workspace(tmp_path / "two")
    build(SAMPLE, one)
    build(SAMPLE, two)
    build(SAMPLE, two)
    assert dump(one) == dump(two)


def test_documents_put_one_by_one_give_the_graph_of_a_build(tmp_path, sample_data):
    whole = Workspace(tmp_path / "whole")
    build(SAMPLE, whole)
    (sample_data / "records" / "lantern-2024.json").rename(tmp_path / "lantern-2024.json")
    links = sample_data / "registry" / "links.json"
    text = links.read_text("utf-8")
    value = json.loads(text)
    del value["links"]["lantern-2024"]
    links.write_text(json.dumps(value), "utf-8")
    stepwise = Workspace(tmp_path / "stepwise")
    build(sample_data, stepwise)
    links.write_text(text, "utf-8")
    (tmp_path / "lantern-2024.json").rename(sample_data / "records" / "lantern-2024.json")
    report = put_records([sample_data / "records" / "lantern-2024.json"], stepwise)
    assert report.added == ("lantern-2024",)
    assert dump(stepwise) == dump(whole)


def test_withdrawing_takes_all_that_followed(tmp_path):
    workspace = Workspace(tmp_path / "kg")
    build(SAMPLE, workspace)
    before = dump(workspace)
    report = withdraw_documents(["lantern-2024"], workspace)
    assert report.documents == 1
    left = dump(workspace)
    assert not any(b"lantern-2024" in line and b"/announcement/" in line for line in left[""])
    assert not any(b"SupervisedCase> ." in line and b"22-rdf-syntax" in line and b"/id/" in line for line in left[""])
    put_records([RECORDS / "lantern-2024.json"], workspace)
    assert dump(workspace) == before


def test_what_is_withdrawn_must_be_there(tmp_path):
    workspace = Workspace(tmp_path / "kg")
    build(SAMPLE, workspace)
    with pytest.raises(InputError, match="holds no announcement 'nothing'"):
        withdraw_documents(["lantern-2024", "nothing"], workspace)
    with workspace.open_reader() as reader:
        assert reader.count(NamedNode("https://w3id.org/campaign-kg/graph/announcement/lantern-2024"))


def test_a_document_that_does_not_conform_leaves_the_store_as_it_was(tmp_path, sample_data, edit_json):
    workspace = Workspace(tmp_path / "kg")
    build(sample_data, workspace)
    before = dump(workspace)

    def share_of_more_than_everything(record):
        record["figures"][4].update(measure="share", value=180)

    edit_json(sample_data / "records" / "lantern-2024.json", share_of_more_than_everything)
    with pytest.raises(NotConforming) as caught:
        put_records([sample_data / "records" / "lantern-2024.json"], workspace)
    assert any("/figure/lantern-2024-" in result.focus for result in caught.value.report.results)
    assert dump(workspace) == before
    with pytest.raises(NotConforming):
        build(sample_data, workspace)
    assert dump(workspace) == before


def test_mistakes_in_the_files_leave_the_store_as_it_was(tmp_path, sample_data, edit_json):
    workspace = Workspace(tmp_path / "kg")
    build(sample_data, workspace)
    before = dump(workspace)
    edit_json(sample_data / "records" / "lantern-2024.json", lambda r: r["figures"][0].update(unit="x"))
    with pytest.raises(DataError):
        build(sample_data, workspace)
    with pytest.raises(DataError):
        put_records([sample_data / "records" / "lantern-2024.json"], workspace)
    assert dump(workspace) == before


def test_a_document_needs_a_store_to_go_into(tmp_path):
    with pytest.raises(StoreError, match="kg build"):
        put_records([RECORDS / "lantern-2024.json"], Workspace(tmp_path / "none"))


def test_every_iri_follows_the_base_but_the_ontology(tmp_path):
    workspace = Workspace(tmp_path / "kg")
    build(SAMPLE, workspace, base="https://kg.example/graph/")
    for name, lines in dump(workspace).items():
        if name != "https://w3id.org/campaign-kg/ontology" and name:
            assert name.startswith("https://kg.example/graph/")
            assert not any(b"<https://w3id.org/campaign-kg/id/" in line for line in lines)
    with workspace.open_reader() as reader:
        report = validate_store(reader, base="https://kg.example/graph/")
        assert report.conforms, report.rows()
        classes = {
            t.object.value.rpartition("#")[2]
            for t in reader.match()
            if isinstance(t.object, NamedNode) and t.subject.value.startswith("https://kg.example/")
        }
    assert {"JointCampaign", "SupervisedCase", "BoundedFigure", "ChangeFigure"} <= classes


def test_the_real_data_build_conform_and_survive_random_changes(tmp_path):
    """Withdraw and put back random documents: each time the graph is what a full build gives."""
    workspace = Workspace(tmp_path / "kg")
    report = build(REPOSITORY / "data", workspace)
    assert report.validation.conforms
    before = dump(workspace)
    files = sorted((REPOSITORY / "data" / "records").glob("*.json"))
    chosen = random.Random(7).sample(files, 6)
    withdraw_documents([file.stem for file in chosen[:4]], workspace)
    assert dump(workspace) != before
    put_records(chosen, workspace)
    assert dump(workspace) == before


def test_a_second_writer_is_refused_from_the_start_of_a_build(tmp_path):
    workspace = Workspace(tmp_path / "kg")
    build(SAMPLE, workspace)
    before = dump(workspace)

    def meanwhile(what: str, done: int, total: int) -> None:
        with pytest.raises(StoreLocked):
            put_records([RECORDS / "lantern-2024.json"], Workspace(tmp_path / "kg"))

    build(SAMPLE, workspace, progress=meanwhile)
    assert dump(workspace) == before
