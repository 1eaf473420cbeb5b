"""Which campaign a figure of a Chinese text belongs to, by the order of the discourse.

Nearest first: its sentence, its paragraph, the opening of its list, its heading, and at last the campaign the whole
document is about. A figure whose sentence carries a period of its own and names no campaign is a national total, unless
the period lies in the campaign's own dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from kg.extract.drafts import Draft
from kg.extract.mentions import FoundCampaign, Mentions, Reference
from kg.extract.scopes import CaseScopes
from kg.extract.text import BlockKind, Text
from kg.extract.zh.script import plain
from kg.model.record import Period

_REACH = 600
"""Characters; a sentence that runs longer is no sentence, and must not cost us its square."""
_INHERITED = 0.85
"""How much surer a figure is whose own sentence names its campaign, where any is named."""
_NEAR_LIST = 60
"""Blocks; a list's opening stands no further above."""
_GENERIC = re.compile(
    r"(?:(?:该|此次|这次|本次|是次|今次|该次|此项|这项|上述|有关|整个|在|其)"
    r"(?:专项|联合|集中|统一|打击|整治|集群|执法|扫荡)*(?:行动|战役|会战|收网|工作|专案)"
    r"|(?<![\w”」])(?:专项)?行动(?:中|期间|以来|开展|启动|部署|的)"
    r"|(?<=[，。；、\n中])(?:专项|集群|区域|集中|联合)*(?:行动|战役|会战|收网|专案|扫荡)(?:中|期间|开展|启动|打|以来)"
    r"|专项(?:整治|工作|斗争|治理|打击)(?:行动)?(?:中|期间|开展|启动|以来)"
    r"|(?<=[，。；\n])(?:启动|开展|部署|实施)以来)"
)
_AHEAD = re.compile(r"[^，。；：！？\n\d]{0,60}(?:发起|开展|启动|组织|实施|进行|纳入|部署)[^，。；：！？\n\d]{0,6}")
_WAVE = re.compile("战役|会战|收网")
_PASSING = re.compile(r"(?:比|较|与|继|自|属于|隶属|作为|纳入|不同于|相比|前身是|延续|此前的|上一轮)[“「《]?\Z")
_PART_OF = re.compile(r"”?(?:专项)?(?:行动|工作)?的?(?:重要)?(?:组成部分|一部分|一环|子行动|分支)")
_OPENING = re.compile(r"([\d年月日至到-]{2,16}(?:以来|起|间|期间)?)[，,]")
_QUESTION = re.compile(r"问[：:]|【?[^】：:\n]{0,16}记者[^】：:\n]{0,8}(?:】|[：:])")
_RESULTS = re.compile(r"战果|成果|成效|进展|情况|战报|成绩|数据|战绩|结果")
_LAW = re.compile(r"最高(?:可|判|奖励|罚|将)|可(?:判|处|被)|有权")
_YEARS = re.compile(r"(?:19|20)\d\d")


class Focus:
    """Ties the figures of one text to its campaigns."""

    def __init__(self, text: Text, mentions: Mentions) -> None:
        self.text, self.mentions, self.plain = text, mentions, plain(text.content)
        self.campaigns = {c.key: c for c in mentions.campaigns}
        self.cases = CaseScopes(mentions.cases)
        self.dated: dict[tuple[str | None, str | None], list[str]] = {}
        for campaign in self.campaigns.values():
            self.dated.setdefault((campaign.start, campaign.end), []).append(campaign.key)
        refs = [r for r in mentions.references if r.kind == "campaign" and r.key in self.campaigns]
        self.main = self._main(refs)
        self.refs = self._resolved(refs)
        self.starts = [r.start for r in self.refs]
        self.carried = (-2, -1)
        self.questions: list[int] = [
            i
            for i, block in enumerate(text.blocks)
            if self.plain[block.end - 1] in "？?…" or _QUESTION.match(self.plain, block.body, block.end)
        ]
        self.asked = frozenset(self.questions)

    def campaign_of(self, draft: Draft, period: Period | None) -> str | None:
        """Return the key of the campaign whose work a figure reports, None when the text ties it to none."""
        if not self.campaigns:
            return None
        sentence = self.text.sentences[draft.sentence]
        own = self._own_sentence(draft, sentence.start, sentence.end)
        if own:
            return own
        draft.confidence = round(draft.confidence * _INHERITED, 2)
        if (draft.measure == "rate" and not self.cases.at(draft.start)) or self._is_law(draft, sentence.start):
            return None
        if draft.sentence == self.carried[0] + 1 and self.carried[1] == sentence.block and period is None:
            self.carried = (draft.sentence, sentence.block)
            return None
        if period is not None and period.start and period.end and len(period.start) > 4:
            same = self.dated.get((period.start, period.end), [])
            if len(same) == 1:
                return same[0]
        index = self.text.block_at(draft.start)
        block = self.text.blocks[index]
        before = [
            r for r in self._in(max(block.start, sentence.start - _REACH), sentence.start) if not self._passing(r)
        ]
        if len(before) > 1 and before[-1].key != before[-2].key and self._listed(before):
            return None
        in_case = bool(self.cases.at(draft.start))
        in_case = in_case and not (draft.measure == "change" and period is not None)
        in_case = in_case or self._same_time(before, sentence.start) or self._told_of(draft, before, period)
        nearest = before[-1].key if before else None
        answered = bisect_left(self.questions, index + 1) > 0 and len(self.questions) > 1
        main = None if answered else self.main
        for key in (nearest, self._list_opening(index), self._heading(index), self._asked(index), main):
            if key:
                if in_case or self._fits(self.campaigns[key], period):
                    return key
                self.carried = (draft.sentence, sentence.block)
                return None
        return self._paragraphs_before(draft, index) if period is None and draft.measure != "change" else None

    def _paragraphs_before(self, draft: Draft, index: int) -> str | None:
        """Return the campaign that the paragraphs right before were about, when no heading stands between."""
        blocks = self.text.blocks
        for j in range(index - 1, max(-1, index - 4), -1):
            if blocks[j].kind is BlockKind.HEADING or j in self.asked:
                return None
            refs = [r for r in self._in(blocks[j].start, blocks[j].end) if not self._passing(r)]
            if refs:
                first = self.text.sentences[self.text.sentence_at(refs[-1].start)].start
                together = [r for r in refs if r.start >= first]
                if len({r.key for r in together}) > 1:
                    return None if self._listed(together) else self._by_doer(draft, together)
                return refs[-1].key
        return None

    def _by_doer(self, draft: Draft, refs: list[Reference]) -> str | None:
        """Return which of several campaigns named together is carried out by the body that a figure is told of."""
        start = self.text.sentences[draft.sentence].start
        doers = [r for r in self.mentions.references_in(start, draft.number.start) if r.kind == "agency"]
        if not doers:
            return None
        last = self.plain[max(doers[-1].start, doers[-1].end - 4) : doers[-1].end]
        for i, ref in enumerate(refs):
            low = refs[i - 1].end if i else self.text.sentences[self.text.sentence_at(ref.start)].start
            bodies = [r for r in self.mentions.references_in(low, ref.start) if r.kind == "agency"]
            if bodies and (bodies[-1].key == doers[-1].key or self.plain[low : ref.start].find(last) >= 0):
                return ref.key
        return None

    def _same_time(self, before: list[Reference], start: int) -> bool:
        """Whether a sentence opens with the time that the sentence naming the campaign opens with as well."""
        opening = _OPENING.match(self.plain, start)
        if opening is None or not before:
            return False
        naming = self.text.sentences[self.text.sentence_at(before[-1].start)]
        return opening.group(1) in self.plain[naming.start : before[-1].start]

    def _told_of(self, draft: Draft, before: list[Reference], period: Period | None) -> bool:
        """Whether the sentence right before tells that results of a campaign follow, and the period can be its."""
        if not before or period is None or draft.measure == "rate":
            return False
        ref = before[-1]
        at = self.text.sentence_at(ref.start)
        if at != draft.sentence - 1 or self._passing(ref):
            return False
        naming = self.text.sentences[at]
        if _RESULTS.search(self.plain, ref.end, min(naming.end, ref.end + 30)) is None:
            return False
        campaign = self.campaigns[ref.key]
        years = _YEARS.findall(" ".join((campaign.start or "", *campaign.names)))
        return (period.start or period.end or "")[: len(campaign.start or "")] >= (campaign.start or "")[:7] and (
            not years or (period.start or "9")[:4] >= years[0]
        )

    def _is_law(self, draft: Draft, start: int) -> bool:
        """Whether a figure is what a law threatens or a notice promises, and nobody's result."""
        return _LAW.search(self.plain, max(start, draft.start - 24), draft.number.start) is not None

    def _in(self, start: int, end: int) -> list[Reference]:
        return self.refs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _resolved(self, refs: list[Reference]) -> list[Reference]:
        """Return the namings with "该行动", "行动中" and the like tied to the campaign last named, in order."""
        named = [r for r in refs if r.named]
        refs = [r for r in refs if r.named or self.text.block_at(r.start) == 0]
        taken = {r.start for r in refs}
        spans = sorted((r.start, r.end) for r in named)
        lows = [s for s, _ in spans]
        main = next((r for r in named if r.key == self.main), None)
        found = list(refs)
        for match in _GENERIC.finditer(self.plain):
            start, end = match.span()
            at = bisect_left(lows, end) - 1
            if start in taken or (at >= 0 and spans[at][1] > start):
                continue
            before = range(bisect_left(lows, start) - 1, -1, -1)
            last = next((named[i] for i in before if not self._passing(named[i])), None)
            if last is not None and main is not None and self.text.block_at(last.start) != self.text.block_at(start):
                last = main
            if wave := _WAVE.search(match.group()):
                waves = (named[i] for i in before if wave.group() in "".join(self.campaigns[named[i].key].names))
                last = next(waves, last)
            if last is None and len(self.campaigns) == 1:
                found.append(Reference(start, end, next(iter(self.campaigns)), "campaign", named=False))
            elif last is not None:
                found.append(Reference(start, end, last.key, "campaign", named=False))
        return sorted(found, key=lambda r: r.start)

    def _passing(self, ref: Reference) -> bool:
        """Whether a campaign is only compared with, or named as the whole that another is a part of."""
        return (
            _PASSING.search(self.plain, max(0, ref.start - 6), ref.start) is not None
            or _PART_OF.match(self.plain, ref.end) is not None
        )

    def _main(self, refs: list[Reference]) -> str | None:
        """Return the campaign the document is about: its only one, or one that its title names alone."""
        if len(self.campaigns) == 1:
            return next(iter(self.campaigns))
        if not self.text.blocks:
            return None
        named = Counter(r.key for r in refs if r.named)
        title = {r.key for r in refs if r.start < self.text.blocks[0].end}
        if len(title) == 1:
            key = next(iter(title))
            return key if 2 * named[key] >= max(named.values()) else None
        ranked = named.most_common(2)
        if len(ranked) == 1 or (ranked and ranked[0][1] > ranked[1][1] and len(self.campaigns) == 2):
            return ranked[0][0]
        return ranked[0][0] if ranked and ranked[0][1] >= 2 * ranked[1][1] and ranked[0][1] >= 3 else None

    def _own_sentence(self, draft: Draft, start: int, end: int) -> str | None:
        own = self._in(max(start, draft.start - _REACH), min(end, draft.end + _REACH))
        before = [r for r in own if r.start <= draft.number.start and not self._passing(r)]
        if before:
            if len(before) > 1 and before[-1].start - before[-2].end < 6 and before[-1].key != before[-2].key:
                return None if self._listed(before) else before[-1].key
            return before[-1].key
        after = [r for r in own if r.start > draft.number.start and r.named and not self._passing(r)]
        if after and _AHEAD.fullmatch(self.plain, draft.end, after[0].start):
            return after[0].key
        block = self.text.blocks[self.text.sentences[draft.sentence].block]
        if own and block.kind is BlockKind.HEADING and len({r.key for r in own}) == 1:
            return own[0].key
        return None

    def _listed(self, refs: list[Reference]) -> bool:
        """Whether the last namings are a list ("“断流”“拔钉”专项行动"): what follows belongs to none of them alone."""
        between = self.plain[refs[-2].end : refs[-1].start]
        return re.fullmatch(r"[”“、和及与\"」「 ]*", between) is not None

    def _list_opening(self, index: int) -> str | None:
        """Return the campaign named last in the paragraph or heading that opens a list."""
        blocks = self.text.blocks
        if blocks[index].kind not in (BlockKind.ITEM, BlockKind.ROW):
            return None
        for j in range(index - 1, max(-1, index - _NEAR_LIST), -1):
            refs = self._in(blocks[j].start, blocks[j].end)
            if blocks[j].kind is BlockKind.PROSE or (blocks[j].kind is BlockKind.HEADING and refs):
                return refs[-1].key if refs else None
        return None

    def _asked(self, index: int) -> str | None:
        """Return the campaign last named in the question being answered or in what was answered so far."""
        at = bisect_left(self.questions, index + 1) - 1
        if at < 0:
            return None
        blocks = self.text.blocks
        low = bisect_left(self.starts, blocks[self.questions[at]].start)
        for i in range(bisect_left(self.starts, blocks[index].start) - 1, low - 1, -1):
            if not self._passing(self.refs[i]):
                return self.refs[i].key
        return None

    def _heading(self, index: int) -> str | None:
        heading = self.text.blocks[index].heading
        if not heading:
            return None  # the title speaks for the whole document: see `main`
        block = self.text.blocks[heading]
        refs = self._in(block.start, block.end)
        return refs[-1].key if refs else None

    @staticmethod
    def _fits(campaign: FoundCampaign, period: Period | None) -> bool:
        """Whether a period in a sentence that names no campaign can be that of the campaign's own work."""
        if period is None:
            return True
        first, last = period.start or "", period.end or ""
        if not first:
            return True  # "截至5月31日": what it has brought so far
        begun, ended = campaign.start or "", campaign.end or ""
        if len(first) == 10 and last and len(last) == 10:
            return not begun or first[: len(begun)] >= begun  # a day's work
        if begun:
            return (
                first[: len(begun)] >= begun[: len(first)]
                and len(first) >= len(begun[:7])
                and (not ended or not last or last[: len(ended)] <= ended[: len(last)])
            )
        return False
