"""Which stated time governs a figure: its own clause's, its sentence's, or its list's heading or opening clause's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.extract.drafts import Draft
from kg.extract.en.time_cues import time_cues
from kg.extract.lexicon import Lexicon
from kg.extract.text import BlockKind, Range, Text
from kg.extract.times import TimeSpan
from kg.model.record import Period

_REACH = 700
"""Characters between a figure and the time that governs it, at most."""


class Governing:
    """Finds the period of each figure of one text."""

    def __init__(
        self, text: Text, times: Sequence[TimeSpan], drafts: Sequence[Draft], names: Sequence[Range], lexicon: Lexicon
    ) -> None:
        self.text, self.cues = text, time_cues(lexicon)
        self.times = [t for t in times if t.period and not self._within(names, t)]
        self.starts = [t.start for t in self.times]
        self.figures = [d.number.start for d in drafts if not d.dropped]
        self._openings: dict[int, Period | None] = {}

    @staticmethod
    def _within(names: Sequence[Range], time: TimeSpan) -> bool:
        i = bisect_right(names, (time.start, 1 << 60)) - 1
        return i >= 0 and names[i][1] >= time.end

    def period_of(self, draft: Draft) -> Period | None:
        """Return the period a figure's own words or its list's opening state, None when none does."""
        sentence = self.text.sentences[draft.sentence]
        near = self._times_in(max(sentence.start, draft.start - _REACH), min(sentence.end, draft.end + _REACH))
        compared = self._compared(near, draft)
        if compared:
            return compared.period
        own = [t for t in near if self._speaks(t, sentence.start) and not self._aside(t, draft)]
        chosen = self._choose(own, draft)
        if chosen:
            return self._since_begun(chosen, sentence.start)
        inherited = self._carried_on(draft, sentence.start)
        if inherited is not None:
            return inherited
        block = self.text.block_at(draft.start)
        return self._opening(block, draft)

    def _compared(self, near: Sequence[TimeSpan], draft: Draft) -> TimeSpan | None:
        """Return the time right after a number that another is compared with: "against 1,102 in 2022"."""
        content = self.text.content
        if not self.cues.against.search(content[max(0, draft.start - 32) : draft.start]):
            return None
        after = next((t for t in near if t.start >= draft.end), None)
        if after is None or after.lead_start - draft.end > 40:
            return None
        between = content[draft.end : after.lead_start]
        return after if not re.search(r"[,;:.]|\d", between) else None

    def _aside(self, time: TimeSpan, draft: Draft) -> bool:
        """Whether a time stands in brackets that do not hold the figure, or is a day told across a semicolon."""
        content = self.text.content
        first, last = sorted((time.start, draft.number.start))
        between = content[first:last]
        if time.kind == "date" and ";" in between:
            return True
        opened, closed = between.find("("), between.find(")")
        if time.start > draft.number.start:
            return opened >= 0 and closed < opened and between.rfind("(") > between.rfind(")")
        if closed < 0 or 0 <= opened < closed:
            return False
        # "on Saturday (14 September) they": a bracket that holds nothing but the time is no aside.
        return not content[max(0, time.start - 2) : time.start].rstrip().endswith("(")

    def _carried_on(self, draft: Draft, start: int) -> Period | None:
        """Return the period of the sentence before, for one that begins "Of these, ..."."""
        if not self.cues.of_these.match(self.text.content, start) or draft.sentence == 0:
            return None
        before = self.text.sentences[draft.sentence - 1]
        near = self._times_in(before.start, min(before.end, before.start + _REACH))
        times = [t for t in near if self._speaks(t, before.start)]
        return times[0].period if times else None

    def _since_begun(self, time: TimeSpan, start: int) -> Period | None:
        """Return the time's period; "since a campaign began in March" leaves its end open."""
        if time.period and self.cues.begun.search(
            self.text.content[max(start, time.lead_start - 200) : time.lead_start]
        ):
            return Period(start=time.period.start or time.period.end, end=None)
        return time.period

    def _times_in(self, start: int, end: int) -> list[TimeSpan]:
        return self.times[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _speaks(self, time: TimeSpan, start: int) -> bool:
        """Whether a time can bound a figure: not a comparison's, a dateline's, nor the day something was held."""
        if time.lead == "compare":
            return False
        content = self.text.content
        if self.cues.compared.search(content[max(start, time.lead_start - 40) : time.lead_start]):
            return False
        before = content[max(start, time.lead_start - 60) : time.lead_start]
        clause = re.split(r"[,;:(]", before)[-1]
        after = content[time.end : time.end + 24]
        if time.kind == "date" and time.lead not in ("since", "until", "from"):
            following = re.split(r"[;(]|\.\s", content[time.end : time.end + 80])[0]
            if not content[start : time.start].strip() and content[time.end : time.end + 2] == ", ":
                return not self.cues.said.search(following)  # "May 20, the customs of Ashby sent"
            if self.cues.started.search(clause):
                return False
            return time.lead == "within" and not self.cues.said.search(clause) and not self.cues.said.search(following)
        if time.lead == "until" and self.cues.event.search(clause):
            return False
        if self.cues.begun.search(content[max(start, time.lead_start - 200) : time.lead_start]):
            return True
        lasts = time.kind == "range"
        if (not lasts and self.cues.run.fullmatch(clause.strip())) or (
            time.kind == "year" and not time.lead and self.cues.dialled.search(before)
        ):
            return False
        event = self.cues.event.search(clause) or (not lasts and self.cues.lasting.search(clause))
        if event and time.lead != "since" and not re.match(r"\s*,", after):
            return False
        return not self.cues.named.match(after)

    def _choose(self, own: list[TimeSpan], draft: Draft) -> TimeSpan | None:
        if not own:
            return None
        position = draft.number.start
        content = self.text.content
        before = [t for t in own if t.start < position]
        after = [t for t in own if t.start > position]
        if after:
            time = after[0]
            between = content[draft.number.end : time.lead_start]
            i = bisect_right(self.figures, position)
            lone = i >= len(self.figures) or self.figures[i] > time.start
            if (
                lone
                and not re.search(r"[;:]|\band\s+\w+ed\b", between)
                and ("," not in between or not before or time.lead == "since")
            ):
                return time
        if before:
            aside = len(before) > 1 and content[before[-1].start - 1] == "("
            return before[-2] if aside else before[-1]  # "from April 2021 to March 2022 (FY2021/22)"
        if after and not re.search(r";", content[draft.number.end : after[0].lead_start]):
            time = after[0]
            if re.search(
                r"(?i)\b(?:against|than|versus|from(?= [\d$€£])|compared)\s",
                content[draft.number.end : time.lead_start],
            ):
                return None
            if self.cues.clause.search(content[draft.number.end : time.lead_start]):
                return None
            return (
                time
                if time.lead in ("since", "within", "until", "from")
                or time.kind == "range"
                or "so far" in content[time.end : time.end + 8]
                else None
            )
        return None

    def _opening(self, index: int, draft: Draft) -> Period | None:
        """Return the period of the heading or opening sentence that governs the list a block stands in."""
        if index not in self._openings:
            self._openings[index] = self._find_opening(index)
        return self._openings[index]

    def _find_opening(self, index: int) -> Period | None:
        blocks = self.text.blocks
        block = blocks[index]
        listed = block.kind in (BlockKind.ITEM, BlockKind.ROW)
        above = index - 1
        while listed and above > max(0, index - 60) and blocks[above].kind in (BlockKind.ITEM, BlockKind.ROW):
            above -= 1
        if listed and above >= 0 and blocks[above].kind is BlockKind.PROSE and (opening := self._listing(above)):
            return opening
        if block.heading is not None and listed:
            low, heading = blocks[block.heading], blocks[block.heading]
            if block.heading > 1 and blocks[block.heading - 1].kind is BlockKind.HEADING:
                low = blocks[block.heading - 1]  # a heading under another: "REPORT (as of 30 May)", then "Boats"
            for time in reversed(self._times_in(low.start, heading.end)):
                if (time.kind in ("year", "month", "range") and time.lead != "compare") or time.lead == "until":
                    return time.period
        if not listed:
            return self._labelled(index)
        for j in range(index - 1, max(-1, index - 60), -1):
            if blocks[j].kind is BlockKind.PROSE or (
                blocks[j].kind is BlockKind.HEADING and self.text.content[blocks[j].end - 1] in ":："
            ):
                return self._listing(j)
            if (
                blocks[j].kind is BlockKind.HEADING
                and j != block.heading
                and self._times_in(blocks[j].start, blocks[j].end)
            ):
                return None
        return None

    def _labelled(self, index: int) -> Period | None:
        """Return the period an overview gives to the paragraphs below it, when no list follows it."""
        blocks = self.text.blocks
        for j in range(index - 1, max(-1, index - 40), -1):
            if blocks[j].kind is not BlockKind.PROSE:
                return None
            words = self.text.content[blocks[j].start : blocks[j].end]
            if re.search(r"(?i)\b(?:below|as follows)\b", words):
                return self._listing(j)
        return None

    def _listing(self, index: int) -> Period | None:
        block = self.text.blocks[index]
        first = self.text.sentence_at(block.start)
        last = self.text.sentence_at(block.end - 1)
        for k in range(last, first - 1, -1):
            sentence = self.text.sentences[k]
            words = self.text.content[sentence.start : sentence.end]
            if k < last and not re.search(r"(?i)\bbelow\b|\bfollowing\b", words):
                continue
            if k == last and not self.cues.opening.search(words):
                continue
            times = [t for t in self._times_in(sentence.start, sentence.end) if self._speaks(t, sentence.start)]
            if times:
                return times[-1].period
        return None
