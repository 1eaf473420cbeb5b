"""Who leads a campaign and who takes part: every naming of a body near a campaign weighed, then each pair whole."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.en.relating.clauses import ClauseReader, Part
from kg.extract.en.relating.namings import NamingReader
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundRelation, Reference
from kg.extract.scene import MAIN, OWN, Link, Scene, within
from kg.extract.text import BlockKind, Range, Sentence
from kg.extract.weighing import Model, Weighed, model_from

_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_SHORT_BLOCK = 90
_OPENING = 300
_NEAR_VERB = 120
_LONGEST_EVIDENCE = 240
_ONLY_IF_ALWAYS = ("owner", "spoken", "in-case", "earlier")
"""Features that say why a naming tells nothing; they count for a pair where every naming is so."""
_LEAST_LEAD = 0.34
"""How likely a body must be to lead a campaign that no other leads."""
_DEFAULT_BODIES = 4
"""Bodies that may lead or join a campaign with no sentence that says so: hosts, speakers, the one named most."""

Pair = tuple[str, str]


class RoleReader:
    """Reads who leads and who takes part in the campaigns of one text."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.text = scene.text
        self.lexicon = lexicon
        self.clauses = ClauseReader(scene.text, lexicon)
        self.namings = NamingReader(scene, lexicon)
        self.we = self.namings.we
        self.judicial = frozenset(lexicon.words("relations", "bodies", "judicial"))
        self.body_of = {o.key: scene.root(o.agencies[0]) for o in scene.mentions.officials if o.agencies}
        self.by_word = {w: key for key, w in _telling_words(scene) if w}
        self.pairs: dict[Pair, Weighed] = defaultdict(Weighed)
        self.leaders: dict[str, set[str]] = defaultdict(set)
        self.homes: dict[str, set[str]] = defaultdict(set)

    def examples(self) -> dict[Pair, Weighed]:
        """Return the features of every pair of a body and a campaign that the text brings together."""
        if self.scene.campaigns and self.scene.agencies:
            for index, sentence in enumerate(self.text.sentences):
                bodies = [r for r in self.scene.named(index, "agency") if r.key in self.scene.agencies]
                bodies = sorted(
                    [*bodies, *self._speakers(sentence), *self._compounds(sentence, bodies)],
                    key=lambda r: (r.start, -r.end),
                )
                if bodies:
                    self._sentence(index, sentence, bodies)
            self._defaults()
            self._whole()
        return self.pairs

    def read(self, model: Model) -> list[FoundRelation]:
        """Return who leads and who takes part, with the words that say so."""
        found: list[FoundRelation] = []
        likeliest: dict[str, tuple[float, str]] = {}
        led: set[str] = set()
        for (body, campaign), weighed in self.examples().items():
            choice = model.choose(weighed.features)
            if choice is not None:
                found.append(self._relation(model, *choice, body, campaign, weighed))
                led |= {campaign} if choice[0] == "leads" else set()
            else:
                share = model.shares(weighed.features)["leads"]
                likeliest[campaign] = max(likeliest.get(campaign, (0.0, "")), (share, body))
        for campaign, (share, body) in likeliest.items():
            # Every campaign is led by someone: where no one is sure to, the likeliest.
            if campaign not in led and share >= _LEAST_LEAD:
                found.append(self._relation(model, "leads", share, body, campaign, self.pairs[body, campaign]))
        return found

    def _relation(
        self, model: Model, kind: str, share: float, body: str, campaign: str, weighed: Weighed
    ) -> FoundRelation:
        span = weighed.best(model, kind) or self._first(body)
        return FoundRelation(type=kind, source=body, target=campaign, span=span, confidence=share)

    # -- sentences

    def _sentence(self, index: int, sentence: Sentence, bodies: list[Reference]) -> None:
        links = self.scene.links[index]
        if not links:
            return
        own = [r for r in self.scene.named(index, "campaign") if r.key in self.scene.campaigns]
        setting = self.namings.setting(sentence, bodies)
        for part in self.clauses.parts(sentence, bodies):
            spoken = self.namings.of_person(part)
            near = within(own, part.reference.start, part.reference.end)
            named = {r.key for r in near}
            for link in links:
                if link.how == OWN and link.campaign not in named:
                    continue
                features = set(setting)
                if link.how == MAIN and len(links) > 1:
                    # The sentence is about another campaign: what it says counts little for the main one.
                    self.pairs[part.reference.key, link.campaign].features.add("aside")
                    continue
                self.namings.add_features(features, part, link, near, sentence, spoken)
                self._add(part, link, near, features)

    def _compounds(self, sentence: Sentence, bodies: Sequence[Reference]) -> list[Reference]:
        """Return the bodies in words like "FBI-led", where no name was found."""
        tokens = self.text.tokens
        first, last = tokens.at(sentence.start), tokens.at(max(sentence.start, sentence.end - 1)) + 1
        found: list[Reference] = []
        for i in range(first, last):
            suffix = next((s for s in self.namings.led_suffix if tokens.low[i].endswith(s)), None)
            name = tokens.low[i].removesuffix(suffix) if suffix is not None else ""
            if name in self.by_word and not any(r.start <= tokens.start[i] < r.end for r in bodies):
                end = tokens.start[i] + len(name)
                found.append(Reference(tokens.start[i], end, self.by_word[name], "agency"))
        return found

    def _speakers(self, sentence: Sentence) -> list[Reference]:
        """Return "we" in an official's mouth as a naming of the body the official speaks for in the end."""
        turn = self.scene.mentions.turn_at(sentence.start)
        body = self.body_of.get(turn.speaker or "") if turn is not None and not turn.question else None
        if body is None:
            return []
        tokens = self.text.tokens
        first, last = tokens.at(sentence.start), tokens.at(max(sentence.start, sentence.end - 1)) + 1
        return [
            Reference(tokens.start[i], tokens.end[i], body, "agency", named=False)
            for i in range(first, last)
            if tokens.low[i] in self.we
        ]

    def _add(self, part: Part, link: Link, own: Sequence[Reference], features: set[str]) -> None:
        weighed = self.pairs[part.reference.key, link.campaign]
        if link.how == OWN:
            weighed.counts["near"] += 1
            self.homes[part.reference.key].add(link.campaign)
        else:
            weighed.counts["far"] += 1
        if part.cue == "led" or {"possessive", "object lead", "head lead"} & features:
            self.leaders[link.campaign].add(part.reference.key)
        weighed.add(features, self._span(part, link, own))

    def _span(self, part: Part, link: Link, own: Sequence[Reference]) -> Range:
        """Return the words that hold a body, what it does, and the campaign where that is near."""
        start, end = part.reference.start, part.reference.end
        for span in (part.cue_span, part.verb_span):
            if span is not None and max(end, span[1]) - min(start, span[0]) < _LONGEST_EVIDENCE:
                start, end = min(start, span[0]), max(end, span[1])
        near = [r for r in own if r.key == link.campaign] if link.how == OWN else []
        near.sort(key=lambda r: max(end, r.end) - min(start, r.start))
        if near and max(end, near[0].end) - min(start, near[0].start) < _LONGEST_EVIDENCE:
            start, end = min(start, near[0].start), max(end, near[0].end)
        return start, end

    # -- what is left to be understood

    def _defaults(self) -> None:
        """Bring together the campaigns with the few bodies the whole text is about."""
        named = Counter(r.key for r in self.scene.mentions.references if r.kind == "agency")
        hosts = [h for e in self.scene.mentions.events for h in e.hosts]
        speakers = [self.scene.root(a) for o in self.scene.mentions.officials for a in o.agencies[:1]]
        often = [key for key, _ in named.most_common(2)]
        joint = [a.key for a in self.scene.mentions.agencies if a.collective][:1]
        for body in [k for k in dict.fromkeys([*hosts, *often, *joint, *speakers]) if k in self.scene.agencies][
            : 2 * _DEFAULT_BODIES
        ]:
            for campaign in self.scene.campaigns:
                self.pairs[body, campaign].features.add("thought-of")

    def _whole(self) -> None:
        """Add what is true of a body and of a campaign in the text as a whole."""
        mentions = self.scene.mentions
        references = [r for r in mentions.references if r.kind == "agency"]
        named = Counter(r.key for r in references)
        most = named.most_common(1)[0][0] if named else None
        hosts = {h for e in mentions.events for h in e.hosts}
        speakers = {a for o in mentions.officials for a in o.agencies}
        roots = {self.scene.root(a) for a in speakers}
        early = {r.key for r in references if r.start < _OPENING}
        times = Counter(r.key for r in mentions.references if r.kind == "campaign")
        agency_features: dict[str, set[str]] = {}
        for key, agency in self.scene.agencies.items():
            f = {"collective" if agency.collective else "body"}
            f |= {name for name, on in (
                ("foreign", agency.foreign), ("unit", agency.parent is not None), ("placed", agency.place is not None),
                ("host", key in hosts), ("speaker", key in speakers), ("speakers-root", key in roots - hosts),
                ("most-named", key == most), ("early", key in early), ("once", named[key] == 1),
                ("international", self._international(agency.names)), ("judicial", self._judicial(agency.names)),
            ) if on}  # fmt: skip
            agency_features[key] = f
        for (body, campaign), weighed in self.pairs.items():
            self._pair_features(weighed, agency_features[body], body, campaign, times)

    def _pair_features(
        self, weighed: Weighed, of_body: set[str], body: str, campaign: str, times: Counter[str]
    ) -> None:
        found = self.scene.campaigns[campaign]
        main = campaign == self.scene.main
        role = "main" if main else "side"
        f = weighed.features
        for name in [name for name in f if name.startswith(_ONLY_IF_ALWAYS)]:
            if any(name not in found_there for found_there, _ in weighed.spans):
                f.discard(name)
        f |= of_body
        f.add(role)
        f |= {
            f"{name} {role}"
            for name in of_body & {"collective", "host", "international", "most-named", "speakers-root", "early"}
        }
        if found.described:
            f.add("described")
        if self._quoted(found.spans):
            f.add("quoted")
            f |= {f"{name} quoted" for name in of_body & {"collective", "host", "speakers-root"}}
        if len(self.scene.campaigns) == 1:
            f.add("single")
        if times[campaign] == 1:
            f.add("named-once")
        leaders = self.leaders[campaign]
        f.add("leader" if body in leaders else "led-by-other" if leaders else "unled")
        if not leaders:
            f |= {
                f"{name} unled" for name in of_body & {"host", "international", "most-named", "speakers-root", "early"}
            }
        f.add("near 0" if not weighed.counts["near"] else "near 1" if weighed.counts["near"] == 1 else "near 2")
        f.add("far 0" if not weighed.counts["far"] else "far 1" if weighed.counts["far"] < 3 else "far 3")
        if not weighed.counts["near"] and not weighed.counts["far"]:
            f.add("apart")
        elsewhere = self.homes.get(body, set()) - {campaign}
        if elsewhere and not weighed.counts["near"]:
            f.add("elsewhere")
        if len(self.homes.get(body, set())) > 2:
            f.add("everywhere")

    def _international(self, names: tuple[str, ...]) -> bool:
        known = set(self.lexicon.words("relations", "bodies", "international"))
        return any(name.casefold() in known for name in names)

    def _judicial(self, names: tuple[str, ...]) -> bool:
        return any(word in self.judicial for name in names for word in re.findall(r"[\w’']+", name.casefold()))

    def _quoted(self, spans: tuple[Range, ...]) -> bool:
        return bool(spans) and self.text.content[max(0, spans[0][0] - 1) : spans[0][0]] in ('"', "“", "”", "'", "‘")

    def _first(self, body: str) -> Range | None:
        spans = self.scene.agencies[body].spans
        return spans[0] if spans else None


def _telling_words(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield the single words that stand for a body: its short forms, and the capitalised words that no other has."""
    words = Counter(w for a in scene.mentions.agencies for w in {w for name in a.names for w in name.split()})
    for agency in scene.mentions.agencies:
        for name in agency.names:
            parts = name.split()
            for word in parts:
                if len(parts) == 1 or (words[word] == 1 and word[0].isupper() and len(word) > 3):
                    yield agency.key, word.casefold()


def role_model(lexicon: Lexicon) -> Model:
    """Return the weights of who leads and who takes part."""
    return model_from(lexicon.table("weights").get("roles", {}))
