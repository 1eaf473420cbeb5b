"""Campaigns named by capitals: "Operation X", "Simultaneous … Operation", "the Bridge Watch initiative"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.en.campaign_prefixes import PrefixedNames
from kg.extract.en.campaign_words import CodeName
from kg.extract.en.names import is_capital


class TitleReader(PrefixedNames):
    """Reads the campaigns one text names by capitalised words."""

    def read(self) -> Iterator[CodeName]:
        """Yield every naming, one way of naming after the other."""
        yield from self._prefixed()
        yield from self._titled()
        yield from self._several()
        yield from self._called()
        yield from self._headed()
        yield from self._in_apposition()
        yield from self._such_as()

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
        for index in tokens.having(("initiative", "operation", "campaign", "crackdown", "drive", "sweep", "effort")):
            if index < 4 or (tokens.low[index] == "effort" and tokens.low[index + 1 : index + 2] != ("against",)):
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
