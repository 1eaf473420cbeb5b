"""The campaign words of a lexicon, and what a code name is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon, Phrases
from kg.extract.text import Range

EDITION = re.compile(
    r"(.+?)[\s-]*((?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?|\b(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3}|V))\Z"
)
NUMBERED = re.compile(r"(.+?)[\s-]+(\d{1,2}(?:\.\d)?)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeName:
    """One naming by a code name: the span named, the name itself, how it came to be known."""

    span: Range
    name: str
    how: str
    confidence: float
    plural: bool = False
    also: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CampaignWords:
    """The campaign words of a lexicon, as sets."""

    prefixes: frozenset[str]
    case_heads: frozenset[str]
    prefix: re.Pattern[str]
    heads: frozenset[str]
    title_heads: frozenset[str]
    loose_heads: frozenset[str]
    named_heads: frozenset[str]
    inquiries: frozenset[str]
    after_prefix: frozenset[str]
    rules: frozenset[str]
    not_editions: frozenset[str]
    not_names: frozenset[str]
    described: frozenset[str]
    adjectives: frozenset[str]
    marks: frozenset[str]
    heading_verbs: frozenset[str]
    ordinals: dict[str, int]
    waves: frozenset[str]
    wave_of: frozenset[str]
    wave_kinds: frozenset[str]
    counts: frozenset[str]
    fields: frozenset[str]
    matters: frozenset[str]
    seasons: frozenset[str]
    stops: frozenset[str]
    cuts: frozenset[str]
    begun: frozenset[str]
    aims: frozenset[str]
    naming: Phrases
    code_naming: Phrases
    carrying: Phrases
    anaphors: Phrases

    def bare(self, name: str) -> str:
        """Return a code name without "Operation" or the like before it."""
        return self.prefix.sub("", name)

    def series_of(self, name: str) -> tuple[str, str | None]:
        """Return a code name without its edition, and the edition: "Kunlun 2023" is of the series "Kunlun"."""
        bare = self.bare(name)
        match = EDITION.match(bare)
        if match is None or not match.group(1).strip():
            return bare, None
        return match.group(1).strip(" -–"), match.group(2)


@lru_cache(maxsize=16)
def campaign_words(lexicon: Lexicon) -> CampaignWords:
    """Return the lexicon's campaign words, compiled once."""

    def some(key: str) -> frozenset[str]:
        return frozenset(lexicon.words("campaigns", key))

    adjectives = {part for phrase in some("adjectives") for part in phrase.split()}
    prefixes = some("prefixes")
    forms = "|".join(sorted((re.escape(p) for p in prefixes), key=len, reverse=True))
    return CampaignWords(
        prefixes=prefixes,
        case_heads=frozenset(lexicon.words("cases", "labelled")),
        prefix=re.compile(rf"\A(?:{forms})\s+", re.IGNORECASE),
        heads=some("heads"),
        title_heads=some("title_heads"),
        loose_heads=some("loose_heads"),
        named_heads=some("named_heads"),
        inquiries=some("inquiries"),
        after_prefix=some("after_prefix"),
        rules=some("rules"),
        not_editions=some("not_editions"),
        not_names=some("not_names"),
        described=some("described"),
        adjectives=frozenset(adjectives),
        marks=some("marks"),
        heading_verbs=some("heading_verbs"),
        ordinals={w: i + 1 for i, w in enumerate(lexicon.words("campaigns", "ordinals"))},
        waves=some("waves"),
        wave_of=some("wave_of"),
        wave_kinds=some("wave_kinds"),
        counts=some("counts"),
        fields=some("fields"),
        matters=some("matters"),
        seasons=some("seasons"),
        stops=some("stops") | frozenset(',.;:()\n "“”–—') | {"--"},
        cuts=some("cuts"),
        begun=some("begun"),
        aims=some("aims"),
        naming=lexicon.phrases("campaigns", "naming"),
        code_naming=lexicon.phrases("campaigns", "code_naming"),
        carrying=lexicon.phrases("campaigns", "carrying"),
        anaphors=lexicon.phrases("campaigns", "anaphors"),
    )
