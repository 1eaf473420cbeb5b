"""Run every benchmark and write docs/benchmarks.md.

    python benchmarks/run.py                             print the tables
    python benchmarks/run.py --write docs/benchmarks.md  write them down
    python benchmarks/run.py --quick                     small sizes, under two minutes
    python benchmarks/run.py --only queries              one part; the others keep the figures of the last run

Synthetic graphs and the figures of the last run are kept in --work (.benchmarks/), so that a part can be run again.
This process stays small and measures nothing itself: every measurement has a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started as a script: `python benchmarks/run.py`
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import parts
from benchmarks.measure import machine, say, versions
from benchmarks.report import render_page, render_part

PACKAGES = ("campaign-kg", "pyoxigraph", "pyshifty", "pyshacl", "rdflib")


def main(arguments: list[str] | None = None) -> int:
    """Run the parts asked for; return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description="Run the benchmarks.", epilog="Parts: " + ", ".join(parts.PARTS))
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that everything runs, not how fast")
    parser.add_argument("--only", choices=parts.PARTS, action="append", help="run this part alone (may be repeated)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page of figures (docs/benchmarks.md)")
    parser.add_argument("--work", type=Path, default=Path(".benchmarks"), help="where graphs and last figures are kept")
    given = parser.parse_args(arguments)
    work = (given.work / ("quick" if given.quick else "full")).absolute()
    work.mkdir(parents=True, exist_ok=True)
    figures = work / "figures.json"
    found: dict[str, Any] = json.loads(figures.read_text()) if figures.exists() else {}
    for name in given.only or parts.PARTS:
        say(f"— {name}")
        load = os.getloadavg()[0]
        found[name] = parts.PARTS[name](work, given.quick)
        found[name]["load_average"] = round(load, 1)
        found["machine"], found["versions"] = machine(), versions(*PACKAGES)
        figures.write_text(json.dumps(found, indent=1, ensure_ascii=False))
        print(render_part(name, found[name]), flush=True)
    if given.write:
        given.write.write_text(render_page(found, quick=given.quick), encoding="utf-8")
        say(f"written: {given.write}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
