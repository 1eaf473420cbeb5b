"""How long it takes to link new names against a large registry.

    python -m benchmarks.resolution                                  10,000 names against 100,000 things
    python -m benchmarks.resolution --names 1000 --things 10000

The registry is a synthetic one; the names are its own, printed otherwise: capitals, another year, a word left out, a
letter changed, and some that it does not have. The table gives the seconds for the index and for the names, candidates
compared for each name (all pairs would be as many as there are things), and the most memory the process held.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from random import Random

from benchmarks.synthetic import synthetic_dataset
from kg.model.record import AgencyMention, CampaignMention, DocumentInfo, ExtractionRecord, OfficialMention
from kg.model.registry import Entry, Registry
from kg.resolve.linker import Linker

NAMES_IN_ONE = 10


def make_registry(things: int, seed: int = 7) -> Registry:
    """Return a registry of about so many agencies, campaigns and officials."""
    return synthetic_dataset(
        1000, seed, agencies=things * 5 // 10, campaigns=things * 3 // 10, officials=things * 2 // 10
    ).registry


def make_records(registry: Registry, names: int, seed: int = 7) -> Iterator[ExtractionRecord]:
    """Yield documents with so many names in all, most of them of things the registry has, printed otherwise."""
    rng = Random(seed)
    kinds = (registry.agencies, registry.campaigns, registry.officials)
    for number in range(names // NAMES_IN_ONE):
        found: list[tuple[str, ...]] = [(_reworded(rng, rng.choice(kinds[at % 3])),) for at in range(NAMES_IN_ONE)]
        yield ExtractionRecord(
            document=DocumentInfo(id=f"new-{number}", language="en", published="2024-05-01"),
            agencies=tuple(AgencyMention(key=f"a{i}", names=n) for i, n in enumerate(found[0::3])),
            campaigns=tuple(CampaignMention(key=f"c{i}", names=n) for i, n in enumerate(found[1::3])),
            officials=tuple(OfficialMention(key=f"o{i}", names=n) for i, n in enumerate(found[2::3])),
        )


def _reworded(rng: Random, entry: Entry) -> str:
    name = rng.choice([label.value for label in entry.labels if label.is_name] or ["Nobody"])
    match rng.randrange(6):
        case 0:
            return name.upper()
        case 1:
            return name.replace("202", "201")
        case 2 if " " in name:
            return name.rpartition(" ")[0]
        case 3 if len(name) > 9:
            at = rng.randrange(1, len(name) - 1)
            return f"{name[:at]}x{name[at + 1 :]}"
        case 4:
            return f"{name} {rng.choice(('North', 'Office', '分局'))}"
        case _:
            return name


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=10_000)
    parser.add_argument("--things", type=int, default=100_000)
    options = parser.parse_args()
    registry = make_registry(options.things)
    held = sum(map(len, (registry.agencies, registry.campaigns, registry.series, registry.officials)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    records = list(make_records(registry, options.names))
    start = time.process_time()
    linker = Linker(registry)
    first = Counter(d.status for d in linker.resolve(next(islice(records, 1))).decisions)
    indexed = time.process_time()
    told = first + Counter(d.status for record in records[1:] for d in linker.resolve(record).decisions)
    done = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{sum(told.values()):,} names, {held:,} things: index {indexed - start:.1f} s, names {done - indexed:.1f} s, "
        f"together {done - start:.1f} s of one core; {linker.compared / sum(told.values()):.1f} comparisons a name; "
        f"{memory:.0f} MB at most, {before:.0f} MB of them the registry; {dict(sorted(told.items()))}"
    )


if __name__ == "__main__":
    main()
