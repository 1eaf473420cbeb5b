"""Which stated time governs a figure: its own clause's, its sentence's, or its list's heading or opening clause's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.text import BlockKind, Range, Text
from kg.extract.times import TimeSpan
from kg.model.record import Period

# Words after which a time belongs to an event or a naming, not to what is counted.
_EVENT = re.compile(
    r"(?i)\b(?:began|begin|begins|started|launched|ended|kicked off|ran|held(?! (?:more than |over |about )?\d)|"
    r"concluded|established|"
    r"founded|issued|published|released|signed|adopted|"
    r"announced|dated|born|closed|opened|created|set up|came into force|took effect|introduced|"
    r"implemented|named|edition|met|took place|initiated|updated|changed)\b"
)
_SAID = re.compile(
    r"(?i)\b(?:said|says|told|announced|reported|held (?:a|an|the|its)|released|published|posted|launched|"
    r"learned|issued|introduced|briefed|met)\b"
)
_COMPARED = re.compile(
    r"(?i)\b(?:times the (?:amount|number|figure|total)|as (?:many|much|high) as|than (?:that|those)|"
    r"compared (?:with|to)[^,;]{0,30}|the (?:figure|number|total|level))\s*\Z"
)
_MADE_THEN = re.compile(
    r"(?i)(?:which (?:was|were) |was |were |first )?(?:began|begun|started|launched|conducted|carried out|executed|held"
    r"|run|led"
    r"|organi[sz]ed|ended|concluded|implemented|initiated|undertaken|staged|mounted|coordinated)"
)
_AGAINST = re.compile(
    r"(?i)\b(?:compared (?:with|to)|against|versus|vs\.?|(?:up|down|rise|fall|increase|decrease|drop) from|than)\s*"
    r"(?:the\s+)?\Z"
)
_CLAUSE = re.compile(
    r"(?i)\b(?:found|showed|revealed|alleged|admitted|confessed|suspected)\s+(?:to have\b|that\b|they\b|he\b|she\b)"
    r"|\b(?:who|which|that|they)\s+(?:had|were|was|has|have|are)\b"
)
_HELD = re.compile(
    r"(?i)\b(?:began|begun|started|launched|ended|ending|concluded|kicked off|opened|closed|born|dated|signed"
    r"|issued)\s*\Z"
)
_DIALLED = re.compile(r"(?i)\b(?:dial|call|calling|helpline|hotline|phone|number|no\.?)\s*\Z")
_OF_THESE = re.compile(r"\s*(?:Of|Among|From) (?:these|them|those|which|the \d)\b")
_BEGUN = re.compile(
    r"(?i)\bsince\b[^,;.]{0,120}\b(?:began|begun|started|launched|initiated|start|launch|beginning)\s*\Z"
)
_REACH = 700
"""Characters between a figure and the time that governs it, at most."""
_LIST_OPENING = re.compile(r"(?i)\b(?:below|following|as follows|listed|these figures|main figures|results)\b|:\s*\Z")


class Governing:
    """Finds the period of each figure of one text."""

    def __init__(
        self, text: Text, times: Sequence[TimeSpan], drafts: Sequence[Draft], names: Sequence[Range], lexicon: Lexicon
    ) -> None:
        self.text = text
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
        if not _AGAINST.search(content[max(0, draft.start - 32) : draft.start]):
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
        if not _OF_THESE.match(self.text.content, start) or draft.sentence == 0:
            return None
        before = self.text.sentences[draft.sentence - 1]
        near = self._times_in(before.start, min(before.end, before.start + _REACH))
        times = [t for t in near if self._speaks(t, before.start)]
        return times[0].period if times else None

    def _since_begun(self, time: TimeSpan, start: int) -> Period | None:
        """Return the time's period; "since a campaign began in March" leaves its end open."""
        if time.period and _BEGUN.search(self.text.content[max(start, time.lead_start - 200) : time.lead_start]):
            return Period(start=time.period.start or time.period.end, end=None)
        return time.period

    def _times_in(self, start: int, end: int) -> list[TimeSpan]:
        return self.times[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _speaks(self, time: TimeSpan, start: int) -> bool:
        """Whether a time can bound a figure: not a comparison's, a dateline's, nor the day something was held."""
        if time.lead == "compare":
            return False
        content = self.text.content
        if _COMPARED.search(content[max(start, time.lead_start - 40) : time.lead_start]):
            return False
        before = content[max(start, time.lead_start - 60) : time.lead_start]
        clause = re.split(r"[,;:(]", before)[-1]
        after = content[time.end : time.end + 24]
        if time.kind == "date" and time.lead not in ("since", "until", "from"):
            following = re.split(r"[;(]|\.\s", content[time.end : time.end + 80])[0]
            if not content[start : time.start].strip() and content[time.end : time.end + 2] == ", ":
                return not _SAID.search(following)  # "May 20, the customs of Ashby sent"
            if _HELD.search(clause):
                return False
            return time.lead == "within" and not _SAID.search(clause) and not _SAID.search(following)
        if time.lead == "until" and _EVENT.search(clause):
            return False
        if _BEGUN.search(content[max(start, time.lead_start - 200) : time.lead_start]):
            return True
        if _MADE_THEN.fullmatch(clause.strip()) or (time.kind == "year" and not time.lead and _DIALLED.search(before)):
            return False
        if _EVENT.search(clause) and time.lead != "since" and not re.match(r"\s*,", after):
            return False
        return not re.match(
            r"(?i)\s+(?:edition|operation|campaign|action|round|wave|program|programme|report|version|initiative)\b",
            after,
        )

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
            return before[-1]
        if after and not re.search(r";", content[draft.number.end : after[0].lead_start]):
            time = after[0]
            if re.search(
                r"(?i)\b(?:against|than|versus|from(?= [\d$€£])|compared)\s",
                content[draft.number.end : time.lead_start],
            ):
                return None
            if _CLAUSE.search(content[draft.number.end : time.lead_start]):
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
            heading = blocks[block.heading]
            for time in self._times_in(heading.start, heading.end):
                if time.kind in ("year", "month", "range") and time.lead != "compare":
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
            if k == last and not _LIST_OPENING.search(words):
                continue
            times = [t for t in self._times_in(sentence.start, sentence.end) if self._speaks(t, sentence.start)]
            if times:
                return times[-1].period
        return None
