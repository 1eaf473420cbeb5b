"""Officials of a Chinese text: a chain of bodies and posts, and the name behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundOfficial, Reference, Turn
from kg.extract.text import Range, Text
from kg.extract.wording import free_key, slug
from kg.extract.zh.agencies import Agencies
from kg.extract.zh.quoted import readable
from kg.extract.zh.words import Words, one_of

_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,7}){1,3}")
_LABEL = re.compile(r"(?m)^[ \t]*(?:【([^】\n]{1,24})】|([\u4e00-\u9fff·]{1,24})[：:])")
_LONGEST_CHAIN = 160
_NEARBY = 10_000
_PARTICLES = frozenset("对在就说称将与和向于也还则为")


@dataclass(frozen=True, slots=True, eq=False)
class OfficialWords:
    """A lexicon's words of officials, compiled."""

    title: re.Pattern[str]
    before: re.Pattern[str]
    chained: re.Pattern[str]
    follows: re.Pattern[str]
    surnames: frozenset[str]
    compound: frozenset[str]
    doubtful: frozenset[str]
    barred: frozenset[str]
    never: frozenset[str]
    questions: tuple[str, ...]
    hosts: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Officials:
    """The officials found, their references, and the turns in which a press conference is told."""

    found: tuple[FoundOfficial, ...]
    references: tuple[Reference, ...]
    turns: tuple[Turn, ...]


@dataclass(slots=True)
class _Person:
    name: str
    role: str
    agencies: dict[str, None] = field(default_factory=dict)
    spans: list[Range] = field(default_factory=list)


@lru_cache(maxsize=4)
def official_words(lexicon: Lexicon) -> OfficialWords:
    """Return the words of officials of a lexicon, compiled once."""
    table = lexicon.table("officials")
    titles, between = one_of(table.get("titles", [])), one_of(table.get("between", []))
    return OfficialWords(
        title=re.compile(titles),
        before=re.compile(f"(?:{between}|、)*$"),
        chained=re.compile(f"{titles}(?:[、兼]|（[^）]{{1,12}}）)*$"),
        follows=re.compile(rf"{one_of(table.get('follows', []))}|[^\u4e00-\u9fff]|$"),
        surnames=frozenset(table.get("surnames", "")),
        compound=frozenset(table.get("compound", [])),
        doubtful=frozenset(table.get("doubtful", "")),
        barred=frozenset(table.get("barred", "")),
        never=frozenset(table.get("never", "")),
        questions=tuple(table.get("questions", [])),
        hosts=tuple(table.get("hosts", [])),
        answers=tuple(table.get("answers", [])),
    )


class OfficialReader:
    """Reads the officials of one text."""

    def __init__(self, text: Text, lexicon: Lexicon, agencies: Agencies) -> None:
        self.text, self.content = text, text.content
        self.form = readable(text.content)
        self.words = official_words(lexicon)
        self.bodies = sorted((r for r in agencies.references if r.named), key=lambda r: r.start)
        self.starts = [r.start for r in self.bodies]
        self.parents = {a.key: a.parent for a in agencies.found}
        self.ends = {r.key: self.form[r.end - 1] for r in self.bodies}
        self.foreign = {a.key for a in agencies.found if a.foreign}
        self.people: dict[str, _Person] = {}

    def read(self) -> Officials:
        """Return the officials, every reference to them, and the turns."""
        last: _Person | None = None
        for title in self.words.title.finditer(self.form):
            begin = title.end()
            if self.form[begin : begin + 1] in (" ", "：", ":", "　"):
                begin += 1
            name = self._name_at(begin)
            if name is None and self._of_foreign(title.start()):
                name = self._foreign_at(begin)
            if name is None and self.form[title.end() : title.end() + 1] == "）":
                begin, name = self._before_bracket(title)
            if name is None or self.words.title.match(self.form, begin):
                continue
            last = self._note(title, begin, name, last)
        self._elsewhere()
        return self._finish()

    # Names.

    def _name_at(self, begin: int) -> str | None:
        """Return the personal name that begins at an offset."""
        form, words = self.form, self.words
        foreign = _FOREIGN.match(form, begin)
        if foreign is not None:
            return self._cut_foreign(foreign.group())
        if form[begin : begin + 2] in words.compound:
            size = 2
        elif form[begin : begin + 1] in words.surnames:
            size = 1
        else:
            return None
        spaced = re.compile(r"[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff](?![\u4e00-\u9fff])").match(form, begin)
        if spaced is not None and size == 1:
            return spaced.group()
        fitting = [
            end
            for end in (begin + size + 2, begin + size + 1)
            if (follow := words.follows.match(form, end)) is not None
            and self._plausible(form[begin + size : end], end - begin - size, sure=follow.end() - follow.start() > 1)
        ]
        if fitting:
            return form[begin : self._better(begin, fitting)]
        if form[begin] in words.doubtful:
            return None
        whole = form[begin : begin + size + 2]
        if self._plausible(whole[size:], 2) and self._said(whole, begin) > 1:
            return whole
        return None

    def _better(self, begin: int, ends: list[int]) -> int:
        """Return the likelier of two ends: the one the text repeats, else by what follows."""
        if len(ends) == 1:
            return ends[0]
        longer, shorter = ends
        third = self.words.follows.match(self.form, shorter)
        if third is not None and third.end() - third.start() > 1:
            return shorter  # a whole verb begins where the shorter name ends
        repeated = self._said(self.form[begin:longer], begin), self._said(self.form[begin:shorter], begin)
        return shorter if repeated[1] > repeated[0] else longer

    def _said(self, name: str, at: int) -> int:
        """Return how often a name stands near: the whole of any but a very long document."""
        return self.form.count(name, max(0, at - _NEARBY), at + _NEARBY)

    def _plausible(self, given: str, size: int, *, sure: bool = False) -> bool:
        """Whether characters may be a given name; with a whole verb behind them, words such as 和 and 向 may too."""
        barred = self.words.never if sure else self.words.barred
        return (
            len(given) == size and all("\u4e00" <= c <= "\u9fff" for c in given) and not any(c in barred for c in given)
        )

    def _cut_foreign(self, name: str) -> str:
        """Return a foreign name without the verb that runs on from it."""
        head, _, tail = name.rpartition("·")
        for size in range(2, len(tail)):
            follow = self.words.follows.match(tail, size)
            if follow is not None and (follow.end() - follow.start() > 1 or tail[size] in _PARTICLES):
                return f"{head}·{tail[:size]}"
        return name

    def _foreign_at(self, begin: int) -> str | None:
        """Return a foreign name without a dot, when a verb shows where it ends: "素叻切出席"."""
        for size in range(2, 7):
            words = self.form[begin : begin + size]
            if len(words) < size or not all("\u4e00" <= c <= "\u9fff" for c in words):
                return None
            follow = self.words.follows.match(self.form, begin + size)
            if follow is not None and (
                follow.end() - follow.start() > 1 or self.form[begin + size : begin + size + 1] in ("、", "，")
            ):
                return words
        return None

    # Posts.

    def _note(self, title: re.Match[str], begin: int, name: str, last: _Person | None) -> _Person | None:
        chain, bodies = self._chain(title)
        sentence = self.text.sentences[self.text.sentence_at(title.start())] if self.text.sentences else None
        if not bodies:
            if last is not None and sentence is not None and last.spans[-1][0] >= sentence.start:
                bodies = self._with_head(title.group(), list(last.agencies)[:1])
            elif not (bodies := self._near(title.start(), sentence.start if sentence else 0)):
                return last
        person = self.people.setdefault(name, _Person(name, self.content[chain : title.end()]))
        person.agencies.update(dict.fromkeys(bodies))
        person.spans.append((begin, begin + len(name)))
        return person

    def _with_head(self, title: str, bodies: list[str]) -> list[str]:
        """Return the body that a bare post after another's is of: "副局长" after a section head is of the bureau."""
        head = title.lstrip("副代")[:1]
        key: str | None = bodies[0] if bodies else None
        for _ in range(4):
            if key is None or self.ends.get(key) == head:
                break
            key = self.parents.get(key)
        return [key] if key is not None else bodies

    def _chain(self, title: re.Match[str]) -> tuple[int, list[str]]:
        """Return where the chain of posts before a name begins, and the bodies its posts are of."""
        form, at = self.form, title.start()
        found: list[str] = []
        low = max(0, at - _LONGEST_CHAIN)
        while True:
            gap = self.words.before.search(form, low, at)
            reach = gap.start() if gap is not None else at
            body = self._body_ending(reach, at)
            if body is not None:
                found.append(body.key)
                at = body.start
            earlier = self.words.chained.search(form, low, at)
            if earlier is None:
                return at, list(reversed(found))
            at = earlier.start()

    def _body_ending(self, low: int, high: int) -> Reference | None:
        """Return the body whose name ends in [low, high], the longest."""
        index = bisect_left(self.starts, high)
        for body in reversed(self.bodies[max(0, index - 8) : index]):
            if low <= body.end <= high:
                return body
        return None

    def _before_bracket(self, title: re.Match[str]) -> tuple[int, str | None]:
        """Return the name whose post stands in brackets behind it, and where it begins: "林晓（公安部发言人）"."""
        opening = self.form.rfind("（", max(0, title.start() - 60), title.start())
        for size in (4, 3, 2):
            begin = opening - size
            if begin < 0 or opening < 0 or "\u4e00" <= self.form[begin - 1 : begin] <= "\u9fff":
                continue
            name = self.form[begin:opening]
            family = 2 if name[:2] in self.words.compound else 1
            known = family == 2 or name[0] in self.words.surnames
            if known and self._plausible(name[family:], size - family) and size - family < 3:
                return begin, name
        return title.end(), None

    def _of_foreign(self, at: int) -> bool:
        """Whether the body right before a post is of another country."""
        index = bisect_left(self.starts, at)
        return bool(index) and self.bodies[index - 1].key in self.foreign and at - self.bodies[index - 1].end < 4

    def _near(self, at: int, low: int) -> list[str]:
        """Return the body named last before a bare post in its sentence, right before it or near."""
        index = bisect_left(self.starts, at)
        if index and self.bodies[index - 1].start >= low and at - self.bodies[index - 1].end <= 12:
            return [self.bodies[index - 1].key]
        head = self.form[at] if self.form[at] != "副" else self.form[at + 1]
        head = "院" if head == "检" else head  # a chief procurator is of a procuratorate
        for body in reversed(self.bodies[max(0, index - 12) : index]):
            if self.form[body.end - 1] == head and head in "局部厅院署司处队" and at - body.end < 300:
                return [body.key]
        return []

    # Elsewhere in the text.

    def _elsewhere(self) -> None:
        for start, end, name in Words({name: name for name in self.people}).find(self.form):
            person = self.people[name]
            if (start, end) not in person.spans:
                person.spans.append((start, end))

    def _turns(self, keys: dict[str, str]) -> tuple[Turn, ...]:
        labels = []
        for match in _LABEL.finditer(self.form):
            label = match.group(1) or match.group(2)
            speaker = next((keys[name] for name in keys if label.endswith(name) or label.startswith(name)), None)
            asked = any(label.startswith(word) or label.endswith(word) for word in self.words.questions)
            if speaker or asked or label in self.words.hosts or label in self.words.answers:
                labels.append((match.start(), speaker, asked))
        ends = [start for start, _, _ in labels[1:]] + [len(self.content)]
        if len(labels) < 2:
            return ()
        return tuple(Turn(s, e, k, q) for (s, k, q), e in zip(labels, ends, strict=True))

    def _finish(self) -> Officials:
        taken: dict[str, int] = {}
        found, references, keys = [], [], {}
        for name, person in self.people.items():
            spans = tuple(sorted(person.spans))
            printed = self.content[spans[0][0] : spans[0][1]]
            key = free_key(slug(printed) or "official", taken)
            keys[name] = key
            found.append(
                FoundOfficial(
                    key=key,
                    names=tuple(dict.fromkeys([printed, re.sub(r"\s", "", printed)])),
                    spans=spans,
                    confidence=0.95 if len(spans) > 1 else 0.88,
                    role=person.role or None,
                    agencies=tuple(person.agencies),
                )
            )
            references += [Reference(s, e, key, "official") for s, e in spans]
        return Officials(tuple(found), tuple(sorted(references, key=lambda r: r.start)), self._turns(keys))


def find_officials(text: Text, lexicon: Lexicon, agencies: Agencies) -> Officials:
    """Return the persons who speak or act for bodies, and the turns of a press conference."""
    return OfficialReader(text, lexicon, agencies).read()
