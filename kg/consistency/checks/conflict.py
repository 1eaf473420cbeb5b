"""One fact, two numbers: the same metric, window, scope and body stated with values that cannot both hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from decimal import Decimal
from itertools import pairwise

from kg.consistency.checks.lineage import alike_pairs
from kg.consistency.checks.telling import finding, quoted, told
from kg.consistency.facts import FigureFact, World
from kg.consistency.findings import Finding
from kg.validate.report import Severity

NEAR = Decimal("1.1")
"""How near two values in one text must be to be taken for two tellings of one thing."""
_SLIPS = (10, 100, 1000, 10_000, 100_000, 1_000_000, 100_000_000)
"""Powers of ten that a magnitude word read wrongly makes; 万 for 千, 亿 for 万 …"""


def check_conflicts(world: World) -> Iterator[Finding]:
    """Yield a finding for each fact that is stated with different values: a contradiction, or how it is explained."""
    said: dict[Hashable, list[FigureFact]] = defaultdict(list)
    for figure in world.figures:
        said[_loosely(figure)].append(figure)
    for figures in _same_facts(world):
        by_document: dict[str, list[FigureFact]] = defaultdict(list)
        for figure in figures:
            by_document[figure.document].append(figure)
        for low, high in _between(by_document):
            # A text that also states the other's number means something else by its own, however it is worded.
            if not (_states(said, low, high) or _states(said, high, low)):
                yield _judge(world, low, high)
        for told_twice in by_document.values():
            yield from _within(told_twice)


def _same_facts(world: World) -> Iterator[list[FigureFact]]:
    groups: dict[Hashable, list[FigureFact]] = defaultdict(list)
    for figure in world.figures:
        if not figure.minor and figure.metric.measure in ("count", "amount", "share", "change") and not figure.case:
            groups[_fact(world, figure)].append(figure)
    for group in groups.values():
        if len({f.value for f in group}) > 1:
            yield group


def _between(by_document: dict[str, list[FigureFact]]) -> Iterator[tuple[FigureFact, FigureFact]]:
    """Yield one pair for each step between the values that different texts give.

    A text may give several, of parts that its record does not tell apart: its largest stands for the whole, and where
    any of its values meets the other text's, the two texts agree. A number without a verb may be of anything.
    """
    heads = {document: max(figures, key=_size) for document, figures in by_document.items()}
    for low, high in pairwise(sorted(heads.values(), key=_size)):
        if low.value == high.value:
            continue
        meeting = next(
            (
                (a, b)
                for a in by_document[low.document]
                for b in by_document[high.document]
                if a.stated.expected.meets(b.stated.expected)
            ),
            None,
        )
        if meeting is None and low.metric.action and high.metric.action:
            yield low, high
        elif meeting is not None and meeting[0].value != meeting[1].value:
            yield meeting


def _loosely(figure: FigureFact) -> Hashable:
    return (figure.document, figure.campaign, figure.metric.unit, figure.metric.noun, figure.domains)


def _states(said: dict[Hashable, list[FigureFact]], one: FigureFact, other: FigureFact) -> bool:
    """Whether one figure's text also states the other's number of the same kind of thing."""
    key = (one.document, other.campaign, other.metric.unit, other.metric.noun, other.domains)
    return any(f is not one and f.stated.expected.meets(other.stated.expected) for f in said.get(key, ()))


def _size(figure: FigureFact) -> tuple[Decimal, str, str]:
    return (abs(figure.value), figure.document, figure.iri)


def _within(figures: list[FigureFact]) -> Iterator[Finding]:
    """Judge a text that tells one thing twice.

    Only two values that are near each other, in the same words, can be two tellings of one; anything else is two
    things whose difference the record does not hold.
    """
    values = sorted({f.value for f in figures}, key=abs)
    if len(values) != 2 or abs(values[1]) > abs(values[0]) * NEAR:
        return
    low = next(f for f in figures if f.value == values[0])
    high = next(f for f in figures if f.value == values[1])
    if low.metric.words.casefold() != high.metric.words.casefold() or low.metric.action != high.metric.action:
        return
    said = f"{quoted(low)} against {quoted(high)}: {told(low)} and {told(high)}"
    if low.stated.expected.meets(high.stated.expected):
        why = "comparator" if low.comparator != high.comparator else "rounding"
        yield finding("conflict", "explained", Severity.INFO, f"{said}; one number, explained by {why}", (low, high))
    else:
        message = f"{said}; one text tells one thing in two ways, or two things in the same words"
        yield finding("conflict", "contradiction", Severity.WARNING, message, (low, high))


def _fact(world: World, figure: FigureFact) -> Hashable:
    """What makes two figures one fact. Without a campaign the body and the days must be the same and stated."""
    body = "" if figure.campaign else figure.agency
    verb = figure.metric.action.casefold() if figure.metric.stage == "returned" else ""
    return (figure.metric, figure.campaign, figure.domains, figure.scope, _time(world, figure), body, verb)


def _time(world: World, figure: FigureFact) -> Hashable:
    """What time a figure is for, as far as facts are told apart by it.

    A campaign's results are for all of it, whether the text repeats its dates, gives its year or says nothing.
    """
    window, campaign = figure.window, world.campaigns.get(figure.campaign)
    if campaign is None or campaign.is_series:
        return (window.start, window.end) if window.closed and window.basis == "stated" else figure.iri
    if window.basis != "stated" or window.same_days(campaign.window):
        return "all"
    year = str(campaign.year or "")
    if year and (window.start, window.end) == (f"{year}-01-01", f"{year}-12-31"):
        return "all"
    return (window.start, window.end)


def _judge(world: World, low: FigureFact, high: FigureFact) -> Finding:
    said = f"{quoted(low)} against {quoted(high)}: {told(low)} and {told(high)}"

    def explained(why: str) -> Finding:
        return finding("conflict", "explained", Severity.INFO, f"{said}; {why}", (low, high))

    if low.stated.expected.meets(high.stated.expected):
        return explained(
            f"one number, explained by {'comparator' if low.comparator != high.comparator else 'rounding'}"
        )
    slip = next((s for s in _SLIPS if low.stated.expected.times(Decimal(s)).meets(high.stated.expected)), None)
    allowed = low.stated.sure.meets(high.stated.sure)
    if allowed and not slip:
        return explained("explained by comparator: the looser one allows the other")
    moment = _different_moments(world, low, high)
    if moment:
        return explained(f"explained by date: {moment}")
    factor = f"; they differ by a factor of {slip:,}, as a magnitude word read wrongly makes" if slip else ""
    one = frozenset({low.document, high.document})
    shared = " (the two texts are one source)" if len(one) == 2 and one in alike_pairs(world) else ""
    verdict = "the looser one allows the other, but hardly" if allowed else "both cannot hold"
    message = f"{said}; for {low.window.shown()} {verdict}{factor}{shared}"
    severity = Severity.WARNING if allowed else Severity.VIOLATION
    return finding("conflict", "contradiction", severity, message, (low, high))


def _different_moments(world: World, low: FigureFact, high: FigureFact) -> str:
    """Return why two figures may count up to different days, or "" where they cannot."""
    if all(f.window.basis == "stated" and f.window.closed for f in (low, high)):
        return ""
    campaign = world.campaigns.get(low.campaign)
    window = campaign.window if campaign is not None else low.window
    first, last = (world.documents[f.document].issued for f in (low, high))
    closed = window.basis == "campaign" and window.closed
    if not (first and last):
        return "" if closed else "it is not known up to which day each counts"
    if first < last:
        return f"the larger is told later, on {last} after {first}"
    if closed and window.end < last:
        return ""
    return "" if first == last else f"one is told on {last}, the other on {first}"
