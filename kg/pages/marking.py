"""Spans that may nest and overlap → the text in pieces, each with everything that is marked on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model.record import Span


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """A stretch of text, half-open, that states the entry with this number; `kind` is the entry's."""

    start: int
    end: int
    entry: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text on which the same marks lie from end to end, the shortest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def iter_pieces(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Yield the stretch from `start` to `end` in pieces, in order and without a gap; `marks` are those on it.

    >>> [(p.start, p.end, len(p.marks)) for p in iter_pieces(0, 9, [
    ...     Mark(start=1, end=6, entry=1, kind="a"), Mark(start=4, end=8, entry=2, kind="b")])]
    [(0, 1, 0), (1, 4, 1), (4, 6, 2), (6, 8, 1), (8, 9, 0)]
    """
    cuts = sorted({start, end, *(min(max(place, start), end) for mark in marks for place in (mark.start, mark.end))})
    waiting = sorted(marks)
    at, active = 0, list[Mark]()
    for left, right in pairwise(cuts):
        while at < len(waiting) and waiting[at].start <= left:
            active.append(waiting[at])
            at += 1
        active = [mark for mark in active if mark.end > left]
        yield Piece(start=left, end=right, marks=tuple(sorted(active, key=lambda m: (m.end - m.start, m.entry))))


def marks_of_lines(lines: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[list[Mark]]:
    """Return, for each line (start and end, in order), the marks that lie on some of it."""
    found: list[list[Mark]] = [[] for _ in lines]
    starts = [start for start, _ in lines]
    for mark in marks:
        line = max(bisect_right(starts, mark.start) - 1, 0)
        while line < len(lines) and lines[line][0] < mark.end:
            if lines[line][1] > mark.start:
                found[line].append(mark)
            line += 1
    return found


def place(span: Span, text: str) -> tuple[int, int] | None:
    """Return where the words of a span stand; None where they do not, or where it is not known which of several."""
    if span.start is not None and span.end is not None:
        return (span.start, span.end) if text[span.start : span.end] == span.quote else None
    start = text.find(span.quote)
    return (start, start + len(span.quote)) if start >= 0 and text.find(span.quote, start + 1) < 0 else None


def more_places(names: Iterable[tuple[str, int]], text: str, taken: Iterable[tuple[int, int]]) -> Iterator[Mark]:
    """Yield where else names stand, outside what is `taken`; the longest name first, each place once.

    Names are given with their entry's number; the marks are of the kind ``also``.
    """
    free = bytearray(b"\x01") * (len(text) + 1)
    for start, end in taken:
        free[start:end] = bytes(end - start)
    for name, entry in sorted(set(names), key=lambda pair: (-len(pair[0]), pair)):
        start = text.find(name) if len(name) > 1 else -1
        while start >= 0:
            end = start + len(name)
            if all(free[start:end]) and _is_whole(text, start, end):
                free[start:end] = bytes(len(name))
                yield Mark(start=start, end=end, entry=entry, kind="also")
            start = text.find(name, end)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether words begin and end here; in scripts that put no space between words they may anywhere."""

    def joined(one: str, other: str) -> bool:
        return one.isalnum() and other.isalnum() and ord(one) < 0x2E80 and ord(other) < 0x2E80

    before = start > 0 and joined(text[start - 1], text[start])
    after = end < len(text) and joined(text[end - 1], text[end])
    return not before and not after
