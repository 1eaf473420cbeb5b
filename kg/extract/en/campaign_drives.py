"""Namings by a code name gathered into campaigns: editions, other renderings, aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from kg.extract.en.campaign_words import CampaignWords, CodeName
from kg.extract.text import Range, Text
from kg.extract.wording import fold

_MOST_RENDERINGS = 200
"""Code names of one year compared with each other; a text with more is a list, not an announcement."""


_APART = re.compile(r"\b(?:itself|as a whole|forerunner|altogether|goes back|every year|over the years|yearly)\b", re.I)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_DAYS = re.compile(r"(\d+) day (?:action|operation|campaign|crackdown)\Z")


_PAST = re.compile(r"\b(?:earlier|previous|recalled|predecessor|preceding|compared|conducted in|followed|last)\b", re.I)


_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(slots=True)
class Drive:
    """One campaign being gathered."""

    ident: str
    names: dict[str, str] = field(default_factory=dict)
    spans: list[Range] = field(default_factory=list)
    series: str | None = None
    edition: str | None = None
    described: bool = False
    confidence: float = 0.0
    head: str = "operation"
    wave: bool = False

    def add(self, name: str, span: Range, confidence: float) -> None:
        """Note one more naming."""
        name = re.sub(r"\s+", " ", name)
        self.names.setdefault(fold(name), name)
        self.spans.append(span)
        self.confidence = max(self.confidence, confidence)


def _ident(words: CampaignWords, name: str) -> str:
    return _DAYS.sub(r"\1 day action", fold(words.bare(name)))


def gather_names(text: Text, words: CampaignWords, code_names: list[CodeName]) -> dict[str, Drive]:
    """Return the campaigns that namings by a code name speak of, by who they are."""
    drives: dict[str, Drive] = {}
    bare: list[CodeName] = []
    for each in code_names:
        series, edition = words.series_of(each.name)
        if edition is None:
            bare.append(each)
            continue
        drive = drives.setdefault(_ident(words, each.name), Drive(_ident(words, each.name)))
        drive.series, drive.edition = drive.series or series, edition
        drive.add(each.name, each.span, each.confidence)
    _join_renderings(drives)
    by_series: dict[str, list[Drive]] = defaultdict(list)
    for drive in drives.values():
        if drive.series is not None and drive.edition is not None:
            by_series[fold(drive.series)].append(drive)
    previous: Drive | None = None
    for each in bare:
        home = _home(text, words, each, by_series)
        ident = home if home is not None else _ident(words, each.name)
        drive = drives.setdefault(ident, Drive(ident))
        if home is None and each.how in ("quoted", "named") and drive.series is None:
            drive.series = words.series_of(each.name)[0]
        drive.add(each.name, each.span, each.confidence)
        if each.also is not None:
            drive.names.setdefault(fold(each.also), each.also)
        ordinal = re.search(
            r"\b(first|second|third|fourth)\s+\Z", text.content[max(0, each.span[0] - 9) : each.span[0]]
        )
        if home is None and ordinal is not None and each.how != "short":
            drive.add(f"{ordinal.group(1)} {each.name}", each.span, each.confidence)
        near = previous is not None and previous is not drive and _is_alias(text, words, previous.spans[-1], each)
        if near and previous is not None and home is None and (each.how == "short" or len(drive.spans) == 1):
            previous.names.update(drive.names)
            previous.spans += drive.spans
            del drives[ident]
        else:
            previous = drive
    _join_short(drives)
    return drives


def _is_alias(text: Text, words: CampaignWords, before: Range, each: CodeName) -> bool:
    """Whether a naming only gives another name: "(SACLEO)" after a title, "known as EMMA 9" after a name."""
    gap = each.span[0] - before[1]
    if each.how == "short":
        return gap < 4
    if each.how not in ("named", "edition") or not 0 < gap < 24:
        return False
    tokens = text.tokens
    first = tokens.at(before[1])
    first += tokens.start[first] < before[1]
    while first < len(tokens) and (tokens.word[first] in ',("“' or tokens.low[first] in ("also", "and", "the")):
        first += 1
    hit = words.naming.match(tokens, first)
    return hit is not None and tokens.start[hit[0]] >= each.span[0] - 3


def _join_short(drives: dict[str, Drive]) -> None:
    """Tie a title's short form, met again later, to the title."""
    titles = {name: drive for drive in drives.values() if len(drive.names) > 1 for name in drive.names}
    for ident, drive in list(drives.items()):
        name = next(iter(drive.names.values()))
        title = titles.get(fold(name))
        if len(drive.names) == 1 and len(name) > 2 and title is not None and title is not drive:
            title.spans += drive.spans
            del drives[ident]


def _home(text: Text, kinds: CampaignWords, each: CodeName, by_series: dict[str, list[Drive]]) -> str | None:
    """Return the edition that a code name without one stands for here; None when it stands for itself."""
    editions = by_series.get(fold(kinds.series_of(each.name)[0]), [])
    if not editions or each.plural:
        return None
    if all(d.spans[0][0] > each.span[0] and _is_told_past(text, d) for d in editions):
        return None
    sentence = text.sentences[text.sentence_at(each.span[0])]
    words = text.content[sentence.start : sentence.end]
    if _APART.search(words):
        return None
    before = text.content[max(0, each.span[0] - 12) : each.span[0]].lower()
    if re.search(r"\bfirst\s+\Z|\bother\s+\Z", before):
        return None
    latest = max(editions, key=lambda d: (len(d.spans), edition_order(d.edition or ""), -d.spans[0][0]))
    years = {int(y) for y in _YEAR.findall(words)}
    named = [y for d in editions for y in map(int, _YEAR.findall(d.edition or ""))]
    if years and not named and "edition" not in words and (latest.edition or "") not in words:
        told = {int(y) for s in latest.spans[:3] for y in _YEAR.findall(sentence_of(text, s))}
        if (told and max(years) < max(told)) or (not told and each.how == "prefixed" and len(editions) > 1):
            return None
    return latest.ident


def _is_told_past(text: Text, drive: Drive) -> bool:
    """Whether an edition is named once, as one long past: "in VAJRA-I, conducted two years before"."""
    once = len(drive.spans) == 1 and len(drive.edition or "") < 4
    return once and bool(_PAST.search(sentence_of(text, drive.spans[0])))


def sentence_of(text: Text, span: Range) -> str:
    """Return the sentence in which some words begin."""
    sentence = text.sentences[text.sentence_at(span[0])]
    return text.content[sentence.start : sentence.end]


def _join_renderings(drives: dict[str, Drive]) -> None:
    """Take two renderings of one code name for one: same year, same length, all words but one in common."""
    groups: dict[tuple[str | None, int], list[Drive]] = defaultdict(list)
    for drive in drives.values():
        words = (drive.series or "").split()
        if len(words) > 1 and len(drive.edition or "") == 4:
            groups[drive.edition, len(words)].append(drive)
    for group in groups.values():
        kept: list[Drive] = []
        for drive in group[:_MOST_RENDERINGS]:
            mine = set((drive.series or "").lower().split())
            home = next((k for k in kept if len(mine - set((k.series or "").lower().split())) == 1), None)
            if home is None:
                kept.append(drive)
            else:
                home.names.update(drive.names)
                home.spans += drive.spans
                del drives[drive.ident]


def edition_order(edition: str) -> int:
    """Return an edition's place in its series: the year, or the value of the numeral."""
    if edition[:4].isdigit():
        return int(edition[:4])
    values = [_ROMAN.get(c, 0) for c in edition]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
