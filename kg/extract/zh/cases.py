"""Single cases of a Chinese text: by date label, by lead suspect, by place and deed, and by the headings of a list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCase, Reference
from kg.extract.text import Range, Text
from kg.extract.wording import free_key, slug
from kg.extract.zh.agencies import Agencies
from kg.extract.zh.places import PlaceReader, place_reader
from kg.extract.zh.quoted import readable
from kg.extract.zh.spans import Taken
from kg.extract.zh.words import Words, one_of

HAN = "\u4e00-\u9fff"
_DATE = r"(?<![\d“])\d{1,2}·\d{1,2}(?![\d”])|“\d{1,2}[·.．]\d{1,2}(?:-\d{1,2})?”|“[A-Z]*\d{3,8}(?:[·.-]\d{1,2})?”"
_HEADING = re.compile(
    r"(?:典型)?案例(?:[一二三四五六七八九十]{1,3}|\d{1,2})?[：:\s　、.]+|"
    r"[一二三四五六七八九十]{1,3}[、.．]\s*|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|\d{1,2}[、.．]\s*|[-—·●■◆]+\s*"
)
_WORKED = re.compile("(?:依法)?(?:查处|查办|侦破|破获|侦办|办理的?|审理的?)")
_GENERIC_DEED = re.compile(r"^(?:[\d一二两三四五六七八九十百千多几]+余?起|一宗|这起|该起)")


@dataclass(frozen=True, slots=True, eq=False)
class CaseWords:
    """A lexicon's words of cases, compiled."""

    labelled: re.Pattern[str]
    person: re.Pattern[str]
    told: re.Pattern[str]
    further: re.Pattern[str]
    closed: re.Pattern[str]
    within: re.Pattern[str]
    numbered: re.Pattern[str]
    generic: re.Pattern[str]
    headed: re.Pattern[str]
    waters: re.Pattern[str]


@lru_cache(maxsize=4)
def case_words(lexicon: Lexicon) -> CaseWords:
    """Return the words of cases of a lexicon, compiled once."""
    table = lexicon.table("cases")
    surnames = "".join(sorted(set(lexicon.table("officials").get("surnames", ""))))
    no_case = "".join(table.get("no_case", []))
    end = rf"(?:系列)?(?<![{no_case}])案(?:件)?(?![例值情发犯底件宗])"
    deed = rf"(?:[{HAN}（）]|、(?!“)|“[^”\n]{{1,16}}”)"
    verbs = one_of(table.get("verbs", []))
    return CaseWords(
        labelled=re.compile(rf"(?:{_DATE}){deed}{{0,30}}?(?:{end}|专案|事件)"),
        person=re.compile(
            rf"[{surnames}](?:某某|某[甲乙丙丁]?|[×xX＊*]{{1,2}}|某{{1,2}}[{HAN}])(?:、[{surnames}]某{{1,2}}[{HAN}]?)*(?:等(?:\d+|[{HAN}]{{0,3}})人?)?{deed}{{2,30}}?{end}"
        ),
        told=re.compile(
            rf"{verbs}(?:了|的)?(?:一起|一宗|这起)?({deed}{{4,34}}?{end})(?=[，。；、：！）\n”和及与…]|$|以及|等)"
        ),
        further=re.compile(rf"(?:[、和及与]|以及)({deed}{{4,34}}?{end})(?=[，。；、：！）\n”和及与…]|$|以及|等)"),
        closed=re.compile(rf"(?<![{no_case}])案(?=[，。；、：！）\n”和及…]|$|等)"),
        numbered=re.compile(rf"第[一二三四五六七八九十]案[为是]({deed}{{4,34}}?{end})"),
        within=re.compile(rf"(?:^|[^存现实所正旨])在({deed}{{4,30}}?案)中"),
        generic=re.compile(f"{one_of(table.get('generic', []))}*案(?:件)?"),
        headed=re.compile(rf"[^\n。；]{{4,60}}?{end}(?=\s*(?:$|\n|[；。：:]))", re.M),
        waters=re.compile(rf"[{HAN}]{{2,8}}?{one_of(table.get('places_end', []))}"),
    )


class CaseReader:
    """Reads the cases of one text. `labels` are quoted labels of cases that are no dates."""

    def __init__(self, text: Text, lexicon: Lexicon, agencies: Agencies, labels: Iterable[Range]) -> None:
        self.text, self.content = text, text.content
        self.form = readable(text.content)
        self.words = case_words(lexicon)
        self.places: PlaceReader = place_reader(lexicon)
        self.bodies = sorted((r for r in agencies.references if r.named), key=lambda r: r.start)
        self.place_of = {a.key: a.place for a in agencies.found}
        self.labels = tuple(labels)
        self.headed: set[int] = set()
        self.taken = Taken()
        self.kinds: dict[Range, str] = {}
        self.acts = re.compile(one_of(lexicon.table("cases").get("verbs", [])) + "|公安|警方|的")

    def read(self) -> tuple[FoundCase, ...]:
        """Return the cases in order."""
        self._headings()
        for match in self.words.labelled.finditer(self.form):
            self._add(*match.span(), "label")
        for start, end in self.labels:
            self._quoted_label(start, end)
        for match in self.words.person.finditer(self.form):
            accused = self.form[max(0, match.start() - 3) : match.start()] in ("嫌疑人", "被告人")
            self._add(match.start() - (3 if accused else 0), match.end(), "person")
        self._told()
        self._of_places()
        return self._finish()

    def _headings(self) -> None:
        """Find the cases that head the items of a list."""
        for number, block in enumerate(self.text.blocks):
            marker = _HEADING.match(self.form, block.start, block.end)
            if marker is None:
                continue
            start = marker.end()
            match = self.words.headed.match(self.form, start, min(block.end, start + 70))
            if match is None or re.search(r"\d起|例", match.group()):
                continue
            end = match.end()
            if self.words.generic.fullmatch(self.form, start, end) is None:
                self._add(start, end, "heading")
                self.headed.add(number)

    def _quoted_label(self, start: int, end: int) -> None:
        tail = re.compile(rf"”[{HAN}、]{{0,20}}?案(?!例|值|情|发|件)").match(self.form, end)
        if tail is not None:
            self._add(start - 1, tail.end(), "label")

    def _told(self) -> None:
        for match in self.words.numbered.finditer(self.form):
            self._tell(match.span(1))
        for match in self.words.within.finditer(self.form):
            self._tell(match.span(1))
        at = 0
        while (told := self.words.told.search(self.form, at)) is not None:
            at = self._tell(told.span(1)) or told.start() + 1
            while at > told.end() - 1 and (more := self.words.further.match(self.form, at)) is not None:
                at = self._tell(more.span(1)) or at + 1

    def _of_places(self) -> None:
        """Find cases that a place and a deed name, one after the other in a list."""
        for end in re.finditer(
            r"(?<![到归立报破结备涉办作积命大要本该档方])案(?=[，。；、：！）\n”和及由…]|$|等)", self.form
        ):
            low = max(0, end.start() - 44)
            start = low
            for mark in re.compile(
                r"[，。；：！\n（]|案[、和及]|[：:]|(?<=案)、|如|包括|(?:^|(?<=[，。；\n]))(?:其中)?(?:关于|在)"
            ).finditer(self.form, low, end.start()):
                start = mark.end()
            place = self.places.at(self.form, start)
            if place is None or place.foreign or end.end() - place.end < 5:
                continue
            if not self._in_body(start) and not self.acts.search(self.form, start, end.start()):
                self._add(start, end.end(), "told")

    def _tell(self, span: Range) -> int:
        """Note a case told in a sentence; return where it ends, 0 when the words single none out."""
        start, end = span
        words = self.form[start:end]
        if self.words.generic.fullmatch(words) or _GENERIC_DEED.match(words) or words.endswith("等案件"):
            return 0
        if (words.endswith("案件") and not re.search(r"特大|“", words)) or words.endswith("积案"):
            return 0
        self._add(start, end, "told")
        return end

    def _add(self, start: int, end: int, how: str) -> None:
        while self.form[start] in "的了、":
            start += 1
        start = self._with_place(start)
        old = self.taken.overlapping(start, end)
        if old is None:
            self.taken.add(start, end)
            self.kinds[start, end] = how
        elif how != "heading" and old[0] > start:
            new = (start, max(end, old[1]))
            if self.taken.overlapping(start, old[0]) is None:
                self.taken.replace(old, new)
                del self.kinds[old]
                self.kinds[new] = how

    def _with_place(self, start: int) -> int:
        """Return where a case's name begins with the place that stands right before it."""
        for begin in range(max(0, start - 14), start):
            place = self.places.at(self.form, begin)
            if place is not None and place.end == start and not self._in_body(begin):
                return begin
        return start

    def _in_body(self, at: int) -> bool:
        index = bisect_right(self.bodies, at, key=lambda r: r.start) - 1
        return index >= 0 and self.bodies[index].end > at

    # The result.

    def _finish(self) -> tuple[FoundCase, ...]:
        taken: dict[str, int] = {}
        groups: dict[str, list[tuple[int, int, str]]] = {}
        for (start, end), how in sorted(self.kinds.items()):
            label = re.search(_DATE, self.form[start:end])
            own = label.group() if label else self.form[start:end]
            key = next((k for k in groups if k == own or (label is None and k.endswith(own))), own)
            groups.setdefault(key, []).append((start, end, how))
        found = []
        ordered = sorted(groups.values(), key=lambda g: g[0])
        for number, group in enumerate(ordered):
            start, end, how = group[0]
            following = ordered[number + 1][0][0] if number + 1 < len(ordered) else len(self.content)
            names = [name for s, e, _ in group for name in self._names(s, e)]
            found.append(
                FoundCase(
                    key=free_key(slug(names[0]) or "case", taken),
                    names=tuple(dict.fromkeys(names)),
                    spans=tuple((s, e) for s, e, _ in group),
                    confidence={"label": 0.9, "heading": 0.85, "person": 0.8}.get(how, 0.7),
                    place=self._place(start, end),
                    scope=(start, self._scope_end(start, end, how, following)),
                )
            )
        return tuple(found)

    def pointed_at(self, found: tuple[FoundCase, ...]) -> list[Reference]:
        """Return what points back to a case: its place and no more ("临沂案件"), "该案" after it."""
        short = {case.place + tail: case.key for case in found if case.place for tail in ("案件", "案")}
        references = []
        for start, end, key in Words(short).find(self.form):
            if self.form[max(0, start - 1) : start] not in ("”", "某") and self.taken.overlapping(start, end) is None:
                references.append(Reference(start, end, key, "case", named=False))
        ordered = sorted((case.spans[0][0], case.key) for case in found)
        for match in re.finditer("该案(?!例)|此案|本案", self.form):
            at = bisect_right(ordered, (match.start(), "")) - 1
            if at >= 0 and match.start() - ordered[at][0] < 400:
                references.append(Reference(*match.span(), ordered[at][1], "case", named=False))
        return references

    def _names(self, start: int, end: int) -> list[str]:
        """Return a case's wordings: with its place and without."""
        names = [self.content[start:end]]
        accused = re.match("被告人|嫌疑人", self.form[start:end])
        if accused is not None:
            names.append(self.content[start + accused.end() : end])
        if self.form[start:end].endswith("一案"):
            names.append(self.content[start : end - 2] + self.content[end - 1])
        place = self.places.at(self.form, start)
        worked = _WORKED.search(self.form, start, end)
        if worked is not None and worked.end() < end - 3:
            names.append(self.content[worked.end() : end])
        elif place is not None and place.end < end - 3:
            names.append(self.content[place.end : end])
        return names

    def _place(self, start: int, end: int) -> str | None:
        place = self.places.at(self.form, start)
        if place is not None and place.end < end:
            return self.content[place.start : place.end]
        waters = self.words.waters.match(self.form, start, end)
        if waters is not None:
            return self.content[waters.start() : waters.end()]
        for begin in range(start, end):
            inner = self.places.at(self.form, begin)
            if inner is not None and inner.end <= end:
                return self.content[inner.start : inner.end]
        for begin in range(max(0, start - 8), start):
            before = self.places.at(self.form, begin)
            if before is not None and before.end < start and _WORKED.fullmatch(self.form, before.end, start):
                return self.content[before.start : before.end]
        sentence = self.text.sentences[self.text.sentence_at(start)]
        near = [r for r in self.bodies if sentence.start <= r.start < start and self.place_of.get(r.key)]
        return self.place_of[near[-1].key] if near else None

    def _scope_end(self, start: int, end: int, how: str, following: int) -> int:
        sentence = self.text.sentences[self.text.sentence_at(start)]
        if how != "heading":
            return min(following, sentence.end) if following > end else sentence.end
        block = self.text.block_at(start)
        last = self.text.blocks[block].end
        if block - 1 in self.headed:
            return min(last, following) if following > end else last  # one of a list of names alone
        for nearby in self.text.blocks[block + 1 : block + 6]:
            if nearby.start >= following or _HEADING.match(self.form, nearby.start, nearby.end):
                break
            last = nearby.end
            if nearby.end - nearby.start > 24:
                break
        return min(last, following) if following > end else last


def find_cases(
    text: Text, lexicon: Lexicon, agencies: Agencies, labels: Iterable[Range]
) -> tuple[tuple[FoundCase, ...], tuple[Reference, ...]]:
    """Return the cases a text singles out, and every reference to them."""
    reader = CaseReader(text, lexicon, agencies, labels)
    found = reader.read()
    references = [Reference(s, e, case.key, "case") for case in found for s, e in case.spans]
    references += reader.pointed_at(found)
    return found, tuple(sorted(references, key=lambda r: r.start))
