"""Campaigns: code names and descriptions tied into the campaigns a text speaks of, and "the operation" after them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_described import gather_descriptions
from kg.extract.en.campaign_descriptions import DescriptionReader
from kg.extract.en.campaign_drives import Drive, edition_order, gather_names
from kg.extract.en.campaign_names import read_code_names
from kg.extract.en.campaign_words import campaign_words
from kg.extract.en.names import surer
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, Gazetteer, Reference
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import free_key, slug


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The campaigns found, where each is spoken of, the one the text is about, and quotations that label cases."""

    found: tuple[FoundCampaign, ...]
    references: tuple[Reference, ...]
    main: str | None
    case_labels: frozenset[Range]


def find_campaigns(text: Text, lexicon: Lexicon, reader: NamingReader, gazetteer: Gazetteer | None = None) -> Campaigns:
    """Return the campaigns a text names or describes, and every reference to them."""
    words = campaign_words(lexicon)
    code_names, case_labels = read_code_names(text, lexicon, reader, gazetteer)
    drives = gather_names(text, words, code_names)
    descriptions = list(DescriptionReader(text, words, reader).read())
    anaphoric = gather_descriptions(text, reader, drives, descriptions, code_names)
    main = _main(text, drives)
    return _finish(text, lexicon, reader, drives, anaphoric, main, case_labels)


def _main(text: Text, drives: dict[str, Drive]) -> str | None:
    """Return the campaign the text is about: in its title, or named most."""
    if not drives:
        return None
    opening = text.blocks[min(3, len(text.blocks) - 1)].end if text.blocks else 0
    weights: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for drive in drives.values():
        if drive.edition is not None and drive.series is not None:
            latest[drive.series] = max(latest.get(drive.series, ""), drive.edition, key=edition_order)
    for ident, drive in drives.items():
        for start, _ in drive.spans:
            weights[ident] += 3 if start < opening else 1
        if drive.described:
            weights[ident] -= 1
        if drive.edition is not None and drive.edition == latest.get(drive.series or ""):
            weights[ident] += 1
        if any(name.startswith(("operation ", "project ")) for name in drive.names):
            weights[ident] += 1
    best = max(drives, key=lambda ident: (weights[ident], -drives[ident].spans[0][0]))
    early = drives[best].spans[0][0] < opening or min(drives[best].spans)[0] < opening
    share = len(drives[best].spans) / max(1, sum(len(d.spans) for d in drives.values()))
    return best if early or share >= 0.4 or len(drives) == 1 else None


def _finish(
    text: Text,
    lexicon: Lexicon,
    reader: NamingReader,
    drives: dict[str, Drive],
    anaphoric: list[tuple[Range, str | None]],
    main: str | None,
    case_labels: frozenset[Range],
) -> Campaigns:
    keys: dict[str, str] = {}
    taken: dict[str, int] = {}
    words = campaign_words(lexicon)
    for ident, drive in drives.items():
        base = slug(words.bare(next(iter(drive.names)))) or "campaign"
        keys[ident] = free_key(base, taken)
    references = [
        Reference(start, end, keys[ident], "campaign") for ident, drive in drives.items() for start, end in drive.spans
    ]
    references.sort(key=lambda r: (r.start, -r.end))
    references += [
        Reference(span[0], span[1], key, "campaign", named=False)
        for span, ident in anaphoric
        if (key := keys[ident] if ident is not None else _meant(references, span, keys.get(main or ""))) is not None
    ]
    references.sort(key=lambda r: (r.start, -r.end))
    references += _anaphors(text, lexicon, references, keys.get(main or ""))
    references.sort(key=lambda r: (r.start, -r.end))
    found = [
        FoundCampaign(
            key=keys[ident],
            names=tuple(drive.names.values()),
            spans=tuple(sorted(set(drive.spans))),
            confidence=surer(drive.confidence, len(set(drive.spans))),
            series=drive.series,
            edition=drive.edition,
            described=drive.described,
        )
        for ident, drive in drives.items()
    ]
    found.sort(key=lambda f: f.spans[0])
    return Campaigns(tuple(found), tuple(references), keys.get(main or ""), case_labels)


def _meant(references: list[Reference], span: Range, main: str | None) -> str | None:
    """Return the campaign another wording stands for: one named soon after, else the last before, else the main."""
    at = bisect_left(references, span[0], key=lambda r: r.start)
    if at < len(references) and references[at].start - span[1] < 300:
        return references[at].key
    return references[at - 1].key if at else main


def _anaphors(text: Text, lexicon: Lexicon, references: list[Reference], main: str | None) -> list[Reference]:
    """Find "the operation", "this special action": the campaign spoken of last before it, else the main one."""
    tokens = text.tokens
    found: list[Reference] = []
    position = 0
    last: str | None = None
    last_block = last_sentence = -1
    covered = -1
    for first, end, _ in campaign_words(lexicon).anaphors.find(tokens):
        start = tokens.start[first]
        while position < len(references) and references[position].start <= start:
            if references[position].end > start:
                covered = references[position].end
            sentence = text.sentence_at(references[position].start)
            if sentence != last_sentence or last is None or references[position].key == main:
                last = references[position].key
            last_sentence, last_block = sentence, text.block_at(references[position].start)
            position += 1
        if start < covered or first == 0:
            continue
        before = tokens.low[first - 1]
        begins = tokens.word[first][0].isupper() and text.blocks[text.block_at(start)].kind is BlockKind.PROSE
        if before in ("the", "this", "that", "its", "entire") or begins:
            if position < len(references) and references[position].start - tokens.end[end - 1] < 4:
                last = references[position].key
            near = last if last is not None and text.block_at(start) - last_block <= 4 else main or last
            if near is not None:
                found.append(Reference(start, tokens.end[end - 1], near, "campaign", named=False))
    return found
