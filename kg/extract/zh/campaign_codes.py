"""Code names of campaigns that no quotation marks show: Latin ones, known ones, and those said again and again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass

from kg.extract.text import Range
from kg.extract.zh.campaign_words import HAN, CampaignWords
from kg.extract.zh.words import Words

YEARED = re.compile(r"(?P<code>[\u4e00-\u9fffA-Za-z·]{2,10}?)(?P<dash>[-—]{0,2})(?P<year>(?:19|20)\d\d)(?:年)?")
AFTER_YEAR = re.compile(r"[-—]{1,2}((?:19|20)\d\d)")
_CLAUSE = re.compile(r"[，。；：！？\n,;:!?…《》]|——|】")
_LONGEST = 60
_NEARBY = 10_000
HAN_ONLY = re.compile(f"[{HAN}]")
OPERATION = re.compile(r"(?:Operation|OPERATION|Project|Oplan) ")
_LATIN = re.compile(
    r"(?<![A-Za-z])(?:Operation|OPERATION|Project|Oplan) [A-Z][A-Za-z0-9-]*(?: [A-Z0-9][A-Za-z0-9-]*){0,3}"
    r"|(?<![A-Za-z0-9-])[A-Z][A-Za-z]{2,}(?:[ -][A-Z0-9][A-Za-z0-9]*){0,3}(?=(?:国际|专项|联合|执法|全球){0,3}行动)"
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


class CodeReader:
    """Finds code names without marks. `found` is what is found so far, `known` are names known beforehand."""

    form: str
    content: str
    words: CampaignWords
    body_ends: list[int]
    known: Words
    found: list[Naming]
    _heads_read: list[Range]

    @staticmethod
    def _split(name: str) -> tuple[str, str | None]:
        """Return a code name without its year, and the year."""
        match = YEARED.fullmatch(name)
        if match is not None:
            return match.group("code"), match.group("year")
        name = OPERATION.sub("", name)
        roman = _ROMAN.fullmatch(name)
        return (roman.group("code"), roman.group("edition")) if roman is not None else (name, None)

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
            if not overlaps(spans, match.span()):
                printed = self.content[match.start() : match.end()]
                code, edition = self._split(printed)
                names = tuple(dict.fromkeys([printed, OPERATION.sub("", printed)]))
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
            late = AFTER_YEAR.match(form, head.end()) if head and not year else None
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
            if not overlaps(spans, match.span(1)):
                self._plain(match.start(1), match.end(1))
        for match in re.compile(r"(?:专项)?行动").finditer(form):
            begin = self._begin(match.start())
            size = match.start() - begin
            if not 2 <= size <= 4 or overlaps(spans, (begin, match.end())):
                continue
            words = form[begin : match.start()]
            repeated = (
                len(match.group()) > 2 or self._said(words + "行动", begin) + self._said(words + "专项行动", begin) > 1
            )
            bare = self.words.generic.fullmatch(words) or self.words.verbs.search(words)
            if repeated and not bare and HAN_ONLY.sub("", words) == "":
                self._plain(begin, match.start())
                self._heads_read.append(match.span())

    def _said(self, words: str, at: int) -> int:
        """Return how often words stand near: in the whole of any but a very long document."""
        return self.form.count(words, max(0, at - _NEARBY), at + _NEARBY)

    def _plain(self, start: int, end: int) -> None:
        span = (start, end)
        self.found.append(Naming(span=span, code=self.form[start:end], edition=None, names=(self.content[start:end],)))

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


def overlaps(spans: list[Range], span: Range) -> bool:
    """Return whether some of the sorted spans has a character in common with `span`."""
    at = bisect_left(spans, (span[1], -1)) - 1
    return any(spans[i][1] > span[0] for i in range(at, max(-1, at - 3), -1))
