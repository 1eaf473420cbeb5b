"""The words public bodies are called by, and one naming of a body."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon, Phrases, make_phrases
from kg.extract.text import Range
from kg.extract.wording import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One naming of a body: token range, the wordings it yields, and who it is (`ident`), of whom (`parent`).

    `given` are wordings put together from words that stand apart: "organs in A and B" gives "organs in B".
    """

    first: int
    last: int
    ident: str
    names: tuple[Range, ...]
    given: tuple[str, ...] = ()
    parent: str | None = None
    collective: bool = False
    place: str | None = None
    confidence: float = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The agency words of a lexicon, as sets."""

    strong: frozenset[str]
    foreign: frozenset[str]
    weak: frozenset[str]
    field: frozenset[str]
    lower_field: frozenset[str]
    lower_heads: frozenset[str]
    lower_collectives: frozenset[str]
    empty_fields: frozenset[str]
    leading: frozenset[str]
    owners_inside: frozenset[str]
    not_after: frozenset[str]
    acting: frozenset[str]
    anaphors: frozenset[str]
    known: Phrases
    known_case: dict[str, bool]
    nationwide: Phrases
    not_bodies: frozenset[str]
    quantifiers: frozenset[str]
    police_posts: frozenset[str]
    group_heads: frozenset[str]
    official_fields: frozenset[str]
    criminal_fields: frozenset[str]
    single_heads: frozenset[str]
    police_things: frozenset[str]
    customs_things: frozenset[str]
    any_member: frozenset[str]
    police_levels: frozenset[str]
    place_words: frozenset[str]
    listing: frozenset[str]
    connectors: frozenset[str]
    extending: frozenset[str]
    located: frozenset[str]
    after_state: frozenset[str]
    crimes: frozenset[str]
    numbered: frozenset[str]
    always_numbered: frozenset[str]
    days: frozenset[str]
    trailing: frozenset[str]
    empty_capitals: frozenset[str]
    levels: frozenset[str]
    content_heads: frozenset[str]
    service_fields: frozenset[str]
    bare_heads: frozenset[str]
    levels_of_government: frozenset[str]
    company: tuple[tuple[str, ...], ...]
    not_short_forms: frozenset[str]
    local_heads: frozenset[str]
    local_fields: frozenset[str]
    numbers: frozenset[str]
    alone: frozenset[str]
    doing: frozenset[str]
    fields_of_posts: frozenset[str]
    posts_before: frozenset[str]
    honorifics: frozenset[str]


@lru_cache(maxsize=16)
def agency_words(lexicon: Lexicon) -> Words:
    """Return the lexicon's agency words, compiled once."""

    def some(key: str, *, lower: bool = False) -> frozenset[str]:
        return frozenset(w.lower() if lower else w for w in lexicon.words("agencies", key))

    known: dict[str, str] = {}
    case: dict[str, bool] = {}
    for short, full in lexicon.table("agencies").get("known", {}).items():
        for name in (short, *full):
            known[name] = short
            case[fold(name)] = name.isupper()
    return Words(
        strong=some("strong") | some("foreign"),
        foreign=some("foreign"),
        weak=some("weak"),
        field=some("field", lower=True),
        lower_field=some("lower_field"),
        lower_heads=some("lower_heads"),
        lower_collectives=some("lower_collectives"),
        empty_fields=some("empty_fields"),
        leading=some("leading"),
        owners_inside=some("owners_inside"),
        not_after=some("not_after"),
        acting=some("acting"),
        anaphors=some("anaphors"),
        known=make_phrases(known),
        known_case=case,
        nationwide=lexicon.phrases("agencies", "nationwide"),
        not_bodies=frozenset(fold(w) for w in lexicon.words("agencies", "not_bodies")),
        quantifiers=some("quantifiers"),
        police_posts=some("police_posts"),
        group_heads=some("group_heads"),
        official_fields=some("official_fields"),
        criminal_fields=some("criminal_fields"),
        single_heads=some("single_heads"),
        police_things=some("police_things"),
        customs_things=some("customs_things"),
        any_member=some("any_member"),
        police_levels=some("police_levels"),
        place_words=some("place_words"),
        listing=some("listing"),
        connectors=some("connectors"),
        extending=some("extending"),
        located=some("located"),
        after_state=some("after_state"),
        crimes=some("crimes"),
        numbered=some("numbered"),
        always_numbered=some("always_numbered"),
        days=some("days"),
        trailing=some("trailing"),
        empty_capitals=some("empty_capitals"),
        content_heads=some("content_heads"),
        service_fields=some("service_fields"),
        bare_heads=some("bare_heads"),
        levels_of_government=some("levels_of_government"),
        company=tuple(tuple(cue.split()) for cue in lexicon.words("agencies", "company")),
        not_short_forms=some("not_short_forms"),
        levels=some("levels"),
        local_heads=some("local_heads"),
        local_fields=some("local_fields"),
        numbers=some("numbers"),
        alone=some("alone"),
        doing=some("doing"),
        fields_of_posts=some("fields_of_posts"),
        posts_before=frozenset(lexicon.words("officials", "roles")),
        honorifics=frozenset(lexicon.words("officials", "honorifics")),
    )


def stem(word: str) -> str:
    """Return the part of a word that can be a head: of "Unit-India" it is "Unit"."""
    if "-" not in word or word.startswith(("Directorate-", "Inspectorate-")):
        return word
    first, _, rest = word.partition("-")
    return first if rest[:1].isupper() else word


def identity(name: str) -> str:
    """Return a body's name in one order: "Bureau of Cyber Security" is "cyber security bureau".

    >>> identity("Bureau of Cyber Security")
    'cyber security bureau'
    """
    folded = fold(name)
    head, of, rest = folded.partition(" of ")
    return f"{rest} {head}" if of and head in ("bureau", "department", "division", "directorate") else folded


def abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether a short form stands for the words: it begins as they do and has a letter in capitals for most.

    >>> abbreviates("ASCom", ("Anti-Scam", "Command")), abbreviates("Xinhua", ("Ministry",))
    (True, False)
    """
    capitals = [c for c in short if c.isupper()]
    initials = {w[0].upper() for w in words if w[0].isalpha()} | {
        p[0].upper() for w in words for p in w.split("-") if p
    }
    return len(capitals) >= 2 and len(short) <= 10 and all(c in initials for c in capitals[:2])
