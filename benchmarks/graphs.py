"""The graphs that are measured, made once and kept in the working folder: synthetic records, and what follows."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, say
from benchmarks.synthetic import records_for, synthetic_dataset, synthetic_quads
from kg.pipeline import Engines
from kg.rdf.iris import Iris
from kg.rdf.terms import Quad, RdfFormat, serialize
from kg.reason.rules import inferred_graph
from kg.store.bulk import bulk_build
from kg.store.workspace import Workspace

SEED = 1


@dataclass(frozen=True, slots=True)
class Made:
    """Files of one synthetic graph: N-Quads as a build would load them, and the store they make."""

    records: int
    stated: int
    inferred: int
    merged: int
    nquads: Path
    workspace: Path

    @property
    def merged_nt(self) -> Path:
        """The merged view as N-Triples: what a peer is given."""
        return self.nquads.with_suffix(".nt")


def made_graph(work: Path, quads: int) -> Made:
    """Return the graph of about so many stated quads with all that follows, made when it is not there yet."""
    folder = work / f"graph-{quads}"
    note = folder / "made.json"
    facts: dict[str, Any] = json.loads(note.read_text()) if note.exists() else {}
    makers = makers_digest()
    if facts.pop("makers", None) != makers:
        say(f"making a graph of {quads:,} stated quads …")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        facts = _make(folder, quads)
        note.write_text(json.dumps({**facts, "makers": makers}))
    return Made(**facts, nquads=folder / "graph.nq", workspace=folder / "workspace")


def makers_digest() -> str:
    """Return a digest of all that a synthetic graph is made by: whoever changes it gets new graphs."""
    paths = [*ROOT.glob("ontology/*.ttl"), *ROOT.glob("benchmarks/synthetic*.py"), ROOT / "benchmarks/graphs.py"]
    paths += [*ROOT.glob("kg/rdf/*.py"), *ROOT.glob("kg/reason/*.py"), *ROOT.glob("kg/store/*.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()[:16]


def _make(folder: Path, quads: int) -> dict[str, int]:
    dataset = synthetic_dataset(records_for(quads, SEED), SEED)
    engines, iris = Engines.load(), Iris()
    stated = list(synthetic_quads(dataset))
    stated += [Quad(t.subject, t.predicate, t.object, iris.ontology) for t in engines.ontology]
    inferred = engines.rules.closure({quad.triple for quad in stated})

    def everything() -> Iterator[Quad]:
        yield from stated
        for triple, rules in inferred.items():
            yield Quad(triple.subject, triple.predicate, triple.object, iris.inferred)
            for rule in sorted(rules):
                yield Quad(triple.subject, triple.predicate, triple.object, inferred_graph(rule))

    with (folder / "graph.nq").open("wb") as file:
        serialize(everything(), file, format=RdfFormat.N_QUADS)
    workspace = Workspace(folder / "workspace")
    with workspace.new_generation() as directory, (folder / "graph.nq").open("rb") as source:
        merged = bulk_build(directory, source)
    with workspace.open_reader() as reader:
        (folder / "graph.nt").write_bytes(reader.dump())
    return {"records": len(dataset), "stated": len(stated), "inferred": len(inferred), "merged": merged}
