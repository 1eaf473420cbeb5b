"""The occasion a Chinese document reports: a press conference, a meeting, or what a body makes known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundEvent, Reference
from kg.extract.text import Range, Sentence, Text
from kg.extract.zh.agencies import Agencies
from kg.extract.zh.places import place_reader
from kg.extract.zh.quoted import readable
from kg.extract.zh.words import one_of

_DATE = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)年|(?P<rel>今年|去年|当年|同年))?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日|[今昨前](?:天|日)?（(?P<d3>\d{1,2})(?:日）|）日)|(?P<y2>(?:19|20)\d\d)年(?P<m2>\d{1,2})月(?!\d)"
)
_DATELINE = re.compile(
    r"(?:本社|本报|新华社|中新社|人民网|央视网)[\u4e00-\u9fff、]{1,8}?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日[电讯]"
    r"|[\u4e00-\u9fff]{2,4}(\d{1,2})月(\d{1,2})日[电讯]"
)
_STAMP = re.compile(r"((?:19|20)\d\d)(?:([-/.])|年)(\d{1,2})[-月/.](\d{1,2})日?")
_BYLINE = re.compile(r"来源|发布|时间|记者|星期|编辑|发表|作者|发稿|新闻稿|供稿")
_NUMERAL = {"元": 1, **{c: i for i, c in enumerate("零一二三四五六七八九十")}}
_SPELLED = re.compile(
    r"(?:([一二三四五六七八九零]{4})年)?([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_MINGUO = re.compile(r"(?<!\d)(?:民国)?(1[01]\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_EARLY = 8
"""Sentences in which a document says what occasion it reports."""
_SPOKESMAN = re.compile(r"有关负责人(?:\d{1,2}月)?\d{1,2}日(?:表示|介绍|透露|说)")
_LATELY = re.compile("近日|日前|今日|今天|昨日|昨天|近期|当日")
_FOLLOWING = re.compile(r"现将[^。\n]{0,40}?(?:通报|公布|发布)如下|现(?:集中)?(?:发布|公布|通报)")


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """A lexicon's words of occasions, compiled."""

    press: re.Pattern[str]
    meeting: re.Pattern[str]
    held: re.Pattern[str]
    announcing: re.Pattern[str]
    strong: re.Pattern[str]
    published: re.Pattern[str]
    comments: tuple[str, ...]


@lru_cache(maxsize=4)
def event_words(lexicon: Lexicon) -> EventWords:
    """Return the words of occasions of a lexicon, compiled once."""
    table = lexicon.table("events")
    return EventWords(
        press=re.compile(one_of(table.get("press", []))),
        meeting=re.compile(one_of(table.get("meeting", []))),
        held=re.compile(one_of(table.get("held", []))),
        announcing=re.compile(one_of(table.get("announcing", []))),
        strong=re.compile(one_of(table.get("strong", []))),
        published=re.compile(
            rf"{one_of(table.get('published', []))}[：:\s]*((?:19|20)\d\d)[-年/.](\d{{1,2}})[-月/.](\d{{1,2}})"
        ),
        comments=tuple(table.get("comments", [])),
    )


def find_published(text: Text, lexicon: Lexicon) -> str | None:
    """Return the day a page or dateline gives for itself."""
    form = readable(text.content)
    early = form[:600] + "\n" + form[-300:]
    for match in (_DATELINE.search(early), event_words(lexicon).published.search(early)):
        if match is not None and match.group(1):
            return _iso(match.group(1), match.group(2), match.group(3))
    for block in (*text.blocks[:6], *text.blocks[6:][-3:]):
        if block.end - block.start < 70 and (match := _STAMP.search(form, block.start, block.end)):
            words = form[block.start : block.end]
            alone = len(re.findall(r"[\u4e00-\u9fff]", _STAMP.sub("", words))) < 26
            if alone and (match.group(2) or _BYLINE.search(words) or words.strip() == match.group()):
                return _iso(match.group(1), match.group(3), match.group(4))
    return None


def _iso(year: str, month: str, day: str | None) -> str | None:
    if not 1 <= int(month) <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day is not None else "")


def _small(words: str) -> int:
    """Return the value of a numeral up to ninety-nine: "二十五"."""
    tens, ten, ones = words.rpartition("十")
    return (_NUMERAL.get(tens, 1) * 10 if ten else 0) + _NUMERAL.get(ones, 0)


class EventReader:
    """Reads the occasion of one text."""

    def __init__(
        self, text: Text, lexicon: Lexicon, agencies: Agencies, published: str | None, year: str | None
    ) -> None:
        self.text, self.content = text, text.content
        self.form = readable(text.content)
        self.words = event_words(lexicon)
        self.bodies = list(agencies.references)
        self.published = published
        self.year = year or (published[:4] if published else None)
        self.place_reader = place_reader(lexicon)
        self.collective = {a.key for a in agencies.found if a.collective and not a.place}

    def read(self) -> FoundEvent | None:
        """Return the occasion; None when the document reports none."""
        sentences = self.text.sentences[: _EARLY + 2]
        title = self.form[: self.text.blocks[0].end] if self.text.blocks else ""
        if any(word in title[:12] for word in self.words.comments):
            return None
        for titled in (False, True):
            for kind, pattern in (("press-conference", self.words.press), ("meeting", self.words.meeting)):
                for sentence in sentences:
                    for match in pattern.finditer(self.form, sentence.start, sentence.end):
                        if self._is_held(kind, match, sentence.start) and titled == (not self._verb(match)):
                            return self._event(kind, match.start(), sentence.start, sentence.end)
        return self._made_known(sentences) or self._weaker()

    def _made_known(self, sentences: tuple[Sentence, ...]) -> FoundEvent | None:
        """Return what is made known below the title: said at a press conference, or announced by a body."""
        for sentence in sentences:
            if sentence.start == 0 and len(sentences) > 1:
                continue
            for match in self.words.press.finditer(self.form, sentence.start, sentence.end):
                if self.form[match.end() : match.end() + 1] == "上":
                    return self._event("press-conference", match.start(), sentence.start, sentence.end)
            for match in self.words.strong.finditer(self.form, sentence.start, sentence.end):
                if self._host(sentence.start, match.start()) is not None:
                    return self._event("announcement", match.start(), sentence.start, sentence.end)
        return None

    def _weaker(self) -> FoundEvent | None:
        """Return an announcement from weaker words: a body that deploys or says something at the very beginning."""
        for sentence in self.text.sentences[:_EARLY]:
            for match in self.words.announcing.finditer(self.form, sentence.start, sentence.end):
                host = self._host(sentence.start, match.start())
                dated = _DATE.search(self.form, sentence.start, match.start()) or _LATELY.search(
                    self.form, sentence.start, match.start()
                )
                if self.form[sentence.start : sentence.start + 1] == "据":
                    continue
                if host is not None and (dated is not None or sentence.start == 0 or match.group() in ("通报", "公布")):
                    return self._event("announcement", match.start(), sentence.start, sentence.end)
            said = _SPOKESMAN.search(self.form, sentence.start, sentence.end)
            if said is not None and self._host(sentence.start, said.start()) is not None:
                return self._event("announcement", said.start(), sentence.start, sentence.end)
            following = _FOLLOWING.search(self.form, sentence.start, sentence.end)
            if following is not None:
                return self._event("announcement", following.start(), sentence.start, sentence.end)
        return None

    def _verb(self, match: re.Match[str]) -> bool:
        """Whether a verb of holding stands beside the word for an occasion."""
        low = max(0, match.start() - 30, self.form.rfind("。", 0, match.start()) + 1)
        behind = re.compile("[^，。；\n]{0,14}").match(self.form, match.end())
        return bool(
            self.words.held.search(self.form, low, match.start())
            or self.words.held.search(self.form, match.end(), behind.end() if behind else match.end())
        )

    def _is_held(self, kind: str, match: re.Match[str], start: int) -> bool:
        """Whether an occasion is the one reported: it is held here, or the title or first lines speak of it."""
        form = self.form
        before = form[start : match.start()]
        if re.search(r"去年|上次|此前|曾|当年\d", before[-40:]) or form[match.end() : match.end() + 1] in (
            "室",
            "厅",
            "精",
            "纪",
        ):
            return False
        if kind == "meeting" and re.search(r"大会|全会|代表|常委|理论|中央", before[-8:]):
            return False
        if self._verb(match):
            return True
        opening = self.text.sentences[min(1, len(self.text.sentences) - 1)].end
        return match.start() < opening and (start == 0 or kind == "press-conference")

    def _host(self, start: int, end: int) -> Reference | None:
        """Return the body that acts before `end` in a sentence."""
        for body in self.bodies:
            if start <= body.start and body.end <= end:
                between = self.form[body.end : end]
                if len(between) < 60 and not re.search(r"[。；]|据了解", between):
                    return body
        return None

    def _event(self, kind: str, at: int, start: int, end: int) -> FoundEvent:
        hosts = self._hosts(start, at)
        date = self._date(start, end, at)
        return FoundEvent(
            key="e1",
            kind=kind,
            date=date,
            place=self._place(start, end),
            hosts=hosts,
            spans=((at, at + 2),) if at + 2 <= len(self.content) else (),
            confidence=0.85 if kind == "press-conference" else 0.75,
        )

    def _hosts(self, start: int, at: int) -> tuple[str, ...]:
        found: list[Reference] = []
        for body in self.bodies:
            if not start <= body.start or body.end > at:
                continue
            if not found or re.fullmatch(
                r"[、和与及]|以及|会同|联合|（[^）]*）、?|(?:、)?", self.form[found[-1].end : body.start]
            ):
                found.append(body)
        if not found:
            before = [b for b in self.bodies if b.start < start]
            first = before[0] if before else next((b for b in self.bodies if b.start < at + 200), None)
            return (first.key,) if first is not None else ()
        return tuple(dict.fromkeys(b.key for b in found))

    def _date(self, start: int, end: int, at: int) -> str | None:
        best = self._other_calendar(start, at)
        labelled = re.compile(r"(?:时间|日期)[：:]\s*").search(self.form, 0, min(len(self.form), 600))
        if labelled is not None and (match := _DATE.match(self.form, labelled.end())):
            return self._resolve(match)
        for match in _DATE.finditer(self.form, start, end):
            if self.form[match.end() : match.end() + 1] in ("至", "到", "起") or self.form[
                max(0, match.start() - 2) : match.start()
            ] in ("截至", "截止"):
                continue
            if match.start() < at and (stamp := self._resolve(match)):
                best = stamp
                break
        if best is None and at < self.text.sentences[0].end and self._titled(at):
            for match in _DATE.finditer(self.form, end, min(len(self.form), end + 200)):
                if match.group("y") and match.group("m"):
                    return self._resolve(match)
        return best or self.published

    def _titled(self, at: int) -> bool:
        """Whether the word for a press conference or meeting stands at `at`: its day may follow in the next line."""
        return bool(self.words.press.match(self.form, at) or self.words.meeting.match(self.form, at))

    def _other_calendar(self, start: int, at: int) -> str | None:
        """Return a date spelled out ("十二月十五日") or counted from 1911 ("113年5月14日")."""
        minguo = _MINGUO.search(self.form, start, at)
        if minguo is not None:
            return _iso(str(int(minguo.group(1)) + 1911), minguo.group(2), minguo.group(3))
        spelled = _SPELLED.search(self.form, start, at)
        if spelled is None:
            return None
        year = "".join(str(_NUMERAL[c]) for c in spelled.group(1) or "") or self.year
        month, day = _small(spelled.group(2)), _small(spelled.group(3))
        return _iso(year, str(month), str(day)) if year is not None else None

    def _resolve(self, match: re.Match[str]) -> str | None:
        year = match.group("y") or match.group("y2") or self.year
        month = match.group("m") or match.group("m2")
        if month is None and self.published is not None:
            month = self.published[5:7]
        if match.group("d3") and month is None:
            year, month = self._month_before(match.start(), year)
        if year is None or month is None:
            return None
        return _iso(year, month, match.group("d") or match.group("d3"))

    def _month_before(self, at: int, year: str | None) -> tuple[str | None, str | None]:
        """Return the year and month last told before "今（22）日"."""
        month: str | None = None
        for told in _DATE.finditer(self.form, 0, at):
            year = told.group("y") or told.group("y2") or year
            month = told.group("m") or told.group("m2") or month
        return year, month

    def _place(self, start: int, end: int) -> str | None:
        label = re.compile(r"地点[：:]\s*([\u4e00-\u9fff]{2,12})").search(self.form, 0, min(len(self.form), 800))
        if label is not None:
            return self.content[label.start(1) : label.end(1)]
        for match in re.compile(r"在(?:首都)?").finditer(self.form, start, end):
            if self.form[match.end() : match.end() + 1] == "京":
                return "北京"
            place = self.place_reader.at(self.form, match.end())
            if place is not None and re.match(
                r"[\u4e00-\u9fff]{0,10}?(?:举行|召开|举办|公布|通报|发布)", self.form[place.end : end]
            ):
                return self.content[place.start : place.end]
        return None


def find_event(
    text: Text, lexicon: Lexicon, agencies: Agencies, published: str | None, year: str | None
) -> FoundEvent | None:
    """Return the occasion a text reports, with the bodies that hold it; None when it reports none."""
    return EventReader(text, lexicon, agencies, published, year).read()


def span_of(event: FoundEvent) -> Range | None:
    """Return the words that speak of an occasion."""
    return event.spans[0] if event.spans else None
