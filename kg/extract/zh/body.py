"""One naming of a public body in a Chinese text."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.text import Range

HERE = "@here"
"""The place the document speaks of, in the identity of a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One naming of a body. `identity` is equal for namings of one body; `names` are the wordings that it gives.

    `kind` is known, local, foreign, international, organs (a collective of the police), collective or unit; `unit` is
    the span of the unit's own words. `parent` is the identity of the body a unit is within.
    """

    start: int
    end: int
    identity: str
    kind: str
    spans: tuple[Range, ...]
    composed: tuple[str, ...] = ()
    place: str | None = None
    parent: str | None = None
