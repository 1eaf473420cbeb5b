"""A printed number, whatever the language: its value, its bounds and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SHARE, MULTIPLE, PLAIN_NUMBER = "share", "multiple", "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A printed number. `start`..`end` holds currency sign, digits and magnitude; `bound_start` its comparator too.

    `value` and `upper` are in base units. `kind` is number, share ("half": 50) or multiple ("doubled": 2). `spelled`:
    written in words. `sign`: the currency sign or code before it. `tail` is where a bound after it ends ("or more").
    """

    start: int
    end: int
    bound_start: int
    tail: int
    value: Decimal
    upper: Decimal | None = None
    comparator: str = "="
    kind: str = PLAIN_NUMBER
    spelled: bool = False
    sign: str | None = None
