"""Cases singled out by a deed: where it was done, to whom, by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.en.case_layout import Affair, clean
from kg.extract.en.case_lists import ToldCases
from kg.extract.en.names import is_capital
from kg.extract.text import BlockKind
from kg.extract.wording import fold

_GERUND = re.compile(r"[a-z]+ing\Z")


class DeedCases(ToldCases):
    """Reads the cases a text singles out by the deed."""

    def _of_doing(self) -> Iterator[Affair]:
        tokens, content = self.tokens, self.text.content
        for index in tokens.having(("case",)):
            if index + 2 >= len(tokens) or tokens.low[index + 1] not in ("of", "involving"):
                continue
            if tokens.low[index + 1] == "of" and not _GERUND.match(tokens.low[index + 2]):
                continue
            before = tokens.low[index - 1] if index else ""
            placed = index > 0 and index - 1 in self.reader.places
            if tokens.low[index + 1] == "involving" and not placed:
                continue
            if before not in ("a", "the") and not placed:
                continue
            start = tokens.start[index - 1] if placed else tokens.start[index]
            stop = self._tail(index)
            if not self._free(start, stop) or stop <= tokens.end[index]:
                continue
            affair = Affair(confidence=0.6, scope=self._scope(start), place=tokens.word[index - 1] if placed else None)
            deed = re.sub(r"\Acase (?:of|involving)(?: the)? ", "", content[tokens.start[index] : stop])
            for name in (content[start:stop], deed):
                affair.names.setdefault(fold(name), clean(name))
            affair.spans.append((start, stop))
            yield affair

    def _indefinite(self) -> Iterator[Affair]:
        tokens = self.tokens
        for index in tokens.having(self.heads):
            low = tokens.low[index]
            if index < 2:
                continue
            word, before = tokens.low[index - 1], tokens.low[index - 2]
            if before not in ("a", "an") or word in self.common or not tokens.word[index - 1].isalpha():
                continue
            if low == "affair" or not self._free(tokens.start[index - 1], tokens.end[index]):
                continue
            after = tokens.low[index + 1] if index + 1 < len(tokens) else "\n"
            if low == "case" and after not in (
                "led",
                "in",
                "that",
                "involving",
                "against",
                "was",
                "of",
                "which",
                "where",
                "saw",
            ):
                continue
            name = clean(self.text.content[tokens.start[index - 1] : tokens.end[index]])
            affair = Affair(confidence=0.5, scope=self._scope(tokens.start[index]))
            affair.names[fold(name)] = name
            affair.spans.append((tokens.start[index - 1], tokens.end[index]))
            yield affair

    def _named(self) -> Iterator[Affair]:
        """Find "the Poyang sand-mining case", "the Nakahata ring": a deed named by where or by whom it was done."""
        tokens = self.tokens
        for index in tokens.having(self.named_heads):
            low = tokens.low[index]
            if index < 2 or not tokens.word[index].islower():
                continue
            if index + 1 < len(tokens) and tokens.low[index + 1] in self.named_heads:
                continue
            inner = index
            while inner > 0 and index - inner < 5 and self._inner_word(inner - 1):
                inner -= 1
            first = self._capitals_before(inner)
            if first == inner or first == 0 or not self._labels(first, inner, index):
                continue
            start, stop = tokens.start[first], tokens.end[index]
            if not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            affair = Affair(confidence=0.7 if low == "case" else 0.55, scope=self._scope(start))
            affair.place = clean(self.text.content[start : tokens.end[inner - 1]])
            for begin in (first, inner):
                if index - begin:
                    name = clean(self.text.content[tokens.start[begin] : stop])
                    affair.names.setdefault(fold(name), name)
            affair.spans.append((start, stop))
            yield affair

    def _capitals_before(self, inner: int) -> int:
        """Return where the capitals before a token begin: "City of Naga", "Queenston–Lewiston Bridge"."""
        tokens = self.tokens
        first = inner
        while first > 0 and inner - first < 6:
            word = tokens.word[first - 1]
            joint = word in "–—-" or (word == "of" and first < inner and first not in self.reader.taken)
            if joint and first > 1 and is_capital(tokens.word[first - 2]) and first < inner:
                first -= 2
            elif is_capital(word) and word not in self.reader.words.leading:
                first -= 1
            else:
                break
        return first

    def _struck(self) -> Iterator[Affair]:
        """Find a deed told with what it was done to, and where: "a raid on a snooker hall in Oldbury"."""
        tokens = self.tokens
        for index in tokens.having(self.struck):
            if not index or tokens.low[index + 1 : index + 2] == () or tokens.low[index + 1] not in self.upon:
                continue
            if tokens.low[index + 2 : index + 3] not in (("a",), ("an",), ("the",)):
                continue
            last = self._placed_within(index + 2)
            first = index
            while index - first < 3 and (self._inner_word(first - 1) or is_capital(tokens.word[first - 1])):
                first -= 1
            if not last or tokens.low[first - 1] not in ("a", "an", "the", "this"):
                continue
            start, stop = tokens.start[first], tokens.end[last - 1]
            if not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            if self.text.blocks[self.reader.block_of(first)].kind is BlockKind.HEADING:
                continue
            affair = Affair(confidence=0.55, scope=self._scope(start))
            name = clean(self.text.content[start:stop])
            affair.names.setdefault(fold(name), name)
            affair.spans.append((start, stop))
            yield affair

    def _headed(self) -> Iterator[Affair]:
        """Find a case that a heading of its own tells: "Fern Link case", "Case at Tuas Checkpoint"."""
        tokens, blocks = self.tokens, self.text.blocks
        for number, block in enumerate(blocks):
            if block.end - block.start > 70 or number + 1 >= len(blocks):
                continue
            first, last = tokens.at(block.body), tokens.at(max(block.body, block.end - 1)) + 1
            words = [t for t in tokens.word[first:last] if t.strip()]
            if not 3 <= len(words) <= 7 or any(w in ".;,!?:" for w in words):
                continue
            last = first + len(words)
            if tokens.low[first] in ("case", "raid", "seizure"):
                placed = tokens.low[first + 1] in ("at", "in", "near", "on", "off") and is_capital(
                    tokens.word[first + 2]
                )
            else:
                placed = tokens.low[last - 1] in ("case", "raid", "seizure") and self._titled(first, last - 1)
            start, stop = block.body, tokens.end[last - 1]
            if not placed or not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            if any(i in self.reader.taken or i in self.reader.atoms for i in range(first, last)):
                continue
            following = blocks[number + 1]
            name = clean(self.text.content[start:stop])
            affair = Affair(confidence=0.6, scope=(block.start, following.end), listed=True)
            affair.names.setdefault(fold(name), name)
            affair.spans.append((start, stop))
            yield affair

    def _titled(self, first: int, last: int) -> bool:
        """Whether the words of a heading before "case" are a name's: each a capital, none a common one."""
        words = self.tokens.word[first:last]
        if words[0] in self.reader.words.leading or any(w.lower() in self.common for w in words):
            return False
        return all(is_capital(w) and not w.isupper() for w in words)

    def _scenes(self) -> Iterator[Affair]:
        """Find a scene of crime told with where it lies: "the search of a farmyard near Carrick"."""
        tokens = self.tokens
        for index in tokens.having(("outside", "near", "off", "in", "at")):
            low = tokens.low[index]
            if index < 2 or index + 1 >= len(tokens):
                continue
            place = index + 2 if tokens.low[index + 1] == "the" and index + 2 < len(tokens) else index + 1
            if not is_capital(tokens.word[place]) or place in self.reader.taken:
                continue
            first = index - 1
            while first > 0 and index - first < 5 and tokens.low[first] not in self.scenes and self._inner_word(first):
                first -= 1
            if tokens.low[first] not in self.scenes or (low in ("in", "at") and tokens.low[first] not in self.deeds):
                continue
            if self.text.blocks[self.reader.block_of(first)].kind is BlockKind.HEADING:
                continue
            if tokens.low[first - 1] in ("alleged", "attempted"):
                first -= 1
            outer = first
            inside = tokens.low[first - 2 : first] in (("of", "a"), ("of", "an"), ("at", "a"), ("in", "a"))
            if inside and tokens.low[first - 3] in self.scenes:
                outer = first - 3
            last = self._place_end(place)
            start, stop = tokens.start[outer], tokens.end[last - 1]
            if not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            affair = Affair(confidence=0.5, scope=self._scope(start))
            affair.place = clean(self.text.content[tokens.start[place] : stop])
            wider = first
            while wider > first - 3 and self._inner_word(wider - 1):
                wider -= 1
            for begin in dict.fromkeys((outer, wider, first)):
                name = clean(self.text.content[tokens.start[begin] : stop])
                affair.names.setdefault(fold(name), name)
            affair.spans.append((start, stop))
            yield affair

    def _crimes(self) -> Iterator[Affair]:
        """Find a deed told with whom it befell and where, and cases told by a suspect's name."""
        tokens = self.tokens
        for index in tokens.having(self.crimes | {"case"}):
            low = tokens.low[index]
            if tokens.low[index + 1 : index + 2] != ("of",) or index + 3 >= len(tokens):
                continue
            last = 0
            if low in self.crimes or (
                low == "case" and tokens.low[index - 1] in ("a", "one") and tokens.word[index + 2].islower()
            ):
                last = self._placed_within(index + 2)
            elif low == "case" and tokens.low[index - 1] in ("the", "a") and self._suspect_at(index + 2):
                last = tokens.at(max(tokens.end[index], self._tail(index) - 1)) + 1
            if not last:
                continue
            start, stop = tokens.start[index], tokens.end[last - 1]
            if not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            affair = Affair(confidence=0.55, scope=self._scope(start))
            name = clean(self.text.content[start:stop])
            for said in (name, re.sub(r"\Acase of ", "", name)):
                affair.names.setdefault(fold(said), said)
            affair.spans.append((start, stop))
            yield affair
