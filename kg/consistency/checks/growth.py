"""Growth: a stated change and value imply the earlier value; it is set against what was stated then.

"84,000 cases, up 12 %" implies 75,000 for the year before. A figure for the same days of that year agrees or clashes;
one for fewer days must be less, one for more days must be more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from decimal import Decimal

from kg.consistency.checks.telling import finding, quoted, told
from kg.consistency.facts import FigureFact, World
from kg.consistency.findings import Finding
from kg.consistency.interval import Interval, shown_interval
from kg.validate.report import Severity

REVISED = Decimal("0.03")
"""How far an earlier value may be off for the base to have been revised since; beyond it something else is wrong."""


def check_growth(world: World) -> Iterator[Finding]:
    """Yield a finding for each change whose earlier value is stated somewhere."""
    index = _Index(world)
    for change in world.figures:
        if change.metric.measure == "change" and change.metric.unit == "percent" and change.window.closed:
            now = _value_of(change, index.beside(change))
            if now is not None:
                yield from _judge(world, change, now, index.comparable(world, now))


class _Index:
    """Counts and amounts by what they may be the base of: the editions of their series, or the work of their body."""

    def __init__(self, world: World) -> None:
        self._beside: dict[Hashable, list[FigureFact]] = defaultdict(list)
        self._groups: dict[Hashable, list[FigureFact]] = defaultdict(list)
        for figure in world.figures:
            if figure.metric.measure in ("count", "amount") and not figure.minor and not figure.case:
                self._beside[figure.document, figure.campaign, figure.domains, figure.scope].append(figure)
                for group in _groups(world, figure):
                    self._groups[group].append(figure)

    def beside(self, change: FigureFact) -> list[FigureFact]:
        """Return what the same text states of the same campaign, domains and place."""
        return self._beside.get((change.document, change.campaign, change.domains, change.scope), [])

    def comparable(self, world: World, now: FigureFact) -> list[FigureFact]:
        """Return what may be an earlier telling of the same count, each once."""
        found = (figure for group in _groups(world, now) for figure in self._groups.get(group, ()))
        return list({figure.iri: figure for figure in found}.values())


def _groups(world: World, figure: FigureFact) -> Iterator[Hashable]:
    m = figure.metric
    what = (m.noun, m.detail, m.unit, m.money, figure.scope)
    campaign = world.campaigns.get(figure.campaign)
    if campaign is not None:
        yield ("series", campaign.series or campaign.iri, *what)
    if figure.agency and figure.domains:
        yield ("body", figure.agency, figure.domains, *what)


def _value_of(change: FigureFact, beside: list[FigureFact]) -> FigureFact | None:
    """Return the figure a change is of: same text, same thing, same days; None where more than one could be meant."""
    found = [
        f
        for f in beside
        if (f.metric.noun, f.metric.detail) == (change.metric.noun, change.metric.detail)
        and f.window.same_days(change.window)
        and f.metric.stage not in ("deployed", "took-part")
    ]
    return found[0] if len({f.value for f in found}) == 1 else None


def _judge(world: World, change: FigureFact, now: FigureFact, alike: list[FigureFact]) -> Iterator[Finding]:
    factor = change.stated.expected.times(Decimal("0.01"))
    grown = Interval(None if factor.low is None else 1 + factor.low, None if factor.high is None else 1 + factor.high)
    if grown.low is None or grown.low <= 0:
        return
    implied = now.stated.expected.over(grown)
    days = now.window.a_year_earlier()
    grew = f"{told(now)} {quoted(now)} after a change of {told(change)}"
    line = f"{grew} implies {shown_interval(implied)} for {days.shown()}"
    for earlier in _bases(world, now, alike):
        stood = f"{told(earlier)} was stated {quoted(earlier)}"
        figures = (change, now, earlier)
        if earlier.window.same_days(days):
            yield _same_days(implied, earlier, f"{line}; {stood} for the same days", figures)
        elif _is_edition_before(world, now, earlier):
            before = f"{grew} implies {shown_interval(implied)} for the edition before"
            yield _same_days(implied, earlier, f"{before}; {stood} for {world.name_of(earlier.campaign)}", figures)
        elif earlier.window.inside(days):
            rest = implied.without(earlier.stated.sure)
            fits = not implied.below(earlier.stated.sure)
            message = f"{line}; {stood} for {earlier.window.shown()}, which leaves {shown_interval(rest)}"
            yield _other_days(fits, message, figures)
        elif days.inside(earlier.window):
            fits = not earlier.stated.sure.below(implied)
            message = f"{line}; {stood} for {earlier.window.shown()}, which holds those days"
            yield _other_days(fits, message, figures)


def _bases(world: World, now: FigureFact, alike: list[FigureFact]) -> list[FigureFact]:
    """Return the figures that state the count for an earlier time: of each text and time the one of most domains."""
    best: dict[Hashable, FigureFact] = {}
    for figure in alike:
        if (figure.document != now.document or figure.campaign != now.campaign) and _is_base(world, now, figure):
            key = (figure.document, figure.campaign, figure.window)
            known = best.get(key)
            if known is None or _rank(figure) > _rank(known):
                best[key] = figure
    return [best[key] for key in sorted(best, key=str)]


def _rank(figure: FigureFact) -> tuple[int, Decimal, str]:
    return (len(figure.domains), figure.value, figure.iri)


def _is_base(world: World, now: FigureFact, earlier: FigureFact) -> bool:
    """Whether a figure states the same count for an earlier time: the edition before, or the same body's work."""
    if not earlier.window.closed or earlier.metric.unit != now.metric.unit or earlier.metric.money != now.metric.money:
        return False
    if earlier.scope != now.scope or not same_stage(earlier, now):
        return False
    if now.campaign and earlier.campaign and now.campaign != earlier.campaign:
        one, other = (world.campaigns.get(f.campaign) for f in (now, earlier))
        if one is None or other is None or not one.series or one.series != other.series:
            return False
        shared, either = now.domains & earlier.domains, now.domains | earlier.domains
        return 2 * len(shared) >= len(either)
    if not now.campaign or not earlier.campaign:
        same_body = bool(now.agency) and now.agency == earlier.agency
        return same_body and now.domains == earlier.domains and bool(now.domains)
    return now.domains == earlier.domains


def _is_edition_before(world: World, now: FigureFact, earlier: FigureFact) -> bool:
    """Whether two figures are the results of a whole edition and of the one right before it."""
    one, other = (world.campaigns.get(f.campaign) for f in (now, earlier))
    if one is None or other is None or one is other or not one.series or one.series != other.series:
        return False
    editions = [edition.iri for edition in world.editions().get(one.series, ())]
    if one.iri not in editions or other.iri not in editions or editions.index(one.iri) - editions.index(other.iri) != 1:
        return False
    return all(
        f.window.basis in ("campaign", "year") or f.window.same_days(c.window) or _is_its_year(f, c.year)
        for f, c in ((now, one), (earlier, other))
    )


def _is_its_year(figure: FigureFact, year: int | None) -> bool:
    return year is not None and (figure.window.start, figure.window.end) == (f"{year}-01-01", f"{year}-12-31")


def same_stage(a: FigureFact, b: FigureFact) -> bool:
    """Whether the same was done: 立案侦办 is told as filed and as investigated, so these two count as one."""
    stages = {a.metric.stage, b.metric.stage}
    return len(stages) == 1 or stages == {"filed", "investigated"}


def _same_days(
    implied: Interval, earlier: FigureFact, message: str, figures: tuple[FigureFact, FigureFact, FigureFact]
) -> Finding:
    if implied.meets(earlier.stated.expected):
        return finding("growth", "agrees", Severity.INFO, f"{message}: they agree", figures)
    near = implied.widened(abs(earlier.value) * REVISED).meets(earlier.stated.sure)
    if near:
        message += ": off by a little; the earlier value may have been revised since"
        return finding("growth", "clashes", Severity.INFO, message, figures)
    return finding("growth", "clashes", Severity.WARNING, f"{message}: they clash", figures)


def _other_days(fits: bool, message: str, figures: tuple[FigureFact, FigureFact, FigureFact]) -> Finding:
    if fits:
        return finding("growth", "compatible", Severity.INFO, f"{message}: compatible", figures)
    return finding("growth", "clashes", Severity.WARNING, f"{message}: they clash", figures)
