"""The graph as files: every format says the same, twice the same bytes, and foreign readers read it."""

from __future__ import annotations

import csv
import io

import pyoxigraph
import pytest
import rdflib

FORMATS = ("nq", "trig", "nt", "ttl", "jsonld")
RDF = {
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


@pytest.fixture(scope="session")
def files(built, tmp_path_factory):
    from kg.cli import main

    folder = tmp_path_factory.mktemp("export")
    for name in (*FORMATS, "csv"):
        with pytest.raises(SystemExit) as left:
            main(["--workspace", str(built), "-q", "export", name, "-o", str(folder / name)])
        assert not left.value.code
    return {name: (folder / name).read_bytes() for name in (*FORMATS, "csv")}


@pytest.mark.parametrize("name", ["trig", "jsonld"])
def test_formats_with_graphs_say_the_same(files: dict[str, bytes], name: str) -> None:
    wanted = {str(quad) for quad in pyoxigraph.parse(files["nq"], format=RDF["nq"])}
    assert {str(quad) for quad in pyoxigraph.parse(files[name], format=RDF[name])} == wanted


@pytest.mark.parametrize("name", ["nt", "ttl"])
def test_merged_formats_hold_each_triple_once(files: dict[str, bytes], name: str) -> None:
    wanted = {str(quad.triple) for quad in pyoxigraph.parse(files["nq"], format=RDF["nq"])}
    found = [str(quad.triple) for quad in pyoxigraph.parse(files[name], format=RDF[name])]
    assert set(found) == wanted
    assert len(found) == len(wanted)


# rdflib's own parsers use names that rdflib calls old.
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("name", "known"), [("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_datasets(files: dict[str, bytes], name: str, known: str) -> None:
    data = rdflib.Dataset()
    data.parse(data=files[name], format=known)
    assert len(set(data.quads())) == len(set(pyoxigraph.parse(files["nq"], format=RDF["nq"])))


def test_the_table_has_a_row_for_each_figure(files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8"))))
    figures = {
        quad.subject
        for quad in pyoxigraph.parse(files["nq"], format=RDF["nq"])
        if str(quad.object) == "<https://w3id.org/campaign-kg/ontology#Figure>"
        and str(quad.predicate).endswith("#type>")
    }
    assert {f"<{row['figure']}>" for row in rows} == {str(figure) for figure in figures}
    assert all(row["words"] and row["document"] for row in rows)


@pytest.mark.parametrize("name", [*FORMATS, "csv"])
def test_twice_the_same_bytes(kg, built, tmp_path, files, name):
    assert kg("--workspace", built, "export", name, "-o", tmp_path / "again").code == 0
    assert (tmp_path / "again").read_bytes() == files[name]


def test_one_announcement_and_an_unknown_one(kg, built, tmp_path):
    ran = kg("--workspace", built, "export", "nq", "--document", "lantern-2024", "-o", tmp_path / "one.nq")
    assert ran.code == 0
    graphs = {quad.graph_name for quad in pyoxigraph.parse((tmp_path / "one.nq").read_bytes(), format=RDF["nq"])}
    assert [str(graph) for graph in graphs] == ["<https://w3id.org/campaign-kg/graph/announcement/lantern-2024>"]
    ran = kg("--workspace", built, "export", "nq", "--document", "nowhere")
    assert (ran.code, "nowhere" in ran.err) == (2, True)


def test_stated_leaves_out_what_was_inferred_and_found(kg, built, tmp_path):
    assert kg("--workspace", built, "export", "nq", "--stated", "-o", tmp_path / "stated.nq").code == 0
    text = (tmp_path / "stated.nq").read_text("utf-8")
    graphs = {line.rpartition(" <")[2] for line in text.splitlines()}
    assert not [g for g in graphs if "graph/inferred" in g or "graph/findings" in g]
    assert any("graph/registry" in g for g in graphs)


def test_a_place_that_cannot_be_written_keeps_nothing(kg, built, tmp_path):
    ran = kg("--workspace", built, "export", "nq", "-o", tmp_path / "none" / "x.nq")
    assert ran.code == 2
    assert "Traceback" not in ran.err
