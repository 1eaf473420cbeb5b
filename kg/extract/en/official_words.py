"""The words of posts and persons, and an official being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.text import Range


@dataclass(frozen=True, slots=True, eq=False)
class OfficialWords:
    """The official words of a lexicon, as sets."""

    roles: frozenset[str]
    modifiers: frozenset[str]
    ranks: frozenset[str]
    speech: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    not_roles: frozenset[str]
    honorifics: frozenset[str]
    passive: frozenset[str]
    askers: frozenset[str]
    press: frozenset[str]
    answerers: frozenset[str]
    lowest: frozenset[str]
    accused: frozenset[str]
    asides: tuple[str, ...]
    private: frozenset[str]
    inside: frozenset[str]
    follows: frozenset[str]


@lru_cache(maxsize=16)
def official_words(lexicon: Lexicon) -> OfficialWords:
    """Return the lexicon's official words, compiled once."""

    def some(key: str) -> frozenset[str]:
        return frozenset(lexicon.words("officials", key))

    return OfficialWords(
        roles=some("roles"),
        modifiers=some("modifiers"),
        ranks=some("ranks"),
        speech=some("speech"),
        particles=some("particles"),
        not_names=some("not_names"),
        not_roles=some("not_roles"),
        honorifics=some("honorifics"),
        passive=some("passive"),
        askers=some("askers"),
        press=some("press"),
        answerers=some("answerers"),
        lowest=some("lowest"),
        accused=some("accused"),
        asides=lexicon.words("officials", "asides"),
        private=some("private"),
        inside=some("inside"),
        follows=some("follows"),
    )


@dataclass(slots=True)
class Person:
    """One official being gathered."""

    name: str
    names: dict[str, str] = field(default_factory=dict)
    spans: list[Range] = field(default_factory=list)
    role: str | None = None
    roles: list[Range] = field(default_factory=list)
    confidence: float = 0.0
