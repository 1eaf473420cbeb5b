"""The archive: whole or not at all, and what comes out is what went in."""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.errors import InvariantError, StoreCorrupt, StoreError, UnknownTerm
from kg.model.document import Document, PageFacts, ReadText
from kg.read import archive as archive_module
from kg.read.archive import Archive

DATA = "<p>Police arrested 104 people. 打击".encode("gb18030")
TEXT = ReadText(
    content="Police arrested 104 people. 打击", reader="html-main", facts=PageFacts(title="标题"), replaced=2
)
DOCUMENT = Document(
    id="lantern",
    source="https://example.org/a",
    media_type="text/html",
    sha256=hashlib.sha256(DATA).hexdigest(),
    size_bytes=len(DATA),
    encoding="gb18030",
    url="https://example.org/b",
    retrieved_at=datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC),
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "archive")
    archive.keep(DOCUMENT, DATA, TEXT)
    return archive


def files(archive: Archive) -> dict[str, bytes]:
    return {
        str(path.relative_to(archive.path)): path.read_bytes() for path in archive.path.rglob("*") if path.is_file()
    }


def test_what_goes_in_comes_out(archive: Archive) -> None:
    kept = archive.read("lantern")
    assert kept.document == DOCUMENT
    assert (kept.text_sha256, kept.reader, kept.facts, kept.replaced) == (TEXT.sha256, TEXT.reader, TEXT.facts, 2)
    assert archive.read_text("lantern") == TEXT
    assert archive.read_bytes(DOCUMENT.sha256) == DATA
    assert list(archive.iter_ids()) == ["lantern"]


def test_files_lie_under_their_hash(archive: Archive) -> None:
    names = {f"{h[:2]}/{h}" for h in (DOCUMENT.sha256, TEXT.sha256)}
    assert set(files(archive)) == names | {"documents/lantern.json"}


def test_keeping_again_changes_nothing(archive: Archive) -> None:
    before = files(archive)
    archive.keep(DOCUMENT, DATA, TEXT)
    assert files(archive) == before


def test_a_plain_text_is_kept_once(tmp_path: Path) -> None:
    data = b"Police arrested 104 people.\r\n"
    digest = hashlib.sha256(data).hexdigest()
    document = Document(id="a", source="a.txt", media_type="text/plain", sha256=digest, size_bytes=len(data))
    archive = Archive(tmp_path)
    archive.keep(document, data, ReadText(content=data.decode(), reader="plain"))
    assert len(files(archive)) == 2
    assert archive.read("a").document == document


@pytest.mark.parametrize("fail_at", [1, 2, 3])
def test_a_disk_that_fails_leaves_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail_at: int) -> None:
    archive, calls = Archive(tmp_path), []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2 * fail_at - 1:  # each file is followed by its folder
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive_module.os, "fsync", fsync)
    with pytest.raises(StoreError, match="No space left"):
        archive.keep(DOCUMENT, DATA, TEXT)
    assert list(archive.iter_ids()) == []
    assert len(files(archive)) == fail_at - 1
    archive.keep(DOCUMENT, DATA, TEXT)
    assert archive.read_text("lantern") == TEXT


def test_damage_is_found(archive: Archive) -> None:
    path = archive.blob_path(TEXT.sha256)
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(StoreCorrupt, match="changed or damaged"):
        archive.read_text("lantern")
    path.unlink()
    with pytest.raises(StoreCorrupt, match="missing"):
        archive.read_text("lantern")
    archive.keep(DOCUMENT, DATA, TEXT)
    assert archive.read_text("lantern") == TEXT


@pytest.mark.parametrize("manifest", ["", "[]", "{}", json.dumps({"format": "archived-document/9"}), "\xff"])
def test_a_broken_manifest_is_found(archive: Archive, manifest: str) -> None:
    (archive.path / "documents" / "lantern.json").write_bytes(manifest.encode("latin-1"))
    with pytest.raises(StoreCorrupt, match="no manifest"):
        archive.read("lantern")


@pytest.mark.parametrize("name", ["gone", "../lantern", "", "A", "a/b"])
def test_an_id_that_is_not_kept(archive: Archive, name: str) -> None:
    with pytest.raises(UnknownTerm):
        archive.read(name)


def test_a_wrong_hash_is_refused(archive: Archive) -> None:
    with pytest.raises(UnknownTerm, match="64 hexadecimal digits"):
        archive.read_bytes("../../etc/passwd")
    with pytest.raises(InvariantError):
        archive.keep(DOCUMENT, b"other bytes", TEXT)


def test_many_may_write_at_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    threads = [threading.Thread(target=archive.keep, args=(DOCUMENT, DATA, TEXT)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(files(archive)) == 3
    assert archive.read_text("lantern") == TEXT
