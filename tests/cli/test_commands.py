"""Each command from the outside: what it prints, where, and how it exits."""

import csv
import io
import json
import shutil

import pytest

from tests.conftest import SAMPLE, SAMPLE_DOCUMENTS


def test_build_prints_a_summary_on_stdout_and_talk_on_stderr(kg, tmp_path):
    ran = kg("--workspace", tmp_path / "kg", "build", SAMPLE)
    assert ran.code == 0
    assert "documents   2" in ran.out
    assert "figures     8" in ran.out
    assert "done in" in ran.err
    assert "done in" not in ran.out


def test_quiet_says_nothing_but_errors(kg, tmp_path):
    assert kg("-q", "--workspace", tmp_path / "kg", "build", SAMPLE).err == ""
    assert "no such" in kg("-q", "--workspace", tmp_path / "kg", "build", tmp_path / "nowhere").err


def test_options_work_after_the_command_too(kg, tmp_path):
    ran = kg("build", SAMPLE, "--workspace", tmp_path / "kg", "--json", "--no-progress")
    assert ran.code == 0
    assert [json.loads(line)["level"] for line in ran.err.splitlines()] == ["info"]


def test_show_finds_by_any_name_in_either_language(kg, built):
    for name in ("Operation Lantern 2024", "operation lantern-2024", "Lantern 2024", "lantern-2024"):
        ran = kg("--workspace", built, "show", name)
        assert ran.code == 0, ran.err
        assert "https://w3id.org/campaign-kg/id/campaign/lantern-2024" in ran.out
    assert "agency/ministry-of-harbours" in kg("--workspace", built, "show", "港务部").out


def test_show_prints_facts_with_the_words_that_state_them(kg, built):
    out = kg("--workspace", built, "show", "Operation Lantern 2024").out
    for part in (
        "led by",
        "Coastal Police (海岸警察)",
        "“the Coastal Police launched Operation Lantern 2024” — lantern-2024, 2024-03-14",
        "joined by",
        "Customs of Port Ellery",
        "Smuggling (走私)",
        "more than 1,200  solved smuggling cases",
        "since 2024-01",
        "said by Mara Quill",
        "4,500,000 crowns",
        "Gull Street case",
        "other editions",
        "灯笼2023",
        "none is a finding of fact",
    ):
        assert part in out, part


def test_show_as_json_is_whole(kg, built):
    found = json.loads(kg("--workspace", built, "show", "Gull Street case", "--format", "json").out)
    assert found["kind"] == "case"
    assert "SupervisedCase" in found["classes"]
    assert found["facts"]["supervised by"][0]["sources"][0]["quote"] == "supervised by the Ministry of Harbours"
    assert [f["value"] for f in found["figures"]] == ["12"]


def test_show_offers_near_names(kg, built):
    ran = kg("--workspace", built, "show", "Operation Lantren 2024")
    assert ran.code == 2
    assert "did you mean 'Operation Lantern 2024'" in ran.err


def test_stats_counts(kg, built):
    found = json.loads(kg("--workspace", built, "stats", "--format", "json").out)
    assert found["classes"]["ckg:Figure"] == 8
    assert found["classes"]["ckg:Announcement"] == 2
    assert found["inferred_classes"]["ckg:SupervisedCase"] == 1
    assert found["inferred_classes"]["ckg:SpokenFigure"] == 2
    assert found["inferred_classes"]["ckg:JointCampaign"] == 2
    assert found["figures_with_position"] == 8
    assert "ckg:Figure" in kg("--workspace", built, "stats").out


def test_verify_holds_on_the_texts(kg, built):
    ran = kg("--workspace", built, "verify", "--documents", SAMPLE_DOCUMENTS)
    assert ran.code == 0
    assert "2 of them with their text at hand" in ran.err
    assert "; these hold" in ran.err
    assert "not checked" not in ran.err


def test_verify_says_what_it_could_not_check(kg, built):
    ran = kg("--workspace", built, "verify")
    assert ran.code == 0
    assert "0 of them with their text at hand; 0 spans and 8 numbers checked; these hold" in ran.err
    assert "not checked: 38 spans and 2 hashes" in ran.err
    assert "--documents DIR" in ran.err


def test_verify_names_the_claim_when_one_character_is_altered(kg, built, tmp_path):
    folder = shutil.copytree(SAMPLE_DOCUMENTS, tmp_path / "texts")
    path = folder / "lantern-2024.txt"
    path.write_text(path.read_text("utf-8").replace("1,200", "1,300"), "utf-8")
    ran = kg("--workspace", built, "verify", "--documents", folder, "--format", "json")
    assert ran.code == 1
    findings = json.loads(ran.out)["findings"]
    assert {f["check"] for f in findings} == {"hash", "span"}
    span = next(f for f in findings if f["check"] == "span")
    assert "/id/figure/lantern-2024-" in span["claim"]
    assert "found 'more than 1,300 smuggling cases'" in span["message"]


ROWS = "SELECT ?c ?y { ?c a ckg:Campaign ; ckg:year ?y } ORDER BY ?y"


def run_query(kg, built, monkeypatch, text, *options):
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    return kg("--workspace", built, "query", "-", *options)


def test_query_on_standard_input_in_every_format(kg, built, monkeypatch):
    table = run_query(kg, built, monkeypatch, ROWS)
    assert table.code == 0
    assert "2 rows" in table.out
    rows = list(csv.reader(io.StringIO(run_query(kg, built, monkeypatch, ROWS, "--format", "csv").out)))
    assert rows[0] == ["c", "y"]
    assert [row[1] for row in rows[1:]] == ["2023", "2024"]
    found = json.loads(run_query(kg, built, monkeypatch, ROWS, "--format", "json").out)
    assert found["results"]["bindings"][0]["y"]["datatype"] == "http://www.w3.org/2001/XMLSchema#gYear"
    assert "<binding name=" in run_query(kg, built, monkeypatch, ROWS, "--format", "xml").out
    graph = "CONSTRUCT { ?c a ckg:Campaign } { ?c a ckg:Campaign }"
    for format_, mark in (("ttl", "ckg:Campaign"), ("nt", "ontology#Campaign> ."), ("jsonld", '"@id"')):
        assert mark in run_query(kg, built, monkeypatch, graph, "--format", format_).out
    assert run_query(kg, built, monkeypatch, "ASK { ?c a ckg:JointCampaign }", "--format", "csv").out == "true\n"


def test_a_format_that_cannot_hold_the_answer_is_refused(kg, built, monkeypatch):
    ran = run_query(kg, built, monkeypatch, ROWS, "--format", "ttl")
    assert ran.code == 2
    assert "answers with rows, which ttl cannot hold" in ran.err


@pytest.mark.parametrize("text", ["SELEKT", "SELECT * { ?s ?p }", "", "SELECT ?x { ?x nope:p ?y }"])
def test_a_query_that_cannot_be_parsed_is_told_with_its_place(kg, built, monkeypatch, text):
    ran = run_query(kg, built, monkeypatch, text)
    assert ran.code == 2
    assert ran.err.startswith("kg: standard input: ")
    assert "Traceback" not in ran.err


def test_a_query_that_is_no_utf8_is_told_with_its_place(kg, built, monkeypatch, tmp_path):
    ran = run_query(kg, built, monkeypatch, b"ASK {\n  ?s \xff ?o }")
    assert (ran.code, ran.out) == (2, "")
    assert "standard input:2:6: found the byte 0xff, which is no UTF-8" in ran.err
    (tmp_path / "latin.rq").write_bytes(b"# caf\xe9\nASK {}")
    assert "latin.rq:1:6: found the byte 0xe9" in kg("--workspace", built, "query", tmp_path / "latin.rq").err


@pytest.mark.parametrize("prologue", ["", "# a note: SELECT\n", "PREFIX x: <urn:x>\nBASE <urn:y>\n"])
def test_an_update_is_refused_with_what_to_use(kg, built, monkeypatch, prologue):
    ran = run_query(kg, built, monkeypatch, prologue + "insert data { <urn:a> <urn:b> <urn:c> }")
    assert ran.code == 2
    assert "standard input: found INSERT; `kg query` only reads" in ran.err
    assert "`kg build`" in ran.err


def test_a_service_that_fails_is_a_source_that_failed(kg, built, monkeypatch):
    service = "SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o }"
    ran = run_query(kg, built, monkeypatch, f"SELECT * {{ # SERVICE <urn:other>\n {service} }}")
    assert ran.code == 3
    assert ran.err.startswith("kg: SERVICE <http://127.0.0.1:9/sparql>: ")
    assert "urn:other" not in ran.err
    silent = run_query(kg, built, monkeypatch, f"SELECT * {{ {service.replace('SERVICE', 'SERVICE SILENT')} }}")
    assert silent.code == 0


def test_a_query_file_with_parameters(kg, built, tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text(
        "# title: Figures of a campaign\n# summary: Its values.\n# param campaign: campaign = Lantern 2024\n"
        "SELECT ?v { ?f ckg:aboutCampaign $campaign ; ckg:value ?v } ORDER BY ?v",
        "utf-8",
    )
    assert kg("--workspace", built, "query", path, "--format", "csv").out.split() == [
        "v",
        "12",
        "340",
        "1200",
        "4500000",
    ]
    other = kg("--workspace", built, "query", path, "-p", "campaign=灯笼2023", "--format", "csv")
    assert other.out.split() == ["v", "12", "260", "980"]
    assert "no campaign is called 'x'" in kg("--workspace", built, "query", path, "-p", "campaign=x").err
    assert "has no parameter 'colour'" in kg("--workspace", built, "query", path, "-p", "colour=red").err
    assert "expected NAME=VALUE" in kg("--workspace", built, "query", path, "-p", "red").err


def test_the_list_of_questions(kg):
    ran = kg("query", "--list")
    assert ran.code == 0
    assert "campaigns" in ran.out


def test_an_unknown_question_offers_near_ones(kg, built):
    ran = kg("--workspace", built, "query", "campaigns-of-a-serie")
    assert ran.code == 2
    assert "did you mean" in ran.err


def test_validate_the_store(kg, built):
    ran = kg("--workspace", built, "validate")
    assert ran.code == 0
    assert "conforms" in ran.out
    assert json.loads(kg("--workspace", built, "validate", "--format", "json").out)["conforms"] is True
    assert "sh:ValidationReport" in kg("--workspace", built, "validate", "--format", "ttl").out


BAD = """@prefix ckg: <https://w3id.org/campaign-kg/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://kg.example/x> a foaf:Person ; foaf:name "A suspect" .
"""


@pytest.mark.parametrize("engine", ["pyshifty", "pyshacl"])
def test_validate_a_file_that_does_not_conform(kg, tmp_path, engine):
    path = tmp_path / "bad.ttl"
    path.write_text(BAD, "utf-8")
    ran = kg("validate", path, "--engine", engine)
    assert ran.code == 1
    assert "does not conform" in ran.out
    assert "kg.example/x" in ran.out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.ttl", "<a", "x.ttl"),
        ("x.txt", "", "expected an RDF file"),
        ("x.nt", "nonsense", "x.nt:1"),
        ("x.jsonld", "{", "x.jsonld"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(kg, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    ran = kg("validate", path)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_no_store_yet_says_what_to_do(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "any.rq").write_text("ASK {}", "utf-8")
    for command in (["stats"], ["show", "x"], ["query", "any.rq"], ["validate"], ["verify"]):
        ran = kg("--workspace", tmp_path / "none", *command)
        assert ran.code == 4
        assert "kg build" in ran.err
    assert not (tmp_path / "none").exists()


def test_bad_settings_are_told(kg, tmp_path, monkeypatch):
    (tmp_path / "kg.toml").write_text('colour = "red"', "utf-8")
    ran = kg("--workspace", tmp_path, "stats")
    assert ran.code == 2
    assert "found the setting 'colour'; known ones are base" in ran.err
    monkeypatch.setenv("KG_BASE", "nowhere")
    ran = kg("--workspace", tmp_path / "other", "stats")
    assert ran.code == 2
    assert "expected an http(s) IRI" in ran.err


def test_wrong_use_shows_usage(kg):
    for arguments in (["nope"], ["query"], ["show"], ["build", "--nope"], ["validate", "--engine", "x"]):
        ran = kg(*arguments)
        assert ran.code == 2
        assert "Usage:" in ran.err
        assert "Error:" in ran.err


def test_no_summary_of_a_command_is_cut(kg):
    commands = kg("--help").out.split("Commands:")[1].split("Start with:")[0]
    assert "..." not in commands
    assert all(line.endswith(".") for line in commands.split("\n") if line.strip())


def test_help_of_every_command_has_examples(kg):
    from kg.cli.app import COMMANDS

    assert kg("--help").code == 0
    for name in COMMANDS:
        ran = kg(name, "--help")
        assert ran.code == 0
        assert "Example" in ran.out, name


def test_every_question_an_example_names_exists(kg):
    import re

    from kg.cli.app import COMMANDS
    from kg.query.catalogue import read_catalogue

    named = {
        name for command in COMMANDS for name in re.findall(r"kg query ([a-z][a-z-]{4,})", kg(command, "--help").out)
    }
    assert named
    assert named <= set(read_catalogue())


def test_what_is_no_name_finds_nothing(kg, built):
    for name in ("", "***", "https://kg.example/a b", "x" * 100_000):
        ran = kg("--workspace", built, "show", name)
        assert ran.code == 2
        assert len(ran.err) < 400
        assert "Traceback" not in ran.err


def test_a_parameter_given_twice_is_told(kg, built, tmp_path):
    path = tmp_path / "q.rq"
    path.write_text("# title: T\n# summary: S\n# param n: integer\nASK { ?s ?p $n }", "utf-8")
    assert "found n twice" in kg("--workspace", built, "query", path, "-p", "n=1", "-p", "n=2").err


def test_an_empty_data_folder_never_replaces_a_store(kg, workspace, sample_data):
    for path in (sample_data / "records").iterdir():
        path.unlink()
    ran = kg("--workspace", workspace, "build", sample_data)
    assert ran.code == 2
    assert "found no record" in ran.err
    assert json.loads(kg("--workspace", workspace, "stats", "--format", "json").out)["classes"]["ckg:Figure"] == 8


def test_records_without_their_registry_are_told(kg, workspace, sample_data):
    shutil.rmtree(sample_data / "registry")
    ran = kg("--workspace", workspace, "build", sample_data)
    assert ran.code == 2
    assert "no registry/ beside it" in ran.err


def test_a_value_its_words_do_not_print_never_lands(kg, workspace, sample_data, edit_json):
    edit_json(sample_data / "records" / "lantern-2024.json", lambda r: r["figures"][0].update(value=1201))
    for source in (sample_data, sample_data / "records" / "lantern-2024.json"):
        ran = kg("--workspace", workspace, "build", source)
        assert ran.code == 1
        assert "value-printed" in ran.out
