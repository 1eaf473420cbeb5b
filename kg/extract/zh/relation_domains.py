"""What campaigns are against: the domains a text speaks of, counted for the campaign each is said of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from kg.extract.mentions import Mentions
from kg.extract.text import Range
from kg.extract.zh.relation_bodies import Note
from kg.extract.zh.relation_words import RelationWords, Scene
from kg.extract.zh.spans import Spans

FEWEST_VOTES = 1.0
"""How much a text must speak of a domain for a campaign to be against it."""
_NEAR = 14
_HEADED = re.compile(r"[^，。；：、\n]{1,20}?(?:专项|行动)")


class DomainVotes:
    """Counts how much a text speaks of each domain for each campaign."""

    def __init__(self, scene: Scene, words: RelationWords, mentions: Mentions, note: Note, title: int) -> None:
        self.scene, self.words, self.mentions, self.note, self.title = scene, words, mentions, note, title
        self.text, self.form = scene.text, scene.form
        named = (r for r in mentions.references if r.kind == "campaign" and r.named)
        self.namings = {(r.start, r.end): r.key for r in named}
        self.spans = sorted(self.namings)
        self.cases = Spans(span for case in mentions.cases for span in (*case.spans, case.scope))
        self.campaigns = {c.key for c in mentions.campaigns}

    def read(self) -> dict[str, str]:
        """Note what each campaign targets; return the domain said most of each."""
        votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        where: dict[tuple[str, str], Range] = {}
        for cue in self.mentions.domains:
            if self.cases.covers(cue.start):
                continue
            for key, weight in self._votes(cue.start, cue.end):
                votes[key][cue.domain] += weight
                where.setdefault((key, cue.domain), (cue.start, cue.end))
        targeted: set[str] = set()
        for key, domains in votes.items():
            top = max(domains.values())
            for domain, weight in domains.items():
                if weight >= FEWEST_VOTES and weight >= 0.2 * top and key in self.campaigns:
                    self.note("targets", key, f"domain:{domain}", where[key, domain], 0.82 if weight >= 2 else 0.65)
                    targeted.add(key)
        most = {key: max((weight, domain) for domain, weight in of.items())[1] for key, of in votes.items()}
        main = self.mentions.main
        if main in most and main in self.campaigns and main not in targeted:
            self.note("targets", main, f"domain:{most[main]}", where[main, most[main]], 0.5)
            targeted.add(main)
        self._inherit(most, targeted)
        return most

    def _votes(self, start: int, end: int) -> list[tuple[str, float]]:
        """Return how much a cue says for which campaign."""
        naming = self._naming(start, end)
        if naming is not None:
            return [naming]
        index = self.text.sentence_at(start)
        own = self.scene.topics(index)
        sentence = self.text.sentences[index]
        before = [r for r in own if r.end <= start]
        stated = self.words.against.search(self.form, max(sentence.start, start - 40), min(sentence.end, end + 40))
        weight = 1.0 if stated is not None else 0.8
        if before:
            keys = [before[-1].key]
            last = before[-1]
            for earlier in reversed(before[:-1]):
                if last.start - earlier.end > 6:
                    break
                keys.append(earlier.key)
                last = earlier
            return [(key, weight) for key in dict.fromkeys(keys)]
        if own:
            return [(own[0].key, weight)]
        block = self.text.blocks[sentence.block]
        labels = start - block.start < 16 and block.start > self.title and "：" in self.form[end : end + 12]
        far = 1.0 if index < 6 or labels or len(self.campaigns) == 1 else 0.7
        return [(key, far * weight if stated is not None or labels else 0.34) for key in self.scene.focus[index][:1]]

    def _naming(self, start: int, end: int) -> tuple[str, float] | None:
        """Return the campaign whose description holds a cue, or whose code name stands right behind it."""
        at = bisect_right(self.spans, (start, 1 << 60)) - 1
        if at >= 0 and end <= self.spans[at][1]:
            return self.namings[self.spans[at]], 3.0
        head = _HEADED.match(self.form, self.spans[at][1]) if at >= 0 else None
        if head is not None and head.start() <= start and end <= head.end():
            return self.namings[self.spans[at]], 2.0
        at = bisect_left(self.spans, (end, -1))
        near = at < len(self.spans) and self.spans[at][0] - end <= _NEAR
        if not near or re.search(r"[，。；：\n]", self.form[end : self.spans[at][0]]):
            return None
        return self.namings[self.spans[at]], 2.0

    def _inherit(self, most: dict[str, str], targeted: set[str]) -> None:
        """Give an edition of which the text says nothing the chief target of its fellow."""
        of_series = {c.series: c.key for c in reversed(self.mentions.campaigns) if c.series and c.key in targeted}
        for campaign in self.mentions.campaigns:
            fellow = of_series.get(campaign.series or "")
            passing = all((start, campaign.key) in self.scene.passing for start, _ in campaign.spans)
            if fellow is not None and campaign.key not in targeted and not passing:
                self.note("targets", campaign.key, f"domain:{most[fellow]}", campaign.spans[0], 0.55)
