"""The editions of a series side by side, with what may and may not be compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from kg.consistency.checks.comparability import Comparison, compare, headlines
from kg.consistency.facts import CampaignFact, FigureFact, World

Family = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One metric over the editions.

    Shape: `cells` has an entry for each edition of the table, None where nothing is stated; `gates` maps the places of
    two neighbouring stated cells to whether they may be compared.
    """

    name: str
    cells: tuple[FigureFact | None, ...]
    gates: dict[tuple[int, int], Comparison]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The editions of a series, oldest first, and the metrics that two or more of them state."""

    series: str
    editions: tuple[CampaignFact, ...]
    rows: tuple[Row, ...]


def side_by_side(world: World, series: str) -> SideBySide:
    """Return a series' table; `series` is its IRI. Empty when fewer than two editions state one metric."""
    by_campaign: dict[str, list[FigureFact]] = defaultdict(list)
    for figure in world.figures:
        if figure.campaign and not figure.minor and not figure.case:
            by_campaign[figure.campaign].append(figure)
    editions = tuple(e for e in world.editions().get(series, ()) if e.iri in by_campaign)
    chosen = [headlines(by_campaign[edition.iri]) for edition in editions]
    count: dict[Family, int] = defaultdict(int)
    for figures in chosen:
        for family in figures:
            count[family] += 1
    rows = [_row(family, chosen) for family in count if count[family] > 1]
    rows.sort(key=lambda row: (-sum(cell is not None for cell in row.cells), row.name))
    return SideBySide(series=series, editions=editions, rows=tuple(rows))


def _row(family: Family, chosen: list[dict[Family, FigureFact]]) -> Row:
    cells = tuple(figures.get(family) for figures in chosen)
    stated = [(place, cell) for place, cell in enumerate(cells) if cell is not None]
    gates = {(i, j): compare(a, b) for (i, a), (j, b) in pairwise(stated)}
    stages = sorted({cell.metric.stage for _, cell in stated if cell.metric.stage})
    unit, _, noun, money = family
    name = f"{noun or unit}, {money}" if money else noun or unit
    if stages:
        name += f" ({', '.join(stages)})"
    return Row(name=name, cells=cells, gates=gates)
