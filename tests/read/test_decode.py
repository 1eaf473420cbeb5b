"""Bytes → text: marks, declarations, undeclared encodings, damage."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.read.decode import Decoded, codec_name, decode_text

CHINESE = "公安机关严厉打击电信网络诈骗犯罪，抓获犯罪嫌疑人一百零四名，查封银行账户三百个。"
TRADITIONAL = "警方嚴厲打擊電信網絡詐騙犯罪，拘捕嫌疑人一百零四名，凍結銀行帳戶三百個。"
ENGLISH = "Police seized “goods” worth €3.5 million in a café – 104 people were arrested."
RUSSIAN = "Полиция задержала сто четыре человека во время операции."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        *((text, name) for text in (CHINESE, TRADITIONAL, ENGLISH) for name in ("utf-8", "utf-16-le", "utf-16-be")),
        ("警察は特殊詐欺の容疑者を逮捕しました。", "cp932"),
        ("경찰은 보이스피싱 조직원을 검거했다.", "cp949"),
    ],
)
def test_undeclared_encodings_are_found(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)


def test_a_short_line_suffices_for_gbk() -> None:
    assert decode_text("严厉打击违法犯罪".encode("gbk")).text == "严厉打击违法犯罪"


def test_one_foreign_letter_far_into_a_file_is_found() -> None:
    text = "All of this is plain. " * 20_000 + "Then a café."
    assert decode_text(text.encode("cp1252")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_stays_as_the_first_character(encoding: str) -> None:
    decoded = decode_text(("\ufeff" + ENGLISH).encode(encoding), ["gbk"])
    assert (decoded.text, decoded.encoding) == ("\ufeff" + ENGLISH, encoding)


@settings(deadline=None)
@given(st.text().filter(lambda text: "\0" not in text))
def test_utf8_without_controls_comes_back_byte_for_byte(text: str) -> None:
    printable = "word " * 20 + "".join(char for char in text if char.isprintable() or char in "\r\n\t")
    decoded = decode_text(printable.encode("utf-8"))
    assert decoded.text.encode("utf-8") == printable.encode("utf-8")


def test_line_endings_are_left_alone() -> None:
    assert decode_text(b"one\r\ntwo\rthree\n\x0cfour\n").text == "one\r\ntwo\rthree\n\x0cfour\n"


def test_a_character_cut_off_at_the_end_becomes_one_replacement() -> None:
    decoded = decode_text(CHINESE.encode("utf-8")[:-1])
    assert (decoded.text, decoded.encoding, decoded.replaced) == (CHINESE[:-1] + "\ufffd", "utf-8", 1)


def test_a_damaged_byte_costs_one_character() -> None:
    data = bytearray(CHINESE.encode("utf-8"))
    data[30] = 0xFF
    decoded = decode_text(bytes(data))
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\ufffd", "") == CHINESE[:10] + CHINESE[11:]
    assert decoded.replaced >= 1


def test_a_replacement_character_in_the_file_is_no_damage() -> None:
    assert decode_text("a \ufffd b".encode()).replaced == 0


def test_lone_surrogates_become_replacements() -> None:
    utf16 = decode_text(b"\xff\xfe" + "Police ".encode("utf-16-le") + b"\x00\xd8" + "said".encode("utf-16-le"))
    assert utf16.text == "\ufeffPolice \ufffdsaid"
    utf8 = decode_text(b"Police said \xed\xa0\x80 nothing more than that.")
    assert utf8 == Decoded(text="Police said \ufffd nothing more than that.", encoding="utf-8", replaced=1)
    assert decode_text(b"Police \xed\xa0\xbd\xed\xb8\x80 said").text == "Police \U0001f600 said"


def test_a_stray_nul_is_kept() -> None:
    assert decode_text(b"Police arrested 104 people.\x00 More was not said.").text.count("\0") == 1


@pytest.mark.parametrize(
    ("declared", "data", "expected"),
    [
        ("gb2312", "镕基".encode("gbk"), "镕基"),  # the label of a smaller set than the page is in
        ("iso-8859-1", "“a”".encode("cp1252"), "“a”"),
        ("iso-8859-1", CHINESE.encode("utf-8"), CHINESE),  # a server's habit, and wrong
        ("utf-8", CHINESE.encode("gbk"), CHINESE),  # wrong too
        ("koi8-r", RUSSIAN.encode("koi8-r"), RUSSIAN),
        ("no-such-thing", CHINESE.encode("gbk"), CHINESE),
        ("rot13", b"Police said", "Police said"),
        ("unicode_escape", rb"C:\new\q", r"C:\new\q"),
    ],
)
def test_a_declared_encoding_is_trusted_where_it_fits(declared: str, data: bytes, expected: str) -> None:
    assert decode_text(data, [declared]).text == expected


def test_damage_does_not_overturn_a_declaration() -> None:
    decoded = decode_text((CHINESE * 20).encode("gbk") + b"\xff", ["gbk"])
    assert (decoded.text, decoded.replaced) == (CHINESE * 20 + "\ufffd", 1)


def test_labels_are_widened_as_browsers_do() -> None:
    assert [codec_name(label) for label in ("GB2312", "latin-1", " 'Shift_JIS' ", "us-ascii", "hex", "\0")] == [
        "gb18030",
        "cp1252",
        "cp932",
        "cp1252",
        None,
        None,
    ]


@pytest.mark.parametrize(
    "data", [b"\0" * 100, bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 50, random.Random(7).randbytes(4_000)]
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"binary|no text"):
        decode_text(data)


@settings(deadline=None)
@given(st.binary(), st.sampled_from([None, "utf-8", "gbk", "utf-16", "big5", "iso-2022-jp", "utf-7", "hz"]))
@example(b"\xff\xfe\x00", None)
@example(b"\xff\xfe\x00\x00\x00", None)
@example(b"\xef\xbb\xbf", "gbk")
def test_any_bytes_give_text_or_a_clear_error(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode_text(data, [declared])
    except DocumentError:
        return
    decoded.text.encode("utf-8")
    assert decoded == decode_text(data, [declared])
