"""Relations: how the bodies, campaigns, officials, cases and events a text names stand to one another.

A campaign is in focus from where it is spoken of until another is, within its section; who acts in a sentence takes
part in the campaign in focus there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kg.extract.lexicon import Lexicon, Phrases
from kg.extract.mentions import FoundCampaign, FoundCase, FoundEvent, FoundRelation, Mentions, Reference
from kg.extract.text import BlockKind, Range, Sentence, Text

_INTERNATIONAL = frozenset({"interpol", "europol", "wco", "frontex", "unodc", "afripol", "aseanapol", "olaf"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_JOINING = 600
"""Code points: in a longer sentence, "took part" says nothing of every body that stands in it."""
_SPEAKER = re.compile(
    r"\b(?:director|head|chief|official|spokesperson|minister|officer|secretary|commissar)[^.,]{0,50}"
    r"\b(?:of|with|at)(?: the)? ?\Z"
)
_OF_OBJECT = frozenset({"led", "leads", "coordinated", "organized", "organised", "launched", "ran", "conducted"})
FEWEST_VOTES = 1.0
"""How much the words of a text must speak of a domain for a campaign to be against it."""
_EARLIER = re.compile(
    r"\b(?:earlier|previous|year before|by comparison|for comparison|the first edition|forerunner|"
    r"looking back|in the past year)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, eq=False)
class RelationWords:
    """The relation words of a lexicon."""

    led_by: Phrases
    leads: Phrases
    joins: Phrases
    beside: Phrases
    part_of: Phrases
    acts: frozenset[str]
    handling: frozenset[str]


@lru_cache(maxsize=16)
def relation_words(lexicon: Lexicon) -> RelationWords:
    """Return the lexicon's relation words, compiled once."""
    return RelationWords(
        led_by=lexicon.phrases("relations", "led_by"),
        leads=lexicon.phrases("relations", "leads"),
        joins=lexicon.phrases("relations", "joins"),
        beside=lexicon.phrases("relations", "beside"),
        part_of=lexicon.phrases("relations", "part_of"),
        acts=frozenset(lexicon.words("relations", "acts")),
        handling=frozenset(lexicon.words("cases", "handling")),
    )


class RelationReader:
    """Reads the relations of one text from what it names."""

    def __init__(self, text: Text, lexicon: Lexicon, mentions: Mentions) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = relation_words(lexicon)
        self.mentions = mentions
        self.agencies = {a.key: a for a in mentions.agencies}
        self.campaigns = {c.key: c for c in mentions.campaigns}
        self.by_sentence = self._by_sentence()
        self.focus = self._focus()
        self.found: dict[tuple[str, str, str], FoundRelation] = {}

    def read(self) -> tuple[FoundRelation, ...]:
        """Return the relations, each once with its best evidence, sorted by type and ends."""
        self._structure()
        self._officials()
        self._bodies_and_campaigns()
        self._parts()
        self._targets()
        self._cases()
        for event in self.mentions.events:
            self._event(event)
        self._by_default()
        self._settle()
        return tuple(self.found[key] for key in sorted(self.found))

    def _note(self, type_: str, source: str, target: str, span: Range | None, confidence: float) -> None:
        if source == target:
            return
        key = (type_, source, target)
        old = self.found.get(key)
        if old is None or old.confidence < confidence:
            self.found[key] = FoundRelation(type=type_, source=source, target=target, span=span, confidence=confidence)

    # -- focus

    def _by_sentence(self) -> list[list[Reference]]:
        table: list[list[Reference]] = [[] for _ in self.text.sentences]
        for reference in self.mentions.references:
            if table:
                table[self.text.sentence_at(reference.start)].append(reference)
        return table

    def _focus(self) -> list[tuple[str, ...]]:
        """Return, for each sentence, the campaigns in focus.

        They are its own, else those of the sentence before in its block, else those of the heading above; a list
        whose items name campaigns of their own lends none to the items that name none; else the main campaign.
        """
        blocks = self.text.blocks
        main: tuple[str, ...] = (self.mentions.main,) if self.mentions.main else ()
        own_of = [tuple(dict.fromkeys(r.key for r in found if r.kind == "campaign")) for found in self.by_sentence]
        of_block: dict[int, tuple[str, ...]] = {}
        for sentence, own in zip(self.text.sentences, own_of, strict=True):
            if own:
                of_block.setdefault(sentence.block, own)
        mixed = self._mixed_lists(of_block)
        result: list[tuple[str, ...]] = []
        last = main
        last_block = -1
        for sentence, own in zip(self.text.sentences, own_of, strict=True):
            block = blocks[sentence.block]
            if sentence.block != last_block:
                heading = of_block.get(block.heading, ()) if block.heading is not None else ()
                before = of_block.get(sentence.block - 1, ()) if self._introduces(sentence.block - 1) else ()
                last = () if sentence.block in mixed else before or heading or main
                if block.kind in (BlockKind.ITEM, BlockKind.ROW) and not before and sentence.block not in mixed:
                    last = heading or self._above_list(sentence.block, of_block) or main
            if own:
                last = own
            last_block = sentence.block
            result.append(last)
        return result

    def _introduces(self, block: int) -> bool:
        """Whether a block leads in what follows: it ends with a colon."""
        return block >= 0 and self.text.content[
            max(0, self.text.blocks[block].end - 2) : self.text.blocks[block].end
        ].rstrip().endswith(":")

    def _above_list(self, block: int, of_block: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the campaigns of the paragraph that leads in a list."""
        kinds = (BlockKind.ITEM, BlockKind.ROW)
        index = block - 1
        while index >= 0 and index > block - 40 and self.text.blocks[index].kind in kinds:
            index -= 1
        return of_block.get(index, ()) if self._introduces(index) else ()

    def _mixed_lists(self, of_block: dict[int, tuple[str, ...]]) -> set[int]:
        """Return the list items without a campaign in lists where others begin with one of their own."""
        mixed: set[int] = set()
        run: list[int] = []
        for index, block in enumerate((*self.text.blocks, None)):
            if block is not None and block.kind is BlockKind.ITEM and block.body > block.start:
                run.append(index)
                continue
            named = [i for i in run if of_block.get(i) and self._opens(i)]
            if len(named) > 1:
                mixed.update(set(run) - set(named))
            run = []
        return mixed

    def _opens(self, block: int) -> bool:
        """Whether a list item names a campaign in its first words."""
        start = self.text.blocks[block].body
        return any(
            r.kind == "campaign" and r.start < start + 60 for r in self.mentions.references_in(start, start + 60)
        )

    # -- structure and persons

    def _structure(self) -> None:
        for agency in self.mentions.agencies:
            if agency.parent is not None:
                self._note("unit-of", agency.key, agency.parent, agency.spans[0] if agency.spans else None, 0.85)

    def _officials(self) -> None:
        for official in self.mentions.officials:
            for number, body in enumerate(official.agencies):
                self._note("speaks-for", official.key, body, official.spans[0], 0.85 - 0.05 * number)

    # -- bodies and campaigns

    def _bodies_and_campaigns(self) -> None:
        for index, sentence in enumerate(self.text.sentences):
            agencies = [r for r in self.by_sentence[index] if r.kind == "agency"]
            if not agencies:
                continue
            own = [r for r in self.by_sentence[index] if r.kind == "campaign"]
            focus = self.focus[index]
            if not focus:
                continue
            self._sentence(sentence, agencies, own, focus)

    def _sentence(
        self, sentence: Sentence, agencies: list[Reference], own: list[Reference], focus: tuple[str, ...]
    ) -> None:
        first, last = self.tokens.at(sentence.start), self.tokens.at(max(sentence.start, sentence.end - 1)) + 1
        led = self._led_by(first, last, agencies)
        beside = self._beside(first, last, agencies)
        brief = sentence.end - sentence.start < _LONGEST_JOINING
        joined = any(self.words.joins.match(self.tokens, i) for i in range(first, last))
        for number, agency in enumerate(agencies):
            span = (agency.start, agency.end)
            if number and self._owns(agency, agencies[number - 1]):
                continue
            targets = self._nearest_campaigns(agency, own, focus)
            leading = () if agency.key in beside else self._leads(agency, own, last)
            if agency.key in led:
                self._all(agency, "leads", targets, span, 0.85 if own else 0.7)
            elif leading:
                self._all(agency, "leads", leading, span, 0.75)
            elif self._speaker_only(agency):
                continue
            elif agency.key in beside or (joined and brief and (own or len(focus) == 1)):
                self._all(agency, "participates", targets, span, 0.75)
            elif self._acts(agency, last):
                self._all(agency, "participates", targets, span, 0.65 if own else 0.5)
            elif self._listed(agency, sentence):
                self._all(agency, "participates", targets, span, 0.6)

    def _owns(self, agency: Reference, before: Reference) -> bool:
        """Whether a body is named only as whose unit the one before it is: "the bureau of A"."""
        between = self.text.content[before.end : agency.start]
        return (
            re.fullmatch(r"(?: \([^)]*\))? of (?:the )?", between) is not None
            or before.start <= agency.start < before.end
        )

    def _all(self, agency: Reference, how: str, targets: tuple[str, ...], span: Range, confidence: float) -> None:
        for key in targets:
            self._note(how, agency.key, key, span, confidence)

    def _beside(self, first: int, last: int, agencies: list[Reference]) -> set[str]:
        """Return the bodies that stand after "together with" up to the end of that list."""
        found: set[str] = set()
        for i in range(first, last):
            hit = self.words.beside.match(self.tokens, i)
            if hit is None:
                continue
            reach = self.tokens.end[hit[0] - 1]
            launched = re.search(
                r"\b[Ll]aunched\b[^,]*\Z", self.text.content[self.tokens.start[first] : self.tokens.start[i]]
            )
            for agency in agencies:
                if agency.start < reach:
                    continue
                between = self.text.content[reach : agency.start]
                if len(between) > 60 or re.search(r"\b(?:has|have|had|organi[sz]ed|was|were|held)\b|[.;]", between):
                    break
                reach = agency.end
                if launched is None:
                    found.add(agency.key)
        return found

    def _listed(self, agency: Reference, sentence: Sentence) -> bool:
        """Whether a body heads a row or a label with figures, or stands in a list of participants."""
        content = self.text.content
        head = content[sentence.start : agency.start].strip(" -–—•*\t|") == ""
        after = content[agency.end : agency.end + 3].lstrip(")")
        if head and after.startswith(":"):
            return True
        block = self.text.blocks[sentence.block]
        row = block.kind in (BlockKind.ITEM, BlockKind.ROW) or block.end - block.start < 70
        if row and head and re.search(r"\d", content[agency.end : sentence.end]):
            return True
        return self._participants_heading(sentence)

    def _participants_heading(self, sentence: Sentence) -> bool:
        block = self.text.blocks[sentence.block]
        if block.heading is None or (
            block.kind is BlockKind.PROSE and not self.text.content[block.start : block.end].count(";")
        ):
            return False
        heading = self.text.blocks[block.heading]
        words = self.text.content[heading.start : heading.end].lower()
        return "particip" in words or "taking part" in words or "partners" in words

    def _speaker_only(self, agency: Reference) -> bool:
        """Whether a body is named only as whose official speaks: "an official with the ministry's … bureau"."""
        before = self.text.content[max(0, agency.start - 60) : agency.start].lower()
        return _SPEAKER.search(before) is not None

    def _led_by(self, first: int, last: int, agencies: list[Reference]) -> set[str]:
        """Return the bodies that stand after "led by", "coordinated by A and B"."""
        found: set[str] = set()
        for i in range(first, last):
            hit = self.words.led_by.match(self.tokens, i)
            if hit is None:
                continue
            reach = self.tokens.end[hit[0] - 1]
            if self.tokens.low[i] == "with":
                found |= self._in_the_lead(reach, agencies)
                continue
            for agency in agencies:
                if agency.start < reach:
                    continue
                between = self.text.content[reach : agency.start]
                if found and between.strip() == "," and self.agencies[agency.key].collective:
                    break
                if len(between) > 40 or re.search(
                    r"\b(?:with|from|in|for|against|while|and on|to|ran|lasted|began|took|was)\b|[.;]", between
                ):
                    break
                found.add(agency.key)
                reach = agency.end
                short = re.match(r" ?\([^)]{2,12}\)", self.text.content[reach : reach + 16])
                if short:
                    reach += short.end()
        return found

    def _in_the_lead(self, reach: int, agencies: list[Reference]) -> set[str]:
        after = self.text.content[reach : reach + 120]
        lead = re.search(r"\bin the lead\b", after)
        return {a.key for a in agencies if lead and reach <= a.start < reach + lead.start()}

    def _leads(self, agency: Reference, own: list[Reference], last: int) -> tuple[str, ...]:
        """Return the campaigns that a body leads by a verb after it: "A has organized the X", "the X, which A ran"."""
        content = self.text.content
        start = self.tokens.at(agency.end)
        ahead = [r for r in own if r.start >= agency.end]
        if ahead:
            between = content[agency.end : ahead[0].start]
            if re.fullmatch(r"(?: \([^)]*\))?['’]s (?:[\w-]+ ){0,3}", between) or re.fullmatch(
                r"[^.;]{0,60}\b(?:its|their) (?:[\w-]+ ){0,2}", between
            ):
                return (ahead[0].key,)
        for i in range(start, min(start + 70, last)):
            if self.tokens.start[i] < agency.end:
                continue
            if self.tokens.word[i] in ".;" or (self.tokens.low[i] == "by" and i < start + 3):
                return ()
            hit = self.words.leads.match(self.tokens, i)
            if hit is None:
                continue
            before = re.sub(r", (?:which|who) [^,]*,", "", content[agency.end : self.tokens.start[i]])
            if re.search(r"\b(?:said|that|which|was|were|when|where|is)\b", before):
                continue
            if (
                re.search(r"\b(?:has|have|and|,)\Z", before.rstrip()) is None
                and len(before) > 40
                and "with" not in before
            ):
                return ()
            behind = self.tokens.end[hit[0] - 1]
            found = [r.key for r in ahead if 0 <= r.start - behind < 110][:1]
            if found:
                found += self._listed_after(ahead, behind)
            near = [r.key for r in own if r.end <= agency.start and agency.start - r.end < 25]
            if near and self.tokens.low[i] in _OF_OBJECT:
                found.append(near[-1])
            if (
                self.tokens.low[i] in ("led", "leads", "coordinated")
                and not found
                and re.match(r" (?:the|this|all)\b", content[behind : behind + 6])
            ):
                found += [r.key for r in own][:1]
            return tuple(dict.fromkeys(found))
        return ()

    def _listed_after(self, ahead: list[Reference], behind: int) -> list[str]:
        """Return the campaigns of a list that begins after `behind`: "the operations X, Y and Z"."""
        later = [r for r in ahead if r.start >= behind]
        found: list[str] = []
        for previous, following in pairwise(later):
            if not re.fullmatch(r"[\W_]*(?:and|or)?[\W_]*", self.text.content[previous.end : following.start]):
                break
            found.append(following.key)
        return found

    def _acts(self, agency: Reference, last: int) -> bool:
        """Whether a verb of enforcement follows a body before the clause ends."""
        start = self.tokens.at(agency.end)
        if re.match(r"['’]s\b", self.text.content[agency.end : agency.end + 3]):
            return False
        aside = re.match(
            r",? (?:in accordance with|under|according to)\b[^,.;]*,", self.text.content[agency.end : agency.end + 160]
        )
        if aside is not None:
            start = self.tokens.at(agency.end + aside.end())
        for i in range(start, min(start + 14, last)):
            low = self.tokens.low[i]
            if self.tokens.start[i] < agency.end:
                continue
            if low in self.words.acts:
                return True
            if low in (".", ";", "said", "announced", "who", "that"):
                return False
        before = self.text.content[max(0, agency.start - 30) : agency.start]
        return bool(re.search(r"\b(?:\w+ed|work|work of) (?:by|of)(?: the| local)?\s\Z", before))

    def _nearest_campaigns(self, agency: Reference, own: list[Reference], focus: tuple[str, ...]) -> tuple[str, ...]:
        """Return the campaign that a body's words are about: the nearest in its sentence, those in focus else."""
        if not own:
            return focus[:1] if len(focus) > 1 else focus
        keys = tuple(dict.fromkeys(r.key for r in own))
        if len(keys) == 1:
            return keys
        after = [r for r in own if r.start >= agency.end]
        if after:
            listed = [after[0].key]
            for previous, following in pairwise(after):
                if re.fullmatch(r"[\W_]*(?:and|or)?[\W_]*", self.text.content[previous.end : following.start]):
                    listed.append(following.key)
                else:
                    break
            return tuple(dict.fromkeys(listed))
        return (own[-1].key,)

    def _by_default(self) -> None:
        """Fill in who leads or takes part where the text leaves it to be understood."""
        self._speakers_lead()
        led = {target for type_, _, target in self.found if type_ == "leads"}
        joined = {target for type_, _, target in self.found if type_ == "participates"} | led
        hosts = [
            h for e in self.mentions.events for h in e.hosts if h in self.agencies and not self.agencies[h].collective
        ]
        bodies = [
            a
            for a in self.mentions.agencies
            if a.names[0].casefold() in _INTERNATIONAL or set(map(str.casefold, a.names)) & _INTERNATIONAL
        ]
        main = self.mentions.main
        if main and main not in led and not self.campaigns[main].described and not self._quoted(main):
            lead = hosts[0] if hosts else bodies[0].key if len(bodies) == 1 else None
            if lead is not None:
                for key in self._editions(main) if not hosts else [main]:
                    if key not in led:
                        self._note("leads", lead, key, self.agencies[lead].spans[0], 0.5)
        votes: dict[str, int] = defaultdict(int)
        for type_, source, _ in self.found:
            if type_ == "participates" and self.agencies[source].collective:
                votes[source] += 1
        if votes and self._quoted(main):
            body = max(votes, key=lambda key: (votes[key], key))
            for campaign in self.mentions.campaigns:
                if campaign.key not in joined and (votes[body] > 1 or main is None):
                    self._note("participates", body, campaign.key, campaign.spans[0], 0.4)

    def _speakers_lead(self) -> None:
        """Take "we" in an official's mouth for the ministry: it leads the campaigns its officials report on."""
        led = {target for type_, _, target in self.found if type_ == "leads"}
        speaker_of = {o.key: o.agencies[0] for o in self.mentions.officials if o.agencies}
        for campaign in self.mentions.campaigns:
            turn = self.mentions.turn_at(campaign.spans[0][0])
            if campaign.key in led or turn is None or turn.question:
                continue
            body = speaker_of.get(turn.speaker or "") or next(iter(speaker_of.values()), None)
            body = self._root(body) if body is not None else None
            year, own = _year(self.mentions.event_date), self._sentence_of(campaign.spans[0])
            years = [int(y) for y in _YEAR.findall(own)]
            if body is not None and not (years and year is not None and max(years) < year - 2):
                self._note("leads", body, campaign.key, campaign.spans[0], 0.55)

    def _root(self, body: str) -> str:
        """Return the body that a body is in the end a unit of; itself where it is none's."""
        seen: set[str] = set()
        while (parent := self.agencies[body].parent) is not None and body not in seen:
            seen.add(body)
            body = parent
        return body

    def _editions(self, main: str) -> list[str]:
        series = self.campaigns[main].series
        return [c.key for c in self.mentions.campaigns if c.key == main or (series is not None and c.series == series)]

    def _quoted(self, key: str | None) -> bool:
        """Whether a campaign's name stands in quotation marks: a Chinese code name, led by a ministry."""
        if key is None:
            return True
        start = self.campaigns[key].spans[0][0]
        return self.text.content[max(0, start - 1) : start] in ('"', "“", "”")

    def _settle(self) -> None:
        """Drop "takes part" where the body leads."""
        for type_, source, target in list(self.found):
            if type_ == "participates" and ("leads", source, target) in self.found:
                del self.found[type_, source, target]

    # -- parts of campaigns

    def _parts(self) -> None:
        content = self.text.content
        by_name = {name: c for c in self.mentions.campaigns for name in c.names}
        for campaign in self.mentions.campaigns:
            if campaign.edition is not None or campaign.described or campaign.series is not None:
                continue
            for name in campaign.names:
                words = name.split()
                for size in range(len(words) - 1, 1, -1):
                    longer = by_name.get(" ".join(words[:size]))
                    if longer is not None and longer is not campaign and longer.series is None:
                        self._note("part-of", campaign.key, longer.key, campaign.spans[0], 0.7)
        for index, references in enumerate(self.by_sentence):
            named = [r for r in references if r.kind == "campaign"]
            sentence = self.text.sentences[index]
            for sub, whole in pairwise(named):
                between = content[sub.end : whole.start]
                if (sub.key != whole.key and re.search(r"\bpart of\b", between) and len(between) < 120) or (
                    sub.key != whole.key
                    and re.fullmatch(r" of (?:the|its|this)? ?[\W_]*", between)
                    and self.campaigns[sub.key].described
                ):
                    self._note("part-of", sub.key, whole.key, (sub.start, whole.end), 0.75)
            opening = re.match(r"\W*Part of (?:it|this|the \w+) was ", content[sentence.start : sentence.end])
            if opening and named and index:
                before = [k for k in self.focus[index - 1] if k != named[0].key]
                if before:
                    self._note("part-of", named[0].key, before[0], (named[0].start, named[0].end), 0.65)

    # -- domains

    def _targets(self) -> None:
        votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        where: dict[tuple[str, str], Range] = {}
        opening = self.text.sentences[min(5, len(self.text.sentences) - 1)].end if self.text.sentences else 0
        for cue in self.mentions.domains:
            index = self.text.sentence_at(cue.start)
            sentence = self.text.sentences[index]
            own = [r for r in self.by_sentence[index] if r.kind == "campaign"]
            if own:
                keys = {self._campaign_of_cue(cue.start, own)}
                weight = 1.0
            else:
                keys = set(self.focus[index][:1])
                counted = re.search(r"\d", self.text.content[sentence.start : sentence.end]) is not None
                weight = 1.0 if cue.start < opening else 0.5 if counted else 0.34
            for key in keys:
                votes[key][cue.domain] += weight
                where.setdefault((key, cue.domain), (cue.start, cue.end))
        for key, domains in votes.items():
            top = max(domains.values())
            for domain, weight in domains.items():
                if weight >= FEWEST_VOTES and weight >= 0.2 * top:
                    self._note("targets", key, f"domain:{domain}", where[key, domain], 0.8 if weight >= 1.5 else 0.6)
        self._inherit(votes)

    def _inherit(self, votes: dict[str, dict[str, float]]) -> None:
        """Give an edition of which the text says nothing the chief target of the main one."""
        main = self.campaigns.get(self.mentions.main or "")
        if main is None or not votes.get(main.key):
            return
        top = max(votes[main.key], key=lambda d: (votes[main.key][d], d))
        targeted = {source for type_, source, _ in self.found if type_ == "targets"}
        for campaign in self.mentions.campaigns:
            same = (
                main.series is not None
                and campaign.series is not None
                and campaign.series.casefold() == main.series.casefold()
            )
            named = main.series is not None and main.series.casefold() in " ".join(campaign.names).casefold()
            if campaign.key not in targeted and (same or named):
                self._note("targets", campaign.key, f"domain:{top}", campaign.spans[0], 0.55)

    def _campaign_of_cue(self, offset: int, own: list[Reference]) -> str:
        """Return the campaign of a sentence that a cue describes: the last one named before it, else the first."""
        at = bisect_right(own, offset, key=lambda r: r.start)
        return own[at - 1].key if at else own[0].key

    # -- cases

    def _cases(self) -> None:
        for case in self.mentions.cases:
            span = case.spans[0]
            start, end = case.scope
            domains = self.mentions.domains_in(span[0], max(span[1], start)) or self.mentions.domains_in(start, end)
            names = self.mentions.domains_in(start, min(end, span[1] + 120))
            for domain in dict.fromkeys((*domains, *names[:2])):
                self._note("concerns", case.key, f"domain:{domain}", span, 0.7)
            index = self.text.sentence_at(span[0])
            campaign = self.focus[index][0] if self.focus[index] else None
            if campaign is not None:
                self._note("case-of", case.key, campaign, span, 0.6)
            body = self._handler(case)
            if body is not None:
                self._note("handles", body, case.key, span, 0.6)

    def _handler(self, case: FoundCase) -> str | None:
        """Return who works a case: the body that acts in the words about it."""
        for reference in self.mentions.references_in(case.scope[0], case.scope[1], "agency"):
            sentence = self.text.sentences[self.text.sentence_at(reference.start)]
            last = self.tokens.at(max(0, sentence.end - 1)) + 1
            if self._acts(reference, last):
                return reference.key
        block = self.text.blocks[self.text.block_at(case.spans[0][0])]
        if block.kind is BlockKind.ITEM:
            bodies = [a for a in self.mentions.agencies if a.collective and a.place]
            return bodies[0].key if bodies else None
        return None

    # -- events

    def _event(self, event: FoundEvent) -> None:
        span = event.spans[0] if event.spans else None
        for host in event.hosts:
            self._note("hosts", host, event.key, span, 0.8)
        spoken = Counter(self._root(o.agencies[0]) for o in self.mentions.officials if o.agencies)
        if not event.hosts and event.kind != "announcement" and spoken:
            self._note("hosts", spoken.most_common(1)[0][0], event.key, span, 0.5)
        if event.kind != "announcement":
            for official in self.mentions.officials:
                if self._attends(official.spans) and not (official.role or "").startswith("General Secretary"):
                    self._note("attends", official.key, event.key, official.spans[0], 0.8)
        for campaign in self.mentions.campaigns:
            if self._announced(event, campaign):
                self._note(
                    "announces",
                    event.key,
                    campaign.key,
                    campaign.spans[0],
                    0.75 if campaign.key == self.mentions.main else 0.6,
                )

    def _attends(self, spans: tuple[Range, ...]) -> bool:
        turns = {t.speaker for t in self.mentions.turns if t.speaker}
        key = next((r.key for r in self.mentions.references_in(spans[0][0], spans[0][0] + 1, "official")), None)
        if turns:
            return key in turns or spans[0][0] < self.mentions.turns[0].start
        return True

    def _announced(self, event: FoundEvent, campaign: FoundCampaign) -> bool:
        """Whether the occasion launches or reports on a campaign: not an earlier edition, not one named in passing."""
        if campaign.key == self.mentions.main:
            return True
        words = self._sentence_of(campaign.spans[0])
        if _EARLIER.search(words):
            return False
        main = self.campaigns.get(self.mentions.main or "")
        year, own = _year(event.date), _year(campaign.edition)
        if own is not None and year is not None:
            return own >= year - 1 and not (
                main is not None and main.series == campaign.series and own < (_year(main.edition) or own)
            )
        if main is not None and main.series is not None and campaign.series == main.series:
            return False
        years = [int(y) for y in _YEAR.findall(words)]
        return not (years and year is not None and max(years) < year - 1)

    def _sentence_of(self, span: Range) -> str:
        sentence = self.text.sentences[self.text.sentence_at(span[0])]
        return self.text.content[sentence.start : sentence.end]


def _year(stamp: str | None) -> int | None:
    found = _YEAR.findall(stamp or "")
    return int(found[-1]) if found else None


def find_relations(text: Text, lexicon: Lexicon, mentions: Mentions) -> tuple[FoundRelation, ...]:
    """Return how what a text names stands to one another; every end is a key of the mentions or a domain."""
    return RelationReader(text, lexicon, mentions).read()
