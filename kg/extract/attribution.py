"""What a figure belongs to: campaign, agency, case, domains, place, period, speaker, by the order of the discourse.

The campaign last named governs: in the figure's sentence, its paragraph, its heading; a document about one campaign
gives it to every figure that has no period of its own elsewhere in time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCase, Mentions
from kg.extract.rules import load_rules
from kg.extract.scopes import CaseScopes
from kg.extract.text import Text
from kg.extract.times import TimeSpan
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
    confidence: float = 0.5


class Attribution:
    """Ties the figures of one text to what it names."""

    def __init__(
        self, text: Text, mentions: Mentions, times: Sequence[TimeSpan], drafts: Sequence[Draft], lexicon: Lexicon
    ) -> None:
        self.text, self.mentions, self.drafts = text, mentions, drafts
        self.agency_refs = [r for r in mentions.references if r.kind == "agency"]
        self.agency_starts = [r.start for r in self.agency_refs]
        self.cases = CaseScopes(mentions.cases)
        names = sorted({s for c in mentions.campaigns for s in c.spans})
        rules = load_rules(lexicon.language)
        self.governing = rules.govern(text, times, drafts, names, lexicon)
        self.focus = rules.follow(text, mentions)
        self.doer = rules.doer
        self.certainty = rules.certainty

    def of(self, index: int) -> Belonging:
        """Return what the figure at `index` belongs to."""
        draft = self.drafts[index]
        period = self.governing.period_of(draft)
        case = self._case(draft)
        campaign = self.focus.campaign_of(draft, period)
        turn = self.mentions.turn_at(draft.start)
        return Belonging(
            campaign=campaign,
            agency=self._agency(draft),
            case=case.key if case else None,
            domains=self._domains(draft, campaign),
            place=case.place if case else None,
            period=period,
            speaker=turn.speaker if turn else None,
            confidence=self.certainty(draft, self.focus, campaign, period) if self.certainty else draft.confidence,
        )

    # Case, agency, domains.

    def _case(self, draft: Draft) -> FoundCase | None:
        inside = self.cases.at(draft.start)
        return min(inside, key=lambda c: (c.scope[1] - c.scope[0], c.key)) if inside else None

    def _agency(self, draft: Draft) -> str | None:
        sentence = self.text.sentences[draft.sentence]
        low = bisect_left(self.agency_starts, sentence.start)
        high = bisect_right(self.agency_starts, draft.start)
        if high > low:
            return self.agency_refs[high - 1].key
        found = self.doer.match(self.text.content, draft.end, sentence.end) if self.doer else None
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
