"""Entailment and writing: all that follows at once, what one document changes, and a document's way into the store.

python -m benchmarks.entailment closure|document WORK QUADS       prints one JSON object
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.documents import Document, documents
from benchmarks.graphs import Made, made_graph
from benchmarks.measure import median_ms
from kg.pipeline import Engines
from kg.rdf.iris import Iris
from kg.rdf.terms import RdfFormat, Triple, parse
from kg.rdf.triples import Overlay
from kg.reason.graphs import StoredInferred, inferred_patches
from kg.reason.rules import is_inferred_graph
from kg.store.embedded import EmbeddedStore
from kg.store.workspace import Workspace
from kg.validate.incremental import validate_change

STEPS = ("write path", "delta of what is stated", "inference", "delta of the merged view", "validation", "commit")


def main(arguments: list[str]) -> None:
    """Measure one thing and print what was found."""
    what, work, quads = arguments[0], Path(arguments[1]), int(arguments[2])
    made = made_graph(work, quads)
    print(json.dumps(_closure(made) if what == "closure" else _document(made)))


def _closure(made: Made) -> dict[str, Any]:
    """Everything that follows from all that is stated, the triples being in memory."""
    rules = Engines.load().rules
    stated: set[Triple] = set()
    with made.nquads.open("rb") as file:
        for quad in parse(file, format=RdfFormat.N_QUADS):
            graph = quad.graph_name
            if not is_inferred_graph(graph):
                stated.add(quad.triple)
    seconds = median_ms(lambda: rules.closure(stated), runs=3, warm=0) / 1000
    return {"stated": len(stated), "inferred": len(rules.closure(stated)), "seconds": seconds}


def _document(made: Made) -> dict[str, Any]:
    """Replace one document after the other by another of its size, as `kg build RECORD` does, step by step."""
    engines, iris = Engines.load(), Iris()
    old, new = documents(made, count=12, known=True), documents(made, count=12)
    times: dict[str, list[float]] = {step: [] for step in STEPS}
    with _copied(made) as path, EmbeddedStore(path) as store:
        for before, after in zip(old, new, strict=True):
            # The first time pages are cold: put the document in, then measure its way out again and in once more.
            for content in (after, before, after):
                times_of = _replace(store, before, content, engines, iris)
            for step, taken in times_of.items():
                times[step].append(taken * 1000)
        replaced = _plain_replace(store, old, new)
    found: dict[str, Any] = {step: median(taken) for step, taken in times.items()}
    return {**found, "replace graph alone": replaced, "worst": max(times["write path"]), "triples": 265}


@contextmanager
def _copied(made: Made) -> Iterator[Path]:
    """Yield a copy of the store, to be written to."""
    with tempfile.TemporaryDirectory(dir=made.nquads.parent) as folder:
        name = Workspace(made.workspace).current()
        assert name is not None
        path = Path(folder) / "store"
        shutil.copytree(Workspace(made.workspace).store_path / name, path)
        yield path


def _replace(
    store: EmbeddedStore, place: Document, content: Document, engines: Engines, iris: Iris
) -> dict[str, float]:
    """Let a document's graph hold what another states; return how long each step took."""
    reader = store.reader()
    marks = [time.perf_counter()]
    with store.writer() as writer:
        writer.replace_graph(place.graph, content.triples)
        stated = writer.delta(ignoring=lambda graph: is_inferred_graph(graph))
        marks.append(time.perf_counter())
        known = StoredInferred(reader, base=iris.base)
        change = engines.rules.update(reader, known, added=stated.added, removed=stated.removed)
        for patch in inferred_patches(change, base=iris.base):
            writer.patch_graph(patch.graph, patch.added, patch.removed)
        marks.append(time.perf_counter())
        delta = writer.delta()
        marks.append(time.perf_counter())
        after = Overlay(reader, added=delta.added, removed=delta.removed)
        report = validate_change(engines.shapes, after, delta.added, delta.removed)
        if report.note:
            raise SystemExit(f"not incremental: {report.note}")
        marks.append(time.perf_counter())
    marks.append(time.perf_counter())
    parts = [later - earlier for earlier, later in pairwise(marks)]
    return dict(zip(STEPS, [marks[-1] - marks[0], *parts], strict=True))


def _plain_replace(store: EmbeddedStore, old: list[Document], new: list[Document]) -> float:
    """Return the median time, in ms, to replace a graph atomically and flush it, nothing inferred or validated."""
    times = []
    for place, content in zip(old, reversed(new), strict=True):
        started = time.perf_counter()
        with store.writer() as writer:
            writer.replace_graph(place.graph, content.triples)
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


if __name__ == "__main__":
    main(sys.argv[1:])
