"""Measure how fast `kg extract` reads and write docs/extraction-speed.md.

    python benchmarks/extraction.py --peers DIR                             print the page; DIR is made when not there
    python benchmarks/extraction.py --peers DIR --write docs/extraction-speed.md
    python benchmarks/extraction.py --documents FOLDER                      texts of yours beside the synthetic ones
    python benchmarks/extraction.py --quick                                 small sizes

`--peers` is a virtual environment for the libraries kg is compared with; without it that part is left out. Every
measurement has a process of its own on one core, and counts that process's time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started as a script: `python benchmarks/extraction.py`
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.announcements import announcement
from benchmarks.extraction_page import render_page
from benchmarks.measure import ROOT, machine, run_child, run_process, say
from kg.extract.language import detect_language

SIZES = (100_000, 1_000_000, 10_000_000)


def main(arguments: list[str] | None = None) -> int:
    """Run every part and print or write the page."""
    parser = argparse.ArgumentParser(description="Measure how fast announcements are read.")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that everything runs, not how fast")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="environment for spaCy and quantulum3")
    parser.add_argument("--documents", type=Path, metavar="FOLDER", help="texts to read beside the synthetic ones")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page (docs/extraction-speed.md)")
    given = parser.parse_args(arguments)
    found: dict[str, Any] = {"machine": machine(), "load": round(os.getloadavg()[0], 1), "quick": given.quick}
    found["speed"] = measure_speed(texts_of(given.documents, quick=given.quick), given.peers)
    sizes = SIZES[:2] if given.quick else SIZES
    found["length"] = {
        language: [
            _told(f"{language} {size:,}", run_child("extraction_child", "length", language, str(size)))
            for size in sizes
        ]
        for language in ("en", "zh")
    }
    documents = 500 if given.quick else 10_000
    found["memory"] = _told("memory", run_child("extraction_child", "memory", str(documents)))["held_mb"]
    found["workers"] = measure_workers(40 if given.quick else 400)
    page = render_page(found)
    if given.write:
        given.write.write_text(page, "utf-8")
        say(f"written: {given.write}")
    else:
        print(page)
    return 0


def texts_of(folder: Path | None, *, quick: bool) -> dict[str, list[str]]:
    """Return the sets of texts to be timed, by what they are called."""
    count = 3 if quick else 12
    sets = {
        "synthetic, English": [announcement("en", 6_000, seed) for seed in range(count)],
        "synthetic, Chinese": [announcement("zh", 3_000, seed) for seed in range(count)],
    }
    if folder is not None:
        for path in sorted(folder.rglob("*.txt")):
            text = path.read_text("utf-8")
            kind = "English" if detect_language(text) == "en" else "Chinese"
            long = ", long" if len(text) > 20_000 else ""
            sets.setdefault(f"real, {kind}{long}", []).append(text)
    return sets


def measure_speed(sets: dict[str, list[str]], peers: Path | None) -> list[dict[str, Any]]:
    """Time each set, by kg and, where it is English, by the peers."""
    python = _peers_python(peers) if peers else None
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in sets.items():
            path = Path(folder) / "texts.json"
            path.write_text(json.dumps(texts), "utf-8")
            row = {"name": name, "characters": sum(map(len, texts)), "bytes": sum(len(t.encode()) for t in texts)}
            row["kg"] = run_child("extraction_child", "speed", str(path))
            if python and "English" in name:
                command = [str(python), str(ROOT / "benchmarks" / "extraction_peers.py"), str(path)]
                row["peers"] = json.loads(run_process(command).output.strip().splitlines()[-1])
            rows.append(_told(name, row))
    return rows


def _peers_python(folder: Path) -> Path:
    """Return the Python of the peers' environment, which is made when it is not there."""
    python = folder.absolute() / "bin" / "python"
    if not python.exists():
        say(f"making {folder}")
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "-r", ROOT / "benchmarks" / "requirements-peers.txt"]
        subprocess.run(install, check=True)
    return python


def measure_workers(count: int) -> dict[str, Any]:
    """Time the command on a folder, with one worker and with two; this alone is by the clock on the wall."""
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder) / "documents"
        documents.mkdir()
        for number in range(count):
            (documents / f"d{number}.txt").write_text(announcement("en", 20_000, number), "utf-8")
        taken = {}
        for workers in (1, 2):
            command = [sys.executable, "-m", "kg", "-q", "extract", str(documents)]
            started = time.perf_counter()
            run_process([*command, "-o", str(Path(folder) / f"out{workers}"), "--workers", str(workers)])
            taken[workers] = time.perf_counter() - started
    return _told("workers", {"documents": count, "seconds": taken})


def _told(name: str, found: dict[str, Any]) -> dict[str, Any]:
    say(f"— {name}: {json.dumps(found)}")
    return found


if __name__ == "__main__":
    sys.exit(main())
