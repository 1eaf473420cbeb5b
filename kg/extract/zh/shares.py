"""Shares, changes and durations of a Chinese text: what a percentage is of, what rose or fell, what took how long."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.drafts import Draft
from kg.extract.numerals import Number
from kg.extract.text import Range, Text
from kg.extract.zh.phrases import CLAUSE, Grammar, read_after, read_before
from kg.extract.zh.units import Measure

_REACH = 80
"""Characters before a number that may hold its noun."""
_OPEN = {"）": "（", ")": "("}
_LEVEL = re.compile(r"(?:到|至|为|达|在)\Z")
_PART = re.compile(r"占(?:到|了|全部|整个)?([^，。；\n]{2,16}?)的\Z")
_TAKES = re.compile(r"(?:占比|所占比例|占|比例|比重)\Z")
_LASTING = re.compile(r"(?:连续|持续|仅用|历时|为期|长达|经过|历经|用时|耗时|已|达|最)+\Z")


class ShareReader:
    """Reads the clauses before the numbers of one text, and numbers that measure no count."""

    def __init__(self, text: Text, folded: str, g: Grammar, names: list[Range]) -> None:
        self.text, self.plain, self.g, self.names = text, folded, g, names
        self.name_starts = [start for start, _ in names]

    def clause_start(self, number: Number, floor: int, previous: Draft | None) -> int:
        """Return where the clause of a number begins; what stands in brackets is no end of it."""
        plain = self.plain
        floor = max(floor, number.bound_start - _REACH)
        if previous is not None:
            floor = max(floor, min(max(previous.after, previous.end), number.bound_start))
        at = number.bound_start
        while at > floor:
            c = plain[at - 1]
            opening = plain.rfind(_OPEN[c], max(floor, at - 14), at) if c in _OPEN else -1
            if opening >= 0:
                at = opening
                continue
            if (
                c == " "
                and "\u3400" <= plain[at - 2 : at - 1] <= "\u9fff"
                and "\u3400" <= plain[at : at + 1] <= "\u9fff"
            ):
                break
            if c in CLAUSE and not (c == "," and plain[at : at + 1].isdigit()):
                break
            at -= 1
        return at

    def named(self, low: int, high: int) -> list[Range]:
        """Return the names and times that begin in [low, high)."""
        at = bisect_left(self.name_starts, low)
        found: list[Range] = []
        while at < len(self.names) and self.names[at][0] < high:
            found.append(self.names[at])
            at += 1
        return found

    def read_share(self, draft: Draft, measure: Measure, previous: Draft | None) -> None:
        """Tell a share from a rise or a fall, and say what it is of."""
        plain, g = self.plain, self.g
        draft.unit = "other" if measure.unit == "times" else "percent"
        draft.measure = "change" if measure.unit == "times" or measure.word.endswith("百分点") else "share"
        window = plain[max(draft.low, draft.number.bound_start - 8) : draft.number.bound_start]
        moved = max(
            ((m.end(), falls, m) for p, falls in ((g.rise, False), (g.fall, True)) for m in p.finditer(window)),
            key=lambda found: (found[0], len(found[2].group())),
            default=None,
        )
        sign = plain[draft.number.bound_start - 1 : draft.number.bound_start]
        joined = previous is not None and re.fullmatch(r"[、和及与，, ]*", plain[previous.end : draft.start] or "x")
        if moved and (moved[2].group().endswith("幅") or not _LEVEL.search(window[moved[0] :])):
            draft.measure, draft.falls = "change", moved[1]
            start = draft.number.bound_start - len(window) + moved[2].start()
            draft.action = self.text.content[start : start + len(moved[2].group())]
            draft.start = min(draft.start, start)
        elif previous is not None and joined and previous.measure == "change" and previous.unit == draft.unit:
            draft.measure, draft.falls, draft.action = "change", previous.falls, previous.action
        elif sign in ("+", "-", "↑", "↓") and draft.unit == "percent":
            draft.measure, draft.falls, draft.start = "change", sign in ("-", "↓"), draft.start - 1
        if draft.measure == "share":
            self._whole(draft, previous)
        else:
            draft.elided = True

    def _whole(self, draft: Draft, previous: Draft | None) -> None:
        """Say what a share is of: the noun after it ("九成以上的案件"), or what stands before it."""
        plain, g = self.plain, self.g
        start = draft.after + 1 if plain[draft.after : draft.after + 1] == "的" else draft.after
        before = read_before(plain, draft.low, draft.start, g, self.named(draft.low, draft.start))
        first, last = before.noun
        if part := _PART.search(plain, draft.low, draft.number.bound_start):
            first, last = part.span(1)
        elif share := _TAKES.search(plain, first, last):
            last = share.start() if plain[share.start() - 1] != "的" else first
            if last == first and previous is not None and previous.unit_text in ("岁", "歲"):
                first, last = previous.start, previous.end
        after = read_after(plain, start, draft.limit, g)
        if first >= last and after[0] < after[1]:
            draft.what, draft.end = clean(self.text.content[after[0] : after[1]]), after[1]
        elif first < last:
            draft.what, draft.start = clean(self.text.content[first:last]), min(draft.start, first)
        else:
            draft.elided = True

    def read_duration(self, draft: Draft) -> None:
        """Read how long something took; a bound that only defines a group is a minor one."""
        draft.unit, draft.measure = "time", "duration"
        before = read_before(self.plain, draft.low, draft.start, self.g, self.named(draft.low, draft.start))
        first, last = before.words
        if idle := _LASTING.search(self.plain, first, last):
            last = idle.start()
        if first < last:
            draft.what = clean(self.text.content[first:last])
        elif before.verb is not None:
            draft.what = self.text.content[before.verb[0] : before.verb[1]]
        bounded = draft.number.comparator == ">=" or draft.number.upper is not None
        draft.minor = draft.minor or bounded or draft.unit_text in ("岁", "周岁", "歲")
        draft.confidence = 0.6


def clean(words: str) -> str:
    """Return a noun without the marks and spaces at its edges."""
    return re.sub(r"(?<=[\u3400-\u9fff])[ \u3000]+", "", words.strip(" \u3000、的"))
