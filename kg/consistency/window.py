"""The time a figure is stated for: days from and to, as far as the words give them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


@dataclass(frozen=True, slots=True)
class Window:
    """Days in ISO 8601, both included, "" where open; `basis` says whose words they are.

    ``stated``: the figure's own; ``campaign``: the dates of its campaign; ``year``: the year of the edition; "":
    nothing is known.
    """

    start: str = ""
    end: str = ""
    basis: str = ""

    def __bool__(self) -> bool:
        return bool(self.start or self.end)

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return bool(self.start and self.end)

    def same_days(self, other: Window) -> bool:
        """Whether both cover the same days, whoever says so."""
        return bool(self) and (self.start, self.end) == (other.start, other.end)

    def inside(self, other: Window) -> bool:
        """Whether it lies in a closed window; an open one lies in none."""
        return self.closed and other.closed and other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Window) -> bool:
        """Whether some day may lie in both; an open end reaches as far as it can."""
        late = max(self.start, other.start)
        early = min(w.end or "9999" for w in (self, other))
        return late <= early

    def a_year_earlier(self) -> Window:
        """Return the same days one year before; the base of "year on year"."""
        return Window(_year_before(self.start, is_end=False), _year_before(self.end, is_end=True), self.basis)

    def shown(self) -> str:
        """Return the window in words: "2023", "2023-06-25 to 2023-09-30", "from 2020-07-01".

        >>> Window("2023-01-01", "2023-12-31").shown(), Window("2020-07-01", "").shown(), Window().shown()
        ('2023', 'from 2020-07-01', 'no time stated')
        """
        if not self:
            return "no time stated"
        if not self.closed:
            return f"from {self.start}" if self.start else f"up to {self.end}"
        if (self.start[4:], self.end[4:]) == ("-01-01", "-12-31"):
            years = (self.start[:4], self.end[:4])
            return years[0] if years[0] == years[1] else f"{years[0]} to {years[1]}"
        if self.start == self.end:
            return self.start
        return f"{self.start} to {self.end}"


NO_WINDOW = Window()
"""No time is known."""


def make_window(start: str, end: str, *, basis: str) -> Window | None:
    """Return the window of two dates of any precision ("2023", "2023-06"), or None where neither is one.

    >>> make_window("2023", "2023-02", basis="stated")
    Window(start='2023-01-01', end='2023-02-28', basis='stated')
    """
    first, last = _first_day(start), _last_day(end)
    if not first and not last:
        return None
    if first and last and first > last:
        return None
    return Window(first, last, basis)


def _first_day(date: str) -> str:
    match = _DATE.match(date)
    return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}" if match else ""


def _last_day(date: str) -> str:
    match = _DATE.match(date)
    if not match:
        return ""
    month = int(match[2] or 12)
    if not 1 <= month <= 12:
        return ""
    return f"{match[1]}-{month:02d}-{match[3] or calendar.monthrange(int(match[1]) or 4, month)[1]}"


def _year_before(day: str, *, is_end: bool) -> str:
    if not day:
        return ""
    year, month, rest = int(day[:4]) - 1, int(day[5:7]), int(day[8:])
    last = calendar.monthrange(max(year, 1), month)[1]
    # The end of a February stays its end, leap year or not.
    kept = last if is_end and rest == calendar.monthrange(int(day[:4]), month)[1] else min(rest, last)
    return f"{year:04d}-{month:02d}-{kept:02d}"
