"""Stretches of text, asked what they cover without looking at each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from itertools import accumulate

from kg.extract.text import Range

_FAR = 1 << 60


class Spans:
    """Stretches that may overlap, fixed once made. Cost of a question: logarithmic in their number."""

    def __init__(self, spans: Iterable[Range]) -> None:
        self.spans: list[Range] = sorted(spans)
        self._reach = list(accumulate((end for _, end in self.spans), max))

    def covers(self, at: int) -> bool:
        """Return whether some stretch holds the character at an offset."""
        index = bisect_right(self.spans, (at, _FAR)) - 1
        return index >= 0 and self._reach[index] > at

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether some stretch has a character in common with [start, end)."""
        index = bisect_left(self.spans, (end, -1)) - 1
        return index >= 0 and self._reach[index] > start


class Taken:
    """Stretches that do not overlap, to which more are added as text is read."""

    def __init__(self, spans: Iterable[Range] = ()) -> None:
        self._spans: list[Range] = sorted(spans)

    def overlapping(self, start: int, end: int) -> Range | None:
        """Return the stretch that has a character in common with [start, end), if any."""
        index = bisect_left(self._spans, (end, -1)) - 1
        if index >= 0 and self._spans[index][1] > start:
            return self._spans[index]
        return None

    def add(self, start: int, end: int) -> None:
        """Add a stretch that overlaps none."""
        insort(self._spans, (start, end))

    def replace(self, old: Range, new: Range) -> None:
        """Put a wider stretch in the place of one."""
        self._spans.pop(bisect_left(self._spans, old))
        insort(self._spans, new)
