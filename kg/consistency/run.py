"""All checks over a world of figures, and what one announcement changes of them."""

from __future__ import annotations

from collections.abc import Collection

from kg.consistency.checks import CHECKERS
from kg.consistency.facts import World
from kg.consistency.findings import Finding, ordered
from kg.errors import UnknownTerm


def check(world: World, checks: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of some checks (default: all), the worst first.

    Raises: UnknownTerm for a check that there is not.
    """
    for name in checks:
        if name not in CHECKERS:
            raise UnknownTerm(f"unknown check {name!r}; known ones are {', '.join(CHECKERS)}")
    return ordered(
        found for name, checker in CHECKERS.items() if not checks or name in checks for found in checker(world)
    )
