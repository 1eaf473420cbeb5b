"""Units of bodies, the bodies officials speak for, and campaigns that are part of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundRelation, Reference
from kg.extract.scene import MAIN, OWN, Scene
from kg.extract.text import Range, Sentence

_SHORT_FORM = re.compile(r"\A(?: ?\([^()]{1,20}\)|\))")
_UNIT_OF = (", a ", ", an ", ", the ")
_A_UNIT = re.compile(r"(?:'s)? (?:unit|arm|branch|wing|division|body|agency)\b")
_NEAR = 120
"""Characters between a part and its whole, at most."""


def units(scene: Scene, lexicon: Lexicon) -> list[FoundRelation]:
    """Return which bodies are units of which, as their names or the words beside them say."""
    found: dict[str, FoundRelation] = {}
    for agency in scene.mentions.agencies:
        if agency.parent is not None and agency.parent in scene.agencies:
            span = agency.spans[0] if agency.spans else None
            found[agency.key] = _unit(agency.key, agency.parent, span, 0.9)
    for part, whole, span in (*_named_after(scene, lexicon), *_beside(scene, lexicon)):
        if part not in found and part != whole and scene.root(whole) != part:
            found[part] = _unit(part, whole, span, 0.7)
    return list(found.values())


def _unit(part: str, whole: str, span: Range | None, confidence: float) -> FoundRelation:
    return FoundRelation(type="unit-of", source=part, target=whole, span=span, confidence=confidence)


def _named_after(scene: Scene, lexicon: Lexicon) -> Iterator[tuple[str, str, Range]]:
    """Find bodies whose name is another's with words before or after it: "the Harbour Customs Smuggling Bureau"."""
    owning = frozenset(word for phrase in lexicon.words("relations", "grammar", "owning") for word in phrase.split())
    by_words = {
        tuple(name.casefold().split()): a.key
        for a in scene.mentions.agencies
        if not a.collective
        for name in a.names
        if len(name) > 2
    }
    for agency in scene.mentions.agencies:
        if agency.collective or not agency.spans:
            continue
        for name in agency.names:
            words = tuple(name.casefold().split())
            whole = _prefix(words, by_words, owning) or next(
                (by_words[words[at:]] for at in range(2, len(words) - 1) if words[at:] in by_words), None
            )
            if whole is not None and whole != agency.key:
                yield agency.key, whole, agency.spans[0]
                break


def _prefix(words: tuple[str, ...], bodies: Mapping[tuple[str, ...], str], owning: frozenset[str]) -> str | None:
    """Return the body whose name others' words go on from; "bureau of A" goes on from no "bureau"."""
    for size in range(len(words) - 1, 0, -1):
        if words[:size] in bodies and words[size] not in owning:
            return bodies[words[:size]]
    return None


def _beside(scene: Scene, lexicon: Lexicon) -> Iterator[tuple[str, str, Range]]:
    """Find bodies beside the one they are a unit of: "bureau of A", "B, part of A", "A's B", "A, including its B"."""
    owning = frozenset(lexicon.words("relations", "grammar", "owning"))
    under = lexicon.words("relations", "grammar", "under")
    holding = frozenset(lexicon.words("relations", "grammar", "holding"))
    bodies = [r for r in scene.mentions.references if r.kind == "agency" and r.key in scene.agencies]
    for one, other in pairwise(bodies):
        if other.start < one.end or other.start - one.end > 40:
            continue
        between = _SHORT_FORM.sub("", scene.text.content[one.end : other.start])
        span = (one.start, other.end)
        if (between.strip() in owning and one.named and other.named) or any(words in between for words in under):
            yield one.key, other.key, span
        elif between.strip() in holding and other.named:
            yield other.key, one.key, span
        elif one.named and between in _UNIT_OF and _A_UNIT.match(scene.text.content, other.end):
            yield one.key, other.key, span


def speakers(scene: Scene) -> list[FoundRelation]:
    """Return whom the officials speak for."""
    return [
        FoundRelation(
            type="speaks-for",
            source=o.key,
            target=body,
            span=scene.covering(o.spans[0], scene.agencies[body].spans),
            confidence=0.9 if number == 0 else 0.75,
        )
        for o in scene.mentions.officials
        for number, body in enumerate(o.agencies)
        if o.spans and body in scene.agencies
    ]


class PartReader:
    """Reads which campaigns are part of others."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.text = scene.text
        self.part_of = lexicon.phrases("relations", "parts", "part_of")
        self.waves = frozenset(lexicon.words("relations", "parts", "waves"))
        self.opening = tuple(lexicon.words("relations", "parts", "opening"))

    def read(self) -> list[FoundRelation]:
        """Return the parts with the words that say so."""
        found = self._by_name()
        for index, sentence in enumerate(self.text.sentences):
            named = [r for r in self.scene.named(index, "campaign") if r.key in self.scene.campaigns]
            if named:
                found += self._sentence(index, sentence, named)
        return found

    def _by_name(self) -> list[FoundRelation]:
        """Find campaigns whose name is another's with words after it."""
        by_name = {name: c for c in self.scene.mentions.campaigns for name in c.names}
        found: list[FoundRelation] = []
        for campaign in self.scene.mentions.campaigns:
            if campaign.edition is not None or campaign.described or campaign.series is not None:
                continue
            for name in campaign.names:
                words = name.split()
                for size in range(len(words) - 1, 1, -1):
                    longer = by_name.get(" ".join(words[:size]))
                    if longer is not None and longer is not campaign and longer.series is None:
                        found.append(self._part(campaign.key, longer.key, campaign.spans[0], 0.7))
        return found

    def _part(self, part: str, whole: str, span: tuple[int, int], confidence: float) -> FoundRelation:
        return FoundRelation(type="part-of", source=part, target=whole, span=span, confidence=confidence)

    def _sentence(self, index: int, sentence: Sentence, named: list[Reference]) -> list[FoundRelation]:
        found: list[FoundRelation] = []
        for one, other in pairwise(named):
            if one.key != other.key and other.start - one.end < _NEAR:
                found += self._pair(one, other)
        first = named[0]
        lead = self.text.content[sentence.start : first.start]
        campaign = self.scene.campaigns[first.key]
        wave = campaign.described and any(
            word in self.waves for name in campaign.names for word in name.casefold().split()
        )
        if lead.lstrip('"“ ').startswith(self.opening) or wave:
            over = self._over(index, first)
            if over is not None:
                found.append(self._part(first.key, over, (first.start, first.end), 0.6))
        return found

    def _pair(self, one: Reference, other: Reference) -> list[FoundRelation]:
        tokens, content = self.text.tokens, self.text.content
        between = content[one.end : other.start]
        span = (one.start, other.end)
        for i in range(tokens.at(one.end), tokens.at(other.start)):
            hit = self.part_of.match(tokens, i)
            if hit is not None and one.end <= tokens.start[i] and tokens.start[i] - one.end < _NEAR // 2:
                gap = tokens.low[hit[0] : tokens.at(other.start)]
                if len(gap) <= 4 and not any(low in (",", ".", ";") for low in gap):
                    return [self._part(one.key, other.key, span, 0.8)]
        if re.fullmatch(r" of (?:the|its|this)? ?[\W_]*", between) and self.scene.campaigns[one.key].described:
            return [self._part(one.key, other.key, span, 0.75)]
        before = content[max(0, one.start - 40) : one.start]
        starts = tokens.at(max(0, one.start - 40))
        if "," in between and any(
            (hit := self.part_of.match(tokens, i)) is not None and tokens.start[hit[0]] >= one.start - 12
            for i in range(starts, tokens.at(one.start))
        ):
            # "As part of X, … Y": Y is a part of X.
            return [self._part(other.key, one.key, span, 0.6)] if before else []
        return []

    def _over(self, index: int, first: Reference) -> str | None:
        """Return the campaign in focus before a sentence that another is a part of."""
        if index and self.text.sentences[index].block == self.text.sentences[index - 1].block:
            before = [link.campaign for link in self.scene.links[index - 1] if link.how != MAIN]
            own = [k for k in before if k != first.key]
            if own:
                return own[0]
        others = [link.campaign for link in self.scene.links[index] if link.how != OWN and link.campaign != first.key]
        return others[0] if others else None
