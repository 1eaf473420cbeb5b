"""Who holds the occasion a document reports, who speaks at it, and which campaigns it launches or reports on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, FoundEvent, FoundRelation
from kg.extract.scene import BLOCK, HEADING, INTRO, OWN, Scene
from kg.extract.text import BlockKind, Range
from kg.extract.weighing import Weighed, model_from

_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENING = 4
"""Sentences that say what a document is about."""

Pair = tuple[str, str]


class OccasionReader:
    """Reads what the text says of the occasion it reports."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.text = scene.text
        self.lexicon = lexicon
        self.earlier = lexicon.phrases("relations", "earlier", "words")
        self.absent = tuple(lexicon.words("events", "absent"))

    def read(self) -> list[FoundRelation]:
        """Return the hosts, those who attend, and the campaigns announced."""
        found: list[FoundRelation] = []
        for event in self.scene.mentions.events:
            found += self._hosts(event)
            found += self._attending(event)
        model = model_from(self.lexicon.table("weights").get("announced", {}))
        for (event_key, campaign), weighed in self.announced().items():
            choice = model.choose(weighed.features)
            if choice is not None:
                span = self._announcing(self.scene.campaigns[campaign])
                found.append(
                    FoundRelation(
                        type="announces",
                        source=event_key,
                        target=campaign,
                        span=span,
                        confidence=choice[1],
                    )
                )
        return found

    def _announcing(self, campaign: FoundCampaign) -> Range | None:
        """Return the words that name a campaign, with the occasion's where these stand close."""
        if not campaign.spans:
            return None
        occasions = sorted(span for event in self.scene.mentions.events for span in event.spans)
        return self.scene.covering(campaign.spans[0], occasions)

    def _hosts(self, event: FoundEvent) -> list[FoundRelation]:
        spans = event.spans[:1]
        span = spans[0] if spans else None
        hosts = [h for h in event.hosts if h in self.scene.agencies]
        if hosts:
            return [
                FoundRelation(
                    type="hosts",
                    source=h,
                    target=event.key,
                    span=self.scene.covering(span, self.scene.agencies[h].spans) if span is not None else None,
                    confidence=0.85,
                )
                for h in hosts
            ]
        spoken = Counter(self.scene.root(o.agencies[0]) for o in self.scene.mentions.officials if o.agencies)
        if event.kind == "announcement" or not spoken:
            return []
        body = spoken.most_common(1)[0][0]
        return [FoundRelation(type="hosts", source=body, target=event.key, span=span, confidence=0.5)]

    def _attending(self, event: FoundEvent) -> list[FoundRelation]:
        if event.kind == "announcement":
            return []
        mentions = self.scene.mentions
        speaking = {t.speaker for t in mentions.turns if t.speaker}
        first = mentions.turns[0].start if mentions.turns else 0
        return [
            FoundRelation(type="attends", source=o.key, target=event.key, span=o.spans[0], confidence=0.85)
            for o in mentions.officials
            if o.spans
            and not (o.role or "").startswith(self.absent)
            and (not speaking or o.key in speaking or o.spans[0][0] < first)
        ]

    def announced(self) -> dict[Pair, Weighed]:
        """Return the features of every pair of an occasion and a campaign."""
        pairs: dict[Pair, Weighed] = defaultdict(Weighed)
        if not self.scene.mentions.events:
            return pairs
        about: Counter[str] = Counter()
        for links in self.scene.links:
            about.update(link.campaign for link in links if link.how in (OWN, BLOCK, HEADING, INTRO))
        top = max(about.values(), default=0)
        for event in self.scene.mentions.events:
            for campaign in self.scene.mentions.campaigns:
                features = self._campaign(campaign, event)
                features.add(
                    "much" if 2 * about[campaign.key] >= top else "some" if about[campaign.key] > 1 else "little"
                )
                pairs[event.key, campaign.key].features |= features
        return pairs

    def _campaign(self, campaign: FoundCampaign, event: FoundEvent) -> set[str]:
        main = campaign.key == self.scene.main
        features = {"main" if main else "side", f"kind {event.kind}"}
        if len(self.scene.campaigns) == 1:
            features.add("single")
        if campaign.described:
            features.add("described")
        places = [self.text.sentence_at(s) for s, _ in campaign.spans]
        if any(self.text.blocks[self.text.sentences[p].block].kind is BlockKind.HEADING for p in places):
            features.add("in-heading")
        if places and places[0] < _OPENING:
            features.add("opening")
        features.add("named 1" if len(places) == 1 else "named 2" if len(places) < 4 else "named 4")
        asked = [t.question for s, _ in campaign.spans if (t := self.scene.mentions.turn_at(s)) is not None]
        if asked:
            features.add("asked" if all(asked) else "answered")
        if places and all(self._earlier(p) for p in places[:4]):
            features.add("earlier")
        if any(len(self.scene.named(p, "campaign")) > 2 for p in places[:1]):
            features.add("in-list")
        return features | self._times(campaign, event, places)

    def _times(self, campaign: FoundCampaign, event: FoundEvent, places: list[int]) -> set[str]:
        year = _year(event.date) or _year(self.scene.mentions.published)
        own = _year(campaign.edition) or _year(campaign.start)
        features: set[str] = set()
        if year is not None and own is not None:
            features.add("this-year" if own >= year else "last-year" if own == year - 1 else "years-ago")
        main = self.scene.campaigns.get(self.scene.main or "")
        if main is not None and main is not campaign and campaign.series is not None and main.series == campaign.series:
            newer = own is not None and (_year(main.edition) or 0) > own
            features.add("older-edition" if newer else "same-series")
        if year is not None and places:
            words = self._words(places[0])
            years = [int(y) for y in _YEAR.findall(words)]
            if years and max(years) < year - 1:
                features.add("told-of-past")
        return features

    def _earlier(self, sentence: int) -> bool:
        tokens = self.text.tokens
        span = self.text.sentences[sentence]
        first, last = tokens.at(span.start), tokens.at(max(span.start, span.end - 1)) + 1
        return any(tokens.low[i] in self.earlier.first and self.earlier.match(tokens, i) for i in range(first, last))

    def _words(self, sentence: int) -> str:
        span = self.text.sentences[sentence]
        return self.text.content[span.start : span.end]


def _year(stamp: str | None) -> int | None:
    found = _YEAR.findall(stamp or "")
    return int(found[-1]) if found else None
