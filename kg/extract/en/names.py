"""What names are made of: capitalised words, places, quoted words, names of persons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon, Phrases, make_phrases
from kg.extract.text import Range, Text, Tokens

ROMAN = re.compile(r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3}|V)\Z")
YEAR = re.compile(r"(?:19|20)\d\d\Z")
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)\Z")


def is_capital(word: str) -> bool:
    """Whether a word can be part of a capitalised name; "301st" can."""
    first = word[0]
    return first.isupper() or (first in "0123456789" and _ORDINAL.match(word) is not None)


def surer(confidence: float, namings: int) -> float:
    """Return how sure a name is that is met so often: each further naming takes a fifth of the doubt, up to three.

    >>> surer(0.8, 1), surer(0.8, 3)
    (0.8, 0.872)
    """
    return round(1 - (1 - confidence) * 0.8 ** min(namings - 1, 3), 3) if namings > 1 else confidence


@dataclass(frozen=True, slots=True)
class Place:
    """A place the lexicon knows: token range, and whether the word is an adjective ("Chinese")."""

    first: int
    last: int
    name: str
    adjective: bool


def find_places(tokens: Tokens, lexicon: Lexicon) -> dict[int, Place]:
    """Return the places the lexicon knows, by the token they begin at."""
    phrases = _place_phrases(lexicon)
    found: dict[int, Place] = {}
    for first, last, meaning in phrases.find(tokens):
        if tokens.word[first][0].isupper():
            kind, name = meaning.split(":", 1)
            found[first] = Place(first, last, name, kind == "adjective")
    return found


@lru_cache(maxsize=16)
def _place_phrases(lexicon: Lexicon) -> Phrases:
    meanings: dict[str, str] = {}
    for name, adjectives in lexicon.table("places").get("countries", {}).items():
        meanings[name] = f"place:{name}"
        for adjective in adjectives:
            short = adjective.isupper() or "." in adjective
            meanings[adjective] = f"place:{name}" if short else f"adjective:{name}"
    for names in lexicon.table("places").get("regions", {}).values():
        for name in names:
            meanings[name] = f"place:{name}"
    return make_phrases(meanings)


_OPEN = {'"': '"', "“": "”", "”": "”", "„": "“", "«": "»", "'": "'", "‘": "’", "「": "」", "『": "』", "《": "》"}
_LONGEST_QUOTED = 120


def find_quoted(text: Text) -> list[Range]:
    """Return the spans of words within quotation marks, marks excluded, none longer than a title."""
    content = text.content
    found: list[Range] = []
    for block in text.blocks:
        position = block.start
        while True:
            match = _QUOTE.search(content, position, block.end)
            if match is None:
                break
            close = _OPEN[match.group()]
            end = content.find(close, match.end(), min(block.end, match.end() + _LONGEST_QUOTED))
            while close in "'’" and 0 < end < block.end - 1 and content[end + 1].isalpha():
                end = content.find(close, end + 1, min(block.end, match.end() + _LONGEST_QUOTED))
            if end < 0 and close == "”":
                end = content.find('"', match.end(), min(block.end, match.end() + _LONGEST_QUOTED))
            if end > match.end() and not content[match.end()].isspace():
                found.append((match.end(), end))
                position = end + 1
            else:
                position = match.end()
    return found


# An apostrophe opens a quotation only after a space and before a capital.
_QUOTE = re.compile(r"""["“„«「『《]|(?<=[\s(])[‘'](?=[A-Z])""")
