"""How long the checks take over ever more figures.

    python -m benchmarks.consistency                       10,000, 100,000 and 1,000,000 figures
    python -m benchmarks.consistency --figures 50000

The figures are those of a world that is consistent but for one planted error in a thousand announcements: series with
three editions, interim and final counts, parts, growth, reprints. The table gives seconds of one core, microseconds a
figure (they should not grow), findings, and the most memory the process held.
"""

from __future__ import annotations

import argparse
import gc
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from kg.consistency.checks import CHECKERS
from kg.consistency.facts import CampaignFact, DocumentFact, FigureFact, World, world_of
from kg.consistency.interval import stated
from kg.consistency.metrics import Metric, read_metric
from kg.consistency.window import NO_WINDOW, Window, make_window

DOMAINS = ("food", "drug", "environment")
YEARS = (2020, 2021, 2022)
PLANTED = 1000
"""One announcement in so many states an impossible total."""


@dataclass
class _Maker:
    """Makes facts with values that are as uneven as real ones."""

    rng: Random
    cases: Metric
    change: Metric
    windows: dict[tuple[str, str], Window]

    def figure(
        self, document: str, number: int, value: Decimal, campaign: str, domains: tuple[str, ...],
        period: tuple[str, str], metric: Metric,
    ) -> FigureFact:  # fmt: skip
        window = self.windows.setdefault(period, make_window(*period, basis="stated") or NO_WINDOW)
        return FigureFact(
            iri=f"figure/{document}/{number}",
            document=document,
            quote=f"{value} cases",
            metric=metric,
            stated=stated(value, "="),
            comparator="=",
            campaign=campaign,
            domains=frozenset(domains),
            window=window,
            position=number,
        )


def make_world(figures: int, seed: int = 7) -> World:
    """Return a world of about so many figures."""
    facts: list[FigureFact] = []
    documents: list[DocumentFact] = []
    campaigns: list[CampaignFact] = []
    maker = _Maker(
        Random(seed),
        read_metric(unit="case", measure="count", what="cases", action="solved"),
        read_metric(unit="percent", measure="change", what="cases", action="increased"),
        {},
    )
    series = 0
    while len(facts) < figures:
        for fact in _series(maker, series, documents, campaigns):
            facts.append(fact)
        series += 1
    return world_of(facts, documents, campaigns)


def _series(
    maker: _Maker, number: int, documents: list[DocumentFact], campaigns: list[CampaignFact]
) -> Iterator[FigureFact]:
    rng, before = maker.rng, 0
    campaigns.append(CampaignFact(iri=f"series/{number}", is_series=True))
    for year in YEARS:
        campaign = f"campaign/{number}-{year}"
        campaigns.append(
            CampaignFact(
                iri=campaign, name=campaign, series=f"series/{number}", year=year,
                window=make_window(str(year), str(year), basis="year") or NO_WINDOW,
            )
        )  # fmt: skip
        parts = [int(rng.lognormvariate(7, 2)) + 10 for _ in DOMAINS]
        total = sum(parts)
        final, interim = f"final-{number}-{year}", f"interim-{number}-{year}"
        documents.append(DocumentFact(id=interim, language="en", issued=f"{year}-07-05"))
        yield maker.figure(interim, 0, Decimal(total // 2), campaign, DOMAINS, (str(year), f"{year}-06"), maker.cases)
        names = [final, f"{final}-reprint"] if rng.random() < 0.1 else [final]
        whole = str(year), str(year)
        for name in names:
            documents.append(DocumentFact(id=name, language="en", issued=f"{year + 1}-01-20"))
            told = total // 2 if rng.random() < 1 / PLANTED else total
            yield maker.figure(name, 0, Decimal(told), campaign, DOMAINS, whole, maker.cases)
            for place, (domain, value) in enumerate(zip(DOMAINS, parts, strict=True), start=1):
                yield maker.figure(name, place, Decimal(value), campaign, (domain,), whole, maker.cases)
            if before:
                change = round(Decimal(100) * (total - before) / before, 1)
                yield maker.figure(name, 9, change, campaign, DOMAINS, whole, maker.change)
        before = total


def measure(figures: int) -> dict[str, object]:
    """Return what checking a world of so many figures takes."""
    world = make_world(figures)
    gc.collect()
    seconds, counts = {}, Counter[str]()
    for name, checker in CHECKERS.items():
        start = time.process_time()
        for finding in checker(world):
            counts[f"{finding.check} {finding.verdict}"] += 1
        seconds[name] = time.process_time() - start
    return {
        "figures": len(world.figures),
        "seconds": seconds,
        "total": sum(seconds.values()),
        "findings": counts,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    for size in parser.parse_args().figures:
        found = measure(size)
        seconds = found["seconds"]
        assert isinstance(seconds, dict)
        slowest = ", ".join(f"{n} {s:.1f}" for n, s in sorted(seconds.items(), key=lambda i: -i[1])[:4])
        total, figures = float(str(found["total"])), int(str(found["figures"]))
        print(
            f"{figures:>9,} figures  {total:7.1f} s  {1e6 * total / figures:5.0f} µs a figure  "
            f"{float(str(found['memory_mb'])):6.0f} MB  slowest: {slowest}",
            flush=True,
        )


if __name__ == "__main__":
    main()
