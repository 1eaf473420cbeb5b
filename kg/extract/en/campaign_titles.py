"""Campaigns named by capitals: "Operation X", "Simultaneous … Operation", "the Bridge Watch initiative"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_words import CampaignWords, CodeName
from kg.extract.en.names import ROMAN, YEAR, is_capital
from kg.extract.text import BlockKind, Range, Text

_MOST_SOUGHT = 200
"""Phrases sought in the whole text; a text with more of them is a list."""


class TitleReader:
    """Reads the campaigns one text names by capitalised words."""

    def __init__(self, text: Text, words: CampaignWords, reader: NamingReader, quoted: dict[int, Range]) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = words
        self.reader = reader
        self.quoted = quoted
        self._twice: dict[str, bool] = {}

    def read(self) -> Iterator[CodeName]:
        """Yield every naming, one way of naming after the other."""
        yield from self._prefixed()
        yield from self._titled()
        yield from self._called()
        yield from self._headed()
        yield from self._in_apposition()
        yield from self._such_as()

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

    def _called(self) -> Iterator[CodeName]:
        """Find a name without marks that the text says is a campaign's: "a drive code-named Red Kite"."""
        tokens, words = self.tokens, self.words
        for first, last, _ in words.naming.find(tokens):
            if last < len(tokens) and tokens.word[last] == "#":
                last += 1
            if last >= len(tokens) or not is_capital(tokens.word[last]) or tokens.word[last] in words.prefixes:
                continue
            sure = words.code_naming.match(tokens, first) is not None
            window = tokens.low[max(0, first - 6) : first]
            cut = max((i for i, w in enumerate(window) if w in ".;:\n"), default=-1)
            if not sure and not any(w in words.named_heads for w in window[cut + 1 :]):
                continue
            end = self._name_end(last, loud=False, heading=False)
            if end > last and not self._names_other(last) and tokens.word[last] not in words.not_names:
                span = self.reader.span(last, end)
                yield CodeName(span=span, name=self.text.quote(span), how="named", confidence=0.85 if sure else 0.75)

    def _headed(self) -> Iterator[CodeName]:
        """Find "the Bridge Watch initiative", "the Orion multinational campaign": capitals before a campaign's head."""
        tokens, words = self.tokens, self.words
        for index in tokens.having(words.named_heads):
            if not tokens.word[index].islower() or index < 2:
                continue
            last = index
            while last > 1 and tokens.word[last - 1].islower() and tokens.low[last - 1] in words.adjectives:
                last -= 1
            first = last
            while (
                first > 0
                and is_capital(tokens.word[first - 1])
                and last - first < 5
                and tokens.word[first - 1] not in self.reader.words.leading
            ):
                first -= 1
            if first == last or tokens.low[first - 1 if first else 0] not in ("the", "its", "'s", "annual", "this"):
                continue
            if any(self._names_other(i) or i + 1 in self.reader.place_ends for i in range(first, last)):
                continue
            if any(tokens.word[i] in words.not_names or tokens.word[i].isupper() for i in range(first, last)):
                continue
            span = self.reader.span(first, last)
            also = self.text.quote(self.reader.span(first, index + 1))
            sure = 0.75 if last - first > 1 else 0.6
            yield CodeName(span=span, name=self.text.quote(span), how="headed", confidence=sure, also=also)

    def _titled(self) -> Iterator[CodeName]:
        tokens = self.tokens
        for index in tokens.having(head.lower() for head in self.words.title_heads):
            word = tokens.word[index]
            if word not in self.words.title_heads or not self._is_title_head(index):
                continue
            block = self.reader.block_of(index)
            if (
                index + 1 < len(tokens) and is_capital(tokens.word[index + 1])
            ) or block in self.reader.titled | self.reader.shouting:
                continue
            first = index
            while (
                first > 0
                and is_capital(tokens.word[first - 1])
                and tokens.word[first - 1] not in self.reader.words.leading
            ):
                first -= 1
            if (
                first > 2
                and tokens.low[first] == "day"
                and tokens.word[first - 1] in "-–"
                and tokens.word[first - 2].isdigit()
            ):
                first -= 2
            elif first > 1 and tokens.low[first - 1] == "day":
                first -= 3 if first > 3 and tokens.word[first - 2] in "-–" else 2
            if index - first < 2 or not (tokens.word[first][0].isupper() or tokens.word[first].isdigit()):
                continue
            span = self.reader.span(first, index + 1)
            yield CodeName(span=span, name=self.text.quote(span), how="titled", confidence=0.7)
            short = tokens.word[index + 2] if index + 2 < len(tokens) and tokens.word[index + 1] == "(" else ""
            if short.isupper() and short.isalpha() and len(short) > 2:
                yield CodeName(span=self.reader.span(index + 2, index + 3), name=short, how="short", confidence=0.8)

    def _is_title_head(self, index: int) -> bool:
        """Whether a "Week" or "Days" in capitals is a campaign's: "Joint Action Days", "Fraud Awareness Week"."""
        tokens = self.tokens
        if tokens.word[index] not in ("Week", "Weeks", "Days", "Day"):
            return True
        before = tokens.low[max(0, index - 4) : index]
        return bool(before) and (before[-1] == "action" or (len(before) > 2 and before[-1] in self.words.fields))

    def _in_apposition(self) -> Iterator[CodeName]:
        """Find "In Our Sites, the standing initiative of …": a capitalised name that the text says is a campaign."""
        tokens = self.tokens
        for index in tokens.having(("initiative", "operation", "campaign", "crackdown")):
            if index < 4:
                continue
            i = index - 1
            while (
                i > index - 6
                and (tokens.word[i][0].islower() or tokens.low[i] == "'s")
                and tokens.low[i] not in ("the", "a", "an")
            ):
                i -= 1
            if tokens.low[i] not in ("the", "a", "an") or tokens.word[i - 1] != ",":
                continue
            last = i - 1
            if last > 2 and tokens.word[last - 1].isupper() and tokens.word[last - 2] == ",":
                last -= 2
            first = last
            while first > 0 and is_capital(tokens.word[first - 1]):
                first -= 1
            while first < last and self.words.naming.match(tokens, first) is not None:
                first += 1
            if last - first < 2 or any(j in self.reader.taken or j in self.reader.atoms for j in range(first, last)):
                continue
            if tokens.word[first] in self.words.prefixes:
                continue
            span = self.reader.span(first, last)
            yield CodeName(span=span, name=self.text.quote(span), how="apposed", confidence=0.65)

    def _such_as(self) -> Iterator[CodeName]:
        """Find the unquoted names in "special actions such as fox hunting, cloud sword and Kunlun"."""
        tokens = self.tokens
        for index in tokens.having(("actions", "operations", "campaigns")):
            if tokens.low[index + 1 : index + 3] != ("such", "as"):
                continue
            if "special" not in tokens.low[max(0, index - 5) : index]:
                continue
            start = i = index + 3
            while i < len(tokens) and i < index + 24 and tokens.word[i] not in '.;:\n"“(':
                if tokens.word[i] == "," or tokens.low[i] == "and":
                    if 1 <= i - start <= 3:
                        span = self.reader.span(start, i)
                        yield CodeName(span=span, name=self.text.quote(span), how="such as", confidence=0.5)
                    start = i + 1
                    if tokens.low[i] == "and":
                        end = i + 1
                        while end < len(tokens) and tokens.word[end][0].isalpha() and end - i < 4:
                            end += 1
                        if end < len(tokens) and tokens.word[end] in ",.;":
                            span = self.reader.span(i + 1, end)
                            yield CodeName(span=span, name=self.text.quote(span), how="such as", confidence=0.5)
                        break
                i += 1
