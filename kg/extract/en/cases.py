"""Cases singled out: by a label of their own, an example in a list, a place and deed, or a lead suspect's surname."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import is_capital
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCase
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold, free_key, slug

_LED = re.compile(
    r"\b(?:by \d+ (?:people|persons|suspects) )?led by ([A-Z][a-z]+)(?: and others)?"
    r"(?:,? in ([A-Z][^.;]*?))?(?=, (?:and|have|has|was|were)\b|[.;]|\Z)"
)
_TAIL_STOP = re.compile(r"\b(?:was|were|is|are|has|have|had|led|in which|which|that|where|who|after|when)\b|[.;,:()]")
_GERUND = re.compile(r"[a-z]+ing\Z")


@dataclass(slots=True)
class Affair:
    """One case being gathered."""

    names: dict[str, str] = field(default_factory=dict)
    spans: list[Range] = field(default_factory=list)
    place: str | None = None
    scope: Range = (0, 0)
    confidence: float = 0.6
    listed: bool = False


class CaseReader:
    """Reads the cases one text singles out."""

    def __init__(
        self, text: Text, lexicon: Lexicon, reader: NamingReader, labels: frozenset[Range], campaigns: list[Range]
    ) -> None:
        self.text = text
        self.tokens = text.tokens
        self.reader = reader
        self.labels = labels
        self.campaigns = sorted(campaigns)
        self.common = frozenset(lexicon.words("cases", "common"))
        self.headings = frozenset(lexicon.words("cases", "headings"))
        self.heads = frozenset(lexicon.words("cases", "heads"))
        self.affairs: list[Affair] = []
        self.covered: list[Range] = []
        self.listed: list[Range] = []

    def read(self) -> tuple[FoundCase, ...]:
        """Return the cases, in order."""
        self._keep(self._labelled())
        self._keep(self._listed())
        self._keep(self._led())
        self._keep(self._of_doing())
        self._keep(self._indefinite())
        return self._finish()

    def _free(self, start: int, end: int) -> bool:
        for spans in (self.covered, self.listed):
            at = bisect_left(spans, (start, start))
            if any(s < end and start < e for s, e in spans[max(0, at - 1) : at + 1]):
                return False
        return True

    def _keep(self, found: Iterator[Affair]) -> None:
        """Gather cases, and note the words they cover."""
        for affair in found:
            self.affairs.append(affair)
            for span in affair.spans:
                insort(self.covered, span)
            if affair.listed:
                insort(self.listed, affair.scope)

    def _scope(self, offset: int) -> Range:
        sentence = self.text.sentences[self.text.sentence_at(offset)]
        return (sentence.start, sentence.end)

    # -- '"Feb. 25" case'

    def _labelled(self) -> Iterator[Affair]:
        tokens, content = self.tokens, self.text.content
        for start, end in sorted(self.labels):
            first, last = tokens.at(start), tokens.at(end - 1) + 1
            case = next((i for i in range(last, min(last + 7, len(tokens))) if tokens.low[i] == "case"), None)
            if case is None:
                continue
            begin = tokens.start[first] - 1
            place_first = first - 1
            place: str | None = None
            while (
                place_first > 0
                and (
                    is_capital(tokens.word[place_first - 1])
                    or (tokens.word[place_first - 1] == "," and is_capital(tokens.word[place_first - 2]))
                )
                and tokens.word[place_first - 1] not in self.reader.words.leading
            ):
                place_first -= 1
            if place_first < first - 1:
                place = content[tokens.start[place_first] : tokens.end[first - 2]].strip(" ,")
                begin = tokens.start[place_first]
            affair = Affair(place=place, confidence=0.85)
            label = content[start:end].strip(" ,")
            stop = tokens.end[case]
            tail = self._tail(case)
            affair.spans.append((begin, stop))
            for name in (
                content[begin:stop],
                content[start - 1 : stop],
                label,
                content[start - 1 : tail],
                content[begin:tail],
            ):
                affair.names.setdefault(fold(name), _clean(name))
            affair.scope = (begin, max(tail, stop))
            block = self.text.blocks[self.text.block_at(start)]
            if block.kind is BlockKind.ITEM:
                affair.scope, affair.listed = (block.start, block.end), True
                affair.place = affair.place or self._leading_place(block.body, start)
            yield affair

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

    # -- lists of examples

    def _listed(self) -> Iterator[Affair]:
        blocks = self.text.blocks
        active = False
        for block in blocks:
            line = fold(self.text.content[block.start : min(block.end, block.start + 80)])
            if line in self.headings or (
                block.kind is BlockKind.HEADING and any(line.endswith(h) for h in self.headings)
            ):
                active = True
                continue
            if block.kind is BlockKind.HEADING or (
                block.kind is BlockKind.PROSE and active and block.body == block.start
            ):
                active = False
            if not active or block.kind is not BlockKind.ITEM:
                continue
            affair = self._example(block.body, block.end)
            if affair is not None:
                yield affair

    def _names_campaign(self, start: int, stop: int) -> bool:
        at = bisect_left(self.campaigns, (start, start))
        return any(s < stop and start < e for s, e in self.campaigns[max(0, at - 1) : at + 1])

    def _example(self, start: int, end: int) -> Affair | None:
        """Read one example: a place, then the deed, up to the first full stop."""
        content = self.text.content
        sentence = self.text.sentences[self.text.sentence_at(start)]
        stop = min(sentence.end, end)
        title = content[start:stop].rstrip(" .\n")
        parts = [(m.start(), m.end()) for m in re.finditer(r"[^,:]+", title)]
        if not self._free(start, stop) or self._names_campaign(start, stop):
            return None
        if len(parts) < 2 or len(title) > 220:
            return None
        affair = Affair(confidence=0.75, scope=(start, end), listed=True)
        for a in (parts[1][0], parts[-1][0]):
            name = re.sub(r"\A(?:the|an?) ", "", title[a:].strip())
            begin = start + title.index(name, a)
            affair.names.setdefault(fold(name), _clean(name))
            affair.spans.append((begin, begin + len(name)))
            case = re.match(r".*?\bcase\b", name)
            if case is not None:
                affair.names.setdefault(fold(case.group()), case.group())
        place = re.search(r"\bin ([A-Z]\w+)\Z", title[: parts[0][1]] if len(parts) == 2 else title[: parts[-1][0] - 1])
        affair.place = (
            place.group(1)
            if place
            else (title[: parts[0][1]] if is_capital(title) and len(title[: parts[0][1]].split()) < 4 else None)
        )
        return affair

    # -- "led by Li in Wuqing"

    def _led(self) -> Iterator[Affair]:
        content = self.text.content
        for match in _LED.finditer(content):
            sentence = self._scope(match.start())
            left = content[sentence[0] : match.start()]
            cut = max(left.rfind(mark) + len(mark) for mark in (" the ", ", ", "such as ", " and the ", ": "))
            deed = left[cut:].strip()
            if (
                not deed
                or len(deed.split()) < 2
                or len(deed.split()) > 14
                or not self._free(match.start(), match.end())
            ):
                continue
            start = sentence[0] + left.rindex(deed)
            if not re.search(r"\bcases?\b", content[sentence[0] : sentence[1]]):
                continue
            affair = Affair(
                place=_clean(match.group(2)) if match.group(2) else None, confidence=0.7, scope=(start, match.end())
            )
            for name in (content[start : match.end()], deed, re.sub(r" via \w+\Z", "", deed)):
                affair.names.setdefault(fold(name), _clean(name))
            affair.spans.append((start, match.end()))
            yield affair

    # -- "a case of producing and selling fake drugs"

    def _of_doing(self) -> Iterator[Affair]:
        tokens, content = self.tokens, self.text.content
        for index, low in enumerate(tokens.low):
            if low != "case" or index + 2 >= len(tokens) or tokens.low[index + 1] not in ("of", "involving"):
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
                affair.names.setdefault(fold(name), _clean(name))
            affair.spans.append((start, stop))
            yield affair

    # -- "an importation case led to …", "in one case … a Ponzi scheme"

    def _indefinite(self) -> Iterator[Affair]:
        tokens = self.tokens
        for index, low in enumerate(tokens.low):
            if low not in self.heads or index < 2:
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
            name = _clean(self.text.content[tokens.start[index - 1] : tokens.end[index]])
            affair = Affair(confidence=0.5, scope=self._scope(tokens.start[index]))
            affair.names[fold(name)] = name
            affair.spans.append((tokens.start[index - 1], tokens.end[index]))
            yield affair

    def _finish(self) -> tuple[FoundCase, ...]:
        found: list[FoundCase] = []
        used: dict[str, int] = {}
        for affair in sorted(self.affairs, key=lambda a: a.spans[0]):
            names = list(affair.names.values())
            key = free_key(slug(min(names, key=len)) or "case", used)
            found.append(
                FoundCase(
                    key=key,
                    names=tuple(names),
                    spans=tuple(sorted(set(affair.spans))),
                    confidence=affair.confidence,
                    place=affair.place,
                    scope=affair.scope,
                )
            )
        return tuple(found)


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ,.;")


def find_cases(
    text: Text, lexicon: Lexicon, reader: NamingReader, labels: frozenset[Range], campaigns: list[Range]
) -> tuple[FoundCase, ...]:
    """Return the cases a text singles out; `labels` are quotations before "case", `campaigns` spans that name one."""
    return CaseReader(text, lexicon, reader, labels, campaigns).read()
