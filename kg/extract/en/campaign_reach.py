"""How far the words that describe a campaign go, to the left and the right of its head."""

from __future__ import annotations

import re

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_words import CampaignWords
from kg.extract.text import BlockKind, Text

_YEAR = re.compile(r"(?:19|20)\d\d\Z")


_DURATION = re.compile(r"(?:[a-z]+|\d+)-(?:hour|day|week|month|year)(?:-long)?\Z|(?:day|week|month|year)-long\Z")


class DescriptionReach:
    """A text with the words around the heads of described campaigns."""

    def __init__(self, text: Text, words: CampaignWords, reader: NamingReader) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = words
        self.reader = reader

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
            elif (
                (low == "action" and tokens.low[index] == "days") or low in words.matters or self._lasting_before(first)
            ):
                pass
            else:
                break
            first -= 1
        return first, marked, duration, ordinal

    def _lasting_before(self, first: int) -> bool:
        """Whether a duration stands a few nouns before: "ten-year fishing ban enforcement campaign"."""
        tokens = self.tokens
        for i in range(first - 1, max(0, first - 5), -1):
            low = tokens.low[i]
            if _DURATION.match(low):
                return i < first - 1
            if not (tokens.word[i].isalpha() and tokens.word[i].islower()) or low in self.words.stops | self.words.cuts:
                return False
        return False

    def _right(self, index: int) -> tuple[int, bool, list[int]]:
        """Return the token past the description after a head, whether it says what against, and where it may be cut."""
        tokens = self.tokens
        low = tokens.low
        after = low[index + 1] if index + 1 < len(tokens) else "\n"
        cuts: list[int] = []
        head = index
        if (
            after == "in"
            and index + 3 < len(tokens)
            and _YEAR.match(low[index + 2])
            and low[index + 3] in ("to", "against")
        ):
            index += 2
            after = low[index + 1]
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
            return head + 1, False, cuts
        start = i
        while i < len(tokens) and i - index < 22:
            word = low[i]
            if word == "by" and i > start and after in ("on", "against") and self._doer(i + 1):
                cuts.append(i)
                i += 1
                continue
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

    def _doer(self, index: int) -> bool:
        """Whether those who do the wrong stand at a token, not those who act against it: "by third-party agencies"."""
        tokens = self.tokens
        return index + 1 < len(tokens) and "-" in tokens.word[index] and tokens.word[index].islower()

    def _carried(self, first: int) -> bool:
        """Whether a verb of carrying out stands right before: "launched campaigns to …"."""
        return any(
            (hit := self.words.carrying.match(self.tokens, i)) is not None and hit[0] in (first, first - 1)
            for i in range(max(0, first - 3), first)
        )

    def heading(self, token: int) -> bool:
        """Whether a token stands in a heading."""
        return self.text.blocks[self.reader.block_of(token)].kind is BlockKind.HEADING
