"""Documents into records and into the store, from the outside."""

import json
import shutil

import pytest

from tests.conftest import SAMPLE, SAMPLE_DOCUMENTS

RELEASE = """Coastal Police report on Operation Lantern 2025

PORT ELLERY, 3 May 2025. The Ministry of Harbours launched Operation Lantern 2025 to curb smuggling. The Coastal Police
joined the operation. Officers arrested 57 smugglers and seized more than 3,400 cartons of cigarettes.
"""


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, "utf-8")
    return path


def test_extract_prints_a_record_whose_quotes_stand_in_the_text(kg, release):
    ran = kg("extract", release)
    assert ran.code == 0, ran.err
    record = json.loads(ran.out)
    assert record["format"] == "extraction-record/1"
    assert record["review"]["status"] == "proposed"
    assert {"Operation Lantern 2025"} <= {name for c in record["campaigns"] for name in c["names"]}
    assert {57, 3400} <= {figure["value"] for figure in record["figures"]}
    for figure in record["figures"]:
        assert RELEASE[figure["start"] : figure["end"]] == figure["quote"]


def test_extract_as_a_table(kg, release):
    ran = kg("extract", release, "--format", "table")
    assert ran.code == 0
    assert "more than 3,400" in ran.out
    assert "Coastal Police" in ran.out


def test_extract_into_a_folder_goes_on_where_it_stopped(kg, release, tmp_path):
    out = tmp_path / "records"
    assert kg("extract", release, SAMPLE_DOCUMENTS / "lantern-2024.txt", "-o", out).code == 0
    assert {p.name for p in out.iterdir()} == {"release.json", "lantern-2024.json"}
    first = (out / "release.json").stat().st_mtime_ns
    assert "0 documents read" in kg("extract", release, "-o", out).err
    assert (out / "release.json").stat().st_mtime_ns == first
    release.write_text(RELEASE.replace("57", "58"), "utf-8")
    assert "1 documents read" in kg("extract", release, "-o", out).err
    assert 58 in {f["value"] for f in json.loads((out / "release.json").read_text("utf-8"))["figures"]}


def test_workers_give_the_same_records(kg, release, tmp_path):
    documents = [release, SAMPLE_DOCUMENTS / "lantern-2024.txt"]
    assert kg("extract", *documents, "-o", tmp_path / "one").code == 0
    assert kg("extract", *documents, "-o", tmp_path / "two", "--workers", 2).code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_one_bad_document_does_not_stop_the_others(kg, release, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    ran = kg("extract", tmp_path / "empty.txt", tmp_path / "picture.png", release)
    assert ran.code == 2
    assert json.loads(ran.out)["document"]["id"] == "release"
    assert "empty.txt" in ran.err
    assert "picture.png" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_a_document_in_chinese_is_read_in_any_encoding(kg, tmp_path, encoding):
    text = (SAMPLE_DOCUMENTS / "denglong-2023.txt").read_text("utf-8")
    path = tmp_path / "denglong.txt"
    path.write_bytes(text.encode(encoding))
    ran = kg("extract", path)
    assert ran.code == 0, ran.err
    record = json.loads(ran.out)
    assert record["document"]["language"] == "zh-Hans"
    assert [f["value"] for f in record["figures"]] == [980, 260, 12]
    assert {name for c in record["campaigns"] for name in c["names"]} == {"灯笼2023"}


def test_a_document_in_traditional_chinese_is_read_without_a_declared_encoding(kg, tmp_path):
    path = tmp_path / "lantern.txt"
    path.write_bytes("警政署通報：「燈籠2023」行動查獲走私案件３００件，嫌犯412人。".encode("big5"))
    ran = kg("extract", path)
    assert ran.code == 0, ran.err
    record = json.loads(ran.out)
    assert record["document"]["language"] == "zh-Hant"
    assert [f["quote"] for f in record["figures"]] == ["走私案件３００件", "嫌犯412人"]


def test_ingest_puts_a_document_into_the_store_as_proposed(kg, workspace, release):
    ran = kg("--workspace", workspace, "ingest", release)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("release: added")
    shown = kg("--workspace", workspace, "show", "Ministry of Harbours").out
    assert "Lantern 2025" in shown
    counts = json.loads(kg("--workspace", workspace, "stats", "--format", "json").out)
    assert counts["statuses"]["proposed"] >= 2
    assert counts["statuses"]["accepted"] == 8
    assert kg("--workspace", workspace, "validate").code == 0
    assert (workspace / "records" / "release.json").is_file()
    assert (workspace / "archive" / "documents" / "release.json").is_file()


def test_ingest_passes_over_what_is_there(kg, workspace, release):
    assert kg("--workspace", workspace, "ingest", release).code == 0
    again = kg("--workspace", workspace, "ingest", release)
    assert "0 documents ingested, 1 unchanged" in again.err
    assert "release: replaced" in kg("--workspace", workspace, "ingest", release, "--again").out


def test_ingest_needs_a_store(kg, tmp_path, release):
    ran = kg("--workspace", tmp_path / "none", "ingest", release)
    assert ran.code == 4
    assert "kg build" in ran.err


def test_verify_reads_the_texts_the_workspace_keeps(kg, workspace, release):
    assert kg("--workspace", workspace, "ingest", release).code == 0
    ran = kg("--workspace", workspace, "verify")
    assert ran.code == 0, ran.out
    assert "1 of them with their text at hand" in ran.err
    shutil.rmtree(workspace / "archive")
    assert "0 of them with their text at hand" in kg("--workspace", workspace, "verify").err


def test_evaluate_scores_records_against_gold(kg, sample_data, edit_json):
    gold, ours = SAMPLE / "records", sample_data / "records"
    same = json.loads(kg("evaluate", gold, ours, "--format", "json").out)["scores"]
    assert all(score["f1"] == 1 for score in same.values())
    edit_json(ours / "lantern-2024.json", lambda record: record["figures"].pop())
    ran = kg("evaluate", gold, ours, "--misses")
    assert ran.code == 0
    assert "missed figure '18 percent'" in ran.out


def test_evaluate_reads_the_texts_itself(kg):
    ran = kg("evaluate", SAMPLE / "records", "--documents", SAMPLE_DOCUMENTS, "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["scores"]["figures detected"]["hits"] >= 4


def test_evaluate_says_what_it_needs(kg, tmp_path):
    assert "give either" in kg("evaluate", SAMPLE / "records").err
    assert "no such folder" in kg("evaluate", tmp_path / "none", tmp_path).err
    assert "found no <id>.txt" in kg("evaluate", SAMPLE / "records", "--documents", tmp_path).err


def test_evaluate_holds_scores_to_their_floors(kg, tmp_path):
    floors = tmp_path / "floors.json"
    folder = SAMPLE / "records"
    floors.write_text('{"figures detected": 1.0}', "utf-8")
    assert kg("evaluate", folder, folder, "--floors", floors).code == 0
    (tmp_path / "nothing").mkdir()
    ran = kg("evaluate", folder, tmp_path / "nothing", "--floors", floors)
    assert ran.code == 1
    assert "figures detected: F1" in ran.err
    floors.write_text('{"unicorns": 1}', "utf-8")
    ran = kg("evaluate", folder, folder, "--floors", floors)
    assert ran.code == 2
    assert "expected a JSON object of class to F1" in ran.err


def test_a_full_build_keeps_what_was_ingested(kg, workspace, release):
    assert kg("--workspace", workspace, "ingest", release).code == 0
    before = kg("--workspace", workspace, "show", "Operation Lantern 2025").out
    ran = kg("--workspace", workspace, "build", SAMPLE)
    assert ran.code == 0, ran.err
    assert "documents   3 (1 kept from before)" in ran.out
    assert kg("--workspace", workspace, "show", "Operation Lantern 2025").out == before
    assert kg("--workspace", workspace, "withdraw", "release").code == 0
    assert "documents   2\n" in kg("--workspace", workspace, "build", SAMPLE).out
