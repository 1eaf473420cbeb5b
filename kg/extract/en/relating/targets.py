"""What a campaign is against: every word of a crime domain weighed by where it stands to the campaign's namings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import DomainCue, FoundRelation, Reference
from kg.extract.scene import BLOCK, CARRIED, HEADING, INTRO, MAIN, OWN, Scene, within
from kg.extract.text import BlockKind
from kg.extract.weighing import Model, Weighed, model_from

_REACH = 7
"""Tokens: as far before a domain's words "against" may stand."""
_LIST_GAP = 6
"""Tokens: as far apart the members of a list of crimes may stand."""
_PART_REACH = 5
"""Tokens between "part of" and a campaign's name."""
_OPENING = 4
"""Sentences that say what a document is about."""
_STOPS = frozenset([".", ";", "\n", "!", "?"])

Pair = tuple[str, str]


class TargetReader:
    """Reads what the campaigns of one text are against."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.text = scene.text
        self.against = lexicon.phrases("relations", "targets", "against")
        self.part_of = lexicon.phrases("relations", "parts", "part_of")
        self.byways = frozenset(lexicon.words("relations", "targets", "byways"))
        self.narrower = lexicon.table("relations").get("narrower", {})
        self.sentence, self.own = -1, list[Reference]()
        self.pairs: dict[Pair, Weighed] = defaultdict(Weighed)
        self.scopes = sorted(c.scope for c in scene.mentions.cases)
        self.names = sorted(
            (r.start, r.end, r.key) for r in scene.mentions.references if r.kind == "campaign" and r.named
        )
        self.first = {c.key: c.spans[0] for c in scene.mentions.campaigns if c.spans}

    def examples(self) -> dict[Pair, Weighed]:
        """Return the features of every pair of a campaign and a domain that the text brings together."""
        if self.scene.campaigns:
            struck = self._struck()
            for cue, hit in zip(self.scene.mentions.domains, struck, strict=True):
                self._cue(cue, hit)
            self._inherit()
            self._whole()
        return self.pairs

    def read(self, model: Model) -> list[FoundRelation]:
        """Return what each campaign is against, with the words that say so."""
        found: list[FoundRelation] = []
        for (campaign, domain), weighed in self.examples().items():
            choice = model.choose(weighed.features)
            if choice is not None:
                span = weighed.best(model, choice[0]) or self.first.get(campaign)
                found.append(
                    FoundRelation(
                        type="targets", source=campaign, target=f"domain:{domain}", span=span, confidence=choice[1]
                    )
                )
        return found

    def _struck(self) -> list[bool]:
        """Return, for each domain's words, whether they or the list they stand in come after "against"."""
        tokens = self.text.tokens
        found: list[bool] = []
        last_end, last_hit = -1, False
        for cue in self.scene.mentions.domains:
            first = tokens.at(cue.start)
            hit = False
            for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
                if tokens.low[i] in _STOPS:
                    break
                match = self.against.match(tokens, i)
                if match is not None and match[0] <= first:
                    hit = True
                    break
            if not hit and last_hit and 0 <= first - last_end <= _LIST_GAP:
                hit = not any(low in _STOPS for low in tokens.low[last_end:first])
            found.append(hit)
            last_end, last_hit = tokens.at(cue.end), hit
        return found

    def _cue(self, cue: DomainCue, struck: bool) -> None:
        index = self.text.sentence_at(cue.start)
        sentence = self.text.sentences[index]
        links = self.scene.links[index]
        if index != self.sentence:
            named_here = [r for r in self.scene.named(index, "campaign") if r.key in self.scene.campaigns]
            self.sentence, self.own = index, named_here
        own = within(self.own, cue.start, cue.end)
        near = {r.key for r in own}
        nearest = self._nearest(cue, [r for r in own if len(near) < 2 or not self._whole_of_part(r)])
        base = {"multiword"} if " " in self.text.content[cue.start : cue.end] else set()
        if re.search(r"\d", self.text.content[sentence.start : min(sentence.end, sentence.start + 400)]):
            base.add("counted")
        if self.text.blocks[sentence.block].kind is BlockKind.HEADING:
            base.add("title" if sentence.block == 0 else "heading")
        if index < _OPENING:
            base.add("opening")
        if self._in_case(cue.start):
            base.add("in-case")
        if len({r.key for r in own}) > 2:
            base.add("in-list")
        named = self._named(cue)
        for link in links:
            if (link.how == MAIN and len(links) > 1) or (link.how == OWN and link.campaign not in near):
                continue
            features = set(base)
            where = link.how if link.how in (OWN, MAIN, CARRIED) else BLOCK
            if link.how in (HEADING, INTRO):
                features.add("under")
            if where == OWN and link.campaign != nearest:
                where = "own-other"
            features |= {f"{name} {where}" for name in base & {"counted", "heading", "opening", "title"}}
            features.add(f"at {where}")
            if cue.domain in self.byways:
                features.add(f"byway {cue.domain} {'struck' if struck else 'told'}")
            if struck:
                features |= {"struck", f"struck {where}"}
            if named == link.campaign:
                features.add("in-name")
            weighed = self.pairs[link.campaign, cue.domain]
            weighed.counts[where] += 1
            names = [(r.start, r.end) for r in own if r.key == link.campaign]
            weighed.add(features, self.scene.covering((cue.start, cue.end), names))

    def _nearest(self, cue: DomainCue, own: Sequence[Reference]) -> str | None:
        """Return the campaign of a sentence that a domain's words describe: the last named before, else the first."""
        if not own:
            return None
        at = bisect_right(own, cue.start, key=lambda r: r.start)
        return own[at - 1].key if at else own[0].key

    def _whole_of_part(self, reference: Reference) -> bool:
        """Whether a campaign is named only as what another is part of: "X, part of Y, was aimed at …"."""
        at = self.text.tokens.at(reference.start)
        hits = (self.part_of.match(self.text.tokens, i) for i in range(max(0, at - _PART_REACH), at))
        return any(hit is not None and hit[0] <= at for hit in hits)

    def _named(self, cue: DomainCue) -> str | None:
        at = bisect_right(self.names, (cue.start, len(self.text) + 1, "")) - 1
        if at >= 0 and self.names[at][0] <= cue.start and cue.end <= self.names[at][1]:
            return self.names[at][2]
        return None

    def _in_case(self, offset: int) -> bool:
        at = bisect_right(self.scopes, (offset, len(self.text)))
        return bool(at) and offset < self.scopes[at - 1][1]

    def _inherit(self) -> None:
        """Bring a campaign of which the text says nothing together with what the main one is about."""
        main = self.scene.main
        if main is None:
            return
        weights = {d: _score(w) for (c, d), w in self.pairs.items() if c == main}
        if not weights:
            return
        top = sorted(weights, key=lambda d: (-weights[d], d))[:2]
        spoken = {c for c, _ in self.pairs}
        series = self.scene.campaigns[main].series
        for campaign in self.scene.mentions.campaigns:
            if campaign.key in spoken:
                continue
            same = series is not None and (
                (campaign.series or "").casefold() == series.casefold()
                or any(series.casefold() in name.casefold() for name in campaign.names)
            )
            for rank, domain in enumerate(top):
                self.pairs[campaign.key, domain].features |= {f"inherits {'same' if same else 'other'} {rank}"}

    def _whole(self) -> None:
        """Add how much the text speaks of a domain, and of a campaign, as a whole."""
        score = {pair: _score(w) for pair, w in self.pairs.items()}
        struck_own = {campaign for (campaign, _), w in self.pairs.items() if w.counts[OWN]}
        top: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for (campaign, _), value in score.items():
            top[campaign] = max(top[campaign], value)
            total[campaign] += value
        for (campaign, domain), weighed in self.pairs.items():
            f, value = weighed.features, score[campaign, domain]
            f.add("main" if campaign == self.scene.main else "side")
            if len(self.scene.campaigns) == 1:
                f.add("single")
            for name, count in ((name, weighed.counts[name]) for name in (OWN, BLOCK, CARRIED, MAIN)):
                f.add(f"{name} {count if count < 3 else '3' if count < 6 else '6'}")
            share = value / total[campaign] if total[campaign] else 0.0
            f.add(
                "share top" if value == top[campaign] else "share half" if 2 * value >= top[campaign] else "share low"
            )
            f.add(
                "share 50"
                if share >= 0.5
                else "share 20"
                if share >= 0.2
                else "share 10"
                if share >= 0.1
                else "share 0"
            )
            if any((campaign, narrow) in self.pairs for narrow in self.narrower.get(domain, ())):
                f.add("broader")
            if not weighed.counts[OWN] and campaign in struck_own:
                f.add("others-own")


def _score(weighed: Weighed) -> int:
    counts = weighed.counts
    return 3 * counts[OWN] + 2 * counts[BLOCK] + counts[MAIN] + counts[CARRIED]


def target_model(lexicon: Lexicon) -> Model:
    """Return the weights of what campaigns are against."""
    return model_from(lexicon.table("weights").get("targets", {}))
