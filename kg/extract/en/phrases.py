"""Noun phrases and verbs around a number, read from tokens by small word lists instead of a tagger.

`NounPhrase.head` is the word that says what is counted ("cases" in "cases of online piracy").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.extract.en.units import Units, load_units, singular
from kg.extract.lexicon import Lexicon
from kg.extract.text import Tokens

_LONGEST = 14
"""Words; a longer noun phrase has run into the next clause."""


class NounPhrase(NamedTuple):
    """Token positions: the phrase is `first`..`stop`, its head word `head`; `of_stop` is where its complement ends."""

    first: int
    head: int
    stop: int
    of_stop: int


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Word classes of one language, for reading phrases."""

    units: Units
    stops: frozenset[str]
    inside: frozenset[str]
    irregular: frozenset[str]
    present: frozenset[str]
    progressive: frozenset[str]
    auxiliaries: frozenset[str]
    rise: frozenset[str]
    fall: frozenset[str]
    equate: frozenset[str]
    containers: frozenset[str]
    pronouns: frozenset[str]
    sums: frozenset[str]
    name_heads: frozenset[str]
    people_verbs: frozenset[str]
    people_noun: str
    knowledge: frozenset[str]
    terms: frozenset[str]
    term_noun: str
    magnitudes: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    """Small classes of words that single rules ask for, by name."""

    def participle(self, word: str) -> bool:
        """Whether a word can be a past form: "arrested", "found"; a hyphenated one is an adjective."""
        if word in self.irregular:
            return True
        return len(word) > 4 and word.endswith("ed") and "-" not in word and word not in self.classes["ed_nouns"]

    def verb(self, word: str) -> bool:
        """Whether a word can govern what is counted."""
        return self.participle(word) or word in self.present or word in self.progressive

    def plural(self, word: str) -> bool:
        """Whether a word is a known noun in the plural, or one that has no other form."""
        if word not in self.units.nouns and singular(word) in self.units.nouns:
            return True
        return word in self.classes["plurals"]

    def counted(self, word: str) -> bool:
        """Whether a word is a known noun."""
        return self.units.known(word)


@lru_cache(maxsize=8)
def load_grammar(lexicon: Lexicon) -> Grammar:
    """Return the word classes of a language."""

    def words(*keys: str) -> frozenset[str]:
        return frozenset(lexicon.words("figures", *keys))

    return Grammar(
        units=load_units(lexicon),
        stops=words("stops", "words"),
        inside=words("stops", "inside"),
        irregular=words("verbs", "irregular"),
        present=words("verbs", "present"),
        progressive=words("verbs", "progressive"),
        auxiliaries=words("verbs", "auxiliaries"),
        rise=words("verbs", "rise"),
        fall=words("verbs", "fall"),
        equate=words("verbs", "equate"),
        containers=words("stops", "containers"),
        pronouns=words("stops", "pronouns"),
        sums=words("stops", "sums"),
        name_heads=words("stops", "name_heads"),
        people_verbs=words("stops", "people_verbs"),
        people_noun=str(lexicon.table("figures").get("stops", {}).get("people_noun", "people")),
        knowledge=words("stops", "knowledge"),
        terms=words("stops", "terms"),
        term_noun=str(lexicon.table("figures").get("stops", {}).get("term_noun", "")),
        magnitudes=frozenset(lexicon.table("figures").get("magnitudes", {})),
        classes={name: frozenset(entries) for name, entries in lexicon.table("figures").get("classes", {}).items()},
    )


def read_phrase(tk: Tokens, first: int, limit: int, g: Grammar) -> NounPhrase | None:
    """Return the noun phrase that begins at token `first`, or None when no noun stands there."""
    stop = _extent(tk, first, limit, g)
    head = stop - 1
    while head >= first and not tk.word[head][0].isalpha():
        head -= 1
    if head < first or (g.participle(tk.low[head]) and not g.counted(tk.low[head])):
        return None
    of_stop = stop
    if stop < limit and tk.low[stop] in ("of", "'s"):
        inner = _complement(tk, stop + 1, limit, g)
        of_stop = inner or stop
    return NounPhrase(first, head, stop, of_stop)


def _complement(tk: Tokens, first: int, limit: int, g: Grammar) -> int:
    """Return where the phrase after "of" ends, 0 when there is none."""
    j = first
    while j < limit and tk.low[j] in g.classes["determiners"]:
        j += 1
    stop = _extent(tk, j, limit, g)
    if stop > j and stop + 1 < limit and tk.low[stop] == "of" and stop - first < 4:
        stop = max(stop, _extent(tk, stop + 1, limit, g))
    return stop if stop > j else 0


def _extent(tk: Tokens, first: int, limit: int, g: Grammar) -> int:
    """Return the token past the last of the noun phrase at `first` (equal to `first` when there is none)."""
    low, j, nouns = tk.low, first, 0
    limit = min(limit, first + _LONGEST)
    while j < limit:
        word = low[j]
        if not word[0].isalpha():
            if (
                word == '"'
                and nouns
                and low[first:j].count('"') == 1
                and j + 1 < limit
                and (low[j + 1] in g.stops or g.verb(low[j + 1]))
            ):
                return j + 1
            if word in ('"', "'", "“", "”") and (nouns == 0 or _closes(low, first, j)):
                j += 1
                continue
            if word == "'s" or (word in "-/&" and nouns and j + 1 < limit and low[j + 1][0].isalpha()):
                j += 1
                continue
            if word == "," and (after := _coordinated(tk, j, limit, g, nouns)):
                j = after
                continue
            return j
        if word in ("and", "or"):
            if j == first:
                return j
            after = _conjunct(tk, j, limit, g, nouns)
            if not after:
                return j
            j = after
            continue
        if _ends_phrase(tk, j, limit, g, nouns, first):
            return j
        if not g.participle(word) or g.counted(word):
            nouns += 1
        j += 1
    return j


def _closes(low: tuple[str, ...], first: int, j: int) -> bool:
    marks = [w for w in low[first:j] if w in ('"', "“", "'")]
    return len(marks) % 2 == 1


def _ends_phrase(tk: Tokens, j: int, limit: int, g: Grammar, nouns: int, first: int) -> bool:
    low = tk.low
    word = low[j]
    following = low[j + 1] if j + 1 < limit else ""
    if word in g.stops or word == "of":
        return not (
            word in g.inside
            and following
            and following[0].isalpha()
            and following not in g.stops
            and following not in g.auxiliaries
            and following != "of"
        )
    if word in g.auxiliaries:
        return True
    noun_follows = (
        bool(following)
        and following[0].isalpha()
        and following not in g.stops
        and following not in g.auxiliaries
        and following not in ("of", "and", "or")
    )
    if g.participle(word) and not (g.counted(word) and (nouns == 0 or (following and g.plural(following)))):
        # "forged passports", but "passports forged", "40 arrested in".
        return nouns > 0 or not noun_follows
    if word in g.classes["bare_verbs"] and not noun_follows:
        return True
    if not nouns:
        return word in g.progressive and not noun_follows and not g.counted(word)
    if word in g.progressive or (
        word.endswith("ly") and len(word) > 4 and not g.counted(word) and word not in g.classes["ly_adjectives"]
    ):
        return True
    before = low[j - 1]
    # "40 arrest warrants", but "14 countries join forces".
    noun = g.counted(word) and bool(following) and g.plural(following)
    if word in g.present and (g.plural(before) or not g.counted(word)) and not noun:
        return True
    # "27 people face charges": after a plural noun only another counted noun carries the phrase on.
    if g.plural(before) and before not in g.classes["qualifiers"] and not g.counted(word):
        return not (noun_follows and g.counted(following) and g.plural(following))
    return False


def _conjunct(tk: Tokens, j: int, limit: int, g: Grammar, nouns: int) -> int:
    """Return where "and" leads on inside one phrase ("websites and apps"), 0 when it begins something new."""
    k = j + 1
    if k >= limit or not tk.word[k][0].isalpha() or not nouns:
        # "counterfeit and illicit medicines": adjectives are joined too.
        return k if not nouns and k < limit and tk.word[k][0].isalpha() else 0
    end = k
    while end < limit and end < k + 6 and tk.word[end][0].isalpha():
        word = tk.low[end]
        if word in g.inside and end + 1 < limit and tk.word[end + 1][0].isalpha() and tk.low[end + 1] not in g.stops:
            end += 1
            continue
        if word in g.stops or word in g.auxiliaries or word in ("and", "or", "of"):
            break
        if g.verb(word) and not (g.counted(word) and end > k):
            if (
                end == k
                and g.participle(word)
                and end + 1 < limit
                and g.plural(tk.low[end + 1])
                and not g.plural(tk.low[j - 1])
            ):
                end += 1
                continue
            if end == k:
                return 0
            break
        end += 1
    if end == k or not (g.plural(tk.low[end - 1]) or g.counted(tk.low[end - 1])):
        return 0
    return end


def _coordinated(tk: Tokens, j: int, limit: int, g: Grammar, nouns: int) -> int:
    """Return where a list goes on after a comma: "financiers, ringleaders and key members"; 0 when it does not."""
    if not nouns:
        # "actively, newly found": adjectives in a row
        return 0
    k = j + 1
    while k < limit and k < j + 5 and tk.word[k][0].isalpha() and tk.low[k] not in ("and", "or"):
        word = tk.low[k]
        if word in g.stops or word in g.auxiliaries or g.verb(word):
            return 0
        k += 1
    if k == j + 1 or k >= limit or tk.low[k] not in ("and", "or") or (not g.plural(tk.low[j - 1]) and nouns > 1):
        return 0
    if not any(g.plural(w) for w in tk.low[k + 1 : min(k + 5, limit)]):
        return 0
    if (
        not tk.word[k + 1 : k + 2]
        or not tk.word[k + 1][0].isalpha()
        or tk.low[k + 1] in g.stops
        or g.verb(tk.low[k + 1])
    ):
        return 0
    return k


def phrase_before(tk: Tokens, last: int, limit: int, g: Grammar) -> tuple[int, int]:
    """Return (first token, token past the last) of the noun phrase that ends at token `last`; empty when none does."""
    j = last
    while j >= limit and last - j < 10:
        word = tk.low[j]
        if not word[0].isalpha():
            if word in ('"', "'s", "-", "/"):
                j -= 1
                continue
            break
        if word in g.stops or word in g.auxiliaries or (g.verb(word) and not g.counted(word) and j != last):
            break
        if word in g.magnitudes or (word in ("and", "or", "of") and j == last):
            break
        j -= 1
    first = j + 1
    while first <= last and (tk.low[first] in ("and", "or", "of", "'s", '"') or not tk.word[first][0].isalpha()):
        first += 1
    return first, last + 1
