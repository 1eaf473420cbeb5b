"""What the checks say of the shipped records, against what was worked out from the announcements by hand."""

from __future__ import annotations

import re

import pytest

from kg.consistency.facts import World
from kg.consistency.findings import Finding
from kg.consistency.run import check
from kg.consistency.sidebyside import side_by_side
from kg.model.vocabulary import BASE
from kg.validate.report import Severity
from tests.conftest import REPOSITORY


@pytest.fixture(scope="session")
def findings(shipped: World) -> tuple[Finding, ...]:
    return check(shipped)


def of(findings: tuple[Finding, ...], name: str, verdict: str, *documents: str) -> list[Finding]:
    return [f for f in findings if f.check == name and f.verdict == verdict and set(documents) <= set(f.documents)]


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ("skynet-2018", "1 + 17 + 66 + 76 + 198 + 202 + 275 + 500 = 1,335"),
        ("skynet-2016-guangming", "137 + 272 = 409"),
        ("national-sword-2018", "1,819 + 1,782 = 3,601"),
        ("customs-2020-q3", "1,787 + 1,335 = 3,122"),
        ("pension-fraud-2022-shanxi", "184 + 485 = 669"),
        ("kunlun-2024-qianxinan", "187 + 46 = 233"),
        ("kunlun-2024-qianxinan", "49 + 210 = 259"),
        ("haechi-iv-2023-tech-press", "199,000,000 + 101,000,000 = 300,000,000"),
        ("shield-i-2020-europol", "388 + 148 = 536"),
        ("shield-i-2020-europol", "29 + 66 = 95"),
        ("shield-i-2020-europol", "8 + 19 = 27"),
        ("stop-ii-2021-wco-interim", "13,500,000 + 195,500,000 + 156,700,000 = 365,700,000"),
        ("stop-ii-2022-wco-final", "214,400,000 + 13,500,000 + 273,600,000 = 501,500,000"),
    ],
)
def test_sums_that_hold(findings: tuple[Finding, ...], document: str, line: str) -> None:
    numbers = sorted(re.findall(r"[\d,]+", line))
    held = [f for f in findings if f.verdict == "holds" and document in f.documents]
    assert any(
        sorted(re.findall(r"[\d,]+", f.message.partition(";")[0].partition(" against")[0])) == numbers for f in held
    )


def test_growth_agrees_where_the_base_is_stated(findings: tuple[Finding, ...]) -> None:
    agreeing = of(findings, "growth", "agrees", "kunlun-2022-year", "kunlun-2021-year")
    assert {f.quotes[1] for f in agreeing} == {"84,000 criminal cases", "116,000 criminal suspects"}


def test_growth_from_one_edition_to_the_next(findings: tuple[Finding, ...]) -> None:
    agreeing = of(findings, "growth", "agrees", "opson-vii-2018-trade")
    assert agreeing
    assert any("for the edition before" in f.message for f in agreeing)


def test_growth_over_fewer_days_is_compatible_not_wrong(findings: tuple[Finding, ...]) -> None:
    assert of(findings, "growth", "compatible", "kunlun-2022-year", "kunlun-2021-nov")
    assert of(findings, "growth", "compatible", "customs-2020-q3", "national-sword-2019")


def test_growth_that_is_off_by_a_little_is_told_mildly(findings: tuple[Finding, ...]) -> None:
    for now, before in (("national-sword-2018", "national-sword-2017"), ("national-sword-2019", "national-sword-2018")):
        clashes = of(findings, "growth", "clashes", now, before)
        assert [f.severity for f in clashes] == [Severity.INFO]


def test_one_value_of_two_editions_is_no_conflict(findings: tuple[Finding, ...]) -> None:
    assert not of(findings, "conflict", "contradiction", "kunlun-2021-launch")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pangea-vii-2014-interpol", "pangea-viii-2015-occrp"),
        ("pangea-viii-2015-wco", "pangea-viii-2015-occrp"),
        ("pangea-x-2017-portugal", "pangea-xi-2018-digest"),
        ("opson-ix-2020-farm-press", "opson-ix-2021-analysis-report"),
        ("telecom-fraud-2025-cyd", "telecom-fraud-2025-mpaypass"),
    ],
)
def test_numbers_that_cannot_both_hold(findings: tuple[Finding, ...], one: str, other: str) -> None:
    assert of(findings, "conflict", "contradiction", one, other)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("stop-ii-2021-wco-interim", "stop-ii-2022-wco-final", "date"),
        ("shield-iii-2022-border-press", "shield-iii-2023-anti-piracy-press", "comparator"),
        ("hundred-day-2022-hk", "hundred-day-2022-hk", "rounding"),
        ("reunion-2021-jul", "reunion-2021-sep", "date"),
    ],
)
def test_what_looks_like_conflict_and_is_none(findings: tuple[Finding, ...], one: str, other: str, why: str) -> None:
    assert not of(findings, "conflict", "contradiction", one, other)
    assert any(f"explained by {why}" in f.message for f in of(findings, "conflict", "explained", one, other))


def test_a_slip_of_magnitude_is_named(findings: tuple[Finding, ...]) -> None:
    slips = [f for f in findings if f.severity is Severity.VIOLATION and "factor of 10,000" in f.message]
    assert {d for f in slips for d in f.documents} >= {"telecom-fraud-2025-cyd", "telecom-fraud-2025-mpaypass"}


def test_counts_that_add_up_fall_only_where_the_texts_do(findings: tuple[Finding, ...]) -> None:
    assert of(findings, "window", "falls", "yangtze-2020-aug-video", "yangtze-2020-sep")
    assert not of(findings, "window", "falls", "reunion-2021-jul")
    assert len(of(findings, "window", "rises", "reunion-2021-jul", "reunion-2021-sep")) >= 2


def test_parts_that_do_not_exhaust_a_whole_are_no_error(findings: tuple[Finding, ...]) -> None:
    assert not [f for f in of(findings, "parts-total", "exceeds") if f.severity is Severity.VIOLATION]
    assert not of(findings, "parts-total", "exceeds", "kunlun-2021-nov")


def test_a_bound_that_is_true_but_loose_is_a_warning(findings: tuple[Finding, ...]) -> None:
    (found,) = of(findings, "parts-total", "exceeds", "kunlun-2025-yunnan")
    assert found.severity is Severity.WARNING
    assert "1,654 + 569 + 2,400 = 4,623 against more than 4,000" in found.message


def test_reprints_are_one_source(findings: tuple[Finding, ...]) -> None:
    assert of(findings, "lineage", "same-source", "foxhunt-2016-aug", "skynet-2016-guangming")


def test_an_announcement_in_two_languages_is_found_and_what_one_leaves_out_is_told(
    findings: tuple[Finding, ...],
) -> None:
    assert of(findings, "translation", "mismatch", "mps-2024-annual", "mps-2024-annual-en")


def test_filed_is_never_set_against_solved(findings: tuple[Finding, ...], shipped: World) -> None:
    for finding in of(findings, "comparability", "comparable") + of(findings, "comparability", "caveat"):
        stages = {f.metric.stage for f in shipped.figures if f.iri in finding.figures}
        assert not ({"filed", "solved"} <= stages)


def test_every_violation_was_looked_at_and_is_explained(findings: tuple[Finding, ...]) -> None:
    page = (REPOSITORY / "docs" / "consistency.md").read_text("utf-8")
    listed = set(re.findall(r"^- `([0-9a-f]{12})`", page, re.MULTILINE))
    found = {f.key for f in findings if f.severity is Severity.VIOLATION}
    assert found == listed


def test_editions_side_by_side(shipped: World) -> None:
    table = side_by_side(shipped, f"{BASE}id/series/kunlun")
    names = [e.iri.rpartition("/")[2] for e in table.editions]
    cases = next(row for row in table.rows if row.name.startswith("case"))
    at = {name: place for place, name in enumerate(names)}
    value = {name: cases.cells[place] for name, place in at.items()}
    assert [int(f.value) for f in (value["kunlun-2021"], value["kunlun-2022"]) if f is not None] == [75_000, 84_000]
    assert cases.gates[at["kunlun-2021"], at["kunlun-2022"]].verdict == "caveat"
    assert cases.gates[at["kunlun-2019"], at["kunlun-2020"]].verdict == "not-comparable"
