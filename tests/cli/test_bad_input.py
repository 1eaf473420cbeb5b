"""Every kind of bad document in one batch: each is told by name, the good one goes through, nothing else is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.rdf.iris import Iris
from kg.store.workspace import Workspace
from tests.read.samples import encrypted_pdf, make_docx, paragraph

GOOD = "Coastal Police arrested 57 smugglers in Operation Beacon 2031.\n"
CHINESE = "公安机关今年共侦破走私案件３　０００余起，抓获犯罪嫌疑人57名，打掉𠮷林团伙。"

REFUSED = {
    "empty.txt": (b"", "an empty document"),
    "binary.txt": (bytes(range(256)) * 40, "found"),
    "nuls.txt": (b"\0" * 5000, "found"),
    "picture.png.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "a PNG picture"),
    "locked.pdf": (encrypted_pdf(), "an encrypted PDF"),
    "bomb.docx": (
        make_docx(paragraph("1" * 1_000_000) * 68),
        "unpacks to more than 64 MiB",
    ),
    "markup.html": (b"<html><body><div><p></p><br></div></body></html>", "markup without any words"),
    "no-words.md": ("<svg/>\u200a".encode(), "no words"),
}
READ = {
    "nested.html": b"<div>" * 10_000 + GOOD.encode() + b"</div>" * 10_000,
    "digits.txt": b"Police solved " + b"7" * 1_000_000 + b" cases and 57 more.",
    "rtl.txt": f"\u202e{GOOD}\u202c\u200f".encode(),
    "cut.txt": (GOOD + "打").encode()[:-1],
    "halves.txt": GOOD.encode() + b"\xed\xa0\xbd and \xed\xb8\x80",
    "gb18030.txt": CHINESE.encode("gb18030"),
    "gbk.txt": CHINESE.replace("𠮷", "吉").encode("gbk"),
    "big5.txt": "警方今年偵破走私案件三千餘宗，拘捕57名嫌疑人，檢獲大批香煙。".encode("big5"),
    "utf16.txt": CHINESE.encode("utf-16-le"),
    "package.docx": make_docx(paragraph(GOOD)),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "batch"
    folder.mkdir()
    for name, (data, _) in REFUSED.items():
        (folder / name).write_bytes(data)
    for name, data in READ.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200 << 20)  # a file of 200 MB that takes no room
    return folder


def test_each_bad_document_is_told_and_the_rest_is_read(kg, folder, tmp_path):
    out = tmp_path / "records"
    ran = kg("extract", folder, "-o", out)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    told = {line for line in ran.err.splitlines() if line.startswith("kg: ")}
    for name, (_, words) in REFUSED.items():
        assert any(name in line and words in line for line in told), (name, ran.err)
    assert any("huge.txt: larger than 64 MiB" in line for line in told)
    assert len(told) == len(REFUSED) + 1
    assert len(list(out.iterdir())) == len(READ)
    for path in out.glob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        assert any(figure["value"] == 57 for figure in record["figures"]), path.name


def test_ingest_takes_what_it_can_and_leaves_nothing_of_the_rest(kg, folder, workspace):
    ran = kg("--workspace", workspace, "ingest", *(folder / name for name in (*REFUSED, "rtl.txt", "gb18030.txt")))
    assert ran.code == 2
    assert "2 documents ingested" in ran.err
    kept = {path.stem for path in (workspace / "records").glob("*")}
    assert kept == {"rtl", "gb18030"}
    with Workspace(workspace).open_reader() as reader:
        for name in REFUSED:
            assert not reader.count(Iris().announcement_graph(Path(name).stem))


def test_a_url_that_fails_is_a_source_that_failed(kg, folder):
    ran = kg("extract", "http://127.0.0.1:1/nothing", folder / "rtl.txt")
    assert ran.code == 3
    assert "connection failed" in ran.err
    assert any(figure["value"] == 57 for figure in json.loads(ran.out)["figures"])
