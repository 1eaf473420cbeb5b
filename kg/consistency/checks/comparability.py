"""The gate: whether two figures may be set side by side at all, and if not, why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.consistency.checks.telling import finding, quoted, told
from kg.consistency.facts import CampaignFact, FigureFact, World
from kg.consistency.findings import Finding
from kg.consistency.window import Window
from kg.validate.report import Severity

COMPARABLE, CAVEAT, NOT_COMPARABLE = "comparable", "caveat", "not-comparable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two figures may be compared, with every reason found."""

    verdict: str
    reasons: tuple[str, ...] = ()


def compare(a: FigureFact, b: FigureFact) -> Comparison:
    """Return whether two figures may be set side by side: comparable, with a caveat, or not at all."""
    no, but = list(_obstacles(a, b)), list(_caveats(a, b))
    if no:
        return Comparison(NOT_COMPARABLE, tuple(no))
    return Comparison(CAVEAT, tuple(but)) if but else Comparison(COMPARABLE)


def _obstacles(a: FigureFact, b: FigureFact) -> Iterator[str]:
    one, other = a.metric, b.metric
    if one.measure != other.measure or one.unit != other.unit:
        yield f"one is a {one.measure} in {one.unit}, the other a {other.measure} in {other.unit}"
        return
    if one.money != other.money:
        if "times" in (one.money, other.money):
            yield "one counts persons, the other person-times"
        else:
            yield f"one is in {one.money or 'no unit'}, the other in {other.money or 'no unit'}"
    if one.noun != other.noun:
        yield f"one counts {one.words or one.noun}, the other {other.words or other.noun}"
    stages = {one.stage, other.stage}
    if len(stages) == 2 and "" not in stages and stages != {"filed", "investigated"}:
        yield f"one is {one.stage} ({one.action}), the other {other.stage} ({other.action})"
    if a.scope != b.scope:
        yield f"one is of {_place(a)}, the other of {_place(b)}"
    if a.domains and b.domains and not (a.domains & b.domains):
        yield f"one is of {', '.join(sorted(a.domains))}, the other of {', '.join(sorted(b.domains))}"
    elif min(len(a.domains), len(b.domains)) == 1 and max(len(a.domains), len(b.domains)) > 2:
        wide, narrow = (a, b) if len(a.domains) > len(b.domains) else (b, a)
        yield f"one is of {', '.join(sorted(narrow.domains))} alone, the other of {len(wide.domains)} domains"
    for both in (one.detail - other.detail, other.detail - one.detail):
        if both:
            yield f"only one is narrowed to “{', '.join(sorted(both))}”"


def _caveats(a: FigureFact, b: FigureFact) -> Iterator[str]:
    if a.metric.stage != b.metric.stage:
        yield f"worded “{a.metric.action or 'no verb'}” and “{b.metric.action or 'no verb'}”"
    elif a.metric.action.casefold() != b.metric.action.casefold() and "detected" in (a.metric.action, b.metric.action):
        yield f"worded “{a.metric.action}” and “{b.metric.action}”"
    if a.domains != b.domains:
        yield f"domains differ: {', '.join(sorted(a.domains ^ b.domains))}"
    days = [_days(f.window) for f in (a, b)]
    if None in days:
        unknown = [f for f, length in zip((a, b), days, strict=True) if length is None]
        yield f"the days are not stated ({', '.join(f.document for f in unknown)})"
    elif abs(days[0] - days[1]) > max(3, max(days) // 20):  # type: ignore[operator,type-var]
        yield f"{days[0]} days against {days[1]}"
    if a.comparator != b.comparator:
        yield f"told as “{told(a)}” and “{told(b)}”"


def _place(figure: FigureFact) -> str:
    return figure.scope.rpartition("/")[2] or "all that the announcement speaks of"


def _days(window: Window) -> int | None:
    if not window.closed:
        return None
    return (date.fromisoformat(window.end) - date.fromisoformat(window.start)).days + 1


def check_comparability(world: World) -> Iterator[Finding]:
    """Yield a finding for the headline figures of each two successive editions of a series."""
    by_campaign: dict[str, list[FigureFact]] = defaultdict(list)
    for figure in world.figures:
        if figure.campaign and not figure.minor and not figure.case and figure.metric.measure in ("count", "amount"):
            by_campaign[figure.campaign].append(figure)
    for editions in world.editions().values():
        told_of = [edition for edition in editions if edition.iri in by_campaign]
        for before, after in pairwise(told_of):
            yield from _editions(before, after, by_campaign)


def _editions(before: CampaignFact, after: CampaignFact, by_campaign: dict[str, list[FigureFact]]) -> Iterator[Finding]:
    old, new = headlines(by_campaign[before.iri]), headlines(by_campaign[after.iri])
    for family in sorted(old.keys() & new.keys()):
        a, b = old[family], new[family]
        comparison = compare(a, b)
        line = f"{told(a)} {quoted(a)} and {told(b)} {quoted(b)}: {comparison.verdict}"
        if comparison.reasons:
            line += f"; {'; '.join(comparison.reasons)}"
        yield finding("comparability", comparison.verdict, Severity.INFO, line, (a, b))


def headlines(figures: list[FigureFact]) -> dict[tuple[str, str, str, str], FigureFact]:
    """Return the figure that stands for each family: of no one place, least narrowed, of most domains, the largest."""

    def rank(figure: FigureFact) -> tuple[bool, int, bool, float, str]:
        return (
            bool(figure.scope),
            len(figure.metric.detail),
            len(figure.domains) == 1,
            -float(figure.value),
            figure.iri,
        )

    best: dict[tuple[str, str, str, str], FigureFact] = {}
    for figure in sorted(figures, key=rank):
        best.setdefault(figure.metric.family, figure)
    return best
