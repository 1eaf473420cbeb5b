"""Bytes → text, whatever the encoding: a byte order mark, then what was declared, then UTF-8, then the likeliest.

A byte order mark stays in the text as U+FEFF; whoever does not want it drops it. Bytes that do not decode become
U+FFFD and are counted. The result holds no surrogates.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import DocumentError
from kg.read.plausible import plausibility

# UTF-32 before UTF-16, whose little-endian mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The WHATWG Encoding Standard reads these labels as the larger set that pages really use.
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
_CANDIDATES = (
    "utf-8", "gb18030", "big5hkscs", "cp1252", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "cp949", "cp1251",
)  # fmt: skip
# Python knows codecs that no document is in, such as rot13 and unicode_escape.
_OF_DOCUMENTS = re.compile(r"(utf-(8|16|32)|cp|iso8859|koi8|big5|gb|euc|shift_jis|iso2022|mac|tis|johab|ascii|hz)")
_SINGLE_BYTE = re.compile(r"cp125\d|iso8859|koi8|latin|cp437|cp850|mac")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE_BYTES = 1 << 16
_LEAST_PLAUSIBLE = 0.3
_NOT_ASCII_TEXT = re.compile(rb"[\x80-\xff\x00]")
# Text may hold a stray control character; a program or an archive is full of them.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text and the encoding it was in; `replaced` counts the faults that now stand as U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode_text(data: bytes, declared: Iterable[str | None] = ()) -> Decoded:
    """Return the bytes as text; `declared` are encodings named for them, the most trusted first.

    Raises: DocumentError when the bytes are no text in any encoding known.

    >>> decode_text("打击".encode("gb18030")).text
    '打击'
    """
    decoded = _by_mark(data) or _as_declared(data, declared) or _as_utf8(data) or _as_likeliest(data)
    controls = len(_CONTROLS.findall(decoded.text))
    if controls > len(decoded.text) * _MOST_CONTROLS:
        raise DocumentError(
            f"found binary data ({controls:,} control characters among {len(decoded.text):,}); expected text"
        )
    return decoded


def codec_name(label: str) -> str | None:
    """Return Python's name for an encoding label, widened as browsers do; None when it is unknown.

    >>> codec_name("GB2312"), codec_name("latin1"), codec_name("nonsense")
    ('gb18030', 'cp1252', None)
    """
    try:
        name = codecs.lookup(label.strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return None
    return _LARGER.get(name, name) if _OF_DOCUMENTS.match(name) else None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            decoded = _decode(data, encoding)
            # A UTF-16 file whose first character is NUL begins as UTF-32 does.
            if encoding.startswith("utf-32") and decoded.replaced:
                continue
            return decoded
    return None


def _as_declared(data: bytes, declared: Iterable[str | None]) -> Decoded | None:
    """Return the text in the first declared encoding that fits, strictly."""
    names = [name for label in declared if label and (name := codec_name(label))]
    for name in names:
        # Servers send "ISO-8859-1" as a habit, and every byte fits it: what is valid UTF-8 is UTF-8.
        if _SINGLE_BYTE.match(name) and (utf8 := _as_utf8(data)):
            return utf8
        try:
            return Decoded(text=mend_surrogates(data.decode(name)), encoding=name)
        except (UnicodeError, ValueError):
            continue
    for name in names:
        # A fault here and there speaks of damage; many speak of a wrong declaration.
        decoded = _decode(data, name)
        if decoded.replaced * 200 <= len(decoded.text):
            return decoded
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    if b"\0" in data[:_SAMPLE_BYTES]:
        return None
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    try:  # some programs write the two halves of a character one by one (CESU-8), or a half alone
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    mended = mend_surrogates(text)
    return Decoded(text=mended, encoding="utf-8", replaced=mended.count("\ufffd") - text.count("\ufffd"))


def _as_likeliest(data: bytes) -> Decoded:
    sample = _sample(data)
    scores = [(plausibility(_decode_part(sample, name), name), -n) for n, name in enumerate(_CANDIDATES)]
    score, best = max(scores)
    if score < _LEAST_PLAUSIBLE:
        raise DocumentError("found bytes that are no text in any known encoding; expected a text document")
    return _decode(data, _CANDIDATES[-best])


def _sample(data: bytes) -> bytes:
    """Return a stretch of the bytes around the first that is not ASCII text, from an even offset."""
    found = _NOT_ASCII_TEXT.search(data)
    start = max(0, (found.start() if found else 0) - 1024) & ~1
    return data[start : start + _SAMPLE_BYTES]


def _decode_part(sample: bytes, encoding: str) -> str:
    """Return the sample's text; a character cut off at its end is not counted as a fault."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=False)


def _decode(data: bytes, encoding: str) -> Decoded:
    text = mend_surrogates(data.decode(encoding, "replace"))
    stated = 0
    if encoding.startswith("utf-"):  # only these can spell U+FFFD themselves
        stated = data.count("\ufffd".encode(encoding))
    return Decoded(text=text, encoding=encoding, replaced=max(0, text.count("\ufffd") - stated))


def mend_surrogates(text: str) -> str:
    """Return the text with halves of a character joined, and each half that stands alone as U+FFFD.

    >>> mend_surrogates("\\ud83d\\ude00 \\ud800") == "\N{GRINNING FACE} \N{REPLACEMENT CHARACTER}"
    True
    """
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
