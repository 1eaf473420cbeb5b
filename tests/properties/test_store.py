"""The law of the merged view: it is the union of the named graphs, exactly, whatever was done to them."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rdf.terms import Literal, NamedNode, Quad, Triple
from kg.store.bulk import bulk_build
from kg.store.contract import Reader, Store
from kg.store.embedded import EmbeddedStore
from kg.store.memory import MemoryStore

XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPHS = [NamedNode(f"https://example.org/graph/{n}") for n in range(3)]
NODES = [NamedNode(f"https://example.org/n{n}") for n in range(3)]

objects = st.one_of(
    st.sampled_from(NODES),
    st.text(max_size=6).map(Literal),
    st.sampled_from(["1", "1.0", "01", "1.50"]).map(lambda t: Literal(t, datatype=NamedNode(XSD + "decimal"))),
)
facts = st.builds(Triple, st.sampled_from(NODES), st.sampled_from(NODES[:2]), objects)
# Few distinct facts, so that graphs share them and changes meet what is there.
pools = st.lists(facts, min_size=4, max_size=8)


@st.composite
def histories(draw: st.DrawFn) -> list[list[tuple[str, NamedNode, list[Triple], list[Triple]]]]:
    """Draw commits, each a list of changes to graphs."""
    some = st.lists(st.sampled_from(draw(pools)), max_size=5)
    change = st.tuples(st.sampled_from(["replace", "remove", "patch"]), st.sampled_from(GRAPHS), some, some)
    return draw(st.lists(st.lists(change, min_size=1, max_size=4), min_size=1, max_size=5))


def as_stored(triples: list[Triple]) -> set[Triple]:
    store = MemoryStore(Quad(*triple, GRAPHS[0]) for triple in triples)
    return set(store.reader().match())


def check(reader: Reader, model: dict[NamedNode, set[Triple]]) -> None:
    named = {graph: {quad.triple for quad in reader.quads(graph=graph)} for graph in GRAPHS}
    assert named == model
    default = list(reader.match())
    assert len(default) == len(set(default)) == reader.count()
    assert set(default) == set().union(*model.values())
    assert set(reader.graph_names()) == {graph for graph, triples in model.items() if triples}


def replay(store: Store, history: list[list[tuple[str, NamedNode, list[Triple], list[Triple]]]]) -> None:
    model: dict[NamedNode, set[Triple]] = {graph: set() for graph in GRAPHS}
    for commit in history:
        union = set().union(*model.values())
        visible = set().union(model[GRAPHS[0]], model[GRAPHS[1]])
        with store.writer() as writer:
            for kind, graph, first, second in commit:
                if kind == "replace":
                    writer.replace_graph(graph, first)
                    model[graph] = as_stored(first)
                elif kind == "remove":
                    writer.remove_graph(graph)
                    model[graph] = set()
                else:
                    writer.patch_graph(graph, first, second)
                    model[graph] = (model[graph] - as_stored(second)) | as_stored(first)
            everything, partial = writer.delta(), writer.delta(ignoring=lambda graph: graph == GRAPHS[2])
        check(store.reader(), model)
        now = set().union(*model.values())
        assert (everything.added, everything.removed) == (now - union, union - now)
        now = set().union(model[GRAPHS[0]], model[GRAPHS[1]])
        assert (partial.added, partial.removed) == (now - visible, visible - now)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_in_memory_the_merged_view_is_the_union(
    history: list[list[tuple[str, NamedNode, list[Triple], list[Triple]]]],
) -> None:
    replay(MemoryStore(), history)


@settings(max_examples=15, deadline=None)
@given(histories())
def test_on_disk_the_merged_view_is_the_union(
    history: list[list[tuple[str, NamedNode, list[Triple], list[Triple]]]],
) -> None:
    with tempfile.TemporaryDirectory() as directory, EmbeddedStore(Path(directory) / "store") as store:
        replay(store, history)


@pytest.mark.parametrize("as_stream", [False, True])
@settings(max_examples=15, deadline=None)
@given(triples=st.lists(st.tuples(facts, st.sampled_from(GRAPHS)), max_size=12))
def test_a_bulk_build_holds_what_single_commits_hold(as_stream: bool, triples: list[tuple[Triple, NamedNode]]) -> None:
    quads = [Quad(*triple, graph) for triple, graph in triples]
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "store"
        lines = Path(directory) / "quads.nq"
        lines.write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8", newline="")
        with lines.open("rb") as stream:
            size = bulk_build(path, stream if as_stream else iter(quads))
        with EmbeddedStore(path) as store:
            model = {g: as_stored([t for t, graph in triples if graph == g]) for g in GRAPHS}
            check(store.reader(), model)
            assert size == store.reader().count()
