"""What the reader of bodies knows of a text: lines in capitals, places, known names and words that can be heads."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.en.agency_words import Naming, agency_words, stem
from kg.extract.en.names import Place, find_places, is_capital
from kg.extract.lexicon import Lexicon, Phrases, make_phrases
from kg.extract.mentions import Gazetteer
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold

_NUMBER = re.compile(r"\d{1,3}[A-Z]?\Z")
_HEAD_LINES = 4


class BodyLayout:
    """A text with what bodies in it are told by; `taken` are the tokens of names already read."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = agency_words(lexicon)
        self.places: dict[int, Place] = find_places(text.tokens, lexicon)
        self.place_ends = {place.last: place for place in self.places.values()}
        self.shouting: set[int] = set()
        self.titled: set[int] = set()
        self._mark_blocks()
        self.atoms: dict[int, tuple[int, str]] = self._find_atoms(gazetteer)
        self.taken: set[int] = set()

    def _mark_blocks(self) -> None:
        """Note the blocks in which capitals say nothing: lines in capitals, and headings In Title Case."""
        for index, block in enumerate(self.text.blocks):
            line = self.text.content[block.start : min(block.end, block.start + 160)]
            upper = sum(map(str.isupper, line))
            lower = sum(map(str.islower, line))
            if upper > 4 * lower and upper > 6:
                self.shouting.add(index)
            elif block.kind is BlockKind.HEADING:
                words = [w for w in line.split() if len(w) > 3 and w[0].isalpha()]
                if len(words) > 2 and sum(w[0].isupper() for w in words) > 0.8 * len(words):
                    self.titled.add(index)

    def is_letterhead(self, first: int, last: int) -> bool:
        """Whether a name fills a line at the head of the page: who puts the page out, not who acts in it."""
        number = self.block_of(first)
        block = self.text.blocks[number]
        return number < _HEAD_LINES and self.span(first, last) == (
            block.start,
            block.start + len(self.text.content[block.start : block.end].rstrip()),
        )

    def block_of(self, token: int) -> int:
        """Return the block that holds a token."""
        return self.text.block_at(self.tokens.start[token])

    def span(self, first: int, last: int) -> Range:
        """Return the code points of tokens [first, last)."""
        return (self.tokens.start[first], self.tokens.end[last - 1])

    def _find_atoms(self, gazetteer: Gazetteer | None) -> dict[int, tuple[int, str]]:
        tokens = self.tokens
        atoms: dict[int, tuple[int, str]] = {}
        for first, last, short in self.words.known.find(tokens):
            words = tokens.word[first:last]
            if not words[0][0].isupper() and words[0] != short.split()[0]:
                continue
            if (
                last - first == 1
                and short.isupper()
                and not words[0].isupper()
                and not (len(short) > 4 and words[0].istitle())
            ):
                continue
            if last - first == 1 and len(short) <= 4 and short.isupper() and self.block_of(first) in self.shouting:
                continue
            atoms[first] = (last, short)
        if gazetteer is not None and gazetteer.agencies:
            for first, last, _ in _gazetteer_phrases(tuple(sorted(gazetteer.agencies.items()))).find(tokens):
                if first not in atoms and last - first > 1 and is_capital(tokens.word[first]):
                    atoms[first] = (last, " ".join(tokens.word[first:last]))
        return atoms

    def _has_body(self, first: int, last: int) -> bool:
        return any(i in self.atoms or self._strong(i) or self._weak(i) for i in range(first, last))

    def _weak(self, index: int) -> bool:
        return stem(self.tokens.word[index]) in self.words.weak

    def _strong(self, index: int) -> bool:
        return stem(self.tokens.word[index]) in self.words.strong

    def _atom(self, index: int) -> Naming | None:
        end, short = self.atoms[index]
        after = self.tokens.word[end] if end < len(self.tokens) else ""
        if after in self.words.not_after:
            return None
        return Naming(first=index, last=end, ident=fold(short), names=(self.span(index, end),), confidence=0.92)

    def _numbers(self, index: int) -> bool:
        """Whether a number is part of the name before it: "Battalion 3", "Regional Office 4A"."""
        word = self.tokens.word
        if word[index - 1] == "Office" and word[index - 2] in ("Regional", "Field", "Provincial"):
            return _NUMBER.match(word[index]) is not None
        if word[index - 1] not in self.words.numbered or not _NUMBER.match(word[index]):
            return False
        return word[index - 1] in self.words.always_numbered or not word[index].isdigit()

    def _inside_atom(self, first: int, p: int) -> bool:
        return any(i in self.atoms and self.atoms[i][0] > p for i in range(max(first, p - 8), p))

    def _post(self, index: int) -> bool:
        """Whether a token names a post; "General" before "Secretariat" or the like does not."""
        low, word = self.tokens.low, self.tokens.word
        if low[index] == "general":
            return index + 1 >= len(word) or not (
                word[index + 1] in self.words.strong or word[index + 1] in self.words.weak
            )
        return any(part in self.words.posts_before for part in low[index].split("-"))

    def _has_short_form(self, index: int) -> bool:
        """Whether "(SHORT)" stands at a token."""
        word = self.tokens.word[index : index + 3]
        return len(word) == 3 and word[0] == "(" and word[1].isupper() and len(word[1]) > 2 and word[2] == ")"

    def _name_follows(self, index: int) -> bool:
        return index < len(self.tokens) and is_capital(self.tokens.word[index])

    def _in_place(self, end: int) -> int:
        """Return the token past "in Beijing" after a bureau's name, else `end`."""
        tokens = self.tokens
        place = self.places.get(end + 1)
        if end + 1 >= len(tokens) or tokens.low[end] != "in" or tokens.word[end - 1] not in self.words.located:
            return end
        if place is not None and not place.adjective:
            return place.last
        last = end + 1
        while last < len(tokens) and last < end + 4 and is_capital(tokens.word[last]):
            last += 1
        alone = last == end + 2 and tokens.low[end - 2 : end - 1] in (("'s",), ("'",))
        return last if last > end + 1 and (alone or self._has_short_form(last)) else end


@lru_cache(maxsize=4)
def _gazetteer_phrases(names: tuple[tuple[str, str], ...]) -> Phrases:
    return make_phrases(dict(names))
