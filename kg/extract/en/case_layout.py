"""What single cases are told by in one text, and a case being gathered."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import is_capital
from kg.extract.lexicon import Lexicon
from kg.extract.text import Range, Text

_TAIL_STOP = re.compile(r"\b(?:was|were|is|are|has|have|had|led|in which|which|that|where|who|after|when)\b|[.;,:()]")


@dataclass(slots=True)
class Affair:
    """One case being gathered."""

    names: dict[str, str] = field(default_factory=dict)
    spans: list[Range] = field(default_factory=list)
    place: str | None = None
    scope: Range = (0, 0)
    confidence: float = 0.6
    listed: bool = False


class CaseLayout:
    """A text with the words cases are told by."""

    def __init__(
        self, text: Text, lexicon: Lexicon, reader: NamingReader, labels: frozenset[Range], campaigns: list[Range]
    ) -> None:
        self.text = text
        self.tokens = text.tokens
        self.reader = reader
        self.labels = labels
        self.campaigns = sorted(campaigns)
        self.countries = frozenset(lexicon.table("places").get("countries", {}))
        self.not_names = frozenset(lexicon.words("campaigns", "not_names"))
        self.common = frozenset(lexicon.words("cases", "common"))
        self.headings = frozenset(lexicon.words("cases", "headings"))
        self.heads = frozenset(lexicon.words("cases", "heads"))
        self.named_heads = frozenset(lexicon.words("cases", "named_heads"))
        self.scenes = frozenset(lexicon.words("cases", "scenes"))
        self.crimes = frozenset(lexicon.words("cases", "crimes"))
        self.struck = frozenset(lexicon.words("cases", "struck"))
        self.upon = frozenset(lexicon.words("cases", "upon"))
        self.labelled = frozenset(lexicon.words("cases", "labelled"))
        self.deeds = frozenset(lexicon.words("cases", "deeds"))
        self.not_labels = frozenset(lexicon.words("cases", "not_labels"))
        self.affairs: list[Affair] = []
        self.covered: list[Range] = []
        self.listed: list[Range] = []

    def _free(self, start: int, end: int) -> bool:
        for spans in (self.covered, self.listed):
            at = bisect_left(spans, (start, start))
            if any(s < end and start < e for s, e in spans[max(0, at - 1) : at + 1]):
                return False
        return True

    def _scope(self, offset: int) -> Range:
        sentence = self.text.sentences[self.text.sentence_at(offset)]
        return (sentence.start, sentence.end)

    def _tail(self, case: int) -> int:
        """Return where the words after "case" that tell the deed end."""
        tokens, content = self.tokens, self.text.content
        if case + 1 < len(tokens) and tokens.low[case + 1] in ("of", "involving"):
            match = _TAIL_STOP.search(content, tokens.end[case], min(len(content), tokens.end[case] + 160))
            if match is not None:
                return match.start() - len(content[: match.start()]) + len(content[: match.start()].rstrip())
        return tokens.end[case]

    def _leading_place(self, start: int, end: int) -> str | None:
        head = self.text.content[start:end].split(",")[0].strip()
        return head if head and head[0].isupper() and len(head.split()) <= 4 else None

    def _names_campaign(self, start: int, stop: int) -> bool:
        at = bisect_left(self.campaigns, (start, start))
        return any(s < stop and start < e for s, e in self.campaigns[max(0, at - 1) : at + 1])

    def _inner_word(self, index: int) -> bool:
        """Whether a token can stand between a case's capitals and its head: a noun in small letters."""
        word = self.tokens.word[index]
        return word.islower() and word.replace("-", "").isalpha() and word not in self.not_labels

    def _labels(self, first: int, inner: int, head: int) -> bool:
        """Whether capitals can label a case: no body, no bare country, and the article before them."""
        tokens = self.tokens
        if tokens.low[first - 1] not in ("the", "called", "so-called"):
            return False
        if any(i in self.reader.taken or i in self.reader.atoms for i in range(first, inner)):
            return False
        place = self.reader.places.get(first)
        wide = place is not None and place.last == inner and (place.adjective or place.name in self.countries)
        if wide and (inner == head or tokens.low[head] != "case"):
            return False
        if any(tokens.word[i] in self.not_names for i in range(first, inner)):
            return False
        return not any(tokens.word[i].isupper() and len(tokens.word[i]) < 6 for i in range(first, inner))

    def _placed_within(self, index: int) -> int:
        """Return the token past the place a few words on, else 0."""
        tokens = self.tokens
        for i in range(index, min(index + 8, len(tokens) - 1)):
            if tokens.low[i] in ("in", "at", "near", "outside", "off") and is_capital(tokens.word[i + 1]):
                return self._place_end(i + 1)
            if not (tokens.word[i].replace("-", "").isalnum() or tokens.low[i] == "'s"):
                return 0
        return 0

    def _place_end(self, index: int) -> int:
        """Return the token past a place's name: "Port of Santos"."""
        tokens = self.tokens
        last = index + 1
        while last < len(tokens):
            joined = tokens.low[last] == "of" and last + 1 < len(tokens) and is_capital(tokens.word[last + 1])
            if not (joined or is_capital(tokens.word[last])):
                break
            last += 2 if joined else 1
        return last

    def _suspect_at(self, index: int) -> bool:
        """Whether a suspect stands at a token: "Liu and four others", "a suspect surnamed Ma"."""
        tokens = self.tokens
        if tokens.low[index] in ("a", "the") and "surnamed" in tokens.low[index : index + 4]:
            return True
        named = is_capital(tokens.word[index]) and index not in self.reader.places and index not in self.reader.taken
        return named and tokens.low[index + 1 : index + 2] in (("and",), ("who",), ("mou",), ("x",))


def clean(name: str) -> str:
    """Return a name on one line, without marks at its ends."""
    return re.sub(r"\s+", " ", name).strip(" ,.;")
