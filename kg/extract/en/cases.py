"""Cases singled out: by a label of their own, an example in a list, a place and deed, or a lead suspect's surname."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import is_capital, surer
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCase
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold, free_key, slug

_LED = re.compile(
    r"\b(?:by \d+ (?:people|persons|suspects) )?led by ([A-Z][a-z]+)(?: and others)?"
    r"(?:,? in ([A-Z][^.;]*?))?(?=, (?:and|have|has|was|were)\b|[.;]|\Z)"
)
_TAIL_STOP = re.compile(r"\b(?:was|were|is|are|has|have|had|led|in which|which|that|where|who|after|when)\b|[.;,:()]")
_NUMBERED = re.compile(r"\s*(?:Typical )?[Cc]ase (?:\d{1,2}|[A-Z][a-z]+) ?[:.–—-] ?([^\n.;:]{8,200})")
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
        self.countries = frozenset(lexicon.table("places").get("countries", {}))
        self.not_names = frozenset(lexicon.words("campaigns", "not_names"))
        self.common = frozenset(lexicon.words("cases", "common"))
        self.headings = frozenset(lexicon.words("cases", "headings"))
        self.heads = frozenset(lexicon.words("cases", "heads"))
        self.named_heads = frozenset(lexicon.words("cases", "named_heads"))
        self.scenes = frozenset(lexicon.words("cases", "scenes"))
        self.crimes = frozenset(lexicon.words("cases", "crimes"))
        self.deeds = frozenset(lexicon.words("cases", "deeds"))
        self.not_labels = frozenset(lexicon.words("cases", "not_labels"))
        self.affairs: list[Affair] = []
        self.covered: list[Range] = []
        self.listed: list[Range] = []

    def read(self) -> tuple[FoundCase, ...]:
        """Return the cases, in order."""
        self._keep(self._labelled())
        self._keep(self._listed())
        self._keep(self._numbered())
        self._keep(self._led())
        self._keep(self._of_doing())
        self._keep(self._indefinite())
        self._keep(self._named())
        self._keep(self._scenes())
        self._keep(self._crimes())
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

    def _numbered(self) -> Iterator[Affair]:
        """Find the cases told one by one under "Case 1: …"."""
        content = self.text.content
        for number, block in enumerate(self.text.blocks):
            match = _NUMBERED.match(content, block.start, min(block.end, block.start + 260))
            if match is None or not self._free(*match.span(1)) or self._names_campaign(*match.span(1)):
                continue
            name = _clean(re.sub(r"\A(?:the|an?) ", "", match.group(1), flags=re.I))
            if len(name.split()) < 2:
                continue
            affair = Affair(confidence=0.7, listed=True)
            affair.names.setdefault(fold(name), name)
            for cut in (name.split(",")[0], name.split(",")[-1]):
                if len(cut.split()) > 1:
                    affair.names.setdefault(fold(cut), _clean(cut))
            last = number + 1
            while last < len(self.text.blocks) and last < number + 4:
                following = self.text.blocks[last]
                if following.kind is BlockKind.HEADING or _NUMBERED.match(content, following.start, following.end):
                    break
                last += 1
            affair.spans.append(match.span(1))
            affair.scope = (block.start, self.text.blocks[last - 1].end)
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
                affair.names.setdefault(fold(name), _clean(name))
            affair.spans.append((start, stop))
            yield affair

    # -- "an importation case led to …", "in one case … a Ponzi scheme"

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
            name = _clean(self.text.content[tokens.start[index - 1] : tokens.end[index]])
            affair = Affair(confidence=0.5, scope=self._scope(tokens.start[index]))
            affair.names[fold(name)] = name
            affair.spans.append((tokens.start[index - 1], tokens.end[index]))
            yield affair

    # -- "the Harbour Road warehouse robbery"

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
            first = inner
            while first > 0 and inner - first < 4 and is_capital(tokens.word[first - 1]):
                if tokens.word[first - 1] in self.reader.words.leading:
                    break
                first -= 1
            if first == inner or first == 0 or not self._labels(first, inner, index):
                continue
            start, stop = tokens.start[first], tokens.end[index]
            if not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            affair = Affair(confidence=0.7 if low == "case" else 0.55, scope=self._scope(start))
            affair.place = _clean(self.text.content[start : tokens.end[inner - 1]])
            for begin in (first, inner):
                if index - begin:
                    name = _clean(self.text.content[tokens.start[begin] : stop])
                    affair.names.setdefault(fold(name), name)
            affair.spans.append((start, stop))
            yield affair

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

    # -- "a warehouse outside Krotoszyn"

    def _scenes(self) -> Iterator[Affair]:
        """Find a scene of crime told with where it lies: "the search of a farmyard near Carrick"."""
        tokens = self.tokens
        for index in tokens.having(("outside", "near", "off", "in", "at")):
            low = tokens.low[index]
            if index < 2 or index + 1 >= len(tokens):
                continue
            if not is_capital(tokens.word[index + 1]) or index + 1 in self.reader.taken:
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
            last = index + 2
            while last < len(tokens) and is_capital(tokens.word[last]):
                last += 1
            start, stop = tokens.start[outer], tokens.end[last - 1]
            if not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            affair = Affair(confidence=0.5, scope=self._scope(start))
            affair.place = _clean(self.text.content[tokens.start[index + 1] : stop])
            for begin in (outer, first):
                name = _clean(self.text.content[tokens.start[begin] : stop])
                affair.names.setdefault(fold(name), name)
            affair.spans.append((start, stop))
            yield affair

    # -- "the murder of a shopkeeper in Leith", "the case of Liu and four others"

    def _crimes(self) -> Iterator[Affair]:
        """Find a deed told with whom it befell and where, and cases told by a suspect's name."""
        tokens = self.tokens
        for index in tokens.having(self.crimes | {"case"}):
            low = tokens.low[index]
            if tokens.low[index + 1 : index + 2] != ("of",) or index + 3 >= len(tokens):
                continue
            last = 0
            if low in self.crimes:
                last = self._placed_within(index + 2)
            elif low == "case" and tokens.low[index - 1] in ("the", "a") and self._suspect_at(index + 2):
                last = tokens.at(max(tokens.end[index], self._tail(index) - 1)) + 1
            if not last:
                continue
            start, stop = tokens.start[index], tokens.end[last - 1]
            if not self._free(start, stop) or self._names_campaign(start, stop):
                continue
            affair = Affair(confidence=0.55, scope=self._scope(start))
            name = _clean(self.text.content[start:stop])
            for said in (name, re.sub(r"\Acase of ", "", name)):
                affair.names.setdefault(fold(said), said)
            affair.spans.append((start, stop))
            yield affair

    def _placed_within(self, index: int) -> int:
        """Return the token past the place a few words on, else 0."""
        tokens = self.tokens
        for i in range(index, min(index + 8, len(tokens) - 1)):
            if tokens.low[i] in ("in", "at", "near", "outside", "off") and is_capital(tokens.word[i + 1]):
                last = i + 2
                while last < len(tokens) and is_capital(tokens.word[last]):
                    last += 1
                return last
            if not (tokens.word[i].replace("-", "").isalnum() or tokens.low[i] == "'s"):
                return 0
        return 0

    def _suspect_at(self, index: int) -> bool:
        """Whether a suspect stands at a token: "Liu and four others", "a suspect surnamed Ma"."""
        tokens = self.tokens
        if tokens.low[index] in ("a", "the") and "surnamed" in tokens.low[index : index + 4]:
            return True
        named = is_capital(tokens.word[index]) and index not in self.reader.places and index not in self.reader.taken
        return named and tokens.low[index + 1 : index + 2] in (("and",), ("who",), ("mou",), ("x",))

    def _same_as_before(self, affair: Affair, found: list[FoundCase]) -> bool:
        """Whether a case was told before under other words: the same place, the same deed; then it is joined to it."""
        if affair.place is None:
            return False
        heads = {name.split()[-1] for name in affair.names} | {name.split()[0] for name in affair.names}
        for number in range(len(found) - 1, max(-1, len(found) - 20), -1):
            before = found[number]
            if before.place is None or fold(before.place) != fold(affair.place):
                continue
            said = {word for name in before.names for word in fold(name).split()}
            if heads & said & (self.named_heads | self.scenes):
                names = dict.fromkeys((*before.names, *affair.names.values()))
                spans = tuple(sorted({*before.spans, *affair.spans}))
                found[number] = replace(before, names=tuple(names), spans=spans)
                return True
        return False

    def _finish(self) -> tuple[FoundCase, ...]:
        found: list[FoundCase] = []
        used: dict[str, int] = {}
        for affair in sorted(self.affairs, key=lambda a: a.spans[0]):
            names = list(affair.names.values())
            if self._same_as_before(affair, found):
                continue
            key = free_key(slug(min(names, key=len)) or "case", used)
            found.append(
                FoundCase(
                    key=key,
                    names=tuple(names),
                    spans=tuple(sorted(set(affair.spans))),
                    confidence=surer(affair.confidence, len(set(affair.spans))),
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
