"""Campaigns named by a series and an edition ("Pangea XIV"), and names once known met again."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_words import EDITION, CampaignWords, CodeName
from kg.extract.en.names import ROMAN, YEAR, is_capital
from kg.extract.lexicon import make_phrases
from kg.extract.text import Range, Text
from kg.extract.wording import fold

_HYPHENED = re.compile(r"([A-Z][A-Za-z]{2,})-([IVX]+|(?:19|20)\d\d)\Z")


_NUMBER = re.compile(r"\d{1,2}\Z")
_AFTER_EDITION = frozenset(
    {"the", "and", "was", "ran", "in", "on", "which", "a", "took", "led", "saw", "is", "had", "year"}
)


class EditionReader:
    """Reads the editions of series in one text, and known names wherever they stand."""

    def __init__(self, text: Text, words: CampaignWords, reader: NamingReader, quote_starts: dict[int, Range]) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = words
        self.reader = reader
        self.quote_starts = quote_starts

    def editions(self, found: list[CodeName], series: set[str]) -> list[CodeName]:
        """Find "Pangea XIV", "HAECHI-II", "FIRST LIGHT 2016": a series' name with an edition."""
        tokens = self.tokens
        by_base: dict[str, dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
        numerals = {word for word in tokens.places if word[0] in "ivx" or word[0].isdigit() or "-" in word}
        for index in tokens.having(numerals):
            word = tokens.word[index]
            if index == 0:
                continue
            hyphened = _HYPHENED.match(word)
            if hyphened:
                by_base[hyphened.group(1).casefold()][hyphened.group(2)].append(self.reader.span(index, index + 1))
                continue
            number = _NUMBER.match(word)
            if not (number or ROMAN.match(word) or YEAR.match(word)) or not is_capital(tokens.word[index - 1]):
                continue
            end = index + 1
            if (
                YEAR.match(word)
                and end + 1 < len(tokens)
                and tokens.word[end] in "-–/"
                and YEAR.match(tokens.word[end + 1])
            ):
                end += 2
            for size in (3, 2, 1):
                first = index - size
                if first < 0 or not all(is_capital(tokens.word[j]) for j in range(first, index)):
                    continue
                base = fold(self.text.quote(self.reader.span(first, index)))
                if base in series and (not number or self._is_edition(index)):
                    by_base[base][word].append(self.reader.span(first, end))
                    break
            else:
                if not number:
                    self._new_base(index, end, by_base)
        result: list[CodeName] = []
        for base, editions in by_base.items():
            sure = base in series
            spans_of = [s for spans in editions.values() for s in spans]
            filling = any(self._fills_heading(s) for s in spans_of)
            opening = len(spans_of) > 1 and any(self._opens_heading(s) for s in spans_of)
            several = len(editions) > 1
            if not (sure or opening or (filling and several) or (several and len(spans_of) > 2)):
                continue
            for spans in editions.values():
                result += [
                    CodeName(span=s, name=self.text.quote(s), how="edition", confidence=0.9 if sure else 0.7)
                    for s in spans
                ]
        return result

    def _is_edition(self, index: int) -> bool:
        """Whether a small number after a series' name is its edition: no noun it could count follows."""
        tokens = self.tokens
        after = tokens.word[index + 1] if index + 1 < len(tokens) else "\n"
        return not after[0].isalpha() or tokens.low[index + 1] in _AFTER_EDITION

    def _fills_heading(self, span: Range) -> bool:
        block = self.text.blocks[self.text.block_at(span[0])]
        return (block.body, block.end) == span

    def _opens_heading(self, span: Range) -> bool:
        """Whether a heading begins with the name and a colon: "Orion XIII: …"."""
        block = self.text.blocks[self.text.block_at(span[0])]
        return block.body == span[0] and self.text.content[span[1] : span[1] + 1] == ":"

    def _new_base(self, index: int, end: int, by_base: dict[str, dict[str, list[Range]]]) -> None:
        """Note a name with a numeral that fills a heading or stands in capitals: perhaps a series."""
        tokens = self.tokens
        first = index
        while first > 0 and is_capital(tokens.word[first - 1]) and index - first < 3:
            first -= 1
        while first < index and tokens.word[first] in self.reader.words.leading:
            first += 1
        words = tokens.word[first:index]
        if not words or words[-1].casefold() in self.words.not_editions:
            return
        loud = all(w.isupper() and len(w) > 2 for w in words)
        if not loud and (len(words) > 2 or not ROMAN.match(tokens.word[index])):
            return
        if words[0].casefold() in self.words.not_editions or any(
            j in self.reader.atoms or j in self.reader.taken for j in range(first, index)
        ):
            return
        by_base[fold(" ".join(words))][tokens.word[index]].append(self.reader.span(first, end))

    def again(self, found: list[CodeName]) -> list[CodeName]:
        """Find names once known wherever else they stand, with or without their marks; case folded for long ones."""
        names: dict[str, tuple[str, float]] = {}
        for each in found:
            names.setdefault(each.name, (each.name, each.confidence))
            bare = self.words.bare(each.name)
            if bare != each.name and bare and (len(bare.split()) > 1 or EDITION.match(bare) or len(bare) > 4):
                names.setdefault(bare, (bare, each.confidence - 0.05))
        phrases = make_phrases({name: name for name in names})
        result: list[CodeName] = []
        tokens = self.tokens
        for first, last, name in phrases.find(tokens):
            span = self.reader.span(first, last)
            said = self.text.quote(span)
            if not said[0].isupper() and not said[0].isdigit() and span[0] not in self.quote_starts:
                continue
            if (
                len(said.split()) == 1
                and not EDITION.match(said)
                and last < len(tokens)
                and is_capital(tokens.word[last])
                and not ROMAN.match(tokens.word[last])
            ):
                continue
            result.append(CodeName(span=span, name=said, how="again", confidence=names[name][1]))
        return result
