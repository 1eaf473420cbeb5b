"""Which unit a noun is counted in, and which words are units of measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon, Phrases, make_phrases
from kg.extract.text import PLAIN, TOKEN

AMOUNTS = frozenset({"money", "mass", "volume", "area", "length"})
"""Kinds of measure whose figures are amounts."""


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The units of one language: nouns (in the singular) and words of measure."""

    nouns: Mapping[str, str]
    phrases: Mapping[str, str]
    measures: Phrases
    close: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    signs: frozenset[str]

    def known(self, word: str) -> bool:
        """Whether a lower-case word is a noun that is counted."""
        return word in self.nouns or singular(word) in self.nouns

    def of(self, words: tuple[str, ...]) -> str | None:
        """Return the unit of a noun phrase by its last word, or the last two; None when the noun is not known."""
        if not words:
            return None
        head = words[-1]
        if len(words) > 1:
            pair = f"{words[-2]} {head}"
            found = self.phrases.get(pair) or self.phrases.get(f"{words[-2]} {singular(head)}")
            if found:
                return found
        found = self.nouns.get(head) or self.nouns.get(singular(head))
        if not found and "-" in head:
            tail = head.rsplit("-", 1)[-1]
            found = self.nouns.get(tail) or self.nouns.get(singular(tail))
        return found

    def measure(self, words: str) -> str | None:
        """Return the kind of measure that some words name ("kg": mass, "USD": money); None when they name none."""
        entry = [m.group().translate(PLAIN).lower() for m in TOKEN.finditer(words)]
        rests = self.measures.first.get(entry[0]) if entry else None
        found = rests[1].get(tuple(entry[1:])) if rests else None
        return found or ("money" if words.strip() in self.signs else None)

    def guess(self, head: str) -> str:
        """Return the likeliest unit of a noun that is not listed, by its ending."""
        for ending, unit in self.endings:
            if len(head) > len(ending) + 2 and head.endswith(ending):
                return unit
        return "item"


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return a lower-case noun without its plural ending.

    >>> singular("seizures"), singular("bodies"), singular("boxes"), singular("business")
    ('seizure', 'body', 'box', 'business')
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("buses", "xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=8)
def load_units(lexicon: Lexicon) -> Units:
    """Return the units of a language."""
    table = lexicon.table("units")
    nouns: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for unit, words in table.get("nouns", {}).items():
        for word in words:
            (phrases if " " in word else nouns).setdefault(word, unit)
    measures = {word: unit for unit, entry in table.get("measures", {}).items() for word in entry.get("words", ())}
    measures |= dict.fromkeys(table.get("currencies", {}).get("words", ()), "money")
    close = {word: unit for word, unit in measures.items() if " " not in word and len(word) <= 5}
    endings = sorted(
        ((end, unit) for unit, ends in table.get("endings", {}).items() for end in ends),
        key=lambda p: (-len(p[0]), p[0]),
    )
    signs = frozenset(table.get("currencies", {}).get("signs", ()))
    return Units(nouns, phrases, make_phrases(measures), close, tuple(endings), signs)
