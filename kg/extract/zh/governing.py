"""Which stated time governs a figure of a Chinese text: its sentence's, or that of the line above its list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.text import BlockKind, Range, Text
from kg.extract.times import TimeSpan
from kg.extract.zh.script import plain
from kg.extract.zh.words import one_of
from kg.model.record import Period

_CLAUSE = re.compile(r"[，。；：！？\n]")
_REACH = 400
"""Characters between a figure and the time that governs it, at most."""
_NEAR_LIST = 60
"""Blocks; a list's opening stands no further above."""
_ATTRIBUTE = re.compile(r"的?(?:首|第|度|版|届|“|《|新修订|修订|年报|白皮书|工作|以前|前|出台|启动|部署)")
_TREND = re.compile(r"(?:一年|每年|年均|历年)发")


class Governing:
    """Finds the period of each figure of one text."""

    def __init__(
        self, text: Text, times: Sequence[TimeSpan], drafts: Sequence[Draft], names: Sequence[Range], lexicon: Lexicon
    ) -> None:
        self.text, self.plain = text, plain(text.content)
        said = lexicon.table("time")["said"]
        self.report = re.compile(one_of(said["report"]))
        self.begin = re.compile(one_of(said["begin"]))
        self.figures = [d.number.start for d in drafts]
        self.times = [t for t in times if t.period and not _within(names, t) and self._speaks(t)]
        self.starts = [t.start for t in self.times]
        self.marks = [t.start for t in times if t.kind == "mark" and t.period is None]
        self._openings: dict[int, Period | None] = {}

    def period_of(self, draft: Draft) -> Period | None:
        """Return the period a figure's own sentence or its list's opening states, None when neither does."""
        sentence = self.text.sentences[draft.sentence]
        if draft.measure == "duration":
            return None
        if _TREND.search(self.plain, max(sentence.start, draft.start - 4), draft.end):
            return None
        near = self._times_in(max(sentence.start, draft.start - _REACH), sentence.end)
        before = [t for t in near if t.start < draft.number.start]
        if before:
            last = before[-1]
            now = self.marks[bisect_left(self.marks, last.end) : bisect_left(self.marks, draft.number.start)]
            return None if now and last.lead != "since" else last.period
        after = [t for t in near if t.start >= draft.number.end]
        if after and self._bracketed(draft, after[0]):
            return after[0].period
        return self._opening(self.text.block_at(draft.start))

    def _times_in(self, start: int, end: int) -> list[TimeSpan]:
        return self.times[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _bracketed(self, draft: Draft, time: TimeSpan) -> bool:
        """Whether a time stands in brackets right after a figure: "破案30起（截至10月底）"."""
        return re.fullmatch(r"[（(](?:[^（）()\n]{0,6})", self.plain[draft.end : time.lead_start]) is not None

    def _speaks(self, time: TimeSpan) -> bool:
        """Whether a time can bound a figure: not a comparison's, a dateline's, nor the day of news or a beginning."""
        if time.lead == "compare":
            return False
        if time.lead in ("since", "until") or time.kind in ("range", "mark"):
            return True
        text, end = self.plain, time.end
        figure = bisect_left(self.figures, end)
        stop = self.figures[figure] if figure < len(self.figures) else len(text)
        clause = _CLAUSE.search(text, end)
        first = clause.start() if clause else len(text)
        own = text[end : min(first, stop, end + 60)]
        if time.kind == "year":
            if _ATTRIBUTE.match(own):
                return False
            return not (first <= stop and self.begin.search(own[:8]))
        if self.begin.search(own) or self.report.search(own):
            return False
        if clause and clause.group() == "，" and first < stop and first - end <= 3:
            following = _CLAUSE.search(text, first + 1)
            last = following.start() if following else len(text)
            return self.report.search(text, first, min(last, stop, first + 60)) is None
        return True

    def _opening(self, index: int) -> Period | None:
        """Return the period of the heading or opening line that governs the list a block stands in."""
        if index not in self._openings:
            self._openings[index] = self._find_opening(index)
        return self._openings[index]

    def _find_opening(self, index: int) -> Period | None:
        blocks = self.text.blocks
        if blocks[index].kind not in (BlockKind.ITEM, BlockKind.ROW):
            return None
        for j in range(index - 1, max(-1, index - _NEAR_LIST), -1):
            block = blocks[j]
            opens = self.plain[block.end - 1] in "：:" or block.kind is BlockKind.HEADING
            if block.kind is BlockKind.PROSE or opens:
                if not opens:
                    return None
                first = self.text.sentences[self.text.sentence_at(block.end - 1)].start
                times = self._times_in(max(block.start, first), block.end)
                return times[-1].period if times and (j > 0 or self.plain[block.end - 1] in "：:") else None
        return None


def _within(names: Sequence[Range], time: TimeSpan) -> bool:
    i = bisect_right(names, (time.start, 1 << 60)) - 1
    return i >= 0 and names[i][1] >= time.end
