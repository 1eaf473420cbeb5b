"""Parts against their total: the figures of single domains against the one of all, in the same text and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from kg.consistency.checks.telling import finding, quoted, told
from kg.consistency.facts import FigureFact, World
from kg.consistency.findings import Finding
from kg.consistency.interval import shown, shown_interval, total
from kg.validate.report import Severity


def check_parts(world: World) -> Iterator[Finding]:
    """Yield a finding for each total whose parts by domain stand in the same text."""
    for _, figures in world.by_document():
        groups: dict[Hashable, list[FigureFact]] = defaultdict(list)
        for figure in figures:
            if figure.metric.measure in ("count", "amount") and not figure.minor and not figure.case:
                m = figure.metric
                days = (figure.window.start, figure.window.end)
                groups[m.unit, m.measure, m.noun, m.stage, m.money, figure.agency, days].append(figure)
        for group in groups.values():
            for whole, parts in _wholes(group):
                yield _judge(whole, parts)


def _wholes(group: list[FigureFact]) -> Iterator[tuple[FigureFact, list[FigureFact]]]:
    """Yield each figure of several domains with those of domains that do not overlap."""
    for whole in group:
        if len(whole.domains) < 2 or whole.metric.detail:
            continue
        parts = _disjoint([f for f in group if f is not whole and _is_part_by_domain(whole, f)])
        if len(parts) >= 2:
            yield whole, parts


def _is_part_by_domain(whole: FigureFact, part: FigureFact) -> bool:
    """Whether a figure is of some of what the whole is of.

    A campaign's results by domain may name a domain that the campaign's own description leaves out.
    """
    if part.scope != whole.scope or not part.domains or part.domains >= whole.domains:
        return False
    if part.campaign != whole.campaign and part.campaign and whole.campaign:
        return False
    same_campaign = bool(whole.campaign) and part.campaign == whole.campaign
    narrow = len(part.domains) < len(whole.domains) or len(whole.domains) > 2
    return narrow and (same_campaign or bool(part.domains & whole.domains))


def _disjoint(parts: list[FigureFact]) -> list[FigureFact]:
    """Return the parts if no two share a domain; where some do, nothing can be added up."""
    seen: set[str] = set()
    for part in parts:
        if seen & part.domains:
            return []
        seen |= part.domains
    return parts


def _judge(whole: FigureFact, parts: list[FigureFact]) -> Finding:
    added = total([p.stated.sure for p in parts])
    sum_line = " + ".join(shown(p.value) for p in parts)
    line = f"{sum_line} = {shown(sum((p.value for p in parts), start=parts[0].value * 0))} against {told(whole)}"
    quotes = f"{quoted(whole)}; parts: {', '.join(quoted(p) for p in parts)}"
    figures = (whole, *parts)
    if whole.stated.sure.below(added):
        message = f"{line}: the parts exceed the whole; {quotes}"
        return finding("parts-total", "exceeds", Severity.VIOLATION, message, figures)
    if whole.stated.expected.below(added):
        message = f"{line}: true, but the bound is loose; {quotes}"
        return finding("parts-total", "exceeds", Severity.WARNING, message, figures)
    if added.meets(whole.stated.expected) and frozenset().union(*(p.domains for p in parts)) >= whole.domains:
        return finding("parts-total", "holds", Severity.INFO, f"{line}: they add up; {quotes}", figures)
    rest = whole.stated.expected.without(total([p.stated.expected for p in parts]))
    message = f"{line}: the parts listed leave {shown_interval(rest)}, no error; {quotes}"
    return finding("parts-total", "incomplete", Severity.INFO, message, figures)
