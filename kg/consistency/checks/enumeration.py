"""Enumeration: "in seven areas", and how many are then named."""

from __future__ import annotations

from collections.abc import Iterator

from kg.consistency.checks.telling import finding, quoted
from kg.consistency.facts import World
from kg.consistency.findings import Finding
from kg.validate.report import Severity

AREAS = ("area", "field", "sphere", "sector", "domain", "领域", "方面")


def check_enumerations(world: World) -> Iterator[Finding]:
    """Yield a finding for each stated number of areas that a list of domains follows."""
    for figure in world.figures:
        if figure.metric.measure != "count" or figure.comparator != "=" or not 2 <= figure.value <= 40:
            continue
        noun = figure.metric.noun.removeprefix("key ").removeprefix("重点")
        if noun not in AREAS or figure.value != int(figure.value):
            continue
        named = figure.domains or world.documents[figure.document].targets.get(figure.campaign, frozenset())
        if len(named) < 2:
            continue
        listed = f"{quoted(figure)} says {int(figure.value)}; {len(named)} are named: {', '.join(sorted(named))}"
        if len(named) == figure.value:
            yield finding("enumeration", "holds", Severity.INFO, listed, (figure,))
        else:
            yield finding("enumeration", "mismatch", Severity.WARNING, listed, (figure,))
