"""``kg review`` from the outside: decisions kept, found again, written down."""

from __future__ import annotations

import io
import json
import re

import pytest

from kg.store.workspace import Workspace

RELEASE = """Coastal Police report on Operation Lantern 2025

PORT ELLERY, 3 May 2025. The Ministry of Harbours launched Operation Lantern 2025 to curb smuggling. The Coastal Police
joined the operation. Officers arrested 57 smugglers and seized more than 3,400 cartons of cigarettes.
"""


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, "utf-8")
    return path


@pytest.fixture
def desk(kg, workspace, release):
    """A workspace with one machine-read document, and a way to review it."""
    assert kg("--workspace", workspace, "ingest", release).code == 0

    def review(*arguments, by="T. Reader"):
        return kg("--workspace", workspace, "review", *arguments, "--by", by)

    return review


@pytest.fixture
def typed(monkeypatch):
    """Have a person type these lines."""

    def type_(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(line + "\n" for line in lines)))

    return type_


def decisions(workspace):
    value = json.loads((workspace / "decisions" / "release.json").read_text("utf-8"))
    return [(d["kind"], d["status"]) for d in value["decisions"]]


def record(workspace):
    return json.loads((workspace / "records" / "release.json").read_text("utf-8"))


def keys(ran):
    return [line.split()[0] for line in ran.out.splitlines()[1:]]


def test_lists_the_documents_and_what_is_left_to_review(desk, kg, workspace):
    assert desk("release", "--decide", "lantern-2025=accept").code == 0
    ran = kg("--workspace", workspace, "review")
    assert ran.code == 0
    row = next(line for line in ran.out.splitlines() if line.startswith("release "))
    assert row.split()[2:] == ["1", "0"]


def test_lists_what_is_proposed_with_a_key_for_each(desk):
    ran = desk("release", "--list")
    assert ran.code == 0, ran.err
    assert {"lantern-2025", "coastal-police", "figure@209", "figure@233"} <= set(keys(ran))
    assert "more than 3,400" in ran.out
    only = desk("release", "--list", "--kind", "figures")
    assert keys(only) == ["figure@209", "figure@233"]


def test_decides_without_asking(desk, workspace):
    ran = desk("release", "--decide", "figure@209=accept", "--decide", "figure@233=reject")
    assert ran.code == 0, ran.err
    assert decisions(workspace) == [("figures", "accepted"), ("figures", "rejected")]
    assert [f.get("review") for f in record(workspace)["figures"]] == ["accepted", "rejected"]
    assert "figure@209" not in desk("release", "--list").out
    assert "rejected" in desk("release", "--list", "--all").out


def test_what_was_decided_is_in_the_store(desk, kg, workspace, tmp_path):
    desk("release", "--decide", "figure@209=accept", "--decide", "figure@233=reject")
    query = tmp_path / "status.rq"
    query.write_text(
        "PREFIX ckg: <https://w3id.org/campaign-kg/ontology#>\nSELECT ?value ?status WHERE {"
        " GRAPH <https://w3id.org/campaign-kg/graph/announcement/release>"
        " { ?f a ckg:Figure ; ckg:value ?value ; ckg:reviewStatus ?status } }",
        "utf-8",
    )
    ran = kg("--workspace", workspace, "query", query, "--format", "csv")
    assert ran.out.split() == ["value,status", "57,accepted"], ran.err


def test_what_could_not_be_stored_is_stored_at_the_next_sitting(desk, workspace, typed):
    with Workspace(workspace).open_store():
        ran = desk("release", "--decide", "figure@209=accept")
    assert ran.code == 4
    assert decisions(workspace) == [("figures", "accepted")]
    assert "review" not in record(workspace)["figures"][0]
    typed("q")
    assert desk("release").code == 0
    assert record(workspace)["figures"][0]["review"] == "accepted"


def test_reading_again_keeps_what_was_decided(desk, kg, workspace, release):
    desk("release", "--decide", "figure@209=accept", "--decide", "coastal-police=reject")
    release.write_text("Notice to the press.\n\n" + RELEASE.replace("more than 3,400", "some"), "utf-8")
    ran = kg("--workspace", workspace, "ingest", release)
    assert ran.code == 0, ran.err
    again = record(workspace)
    arrested = next(f for f in again["figures"] if f["value"] == 57)
    assert arrested["review"] == "accepted"
    text = release.read_text("utf-8")
    assert text[arrested["start"] : arrested["end"]] == arrested["quote"]
    assert [a["review"] for a in again["agencies"] if a["key"] == "coastal-police"] == ["rejected"]


def test_takes_a_decision_back(desk, workspace):
    desk("release", "--decide", "figure@209=accept", "--decide", "coastal-police=reject")
    ran = desk("release", "--decide", "figure@209=undo", "--decide", "coastal-police=undo")
    assert ran.code == 0, ran.err
    assert decisions(workspace) == []
    assert {"figure@209", "coastal-police"} <= set(keys(desk("release", "--list")))
    assert not any("review" in item for kind in ("agencies", "figures") for item in record(workspace)[kind])


def test_takes_an_edit_back_to_what_was_read(desk, workspace, typed):
    typed("e", "names=Operation Lamp", "", "q")
    desk("release")
    assert record(workspace)["campaigns"][0]["names"] == ["Operation Lamp"]
    desk("release", "--decide", "lantern-2025=undo")
    assert record(workspace)["campaigns"][0]["names"] == ["Operation Lantern 2025"]
    assert decisions(workspace) == []


def test_accepts_what_the_machine_is_sure_of(desk, workspace):
    ran = desk("release", "--accept-above", "0.9")
    assert ran.code == 0
    accepted = [i for kind in ("campaigns", "agencies", "relations", "figures") for i in record(workspace)[kind]]
    assert {i["confidence"] >= 0.9 for i in accepted if i.get("review") == "accepted"} == {True}
    assert {i["confidence"] >= 0.9 for i in accepted if not i.get("review")} == {False}


def test_walks_through_and_keeps_who_and_when(desk, workspace, typed):
    typed("a", "r", "s", "q")
    ran = desk("release", by="Ann Reader")
    assert ran.code == 0, ran.err
    assert "Operation Lantern 2025" in ran.out
    assert "The Ministry of Harbours launched Operation Lantern 2025 to curb smuggling." in ran.out
    assert "The Coastal Police joined the operation." in ran.out  # a wrapped line is one sentence
    assert "1 accepted, 1 rejected" in ran.err
    kept = json.loads((workspace / "decisions" / "release.json").read_text("utf-8"))["decisions"]
    assert [(d["status"], d["by"]) for d in kept] == [("accepted", "Ann Reader"), ("rejected", "Ann Reader")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", d["at"]) for d in kept)


def test_undo_goes_back_a_step_at_a_time(desk, workspace, typed):
    typed("u", "a", "s", "u", "u", "r", "q")
    ran = desk("release")
    assert "nothing to undo" in ran.out
    assert decisions(workspace) == [("campaigns", "rejected")]


def test_edits_by_typing_and_says_what_does_not_fit(desk, workspace, typed):
    typed(
        "e",
        "value=many",
        "comparator=~",
        "unit=persn",
        "unit=person",
        "what=alleged smugglers",
        "campaign=none-such",
        "",
        "q",
    )
    ran = desk("release", "--kind", "figures")
    assert "value: found" in ran.out
    assert "unit: found" in ran.out
    assert "none-such" in ran.out
    figure = record(workspace)["figures"][0]
    assert (figure["comparator"], figure["unit"], figure["what"], figure["review"]) == (
        "~", "person", "alleged smugglers", "accepted",
    )  # fmt: skip
    kept = json.loads((workspace / "decisions" / "release.json").read_text("utf-8"))["decisions"][0]
    assert kept["status"] == "edited"
    assert kept["item"]["comparator"] == "="
    assert kept["edits"]["comparator"] == "~"


def test_an_edit_left_alone_decides_nothing(desk, workspace, typed):
    typed("e", "!", "e", "", "?", "q")
    ran = desk("release")
    assert ran.code == 0
    assert "nothing changed" in ran.out
    assert not (workspace / "decisions" / "release.json").exists()


def test_the_end_of_input_ends_the_walk(desk, typed):
    typed()
    assert desk("release").code == 0


def test_writes_what_was_accepted_and_nothing_else(desk, workspace, tmp_path):
    folder = tmp_path / "records"
    desk("release", "--decide", "leads/ministry-of-harbours/lantern-2025=accept", "--write", folder)
    first = json.loads((folder / "release.json").read_text("utf-8"))
    # What the accepted relation names comes with it; the agency nobody decided on does not.
    assert [a["key"] for a in first["agencies"]] == ["ministry-of-harbours"]
    desk("release", "--decide", "figure@209=accept")
    ran = desk("release", "--write", folder)
    assert ran.code == 0, ran.err
    path = folder / "release.json"
    written = json.loads(path.read_text("utf-8"))
    assert [f["value"] for f in written["figures"]] == [57]
    assert [(r["type"], r["from"]) for r in written["relations"]] == [("leads", "ministry-of-harbours")]
    assert {a["key"] for a in written["agencies"]} == {"ministry-of-harbours", "coastal-police"}
    assert [c["key"] for c in written["campaigns"]] == ["lantern-2025"]
    assert written["review"]["status"] == "accepted"
    assert written["review"]["by"] == "T. Reader"
    assert not any("review" in item for kind in ("campaigns", "agencies", "figures") for item in written[kind])
    before = path.read_bytes()
    assert "unchanged" in desk("release", "--write", folder).out
    assert path.read_bytes() == before


def test_writing_over_an_earlier_record_keeps_its_keys_and_order(desk, tmp_path):
    desk("release", "--accept-above", "0")
    folder = tmp_path / "records"
    desk("release", "--write", folder)
    path = folder / "release.json"
    earlier = json.loads(path.read_text("utf-8"))
    renamed = json.dumps(earlier).replace('"coastal-police"', '"cp"').replace("lantern-2025", "op")
    value = json.loads(renamed)
    value["agencies"].reverse()
    path.write_text(json.dumps(value), "utf-8")
    assert "unchanged" in desk("release", "--write", folder).out
    value["figures"].pop()
    path.write_text(json.dumps(value), "utf-8")
    assert "unchanged" not in desk("release", "--write", folder).out
    written = json.loads(path.read_text("utf-8"))
    assert [a["key"] for a in written["agencies"]] == [a["key"] for a in value["agencies"]]
    assert len(written["figures"]) == len(earlier["figures"])


def test_a_record_file_with_its_text(kg, release, tmp_path, typed):
    path = tmp_path / "machine.json"
    path.write_text(kg("extract", release).out, "utf-8")
    before = path.read_bytes()
    typed("a", "q")
    ran = kg("--workspace", tmp_path / "w", "review", path, "--text", release, "--by", "T. Reader")
    assert ran.code == 0, ran.err
    assert "launched Operation Lantern 2025 to curb smuggling" in ran.out
    assert path.read_bytes() == before
    assert decisions(tmp_path / "w") == [("campaigns", "accepted")]
    ran = kg("--workspace", tmp_path / "w", "review", path, "--list", "--all")
    assert "accepted" in ran.out


def test_who_decides_comes_from_git_or_the_user(kg, workspace, release, monkeypatch, tmp_path):
    kg("--workspace", workspace, "ingest", release)
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Configured Person\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.chdir(tmp_path)
    assert kg("--workspace", workspace, "review", "release", "--decide", "lantern-2025=accept").code == 0
    config.write_text("", "utf-8")
    monkeypatch.setenv("LOGNAME", "login-name")
    assert kg("--workspace", workspace, "review", "release", "--decide", "coastal-police=accept").code == 0
    kept = json.loads((workspace / "decisions" / "release.json").read_text("utf-8"))["decisions"]
    assert [d["by"] for d in kept] == ["Configured Person", "login-name"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("relase",), "near ones are release"),
        (("release", "--decide", "figure@20=accept"), "figure@209"),
        (("release", "--decide", "figure@209=maybe"), "KEY=accept"),
        (("--list",), "which document"),
    ],
)
def test_wrong_use_is_told(desk, arguments, said):
    ran = desk(*arguments)
    assert ran.code == 2
    assert said in ran.err


def test_a_spoilt_decision_file_is_told_with_its_place(desk, workspace):
    desk("release", "--decide", "figure@209=accept")
    path = workspace / "decisions" / "release.json"
    value = json.loads(path.read_text("utf-8"))
    value["decisions"][0]["item"]["unit"] = "persn"
    path.write_text(json.dumps(value), "utf-8")
    ran = desk("release", "--list")
    assert ran.code == 2
    assert "$.decisions[0].item.unit" in ran.err


def test_a_text_that_plays_with_the_terminal_is_shown_harmless(kg, tmp_path, typed):
    text = tmp_path / "odd.txt"
    text.write_text(RELEASE.replace("57 smugglers", "57 \x1b[2Jsmugglers\u202e"), "utf-8")
    path = tmp_path / "odd.json"
    path.write_text(kg("extract", text).out, "utf-8")
    typed("s", "s", "s", "s", "s", "s", "s", "s", "q")
    ran = kg("--workspace", tmp_path / "w", "review", path, "--text", text, "--by", "x")
    assert ran.code == 0, ran.err
    assert "57" in ran.out
    assert "\x1b[2J" not in ran.out
    assert "\u202e" not in ran.out


# The page, by the command that makes it


def test_extract_makes_a_page(kg, release):
    ran = kg("extract", release, "--format", "html")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("<!DOCTYPE html>")
    assert "3,400 cartons" in ran.out
    assert kg("extract", release, "--format", "html").out == ran.out


def test_extract_makes_a_page_for_each_in_a_folder(kg, release, tmp_path):
    (tmp_path / "second.txt").write_text(RELEASE, "utf-8")
    ran = kg("extract", release, tmp_path / "second.txt", "--format", "html", "-o", tmp_path / "pages")
    assert ran.code == 0, ran.err
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == ["release.html", "second.html"]
    refused = kg("extract", release, tmp_path / "second.txt", "--format", "html")
    assert refused.code == 2
    assert "-o DIR" in refused.err
