"""One measurement of `kg extract` in a process of its own; prints a JSON object. Started by `benchmarks.extraction`."""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.announcements import announcement
from benchmarks.measure import resident_mb
from kg.extract.language import detect_language
from kg.extract.record import extract
from kg.model.record import DocumentInfo


def read(text: str) -> int:
    """Read a text and return how many figures it states."""
    return len(extract(text, document=DocumentInfo(id="sample", language=detect_language(text))).figures)


def seconds(step: Callable[[], object]) -> float:
    """Return what a step takes of this process's time: others on the machine do not count."""
    gc.collect()
    started = time.process_time()
    step()
    return time.process_time() - started


def speed(path: str) -> dict[str, Any]:
    """Read the texts of a JSON list over and over; the first round, in which lexicons are loaded, does not count."""
    texts: list[str] = json.loads(Path(path).read_text("utf-8"))
    figures = sum(map(read, texts))
    taken = min(seconds(lambda: [read(text) for text in texts]) for _ in range(3))
    return {"seconds": taken, "figures": figures}


def length(language: str, characters: str) -> dict[str, Any]:
    """Read one text of this length."""
    read(announcement(language, 5_000, 1))
    text = announcement(language, int(characters), 2)
    before = resident_mb()
    taken = seconds(lambda: read(text))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": taken, "characters": len(text), "bytes": len(text.encode()), "more_mb": peak - before}


def memory(count: str) -> dict[str, Any]:
    """Read so many different documents one after the other; what is held after a tenth of them, and after all."""
    held = {}
    for number in range(1, int(count) + 1):
        read(announcement("zh" if number % 4 == 0 else "en", 1_500, number))
        if number in (int(count) // 10, int(count)):
            gc.collect()
            held[number] = resident_mb()
    return {"held_mb": held}


if __name__ == "__main__":
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    print(json.dumps({"speed": speed, "length": length, "memory": memory}[sys.argv[1]](*sys.argv[2:])))
