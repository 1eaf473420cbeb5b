"""A document's text laid out for reading: blocks, sentences and tokens, each a span of the untouched content.

Offsets are code points of `content`, half-open, always; nothing here changes a character. A block is a paragraph, a
heading, a list item or a table row; prose wrapped over several lines is one block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

Range = tuple[int, int]
"""Start and end of some words, half-open."""


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row; `heading` is the index of the heading block it stands under.

    `body` is where the text begins after a list marker such as "1." or a bullet.
    """

    start: int
    end: int
    kind: BlockKind
    heading: int | None
    body: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `block` is the index of the block it stands in."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens in order, as parallel columns: words, numbers, "'s" and single marks; "\\n" ends each block.

    `low` is the word in lower case with typographic marks made plain; `places` says where each of these stands.
    """

    word: tuple[str, ...]
    low: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    places: Mapping[str, Sequence[int]]

    def __len__(self) -> int:
        return len(self.word)

    def at(self, offset: int) -> int:
        """Return the index of the token that holds or last starts before `offset` (0 when none does)."""
        return max(0, bisect_right(self.start, offset) - 1)

    def having(self, words: Iterable[str]) -> list[int]:
        """Return the indices of the tokens that are one of some words in lower case, in order."""
        places = self.places
        found = [index for word in places.keys() & words for index in places[word]]
        found.sort()
        return found


TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W\d_](?:[^\W_]|[-‐‑](?=[^\W_]))*|['’`´]s\b|[^\w\s]|_")
PLAIN = str.maketrans({"’": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "“": '"', "”": '"', "‘": "'"})

# A blank line, or a line that carries only marks, divides.
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(
    r"\s*(?:[-–—•·*▪●■►‣◦○✓]+[ \t\u00a0\u3000]|--[ \t]?"
    r"|——(?=[\u3400-\u9fff])|[①-⑳⒈-⒛]|（[一二三四五六七八九十\d]{1,3}）"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)、][ \t\u00a0]|[IVX]{1,4}\.[ \t])\s*"
)
_ROW = re.compile(r"\S(?:[ \t]{3,}|[ \t]*\|[ \t]*|\t| ?\.{3,} ?)\S")
_ENDS = re.compile(r"[.!?。！？;；,，:：][\"'”’)\]]*\s*\Z")
_BREAK = re.compile(
    r"[.!?。！？]+[\"'”’)\]」』]*(?:[ \t\u00a0\u3000]*\n\s*|[ \t\u00a0\u3000]+)(?=\S)|[。！？]+[\"'”’)\]」』]*"
)
_NUMBERED = re.compile(r"[ \t]*\d{1,2}[ \t\u00a0]{2,20}(?=[A-Z\"“][^|\t\n]{60})")
"""The number of a paragraph: "4      On Monday, officers of ..."."""
_LABELLED = re.compile(r"[^:：]{2,70}(?:(?<!\d)[:：]|[:：](?!\d\d\b)) ?(?:[^\d.]{0,24}\d|[a-z])")
_DASHED = re.compile(
    r"[A-Z][^:：\d\-–]{2,50} [-–—] (?:[A-Z]{1,3}|[$€£])?\d[\d,.]*(?: [A-Za-z]{1,12}){0,2}(?: \([^()]{1,40}\))?"
)
"""A line of a list that parts label and number with a dash: "Boats impounded - 14"."""
_LABEL_LINE = re.compile(r"[^:：.]{2,40}[:：] \S")
_LONGEST_HEADING = 160
_LONGEST_LABEL = 60
_LONGEST_ROW = 400
_WRAPPED = 48
"""Characters: a shorter line is not the wrapped line of a paragraph."""


class Text:
    """One announcement's text and how it is laid out.

    Cost: linear in the length; tokens are found when first asked for.
    """

    def __init__(self, content: str, *, language: str = "en", abbreviations: Collection[str] = ()) -> None:
        self.content = content
        self.language = language
        self._abbreviations = frozenset(word.casefold() for word in abbreviations)
        self.blocks: tuple[Block, ...] = tuple(_find_blocks(content))
        self._block_starts = [block.start for block in self.blocks]
        self.sentences: tuple[Sentence, ...] = tuple(self._find_sentences())
        self._sentence_starts = [sentence.start for sentence in self.sentences]

    def __len__(self) -> int:
        return len(self.content)

    def quote(self, span: Range) -> str:
        """Return the words at `span`."""
        return self.content[span[0] : span[1]]

    def block_at(self, offset: int) -> int:
        """Return the index of the block that holds or last starts before `offset`."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds or last starts before `offset`."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    @cached_property
    def tokens(self) -> Tokens:
        """Every token of the content, in order."""
        content = self.content
        low = content.translate(PLAIN)
        lowered = low.lower()
        even = len(lowered) == len(low)
        words: list[str] = []
        lows: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for block in self.blocks:
            spans = [match.span() for match in TOKEN.finditer(content, block.start, block.end)]
            words += [content[s:e] for s, e in spans]
            lows += [lowered[s:e] for s, e in spans] if even else [low[s:e].lower() for s, e in spans]
            starts += [s for s, _ in spans]
            ends += [e for _, e in spans]
            words.append("\n")
            lows.append("\n")
            starts.append(block.end)
            ends.append(block.end)
        places: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(lows):
            places[word].append(index)
        return Tokens(tuple(words), tuple(lows), tuple(starts), tuple(ends), MappingProxyType(places))

    def _find_sentences(self) -> list[Sentence]:
        found: list[Sentence] = []
        for index, block in enumerate(self.blocks):
            start = block.start
            if block.kind in (BlockKind.PROSE, BlockKind.ITEM):
                for match in _BREAK.finditer(self.content, block.body, block.end):
                    if match.end() < block.end and self._divides(match):
                        found.append(Sentence(start, match.end(), index))
                        start = match.end()
            found.append(Sentence(start, block.end, index))
        return found

    def _divides(self, match: re.Match[str]) -> bool:
        """Whether a full stop ends a sentence: not after an abbreviation or an initial, nor before a small letter."""
        mark = match.start()
        if self.content[mark] in "。！？!?":
            return True
        following = self.content[match.end()]
        if following.islower():
            return False
        before = re.search(r"\S{0,24}\Z", self.content[max(0, mark - 24) : mark])
        word = before.group().lstrip("(\"'“‘[") if before else ""
        if len(word) == 1 and word.isupper():
            return False
        if word.casefold() in self._abbreviations:
            return False
        return not ("." in word and re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word) and not following.isupper())


def _find_blocks(content: str) -> list[Block]:
    """Return the blocks of `content`, in order, each with the heading that governs it."""
    lines = [m.span() for m in _LINE.finditer(content) if not m.group().isspace()]
    blocks: list[Block] = []
    heading: int | None = None
    for number, (start, end) in enumerate(lines):
        marker = _ITEM.match(content, start, end)
        body = marker.end() if marker and marker.end() < end else start
        if body == start and blocks and _continues(content, blocks[-1], start, end):
            last = blocks[-1]
            blocks[-1] = Block(last.start, end, last.kind, last.heading, last.body)
            continue
        following = lines[number + 1][0] if number + 1 < len(lines) else None
        kind = _kind(content, start, end, body, following)
        blocks.append(Block(start, end, kind, heading, body))
        if kind is BlockKind.HEADING:
            heading = len(blocks) - 1
    return blocks


def _continues(content: str, last: Block, start: int, end: int) -> bool:
    """Whether a line carries on the wrapped paragraph before it."""
    if last.kind is BlockKind.ROW or content.count("\n", last.end, start) != 1:
        return False
    line_start = content.rfind("\n", last.start, last.end) + 1 or last.start
    if last.end - line_start < _WRAPPED or _ENDS.search(content, max(last.start, last.end - 4), last.end):
        # A comma at the end of a long line still runs on.
        tail = content[max(last.start, last.end - 2) : last.end].rstrip()
        if last.end - line_start < _WRAPPED or not tail.endswith((",", "，", ";")):
            return False
    if _ROW.search(content, start, end) or _LABEL_LINE.match(content, start, end):
        return False
    first = content[start:end].lstrip()[:1]
    return first.islower() or first.isdigit() or (last.kind is BlockKind.PROSE and first.isalpha())


def _kind(content: str, start: int, end: int, body: int, following: int | None) -> BlockKind:
    numbered = _NUMBERED.match(content, start, end)
    if end - start < _LONGEST_ROW and _ROW.search(content, numbered.end() if numbered else body, end):
        return BlockKind.ROW
    if body > start:
        return BlockKind.ITEM
    line = content[start:end].strip()
    if len(line) > _LONGEST_HEADING or ";" in line:
        return BlockKind.PROSE
    if line[-1] in ":：":
        return BlockKind.HEADING if len(line) <= _LONGEST_LABEL else BlockKind.PROSE
    if _ENDS.search(line[-4:]):
        return BlockKind.PROSE
    if start and (_LABELLED.match(line) or _DASHED.fullmatch(line)):
        return BlockKind.ITEM
    followed = following is not None and content.count("\n", end, following) == 1
    begun = start < 2 or content.rfind("\n\n", start - 2, start) >= 0 or not content[max(0, start - 4) : start].strip()
    if start and (followed or not begun) and _LABEL_LINE.match(line):
        return BlockKind.ITEM
    if followed and not begun:
        return BlockKind.HEADING if len(line) <= _LONGEST_LABEL and line.isupper() else BlockKind.PROSE
    return BlockKind.HEADING
