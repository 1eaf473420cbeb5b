"""A name taken apart: what it is a name of, and the years, editions and words that tell one thing from its like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.model.names import fold
from kg.resolve.crossing import bare, has_han, simplified, stems, words_of_both

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_ROUND = re.compile("第([一二三四五六七八九十百\\d]+)[次届轮轮批期波]")
_NUMBERS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split()  # fmt: skip
_HAN_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九", start=1)}
_EMPTY_WORDS = frozenset({"edition", "iteration", "consecutive", "annual", "round", "phase", "week", "year"})
_QUOTED = re.compile("[“‘\"「『']([^”’\"」』']{2,30})[”’\"」』']")
_ASIDE = re.compile(r"\([^()]*\)")
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its parts.

    `folded` is the whole in small, simplified characters; `core` what is left without years, editions and the words
    that every campaign's name may have; `words` the stems of the core, in order; `editions` are numbers.
    """

    text: str
    folded: str
    core: str
    words: tuple[str, ...]
    years: frozenset[int]
    editions: frozenset[int]
    is_han: bool

    @property
    def is_bare(self) -> bool:
        """Whether it tells no edition: a code name alone."""
        return not self.years and not self.editions


@lru_cache(maxsize=65536)
def parse_name(text: str, *, code: bool = False) -> Name:
    """Return a name's parts; `code` takes a campaign's apart, with its years and editions.

    >>> parse_name("Operation Opson IV", code=True).editions, parse_name("昆侖2023", code=True).core
    (frozenset({4}), '昆仑')
    """
    folded = folded_name(text)
    is_han = has_han(folded)
    if not code:
        core = _in_full(folded) if is_han else _possessive(folded)
        words = tuple(_spelling().get(w, w) for w in stems(core) if w != "under" and len(w) > 1)
        return Name(text, folded, core, words, frozenset(), frozenset(), is_han)
    years = frozenset(int(year) for year in _YEAR.findall(folded))
    rest, editions = _without_editions(" ".join(_YEAR.sub(" ", folded).split()))
    core = bare(rest) or rest or folded
    words = tuple(stems(core))
    return Name(text, folded, core, tuple(w for w in words if w not in _idle_words()) or words, years, editions, is_han)


def _in_full(folded: str) -> str:
    """Return a body's Chinese name with what is shortened in it written in full."""
    for full, shortened in words_of_both()["abbreviations"].items():
        for short in shortened:
            if folded == short or (len(short) > 3 and folded.endswith(short) and not folded.endswith(full)):
                return folded.removesuffix(short) + full
    return folded


def _possessive(folded: str) -> str:
    # Folding has made "Europol's" two words, and "U.S." too.
    for long, short in (("u s", "us"), ("united states", "us"), ("united kingdom", "uk"), ("u k", "uk")):
        folded = re.sub(rf"\b{long}\b", short, folded)
    return re.sub(r" s\b", "", folded)


def folded_name(text: str) -> str:
    """Return a name in small and simplified characters, without accents.

    >>> folded_name("Jürgen STOCK"), folded_name("昆侖")
    ('jurgen stock', '昆仑')
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    return simplified(unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", folded))))


def iter_names(text: str, *, code: bool = False) -> Iterator[Name]:
    """Yield a name, also without what it says in brackets, and of a campaign's the code name it puts in quotes."""
    whole = parse_name(text, code=code)
    yield whole
    if "(" in text and not whole.is_han:
        yield replace(parse_name(_ASIDE.sub(" ", text), code=code), text=text)
    match = _QUOTED.search(text) if code else None
    if match is None or not _is_idle(text[match.end() :]):
        return  # "In Our Sites" is not all of 'In Our Sites' Transatlantic
    if (inner := parse_name(match[1], code=True)).core != whole.core:
        yield replace(inner, text=text, years=whole.years, editions=whole.editions)


def _is_idle(tail: str) -> bool:
    """Whether what follows a code name in quotes says no more than that it is one, and of which year."""
    rest, _ = _without_editions(" ".join(_YEAR.sub(" ", f"x {folded_name(tail)}").split()))
    words = [word for word in stems(rest) if word != "x" and word not in _idle_words()]
    han = rest.removeprefix("x").strip()
    return not words and (not has_han(han) or han in words_of_both()["heads"]["zh"])


@lru_cache(maxsize=1)
def _idle_words() -> frozenset[str]:
    return _head_words() | frozenset(stem for word in _EMPTY_WORDS for stem in stems(word))


@lru_cache(maxsize=1)
def _head_words() -> frozenset[str]:
    return frozenset(word for head in words_of_both()["heads"]["en"] for word in stems(head))


@lru_cache(maxsize=1)
def _spelling() -> Mapping[str, str]:
    """How a word of a body's name is spelled, by the other ways to spell it; both as stems."""
    return {
        stem: stems(usual)[0]
        for usual, others in words_of_both()["spellings"].items()
        for other in others
        for stem in stems(other)
    }


def _without_editions(name: str) -> tuple[str, frozenset[int]]:
    """Return a name without the numbers of its edition, and these."""
    found: set[int] = set()
    for match in _ROUND.finditer(name):
        found.add(_han_number(match[1]))
    words, kept = _ROUND.sub("", name).split(), []
    for at, word in enumerate(words):
        number = edition_number(word)
        if number is not None and len(words) > 1 and _counts(word, at, words):
            found.add(number)
        elif word == "0" and at and words[at - 1].isdigit():
            continue  # "2.0"
        else:
            kept.append(word)
    if found:
        kept = [word for word in kept if word not in _EMPTY_WORDS]
    return " ".join(kept), frozenset(found - {0})


def _counts(word: str, at: int, words: Sequence[str]) -> bool:
    """Whether a number says which edition: after the name ("Opson 4"), or before "operation" when it is an ordinal."""
    if word.isdigit() or _ROMAN.fullmatch(word):
        return at > 0 or (not word.isdigit() and len(words) > 1)
    after = words[at + 1 : at + 2] if word == "first" else words[at + 1 : at + 3]  # "First Light" is a name
    return any(next_word in _EMPTY_WORDS or _is_head(next_word) for next_word in after)


def _is_head(word: str) -> bool:
    return any(stem in _head_words() for stem in stems(word))


def edition_number(word: str) -> int | None:
    """Return the number that a word gives an edition, Roman, ordinal or in digits; None for any other word.

    >>> [edition_number(w) for w in ("xiv", "12th", "seventh", "4", "opson", "100")]
    [14, 12, 7, 4, None, None]
    """
    if word.isdigit():
        return int(word) if len(word) <= 2 else None
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    if ordinal := _ORDINAL.fullmatch(word):
        return int(ordinal[1])
    return _roman(word) if _ROMAN.fullmatch(word) else None


def _roman(word: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in word]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))


def _han_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN_DIGITS.get(text, 0)
    return _HAN_DIGITS.get(tens, 1) * 10 + _HAN_DIGITS.get(ones, 0)
