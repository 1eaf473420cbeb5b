"""The occasion a document reports: a press conference, a meeting or an announcement, with its day and place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kg.extract.en.agencies import Agencies
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.event_days import as_date, told_of
from kg.extract.en.event_places import find_place
from kg.extract.en.periods import find_times
from kg.extract.lexicon import Lexicon, Phrases
from kg.extract.mentions import FoundEvent, Reference
from kg.extract.text import BlockKind, Range, Text
from kg.extract.times import TimeSpan, write_stamp

_OPENING = 1500
"""Code points: where a document says when it was published and what it reports."""


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """The event words of a lexicon."""

    press: Phrases
    meeting: Phrases
    announcing: Phrases
    today: Phrases
    before: re.Pattern[str]
    held: re.Pattern[str]
    held_by: re.Pattern[str]
    closing: re.Pattern[str]
    passing: re.Pattern[str]
    same_day: re.Pattern[str]
    writing: re.Pattern[str]
    weekdays: dict[str, int]


@lru_cache(maxsize=16)
def event_words(lexicon: Lexicon) -> EventWords:
    """Return the lexicon's event words, compiled once."""

    def any_of(key: str, after: str = "") -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in lexicon.words("events", key))
        return re.compile(rf"\b(?:{words}){after}\b", re.I)

    return EventWords(
        press=lexicon.phrases("events", "press"),
        meeting=lexicon.phrases("events", "meeting"),
        announcing=lexicon.phrases("events", "announcing"),
        today=lexicon.phrases("events", "today"),
        before=any_of("before"),
        held=any_of("held"),
        held_by=any_of("held_by"),
        closing=any_of("closing"),
        passing=any_of("passing"),
        same_day=any_of("same_day"),
        writing=any_of("writing"),
        weekdays={w.lower(): n for n, w in enumerate(lexicon.words("events", "weekdays"))},
    )


class EventReader:
    """Reads the one occasion a text reports."""

    def __init__(
        self,
        text: Text,
        lexicon: Lexicon,
        reader: NamingReader,
        agencies: Agencies,
        published: str | None,
        hint: str | None = None,
    ) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = event_words(lexicon)
        self.lexicon = lexicon
        self.reader = reader
        self.agencies = agencies
        self.published = published
        self.hint = hint

    @cached_property
    def times(self) -> tuple[TimeSpan, ...]:
        """The stated times of the document's opening."""
        return find_times(self.text.content[: 4 * _OPENING], self.lexicon, self.published)

    @cached_property
    def reposted(self) -> str | None:
        """The month a reposted text speaks from, when its page is years newer."""
        return told_of(self.text, self.lexicon, self.published)

    def read(self) -> FoundEvent | None:
        """Return the occasion; None where the text reports none in particular."""
        return self._press() or self._meeting() or self._announcement()

    def _hits(self, phrases: Phrases) -> Iterator[tuple[int, int]]:
        for first, last, _ in phrases.find(self.tokens):
            if self.tokens.start[first] > 4 * _OPENING:
                return
            yield first, last

    def _press(self) -> FoundEvent | None:
        """Find the press conference: the naming with a day of its own before one in a title."""
        best: FoundEvent | None = None
        for first, last in self._hits(self.words.press):
            sentence = self._sentence(first)
            if self.tokens.low[first] == "briefing" and self.tokens.start[first] > 200:
                continue
            if self.words.before.search(self.text.content[sentence[0] : sentence[1]]):
                continue
            day = self._day(sentence, first) or self._that_day(sentence, first)
            found = self._event("press-conference", first, last, 0.9, day=day)
            if day is not None and found.hosts:
                return found
            if best is None or (day is not None and best.date != day):
                best = (
                    found
                    if best is None
                    else replace(found, hosts=found.hosts or best.hosts, place=found.place or best.place)
                )
            elif found.hosts and not best.hosts:
                best = replace(best, hosts=found.hosts, spans=found.spans)
        return best

    def _that_day(self, sentence: Range, cue: int) -> str | None:
        """Return the day of the sentence before for "at a press conference that day"."""
        words = self.text.content[sentence[0] : sentence[1]]
        if not self.words.same_day.search(words):
            return None
        for i in range(cue, max(0, cue - 80), -1):
            if self.tokens.low[i] in self.words.weekdays:
                return self._last(self.words.weekdays[self.tokens.low[i]])
        return None

    def _meeting(self) -> FoundEvent | None:
        """Find the meeting: the naming that says who held it before one that does not."""
        best: FoundEvent | None = None
        for found in self._meetings():
            if found.hosts:
                if best is None:
                    return found
                return replace(best, hosts=found.hosts, date=found.date or best.date, place=best.place or found.place)
            best = best or found
        return best

    def _meetings(self) -> Iterator[FoundEvent]:
        for first, last in self._hits(self.words.meeting):
            sentence = self._sentence(first)
            start = self.tokens.start[first]
            said = self.text.content[sentence[0] : sentence[1]]
            closing = self.words.closing.search(said)
            if not (closing or self.words.held.search(said)):
                continue
            opening = start < _OPENING // 2
            if not (opening or closing) or self.words.passing.search(said):
                continue
            if not any(sentence[0] <= t.start < sentence[1] for t in self.times) and not opening:
                continue
            yield self._event("meeting", first, last, 0.85)

    def _announcement(self) -> FoundEvent | None:
        """Find who announced it and on what day: "today announced", "said on Wednesday"."""
        for first, last in self._hits(self.words.announcing):
            sentence = self._sentence(first)
            start = self.tokens.start[first]
            if self.text.blocks[self.text.sentences[self.text.sentence_at(start)].block].kind is BlockKind.HEADING:
                continue
            if self.words.writing.search(self.text.content[sentence[0] : sentence[1]]):
                continue
            day = self._day(sentence, first)
            if day is None or not self._near_published(day):
                continue
            hosts = self._hosts(sentence, start)
            if not hosts and self.tokens.low[first : first + 2] != ("made", "public"):
                continue
            return self._event("announcement", first, last, 0.85, day=day, hosts=hosts)
        return None

    def _near_published(self, day: str) -> bool:
        a, b = as_date(day), as_date(self.published)
        return a is not None and (b is None or 0 <= (b - a).days <= 31)

    def _sentence(self, token: int) -> Range:
        sentence = self.text.sentences[self.text.sentence_at(self.tokens.start[token])]
        return (sentence.start, sentence.end)

    def _day(self, sentence: Range, cue: int) -> str | None:
        """Return the day that a sentence gives to the words of announcing at token `cue`."""
        tokens = self.tokens
        for i in range(max(0, cue - 6), min(len(tokens), cue + 8)):
            if sentence[0] <= tokens.start[i] < sentence[1] and self.words.today.match(tokens, i):
                return self.published
        for i in range(max(0, cue - 8), min(len(tokens), cue + 8)):
            low = tokens.low[i]
            if low in self.words.weekdays and sentence[0] <= tokens.start[i] < sentence[1]:
                return self._last(self.words.weekdays[low])
        start = tokens.start[cue]
        stated = [
            t
            for t in self.times
            if t.kind == "date"
            and sentence[0] <= t.start < sentence[1]
            and t.low == t.high
            and t.lead in ("", "within", "from")
            and abs(t.start - start) < 110
        ]
        for each in stated:
            day = self._stamp(each)
            if day is not None and len(day) == 10:
                return day
        return None

    def _last(self, weekday: int) -> str | None:
        """Return the last such weekday up to the day of publication."""
        published = as_date(self.published)
        if published is None:
            return None
        return (published - datetime.timedelta(days=(published.weekday() - weekday) % 7)).isoformat()

    def _hosts(self, sentence: Range, cue: int) -> tuple[str, ...]:
        inside = [r for r in self.agencies.references if sentence[0] <= r.start < sentence[1]]
        before = [r for r in inside if r.end <= cue]
        after = [r for r in inside if r.start > cue]
        said = self.text.content[sentence[0] : sentence[1]]
        if before and (not re.search(r",[^,]{0,40}\Z", said[: cue - sentence[0]]) or before[-1].end > cue - 25):
            return self._list_before(before)
        return (before[-1].key,) if before else (after[0].key,) if after else ()

    def _list_before(self, before: list[Reference]) -> tuple[str, ...]:
        """Return the bodies of the list that ends with the last one: "A, B and C announced"."""
        found = [before[-1].key]
        for earlier, later in zip(before[-2::-1], before[:0:-1], strict=False):
            if not re.fullmatch(
                r"(?: \([^)]*\)|\))?,?(?: and)? (?:the |\()?", self.text.content[earlier.end : later.start]
            ):
                break
            found.append(earlier.key)
        return tuple(dict.fromkeys(reversed(found)))

    def _event(
        self,
        kind: str,
        first: int,
        last: int,
        confidence: float,
        *,
        day: str | None = None,
        hosts: tuple[str, ...] = (),
    ) -> FoundEvent:
        sentence = self._sentence(first)
        cue = (self.tokens.start[first], self.tokens.end[last - 1])
        day = day or self._event_day(sentence, first)
        return FoundEvent(
            key="e1",
            kind=kind,
            date=day,
            place=find_place(self.text, self.reader, sentence),
            hosts=hosts or self._event_hosts(sentence, cue),
            spans=(cue,),
            confidence=confidence,
        )

    def _event_day(self, sentence: Range, cue: int) -> str | None:
        day = self._day(sentence, cue)
        if day is not None:
            return day
        if self.reposted is not None:
            return self.reposted
        near = [
            t
            for t in self.times
            if t.kind in ("date", "month") and sentence[0] - 250 <= t.start < sentence[1] + 60 and t.low == t.high
        ]
        near.sort(key=lambda t: (not sentence[0] <= t.start < sentence[1], t.kind != "date"))
        for each in near:
            stamp = self._stamp(each)
            if stamp is not None and len(stamp) >= 7:
                return stamp
        return self.published or self.hint

    def _stamp(self, time: TimeSpan) -> str | None:
        """Return a stated date, its year taken from the campaign's edition where the text prints none."""
        year, month, day = time.low
        if year is None and self.hint is not None:
            return write_stamp((int(self.hint), month, day))
        return write_stamp(time.low)

    def _event_hosts(self, sentence: Range, cue: Range) -> tuple[str, ...]:
        """Return who holds it: the bodies before "held a press conference", or after "held by"."""
        content = self.text.content
        inside = [r for r in self.agencies.references if sentence[0] <= r.start < sentence[1]]
        by = self.words.held_by.search(content, cue[1], min(sentence[1], cue[1] + 60))
        if by is not None:
            after = [r for r in inside if r.start >= by.end()]
            return (after[0].key,) if after else ()
        before = [r for r in inside if r.end <= cue[0]]
        if not before:
            of = [r for r in inside if 0 <= r.start - cue[1] < 12]
            return tuple(r.key for r in of[:1])
        held = self.words.held.search(content[before[0].end : cue[0]])
        if held is None:
            return (before[0].key,) if content[before[-1].end : cue[0]].strip() in ("", "holds") else ()
        stop = before[0].end + held.start()
        parts = [r for r in before if r.end <= stop]
        by_key = {a.key: a for a in self.agencies.found}
        return tuple(dict.fromkeys(r.key for r in parts if not any(by_key[p.key].parent == r.key for p in parts)))


def find_event(
    text: Text,
    lexicon: Lexicon,
    reader: NamingReader,
    agencies: Agencies,
    published: str | None,
    hint: str | None = None,
) -> FoundEvent | None:
    """Return the occasion a document reports, if it reports one; `hint` is a year for dates printed without one."""
    return EventReader(text, lexicon, reader, agencies, published, hint).read()
