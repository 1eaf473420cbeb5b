"""Crime domains: the words of a text that speak of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
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
    return tuple(_told_apart(text, lexicon, found))


def _told_apart(text: Text, lexicon: Lexicon, found: list[DomainCue]) -> list[DomainCue]:
    """Give words that may speak of either of two domains to the one that the rest of the text speaks of more.

    "Drug crimes" are narcotics, unless the text is about medicines.
    """
    for rule in lexicon.table("domains").get("either", ()):
        first, second, words = rule["first"], rule["second"], _folded(tuple(rule["words"]))
        doubtful = {
            i
            for i, cue in enumerate(found)
            if cue.domain == first and text.content[cue.start : cue.end].casefold() in words
        }
        if not doubtful:
            continue
        sure = Counter(cue.domain for i, cue in enumerate(found) if i not in doubtful)
        if sure[second] > sure[first]:
            found = [replace(cue, domain=second) if i in doubtful else cue for i, cue in enumerate(found)]
    return found


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


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
