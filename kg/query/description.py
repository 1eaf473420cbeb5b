"""What `describe` returns: a thing's facts in the order a reader wants them, each with its sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kg.rdf.terms import NamedNode

COMPARATOR_WORDS = {
    "equal": "",
    "more-than": "more than ",
    "at-least": "at least ",
    "less-than": "less than ",
    "about": "about ",
}


EVENT_WORDS = {"PressConference": "press conference", "Meeting": "meeting"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """Where something is stated: the announcement, the words, and their place in its text when known."""

    document: str
    title: str | None = None
    published: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing said of another; without sources it is `inferred` by rules, or curated in the registry."""

    text: str
    node: NamedNode | None = None
    sources: tuple[Source, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure as it is shown: its value in words, what it counts, when, and the words that state it."""

    node: NamedNode
    value: Decimal
    shown: str
    counts: str
    action: str
    unit: str
    measure: str
    domains: tuple[str, ...]
    period: str
    about: str
    speaker: str
    minor: bool
    status: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Everything the store says about one thing, in the order a reader wants it."""

    node: NamedNode
    kind: str
    name: str
    names: dict[str, tuple[str, ...]]
    glosses: dict[str, tuple[str, ...]]
    classes: tuple[str, ...]
    sections: dict[str, tuple[Fact, ...]]
    figures: tuple[FigureView, ...]
    announcements: tuple[Source, ...] = field(default=())


def source_order(source: Source) -> tuple[str, str, int, str]:
    """Return what sources are ordered by: date, then document, then place in it."""
    return (source.published or "9999", source.document, source.start or 0, source.quote or "")


def shown_value(value: str, upper: str, comparator: str, unit: str, unit_text: str) -> str:
    """Return a value in words.

    >>> shown_value("1200", "", "more-than", "case", "cases"), shown_value("4500000", "", "equal", "money", "yuan")
    ('more than 1,200', '4,500,000 yuan')
    """
    number = f"{Decimal(value or 0):,}"
    if upper:
        number += f" to {Decimal(upper):,}"
    suffix = (
        "%" if unit == "percent" else f" {unit_text}" if unit in ("money", "mass", "volume", "area", "time") else ""
    )
    return f"{COMPARATOR_WORDS.get(comparator, '')}{number}{suffix.rstrip()}"


def shown_period(start: str, end: str) -> str:
    """Return a period in words.

    >>> shown_period("2023", "2023"), shown_period("2023-01", ""), shown_period("", "2023-06")
    ('2023', 'since 2023-01', 'until 2023-06')
    """
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else ""
