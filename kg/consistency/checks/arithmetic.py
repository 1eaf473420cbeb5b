"""Arithmetic inside one text: sums, two halves of a whole, clearance rates, monthly means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from kg.consistency.checks.telling import finding, quoted, told
from kg.consistency.facts import FigureFact, World
from kg.consistency.findings import Finding
from kg.consistency.interval import Interval, shown, shown_interval, total
from kg.consistency.metrics import complements
from kg.validate.report import Severity

LEAST = 20
"""Smaller sums come about by chance."""
LEAST_PART = 5
MOST = 24
"""Figures of one kind in one text that are tried as summands."""
CLEARANCE = frozenset({"clearance rate", "case clearance rate", "solve rate", "detection rate", "破案率", "破案"})


def check_arithmetic(world: World) -> Iterator[Finding]:
    """Yield a finding for each sum or share that a text's own figures bear out or contradict."""
    for _, figures in world.by_document():
        counted = [f for f in figures if f.metric.measure in ("count", "amount")]
        groups: dict[Hashable, list[FigureFact]] = defaultdict(list)
        for figure in counted:
            m, window = figure.metric, figure.window
            groups[m.unit, m.measure, m.money, figure.campaign, window.start, window.end].append(figure)
        for group in groups.values():
            yield from _halves(group)
            yield from _sums(group)
        yield from _clearances(figures)


def _halves(group: list[FigureFact]) -> Iterator[Finding]:
    """Judge "taxed" and "untaxed" cases against all cases: the one sum whose parts are sure to be all of it."""
    by_detail: dict[tuple[str, frozenset[str], str, frozenset[str]], FigureFact] = {}
    for figure in group:
        m = figure.metric
        by_detail.setdefault((m.noun, figure.domains, figure.scope, m.detail), figure)
    for (noun, domains, scope, detail), first in by_detail.items():
        for pair in complements():
            one = detail & pair
            if len(one) != 1:
                continue
            second = by_detail.get((noun, domains, scope, detail - one | (pair - one)))
            whole = by_detail.get((noun, domains, scope, detail - one))
            if second is not None and whole is not None and first.iri < second.iri:
                yield _judge_sum(whole, (first, second), clash=Severity.VIOLATION)


def _sums(group: list[FigureFact]) -> Iterator[Finding]:
    """Tell sums that hold: of two or three figures, or of all that count the same thing in other ways."""
    usable = [f for f in group if f.comparator in ("=", "~") and f.value >= LEAST_PART]
    values: dict[Decimal, FigureFact] = {}
    for figure in usable:
        values.setdefault(figure.value, figure)
    distinct = list(values.values())
    if len(distinct) <= MOST:
        for size in (2, 3):
            for parts in combinations(distinct, size):
                whole = values.get(sum((p.value for p in parts), start=Decimal(0)))
                if whole is not None and whole.value >= LEAST and _alike(whole, parts):
                    yield _judge_sum(whole, parts, clash=Severity.INFO)
    by_noun: dict[Hashable, list[FigureFact]] = defaultdict(list)
    for figure in group:
        by_noun[figure.metric.noun, figure.metric.detail, figure.domains, figure.scope].append(figure)
    for same in by_noun.values():
        ordered = sorted(same, key=lambda f: f.value)
        rest, largest = ordered[:-1], ordered[-1]
        if len(rest) > 2 and sum((p.value for p in rest), start=Decimal(0)) == largest.value:
            yield _judge_sum(largest, rest, clash=Severity.INFO)


def _alike(whole: FigureFact, parts: Sequence[FigureFact]) -> bool:
    """Whether figures could be summands: cases are not added to gangs, nor this place's to that one's."""
    everything = (*parts, whole)
    one_noun = len({f.metric.noun for f in everything}) == 1
    one_stage = len({f.metric.stage for f in everything}) == 1
    small = min(f.value for f in parts) < LEAST
    return (one_noun or (one_stage and not small) or _are_countries(everything)) and len(
        {f.case for f in everything}
    ) == 1


def _are_countries(figures: Sequence[FigureFact]) -> bool:
    """Whether all count countries: "27 countries, 19 of them member states, 8 others"."""
    return all(f.metric.noun in ("country", "member-state") for f in figures)


def _judge_sum(whole: FigureFact, parts: Sequence[FigureFact], *, clash: Severity) -> Finding:
    added = total([p.stated.expected for p in parts])
    value = sum((p.value for p in parts), start=Decimal(0))
    line = f"{' + '.join(shown(p.value) for p in parts)} = {shown(value)}; {told(whole)} is stated"
    quotes = "; ".join(quoted(f) for f in (whole, *parts))
    if added.meets(whole.stated.expected):
        return finding("arithmetic", "holds", Severity.INFO, f"{line}: it holds ({quotes})", (whole, *parts))
    sure = total([p.stated.sure for p in parts])
    if sure.meets(whole.stated.sure):
        clash = Severity.INFO
    return finding("arithmetic", "clashes", clash, f"{line}: the sum does not hold ({quotes})", (whole, *parts))


def _clearances(figures: list[FigureFact]) -> Iterator[Finding]:
    """Judge a clearance rate against the cases filed and solved beside it."""
    cases = [f for f in figures if f.metric.noun == "case" and f.metric.measure == "count" and not f.minor]
    for share in figures:
        if share.metric.measure not in ("share", "rate") or share.metric.unit != "percent":
            continue
        words = share.metric.words.casefold()
        if not any(name in words for name in CLEARANCE):
            continue
        near = [f for f in cases if (f.campaign, f.scope, f.domains) == (share.campaign, share.scope, share.domains)]
        filed = [f for f in near if f.metric.stage == "filed"]
        solved = [f for f in near if f.metric.stage == "solved"]
        if len(filed) == len(solved) == 1 and filed[0].value > 0:
            yield _judge_share(share, solved[0], filed[0])


def _judge_share(share: FigureFact, part: FigureFact, whole: FigureFact) -> Finding:
    ratio = part.stated.expected.over(whole.stated.expected).times(Decimal(100))
    line = f"{told(part)} of {told(whole)} is {shown_interval(ratio)} %; {told(share)} is stated"
    quotes = "; ".join(quoted(f) for f in (share, part, whole))
    off = Interval(ratio.low, ratio.high).widened(Decimal("0.5"))
    figures = (share, part, whole)
    if off.meets(share.stated.expected):
        return finding("arithmetic", "holds", Severity.INFO, f"{line}: it holds ({quotes})", figures)
    return finding("arithmetic", "clashes", Severity.VIOLATION, f"{line}: the share does not hold ({quotes})", figures)
