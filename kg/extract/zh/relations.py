"""Relations: how the bodies, campaigns, officials, cases and events a Chinese text names stand to one another."""

from __future__ import annotations

import re

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, FoundCase, FoundEvent, FoundRelation, Mentions, Reference
from kg.extract.text import Range, Text
from kg.extract.zh.quoted import readable
from kg.extract.zh.relation_bodies import BodyRelations
from kg.extract.zh.relation_domains import DomainVotes
from kg.extract.zh.relation_words import Scene, relation_words

_YEAR = re.compile(r"(?:19|20)\d\d")


class RelationReader:
    """Reads the relations of one text from what it names."""

    def __init__(self, text: Text, lexicon: Lexicon, mentions: Mentions) -> None:
        self.text, self.mentions = text, mentions
        self.form = readable(text.content)
        self.words = relation_words(lexicon)
        self.scene = Scene(text, self.form, self.words, mentions)
        self.agencies = {a.key: a for a in mentions.agencies}
        self.campaigns = {c.key: c for c in mentions.campaigns}
        self.found: dict[tuple[str, str, str], FoundRelation] = {}
        self.title = text.blocks[0].end if text.blocks else 0
        self.top: dict[str, str] = {}
        self.parts: set[str] = set()
        self.led: set[str] = set()

    def read(self) -> tuple[FoundRelation, ...]:
        """Return the relations, each once with its best evidence, sorted by type and ends."""
        self._structure()
        BodyRelations(self.scene, self.words, self.mentions, self._note).read()
        self._parts()
        self.top = DomainVotes(self.scene, self.words, self.mentions, self._note, self.title).read()
        for case in self.mentions.cases:
            self._case(case)
        self._all_cases()
        self.parts = {source for type_, source, _ in self.found if type_ == "part-of"}
        self.led = {target for type_, _, target in self.found if type_ == "leads"}
        for event in self.mentions.events:
            self._event(event)
        for type_, source, target in list(self.found):
            if type_ == "participates" and ("leads", source, target) in self.found:
                del self.found[type_, source, target]
        return tuple(self.found[key] for key in sorted(self.found))

    def _note(self, type_: str, source: str, target: str, span: Range | None, confidence: float) -> None:
        key = (type_, source, target)
        old = self.found.get(key)
        if source != target and (old is None or old.confidence < confidence):
            self.found[key] = FoundRelation(type=type_, source=source, target=target, span=span, confidence=confidence)

    # Units and persons.

    def _structure(self) -> None:
        for agency in self.mentions.agencies:
            if agency.parent is not None and agency.parent in self.agencies:
                self._note("unit-of", agency.key, agency.parent, agency.spans[0] if agency.spans else None, 0.9)
        for official in self.mentions.officials:
            for body in official.agencies:
                if body in self.agencies:
                    self._note("speaks-for", official.key, body, official.spans[0], 0.9)

    # Parts of campaigns.

    def _parts(self) -> None:
        main = self.mentions.main
        for index, sentence in enumerate(self.text.sentences):
            named = self.scene.of_kind(index, "campaign")
            if not named:
                continue
            words = self.form[sentence.start : sentence.end]
            part = self.words.part_of.search(words)
            if part is not None:
                self._part(index, named, part, sentence.start)
            includes = self.words.includes.search(words)
            if includes is not None and len(named) > 2 and re.search(r"行动|专项", words[: includes.end() + 14]):
                whole = [r for r in named if r.end <= sentence.start + includes.start()]
                for reference in named:
                    if whole and reference.start > sentence.start + includes.end():
                        self._note("part-of", reference.key, whole[-1].key, (reference.start, reference.end), 0.75)
        for campaign in self.mentions.campaigns:
            wave = self.form[campaign.spans[0][0] : campaign.spans[0][0] + 2]
            if main and campaign.key != main and re.match(r"第[一二三四五六七八九十\d]|首[轮次波]", wave):
                self._note("part-of", campaign.key, main, campaign.spans[0], 0.65)

    def _part(self, index: int, named: list[Reference], part: re.Match[str], offset: int) -> None:
        at = offset + part.start()
        keys = list(dict.fromkeys(r.key for r in named if r.end <= at))
        after = [r.key for r in named if r.start >= at]
        if part.group() in ("纳入", "列入"):
            if len(keys) > 1:
                self._note("part-of", keys[-1], keys[0], (named[0].start, named[0].end), 0.7)
            elif keys and after and after[0] != keys[0]:
                self._note("part-of", keys[0], after[0], (named[0].start, named[0].end), 0.7)
        elif len(keys) == 1 and not after and index and re.match("(?:这|该|此|其)[^，。]{0,6}是", self.form[offset:]):
            before = [key for key in self.scene.focus[index - 1] if key != keys[0]]
            if before:
                self._note("part-of", before[0], keys[0], (named[0].start, named[0].end), 0.7)
        elif len(keys) > 1:
            self._note("part-of", keys[0], keys[-1], (named[0].start, named[0].end), 0.8)
        elif keys and after and after[0] != keys[0]:
            self._note("part-of", after[0], keys[0], (named[-1].start, named[-1].end), 0.7)

    # Cases.

    def _case(self, case: FoundCase) -> None:
        span = case.spans[0]
        index = self.text.sentence_at(span[0])
        campaign = self._campaign_of(case, index)
        domains = [d for s in case.spans for d in self.mentions.domains_in(*s)]
        if not domains:
            domains = list(self.mentions.domains_in(*case.scope))[:2]
        if campaign is not None:
            self._note("case-of", case.key, campaign, span, 0.75)
            if not domains and campaign in self.top:
                domains = [self.top[campaign]]
            if ("targets", campaign, "domain:pension-fraud") in self.found:
                domains = ["pension-fraud" if d == "fraud" else d for d in domains]
        for domain in dict.fromkeys(domains):
            self._note("concerns", case.key, f"domain:{domain}", span, 0.8)
        self._bodies_of(case, index)
        for reference in self.mentions.references:
            if reference.kind == "case" and reference.key == case.key and not reference.named:
                self._supervised(case, self.text.sentence_at(reference.start))

    def _supervised(self, case: FoundCase, index: int) -> None:
        """Note who supervises a case that a sentence points back to."""
        for body in self.scene.of_kind(index, "agency"):
            words = self.form[body.end : body.end + 12]
            if body.key in self.agencies and re.match(r"[^，。；]{0,6}督办", words):
                self._note("supervises", body.key, case.key, (body.start, body.end), 0.85)

    def _campaign_of(self, case: FoundCase, index: int) -> str | None:
        """Return the campaign whose work a case is an example of."""
        sentence = self.text.sentences[index]
        own = [r for r in self.scene.topics(index) if r.start < case.spans[0][1] + 40]
        if own:
            return own[0].key if len({r.key for r in own}) == 1 else self._last_before(own, case.spans[0][0])
        if not self.scene.focus[index]:
            return None
        block = self.text.blocks[sentence.block]
        heading = block.start == sentence.start and case.scope[1] > case.spans[0][1] + 1
        listed, led_in = self._list_of(sentence.block)
        handled = self.words.handling.search(self.form, sentence.start, sentence.end) is not None
        if not (handled or heading or listed):
            return None
        main = self.campaigns.get(self.mentions.main or "")
        near = any(
            self.scene.of_kind(i, "campaign")
            for i in range(max(0, index - 2), index)
            if self.text.sentences[i].block == sentence.block
        )
        told = main is not None and (
            main.spans[0][0] < self.title or self.scene.said[main.key] > 2 or len(self.campaigns) == 1
        )
        focus = self.scene.focus[index][0]
        return focus if near or led_in or told or focus != self.mentions.main else None

    def _list_of(self, block: int) -> tuple[bool, bool]:
        """Return whether a block is one of a list of cases, and whether the line that leads in speaks of a campaign."""
        for index in range(block - 1, max(-1, block - 40), -1):
            start, end = self.text.blocks[index].start, self.text.blocks[index].end
            words = self.form[max(start, end - 80) : end]
            if words.rstrip().endswith(("：", ":", "如下")) and "案" in words:
                named = any(r.kind == "campaign" for r in self.mentions.references_in(max(start, end - 80), end))
                return True, named or "行动" in words
        return False, False

    @staticmethod
    def _last_before(own: list[Reference], at: int) -> str:
        before = [r for r in own if r.start < at]
        return before[-1].key if before else own[0].key

    def _bodies_of(self, case: FoundCase, index: int) -> None:
        """Note who works a case and who supervises it."""
        sentence = self.text.sentences[index]
        start, end = min(sentence.start, case.spans[0][0]), max(case.scope[1], case.spans[0][1])
        handled = False
        worked_before = False
        for reference in self.mentions.references_in(start, end, "agency"):
            if reference.key not in self.agencies or self.scene.in_role(reference):
                continue
            after = self.form[reference.end : reference.end + 40]
            clause = re.match(r"[^。；\n]*", after)
            words = clause.group() if clause is not None else ""
            apart = reference.start < case.spans[0][0] and re.search(
                "[；。]", self.form[reference.end : case.spans[0][0]]
            )
            if apart:
                continue
            if self.words.supervising.match(words) or re.match(r"[^，]{0,6}(?:挂牌)?督办", words):
                self._note("supervises", reference.key, case.key, (reference.start, reference.end), 0.85)
                continue
            agency = self.agencies[reference.key]
            if not agency.collective and not agency.place and agency.parent is None:
                continue
            if worked_before and case.spans[0][1] <= reference.start < sentence.end:
                continue
            if self.words.acts.search(words) is not None and (not handled or reference.start > case.spans[0][1]):
                before = reference.start < case.spans[0][0]
                if (before and self._not_its_own(case, reference.end)) or self._acts_on_next(case, reference.end):
                    continue
                self._note("handles", reference.key, case.key, (reference.start, reference.end), 0.75)
                handled = True
                worked_before = worked_before or before

    def _acts_on_next(self, case: FoundCase, at: int) -> bool:
        """Whether a body named behind a case acts in the next one: "A破获甲案，B侦破乙案"."""
        if at < case.spans[0][1]:
            return False
        near = self.mentions.references_in(at, at + 16, "case")
        return any(
            r.named and r.key != case.key and not re.search("[，。；）\n]", self.form[at : r.start]) for r in near
        )

    def _all_cases(self) -> None:
        """Note who works the cases listed before: "上述案件均由全省公安机关办理"."""
        for match in re.finditer("(?:上述|以上|这些)(?:典型)?案件[均都由]{1,2}", self.form):
            cases = [case for case in self.mentions.cases if case.spans[0][0] < match.start()]
            for body in self.mentions.references_in(match.end(), match.end() + 2, "agency"):
                for case in cases:
                    self._note("handles", body.key, case.key, (body.start, body.end), 0.8)

    def _not_its_own(self, case: FoundCase, at: int) -> bool:
        """Whether a body before a case acts in another matter: another case or clause, or a nearer body, is between."""
        start = case.spans[0][0]
        if re.search("[；。]", self.form[at:start]):
            return True
        nearer = [r for r in self.mentions.references_in(at, start, "agency") if r.key in self.agencies]
        if any(self.words.handling.search(self.form, r.end, start) for r in nearer):
            return True
        return any(at <= other.spans[0][0] < case.spans[0][0] for other in self.mentions.cases if other is not case)

    # Events.

    def _event(self, event: FoundEvent) -> None:
        span = event.spans[0] if event.spans else None
        for host in event.hosts:
            if host in self.agencies:
                self._note("hosts", host, event.key, span, 0.85)
        if event.kind != "announcement":
            for official in self.mentions.officials:
                if self._attends(official.key, official.spans[0]):
                    self._note("attends", official.key, event.key, official.spans[0], 0.85)
        for campaign in self.mentions.campaigns:
            if self._announced(event, campaign):
                sure = 0.85 if campaign.key == self.mentions.main else 0.65
                self._note("announces", event.key, campaign.key, campaign.spans[0], sure)

    def _attends(self, key: str, span: Range) -> bool:
        """Whether an official spoke there: not one who only closes the text with advice."""
        if any(turn.speaker == key for turn in self.mentions.turns):
            return True
        late = self.text.sentence_at(span[0]) > 3
        return not (late and self.words.advice.match(self.form, span[1]))

    def _announced(self, event: FoundEvent, campaign: FoundCampaign) -> bool:
        """Whether the occasion launches or reports on a campaign: not an earlier edition, not one named in passing."""
        if campaign.key == self.mentions.main:
            return True
        if campaign.key in self.parts:
            return False
        main = self.campaigns.get(self.mentions.main or "")
        sentence = self.text.sentences[self.text.sentence_at(campaign.spans[0][0])]
        words = self.form[sentence.start : sentence.end]
        if self.words.earlier.search(words):
            return False
        year = _YEAR.findall(event.date or self.mentions.published or "")
        own = campaign.edition
        if main is not None and main.series and main.series == campaign.series:
            return False
        if own and year and int(own) < int(year[0]) - 1:
            return False
        led = campaign.key in self.led
        return campaign.spans[0][0] < self.title or len(campaign.spans) > 1 or led or main is None or campaign.described


def find_relations(text: Text, lexicon: Lexicon, mentions: Mentions) -> tuple[FoundRelation, ...]:
    """Return the relations that the words of the text state; every end is a key of the mentions or a domain."""
    return RelationReader(text, lexicon, mentions).read()
