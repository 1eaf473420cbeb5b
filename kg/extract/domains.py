"""Crime domains: the words of a text that speak of one."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.lexicon import Lexicon, Phrases, make_phrases
from kg.extract.mentions import DomainCue
from kg.extract.text import Range, Text


def find_domains(text: Text, lexicon: Lexicon, hidden: tuple[Range, ...] = ()) -> tuple[DomainCue, ...]:
    """Return the words that speak of crime domains, in order; words inside `hidden` spans (names of bodies) do not.

    A phrase may speak of several domains ("fake medicines": medicines and counterfeits).
    """
    tokens = text.tokens
    found: list[DomainCue] = []
    barred = list(hidden) + [
        (tokens.start[first], tokens.end[last - 1]) for first, last, _ in _not_phrases(lexicon).find(tokens)
    ]
    barred.sort()
    position = 0
    reach = -1
    for first, last, meaning in _cues(lexicon).find(tokens):
        start, end = tokens.start[first], tokens.end[last - 1]
        while position < len(barred) and barred[position][0] <= start:
            reach = max(reach, barred[position][1])
            position += 1
        if start < reach:
            continue
        for domain in meaning.split("|"):
            found.append(DomainCue(domain, start, end))
    return tuple(found)


@lru_cache(maxsize=16)
def _cues(lexicon: Lexicon) -> Phrases:
    meanings: dict[str, list[str]] = {}
    for domain, words in lexicon.table("domains").get("cues", {}).items():
        for word in words:
            meanings.setdefault(word, []).append(domain)
    return make_phrases({word: "|".join(domains) for word, domains in meanings.items()})


@lru_cache(maxsize=16)
def _not_phrases(lexicon: Lexicon) -> Phrases:
    return make_phrases({word: word for word in lexicon.words("domains", "not", "phrases")})
