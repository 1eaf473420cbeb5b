"""Who works a case, what it is about, and which campaign it is an example of."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from kg.extract.en.relating.clauses import NONE, ClauseReader, Part
from kg.extract.lexicon import Lexicon, Phrases
from kg.extract.mentions import FoundCase, FoundRelation
from kg.extract.scene import MAIN, OWN, Scene, within
from kg.extract.text import BlockKind, Range, Sentence
from kg.extract.weighing import Weighed, model_from

_CLOSE = 80
"""Characters after a case's naming in which its deed is told."""
_ASIDE = 300
"""Characters beside the words about a case, in its sentence, that may say who works it."""
_WIDEST = 1500
"""Characters around a case that may tell of it, in a sentence without end."""
_FEW = 20
"""Namings of one case looked at."""
_MOST_SENTENCES = 8
"""Sentences that tell of one case, at most."""

Pair = tuple[str, str]


class CaseReader:
    """Reads what the text says of its cases; `leaders` are the bodies said to lead each campaign."""

    def __init__(self, scene: Scene, lexicon: Lexicon, leaders: Mapping[str, Collection[str]]) -> None:
        self.scene = scene
        self.text = scene.text
        self.lexicon = lexicon
        self.clauses = ClauseReader(scene.text, lexicon)
        self.supervising = lexicon.phrases("relations", "cases", "supervises")
        self.handling = lexicon.phrases("relations", "cases", "handles")
        self.crew = frozenset(lexicon.words("relations", "cases", "crew"))
        self.judicial = frozenset(lexicon.words("relations", "bodies", "judicial"))
        self.narrower = lexicon.table("relations").get("narrower", {})
        self.leaders = leaders
        named = Counter(r.key for r in scene.mentions.references if r.kind == "agency")
        self.most = [key for key, _ in named.most_common(1)]
        self.spoken = self._spoken()
        self.starts = sorted((span[0], case.key) for case in scene.mentions.cases for span in case.spans[:1])
        self.domains = Counter(cue.domain for cue in scene.mentions.domains)
        self.reaches = {case.key: self._reach(case) for case in scene.mentions.cases if case.spans}

    def _spoken(self) -> dict[str, Counter[str]]:
        """Return how often each domain is spoken of where a campaign is in focus."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for cue in self.scene.mentions.domains:
            for link in self.scene.links[self.text.sentence_at(cue.start)]:
                found[link.campaign][cue.domain] += 2 if link.how == OWN else 1
        return found

    def _reach(self, case: FoundCase) -> Range:
        """Return the stretch that tells of a case: to the end of its paragraph, or to the next case or campaign."""
        start = min(case.spans[0][0], case.scope[0]) if case.scope[1] > case.scope[0] else case.spans[0][0]
        index = self.text.sentence_at(case.spans[0][0])
        block = self.text.blocks[self.text.sentences[index].block]
        end = self.text.sentences[index].end
        at = bisect_left(self.starts, (case.spans[0][0], case.key)) + 1
        following = self.starts[at][0] if at < len(self.starts) else len(self.text)
        tells = block.kind is BlockKind.HEADING or block.end - block.start < 120
        last = self.text.sentences[index].block + (1 if tells else 0)
        for sentence in self.text.sentences[index + 1 : index + _MOST_SENTENCES]:
            if sentence.block > last or sentence.start >= following:
                break
            if any(
                r.kind == "campaign" and r.named for r in self.scene.references[self.text.sentence_at(sentence.start)]
            ):
                break
            end = sentence.end
        first = case.spans[0]
        return max(start, first[0] - _WIDEST), min(max(min(end, following), first[1]), first[1] + 2 * _WIDEST)

    # -- who works it

    def bodies(self) -> dict[Pair, Weighed]:
        """Return the features of every pair of a body and a case that stand together."""
        pairs: dict[Pair, Weighed] = defaultdict(Weighed)
        for case in self.scene.mentions.cases:
            if case.key in self.reaches:
                self._case_bodies(case, pairs)
        said: dict[str, set[str]] = defaultdict(set)
        for (body, key), weighed in pairs.items():
            if "said" in weighed.features:
                said[key].add(body)
        for (body, key), weighed in pairs.items():
            agency = self.scene.agencies[body]
            if agency.collective:
                weighed.features.add("collective")
            if any(word in self.judicial for name in agency.names for word in name.casefold().split()):
                weighed.features.add("judicial")
            others = said[key] - {body}
            weighed.features.add("alone" if not others else "others")
            if "said" not in weighed.features:
                weighed.features.add("alone-default" if not others else "default")
        return pairs

    def _case_bodies(self, case: FoundCase, pairs: dict[Pair, Weighed]) -> None:
        start, end = self.reaches[case.key]
        index = self.text.sentence_at(case.spans[0][0])
        crew = False
        for number in range(index, min(index + _MOST_SENTENCES, len(self.text.sentences))):
            sentence = self.text.sentences[number]
            if sentence.start >= end:
                break
            named = within([r for r in self.scene.named(number, "agency") if r.key in self.scene.agencies], start, end)
            low = self.text.tokens.low[
                self.text.tokens.at(max(sentence.start, start)) : self.text.tokens.at(min(sentence.end, end) - 1) + 1
            ]
            crew = crew or any(word in self.crew for word in low)
            stretch = max(sentence.start, start - _ASIDE), min(sentence.end, end + _ASIDE)
            supervised = self._has(self.supervising, *stretch)
            for part in self.clauses.parts(sentence, named):
                inside = start <= part.reference.start < end
                if (not inside and number != index) or self._across(part.reference.start, case, sentence):
                    continue
                features = self._part(part, case, stretch, supervised)
                features.add("inside" if inside else "outside")
                if number == index:
                    features.add("first")
                weighed = pairs[part.reference.key, case.key]
                weighed.add(features | {"said"}, self._span(part, case))
        leading = {b for link in self.scene.links[index][:1] for b in self.leaders.get(link.campaign, ())}
        for body in sorted(leading & set(self.scene.agencies)):
            pairs[body, case.key].features |= {"leads-it", *({"crew"} if crew else ())}
        for body in self._likely(index):
            pairs[body, case.key].features |= {"likely", *({"crew"} if crew else ())}

    def _likely(self, index: int) -> list[str]:
        """Return the bodies that a case is understood to be worked by: those of the sentence before, the most named."""
        before = [r.key for r in self.scene.named(index - 1, "agency")][-1:] if index else []
        return [k for k in dict.fromkeys([*self.most, *before]) if k in self.scene.agencies]

    def _part(self, part: Part, case: FoundCase, stretch: Range, supervised: bool) -> set[str]:
        if part.owner:
            return {"owner"}
        bare = "bare" if part.near == NONE and part.cue == NONE else "governed"
        features = {f"verb {part.verb} {bare}", f"near {part.near}", f"cue {part.cue}"}
        if supervised:
            features.add("supervised")
            if part.near == "made":
                features.add("supervised-by")
            if bare == "bare" and part.verb_span and self._has(self.supervising, part.reference.end, stretch[1]):
                features.add("supervises")
        if part.verb in ("act", "other", "lead", "run") and self._has(self.handling, part.reference.end, stretch[1]):
            features.add("handles")
        before = part.reference.end <= case.spans[0][0]
        features.add("before" if before else "after")
        return features

    def _across(self, offset: int, case: FoundCase, sentence: Sentence) -> bool:
        """Whether another case, or the stop before one, stands between a body and a case in one sentence."""
        low, high = sorted((offset, case.spans[0][0]))
        at = bisect_left(self.starts, (low, ""))
        other = any(low < start < high for start, key in self.starts[at : at + 2] if key != case.key)
        return other or (low >= sentence.start and high < sentence.end and ";" in self.text.content[low:high])

    def _has(self, phrases: Phrases, start: int, end: int) -> bool:
        tokens = self.text.tokens
        span = range(tokens.at(start), tokens.at(max(start, end - 1)) + 1)
        return any(tokens.low[i] in phrases.first and phrases.match(tokens, i) is not None for i in span)

    def _span(self, part: Part, case: FoundCase) -> Range:
        start, end = part.reference.start, part.reference.end
        if part.verb_span is not None and part.verb_span[1] - start < 160:
            end = max(end, part.verb_span[1])
        return self.scene.covering((start, end), case.spans, 240)

    # -- what it is about

    def concerns(self) -> dict[Pair, Weighed]:
        """Return the features of every pair of a case and a domain that stand together."""
        return {
            (case.key, domain): weighed
            for case in self.scene.mentions.cases
            if case.key in self.reaches
            for domain, weighed in self._domains_of(case).items()
        }

    def _domains_of(self, case: FoundCase) -> dict[str, Weighed]:
        """Return the features of the domains that may be what a case is about."""
        found: dict[str, Weighed] = defaultdict(Weighed)
        start, end = self.reaches[case.key]
        index = self.text.sentence_at(case.spans[0][0])
        sentence = self.text.sentences[index]
        cues = self.scene.mentions.domains
        low = bisect_left(cues, max(min(start, sentence.start), start - _WIDEST), key=lambda d: d.start)
        high = bisect_left(cues, min(max(end, sentence.end), end + _WIDEST), key=lambda d: d.start)
        names: set[str] = set()
        inside: set[str] = set()
        for cue in cues[low:high]:
            features = {"in-sentence"}
            if start <= cue.start < end:
                features.add("in-reach")
                inside.add(cue.domain)
            if any(s <= cue.start < e for s, e in case.spans[:_FEW]):
                features.add("in-name")
                names.add(cue.domain)
            if cue.start - case.spans[0][0] >= 0 and cue.start - case.spans[0][1] < _CLOSE:
                features.add("close")
            span = self.scene.covering((cue.start, cue.end), case.spans)
            found[cue.domain].add(features, span)
        self._around(found, index, inside)
        for domain, weighed in found.items():
            if any(narrow in found for narrow in self.narrower.get(domain, ())):
                weighed.features.add("broader")
            weighed.features.add("named" if names - {domain} else "none-named")
            weighed.features.add("told" if inside - {domain} else "none-told")
        return found

    def _around(self, found: dict[str, Weighed], index: int, inside: set[str]) -> None:
        """Add what is spoken of around a case: in its paragraph and heading, of its campaign, in the whole text."""
        block = self.text.blocks[self.text.sentences[index].block]
        top = [domain for domain, _ in self.domains.most_common(2)]
        if block.heading is not None:
            over = self.text.blocks[block.heading]
            for domain in self.scene.mentions.domains_in(over.start, over.end):
                found[domain].features.add("in-heading")
        for rank, domain in enumerate(top):
            found[domain].features.add(f"top {rank}")
        for link in self.scene.links[index][:1]:
            for rank, (domain, _) in enumerate(self.spoken[link.campaign].most_common(2)):
                found[domain].features.add(f"campaign {rank}")
        start = self.text.sentences[index].start
        for domain in self.scene.mentions.domains_in(
            max(block.start, start - _WIDEST), min(block.end, start + _WIDEST)
        ):
            if domain in found or not inside:
                found[domain].features.add("in-block")
        if len(self.domains) == 1:
            found[top[0]].features.add("alone")

    # -- what it is an example of

    def campaigns(self) -> dict[Pair, Weighed]:
        """Return the features of every pair of a case and a campaign in focus there."""
        pairs: dict[Pair, Weighed] = defaultdict(Weighed)
        for case in self.scene.mentions.cases:
            if not case.spans:
                continue
            index = self.text.sentence_at(case.spans[0][0])
            own = within(self.scene.named(index, "campaign"), *case.spans[0])
            near = {r.key for r in own}
            links = {k.campaign: k.how for k in self.scene.links[index] if k.how != OWN or k.campaign in near}
            if self.scene.main is not None:
                links.setdefault(self.scene.main, "away")
            for campaign, how in links.items():
                features = {f"how {how}"}
                if how == MAIN and len(links) > 1:
                    features = {"how aside"}
                if how == OWN:
                    at = next(r for r in own if r.key == campaign)
                    features.add("named-before" if at.start < case.spans[0][0] else "named-after")
                features.add("main" if campaign == self.scene.main else "side")
                if len(self.scene.campaigns) == 1:
                    features.add("single")
                block = self.text.blocks[self.text.sentences[index].block]
                if block.kind is BlockKind.ITEM:
                    features.add("item")
                weighed = pairs[case.key, campaign]
                span = self.scene.covering(case.spans[0], self.scene.campaigns[campaign].spans)
                weighed.add(features, span)
        return pairs

    def read(self) -> list[FoundRelation]:
        """Return who works the cases, what they are about and what they are examples of."""
        found: list[FoundRelation] = []
        for name, pairs in (
            ("handlers", self.bodies()),
            ("concerns", self.concerns()),
            ("examples", self.campaigns()),
        ):
            model = model_from(self.lexicon.table("weights").get(name, {}))
            for (source, target), weighed in pairs.items():
                choice = model.choose(weighed.features)
                if choice is None:
                    continue
                end = f"domain:{target}" if name == "concerns" else target
                case = target if name == "handlers" else source
                span = weighed.best(model, choice[0]) or self._first(case)
                found.append(FoundRelation(type=choice[0], source=source, target=end, span=span, confidence=choice[1]))
        return found

    def _first(self, case: str) -> Range | None:
        return next((c.spans[0] for c in self.scene.mentions.cases if c.key == case and c.spans), None)
