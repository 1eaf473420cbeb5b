"""Where campaigns are named in a Chinese text: code names in quotation marks, known names, and descriptions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.text import Range
from kg.extract.zh.quoted import find_quoted
from kg.extract.zh.words import Words, one_of

HAN = "\u4e00-\u9fff"
_YEARED = re.compile(r"(?P<code>[\u4e00-\u9fffA-Za-z·]{2,10}?)(?P<dash>[-—]{0,2})(?P<year>(?:19|20)\d\d)(?:年)?")
_AFTER_YEAR = re.compile(r"[-—]{1,2}((?:19|20)\d\d)")
_CLAUSE = re.compile(r"[，。；：！？\n,;:!?…《》]|——|】")
_LONGEST = 60
_NEARBY = 10_000
_HAN_ONLY = re.compile(f"[{HAN}]")
_OPERATION = re.compile(r"(?:Operation|OPERATION|Project|Oplan) ")
_LATIN = re.compile(
    r"(?<![A-Za-z])(?:Operation|OPERATION|Project|Oplan) [A-Z][\w-]*(?: [A-Z0-9][\w-]*){0,3}"
    r"|(?<![A-Za-z0-9-])[A-Z][A-Za-z]{2,}(?:[ -][A-Z0-9][\w]*){0,3}(?=(?:国际|专项|联合|执法|全球){0,3}行动)"
)
_ROMAN = re.compile(r"(?P<code>.*?[A-Za-z])[ -](?P<edition>[IVX]{1,5}|\d{1,4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One naming of a campaign: `code` without the year for a code name, the description else.

    `names` are the wordings it gives, the fullest last; `span` is what is marked in the text.
    """

    span: Range
    code: str
    edition: str | None
    names: tuple[str, ...]
    described: bool = False
    lead: Range | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CampaignWords:
    """A lexicon's words of campaigns, compiled."""

    after: re.Pattern[str]
    described_after: re.Pattern[str]
    head: re.Pattern[str]
    strong: frozenset[str]
    inside: re.Pattern[str]
    bounds: re.Pattern[str]
    verbs: re.Pattern[str]
    opening: re.Pattern[str]
    generic: re.Pattern[str]
    naming: re.Pattern[str]
    wave: re.Pattern[str]
    known: tuple[str, ...]
    feeble: tuple[str, ...]
    carrying: re.Pattern[str]
    joint: re.Pattern[str]
    anaphors: Words


@lru_cache(maxsize=4)
def campaign_words(lexicon: Lexicon) -> CampaignWords:
    """Return the words of campaigns of a lexicon, compiled once."""
    table = lexicon.table("campaigns")
    strong, weak, quoted = table.get("strong", []), table.get("weak", []), table.get("quoted", [])
    verbs, seasons = table.get("verbs", []), table.get("seasons", [])
    waves = one_of(table.get("waves", []))
    heads = one_of([*strong, *weak, *quoted])
    return CampaignWords(
        after=re.compile(
            f"(?:的)?{one_of(table.get('between', []))}{{0,4}}{heads}"
            rf"|的?(?:(?![是了等中在和与]|打击|整治|治理|清理|查处|清查)[{HAN}]){{0,8}}?(?:行动|战役|攻坚战?|专项整治|专项治理|专项斗争|专项监督活动|专项监督|专项活动|专项检察|专项工作)"
        ),
        described_after=re.compile(rf"{one_of([*verbs, *seasons])}[{HAN}（）]{{2,24}}?{one_of(strong)}"),
        head=re.compile(one_of([*strong, *weak])),
        strong=frozenset(strong),
        inside=re.compile(f"{one_of([*strong, *weak, '专案', '大扫荡', '计划行动'])}$"),
        bounds=re.compile(f"(?P<no>{one_of(table.get('unbound', []))})|{one_of(table.get('bounds', []))}"),
        verbs=re.compile(one_of(verbs)),
        opening=re.compile(one_of([*verbs, *seasons])),
        generic=re.compile(rf"(?:{one_of(table.get('generic', []))}|[\d.%第一二三四五六七八九十百千万余几])*"),
        naming=re.compile(f"{one_of(table.get('naming', []))}[：:]?“?$"),
        wave=re.compile(
            rf"(?:第(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})|首)"
            rf"(?:{waves}|(?:轮|波次?|次|批次?|阶段|场)(?:(?![的了是在])[{HAN}]){{0,6}}?(?:收网|清查|会战|战役|统一行动|集中行动|联合行动|扫荡|搜捕)(?:行动)?)"
        ),
        known=tuple(table.get("known", [])),
        feeble=tuple(table.get("feeble", [])),
        carrying=re.compile(one_of(table.get("carrying", []))),
        joint=re.compile(one_of(table.get("joint", []))),
        anaphors=Words(table.get("anaphors", [])),
    )


class NamingReader:
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
        if form[start - 1] == "《" or len(_HAN_ONLY.findall(name)) > 16 or re.fullmatch(r"[\d.·]+", name):
            return False
        if re.fullmatch(r"[\d.·-]+(?:专案|案)", name):
            self.case_labels.append((start, end))
            return False
        after = self.words.after.match(form, end + 1) or self.words.described_after.match(form, end + 1)
        if after is not None and self._carried(start - 1, after.group()):
            self._heads_read.append(after.span())
            return True
        if re.match(r"[^，。；、“\n]{0,18}?案(?!例)", form[end + 1 : end + 22]) and not self.words.inside.search(name):
            self.case_labels.append((start, end))
            return False
        if self.words.naming.search(form[max(0, start - 8) : start]):
            return True
        if (self.words.inside.search(name) and not self.words.generic.fullmatch(name)) or name in (
            "百日行动",
            "百日攻坚",
        ):
            return True
        return _YEARED.fullmatch(name) is not None

    def _carried(self, start: int, head: str) -> bool:
        """Whether a weak head is made good by a verb before the code name: "开展“X”活动", not "“一把手”工程"."""
        if head not in self.words.feeble:
            return True
        name = self.form[start + 1 : self.form.find("”", start)]
        return (
            self.words.carrying.search(self.form, max(0, start - 8), start) is not None or self._said(name, start) > 1
        )

    @staticmethod
    def _split(name: str) -> tuple[str, str | None]:
        """Return a code name without its year, and the year."""
        match = _YEARED.fullmatch(name)
        if match is not None:
            return match.group("code"), match.group("year")
        name = _OPERATION.sub("", name)
        roman = _ROMAN.fullmatch(name)
        return (roman.group("code"), roman.group("edition")) if roman is not None else (name, None)

    def _code(self, start: int, end: int) -> None:
        form, content = self.form, self.content
        code, edition = self._split(form[start:end])
        printed = content[start:end]
        names = [printed]
        if _OPERATION.match(printed):
            names.append(_OPERATION.sub("", printed))
        reach = end
        tail = re.compile(r"”(?:专项)?行动").match(form, end)
        late = _AFTER_YEAR.match(form, tail.end()) if tail else _AFTER_YEAR.match(form, end + 1)
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

    # Code names in Latin letters, and others known, without marks.

    def _latin(self) -> None:
        """Find code names in Latin letters: by "Operation", by a head behind, or as an edition of one found."""
        codes = {n.code for n in self.found if n.code.isascii() and len(n.code) > 3}
        spans = sorted(n.span for n in self.found)
        matches = [*_LATIN.finditer(self.form)]
        for code in sorted(codes):
            matches += re.compile(
                rf"(?<![A-Za-z0-9-]){re.escape(code)}(?:[ -](?:[IVX]{{1,5}}|\d{{1,4}}))?(?![A-Za-z0-9-])"
            ).finditer(self.form)
        for match in matches:
            if not _overlaps(spans, match.span()):
                printed = self.content[match.start() : match.end()]
                code, edition = self._split(printed)
                names = tuple(dict.fromkeys([printed, _OPERATION.sub("", printed)]))
                self.found.append(Naming(span=match.span(), code=code, edition=edition, names=names))
                insort(spans, match.span())

    def _bare_codes(self) -> None:
        spans = sorted([*(n.span for n in self.found), *self._heads_read])
        own = {n.code for n in self.found if len(n.code) > 1}
        codes = Words({**self.known.table, **{code: code for code in own}})
        form = self.form
        for start, end, code in codes.find(form):
            at = bisect_right(spans, (start, len(form))) - 1
            if at >= 0 and spans[at][1] > start:
                continue
            year = re.compile(r"[-—]?((?:19|20)\d\d)(?!年)").match(form, end)
            head = re.compile(r"”?(?:专项|系列|联合|集中)?(?:行动|战役|专项)").match(form, end)
            late = _AFTER_YEAR.match(form, head.end()) if head and not year else None
            if year is None and head is None:
                continue
            if code in self.words.known and code not in own and self._begin(end) < start:
                continue  # a common word in a description
            reach = year.end() if year else late.end() if late else end
            edition = year.group(1) if year else late.group(1) if late else None
            if head is not None:
                self._heads_read.append(head.span())
            self.found.append(
                Naming(span=(start, reach), code=code, edition=edition, names=(self.content[start:reach],))
            )
        self._yeared(sorted(n.span for n in self.found))
        self._unmarked(sorted(n.span for n in self.found))

    def _yeared(self, spans: list[Range]) -> None:
        """Find code names nobody knows, by their year and head: "部署雷霆2023专项行动"."""
        for match in re.compile(rf"([{HAN}]{{2,12}}?)[-—]?((?:19|20)\d\d)(?=专项|行动|系列行动|集中行动)").finditer(
            self.form
        ):
            at = bisect_right(spans, (match.start(2), len(self.form))) - 1
            if at >= 0 and spans[at][1] > match.start(2):
                continue
            begin = max(self._begin(match.end(1)), match.start(1))
            if 2 <= match.end(1) - begin <= 6:
                span = (begin, match.end())
                self.found.append(
                    Naming(
                        span=span,
                        code=self.form[begin : match.end(1)],
                        edition=match.group(2),
                        names=(self.content[begin : match.end()],),
                    )
                )

    def _unmarked(self, spans: list[Range]) -> None:
        """Find short code names without marks: behind "代号", or said again and again with their head."""
        form = self.form
        for match in re.compile(rf"代号为?(?:[：:])?([{HAN}]{{2,4}}?)(?=的|专项|联合|行动|，)").finditer(form):
            if not _overlaps(spans, match.span(1)):
                self._plain(match.start(1), match.end(1))
        for match in re.compile(r"(?:专项)?行动").finditer(form):
            begin = self._begin(match.start())
            size = match.start() - begin
            if not 2 <= size <= 4 or _overlaps(spans, (begin, match.end())):
                continue
            words = form[begin : match.start()]
            repeated = (
                len(match.group()) > 2 or self._said(words + "行动", begin) + self._said(words + "专项行动", begin) > 1
            )
            bare = self.words.generic.fullmatch(words) or self.words.verbs.search(words)
            if repeated and not bare and _HAN_ONLY.sub("", words) == "":
                self._plain(begin, match.start())
                self._heads_read.append(match.span())

    def _said(self, words: str, at: int) -> int:
        """Return how often words stand near: in the whole of any but a very long document."""
        return self.form.count(words, max(0, at - _NEARBY), at + _NEARBY)

    def _plain(self, start: int, end: int) -> None:
        span = (start, end)
        self.found.append(Naming(span=span, code=self.form[start:end], edition=None, names=(self.content[start:end],)))

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
            if _overlaps(read, head.span()) or _overlaps(spans, head.span()):
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

    def _begin(self, end: int) -> int:
        """Return where a description that ends at `end` begins: behind the last verb that carries it out, or body."""
        form = self.form
        low = max(0, end - _LONGEST)
        clause = low
        for match in _CLAUSE.finditer(form, low, end):
            clause = match.end()
        at = bisect_right(self.body_ends, end) - 1
        if at >= 0 and self.body_ends[at] > clause:
            clause = self.body_ends[at]
        for match in self.words.bounds.finditer(form, clause, end):
            if match.group("no") is None:
                clause = match.end()
        return self._past_joint(clause, end)

    def _past_joint(self, begin: int, end: int) -> int:
        while begin < end and self.form[begin] in "”’、和及与等（ ·　）":
            begin += 1
        return begin


def _overlaps(spans: list[Range], span: Range) -> bool:
    at = bisect_left(spans, (span[1], -1)) - 1
    return any(spans[i][1] > span[0] for i in range(at, max(-1, at - 3), -1))
