"""Where proposals are hidden, only what a person accepted is in the graph; the record keeps everything."""

from __future__ import annotations

import json

import pytest

from kg.model import vocabulary as v
from kg.rdf.iris import Iris
from kg.rdf.terms import NamedNode
from kg.store.workspace import Workspace
from tests.conftest import SAMPLE

RELEASE = """Coastal Police report on Operation Beacon 2031

PORT ELLERY, 3 May 2031. The Ministry of Harbours launched Operation Beacon 2031 to curb smuggling. The Coastal Police
joined the operation. Officers arrested 57 smugglers and seized more than 3,400 cartons of cigarettes.
"""


@pytest.fixture
def desk(kg, workspace, tmp_path, monkeypatch):
    """A workspace in which proposals are hidden, with a document put in."""
    monkeypatch.setenv("KG_PROPOSALS", "hidden")
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, "utf-8")

    def run(*arguments):
        ran = kg("--workspace", workspace, *arguments)
        assert ran.code == 0, ran.err
        return ran

    run("ingest", path)
    return run


def values(workspace) -> set[str]:
    """Return the values of the figures the graph holds of the release."""
    with Workspace(workspace).open_reader() as reader:
        quads = reader.quads(None, NamedNode(v.VALUE), graph=Iris().announcement_graph("release"))
        return {quad.object.value for quad in quads}


def mentioned(workspace) -> int:
    with Workspace(workspace).open_reader() as reader:
        return sum(1 for _ in reader.quads(None, NamedNode(v.MENTIONS), graph=Iris().announcement_graph("release")))


def test_nothing_proposed_is_in_the_graph_and_all_of_it_in_the_record(desk, workspace):
    assert values(workspace) == set()
    assert mentioned(workspace) == 0
    with Workspace(workspace).open_reader() as reader:
        assert reader.count(Iris().announcement_graph("release"))  # the announcement itself is
    record = json.loads((workspace / "records" / "release.json").read_text("utf-8"))
    assert {57, 3400} <= {figure["value"] for figure in record["figures"]}


def figure_key(desk, words: str) -> str:
    listed = desk("review", "release", "--list").out.splitlines()
    return next(line.split()[0] for line in listed if line.startswith("figure") and words in line)


def test_what_is_accepted_appears_and_a_full_build_keeps_it_so(desk, workspace):
    key = figure_key(desk, "57")
    desk("review", "release", "--decide", f"{key}=accept", "--by", "T. Reader")
    assert values(workspace) == {"57"}
    desk("build", SAMPLE)
    assert values(workspace) == {"57"}
    desk("review", "release", "--decide", f"{key}=undo", "--by", "T. Reader")
    assert values(workspace) == set()


def test_a_build_with_proposals_shown_brings_them_back(desk, workspace, monkeypatch):
    monkeypatch.setenv("KG_PROPOSALS", "shown")
    desk("build", SAMPLE)
    assert {"57", "3400"} <= values(workspace)


def test_a_record_put_in_by_itself_is_treated_alike(desk, workspace, tmp_path):
    record = tmp_path / "release.json"
    record.write_bytes((workspace / "records" / "release.json").read_bytes())
    desk("build", record)
    assert values(workspace) == set()
    kept = json.loads((workspace / "records" / "release.json").read_text("utf-8"))
    assert kept["figures"]


def test_another_word_for_it_is_told(kg, workspace, monkeypatch):
    monkeypatch.setenv("KG_PROPOSALS", "maybe")
    ran = kg("--workspace", workspace, "stats")
    assert ran.code == 2
    assert "expected shown or hidden" in ran.err
