"""A stated time, whatever the language: the words, and the period they state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model.record import Period

Stamp = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """Some words that state a time.

    `lead` is since, until, within, from, compare or "" (none of them); `lead_start` is where that word begins.
    `low` and `high` bound the stated time; `period` is what it means for a figure that it governs. `kind` is date (a
    day), month, year, range, clock (a time of day, no period) or mark (a congress, "now").
    """

    start: int
    end: int
    lead_start: int
    lead: str
    kind: str
    low: Stamp
    high: Stamp
    period: Period | None


def parse_stamp(iso: str | None) -> Stamp:
    """Return year, month and day of an ISO date of any precision.

    >>> parse_stamp("2023-06"), parse_stamp(None)
    ((2023, 6, None), (None, None, None))
    """
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", iso or "")
    if not found:
        return (None, None, None)
    year, month, day = (int(g) if g else None for g in found.groups())
    return (year, month, day)


def write_stamp(stamp: Stamp) -> str | None:
    """Return the ISO form of a date to its own precision; None when not even the year is known.

    >>> write_stamp((2023, 6, None))
    '2023-06'
    """
    year, month, day = stamp
    if not year:
        return None
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
