"""However quads are written and in however many parts they are loaded, the store and its merged view are the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.rdf.terms import Literal, NamedNode, Quad, Triple
from kg.store import bulk
from kg.store.bulk import BulkLoader, bulk_build
from kg.store.embedded import EmbeddedStore

G, H, P = NamedNode("urn:g"), NamedNode("urn:h"), NamedNode("urn:p")

# One quad a line, as no serialiser of ours writes them.
OTHERWISE = [
    b"<urn:s>\t<urn:p>\t<urn:o>\t<urn:g>\t.",
    b"  <urn:s>  <urn:p>  <urn:o>  <urn:g>  .  ",
    b"<urn:s><urn:p><urn:o><urn:g>.",
    b"<urn:s> <urn:p> <urn:o> <urn:g> . # found in <urn:x> .",
    b"<urn:s> <urn:p> <urn:o> <urn:g>.#<urn:x> .",
    b"# nothing but <urn:x> .\n\n<urn:s> <urn:p> <urn:o> <urn:g> .",
    b"<urn:s> <urn:p> <urn:o> <urn:g> .\r",
]


def held(path: Path) -> tuple[set[Quad], set[Triple]]:
    with EmbeddedStore(path) as store:
        return set(store.reader().quads()), set(store.reader().match())


@pytest.mark.parametrize("line", OTHERWISE)
def test_quads_written_otherwise_are_the_same_quads(tmp_path: Path, line: bytes) -> None:
    text = b'<urn:t> <urn:p> "a <b> _:c # d \\" <e" <urn:h> .\n' + line + b"\n"
    assert bulk_build(tmp_path / "store", io.BytesIO(text)) == 2
    facts = {Triple(NamedNode("urn:s"), P, NamedNode("urn:o")): G}
    facts[Triple(NamedNode("urn:t"), P, Literal('a <b> _:c # d " <e'))] = H
    quads = {Quad(t.subject, t.predicate, t.object, graph) for t, graph in facts.items()}
    assert held(tmp_path / "store") == (quads, set(facts))


@pytest.mark.parametrize(
    "line",
    [
        b"<urn:s> <urn:p> <urn:o> .",
        b'<urn:s> <urn:p> "text" .',
        b'<urn:s> <urn:p> "a <b"^^<urn:t> .',
        b"<urn:s> <urn:p> <urn:o> . # <urn:g> .",
        b"<urn:s> <urn:p> <urn:o> .#<urn:g> .",
    ],
)
def test_a_statement_in_no_graph_is_refused_however_it_ends(tmp_path: Path, line: bytes) -> None:
    fine = b"<urn:s> <urn:p> <urn:q> <urn:g> .\n"
    with pytest.raises(InputError, match="in no graph"):
        bulk_build(tmp_path / "store", io.BytesIO(fine + line + b"\n" + fine))


def test_many_parts_hold_what_one_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [Triple(NamedNode(f"urn:s{n % 700}"), P, Literal(f"text {n % 900}")) for n in range(2_000)]
    quads = [Quad(t.subject, t.predicate, t.object, (G, H)[n % 2]) for n, t in enumerate(facts)]
    whole = bulk_build(tmp_path / "one", quads)
    for name, value in (("_LEAST_PART", 500), ("_MOST_PART", 4_000), ("_MANY_PARTS", 20), ("_CHUNK_QUADS", 50)):
        monkeypatch.setattr(bulk, name, value)
    assert bulk_build(tmp_path / "many", quads) == whole == len(set(facts))
    assert held(tmp_path / "many") == held(tmp_path / "one") == (set(quads), set(facts))


def test_graphs_given_as_text_are_those_given_as_quads(tmp_path: Path) -> None:
    text = b'<urn:s> <urn:p> "one . two <urn:x> ." .\n<urn:s> <urn:p> <urn:o> .\n'
    with BulkLoader.create(tmp_path / "store") as loader:
        loader.add_graph(G, text)
        loader.add_graph(H, text)
        assert loader.finish() == 2
        assert len(list(loader.reader().match())) == 2
    facts = {Triple(NamedNode("urn:s"), P, o) for o in (Literal("one . two <urn:x> ."), NamedNode("urn:o"))}
    quads = {Quad(t.subject, t.predicate, t.object, graph) for t in facts for graph in (G, H)}
    assert held(tmp_path / "store") == (quads, facts)
