"""Nine query kinds over one graph, by kg's own reader on disk and by rdflib in memory, each in its own process.

python -m benchmarks.queries make|kg|cold|load|dataset|graph WORK QUADS      prints one JSON object
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.graphs import Made, made_graph
from benchmarks.measure import median_ms, resident_mb
from benchmarks.questions import Question, questions
from kg.rdf.terms import Literal
from kg.store.bulk import bulk_build
from kg.store.contract import Reader, Solutions, Triples
from kg.store.workspace import Workspace


def main(arguments: list[str]) -> None:
    """Measure one engine and print what was found."""
    engine, work, quads = arguments[0], Path(arguments[1]), int(arguments[2])
    made = made_graph(work, quads)
    measured = {
        "make": _made,
        "kg": _measure_kg,
        "cold": _measure_cold,
        "load": _load_kg,
        "dataset": _measure_dataset,
        "graph": _measure_graph,
    }
    print(json.dumps(measured[engine](made)))


def _made(made: Made) -> dict[str, Any]:
    return {"stated": made.stated, "inferred": made.inferred, "merged": made.merged, "records": made.records}


def _measure_kg(made: Made) -> dict[str, Any]:
    with Workspace(made.workspace).open_reader() as reader:
        asked = questions(reader)
        _questions_file(made).write_text(json.dumps([(q.name, q.texts) for q in asked]))

        def ask(text: str) -> list[Any]:
            return _rows_of(reader, text)

        found = {q.name: _time(q, ask, lambda rows: map(_plain, rows), runs=15) for q in asked}
        return {"queries": found, "resident_mb": resident_mb()}


def _measure_cold(made: Made) -> dict[str, Any]:
    """Ask each thing once, of a store opened for it: what a single `kg query` waits for, its own start left out."""
    found: dict[str, float] = {}
    opening: list[float] = []
    for question in _asked(made):
        times = []
        for text in question.texts:
            started = time.perf_counter()
            with Workspace(made.workspace).open_reader() as reader:
                opening.append((time.perf_counter() - started) * 1000)
                _rows_of(reader, text)
                times.append((time.perf_counter() - started) * 1000)
        found[question.name] = median(times)
    return {"ms": found, "opening_ms": median(opening)}


def _rows_of(reader: Reader, text: str) -> list[Any]:
    answer = reader.query(text)
    assert isinstance(answer, (Solutions, Triples))
    return list(answer)


def _load_kg(made: Made) -> dict[str, Any]:
    """Load the N-Quads with their merged view into a store on disk, all of it safe on disk at the end; twice."""
    runs = []
    for _ in range(2):
        with tempfile.TemporaryDirectory(dir=made.nquads.parent) as folder, made.nquads.open("rb") as file:
            started, cpu = time.perf_counter(), time.process_time()
            bulk_build(Path(folder) / "store", file)
            runs.append({"seconds": time.perf_counter() - started, "cpu_s": time.process_time() - cpu})
    return min(runs, key=lambda run: run["seconds"])


def _measure_dataset(made: Made) -> dict[str, Any]:
    """Ask an rdflib dataset that holds the same named graphs, and merges them as it answers."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    started, cpu = time.perf_counter(), time.process_time()
    dataset.parse(str(made.nquads), format="nquads")
    loaded, cpu = time.perf_counter() - started, time.process_time() - cpu
    return {**_ask_rdflib(dataset, made), "load_s": loaded, "load_cpu_s": cpu}


def _measure_graph(made: Made) -> dict[str, Any]:
    """Ask an rdflib graph that holds the merged view alone: no telling any more who states what, but faster."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    graph = rdflib.Graph()
    graph.parse(str(made.merged_nt), format="nt")
    found = _ask_rdflib(graph, made)
    for question in _asked(made):
        prepared = {text: prepareQuery(text) for text in question.texts}
        again = _time(question, lambda text, p=prepared: list(graph.query(p[text])), None, runs=5)  # type: ignore[misc]
        found["queries"][question.name]["prepared_ms"] = again["ms"]
    return found


def _ask_rdflib(graph: Any, made: Made) -> dict[str, Any]:
    # What is loaded stays: looking through its millions of objects for garbage would take longer than the queries.
    gc.collect()
    gc.freeze()

    def ask(text: str) -> list[Any]:
        return list(graph.query(text))

    found = {q.name: _time(q, ask, lambda rows: map(_plain, rows), runs=5) for q in _asked(made)}
    return {"queries": found, "resident_mb": resident_mb()}


def _asked(made: Made) -> list[Question]:
    return [Question(name, tuple(texts)) for name, texts in json.loads(_questions_file(made).read_text())]


def _questions_file(made: Made) -> Path:
    return made.nquads.parent / "questions.json"


def _time(
    question: Question,
    ask: Callable[[str], list[Any]],
    plain: Callable[[list[Any]], Iterable[str]] | None,
    *,
    runs: int,
) -> dict[str, Any]:
    """Return the median over what is asked about of the median over runs, and a digest of the answers."""
    times = [median_ms(lambda text=text: ask(text), runs=runs) for text in question.texts]  # type: ignore[misc]
    found: dict[str, Any] = {"ms": median(times)}
    if plain is not None:
        answers = [sorted(plain(ask(text))) for text in question.texts]
        found["rows"] = sum(map(len, answers))
        found["digest"] = hashlib.sha256(json.dumps(answers).encode()).hexdigest()[:16]
    return found


def _plain(row: Any) -> str:
    """Return a row of either engine in one form: values, not terms' own spelling."""
    return "\t".join(_value(term) for term in row)


def _value(term: Any) -> str:
    text = term.value if isinstance(term, Literal) else "" if term is None else str(term).strip("<>")
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


if __name__ == "__main__":
    main(sys.argv[1:])
