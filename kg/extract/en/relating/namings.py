"""What one naming of a body says of its part in a campaign, as features."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kg.extract.en.relating.clauses import NONE, Part
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Reference
from kg.extract.scene import BLOCK, CARRIED, HEADING, INTRO, MAIN, OWN, Link, Scene
from kg.extract.text import BlockKind, Sentence

_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_SHORT_BLOCK = 90
_NEAR_VERB = 120
_LONGEST_JOINED = 600
"""Code points: in a longer sentence, "took part" says nothing of every body that stands in it."""


class NamingReader:
    """Reads the features of single namings in one text."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.text = scene.text
        self.joins = lexicon.phrases("relations", "verbs", "join")
        self.headings = lexicon.words("relations", "headings", "participants")
        self.earlier = lexicon.phrases("relations", "earlier", "words")
        persons = "|".join(lexicon.words("relations", "speech", "of_person"))
        self.person_before = re.compile(
            rf"\b(?:{persons})s?\b[^.,;]{{0,50}}\b(?:of|with|at|from|for)(?: the)? ?(?:[\w'’-]+ ){{0,3}}\Z"
        )
        self.person_after = re.compile(rf"(?:['’]s)? (?:[\w-]+ ){{0,3}}(?:{persons})\b")
        self.we = frozenset(lexicon.words("relations", "speech", "we"))
        self.it = lexicon.phrases("relations", "speech", "it")
        self.kinds = frozenset(lexicon.words("relations", "speech", "kinds"))
        self.led_suffix = tuple(lexicon.words("relations", "speech", "led_suffix"))
        self.scopes = sorted(c.scope for c in scene.mentions.cases)

    def setting(self, sentence: Sentence, bodies: list[Reference]) -> set[str]:
        """Return what is true of a whole sentence."""
        block = self.text.blocks[sentence.block]
        found: set[str] = set()
        tokens = self.text.tokens
        first, last = tokens.at(sentence.start), tokens.at(max(sentence.start, sentence.end - 1)) + 1
        if sentence.end - sentence.start < _LONGEST_JOINED and any(
            tokens.low[i] in self.joins.first and self.joins.match(tokens, i) for i in range(first, last)
        ):
            found.add("joined")
        if block.kind is BlockKind.HEADING:
            found.add("in-heading")
        if block.heading is not None and (block.kind in _LISTED or block.end - block.start < 4 * _SHORT_BLOCK):
            heading = self.text.blocks[block.heading]
            words = self.text.content[heading.start : heading.end].lower()
            if any(word in words for word in self.headings):
                found.add("under-participants")
        if any(tokens.low[i] in self.earlier.first and self.earlier.match(tokens, i) for i in range(first, last)):
            found.add("earlier")
        if len(bodies) > 3:
            found.add("many")
        return found

    def add_features(
        self, features: set[str], part: Part, link: Link, own: Sequence[Reference], sentence: Sentence, spoken: bool
    ) -> None:
        """Add what a part says of its body and a campaign in focus; `spoken`: the body is named as an officer\'s."""
        where = link.how if link.how in (OWN, MAIN, CARRIED) else BLOCK
        if where == OWN and self._of_another(part, link, own):
            where = "other"
        features.add(f"at {where}")
        if link.how in (HEADING, INTRO):
            features.add("under")
        if part.owner:
            features.add("owner")
            return
        if self._in_case(part.reference.start):
            features.add("in-case")
        if spoken:
            features.add(f"spoken {where}")
        cue = "beside" if part.cue == NONE and part.near == "with" else part.cue
        bare = "bare" if part.near == NONE and part.cue in (NONE, "told") else "governed"
        verb = f"{part.verb}{'-passive' if part.passive else ''}"
        features.add(f"cue {cue} {where}")
        features.add(f"verb {verb} {bare} {where}")
        if cue == NONE:
            features.add(f"near {part.near} {where}")
        if where != OWN and part.verb in ("lead", "run") and part.verb_span and not part.passive:
            after = self.text.tokens.at(part.verb_span[1] + 1)
            if self.it.match(self.text.tokens, after) is not None or self._an_operation(after):
                features.add(f"object {part.verb}")
        if self.text.content.startswith(self.led_suffix, part.reference.end):
            behind = self.scene.mentions.references_in(part.reference.end, part.reference.end + 40, "agency")
            features.add("-led body" if behind else "-led")
        if not part.reference.named and self.text.tokens.low[self.text.tokens.at(part.reference.start)] in self.we:
            features.add(f"we {part.verb} {where}")
        if part.listed > 1:
            features.add("listed")
        self._row(features, part, sentence, where)
        if link.how == OWN:
            self._directions(features, part, link, own)
        if "joined" in features and where in (OWN, BLOCK):
            features.add(f"joined {bare}")

    def _an_operation(self, index: int) -> bool:
        """Whether what stands from a token on is some operation, as in "leads the series of operations"."""
        for low in self.text.tokens.low[index : index + 7]:
            if low in self.kinds:
                return True
            if not low.isalpha():
                break
        return False

    def _in_case(self, offset: int) -> bool:
        """Whether a place in the text lies in the words about one case."""
        at = bisect_right(self.scopes, (offset, len(self.text)))
        return bool(at) and offset < self.scopes[at - 1][1]

    def _row(self, features: set[str], part: Part, sentence: Sentence, where: str) -> None:
        """Add whether a body heads a row or label with figures, or is an item of a list."""
        content = self.text.content
        block = self.text.blocks[sentence.block]
        start, end = part.reference.start, part.reference.end
        head = content[max(block.start, start - 8) : start].strip(" -–—•*\t|.1234567890)") == ""
        head = head and start - block.start < 8
        if not head:
            return
        if content[end : end + 12].lstrip(" )").startswith(":") or re.match(
            r"\s*\([^)]{2,20}\):", content[end : end + 26]
        ):
            features.add(f"label {where}")
        if block.kind in _LISTED or block.end - block.start < _SHORT_BLOCK:
            figures = re.search(r"\d", content[end : min(sentence.end, end + 200)]) is not None
            features.add(f"{'row' if figures else 'item'} {where}")

    def _directions(self, features: set[str], part: Part, link: Link, own: Sequence[Reference]) -> None:
        """Add how the naming of the campaign stands to the body, its cue and its verb."""
        start, end = part.reference.start, part.reference.end
        after = [r for r in own if r.start >= end]
        before = [r for r in own if r.end <= start]
        if len({r.key for r in own}) == 1:
            features.add("only")
        nearest_after = bool(after) and after[0].key == link.campaign
        nearest_before = bool(before) and before[-1].key == link.campaign
        if nearest_after and re.fullmatch(
            r"(?: \([^)]*\))?['’]s (?:[\w-]+ ){0,4}[\"“'‘]?", self.text.content[end : after[0].start][:80]
        ):
            features.add("possessive")
        if part.verb_span is not None and not part.passive:
            behind = [r for r in own if r.start >= part.verb_span[1] - 1]
            if (behind and behind[0].key == link.campaign and behind[0].start - part.verb_span[1] < _NEAR_VERB) or (
                behind and any(r.key == link.campaign for r in behind) and self._together(behind, link.campaign)
            ):
                features.add(f"object {part.verb}")
            elif part.verb in ("lead", "run") and not behind and nearest_before:
                features.add(f"head {part.verb}")
        if part.cue_span is not None:
            ahead = [r for r in own if r.end <= part.cue_span[0] + 1]
            if ahead and ahead[-1].key == link.campaign:
                features.add(f"after-name {part.cue}")
            elif nearest_after:
                features.add(f"before-name {part.cue}")
        elif part.near == "made" and nearest_before:
            features.add("by-name")
        if not nearest_after and not nearest_before:
            features.add("distant")

    def _of_another(self, part: Part, link: Link, own: Sequence[Reference]) -> bool:
        """Whether a body's verb has another campaign of the sentence for its object, or its cue another before it."""
        if part.verb_span is not None and not part.passive:
            behind = [r for r in own if r.start >= part.verb_span[1] - 1]
            if behind and behind[0].start - part.verb_span[1] < _NEAR_VERB:
                return not any(r.key == link.campaign for r in behind)
        if part.cue_span is not None:
            ahead = [r for r in own if r.end <= part.cue_span[0] + 1]
            return bool(ahead) and ahead[-1].key != link.campaign and not any(r.start > part.reference.end for r in own)
        return False

    def _together(self, behind: Sequence[Reference], campaign: str) -> bool:
        """Whether a campaign stands in the list that begins with the first of some namings."""
        for previous, following in pairwise(behind):
            if not re.fullmatch(r"[\W_]*(?:and|or)?[\W_]*", self.text.content[previous.end : following.start][:20]):
                return False
            if following.key == campaign:
                return True
        return False

    def of_person(self, part: Part) -> bool:
        """Whether a body is named as whose officer speaks: "an inspector of the ministry's … bureau"."""
        before = self.text.content[max(0, part.reference.start - 70) : part.reference.start].lower()
        after = self.text.content[part.reference.end : part.reference.end + 40].lower()
        return self.person_before.search(before) is not None or self.person_after.match(after) is not None
