"""The words of relations, compiled, and where the campaigns in focus are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions, Reference
from kg.extract.text import BlockKind, Text
from kg.extract.zh.words import one_of


@dataclass(frozen=True, slots=True, eq=False)
class RelationWords:
    """A lexicon's words of relations, compiled."""

    leads: re.Pattern[str]
    runs: re.Pattern[str]
    joins: re.Pattern[str]
    beside: re.Pattern[str]
    passive: re.Pattern[str]
    acts: re.Pattern[str]
    part_of: re.Pattern[str]
    includes: re.Pattern[str]
    against: re.Pattern[str]
    earlier: re.Pattern[str]
    handling: re.Pattern[str]
    reporting: re.Pattern[str]
    helped: re.Pattern[str]
    compared: re.Pattern[str]
    supervising: re.Pattern[str]
    advice: re.Pattern[str]


@lru_cache(maxsize=4)
def relation_words(lexicon: Lexicon) -> RelationWords:
    """Return the words of relations of a lexicon, compiled once."""
    table = lexicon.table("relations")

    def pattern(name: str, tail: str = "") -> re.Pattern[str]:
        return re.compile(one_of(table.get(name, [])) + tail)

    return RelationWords(
        leads=pattern("leads"),
        runs=pattern("runs"),
        joins=pattern("joins"),
        beside=pattern("beside", "$"),
        passive=pattern("passive", "$"),
        acts=pattern("acts"),
        part_of=pattern("part_of"),
        includes=pattern("includes"),
        against=pattern("against"),
        earlier=pattern("earlier"),
        handling=pattern("handling"),
        reporting=pattern("reporting"),
        helped=pattern("helped", "(?:了)?$"),
        compared=pattern("compared", "[“「]?$"),
        supervising=pattern("supervising"),
        advice=pattern("advice"),
    )


class Scene:
    """What each sentence names, and which campaigns it is about."""

    def __init__(self, text: Text, form: str, words: RelationWords, mentions: Mentions) -> None:
        self.text, self.form, self.words, self.mentions = text, form, words, mentions
        self.passing: set[tuple[int, str]] = set()
        self.said = Counter(r.key for r in mentions.references if r.kind == "campaign")
        self.by_sentence: list[list[Reference]] = [[] for _ in text.sentences]
        for reference in mentions.references:
            if text.sentences:
                self.by_sentence[text.sentence_at(reference.start)].append(reference)
        self._find_passing()
        self.focus = self._focus()

    def of_kind(self, sentence: int, kind: str) -> list[Reference]:
        """Return the references of one kind in a sentence, in order."""
        return [r for r in self.by_sentence[sentence] if r.kind == kind]

    def topics(self, sentence: int) -> list[Reference]:
        """Return the campaigns a sentence is about: not those it only compares with, nor the whole of a part."""
        return [r for r in self.of_kind(sentence, "campaign") if (r.start, r.key) not in self.passing]

    def in_role(self, body: Reference) -> bool:
        """Whether a body is named only as whose official somebody is: "公安部治安管理局局长" and a name."""
        near = self.mentions.references_in(body.end, body.end + 16, "official")
        return (
            bool(near) and not re.search("[，。；：]", self.form[body.end : near[0].start]) and near[0].start > body.end
        )

    def _find_passing(self) -> None:
        for index in range(len(self.by_sentence)):
            named = self.of_kind(index, "campaign")
            start = self.text.sentences[index].start
            for reference in named:
                low = max(start, reference.start - 5)
                behind = self.words.part_of.search(self.form, reference.end, reference.end + 16)
                whole = (
                    behind is not None
                    and behind.group() not in ("纳入", "列入")
                    and reference is not named[0]
                    and not any(reference.end <= r.start < behind.start() for r in named)
                )
                if self.words.compared.search(self.form, low, reference.start) or whole:
                    self.passing.add((reference.start, reference.key))

    def _focus(self) -> list[tuple[str, ...]]:
        """Return, for each sentence, the campaigns in focus.

        Its own; else those of the sentence before in its block; else those of the block's heading or of the line that
        leads in its list; else the main one.
        """
        blocks = self.text.blocks
        main: tuple[str, ...] = (self.mentions.main,) if self.mentions.main else ()
        own_of = [tuple(dict.fromkeys(r.key for r in self.topics(i))) for i in range(len(self.by_sentence))]
        of_block: dict[int, tuple[str, ...]] = {}
        for sentence, own in zip(self.text.sentences, own_of, strict=True):
            if own:
                of_block[sentence.block] = own[-1:]
        result: list[tuple[str, ...]] = []
        last: tuple[str, ...] = main
        last_block = -1
        for sentence, own in zip(self.text.sentences, own_of, strict=True):
            block = blocks[sentence.block]
            if sentence.block != last_block:
                heading = of_block.get(block.heading, ()) if block.heading else ()
                last = self._lead_in(sentence.block, of_block) or heading or main
            if own:
                last = own
            last_block = sentence.block
            result.append(last)
            last = self._listed_last(len(result) - 1) if own else last
        return result

    def _listed_last(self, sentence: int) -> tuple[str, ...]:
        """Return the campaigns that stand last in a sentence, those of one list together."""
        named = [r for r in self.topics(sentence) if r.named] or self.topics(sentence)
        keys = [named[-1].key]
        for earlier, later in reversed(list(pairwise(named))):
            if later.start - earlier.end > 4:
                break
            keys.insert(0, earlier.key)
        return tuple(dict.fromkeys(keys))

    def _lead_in(self, block: int, of_block: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the campaign of the line that leads in a list."""
        index = block - 1
        while index > max(-1, block - 40) and self.text.blocks[index].kind in (BlockKind.ITEM, BlockKind.ROW):
            index -= 1
        if index < 0 or index == block:
            return ()
        end = self.text.blocks[index].end
        if self.form[max(0, end - 2) : end].rstrip()[-1:] in ("：", ":"):
            return of_block.get(index, ())
        return ()
