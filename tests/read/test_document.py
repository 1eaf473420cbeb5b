"""A source → its document and text, within bounds."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.model.document import Original, Source
from kg.read import room as room_module
from kg.read.document import DocumentReader, ReadLimits
from kg.read.formats import parse_original
from tests.read.samples import encrypted_pdf, make_docx, make_pdf, paragraph

WORDS = "Police arrested 104 people."


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(ReadLimits(timeout_s=30, max_bytes=8 << 20)) as reader:
        yield reader


def read(reader: DocumentReader, data: bytes, name: str = "a.txt") -> tuple[str, str, str | None]:
    found = reader.read_original(Original(source=Source(id="a", name=name), data=data))
    assert found.document.sha256 == hashlib.sha256(data).hexdigest()
    assert found.document.size_bytes == len(data)
    return found.text.content, found.document.media_type, found.document.encoding


@pytest.mark.parametrize(
    ("data", "name", "media_type", "encoding"),
    [
        (WORDS.encode(), "a.txt", "text/plain", "utf-8"),
        (f"<p>{WORDS}".encode(), "a.html", "text/html", "utf-8"),
        (f"**{WORDS}**".encode("utf-16"), "a.md", "text/markdown", "utf-16-le"),
        (make_pdf([[(72, 700, WORDS)]]), "a.pdf", "application/pdf", None),
        (
            make_docx(paragraph(WORDS)),
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            None,
        ),
    ],
)
def test_every_format(reader: DocumentReader, data: bytes, name: str, media_type: str, encoding: str | None) -> None:
    assert read(reader, data, name) == (WORDS, media_type, encoding)
    assert read(reader, data, name) == (WORDS, media_type, encoding)


def test_plain_text_is_the_file_untouched(reader: DocumentReader, tmp_path: Path) -> None:
    data = "\ufeff<p id='x'></p>\r\n\r\nPolice  said\u202e 104\u202c\t\r“yes”. \n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    found = reader.read(Source(id="a", name=str(tmp_path / "a.txt")))
    assert found.text.content.encode("utf-8") == data
    assert found.text.sha256 == found.document.sha256


def test_standard_input_may_be_anything() -> None:
    with DocumentReader(stdin=io.BytesIO(make_pdf([[(72, 700, WORDS)]]))) as reader:
        assert reader.read(Source(id="stdin", name="-")).text.content == WORDS


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "a.txt: found an empty document"),
        (b" \r\n\xef\xbb\xbf...", "a.txt", "a.txt: found no words"),
        (encrypted_pdf(), "a.pdf", "a.pdf: found an encrypted PDF"),
        (b"<p></p>" * 100, "a.html", "a.html: found markup without any words"),
    ],
)
def test_what_cannot_be_read_is_named(reader: DocumentReader, data: bytes, name: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read(reader, data, name)


def test_a_name_that_is_no_text_is_mended(reader: DocumentReader, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    Path(path).write_text(WORDS)
    assert reader.read(Source(id="a", name=path)).document.source == f"{tmp_path}/\ufffd.txt"


def test_a_document_that_takes_too_long_is_dropped_and_the_next_is_read() -> None:
    slow = make_docx("<w:p/>" * 1_900_000)
    with DocumentReader(ReadLimits(timeout_s=1.5)) as reader:
        read(reader, f"<p>{WORDS}".encode(), "first.html")
        start = time.monotonic()
        with pytest.raises(DocumentError, match=r"slow\.docx: takes longer than 1\.5 seconds"):
            read(reader, slow, "slow.docx")
        assert time.monotonic() - start < 10
        assert read(reader, make_docx(paragraph(WORDS)), "next.docx")[0] == WORDS


def test_a_document_that_needs_too_much_memory_is_dropped_and_the_next_is_read() -> None:
    large = "".join(f"<p>{n}<b>x</b></p>" for n in range(240_000)).encode()
    with DocumentReader(ReadLimits(memory_bytes=256 << 20)) as reader:
        with pytest.raises(DocumentError, match=r"memory|MiB"):
            read(reader, large, "large.html")
        assert read(reader, make_docx(paragraph(WORDS)), "next.docx")[0] == WORDS


def test_a_child_that_was_killed_is_started_again(reader: DocumentReader) -> None:
    read(reader, make_docx(paragraph(WORDS)), "a.docx")
    process = reader._room._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert read(reader, make_docx(paragraph(WORDS)), "a.docx")[0] == WORDS


def test_the_text_does_not_depend_on_the_order_of_sets() -> None:
    page = "<body>" + "".join(
        f"<div><p>Force {n} made {n} arrests in the raids of that week.</p></div>" for n in range(30)
    )
    script = (
        "import sys, hashlib; from kg.read.html import read_html; "
        "print(hashlib.sha256(read_html(sys.argv[1]).content.encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script, page],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


NAMES = st.sampled_from(["a.txt", "a.html", "a.md", "a.pdf", "a.docx", "-", "a.bin"])
STARTS = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"# "])


@settings(deadline=None)
@given(NAMES, STARTS, st.binary(max_size=300))
def test_any_bytes_under_any_name_give_text_or_a_clear_error(name: str, start: bytes, rest: bytes) -> None:
    original = Original(source=Source(id="a", name=name), data=start + rest)
    try:
        parsed = parse_original(original)
    except DocumentError as error:
        assert str(error)  # noqa: PT017  (either outcome is right)
        return
    parsed.text.content.encode("utf-8")
    assert parsed == parse_original(original)


def test_the_child_answers_as_this_process_does() -> None:
    for data, name in ((f"<p>{WORDS}".encode(), "a.html"), (b"%PDF-", "a.pdf")):
        original = Original(source=Source(id="a", name=name), data=data)
        answer, content = room_module._answer({"name": name, "url": None, "media_type": None, "charset": None}, data)
        if "error" in answer:
            with pytest.raises(DocumentError, match="PDF"):
                parse_original(original)
        else:
            assert room_module._parsed(answer, content) == parse_original(original)
