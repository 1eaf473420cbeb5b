"""The parts of a benchmark run: which sizes, which children, and what of their answers is a figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import run_child, say

REAL = 173
"""Synthetic data folders hold 1, 10 and 100 times as many records as the real one did when this was written."""


PATIENCE = 40
"""pySHACL is waited for so many times as long as ours took, where it would take many minutes."""


def build(work: Path, quick: bool) -> dict[str, Any]:
    """`kg build`: the repository's data, and synthetic folders 1, 10 and 100 times the size."""
    sizes = (0, REAL, 2 * REAL) if quick else (0, REAL, 10 * REAL, 100 * REAL)
    rows = {}
    for records in sizes:
        say(f"building {records or 'data/'} …")
        runs = 5 if records <= REAL and not quick else 1
        try:
            rows[str(records)] = run_child("build", "time", str(work), str(records), str(runs))
        except RuntimeError as error:
            # How far a build can go on this machine is a figure too.
            say(str(error))
            rows[str(records)] = {"records": records, "failed": str(error).strip().splitlines()[-1].rpartition(": ")[2]}
    return {"rows": rows, "stages": {"0": run_child("build", "stages", str(work), "0")}}


def queries(work: Path, quick: bool) -> dict[str, Any]:
    """Nine query kinds at a million quads, by kg and by rdflib."""
    quads = str(50_000 if quick else 1_000_000)
    made = run_child("queries", "make", str(work), quads)
    found: dict[str, Any] = {"made": made}
    for what in ("kg", "cold", "load", "graph", "dataset"):
        say(f"queries: {what} …")
        found[what] = run_child("queries", what, str(work), quads)
    return found


def shacl(work: Path, quick: bool) -> dict[str, Any]:
    """Full SHACL runs by both engines, all of a store of a million quads by ours, and one document into it.

    At the smallest size the two engines must say the same; at the next pySHACL is stopped once the bar is passed.
    """
    tiny, small, large = ("2000", "5000", "50000") if quick else ("10000", "100000", "1000000")
    found: dict[str, Any] = {}
    for what, size in (("full", tiny), ("reference", tiny), ("full", small), ("reference", small)):
        say(f"shacl: {what} at {size} quads …")
        limit = [str(PATIENCE * found[f"full {size}"]["seconds"])] if size == small and what == "reference" else ["600"]
        more = limit if what == "reference" else []
        found[f"{what} {size}"] = run_child("shacl", what, str(work), size, *more)
    for what in ("store", "incremental"):
        say(f"shacl: {what} at {large} quads …")
        found[what] = run_child("shacl", what, str(work), large)
    runs = [{"ours": found[f"full {size}"], "peer": found[f"reference {size}"]} for size in (tiny, small)]
    return {"runs": runs, "store": found["store"], "incremental": found["incremental"]}


def entailment(work: Path, quick: bool) -> dict[str, Any]:
    """All that follows at 100k and a million, and one document's way into a store of a million quads."""
    small, large = ("5000", "50000") if quick else ("100000", "1000000")
    found = {}
    for what, size in (("closure", small), ("closure", large), ("document", large)):
        say(f"entailment: {what} at {size} quads …")
        found[f"{what} {'small' if size == small else 'large'}"] = run_child("entailment", what, str(work), size)
    return found


PARTS: dict[str, Callable[[Path, bool], dict[str, Any]]] = {
    "build": build,
    "queries": queries,
    "shacl": shacl,
    "entailment": entailment,
}
