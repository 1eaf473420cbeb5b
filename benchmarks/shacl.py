"""SHACL: a full run by pyshifty and by pySHACL over the same graph and shapes, and one document into a large store.

python -m benchmarks.shacl full|store|incremental WORK QUADS       prints one JSON object
python -m benchmarks.shacl reference WORK QUADS LIMIT_S
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks.documents import documents
from benchmarks.graphs import made_graph
from benchmarks.measure import median_ms, peak_mb
from kg.pipeline import Engines, validate_store
from kg.rdf.terms import Triple
from kg.rdf.triples import Overlay
from kg.reason.engine import Engine
from kg.store.contract import Reader
from kg.store.workspace import Workspace
from kg.validate.incremental import validate_change
from kg.validate.report import ValidationReport

FLAWS = 200
"""So many triples are taken out of the graph, so that the two engines have something to agree about."""


def main(arguments: list[str]) -> None:
    """Measure one thing and print what was found."""
    what, work, quads = arguments[0], Path(arguments[1]), int(arguments[2])
    data = made_graph(work, quads).merged_nt.read_bytes()
    if what == "incremental":
        found = _incremental(work, quads)
    elif what == "reference":
        found = _reference(_flawed(data), limit_s=float(arguments[3]))
    elif what == "store":
        found = _store(work, quads)
    else:
        found = _full(_flawed(data), runs=3)
    print(json.dumps(found))


def _flawed(data: bytes) -> bytes:
    """Return N-Triples without some of their lines."""
    lines = data.splitlines(keepends=True)
    gone = set(Random(7).sample(range(len(lines)), FLAWS))
    return b"".join(line for number, line in enumerate(lines) if number not in gone)


def _told(report: ValidationReport) -> dict[str, Any]:
    keys = sorted("\t".join(map(str, result.key)) for result in report.results)
    return {"results": len(keys), "digest": hash_of(keys)}


def hash_of(keys: list[str]) -> str:
    """Return a digest of some lines."""
    import hashlib

    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def _full(data: bytes, *, runs: int) -> dict[str, Any]:
    """Parse, index and validate: what one run takes from bytes to report, the shapes being compiled."""
    shapes = Engines.load().shapes
    triples = data.count(b"\n")
    seconds = median_ms(lambda: shapes.validate_triples(data), runs=runs, warm=0) / 1000
    return {"triples": triples, "seconds": seconds, **_told(shapes.validate_triples(data))}


def _store(work: Path, quads: int) -> dict[str, Any]:
    """All of a store, as `kg validate` does it: slice by slice where it is large."""
    made = made_graph(work, quads)
    with Workspace(made.workspace).open_reader() as reader:
        started, cpu = time.perf_counter(), time.process_time()
        report = validate_store(reader)
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    return {"triples": made.merged, "seconds": seconds, "cpu_s": cpu, "peak_mb": peak_mb(), **_told(report)}


def _reference(data: bytes, *, limit_s: float) -> dict[str, Any]:
    """The same by pySHACL, stopped when it takes longer than a limit; parsing is told apart and left out."""
    import rdflib

    shapes = Engines.load().shapes
    started = time.perf_counter()
    rdflib.Graph().parse(data=data, format="nt")
    parsing = time.perf_counter() - started

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit_s + parsing)
    started = time.perf_counter()
    try:
        told = _told(shapes.validate_triples(data, "pyshacl"))
    except TimeoutError:
        told = {"stopped": True}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"seconds": time.perf_counter() - started - parsing, **told}


def _incremental(work: Path, quads: int) -> dict[str, Any]:
    """One new document after the other, against the store as it is: what a write waits for before it lands."""
    made = made_graph(work, quads)
    engines = Engines.load()
    times, sizes, affected = [], [], []
    with Workspace(made.workspace).open_reader() as reader:
        for document in documents(made, count=15):
            added = _with_what_follows(engines.rules, reader, document.triples)

            def step(added: set[Triple] = added) -> ValidationReport:
                return validate_change(engines.shapes, Overlay(reader, added=added), added)

            report = step()
            if report.note:
                raise SystemExit(f"not incremental: {report.note}")
            times.append(median_ms(step, runs=5))
            sizes.append(len(document.triples))
            affected.append(len(report.affected or ()))
    return {"ms": median(times), "worst_ms": max(times), "triples": median(sizes), "affected": median(affected)}


class _NothingInferred:
    """A new document's triples were not inferred before in any way that matters to validation."""

    def rules_of(self, triple: Triple) -> frozenset[str]:
        """Return no rule."""
        return frozenset()


def _with_what_follows(rules: Engine, reader: Reader, stated: list[Triple]) -> set[Triple]:
    """Return what the merged view gains by a document: its triples and what follows from them, as a write would."""
    fresh = [triple for triple in stated if triple not in reader]
    change = rules.update(reader, _NothingInferred(), added=fresh, removed=())
    return {*fresh, *(triple for triple in change.triples_added if triple not in reader)}


if __name__ == "__main__":
    main(sys.argv[1:])
