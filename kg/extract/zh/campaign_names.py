"""Where campaigns are named in a Chinese text: code names in quotation marks, known names, and descriptions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from kg.extract.text import Range
from kg.extract.zh.campaign_codes import AFTER_YEAR, HAN_ONLY, OPERATION, YEARED, CodeReader, Naming, overlaps
from kg.extract.zh.campaign_words import CampaignWords
from kg.extract.zh.quoted import find_quoted
from kg.extract.zh.words import Words

_COUNTED = re.compile(r"\d+(?:个|波|轮|次|项|起|场|省|地|余)")


class NamingReader(CodeReader):
    """Reads the namings of campaigns in one text. `known` are code names known beforehand, by their plain form."""

    def __init__(
        self, form: str, content: str, words: CampaignWords, bodies: list[Range], known: Iterable[str]
    ) -> None:
        self.form, self.content, self.words = form, content, words
        self.body_ends = sorted(end for _, end in bodies)
        self.known = Words({name: name for name in (*known, *words.known) if len(name) > 1})
        self.found: list[Naming] = []
        self.case_labels: list[Range] = []
        self._heads_read: list[Range] = []

    def read(self) -> list[Naming]:
        """Return every naming, in order."""
        self._quoted()
        self._latin()
        self._bare_codes()
        self._waves()
        self._described()
        self.found.sort(key=lambda n: n.span)
        return self.found

    # Code names in quotation marks.

    def _quoted(self) -> None:
        form = self.form
        pending: list[Range] = []
        rest: list[Range] = []
        for start, end in find_quoted(form):
            if pending and not re.fullmatch(r"[”》’]?(?:[、和及与]|以及)?[“《‘]?", form[pending[-1][1] : start]):
                rest += pending
                pending = []
            if self._names_one(start, end):
                for s, e in [*pending, (start, end)]:
                    self._code(s, e)
                pending = []
            else:
                pending.append((start, end))
        codes = {n.code for n in self.found}
        for start, end in [*rest, *pending]:
            base = self._split(form[start:end])[0]
            if base in codes or base in self.known.table:
                self._code(start, end)

    def _names_one(self, start: int, end: int) -> bool:
        """Whether the quoted words are a code name: a head follows or ends them, or a year does."""
        form = self.form
        name = form[start:end]
        if form[start - 1] == "《" or len(HAN_ONLY.findall(name)) > 16 or re.fullmatch(r"[\d.·]+", name):
            return False
        if re.fullmatch(r"[\d.·-]+(?:专案|案)", name):
            self.case_labels.append((start, end))
            return False
        after = self.words.after.match(form, end + 1) or self.words.described_after.match(form, end + 1)
        if after is not None and self._carried(start - 1, after.group()):
            self._heads_read.append(after.span())
            return True
        if re.match(
            r"[^，。；、“\n]{0,18}?(?<![罪方专档草答提图])案(?!例)", form[end + 1 : end + 22]
        ) and not self.words.inside.search(name):
            self.case_labels.append((start, end))
            return False
        if self.words.naming.search(form[max(0, start - 8) : start]):
            return True
        if (self.words.inside.search(name) and not self.words.generic.fullmatch(name)) or name in (
            "百日行动",
            "百日攻坚",
        ):
            return True
        return YEARED.fullmatch(name) is not None

    def _carried(self, start: int, head: str) -> bool:
        """Whether a weak head is made good by a verb before the code name: "开展“X”活动", not "“一把手”工程"."""
        if head not in self.words.feeble:
            return True
        name = self.form[start + 1 : self.form.find("”", start)]
        return (
            self.words.carrying.search(self.form, max(0, start - 8), start) is not None or self._said(name, start) > 1
        )

    def _code(self, start: int, end: int) -> None:
        form, content = self.form, self.content
        code, edition = self._split(form[start:end])
        printed = content[start:end]
        names = [printed]
        if OPERATION.match(printed):
            names.append(OPERATION.sub("", printed))
        reach = end
        tail = re.compile(r"”(?:专项)?行动").match(form, end)
        late = AFTER_YEAR.match(form, tail.end()) if tail else AFTER_YEAR.match(form, end + 1)
        apposed = self.words.described_after.match(form, end + 1)
        if apposed is not None:
            names += [printed + content[apposed.start() : apposed.end()], content[apposed.start() : apposed.end()]]
        if edition is None and late is not None:
            edition, reach = late.group(1), late.end()
            names.append(printed + content[end + 1 : reach])
        lead = self._lead(start - 1)
        if lead is not None:
            names.append(content[lead[0] : lead[1]].replace("“", "").replace("「", "") + names[-1])
        self.found.append(Naming(span=(start, reach), code=code, edition=edition, names=tuple(names), lead=lead))

    def _lead(self, end: int) -> Range | None:
        """Return the description right before a code name: "打击洋垃圾走私“蓝天2020”"."""
        begin = self._begin(end)
        opening = self.words.opening.match(self.form, begin)
        if opening is None or end - begin < 4 or opening.end() > end:
            return None
        return (begin, end)

    # Numbered waves.

    def _waves(self) -> None:
        for match in self.words.wave.finditer(self.form):
            self._heads_read.append(match.span())
            self.found.append(
                Naming(
                    span=match.span(),
                    code=match.group(),
                    edition=None,
                    names=(self.content[match.start() : match.end()],),
                )
            )

    # Descriptions.

    def _described(self) -> None:
        form = self.form
        read = sorted(self._heads_read)
        spans = sorted(n.span for n in self.found)
        ends = sorted(end for _, end in (*read, *spans))
        for head in self.words.head.finditer(form):
            if overlaps(read, head.span()) or overlaps(spans, head.span()):
                continue
            begin = self._begin(head.start())
            at = bisect_right(ends, head.start()) - 1
            if at >= 0 and ends[at] > begin:
                begin = self._past_joint(ends[at], head.start())
            for item in self._items(begin, head):
                naming = self._description(*item, head)
                if naming is not None:
                    self.found.append(naming)

    def _items(self, begin: int, head: re.Match[str]) -> list[tuple[int, int]]:
        """Return the stretches that share a head: one, or several in "A和B等专项行动"."""
        start = head.start()
        if not start or self.form[start - 1] != "等" or head.group() not in self.words.strong:
            return [(begin, start)]
        cuts = [m.span() for m in re.compile(r"[、和及与]").finditer(self.form, begin, start - 1)]
        firsts = [begin, *(e for _, e in cuts)]
        lasts = [*(s for s, _ in cuts), start - 1]
        items = [(s, e) for s, e in zip(firsts, lasts, strict=True) if e - s >= 4]
        return items if len(items) == len(firsts) else []

    def _description(self, begin: int, start: int, head: re.Match[str]) -> Naming | None:
        form = self.form
        end = head.end()
        if form[end : end + 1] == "办" or form[end : end + 2] in (
            "领导",
            "小组",
            "组织",
            "能力",
            "指南",
            "方案",
            "轨迹",
            "自由",
            "不便",
        ):
            return None
        year = re.compile(r"(?:19|20)\d\d年(?!以来|来|度?[上下]半年)").match(form, begin)
        body = begin + len(year.group()) if year is not None else begin
        trim = re.compile(
            r"(?:为期[^的]{1,6}的?|年度|新一轮|系列|各项|多个|等|全国性|大规模|力度空前的|、|和|及)+"
        ).match(form, body)
        if trim is not None and trim.end() < start:
            body = trim.end()
        words = form[body:start]
        if _COUNTED.match(words):
            return None
        if len(words) < 3 or self.words.generic.fullmatch(words):
            return None
        verb = self.words.verbs.search(words + head.group())
        strong = head.group() in self.words.strong
        joint = head.group() in ("联合行动", "联合执法行动") and self.words.joint.search(words)
        if verb is None and not joint and not (strong and len(words) >= 4):
            return None
        if not strong and len(words) < (4 if self.words.verbs.match(head.group()) else 5):
            return None
        if head.group().endswith("工作") and (len(words) < 9 or form[max(0, begin - 2) : begin] != "开展"):
            return None
        if form[end : end + 2] in ("办公", "情况") and head.group().endswith("工作"):
            return None
        if start != head.start():
            end = start  # one of a list that shares the head
        names = [self.content[body:end]]
        if year is not None:
            names.append(self.content[begin:end])
        return Naming(
            span=(begin if year is not None else body, end),
            code=form[body:end],
            edition=year.group()[:4] if year is not None else None,
            names=tuple(names),
            described=True,
        )
