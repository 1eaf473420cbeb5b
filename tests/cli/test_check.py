"""``kg check`` and ``kg compare`` on the sample announcements."""

from __future__ import annotations

import csv
import io
import json


def test_a_table_of_findings_and_a_summary(kg, built):
    ran = kg("--workspace", built, "check", "--all")
    assert ran.code in (0, 1)
    assert "Traceback" not in ran.err


def test_findings_as_json_have_the_promised_keys(kg, built):
    ran = kg("--workspace", built, "check", "--all", "--format", "json")
    for finding in json.loads(ran.out):
        assert {"check", "verdict", "severity", "figures", "documents", "message"} <= finding.keys()
        assert finding["severity"] in ("violation", "warning", "info")


def test_only_some_checks(kg, built):
    ran = kg("--workspace", built, "check", "--all", "--only", "lineage", "--format", "json")
    assert {f["check"] for f in json.loads(ran.out)} <= {"lineage"}
    assert kg("--workspace", built, "check", "--only", "astrology").code == 2


def test_a_document_that_is_not_there(kg, built):
    ran = kg("--workspace", built, "check", "--document", "nowhere")
    assert ran.code == 2
    assert "kg query announcements" in ran.err


def test_editions_side_by_side(kg, built):
    ran = kg("--workspace", built, "compare", "Lantern")
    assert ran.code == 0
    assert "Traceback" not in ran.err
    rows = list(csv.reader(io.StringIO(kg("--workspace", built, "compare", "Lantern", "--format", "csv").out)))
    assert rows[0][0] == "metric"
    assert json.loads(kg("--workspace", built, "compare", "Lantern", "--format", "json").out)["series"].endswith(
        "/lantern"
    )


def test_an_unknown_series_offers_near_ones(kg, built):
    assert kg("--workspace", built, "compare", "Lanter Xyz").code == 2


def test_no_store_is_said(kg, tmp_path):
    ran = kg("--workspace", tmp_path / "none", "check")
    assert ran.code == 4
    assert "kg build" in ran.err
