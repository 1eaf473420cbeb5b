"""What else names a body found: short names in brackets, units without their body, and words that point back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.text import Range
from kg.extract.zh.bodies import BodyWords
from kg.extract.zh.body import Body
from kg.extract.zh.spans import Spans, Taken
from kg.extract.zh.words import Words

_MOST_ALIASES = 60
_LISTED = re.compile(r"[、和与及]|以及|会同|联合|（[^）]{1,30}）、?")
_LETTERS = re.compile(r"（([A-Z][A-Za-z/ -]{1,20})）")


@dataclass(slots=True)
class Group:
    """The namings of one body, as they are put together."""

    kind: str
    place: str | None
    parent: str | None
    names: dict[str, None] = field(default_factory=dict)
    spans: set[Range] = field(default_factory=set)


class ReadSpans:
    """Stretches of text that are read already, however they overlap."""

    def __init__(self, spans: Iterable[Range]) -> None:
        self._read = Spans(spans)
        self._more = Taken()

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether a stretch read has a character in common with [start, end)."""
        return self._read.overlaps(start, end) or self._more.overlapping(start, end) is not None

    def add(self, start: int, end: int) -> None:
        """Count a stretch as read."""
        self._more.add(start, end)


class AliasReader:
    """Finds further namings of bodies. `groups` and `references` are what is found so far; both grow."""

    content: str
    form: str
    words: BodyWords
    anaphors: dict[str, list[str]]
    parents: dict[str, str]
    short_units: dict[str, str]
    groups: dict[str, Group]
    references: list[tuple[int, int, str, bool]]

    def _own(self, identity: str, same: dict[str, str]) -> str:
        """Return the settled identity of a body or of a unit, whose beginning is its body's."""
        head, slash, tail = identity.partition("/")
        return same.get(head, head) + slash + "/".join(self.short_units.get(unit, unit) for unit in tail.split("/"))

    def _aliases(self, bodies: list[Body], same: dict[str, str], taken: ReadSpans) -> None:
        """Find the short names that brackets give, wherever they stand: "…工作办公室（简称追逃办）"."""
        aliases: dict[str, str] = {}
        for body in bodies:
            match = self.words.short.match(self.form, body.end) if body.spans else None
            if match is not None and len(aliases) < _MOST_ALIASES:
                name, identity = match.group(1), self._own(body.identity, same)
                start = match.start(1)
                known = self.groups.get(self.words.known.table.get(name, ""))
                own = self.groups[identity]
                if known is not None and known is not own:
                    self._merge(self.words.known.table[name], identity)
                elif self._shortens(name, self.form[body.start : body.end]) and not taken.overlaps(start, match.end(1)):
                    aliases[name] = identity
        if aliases:
            for start, end, identity in Words(aliases).find(self.form):
                if not taken.overlaps(start, end):
                    self._note(identity, start, end)
                    taken.add(start, end)

    @staticmethod
    def _shortens(name: str, full: str) -> bool:
        """Whether a name is made of a longer one's characters, in order, nearly all of them."""
        if name.isascii():
            return name[0].isupper()
        at, hits = 0, 0
        for character in name:
            found = full.find(character, at)
            if found >= 0:
                at, hits = found + 1, hits + 1
        return hits >= max(2, len(name) - 1)

    def _merge(self, other: str, identity: str) -> None:
        group = self.groups.pop(other)
        own = self.groups[identity]
        own.names.update(group.names)
        own.spans |= group.spans
        self.references = [(s, e, identity if i == other else i, n) for s, e, i, n in self.references]

    def _bare_units(self, bodies: list[Body], same: dict[str, str], taken: ReadSpans) -> None:
        """Find units named without their body: "治安管理局局长" after "公安部"."""
        units: dict[str, str] = {}
        for body in bodies:
            if body.kind == "unit" and body.parent is not None:
                if len(body.spans) < 2:
                    continue
                units.setdefault(self.form[body.spans[1][0] : body.spans[1][1]], self._own(body.identity, same))
        starts = [body.start for body in bodies]
        for start, end, name in Words(dict.fromkeys([*units, *self.words.known_units.table], "")).find(self.form):
            name = self.form[start:end]
            if taken.overlaps(start, end):
                continue
            if name not in units:
                parent = self._body_before(bodies, starts, start, same)
                if parent is None:
                    continue
                units[name] = f"{parent}/{self.short_units.get(name, name)}"
                self.groups.setdefault(units[name], Group("unit", None, parent))
            self._note(units[name], start, end)

    def _with_letters(self, taken: ReadSpans) -> None:
        """Find bodies that only their Latin letters in brackets give away: "亚太地区情报联络办公室（RILO）"."""
        for letters in _LETTERS.finditer(self.form):
            low = max(0, letters.start() - 18)
            match = self.words.latin.search(self.form, low, letters.start())
            if match is None or taken.overlaps(match.start(), letters.start()):
                continue
            identity = match.group()
            group = self.groups.setdefault(identity, Group("international", None, None))
            group.names.setdefault(self.content[letters.start(1) : letters.end(1)])
            self._note(identity, match.start(), match.end())
            taken.add(match.start(), match.end())

    def _titled_units(self, bodies: list[Body], same: dict[str, str], taken: ReadSpans) -> None:
        """Find units that a post and a name behind them give away: "，版权及商标调查科高级监督" and a name."""
        starts = [body.start for body in bodies]
        pointed = {end: identity for _, end, identity, named in self.references if not named}
        for match in self.words.titled.finditer(self.form):
            start, end = match.span(1)
            if taken.overlaps(start, end) or end - start < 3:
                continue
            parent = pointed.get(start) or self._body_before(bodies, starts, start, same)
            identity = f"{parent}/{self.form[start:end]}"
            self.groups.setdefault(identity, Group("unit", None, parent))
            self._note(identity, start, end)
            taken.add(start, end)

    def _within_places(self) -> None:
        """Tie an anti-smuggling bureau to its customs house where the text names both."""
        for identity, group in self.groups.items():
            head, at, place = identity.partition("@")
            house = f"{head.removesuffix('缉私局')}@{place}"
            if at and head.endswith("海关缉私局") and group.parent is None and house in self.groups:
                group.parent = house
            known = self.parents.get(identity)
            if known in self.groups and group.parent is None:
                group.parent = known

    def _body_before(self, bodies: list[Body], starts: list[int], at: int, same: dict[str, str]) -> str | None:
        """Return the body a unit named at `at` belongs to: one of its own sentence, or the one named most before it."""
        index = bisect_right(starts, at)
        own = [
            b
            for b in bodies[max(0, index - 60) : index]
            if b.kind in ("known", "local") and "/" not in b.identity and not b.identity.endswith("@")
        ]
        if not own:
            return None
        if "\n" not in self.form[own[-1].end : at]:
            return self._own(own[-1].identity, same)
        counts = Counter(self._own(b.identity, same) for b in own)
        return max(counts, key=lambda identity: counts[identity])

    def _note(self, identity: str, start: int, end: int, *, named: bool = True) -> None:
        group = self.groups[identity]
        if named:
            group.names.setdefault(self.content[start:end])
            group.spans.add((start, end))
        self.references.append((start, end, identity, named))

    def _pointed_at(self) -> None:
        """Tie "该局" and "该部" to the body named last that ends so."""
        words = Words(word for group in self.anaphors.values() for word in group if word[0] in "该我")
        named = sorted(self.references)
        starts = [start for start, *_ in named]
        for start, end, _ in list(words.find(self.form)):
            head = self.form[end - 1]
            for index in range(bisect_right(starts, start) - 1, max(-1, bisect_right(starts, start) - 10), -1):
                _, reach, identity, _named = named[index]
                if self.form[reach - 1] == head:
                    self.references.append((start, end, identity, False))
                    break
        for match in re.finditer(rf"(?<![等多各余])([{self.anaphors.get('several', '')}2-9])部门", self.form):
            several = "零一二三四五六七八九十".find(match.group(1).replace("两", "二"))
            count = several if several > 0 else int(match.group(1)) if match.group(1).isdigit() else 0
            for identity in self._listed_before(named[: bisect_right(starts, match.start())], count):
                self.references.append((*match.span(), identity, False))

    def _listed_before(self, named: list[tuple[int, int, str, bool]], count: int) -> list[str]:
        """Return the bodies of the last list of so many."""
        for last in range(len(named) - 1, max(count - 2, len(named) - 40), -1):
            members = named[last - count + 1 : last + 1]
            if count < 2 or len({identity for *_, identity, _ in members}) < count:
                continue
            gaps = (self.form[a[1] : b[0]] for a, b in pairwise(members))
            if all(_LISTED.fullmatch(gap) for gap in gaps):
                return [identity for *_, identity, _ in members]
        return []
