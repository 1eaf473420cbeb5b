"""Campaigns known by what they do: "a six-month joint operation against illegal sand mining"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.en.campaign_reach import DescriptionReach
from kg.extract.text import Range

_DURATION = re.compile(r"(?:[a-z]+|\d+)-(?:hour|day|week|month|year)(?:-long)?\Z|(?:day|week|month|year)-long\Z")


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


class DescriptionReader(DescriptionReach):
    """Reads the described campaigns of one text."""

    def read(self) -> Iterator[Description]:
        """Yield every described campaign, in order."""
        tokens = self.tokens
        for index in tokens.having(self.words.waves | self.words.described):
            low = tokens.low[index]
            if low in self.words.waves and index + 2 < len(tokens) and tokens.low[index + 1] == "of":
                found = self._wave(index)
                if found is not None:
                    yield found
            elif low in self.words.described and tokens.word[index].islower():
                found = self._described(index)
                if found is not None:
                    yield found
                yield from self._told_apart(index)

    def _told_apart(self, index: int) -> Iterator[Description]:
        """Read "special campaigns, including those to A, B and C": one each, named by what it does."""
        tokens = self.tokens
        if not tokens.low[index].endswith("s") or tokens.low[index + 1 : index + 5] != (
            ",",
            "including",
            "those",
            "to",
        ):
            return
        start = i = index + 5
        while i < len(tokens) and i < index + 70:
            ended = tokens.word[i] in ".;\n"
            if tokens.word[i] == "," or ended:
                begin = start + 1 if tokens.low[start] == "and" else start
                if i - begin > 1:
                    yield Description(
                        first=begin,
                        last=i,
                        head=tokens.low[begin],
                        names=(self.reader.span(begin, i),),
                        marked=True,
                        duration=False,
                        aimed=True,
                        definite=False,
                        plural=False,
                        wave=True,
                    )
                start = i + 1
            if ended:
                return
            i += 1

    def _described(self, index: int) -> Description | None:
        tokens = self.tokens
        first, marked, duration, ordinal = self._left(index)
        if tokens.low[index] in ("battle", "battles"):
            return self._battle(first, index, ordinal)
        last, aimed, cuts = self._right(index)
        low = tokens.low[index]
        plural = low.endswith("s") and low not in ("days", "patrols")
        if low in ("days", "patrols") and (first == index or tokens.low[index - 1] not in ("action", "patrol")):
            return None
        if low in ("program", "programme", "rectification", "battles") and not (marked and aimed):
            return None
        season = any(tokens.low[i] in self.words.seasons for i in range(first, index))
        carried = plural and self._carried(first)
        if not (aimed or season or (marked and duration) or (low == "days" and first < index) or (carried and marked)):
            return None
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
        placed = plural and carried and tokens.low[first].startswith("anti-") and tokens.low[index + 1] == "in"
        if placed and tokens.word[index + 2].islower():
            last, aimed = index + 3, True
        elif plural and tokens.low[index + 1] not in ("against", "to"):
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

    def _battle(self, first: int, index: int, ordinal: bool) -> Description | None:
        """Read "the second cluster battle", "organized regional battles in three areas"."""
        tokens = self.tokens
        if first == index or not (ordinal or (tokens.low[index] == "battles" and self._carried(first))):
            return None
        ahead = tokens.low[index + 1 : index + 16]
        if not ordinal and not (
            ahead[:1] in (("on",), ("in",)) and any(w[0].isdigit() or w in self.words.counts for w in ahead)
        ):
            return None
        names = [self.reader.span(first, index + 1)]
        if ahead[:1] == ("on",) and len(ahead) > 2 and tokens.word[index + 3].isalpha():
            names.append(self.reader.span(first, index + 4))
        return Description(
            first=first,
            last=index + 1,
            head=tokens.low[index],
            names=tuple(names),
            marked=True,
            duration=False,
            aimed=True,
            definite=ordinal,
            plural=False,
            wave=True,
            ordinal=ordinal,
        )

    def _wave(self, index: int) -> Description | None:
        """Read "the fifth round of concentrated arrests", "three waves of cluster battles"."""
        tokens = self.tokens
        before = tokens.low[index - 1] if index else "\n"
        if before not in self.words.ordinals and before not in self.words.counts:
            return None
        i = index + 2
        while i < len(tokens) and i < index + 7 and tokens.low[i] not in self.words.wave_of:
            if not tokens.word[i][0].isalpha():
                break
            i += 1
        if i >= len(tokens) or tokens.low[i] not in self.words.wave_of:
            if before not in self.words.ordinals or tokens.low[index + 2] not in self.words.wave_kinds:
                return None
            i = index + 3
            while i + 1 < len(tokens) and i < index + 5 and tokens.low[i + 1] == "of":
                i += 2
        elif i + 3 < len(tokens) and tokens.low[i + 1] == "and" and tokens.low[i + 3] in self.words.wave_of:
            i += 3
        whole = self.reader.span(index - 1, i + 1)
        names = (whole, self.reader.span(index + 2, i + 1)) if i - index > 4 else (whole,)
        return Description(
            first=index - 1,
            last=i + 1,
            head=tokens.low[i],
            names=names,
            marked=True,
            duration=False,
            aimed=True,
            definite=True,
            plural=False,
            wave=True,
            ordinal=True,
        )
