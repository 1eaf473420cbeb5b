"""The mutation run over the shipped data, and the page that tells what it did not find.

python -m tests.shapes.survivors          writes docs/mutation-survivors.md
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.pipeline.build import dataset_graphs
from kg.rdf.iris import Iris
from kg.rdf.terms import Triple
from kg.rdf.triples import MemoryTriples, Overlay
from kg.read.dataset import read_dataset
from kg.validate.incremental import validate_change
from kg.validate.integrity import check_dataset, check_graph
from kg.validate.paths import shorten
from kg.validate.report import Result, Severity, ValidationReport
from kg.validate.shacl import Shapes
from tests.shapes.mutations import OPERATOR_NAMES, Graphs, Mutation, Mutator, count_triples, drop_any, merged_change

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "mutation-survivors.md"
SEED, COUNT, LOST = 2026, 870, 200

NO_SIGN = "The graph is one that could have been meant; only the document could tell."
WHY = {
    **dict.fromkeys(OPERATOR_NAMES, NO_SIGN),
    "drop a required value": "Another graph states the value too, or the thing keeps a name in another language.",
    "wrong language tag": "Both languages are written in the same script; only a reader can tell.",
    "edition or year of another campaign": "The name carries no year, and no date of the campaign contradicts it.",
    "another class": "Another graph states the class too, or the thing is of that class as well.",
    "drop a class": "A more special class says the same.",
    "relation lost": "Other graphs state it too, or nothing else in the graph tells that it was ever stated.",
    "dangling reference": "The reference leads out of the graph, to what it does not describe.",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a mutation run."""

    total: int
    by_shapes: int
    survivors: tuple[Mutation, ...]
    operators: Counter[str]

    @property
    def found_share(self) -> float:
        return 1 - len(self.survivors) / self.total


@dataclass(slots=True)
class Bench:
    """The built graph and what is found in it before any mutation."""

    shapes: Shapes
    graphs: Graphs
    counts: Counter[Triple]
    merged: MemoryTriples
    before: ValidationReport
    known: frozenset[tuple[object, ...]]

    @classmethod
    def build(cls, data: Path) -> Bench:
        shapes = Shapes.load([REPOSITORY / "shapes"], [REPOSITORY / "ontology" / "campaign-kg.ttl"])
        graphs = dict(dataset_graphs(read_dataset(data), data, Iris()))
        counts = count_triples(graphs.values())
        merged = MemoryTriples(counts)
        full = shapes.validate_triples(list(merged))
        report = full | check_dataset(graphs.items(), subclasses=shapes.subclasses)
        return cls(shapes, graphs, counts, merged, full, frozenset(r.key for r in report.results))

    def validate(self, mutation: Mutation) -> ValidationReport:
        """The incremental report on the merged view."""
        added, removed = merged_change(self.counts, mutation)
        after = Overlay(self.merged, added=added, removed=removed)
        return validate_change(self.shapes, after, added, removed)

    def new(self, report: ValidationReport) -> list[Result]:
        """The violations and warnings that were not there before."""
        return [r for r in report.results if r.severity <= Severity.WARNING and r.key not in self.known]

    def found_by_shapes(self, mutation: Mutation) -> bool:
        return bool(self.new(self.validate(mutation)))

    def found_in_graph(self, mutation: Mutation) -> bool:
        after = (set(self.graphs[mutation.graph]) - set(mutation.removed)) | set(mutation.added)
        return bool(self.new(check_graph(mutation.graph, after, subclasses=self.shapes.subclasses)))

    def run(self, mutations: list[Mutation]) -> Run:
        by_shapes, survivors = 0, []
        for mutation in mutations:
            if self.found_by_shapes(mutation):
                by_shapes += 1
            elif not self.found_in_graph(mutation):
                survivors.append(mutation)
        return Run(len(mutations), by_shapes, tuple(survivors), Counter(m.operator for m in mutations))


def lost_triples(mutator: Mutator, count: int) -> list[Mutation]:
    """So many single triples, needed or not, that are lost."""
    return [drop_any(mutator) for _ in range(count)]


def optional(mutation: Mutation) -> str:
    """The property a lost triple had."""
    return shorten(mutation.removed[0].predicate.value)


def render_page(run: Run, lost: Run) -> str:
    """Return the page."""
    operators = "\n".join(
        f"| {name} | {count} | {sum(m.operator == name for m in run.survivors)} |"
        for name, count in sorted(run.operators.items())
    )
    survivors = "\n\n".join(
        f"- {mutation}\n\n  Why: {WHY[mutation.operator]}".replace("\n    ", "\n  - ") for mutation in run.survivors
    )
    gone = Counter(optional(m) for m in lost.survivors)
    gone_rows = "\n".join(
        f"| `{name}` | {count} |" for name, count in sorted(gone.items(), key=lambda x: (-x[1], x[0]))
    )
    return f"""# What validation does not find

Written by `python -m tests.shapes.survivors`; a test keeps it true. The graph built from `data/` is spoilt by one
seeded slip at a time (seed {SEED}), and validated. Found means a new violation or warning.

| | |
| --- | --- |
| slips | {run.total} |
| found | {run.total - len(run.survivors)} ({run.found_share:.1%}) |
| found by the SHACL shapes alone, on the merged view | {run.by_shapes} ({run.by_shapes / run.total:.1%}) |
| found only by the checks on each named graph | {run.total - run.by_shapes - len(run.survivors)} |
| not found | {len(run.survivors)} |

| slip | tried | not found |
| --- | --- | --- |
{operators}

## Not found, and why

{survivors or "None."}

## Losing any triple

Of {lost.total} triples chosen over the whole graph and lost, needed or not, validation notices
{lost.total - len(lost.survivors)} ({lost.found_share:.1%}). The rest are facts a graph may lack and still be right:
only the document could tell that they were stated.

| property | lost without a finding |
| --- | --- |
{gone_rows}
"""


def make_page(bench: Bench) -> tuple[Run, str]:
    """Run all mutations; return what came of them and the page."""
    mutator = Mutator(bench.graphs, SEED)
    run = bench.run(mutator.mutations(COUNT))
    return run, render_page(run, bench.run(lost_triples(mutator, LOST)))


if __name__ == "__main__":
    PAGE.write_text(make_page(Bench.build(REPOSITORY / "data"))[1], "utf-8")
