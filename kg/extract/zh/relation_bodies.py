"""Who leads a campaign and who takes part, from the words between the body and the campaign."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.extract.mentions import FoundAgency, Mentions, Reference
from kg.extract.text import BlockKind, Range
from kg.extract.zh.relation_words import RelationWords, Scene
from kg.extract.zh.spans import Spans

_JOINT = re.compile(r"[、和与及，]|以及|（[^）]{1,30}）[、和与]?|、?")
_STRICT_JOINT = re.compile(r"(?:（[^）]{1,30}）)?(?:[、和与及]|以及|等|、?)(?:等(?:单位|部门))?|（[^）]{1,30}）")
_BESIDE = re.compile(r"(?:（[^）]{1,30}）)?、?(?:会同|联合|联同|偕同|协同|携手|联手|商)")
_ORDERS = re.compile("(?:指挥|部署|组织|统筹|动员)[^，。；]{0,8}(?:公安|各地|全国|机关|部门)")
_WITH = re.compile("(?:会同|联合|联同|偕同|携手|联手)$")
_ASIDE = ("在", "由", "按照", "根据", "与", "和")
_DATED = re.compile(r"(?:\d{1,2}月)?\d{1,2}日")
_LONG = 90

Note = Callable[[str, str, str, Range, float], None]


class BodyRelations:
    """Reads the relations of bodies to campaigns, sentence by sentence."""

    def __init__(self, scene: Scene, words: RelationWords, mentions: Mentions, note: Note) -> None:
        self.scene, self.words, self.note = scene, words, note
        self.form = scene.form
        self.agencies: dict[str, FoundAgency] = {a.key: a for a in mentions.agencies}
        self.scopes = Spans(case.scope for case in mentions.cases)
        self.campaigns = {c.key: c for c in mentions.campaigns}
        self.noted: set[str] = set()

    def read(self) -> None:
        """Note every relation of a body to a campaign."""
        for index, sentence in enumerate(self.scene.text.sentences):
            bodies = self._bodies(index)
            self.noted = set()
            own = self.scene.topics(index)
            if not bodies:
                self._unsaid(index, own, sentence.end)
            if not bodies or not self.scene.focus[index]:
                continue
            self._unsaid(index, own, bodies[0][0].start)
            for number, group in enumerate(bodies):
                following = bodies[number + 1][0].start if number + 1 < len(bodies) else sentence.end
                self._group(index, group, own, following, bodies[number - 1] if number else None)

    def _bodies(self, index: int) -> list[list[Reference]]:
        """Return the bodies of a sentence, those of one list together."""
        groups: list[list[Reference]] = []
        for body in self.scene.of_kind(index, "agency"):
            if body.key not in self.agencies or self.scene.in_role(body):
                continue
            if groups:
                last = groups[-1][-1]
                bracket = self.form.find("）", body.end, body.end + 3)
                if body.key == last.key and self.form[last.end : last.end + 1] == "（" and bracket >= 0:
                    groups[-1][-1] = replace(last, end=bracket + 1)  # its short name
                    continue
                if (body.start, body.end) == (last.start, last.end):
                    groups[-1].append(body)  # "三部门" stands for each of them
                    continue
                if body.start < last.end:
                    continue
                if len(self.form[last.end : body.start]) < 34 and _STRICT_JOINT.fullmatch(
                    self.form, last.end, body.start
                ):
                    groups[-1].append(body)
                    continue
            groups.append([body])
        return groups

    def _group(
        self, index: int, group: list[Reference], own: list[Reference], following: int, before: list[Reference] | None
    ) -> None:
        form, words = self.form, self.words
        sentence = self.scene.text.sentences[index]
        first, last = group[0].start, group[-1].end
        lead_in = form[max(sentence.start, first - 6) : first]
        tail = form[last : min(sentence.end, last + _LONG)]
        clause = re.match(r"[^，。；：\n]*", tail)
        near = clause.group() if clause is not None else ""
        beside = before is not None and _BESIDE.fullmatch(form, before[-1].end, first) is not None
        if beside or (words.beside.search(lead_in) and not lead_in.endswith("在")):
            if not self._takes_part(group[0]) and self._in_case(first):
                return
            targets = self._ahead(last, own) or self._nearest(first, own) or self.scene.focus[index]
            if not own and not (before is not None and any(b.key in self.noted for b in before)):
                return
            self._all(group, "participates", targets[:1] if not self._ahead(last, own) else targets, 0.7)
            return
        if words.helped.search(lead_in) and (words.joins.search(near) or words.leads.search(near)):
            targets = self._nearest(first, own) or self._ahead(last, own) or self.scene.focus[index][:1]
            self._all(group, "participates", targets, 0.7)
            return
        together = re.search("联合|共同|携手|协同", near)
        if before is not None and lead_in.endswith(("与", "和", "同")) and together and together.start() < 6:
            targets = self._ahead(last, own) or self._nearest(first, own)
            self._all(before, "leads" if not self._takes_part(before[0]) else "participates", targets, 0.6)
        passive = words.passive.search(lead_in)
        verb = words.leads.search(near)
        if passive is not None and verb is not None and verb.start() <= 16:
            behind = last + verb.end()
            targets = self._described(behind, own) or self._nearest(first, own) or self._ahead(last, own)
            self._all(group, "leads", targets or self.scene.focus[index][:1], 0.88)
            return
        if self._active(index, group, own, following, before):
            return
        joint = _BESIDE.match(form, last)
        if joint is not None and joint.end() >= following - 1 and own and not self._takes_part(group[0]):
            later = re.search(r"行动|开展|收网|打击|会战|同步|封堵", form[following : sentence.end])
            if later is not None and not self._in_case(first):
                self._all(group, "leads", self._ahead(last, own) or self._nearest(first, own), 0.7)
                return
        run = words.runs.search(near) or verb
        before_it = self._nearest(first, own)
        if run is not None and run.start() < 16 and before_it and any(r.start < first for r in own):
            passed = re.search("由|牵头", form[sentence.start : first]) is not None
            lead = not passed and not self._takes_part(group[0]) and verb is not None
            self._all(group, "leads" if lead else "participates", before_it, 0.6)
            return
        ordered = _ORDERS.search(tail, 0, 60)
        if ordered is not None and before_it and not self._takes_part(group[0]):
            self._all(group, "leads", before_it, 0.6)
            return
        joins = words.joins.search(near)
        if joins is not None and joins.start() <= 22:
            targets = self._ahead(last, own) or self._nearest(first, own) or self.scene.focus[index][:1]
            self._all(group, "participates", targets, 0.75)
            return
        if own and own[0].start - last <= 1 and own[0].start >= last and sentence.start >= first - 2:
            lead = not self._takes_part(group[0])
            self._all(group, "leads" if lead else "participates", (own[0].key,), 0.6)
            return
        self._acting(index, group, own, near, tail)

    def _unsaid(self, index: int, own: list[Reference], before: int) -> None:
        """Note who leads where the sentence leaves out its subject: the body the sentence before it spoke of."""
        sentence = self.scene.text.sentences[index]
        if not own or own[0].start > before or not index:
            return
        verb = self.words.leads.search(self.form, max(sentence.start, own[0].start - 14), own[0].start)
        earlier = self.scene.text.sentences[index - 1]
        if (
            verb is None
            or earlier.block != sentence.block
            or re.search("由|被", self.form[sentence.start : verb.start()])
        ):
            return
        bodies = [r for r in self.scene.of_kind(index - 1, "agency") if r.key in self.agencies]
        if bodies:
            how = "participates" if self._takes_part(bodies[0]) else "leads"
            self._all(bodies[:1], how, self._listed(own), 0.55)

    def _active(
        self, index: int, group: list[Reference], own: list[Reference], following: int, before: list[Reference] | None
    ) -> bool:
        """Note who leads by a verb before a campaign: "公安部部署全国公安机关开展“X”". Whether it said anything."""
        form, words = self.form, self.words
        last = group[-1].end
        ahead = [r for r in own if r.start >= last]
        if not ahead:
            return False
        between = form[last : ahead[0].start]
        if len(between) > _LONG or re.search(r"[。；]", between):
            return False
        verb = words.leads.search(between)
        run = words.runs.search(between)
        found = verb or run
        if found is None or re.search(r"的[^，]{0,4}$", between[: found.start()]):
            return False
        if "，" in between[: found.start()] and following < ahead[0].start and following < last + found.start():
            return False
        beside = _BESIDE.fullmatch(form, last, following) is not None or (
            following - last < 40 and _WITH.search(form, last, following) is not None
        )
        if following < last + found.start() and not beside and form[last:following] not in _ASIDE:
            return False
        targets = self._listed(ahead)
        collective = self._takes_part(group[0])
        if verb is None and (collective or (self.agencies[group[0].key].place and not beside)):
            self._all(group, "participates", targets, 0.72)
        elif collective and before is not None:
            self._all(group, "participates", targets, 0.75)
        elif collective and not self.agencies[group[0].key].place:
            self._all(group, "participates", targets, 0.7)
        else:
            self._all(group, "leads", targets, 0.85)
        return True

    def _acting(self, index: int, group: list[Reference], own: list[Reference], near: str, tail: str) -> None:
        """Note who takes part by what they do in a campaign's work."""
        first, last = group[0].start, group[-1].end
        agency = self.agencies[group[0].key]
        act = self.words.acts.search(tail[:40])
        if act is None or re.search(r"[。；]", tail[: act.start()]):
            return
        if self.words.reporting.search(tail, 0, act.start()) is not None:
            return
        if not agency.collective and not agency.place:
            return  # a ministry acts through others; what it leads is said elsewhere
        if not agency.collective and not own and self._local_report(index, first):
            return
        worked = any(case.start >= last for case in self.scene.of_kind(index, "case"))
        if self._in_case(first) or (agency.place is not None and worked):
            return  # what it does, it does in a case
        inner = [r for r in own if last <= r.start < last + act.start()]
        targets = tuple(r.key for r in inner[-1:]) or self._nearest(first, own)
        if not targets:
            targets = self._ahead(last + act.start(), [r for r in own if r.start < last + 60])[:1]
        if not targets:
            targets = self.scene.focus[index] if not own else self.scene.focus[index][:1]
        confidence = 0.7 if agency.collective else 0.5
        self._all(group, "participates", targets, confidence if targets and own else confidence - 0.1)

    def _local_report(self, index: int, at: int) -> bool:
        """Whether a local body stands in a list of what each place brought in, which says nothing of who joined."""
        blocks = self.scene.text.blocks
        number = self.scene.text.sentences[index].block
        if blocks[number].kind in (BlockKind.ITEM, BlockKind.ROW):
            return True
        near = [i for i in (number - 1, number, number + 1) if 0 <= i < len(blocks)]
        dated = [_DATED.match(self.form, blocks[i].start) is not None for i in near]
        return sum(dated) > 1 and dated[near.index(number)]

    def _in_case(self, at: int) -> bool:
        return self.scopes.covers(at) and not any(
            self.agencies[r.key].collective and not self.agencies[r.key].place
            for r in self.scene.mentions.references_in(at, at + 1, "agency")
            if r.key in self.agencies
        )

    def _takes_part(self, body: Reference) -> bool:
        return self.agencies[body.key].collective

    # Which campaigns.

    @staticmethod
    def _nearest(before: int, own: list[Reference]) -> tuple[str, ...]:
        earlier = [r for r in own if r.end <= before]
        return (earlier[-1].key,) if earlier else ()

    def _ahead(self, after: int, own: list[Reference]) -> tuple[str, ...]:
        later = [r for r in own if r.start >= after]
        return self._listed(later) if later and later[0].start - after < _LONG else ()

    def _described(self, behind: int, own: list[Reference]) -> tuple[str, ...]:
        """Return the campaign that "部署的" or "部署开展" leads on to."""
        later = [r for r in own if r.start >= behind]
        if later and re.fullmatch(
            r"(?:、[^，。；]{0,30})?(?:的|开展|启动|组织|实施|[^，。；由]{0,12}的)[^，。；]{0,12}",
            self.form[behind : later[0].start],
        ):
            return self._listed(later)
        return ()

    def _listed(self, campaigns: list[Reference]) -> tuple[str, ...]:
        """Return the campaigns of the list that begins with the first: "“A”“B”“C”专项行动"."""
        found = [campaigns[0].key]
        last = campaigns[0].end
        for campaign in campaigns[1:]:
            if not re.fullmatch(
                r"[”」》]?(?:专项)?(?:行动)?(?:[、和及与]|以及)?(?:打击[^，。；]{0,12})?[“「《]?",
                self.form[last : campaign.start],
            ):
                break
            found.append(campaign.key)
            last = campaign.end
        return tuple(dict.fromkeys(found))

    def _all(self, group: list[Reference], how: str, targets: tuple[str, ...], confidence: float) -> None:
        for number, body in enumerate(group):
            split = number and re.search("会同|联合", self.form[group[number - 1].end : body.start])
            for key in targets:
                if key in self.campaigns:
                    self.noted.add(body.key)
                    self.note("participates" if split else how, body.key, key, (body.start, body.end), confidence)
