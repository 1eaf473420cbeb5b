"""What kg knows of a language: words in plain tables, one folder of TOML per language, read once.

Adding a word is one line in ``kg/extract/<language>/lexicon/*.toml``; adding a language is one folder. Every file is
a table of its own, named by the file; `Lexicon.table("agencies")` is ``agencies.toml`` as it stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kg.errors import UnknownTerm
from kg.extract.text import PLAIN, TOKEN, Tokens

FALLBACK = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Words and phrases that stand for something, found in a text's tokens in one pass.

    `first` maps the first word of a phrase to the numbers of words that may follow it, most first, and to what the
    phrase of these words means; a table of thousands of phrases costs no more to look in than one of ten.
    """

    first: Mapping[str, tuple[tuple[int, ...], Mapping[tuple[str, ...], str]]]

    def find(self, tokens: Tokens) -> list[tuple[int, int, str]]:
        """Return (first token, token past the last, meaning) of every phrase found, leftmost longest, in order."""
        found: list[tuple[int, int, str]] = []
        first = self.first
        skip = 0
        for i in tokens.having(first):
            if i >= skip:
                hit = self.match(tokens, i)
                if hit is not None:
                    found.append((i, *hit))
                    skip = hit[0]
        return found

    def match(self, tokens: Tokens, index: int) -> tuple[int, str] | None:
        """Return (token past the last, meaning) of the longest phrase that starts at token `index`, if any."""
        low = tokens.low
        entry = self.first.get(low[index]) if index < len(low) else None
        if entry is not None:
            for size in entry[0]:
                meaning = entry[1].get(low[index + 1 : index + 1 + size])
                if meaning is not None:
                    return index + 1 + size, meaning
        return None


def make_phrases(meanings: Mapping[str, str]) -> Phrases:
    """Return `Phrases` from phrase → meaning; case and the kind of apostrophe do not matter."""
    first: dict[str, dict[tuple[str, ...], str]] = {}
    for phrase, meaning in meanings.items():
        words = [m.group().translate(PLAIN).lower() for m in TOKEN.finditer(phrase)]
        if words:
            first.setdefault(words[0], {}).setdefault(tuple(words[1:]), meaning)
    return Phrases(
        {word: (tuple(sorted({len(rest) for rest in rests}, reverse=True)), rests) for word, rests in first.items()}
    )


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """One language's tables, by file name; compared and hashed by identity, so that compiled forms can be cached."""

    language: str
    tables: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def table(self, name: str) -> Mapping[str, Any]:
        """Return one file's content; empty when the language has no such file."""
        return self.tables.get(name, MappingProxyType({}))

    def words(self, name: str, *keys: str) -> tuple[str, ...]:
        """Return a list of words at a path of keys in a file; empty when it is not there."""
        value: Any = self.table(name)
        for key in keys:
            value = value.get(key, ()) if isinstance(value, Mapping) else ()
        return tuple(value)

    def phrases(self, name: str, *keys: str) -> Phrases:
        """Return the phrases of a table whose values are lists of words: each word means its key."""
        return _phrases(self, name, keys)

    @property
    def abbreviations(self) -> tuple[str, ...]:
        """Return the words that end in a full stop without ending a sentence, written without it."""
        return self.words("text", "abbreviations")


@lru_cache(maxsize=256)
def _phrases(lexicon: Lexicon, name: str, keys: tuple[str, ...]) -> Phrases:
    value: Any = lexicon.table(name)
    for key in keys:
        value = value.get(key, {})
    if isinstance(value, Mapping):
        return make_phrases({phrase: meaning for meaning, phrases in value.items() for phrase in phrases})
    return make_phrases({phrase: phrase for phrase in value})


@lru_cache(maxsize=1)
def available_languages() -> tuple[str, ...]:
    """Return the languages kg can read, sorted."""
    folder = files("kg.extract")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.joinpath("lexicon").is_dir()))


def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language tag: "en-GB" is read as "en", "zh-Hant" as "zh" where there is no closer one.

    Raises: UnknownTerm when kg has no words of that language.
    """
    return _load(_folder_of(language))


@lru_cache(maxsize=64)
def load_table(language: str, name: str) -> Mapping[str, Any]:
    """Return one file of a language's lexicon, without reading the others.

    Raises: UnknownTerm when kg has no words of that language.
    """
    path = files("kg.extract").joinpath(_folder_of(language), "lexicon", f"{name}.toml")
    return MappingProxyType(tomllib.loads(path.read_text("utf-8")) if path.is_file() else {})


def _folder_of(language: str) -> str:
    """Return the folder whose words are nearest to a language tag."""
    known = available_languages()
    parts = language.replace("_", "-").split("-")
    for size in range(len(parts), 0, -1):
        tag = "-".join(parts[:size])
        for name in known:
            if name.casefold() == tag.casefold():
                return name
    raise UnknownTerm(f'cannot read the language "{language}"; kg can read {", ".join(known)}')


@lru_cache(maxsize=16)
def _load(name: str) -> Lexicon:
    folder = files("kg.extract").joinpath(name, "lexicon")
    tables = {
        entry.name.removesuffix(".toml"): MappingProxyType(tomllib.loads(entry.read_text("utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".toml")
    }
    return Lexicon(name, MappingProxyType(tables))
