"""`kg build` from a data folder to a validated store, each time in a fresh process with a fresh workspace.

    python -m benchmarks.build time WORK RECORDS RUNS    prints what a build takes
    python -m benchmarks.build stages WORK RECORDS       prints where the time goes, in one process

RECORDS 0 is the repository's own data/.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import ROOT, Finished, resident_mb, run_process

LIMIT_S = 600.0
"""A build that takes longer is stopped, and that is the figure."""


def folder_of(work: Path, records: int) -> Path:
    """Return the data folder with so many records, written by a process of its own when it is not there yet."""
    if not records:
        return ROOT / "data"
    folder = work / f"data-{records}"
    if not (folder / "registry" / "links.json").exists():
        command = [sys.executable, "-m", "benchmarks.synthetic", "--records", str(records), "-o", str(folder)]
        run_process(command)
    return folder


def time_build(folder: Path, *, runs: int) -> dict[str, Any]:
    """Return the median time of a build and the most memory it took."""
    found: list[Finished] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as workspace:
            command = [sys.executable, "-m", "kg", "build", str(folder), "--workspace", workspace, "--no-progress"]
            found.append(run_process(command, timeout_s=LIMIT_S))
    records = sum(1 for entry in os.scandir(folder / "records") if entry.name.endswith(".json"))
    return {
        "records": records,
        "seconds": median(run.seconds for run in found),
        "cpu_s": median(run.cpu_s for run in found),
        "peak_mb": max(run.peak_mb for run in found),
        "summary": found[0].output,
    }


def time_stages(folder: Path) -> dict[str, list[float]]:
    """Return the seconds each stage of a build takes, and the memory held at its end in MB."""
    # Imported here: the process that times other processes must stay small.
    from kg.pipeline import build
    from kg.store.workspace import Workspace

    marks: dict[str, tuple[float, float]] = {}

    def progress(what: str, done: int, total: int) -> None:
        if what not in marks:
            marks[what] = (time.perf_counter(), resident_mb())

    with tempfile.TemporaryDirectory() as workspace:
        progress("reading the registry", 0, 0)
        build(folder, Workspace(workspace), progress=progress)
        progress("", 0, 0)
    spans = zip(marks.items(), list(marks.values())[1:], strict=False)
    return {what: [ended - started, memory] for (what, (started, _)), (ended, memory) in spans}


def main(arguments: list[str]) -> None:
    """Measure one thing and print what was found."""
    what, work, records = arguments[0], Path(arguments[1]), int(arguments[2])
    folder = folder_of(work, records)
    if what == "time":
        print(json.dumps(time_build(folder, runs=int(arguments[3]))))
    else:
        print(json.dumps(time_stages(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
