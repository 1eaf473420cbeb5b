"""Paths, folders and URLs → sources with ids."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.model.document import Source
from kg.read.fetch import FetchLimits
from kg.read.sources import document_id, iter_sources, read_original


def ids(*names: str | Path, **options: dict[str, str]) -> list[str]:
    return [source.id for source in iter_sources(map(str, names), **options)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/b.txt", "sub/deep/c.PDF", ".hidden.txt", ".git/d.txt", "notes.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    return tmp_path


def test_a_folder_gives_its_documents_in_order(folder: Path) -> None:
    found = list(iter_sources([str(folder)]))
    assert [source.name.removeprefix(f"{folder}/") for source in found] == [
        "a.html",
        "b.txt",
        "sub/b.txt",
        "sub/deep/c.PDF",
    ]
    assert [source.id[:2] for source in found] == ["a", "b", "b-", "c"]
    assert found == list(iter_sources([str(folder)]))


def test_every_id_is_given_once(folder: Path) -> None:
    assert ids(folder / "b.txt", folder / "b.txt") == ["b"]
    path = str(folder / "b.txt")
    assert ids(path, taken={"b": path}) == ["b"]
    assert ids(path, taken={"b": "elsewhere/b.txt"}) == [
        next(i for i in ids(folder / "a.html", path, taken={"b": "x"}) if i > "b")
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reports/SCIO 2023-10-24.txt", "scio-2023-10-24"),
        ("..\\Reports\\A_b.C.docx", "a_b.c"),
        ("Café.txt", "cafe"),
        ("-", "stdin"),
        ("https://www.example.org/en/news.html", "www.example.org-en-news"),
        ("https://example.org/?id=7&x=%E4%B8%AD", None),
        ("公安部通报.txt", None),
        ("公安部通报2023.txt", None),
        ("...", None),
        ("x" * 300 + ".txt", None),
    ],
)
def test_ids(name: str, expected: str | None) -> None:
    slug = next(iter_sources([name])).id if name == "-" else document_id(name)
    if expected is None:  # with digits of a hash
        assert slug[-9] == "-"
        int(slug[-8:], 16)
    else:
        assert slug == expected
    assert len(slug) <= 100


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_name_has_a_valid_id(name: str) -> None:
    slug = document_id(name)
    assert slug[0].isalnum()
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file or folder"):
        ids(tmp_path / "missing")
    with pytest.raises(DocumentError, match="found no document here"):
        ids(tmp_path)


def read(name: str | Path, max_bytes: int = 10, stdin: bytes = b"") -> bytes:
    source = Source(id="x", name=str(name))
    return read_original(source, max_bytes=max_bytes, fetch=FetchLimits(), stdin=io.BytesIO(stdin)).data


def test_files_and_standard_input_are_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    assert read(path) == b"0123456789"
    assert read("-", stdin=b"words") == b"words"
    with pytest.raises(DocumentError, match="larger than"):
        read(path, max_bytes=9)
    with pytest.raises(DocumentError, match="larger than"):
        read("-", stdin=b"0" * 11)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path, words in ((tmp_path / "pipe.txt", "not a regular file"), (tmp_path / "gone.txt", "no such file")):
        with pytest.raises(DocumentError, match=words):
            read(path)


def test_a_file_of_two_hundred_megabytes_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(DocumentError, match="larger than 1 MiB"):
        read(path, max_bytes=1 << 20)
