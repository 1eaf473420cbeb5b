"""Described campaigns told from other words for a campaign named elsewhere, and gathered."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_descriptions import Description
from kg.extract.en.campaign_drives import Drive, sentence_of
from kg.extract.en.campaign_words import CodeName
from kg.extract.text import Range, Text
from kg.extract.wording import fold

_LOOK_BACK = 100
"""Described campaigns with which a new description is compared."""


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_SEASON = re.compile(r"(?:nationwide )?(?:summer|winter|spring|autumn) ")


_PARTNERS = re.compile(r"\d|\b(?:cooperation|together|jointly|collaboration|along) with\b|\bother departments\b")


def gather_descriptions(
    text: Text,
    reader: NamingReader,
    drives: dict[str, Drive],
    descriptions: list[Description],
    code_names: list[CodeName],
) -> list[tuple[Range, str | None]]:
    """Add the described campaigns; return wordings that stand for a campaign named elsewhere (None: the last named)."""
    anaphoric: list[tuple[Range, str | None]] = []
    described: list[Drive] = []
    spans = sorted((span, ident) for ident, drive in drives.items() for span in drive.spans)
    operations = [n.span[0] for n in code_names if n.how in ("prefixed", "named")]
    for each in descriptions:
        span = each.names[0]
        at = bisect_left(spans, (span, ""))
        inside = any(s[0] < span[1] and span[0] < s[1] for s, _ in spans[max(0, at - 1) : at + 2])
        if inside:
            continue
        near = _attached(text, each, span, spans, reader)
        if near is not None:
            anaphoric.append((span, near))
            continue
        home = _same_description(text, each, described)
        if home is not None:
            _add_description(text, drives[home], each)
            continue
        if each.heading and not each.wave:
            anaphoric.append((span, None))
            continue
        if not _stands_alone(text, reader, each, operations, bool(drives)):
            anaphoric.append((span, None))
            continue
        ident = fold(text.quote(each.names[0]))
        if ident not in drives:
            drives[ident] = Drive(ident, described=True, head=each.head, wave=each.wave)
            described.append(drives[ident])
        drive = drives[ident]
        _add_description(text, drive, each)
    return anaphoric


def _add_description(text: Text, drive: Drive, each: Description) -> None:
    confidence = 0.8 if each.marked and each.aimed else 0.7
    for span in each.names:
        name = text.quote(span)
        if len(name.split()) > 1:
            drive.names.setdefault(fold(name), re.sub(r"\s+", " ", name))
    drive.spans.append(each.names[0])
    drive.confidence = max(drive.confidence, confidence)


def _attached(
    text: Text, each: Description, span: Range, spans: list[tuple[Range, str]], reader: NamingReader
) -> str | None:
    """Return the code-named campaign that a description only describes: beside it in the same sentence."""
    sentence = text.sentences[text.sentence_at(span[0])]
    low = bisect_left(spans, ((sentence.start - 1, 0), ""))
    for named, ident in spans[low:]:
        if named[0] > sentence.end:
            break
        if named[1] <= span[0] and span[0] - named[1] < 40 and named[0] >= sentence.start:
            between = text.content[named[1] : span[0]]
            if (
                re.fullmatch(r"[\W_]*(?:was |is |, )?(?:an? |the )?(?:[\w-]+ ){0,2}[\W_]*", between)
                and "." not in between
            ):
                return ident
        if named[0] >= span[0] and named[0] - text.tokens.end[each.last - 1] < 45 and named[1] <= sentence.end + 1:
            between = text.content[text.tokens.end[each.last - 1] : named[0]].lower()
            if re.search(r"code|dubbed|named|called|known as|titled|themed", between) or re.fullmatch(
                r"[\s\W]*", between
            ):
                return ident
    return None


def _same_description(text: Text, each: Description, described: list[Drive]) -> str | None:
    """Return the described campaign met before that these words name again."""
    mine = {fold(text.quote(span)) for span in each.names}
    whole = fold(text.quote(each.names[0]))
    aim = _aim(whole, each.head)
    for drive in reversed(described[-_LOOK_BACK:]):
        ident = drive.ident
        shared = mine & set(drive.names)
        years = set(_YEAR.findall(whole))
        if years and not years & set(_YEAR.findall(" ".join(drive.names))):
            continue
        if aim and len(aim.split()) > 2 and any(_aim(name, drive.head) == aim for name in drive.names):
            return ident
        if (
            shared
            and (not aim or any(_aim(name, each.head) for name in shared))
            and len(max(shared, key=len).split()) > 1
        ):
            return ident
        season = _SEASON.match(whole)
        if season and not aim and any(name.startswith(season.group()) for name in drive.names):
            return ident
    return None


def _aim(name: str, head: str) -> str:
    """Return what a description says it is against: the words after its head."""
    _, found, rest = name.partition(f"{head} ")
    return rest if found else ""


def _stands_alone(text: Text, reader: NamingReader, each: Description, operations: list[int], named: bool) -> bool:
    """Whether a described campaign is one of its own, not another word for one named elsewhere."""
    if each.wave:
        return True
    if each.plural and not (each.aimed and each.marked and _has_result(text, each.names[0])):
        return False
    if each.plural:
        return True
    following = text.content[text.tokens.end[each.last - 1] : text.tokens.end[each.last - 1] + 400]
    if re.search(r"\b(?:code-?named|dubbed)\b", following):
        return False
    near = bool(operations) and operations[0] < text.tokens.end[each.last - 1] + 700
    if near and not (each.marked and each.aimed and "special" in text.quote(each.names[0])):
        return False
    if each.aimed and not each.marked and not each.duration:
        return not named or _has_result(text, each.names[0])
    return True


def _has_result(text: Text, span: Range) -> bool:
    """Whether a result, a date or a partner stands in the same sentence."""
    return bool(_PARTNERS.search(sentence_of(text, span)))
