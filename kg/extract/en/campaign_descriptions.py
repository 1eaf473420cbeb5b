"""Campaigns known by what they do: "a six-month joint operation against illegal sand mining"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_words import CampaignWords
from kg.extract.text import BlockKind, Range, Text

_DURATION = re.compile(r"(?:[a-z]+|\d+)-(?:day|week|month|year)(?:-long)?\Z|(?:day|week|month|year)-long\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One described campaign: token bounds, its wordings from the longest, and what speaks for it."""

    first: int
    last: int
    head: str
    names: tuple[Range, ...]
    marked: bool
    duration: bool
    aimed: bool
    definite: bool
    plural: bool
    wave: bool = False
    ordinal: bool = False
    heading: bool = False


class DescriptionReader:
    """Reads the described campaigns of one text."""

    def __init__(self, text: Text, words: CampaignWords, reader: NamingReader) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = words
        self.reader = reader

    def read(self) -> Iterator[Description]:
        """Yield every described campaign, in order."""
        tokens = self.tokens
        for index, low in enumerate(tokens.low):
            if low in self.words.waves and index + 2 < len(tokens) and tokens.low[index + 1] == "of":
                found = self._wave(index)
                if found is not None:
                    yield found
            elif low in self.words.described and tokens.word[index].islower():
                found = self._described(index)
                if found is not None:
                    yield found

    def _left(self, index: int) -> tuple[int, bool, bool, bool]:
        """Return the first token of the modifiers before a head; whether marked, with a duration, with an ordinal."""
        tokens, words = self.tokens, self.words
        first = index
        marked = duration = ordinal = False
        while first > 0:
            low = tokens.low[first - 1]
            if low in words.marks or low.endswith("wide"):
                marked = True
                duration = duration or low.endswith("-long")
            elif _DURATION.match(low):
                duration = True
            elif low == "day" and first > 2 and tokens.word[first - 2] in "-–" and tokens.word[first - 3].isdigit():
                duration = True
                first -= 2
            elif low in words.ordinals:
                ordinal = True
            elif low in words.adjectives or (low.startswith("anti-") and first == index):
                marked = marked or low.startswith("anti-")
            elif (low == "action" and tokens.low[index] == "days") or low in (
                "crime",
                "fraud",
                "enforcement",
                "law",
                "publicity",
                "cluster",
                "night",
                "security",
                "patrol",
            ):
                pass
            else:
                break
            first -= 1
        return first, marked, duration, ordinal

    def _right(self, index: int) -> tuple[int, bool, list[int]]:
        """Return the token past the description after a head, whether it says what against, and where it may be cut."""
        tokens = self.tokens
        low = tokens.low
        after = low[index + 1] if index + 1 < len(tokens) else "\n"
        cuts: list[int] = []
        if after in ("against", "targeting"):
            i = index + 2
        elif after == "to" and index + 2 < len(tokens) and (low[index + 2] in self.words.aims):
            i = index + 3
        elif (
            after in ("of", "on", "for")
            and index + 2 < len(tokens)
            and low[index + 2] not in ("the", "its", "this", "a", "all")
        ):
            i = index + 2
        elif after == "aimed" or (
            after in ("run", "led", "launched", "conducted")
            and low[index + 2 : index + 4] != ("by", "police")
            and low[index + 2] == "by"
        ):
            i = index + 3
        else:
            return index + 1, False, cuts
        start = i
        while i < len(tokens) and i - index < 22:
            word = low[i]
            if word in self.words.stops and word != "and":
                break
            if word == "involving" and low[i - 1] not in ("crimes", "crime", "cases", "offences", "offenses"):
                break
            if word == "and" and (
                i + 1 >= len(tokens)
                or low[i + 1] in ("the", "a", "has", "have", "was", "were", "announced", "broke", "seized")
            ):
                break
            if word in self.words.cuts | {"and"} and i > start:
                cuts.append(i)
            if tokens.word[i] in ('"', "“"):
                break
            i += 1
        while i > index + 1 and low[i - 1] in self.words.cuts | {"and", "the", "a"}:
            i -= 1
        return i, i > start, [c for c in cuts if c < i]

    def _described(self, index: int) -> Description | None:
        tokens = self.tokens
        first, marked, duration, ordinal = self._left(index)
        last, aimed, cuts = self._right(index)
        low = tokens.low[index]
        plural = low.endswith("s") and low not in ("days", "patrols")
        if low in ("days", "patrols") and (first == index or tokens.low[index - 1] not in ("action", "patrol")):
            return None
        if low in ("program", "programme", "rectification", "battles") and not (marked and aimed):
            return None
        season = any(tokens.low[i] in self.words.seasons for i in range(first, index))
        if not (aimed or season or (marked and duration) or (low == "days" and first < index)):
            return None
        carried = plural and self._carried(first)
        if (
            not (marked or duration or ordinal or carried)
            and tokens.low[index + 1 : index + 2] != ("against",)
            and not (aimed and tokens.low[index + 1] == "to")
        ):
            return None
        if (
            low in ("operation", "action", "operations", "actions")
            and tokens.low[index + 1] in ("of", "on", "for")
            and not marked
        ):
            return None
        before = tokens.low[first - 1] if first else "\n"
        if carried:
            marked = True
        if plural and tokens.low[index + 1] not in ("against", "to"):
            return None
        if first > 2 and tokens.low[first - 3 : first - 1] == ("edition", "of"):
            return None
        ends = [last, *reversed(cuts)] if aimed else [index + 1]
        starts = [first]
        i = first
        while i < index and (_DURATION.match(tokens.low[i]) or tokens.low[i] in self.words.ordinals):
            i += 1
        if i != first:
            starts.append(i)
        names = [self.reader.span(s, e) for e in ends[:4] for s in starts if e > s + 0]
        short = self.reader.span(first, index + 1)
        if first < index:
            names.append(short)
        return Description(
            first=first,
            last=last,
            head=low,
            names=tuple(dict.fromkeys(names)),
            marked=marked,
            duration=duration,
            aimed=aimed,
            definite=before in ("the", "this", "its", "their", "s"),
            plural=plural,
            ordinal=ordinal,
            heading=self.heading(index),
        )

    def _carried(self, first: int) -> bool:
        """Whether a verb of carrying out stands right before: "launched campaigns to …"."""
        return any(
            (hit := self.words.carrying.match(self.tokens, i)) is not None and hit[0] in (first, first - 1)
            for i in range(max(0, first - 3), first)
        )

    def _wave(self, index: int) -> Description | None:
        """Read "the fifth round of concentrated arrests", "three waves of cluster battles"."""
        tokens = self.tokens
        i = index + 2
        while i < len(tokens) and i < index + 6 and tokens.low[i] not in self.words.wave_of:
            if not tokens.word[i][0].isalpha():
                return None
            i += 1
        if i >= len(tokens) or i >= index + 6 or index == 0:
            return None
        before = tokens.low[index - 1]
        if before not in self.words.ordinals and before not in self.words.counts:
            return None
        span = self.reader.span(index - 1, i + 1)
        return Description(
            first=index - 1,
            last=i + 1,
            head=tokens.low[i],
            names=(span,),
            marked=True,
            duration=False,
            aimed=True,
            definite=True,
            plural=False,
            wave=True,
            ordinal=True,
        )

    def heading(self, token: int) -> bool:
        """Whether a token stands in a heading."""
        return self.text.blocks[self.reader.block_of(token)].kind is BlockKind.HEADING
