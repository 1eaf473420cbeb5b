"""A writer killed at any moment: each commit is there whole or not at all."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.rdf.terms import Literal, NamedNode, Triple
from kg.store.contract import Reader
from kg.store.embedded import EmbeddedStore
from kg.store.workspace import Workspace

ONE, TWO = NamedNode("https://example.org/graph/one"), NamedNode("https://example.org/graph/two")
SHARED = Triple(NamedNode("https://example.org/x"), NamedNode("https://example.org/p"), Literal("in both graphs"))

WRITER = """
import itertools, sys
from pathlib import Path
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.store.embedded import EmbeddedStore
from kg.store.workspace import Workspace

graphs = [NamedNode(f"https://example.org/graph/{name}") for name in ("one", "two")]
x, p = NamedNode("https://example.org/x"), NamedNode("https://example.org/p")
shared = Triple(x, p, Literal("in both graphs"))

def write_for_ever(store):
    for version in itertools.count():
        with store.writer() as writer:
            for graph in graphs:
                facts = [Triple(x, p, Literal(f"{version} {graph.value} {n}")) for n in range(150)]
                writer.replace_graph(graph, [*facts, shared] if version % 2 else facts)
        print(version, flush=True)

if sys.argv[1] == "embedded":
    write_for_ever(EmbeddedStore(Path(sys.argv[2])))
else:
    with Workspace(sys.argv[2]).open_store(create=True) as store:
        write_for_ever(store)
"""


def assert_whole(reader: Reader, at_least: int) -> None:
    """Check that all the store holds comes from one commit, no older than the last that was reported."""
    versions = set()
    for graph in (ONE, TWO):
        facts = {quad.triple for quad in reader.quads(graph=graph)}
        numbers = {int(str(getattr(t.object, "value", "")).split()[0]) for t in facts - {SHARED}}
        assert len(numbers) == 1
        assert len(facts - {SHARED}) == 150
        version = numbers.pop()
        assert (SHARED in facts) == bool(version % 2)
        versions.add(version)
    assert len(versions) == 1
    assert versions.pop() >= at_least
    assert set(reader.match()) == {quad.triple for quad in reader.quads()}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", ["embedded", "workspace"])
def test_a_killed_writer_leaves_whole_commits_only(tmp_path: Path, kind: str, seed: int) -> None:
    path = tmp_path / "place"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, kind, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with writer:
        assert writer.stdout is not None
        reported = [writer.stdout.readline(), writer.stdout.readline()]
        time.sleep(random.Random(seed).uniform(0.0, 0.12))
        writer.send_signal(signal.SIGKILL)
        reported += writer.stdout.readlines()
    last = max(int(line) for line in reported if line.endswith(b"\n"))
    if kind == "embedded":
        with EmbeddedStore(path) as store:
            assert_whole(store.reader(), last)
        return
    workspace = Workspace(path)
    with workspace.open_reader() as reader:
        assert_whole(reader, last)
    with workspace.open_store() as reopened:
        assert_whole(reopened.reader(), last)
    assert [entry.name for entry in workspace.store_path.iterdir() if entry.is_dir()] == [workspace.current()]
