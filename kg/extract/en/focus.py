"""Which campaign a figure belongs to, by the order of the discourse.

Nearest first: the head of its table column, its sentence, its paragraph, the opening of its list, its heading, the
question it answers, and at last the campaign the whole document is about. A figure whose own period lies elsewhere in
time, or that carries a period of its own far from any naming, belongs to none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace

from kg.extract.drafts import Draft
from kg.extract.en.answers import asked_campaigns, question_starts
from kg.extract.en.discourse import discourse_words
from kg.extract.en.fitting import cell_number, fits, is_trend
from kg.extract.mentions import Mentions, Reference
from kg.extract.text import BlockKind, Text
from kg.model.record import Period

_YEARS = re.compile(r"(?:19|20)\d\d")
_LONGEST = 1500
"""Characters; a sentence or table row that runs longer is no sentence, and must not cost us its square."""
_STAYS = 6
"""Sentences; a campaign is carried on no further."""
_NEAR_LIST = 60
"""Blocks; a list's opening stands no further above."""


class Focus:
    """Ties the figures of one text to its campaigns."""

    def __init__(self, text: Text, mentions: Mentions) -> None:
        self.text, self.mentions, self.words = text, mentions, discourse_words(text.language)
        self.campaigns = {c.key: c for c in mentions.campaigns}
        self.sections = question_starts(text, mentions)
        self.asides: set[int] = set()
        """Where the campaign of the text only gives the time of another's work, in an answer about that."""
        self.refs = self._resolved([r for r in mentions.references if r.kind == "campaign" and r.key in self.campaigns])
        self.starts = [r.start for r in self.refs]
        self.early, self.first = True, 0
        self.manner = "none"
        """How the campaign last asked for was found: column, own, near, list, heading, answer, main or none."""
        self.main = self._main()

    def campaign_of(self, draft: Draft, period: Period | None) -> str | None:
        """Return the key of the campaign whose work a figure reports, None when the text ties it to none."""
        self.manner, key = self._found(draft, period) if self.campaigns else ("none", None)
        return key

    def _found(self, draft: Draft, period: Period | None) -> tuple[str, str | None]:
        """Return how a figure's campaign is found, and its key."""
        if column := self._column(draft):
            return "column", column
        if own := self._own_sentence(draft):
            return "own", own
        index = self.text.block_at(draft.start)
        sentence = self.text.sentences[draft.sentence]
        if self.sections and len(self.campaigns) > 3 and (draft.start >= self.sections[0] or not self.main):
            return "answer", self._answered(draft, period, index, sentence.start)
        if self._earlier(sentence.start, sentence.end, draft):
            return "earlier", None
        for manner, key in (
            ("near", self._paragraph(index, sentence.start)),
            ("list", self._list_opening(index)),
            ("heading", self._heading(index)),
        ):
            if key:
                if self.words.under_it.search(
                    self.text.content, max(sentence.start, draft.start - 200), min(sentence.end, draft.end + 200)
                ):
                    return manner, key
                able = fits(self.campaigns[key], period, near=True) and not is_trend(self.text, draft, period)
                return manner, key if able else None
        if is_trend(self.text, draft, period) or self._background(draft, sentence.start, sentence.end):
            return "trend", None
        topic = self._topic(draft.start)
        if topic is not None:
            return "answer", topic if fits(self.campaigns[topic], period, near=not period) else None
        if (
            self.main
            and (not self.sections or draft.start < self.sections[0])
            and not self._too_soon(draft)
            and fits(self.campaigns[self.main], period, near=not period)
        ):
            return "main", self.main
        return "none", None

    def _background(self, draft: Draft, start: int, end: int) -> bool:
        """Whether a figure's sentence tells how things stand or what is promised, and nobody's work."""
        if self.text.blocks[self.text.block_at(draft.start)].kind is not BlockKind.PROSE:
            return False
        low, high = max(start, draft.start - 200), min(end, draft.end + 80)
        return self.words.background.search(self.text.content, low, high) is not None

    def _earlier(self, start: int, end: int, draft: Draft) -> bool:
        """Whether a figure's sentence tells of an earlier edition that has no name: "the previous operation led to"."""
        found = self.words.earlier.search(
            self.text.content, max(start, draft.start - _LONGEST), min(end, draft.end + 200)
        )
        return found is not None and not (found.start() > draft.end and draft.measure != "change")

    def _answered(self, draft: Draft, period: Period | None, index: int, start: int) -> str | None:
        """Return the campaign of a figure in an answer about many campaigns, where only what is near counts."""
        carried = self._carried(draft, index, start)
        trend = is_trend(self.text, draft, period) and not self.words.result.match(self.text.content, start)
        if trend:
            return None
        framed = self._framed(index, start)
        if framed is not None and fits(self.campaigns[framed], period, near=True) and carried in (None, framed):
            return framed
        topic = carried or self._topic(draft.start)
        if topic is None:
            return None
        near = carried is not None or not period or self._in_case(draft)
        return topic if fits(self.campaigns[topic], period, near=near) else None

    def _framed(self, index: int, start: int) -> str | None:
        """Return the campaign whose naming frames a paragraph ("During the campaign, ..."), when it names no other."""
        refs = self._in(max(self.text.blocks[index].start, start - 8 * _LONGEST), start)
        if not refs:
            return None
        opened = self.text.sentences[self.text.sentence_at(refs[0].start)].start
        topical = {r.key for r in refs if not self._passing(r)}
        return (
            refs[0].key
            if topical == {refs[0].key} and self.words.frame.search(self.text.content[opened : refs[0].start])
            else None
        )

    def _lead(self, ref: Reference) -> str:
        """Return the words right before a naming."""
        return self.text.content[max(0, ref.start - 40) : ref.start]

    def _passing(self, ref: Reference) -> bool:
        """Whether a naming is only compared with, or only gives a time."""
        return ref.start in self.asides or bool(self.words.passing.search(self._lead(ref)))

    def _in_case(self, draft: Draft) -> bool:
        return any(c.scope[0] <= draft.start < c.scope[1] for c in self.mentions.cases)

    def _too_soon(self, draft: Draft) -> bool:
        """Whether a figure stands before the first naming of a main campaign that the opening does not name."""
        return not self.early and len(self.campaigns) > 2 and self.first > draft.start

    def _in(self, start: int, end: int) -> list[Reference]:
        return self.refs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _resolved(self, refs: list[Reference]) -> list[Reference]:
        """Return the references with "the operation" tied to the campaign last spoken of in earnest, not in passing."""
        out: list[Reference] = []
        last: str | None = None
        section = 0
        asked = asked_campaigns(self.text, self.sections, refs)
        named = {r.start for r in refs if r.named}
        for ref in refs:
            if not ref.named and any(p in named for p in range(ref.end, ref.end + 4)):
                continue  # "the operation" right before its name
            here = bisect_right(self.sections, ref.start)
            if (
                ref.key == self.mentions.main
                and asked.get(here, ref.key) != ref.key
                and self.words.since.search(self._lead(ref))
            ):
                self.asides.add(ref.start)
            passing = self._passing(ref)
            if ref.named:
                if not (passing and last):
                    last, section = ref.key, here
                out.append(ref)
            elif self.mentions.main in self.campaigns and section != here:
                # A new question: "the campaign" is again the one the conference is about.
                out.append(replace(ref, key=self.mentions.main or ref.key))
            else:
                out.append(replace(ref, key=last or ref.key))
        return out

    def _main(self) -> str | None:
        """Return the campaign the document is about: its only one, or one that its title or first lines name."""
        main = self._whole_of(self.mentions.main)
        if len(self.campaigns) == 1:
            return next(iter(self.campaigns))
        if main is None and sum(not c.described for c in self.campaigns.values()) == 1:
            main = next(key for key, c in self.campaigns.items() if not c.described)
        if main not in self.campaigns or not self.text.blocks:
            return None
        named = Counter(r.key for r in self.refs if r.named)
        opening = self.text.blocks[min(3, len(self.text.blocks) - 1)].end
        early = any(r.key == main and r.start < opening for r in self.refs)
        others = max((n for key, n in named.items() if key != main), default=0)
        often = 2 * named[main] > sum(named.values()) or len(self.campaigns) == 2 or named[main] > max(others, 1)
        self.early = early
        self.first = next((r.start for r in self.refs if r.key == main), 0)
        return main if early or often else None

    def _whole_of(self, main: str | None) -> str | None:
        """Return the campaign that the main one is introduced as a part of, where the text opens with that; else it."""
        first = next((r for r in self.refs if r.key == main), None)
        if first is None or self.refs[0].key == main:
            return main
        start = self.text.sentences[self.text.sentence_at(first.start)].start
        before = [r for r in self._in(start, first.start) if self.words.whole.search(self._lead(r))]
        return before[0].key if before and before[0].key == self.refs[0].key else main

    # Sections of questions and answers.

    def _topic(self, position: int) -> str | None:
        """Return the campaign that the question being answered names last."""
        if not self.sections:
            return None
        index = bisect_right(self.sections, position) - 1
        if index < 0:
            return None
        start = self.sections[index]
        turn = self.mentions.turn_at(start)
        block = self.text.blocks[self.text.block_at(start)]
        asked = self._in(start, min(max(block.end, turn.end if turn else 0), position))
        return asked[-1].key if asked else None

    def _carried(self, draft: Draft, index: int, start: int) -> str | None:
        """Return the campaign that the sentences before, in the same paragraph, were about, while they stay with it.

        The right next sentence stays with it unless its crimes are others; a later one must speak of the same.
        """
        first = max(self.text.blocks[index].start, self.text.sentences[max(0, draft.sentence - _STAYS)].start)
        refs = self._in(first, start)
        key = self._centre(refs)
        if key is None:
            return None
        ref = next(r for r in reversed(refs) if r.key == key)
        named = self.text.sentence_at(ref.start)
        between = self.text.sentences[named + 1 : draft.sentence + 1]
        if any(self.words.next_point.match(self.text.content, s.start, s.end) for s in between):
            return None
        theirs, ours = self._crimes(named), self._crimes(draft.sentence)
        if theirs and ours and not theirs & ours:
            return None
        gap = draft.sentence - named
        if gap == 1 or (theirs & ours) or self._akin(key, draft):
            return key
        return key if gap == 2 and not ours and not self._in(self.text.sentences[named].end, start) else None

    def _crimes(self, sentence: int) -> set[str]:
        """Return the crime domains that a sentence speaks of."""
        span = self.text.sentences[sentence]
        return set(self.mentions.domains_in(span.start, span.end))

    def _akin(self, key: str, draft: Draft) -> bool:
        """Whether what a figure counts is named in the campaign's own description."""
        told = {w for name in self.campaigns[key].names for w in re.findall(r"[a-z-]{5,}", name.lower())}
        what = set(re.findall(r"[a-z-]{5,}", (draft.what or "").lower()))
        return len((told & what) - self.words.common) > 0

    # Near namings.

    def _own_sentence(self, draft: Draft) -> str | None:
        sentence = self.text.sentences[draft.sentence]
        own = self._in(max(sentence.start, draft.start - _LONGEST), min(sentence.end, draft.end + _LONGEST))
        before = [r for r in own if r.start <= draft.number.start]
        after = [r for r in own if r.start > draft.number.start]
        bound = [r for r in after if self.bound(draft, r)]
        if bound:
            return bound[0].key
        if before:
            return self._centre(before)
        if after and not re.search(
            r";|\b(?:than (?:in|during|the)|compared|against|versus)\b", self.text.content[draft.end : after[0].start]
        ):
            return after[0].key
        return None

    def bound(self, draft: Draft, ref: Reference) -> bool:
        """Whether a naming right after a figure is bound to it: "over 40 arrests under Operation X"."""
        return ref.start - draft.end < 60 and bool(self.words.bound.fullmatch(self.text.content[draft.end : ref.start]))

    def _paragraph(self, index: int, sentence_start: int) -> str | None:
        refs = self._in(max(self.text.blocks[index].start, sentence_start - 8 * _LONGEST), sentence_start)
        return self._centre(refs)

    def _centre(self, refs: list[Reference]) -> str | None:
        """Return what the last sentence with namings was about: the last one, unless that was only compared with."""
        if not refs:
            return None
        last = self.text.sentence_at(refs[-1].start)
        same = [r for r in refs if self.text.sentence_at(r.start) == last]
        topical: str | None = None
        end = 0
        for ref in same:
            before = self._lead(ref)
            if self.words.whole.search(before):
                continue  # "as part of the campaign, ... ran Blue Banner"
            if self._passing(ref):
                break  # what is compared with, and all that is named after it, is not the topic
            if topical and ref.key != topical and ref.start - end < 9:
                return None  # a list of campaigns: what follows belongs to none of them alone
            topical, end = ref.key, ref.end
        earlier = [r for r in refs if r.start < same[0].start]
        return topical or self._centre(earlier) or same[0].key

    def _list_opening(self, index: int) -> str | None:
        """Return the campaign named last in the paragraph or heading that opens a list."""
        blocks = self.text.blocks
        if blocks[index].kind not in (BlockKind.ITEM, BlockKind.ROW):
            return None
        summed = False
        for j in range(index - 1, max(-1, index - _NEAR_LIST), -1):
            refs = self._in(blocks[j].start, blocks[j].end)
            summed = summed or self._sums_up(j)
            if summed and self.main and len(self.campaigns) == 2:
                return self.main  # "Preliminary balance:" under a paragraph that also tells of an earlier operation
            if blocks[j].kind is BlockKind.PROSE:
                return refs[-1].key if refs else None
            if blocks[j].kind is BlockKind.HEADING and refs:
                return refs[-1].key
        return None

    def _sums_up(self, index: int) -> bool:
        """Whether a block is a short label that opens the tally of the whole text and names no campaign."""
        block = self.text.blocks[index]
        if block.kind is BlockKind.ITEM or block.kind is BlockKind.ROW or block.end - block.start > 80:
            return False
        label = self.words.tally.match(self.text.content, block.start, block.end)
        return label is not None and not self._in(block.start, block.end)

    def _heading(self, index: int) -> str | None:
        heading = self.text.blocks[index].heading
        if heading is None or heading == 0:
            return None  # the title speaks for the whole document: see `main`
        block = self.text.blocks[heading]
        refs = self._in(block.start, block.end)
        return refs[-1].key if refs else None

    def _column(self, draft: Draft) -> str | None:
        """Return the campaign that heads the column of a table a figure stands in."""
        blocks, content = self.text.blocks, self.text.content
        index = self.text.block_at(draft.start)
        if blocks[index].kind is not BlockKind.ROW:
            return None
        at = cell_number(content, blocks[index].start, draft.number.start)
        for j in range(index - 1, max(-1, index - _NEAR_LIST), -1):
            if blocks[j].kind is not BlockKind.ROW:
                return None
            refs = self._in(blocks[j].start, blocks[j].end)
            if len(refs) > 1:
                return next((r.key for r in refs if cell_number(content, blocks[j].start, r.start) == at), None)
        return None
