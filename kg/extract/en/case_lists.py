"""Cases with a label of their own, told in a list of examples, or by who led them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.en.case_layout import Affair, CaseLayout, clean
from kg.extract.en.names import is_capital
from kg.extract.text import BlockKind
from kg.extract.wording import fold

_LED = re.compile(
    r"\b(?:by \d+ (?:people|persons|suspects) )?led by ([A-Z][a-z]+)(?: and others)?"
    r"(?:,? in ([A-Z][^.;]*?))?(?=, (?:and|have|has|was|were)\b|[.;]|\Z)"
)


_NUMBERED = re.compile(r"\s*(?:Typical )?[Cc]ase (?:\d{1,2}|[A-Z][a-z]+) ?[:.–—-] ?([^\n.;:]{8,200})")


class ToldCases(CaseLayout):
    """Reads the cases a text labels or lists."""

    def _labelled(self) -> Iterator[Affair]:
        tokens, content = self.tokens, self.text.content
        for start, end in sorted(self.labels):
            first, last = tokens.at(start), tokens.at(end - 1) + 1
            case = next((i for i in range(last, min(last + 7, len(tokens))) if tokens.low[i] in self.labelled), None)
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
                affair.names.setdefault(fold(name), clean(name))
            affair.scope = (begin, max(tail, stop))
            block = self.text.blocks[self.text.block_at(start)]
            if block.kind is BlockKind.ITEM:
                affair.scope, affair.listed = (block.start, block.end), True
                affair.place = affair.place or self._leading_place(block.body, start)
            yield affair

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
            name = clean(re.sub(r"\A(?:the|an?) ", "", match.group(1), flags=re.I))
            if len(name.split()) < 2:
                continue
            affair = Affair(confidence=0.7, listed=True)
            affair.names.setdefault(fold(name), name)
            for cut in (name.split(",")[0], name.split(",")[-1]):
                if len(cut.split()) > 1:
                    affair.names.setdefault(fold(cut), clean(cut))
            last = number + 1
            while last < len(self.text.blocks) and last < number + 4:
                following = self.text.blocks[last]
                if following.kind is BlockKind.HEADING or _NUMBERED.match(content, following.start, following.end):
                    break
                last += 1
            affair.spans.append(match.span(1))
            affair.scope = (block.start, self.text.blocks[last - 1].end)
            yield affair

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
            affair.names.setdefault(fold(name), clean(name))
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
                place=clean(match.group(2)) if match.group(2) else None, confidence=0.7, scope=(start, match.end())
            )
            for name in (content[start : match.end()], deed, re.sub(r" via \w+\Z", "", deed)):
                affair.names.setdefault(fold(name), clean(name))
            affair.spans.append((start, match.end()))
            yield affair
