"""A consistent world of figures yields nothing bad, and one planted error yields exactly its finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.consistency.facts import CampaignFact, DocumentFact, FigureFact, World, world_of
from kg.consistency.findings import Finding
from kg.consistency.interval import stated
from kg.consistency.run import check
from kg.consistency.window import NO_WINDOW, make_window
from kg.validate.report import Severity
from tests.consistency.conftest import make_figure

DOMAINS = ("food", "drug", "environment")
YEARS = (2020, 2021, 2022)


def told(rng: Random, value: int) -> tuple[str, Decimal]:
    """Print a true value: as it is, or rounded down and bounded from below."""
    if rng.random() < 0.5 or value < 1000:
        return "=", Decimal(value)
    step = 10 ** (len(str(value)) - 3)
    return (">", Decimal(value // step * step)) if value % step else ("=", Decimal(value))


def one_world(seed: int) -> World:
    """Make true counts for three editions, and announcements that tell them: interim, final, growth, a reprint."""
    rng = Random(seed)
    figures: list[FigureFact] = []
    documents: list[DocumentFact] = []
    campaigns = [CampaignFact(iri="series/s", name="S", is_series=True)]
    totals: dict[int, int] = {}
    for year in YEARS:
        window = make_window(str(year), str(year), basis="year") or NO_WINDOW
        campaigns.append(
            CampaignFact(iri=f"campaign/{year}", name=f"S {year}", series="series/s", year=year, window=window)
        )
        parts = {domain: rng.randrange(3000, 90_000) for domain in DOMAINS}
        totals[year] = total = sum(parts.values())
        half = total * rng.randrange(30, 60) // 100
        for name, value, issued, period in (
            (f"interim-{year}", half, f"{year}-07-05", (f"{year}-01", f"{year}-06")),
            (f"final-{year}", total, f"{year + 1}-01-20", (f"{year}", f"{year}")),
        ):
            documents.append(DocumentFact(id=name, language="en", issued=issued))
            comparator, printed = told(rng, value)
            figures.append(
                make_figure(
                    name, f"{printed} cases", str(printed), comparator=comparator, campaign=f"campaign/{year}",
                    domains=DOMAINS, period=period,
                )
            )  # fmt: skip
        for domain, value in parts.items():
            comparator, printed = told(rng, value)
            figures.append(
                make_figure(
                    f"final-{year}", f"{printed} {domain} cases", str(printed), comparator=comparator,
                    campaign=f"campaign/{year}", domains=(domain,), period=(f"{year}", f"{year}"),
                )
            )  # fmt: skip
        if year - 1 in totals:
            change = round(Decimal(100) * (total - totals[year - 1]) / totals[year - 1], 1)
            figures.append(
                make_figure(
                    f"final-{year}", f"{change} percent", str(change), unit="percent", measure="change",
                    action="increased", campaign=f"campaign/{year}", domains=DOMAINS, period=(f"{year}", f"{year}"),
                )
            )  # fmt: skip
    return world_of(figures, documents, campaigns)


def bad(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.severity is not Severity.INFO]


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_consistent_world_yields_no_violation_and_no_warning(seed: int) -> None:
    assert bad(check(one_world(seed))) == []


def plant(
    world: World, wanted: Callable[[FigureFact], bool], change: Callable[[Decimal], Decimal]
) -> tuple[World, str]:
    """Change the value of the first figure that is wanted; return the world and the figure's IRI."""
    figures = list(world.figures)
    place = next(i for i, f in enumerate(figures) if wanted(f))
    value = change(figures[place].value)
    figures[place] = dataclasses.replace(figures[place], stated=stated(value, "="), comparator="=")
    return world_of(figures, world.documents.values(), world.campaigns.values()), figures[place].iri


def is_total(figure: FigureFact) -> bool:
    return figure.metric.measure == "count" and len(figure.domains) > 1


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_parts_that_exceed_their_total_are_found(seed: int) -> None:
    def wanted(f: FigureFact) -> bool:
        return f.document == "final-2020" and is_total(f)

    world, iri = plant(one_world(seed), wanted, lambda v: (v * Decimal("0.8")).to_integral_value())
    found = [f for f in bad(check(world)) if f.check == "parts-total"]
    assert [(f.verdict, f.severity) for f in found] == [("exceeds", Severity.VIOLATION)]
    assert found[0].figures[0] == iri


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_a_count_that_falls_is_found(seed: int) -> None:
    def wanted(f: FigureFact) -> bool:
        return f.document == "interim-2021"

    world, iri = plant(one_world(seed), wanted, lambda v: v * 4)
    found = bad(check(world))
    assert ("window", "falls") in {(f.check, f.verdict) for f in found}
    assert all(iri in f.figures for f in found)


@given(st.integers(0, 10**6), st.sampled_from([10, 10_000]))
@settings(max_examples=40, deadline=None)
def test_a_reprint_with_a_slip_of_magnitude_is_found(seed: int, slip: int) -> None:
    world = one_world(seed)
    reprint = [
        dataclasses.replace(f, document="reprint", iri=f"{f.iri}/again")
        for f in world.figures
        if f.document == "final-2021"
    ]
    documents = [*world.documents.values(), DocumentFact(id="reprint", language="en", issued="2022-01-20")]
    again = world_of([*world.figures, *reprint], documents, world.campaigns.values())
    assert bad(check(again)) == []
    assert any({"final-2021", "reprint"} == set(f.documents) for f in check(again) if f.check == "lineage")

    def wanted(f: FigureFact) -> bool:
        return f.document == "reprint" and f.domains == frozenset({"food"})

    slipped, iri = plant(again, wanted, lambda v: v * slip)
    found = [f for f in bad(check(slipped)) if f.check == "conflict"]
    assert [f.verdict for f in found] == ["contradiction"]
    assert iri in found[0].figures
    assert f"factor of {slip:,}" in found[0].message


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_growth_that_cannot_be_is_found(seed: int) -> None:
    def wanted(f: FigureFact) -> bool:
        return f.document == "final-2022" and f.metric.measure == "change"

    world, iri = plant(one_world(seed), wanted, lambda v: v + 60)
    found = bad(check(world))
    assert {(f.check, f.verdict, f.severity) for f in found} == {("growth", "clashes", Severity.WARNING)}
    assert iri in found[0].figures


@given(st.integers(0, 10**6), st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_figures_does_not_matter(seed: int, rng: Random) -> None:
    world = one_world(seed)
    figures = list(world.figures)
    rng.shuffle(figures)
    assert check(world_of(figures, world.documents.values(), world.campaigns.values())) == check(world)


def test_an_enumeration_that_names_too_few_is_told() -> None:
    def areas(number: int) -> FigureFact:
        return make_figure("d", f"{number} areas", number, unit="place", what="key areas", action="", domains=DOMAINS)

    assert [f.verdict for f in check(world_of([areas(3)]), ["enumeration"])] == ["holds"]
    assert [f.verdict for f in check(world_of([areas(7)]), ["enumeration"])] == ["mismatch"]


@pytest.mark.parametrize(("rate", "verdict"), [("96.7", "holds"), ("88", "clashes")])
def test_a_clearance_rate_is_worked_out(rate: str, verdict: str) -> None:
    figures = [
        make_figure("d", "1,669 cases", 1669, action="filed"),
        make_figure("d", "1,614 cases", 1614, action="solved"),
        make_figure("d", f"{rate}%", rate, unit="percent", measure="share", what="case clearance rate", action=""),
    ]
    assert [f.verdict for f in check(world_of(figures), ["arithmetic"])] == [verdict]


@pytest.mark.parametrize(("untaxed", "verdict"), [(1335, "holds"), (1435, "clashes")])
def test_two_halves_make_the_whole(untaxed: int, verdict: str) -> None:
    def cases(value: int, what: str) -> FigureFact:
        return make_figure("d", f"{value} {what}", value, what=what, action="filed", domains=("smuggling",))

    world = world_of([cases(3122, "cases"), cases(1787, "tax-related cases"), cases(untaxed, "non-tax-related cases")])
    assert [f.verdict for f in check(world, ["arithmetic"])] == [verdict]
