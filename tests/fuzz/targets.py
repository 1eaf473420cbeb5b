"""What is fuzzed, and what must hold of any input: no error but a `KgError`, sound spans, bounded time, one answer.

Each target takes any bytes. The fuzzer (`tests.fuzz.fuzz`) makes up inputs for them; the ones worth keeping lie in
`tests/fuzz/corpus/TARGET/` and are run again by `tests.fuzz.test_corpus`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from zlib import crc32

from kg.errors import KgError
from kg.extract.language import detect_language
from kg.extract.record import extract
from kg.model.document import Original, Source
from kg.model.record import RELATION_ENDS, DocumentInfo, ExtractionRecord
from kg.read.decode import decode_text
from kg.read.formats import parse_original
from kg.read.jsonfile import check_schema, parse_json
from kg.read.records import SCHEMA, parse_record
from kg.read.references import check_references
from kg.read.render import render_record
from tests.fuzz.vocabulary import VOCABULARY
from tests.read.samples import WORD, make_docx

BASE_S = 5.0
"""Seconds of this process's work that any input may take, loading of lexicons and libraries left aside."""
PER_BYTE_S = 0.002

_WORD = WORD.encode()
_COMPATIBLE = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
LABELS = (None, "utf-8", "gb18030", "gbk", "big5", "utf-16", "utf-16-be", "latin-1", "shift_jis", "nonsense")


def check_decoding(data: bytes) -> None:
    """Bytes in any encoding, under any declaration → text that can be written as UTF-8."""
    label = LABELS[data[0] % len(LABELS)] if data else None
    try:
        decoded = decode_text(data[1:], [label])
    except KgError:
        return
    decoded.text.encode("utf-8")
    assert decoded.replaced >= 0
    assert decode_text(data[1:], [label]) == decoded


def check_plain(data: bytes) -> None:
    """A plain file → itself: what was UTF-8 gives its very bytes again."""
    content = _read("a.txt", data)
    if content is not None and "\ufffd" not in content:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return
        if b"\0" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            assert content.encode("utf-8") == data


def check_html(data: bytes) -> None:
    """A page → its words."""
    _read("a.html", data)


def check_markdown(data: bytes) -> None:
    """A Markdown file → its words."""
    _read("a.md", data)


def check_pdf(data: bytes) -> None:
    """A PDF → its words. PDFium itself is not ours; what it hands out is."""
    _read("a.pdf", b"%PDF-1.7\n" + data)


def check_docx(data: bytes) -> None:
    """The body of a DOCX → its words; with a first byte under 0x20 the rest is the package itself."""
    if data[:1] < b" ":
        _read("a.docx", b"PK\x03\x04" + data[1:])
        return
    body = b'<w:document xmlns:w="%s" xmlns:mc="%s"><w:body>%s</w:body></w:document>' % (_WORD, _COMPATIBLE, data)
    _read("a.docx", make_docx("", extra={"word/document.xml": body}))


def check_english(data: bytes) -> None:
    """Any text → a sound record by the English rules."""
    check_extraction(data, "en")


def check_chinese(data: bytes) -> None:
    """Any text → a sound record by the Chinese rules."""
    check_extraction(data, "zh-Hans")


def check_extraction(data: bytes, language: str) -> None:
    """Any text → a sound record, the same each time."""
    content = text_of(data, language)
    detect_language(content)
    document = DocumentInfo(id="sample", language=language)
    record = extract(content, document=document)
    check_record(content, record)
    if crc32(data) % 4 == 0:  # each input gets the same part of the checks each time it is run
        assert extract(content, document=document) == record
        check_round_trip(record)


def text_of(data: bytes, language: str) -> str:
    """Return the text that bytes stand for: UTF-8, or, behind a byte that UTF-8 never has, a word for each byte.

    Bytes changed at random are hardly ever words; this way they are sentences of a kind, and reach the grammar.
    """
    if data[:1] < b"\xf8":
        return data.decode("utf-8", "replace")
    words = VOCABULARY["zh" if language.startswith("zh") else "en"]
    return "".join(words[byte % len(words)] for byte in data[1:])


def check_round_trip(record: ExtractionRecord) -> None:
    """A record as JSON keeps the published schema, holds together, and reads back as itself."""
    text = render_record(record)
    value, mistakes = parse_json(text.encode("utf-8"), "record")
    assert not mistakes, mistakes
    assert not check_schema(value, SCHEMA, "record")
    assert not [*check_references(value)]
    assert parse_record(value) == record


def check_record(content: str, record: ExtractionRecord) -> None:
    """A record whose every quote stands in the text at its offsets, and whose every end exists."""
    keys: dict[str, str] = {}
    for kind in ("campaigns", "agencies", "officials", "cases", "events"):
        for thing in getattr(record, kind):
            assert thing.key not in keys, thing.key
            keys[thing.key] = kind
            _check_evidence(content, thing.evidence)
    for relation in record.relations:
        source, target = RELATION_ENDS[relation.type]
        assert keys.get(relation.source) == source, relation
        assert relation.target.startswith("domain:") if target == "domains" else keys[relation.target] == target
        _check_evidence(content, relation.evidence)
    for figure in record.figures:
        _check_evidence(content, (figure.span,))
        for key, kind in (
            (figure.campaign, "campaigns"),
            (figure.agency, "agencies"),
            (figure.case, "cases"),
            (figure.speaker, "officials"),
        ):
            assert key is None or keys.get(key) == kind, figure


def _check_evidence(content: str, spans: tuple[object, ...]) -> None:
    for span in spans:
        start, end, quote = span.start, span.end, span.quote  # type: ignore[attr-defined]
        assert start is not None
        assert 0 <= start < end <= len(content), span
        assert content[start:end] == quote, span


def _read(name: str, data: bytes) -> str | None:
    """Return the text of a document, None when it is refused as it should be."""
    original = Original(source=Source(id="a", name=name), data=data)
    try:
        parsed = parse_original(original)
    except KgError as error:
        if not str(error):
            raise AssertionError("an error without words") from error
        return None
    content = parsed.text.content
    content.encode("utf-8")
    assert re.search(r"\w", content)
    if crc32(data) % 8 == 0:
        assert parse_original(original) == parsed
    return content


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoding": check_decoding,
    "plain": check_plain,
    "html": check_html,
    "markdown": check_markdown,
    "pdf": check_pdf,
    "docx": check_docx,
    "english": check_english,
    "chinese": check_chinese,
}


def run(name: str, data: bytes) -> None:
    """Run a target on one input, and hold it to its bound of time (of this process's own work, not the clock's)."""
    started = time.process_time()
    TARGETS[name](data)
    spent = time.process_time() - started
    assert spent < BASE_S + PER_BYTE_S * len(data), f"took {spent:.1f} s for {len(data):,} bytes"
