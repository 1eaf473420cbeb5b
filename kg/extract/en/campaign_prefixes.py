"""Campaigns named after "Operation", "Project", "Oplan" and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_words import CampaignWords, CodeName
from kg.extract.en.names import ROMAN, YEAR, is_capital
from kg.extract.text import BlockKind, Range, Text

_VERSION = re.compile(r"\d\.\d\Z")


_MOST_SOUGHT = 200
"""Phrases sought in the whole text; a text with more of them is a list."""


class PrefixedNames:
    """Reads the campaigns one text names after a word for what they are."""

    def __init__(self, text: Text, words: CampaignWords, reader: NamingReader, quoted: dict[int, Range]) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = words
        self.reader = reader
        self.quoted = quoted
        self._twice: dict[str, bool] = {}

    def _prefixed(self) -> Iterator[CodeName]:
        tokens = self.tokens
        for index in tokens.having({prefix.lower() for prefix in self.words.prefixes}):
            word = tokens.word[index]
            if word not in self.words.prefixes and not (word.isupper() and word.capitalize() in self.words.prefixes):
                continue
            block = self.reader.block_of(index)
            loud = block in self.reader.shouting
            if word in ("Campaign", "Operations"):
                continue
            end = self._name_end(index + 1, loud=loud, heading=self.text.blocks[block].kind is BlockKind.HEADING)
            if end == index + 1 or tokens.word[index + 1] in self.words.after_prefix:
                continue
            end = self._loud_end(index + 1, end) if loud else self._to_quote_end(index, end)
            span = self.reader.span(index, end)
            yield CodeName(span=span, name=self.text.quote(span), how="prefixed", confidence=0.75 if loud else 0.95)

    def _name_end(self, first: int, *, loud: bool, heading: bool) -> int:
        """Return the token past the code name that begins at `first`."""
        tokens = self.tokens
        end = first
        if first < len(tokens) and tokens.low[first] in self.words.cuts | self.words.begun:
            return first
        while end < len(tokens):
            word = tokens.word[end]
            if ROMAN.match(word) and end > first:
                return end + 1
            if _VERSION.match(word) and end > first:
                return end + 1
            if YEAR.match(word) and end > first:
                if end + 2 < len(tokens) and tokens.word[end + 1] in "-–/" and YEAR.match(tokens.word[end + 2]):
                    return end + 3
                return end + 1
            if word == "+" and end > first and tokens.start[end] == tokens.end[end - 1]:
                return end + 1
            if (
                word in ("-", "–")
                and end > first
                and tokens.start[end] == tokens.end[end - 1]
                and end + 1 < len(tokens)
                and YEAR.match(tokens.word[end + 1])
                and tokens.start[end + 1] == tokens.end[end]
            ):
                return end + 2
            if word[0].isdigit() and end == first and end + 1 < len(tokens) and is_capital(tokens.word[end + 1]):
                end += 1
                continue
            if not loud and end > first and word in ("of", "the", "and", "&"):
                goes_on = self._goes_on(first, end)
                if goes_on:
                    end = goes_on
                    continue
            if not is_capital(word) or word == "\n" or end - first >= (2 if loud else 6):
                break
            if end > first and (heading or loud) and word in self.words.heading_verbs:
                break
            if loud and end > first:
                break
            end += 1
        return end

    def _goes_on(self, first: int, at: int) -> int:
        """Return the token past "of the Storm" or "and Rebuild" where they go on with a code name, else 0.

        "and" does so only where the same words stand in the text again: another campaign or body may follow it.
        """
        tokens = self.tokens
        ahead = at + 1
        while ahead < len(tokens) and ahead < at + 3 and tokens.low[ahead] in ("the", "a"):
            ahead += 1
        if ahead >= len(tokens) or not is_capital(tokens.word[ahead]) or self._names_other(ahead):
            return 0
        if tokens.low[at] == "the" and ahead > at + 1:
            return 0
        if tokens.low[at] in ("and", "&"):
            whole = self.text.quote(self.reader.span(first, ahead + 1))
            if not self._stands(whole, 2):
                return 0
        return ahead + 1

    def _stands(self, words: str, times: int) -> bool:
        """Whether some words stand in the text so often; after many different ones, no more are looked for."""
        if words not in self._twice:
            self._twice[words] = len(self._twice) < _MOST_SOUGHT and self.text.content.count(words) >= times
        return self._twice[words]

    def _names_other(self, index: int) -> bool:
        """Whether a token begins a body, a place or another campaign."""
        return (
            index in self.reader.taken
            or index in self.reader.atoms
            or index in self.reader.places
            or self.tokens.word[index] in self.words.prefixes
        )

    def _loud_end(self, first: int, end: int) -> int:
        """Return where a name ends in a line of capitals: as the text has it elsewhere, or at a mark soon after."""
        tokens = self.tokens
        stop = end
        while stop < len(tokens) and tokens.word[stop].isupper() and stop - first < 3:
            if tokens.word[stop] in self.words.heading_verbs:
                break
            stop += 1
        for last in range(stop, end, -1):
            said = " ".join(tokens.word[first:last])
            for form in (said.title(), said.capitalize()):
                if self._stands(form, 1):
                    return last
        marked = stop < len(tokens) and not tokens.word[stop][0].isalnum()
        return stop if marked and stop - first < 3 else end

    def _to_quote_end(self, index: int, end: int) -> int:
        """Return the token at the closing mark where "Operation …" fills a quotation, else `end`."""
        tokens = self.tokens
        span = self.quoted.get(tokens.start[index])
        if span is None:
            return end
        last = tokens.at(span[1] - 1) + 1
        return last if end < last <= index + 9 and tokens.word[last - 1] not in ",.;" else end

    def _several(self) -> Iterator[CodeName]:
        """Find each name in "Operations Bullion and Sisaque"."""
        tokens = self.tokens
        for index in tokens.having(("operations", "projects")):
            if not tokens.word[index].istitle() or (index and is_capital(tokens.word[index - 1])):
                continue
            spans: list[Range] = []
            first = index + 1
            while True:
                last = first
                while last < len(tokens) and is_capital(tokens.word[last]) and not self._names_other(last):
                    last += 1
                if last == first or last - first > 3 or tokens.low[last] in self.words.heads:
                    break
                spans.append(self.reader.span(first, last))
                if tokens.low[last] not in ("and", ",", "&"):
                    break
                first = last + (2 if tokens.low[last : last + 2] == (",", "and") else 1)
            if len(spans) > 1:
                for span in spans:
                    yield CodeName(span=span, name=self.text.quote(span), how="prefixed", confidence=0.8)
