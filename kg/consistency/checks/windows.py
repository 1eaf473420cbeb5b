"""Cumulative figures of one campaign, told on successive days: a series that may not fall, and is never summed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import pairwise

from kg.consistency.checks.telling import finding, quoted, told
from kg.consistency.facts import FigureFact, World
from kg.consistency.findings import Finding
from kg.consistency.metrics import is_cumulative
from kg.validate.report import Severity

FAR = 20
"""How many times smaller a later number must be to be of something else."""


def check_windows(world: World) -> Iterator[Finding]:
    """Yield a finding for each two successive tellings of one count: it rises, as it should, or falls."""
    groups: dict[Hashable, list[tuple[str, FigureFact]]] = defaultdict(list)
    for figure in world.figures:
        day = counted_up_to(world, figure)
        campaign = world.campaigns.get(figure.campaign)
        if not day or figure.minor or figure.case or not is_cumulative(figure.metric):
            continue
        if campaign is not None and not campaign.is_series:
            key = (figure.metric, figure.campaign, figure.domains, figure.scope)
            groups[key].append((day, figure))
        elif campaign is None and figure.agency and figure.domains and figure.window.basis == "stated":
            # Without a campaign only counts from the same stated day on, by the same body, are one series.
            groups[figure.metric, figure.agency, figure.domains, figure.scope, figure.window.start].append(
                (day, figure)
            )
    said: dict[Hashable, list[FigureFact]] = defaultdict(list)
    for figure in world.figures:
        said[_loosely(figure)].append(figure)
    for group in groups.values():
        yield from _series(group, said)


def counted_up_to(world: World, figure: FigureFact) -> str:
    """Return the day a figure counts up to, or "": its window's end, else the day of its announcement."""
    if figure.window.basis == "stated" and figure.window.end:
        return figure.window.end
    issued = world.documents[figure.document].issued
    if figure.window.basis == "campaign" and figure.window.end:
        return min(figure.window.end, issued) if issued else figure.window.end
    return issued if len(issued) == 10 else ""


def _loosely(figure: FigureFact) -> Hashable:
    return (figure.document, figure.campaign, figure.metric.unit, figure.metric.noun, figure.domains)


def _series(group: list[tuple[str, FigureFact]], said: dict[Hashable, list[FigureFact]]) -> Iterator[Finding]:
    """Yield a finding for each step of a series; the largest of a day's figures stands for it."""
    days: dict[str, FigureFact] = {}
    for day, figure in sorted(group, key=lambda item: (item[0], item[1].value, item[1].iri)):
        days[day] = figure
    for (first_day, first), (last_day, last) in pairwise(days.items()):
        if last.value * FAR < first.value:
            continue  # so much less is no later telling of the same count
        if first.agency != last.agency and first.agency and last.agency:
            continue  # one body's count need not hold another's
        if first.document == last.document or not _one_start(first, last, first_day):
            continue
        # A later text that also tells a number as high means something less by this one.
        kept_up = any(not f.stated.expected.below(first.stated.expected) for f in said[_loosely(last)] if f is not last)
        line = f"{told(first)} up to {first_day} {quoted(first)}, {told(last)} up to {last_day} {quoted(last)}"
        if last.value < first.value and kept_up:
            continue
        if last.stated.sure.below(first.stated.sure):
            stated_starts = first.window.start and first.window.basis == last.window.basis == "stated"
            severity = Severity.VIOLATION if stated_starts else Severity.WARNING
            yield finding("window", "falls", severity, f"{line}: what can only add up falls", (first, last))
        elif last.stated.expected.below(first.stated.expected):
            message = f"{line}: what can only add up falls, unless the later bound is very loose"
            yield finding("window", "falls", Severity.WARNING, message, (first, last))
        elif last.value > first.value:
            yield finding("window", "rises", Severity.INFO, f"{line}: it rises, as it should", (first, last))


def _one_start(first: FigureFact, last: FigureFact, first_day: str) -> bool:
    """Whether two counts may begin on one day: no two different days are stated, and no count begins anew."""
    starts = {f.window.start for f in (first, last) if f.window.basis == "stated" and f.window.start}
    return len(starts) < 2 and not any(start > first_day for start in starts)
