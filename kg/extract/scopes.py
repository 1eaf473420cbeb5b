"""Which stretches of a text hold an offset, asked often: of the cases a text tells, which one is being told here."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.mentions import FoundCase

_SHELF = 4096
"""Code points; a stretch is written down for each shelf it reaches over, and a question looks at one shelf only."""


class CaseScopes:
    """The cases of one text by where they are told."""

    def __init__(self, cases: Iterable[FoundCase]) -> None:
        self._shelves: dict[int, list[FoundCase]] = {}
        for case in cases:
            start, end = case.scope
            for shelf in range(start // _SHELF, -(-end // _SHELF)):
                self._shelves.setdefault(shelf, []).append(case)

    def at(self, offset: int) -> list[FoundCase]:
        """Return the cases that are told at `offset`, in the order they were given."""
        return [c for c in self._shelves.get(offset // _SHELF, ()) if c.scope[0] <= offset < c.scope[1]]
