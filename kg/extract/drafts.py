"""A figure in the making, whatever the language: one number and what the words around it say."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.numerals import Number


@dataclass(slots=True, kw_only=True)
class Draft:
    """A figure in the making. `start`..`end` is what will be quoted, `sentence` the index of its sentence.

    `elided`: no noun stands beside the number. `label`: the words of a list line that name it. `dual`: the same sum in
    a second currency. A language read by tokens keeps their positions: `at`..`after` are the number and its unit,
    `low`..`limit` its sentence.
    """

    number: Number
    sentence: int
    start: int
    end: int
    at: int = 0
    after: int = 0
    low: int = 0
    limit: int = 0
    unit: str = "other"
    unit_text: str | None = None
    what: str | None = None
    head: str = ""
    measure: str = "count"
    action: str | None = None
    falls: bool = False
    minor: bool = False
    elided: bool = False
    label: bool = False
    place: str | None = None
    dual: bool = False
    dropped: bool = False
    confidence: float = 0.9
