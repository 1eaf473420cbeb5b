"""What a figure belongs to: campaign, agency, case, domains, place, period, speaker, by the order of the discourse.

The campaign last named governs: in the figure's sentence, its paragraph, its heading; a document about one campaign
gives it to every figure that has no period of its own elsewhere in time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.drafts import Draft
from kg.extract.governing import Governing
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, FoundCase, Mentions, Reference
from kg.extract.periods import TimeSpan
from kg.extract.text import BlockKind, Text
from kg.model.record import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Everything a figure is tied to; None where the text does not say."""

    campaign: str | None = None
    agency: str | None = None
    case: str | None = None
    domains: tuple[str, ...] = ()
    place: str | None = None
    period: Period | None = None
    speaker: str | None = None


class Attribution:
    """Ties the figures of one text to what it names."""

    def __init__(self, text: Text, mentions: Mentions, times: Sequence[TimeSpan], drafts: Sequence[Draft], lexicon: Lexicon) -> None:
        self.text, self.mentions, self.drafts = text, mentions, drafts
        self.campaigns = {c.key: c for c in mentions.campaigns}
        self.campaign_refs = [r for r in mentions.references if r.kind == "campaign"]
        self.campaign_starts = [r.start for r in self.campaign_refs]
        self.agency_refs = [r for r in mentions.references if r.kind == "agency"]
        self.agency_starts = [r.start for r in self.agency_refs]
        self.cases = tuple(c for c in mentions.cases if c.scope[1] > c.scope[0])
        names = sorted({s for c in mentions.campaigns for s in c.spans})
        self.governing = Governing(text, times, drafts, names, lexicon)
        self.times = times

    def of(self, index: int) -> Belonging:
        """Return what the figure at `index` belongs to."""
        draft = self.drafts[index]
        period = self.governing.period_of(draft)
        case = self._case(draft)
        campaign = self._campaign(draft, period)
        turn = self.mentions.turn_at(draft.start)
        return Belonging(
            campaign=campaign,
            agency=self._agency(draft),
            case=case.key if case else None,
            domains=self._domains(draft, campaign),
            place=case.place if case else None,
            period=period,
            speaker=turn.speaker if turn else None,
        )

    # The campaign.

    def _refs(self, start: int, end: int) -> list[Reference]:
        return self.campaign_refs[bisect_left(self.campaign_starts, start) : bisect_left(self.campaign_starts, end)]

    def _campaign(self, draft: Draft, period: Period | None) -> str | None:
        if not self.campaigns:
            return None
        sentence = self.text.sentences[draft.sentence]
        cell = self._column(draft)
        if cell:
            return cell
        own = self._refs(sentence.start, sentence.end)
        before = [r for r in own if r.start <= draft.number.start]
        after = [r for r in own if r.start > draft.number.start]
        if before:
            return before[-1].key
        if after and not self._passing(after[0], draft):
            return after[0].key
        if self._trend(draft):
            return None
        governing = self._paragraph(draft, sentence.start)
        if governing and self._fits(self.campaigns.get(governing), period, near=True):
            return governing
        heading = self._heading(draft)
        if heading and self._fits(self.campaigns.get(heading), period, near=True):
            return heading
        if governing or heading:
            return None
        main = self.mentions.main
        if main and self._fits(self.campaigns.get(main), period, near=False):
            return main
        return None

    def _passing(self, ref: Reference, draft: Draft) -> bool:
        """Whether a campaign named after the figure is only passed by: in a comparison, or past another clause."""
        between = self.text.content[draft.end : ref.start]
        return bool(re.search(r";|\b(?:than|compared)\b", between))

    def _trend(self, draft: Draft) -> bool:
        """Whether a change is a long-run or national one that no campaign of the same sentence claims."""
        words = self.text.content[draft.end : draft.end + 24].lower()
        return draft.measure == "change" and ("year on year" in words or "year-on-year" in words)

    def _paragraph(self, draft: Draft, sentence_start: int) -> str | None:
        block = self.text.blocks[self.text.block_at(draft.start)]
        refs = self._refs(block.start, sentence_start)
        if refs:
            return refs[-1].key
        if block.kind in (BlockKind.ITEM, BlockKind.ROW):
            opening = self._opening_refs(self.text.block_at(draft.start))
            if opening:
                return opening
        return None

    def _opening_refs(self, index: int) -> str | None:
        blocks = self.text.blocks
        for j in range(index - 1, max(-1, index - 60), -1):
            if blocks[j].kind is BlockKind.PROSE:
                refs = self._refs(blocks[j].start, blocks[j].end)
                return refs[-1].key if refs else None
            if blocks[j].kind is BlockKind.HEADING:
                refs = self._refs(blocks[j].start, blocks[j].end)
                if refs:
                    return refs[-1].key
        return None

    def _heading(self, draft: Draft) -> str | None:
        block = self.text.blocks[self.text.block_at(draft.start)]
        seen = block.heading
        steps = 0
        while seen is not None and steps < 3:
            heading = self.text.blocks[seen]
            refs = self._refs(heading.start, heading.end)
            if refs:
                return refs[-1].key
            seen, steps = heading.heading, steps + 1
        return None

    def _fits(self, campaign: FoundCampaign | None, period: Period | None, *, near: bool) -> bool:
        """Whether a figure's period can lie in a campaign's time."""
        if not campaign or not period:
            return True
        year = self._year(campaign)
        first, last = (period.start or "")[:4], (period.end or "")[:4]
        if not year:
            return near
        if last and last < year[0]:
            return False
        if year[1] and first and first > year[1]:
            return False
        return not (first and first < year[0] and not last)

    @staticmethod
    def _year(campaign: FoundCampaign) -> tuple[str, str] | None:
        years = re.findall(r"(?:19|20)\d\d", campaign.edition or "") or [y for n in campaign.names for y in re.findall(r"(?:19|20)\d\d", n)]
        if campaign.start:
            return campaign.start[:4], (campaign.end or "")[:4]
        return (years[0], years[-1]) if years else None

    def _column(self, draft: Draft) -> str | None:
        """Return the campaign that heads the column of a table a figure stands in."""
        index = self.text.block_at(draft.start)
        blocks, content = self.text.blocks, self.text.content
        if blocks[index].kind is not BlockKind.ROW:
            return None
        at = _cell(content, blocks[index].start, draft.number.start)
        for j in range(index - 1, max(-1, index - 40), -1):
            if blocks[j].kind is not BlockKind.ROW:
                return None
            refs = self._refs(blocks[j].start, blocks[j].end)
            if len(refs) > 1:
                for ref in refs:
                    if _cell(content, blocks[j].start, ref.start) == at:
                        return ref.key
                return None
        return None

    # Case, agency, domains.

    def _case(self, draft: Draft) -> FoundCase | None:
        inside = [c for c in self.cases if c.scope[0] <= draft.start < c.scope[1]]
        return min(inside, key=lambda c: (c.scope[1] - c.scope[0], c.key)) if inside else None

    def _agency(self, draft: Draft) -> str | None:
        sentence = self.text.sentences[draft.sentence]
        low = bisect_left(self.agency_starts, sentence.start)
        high = bisect_right(self.agency_starts, draft.start)
        if high > low:
            return self.agency_refs[high - 1].key
        found = re.compile(r"[^.;]{0,120}?\bby\s+(?:the\s+)?").match(self.text.content, draft.end, sentence.end)
        after = bisect_left(self.agency_starts, draft.end)
        if found and after < len(self.agency_refs) and abs(self.agency_starts[after] - found.end()) < 6:
            return self.agency_refs[after].key
        return None

    def _domains(self, draft: Draft, campaign: str | None) -> tuple[str, ...]:
        sentence = self.text.sentences[draft.sentence]
        own = self.mentions.domains_in(draft.start, draft.end)
        if own:
            return own
        clause = self.mentions.domains_in(sentence.start, sentence.end)
        if clause:
            return clause
        block = self.text.blocks[self.text.block_at(draft.start)]
        return self.mentions.domains_in(block.start, draft.start)


def _cell(content: str, start: int, position: int) -> int:
    """Return the number of the table cell that holds `position`, counted from the start of its row."""
    row = content[start:position]
    if "|" in row:
        return row.count("|")
    return len(re.findall(r"[ \t]{2,}|\t", row))
