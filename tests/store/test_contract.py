"""What every store promises, asked of each of them."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import InputError, QuerySyntaxError, StoreError, StoreLocked, UnknownTerm
from kg.rdf.terms import BlankNode, Literal, NamedNode, Quad, Triple
from kg.store.contract import Solutions, Store, Triples
from kg.store.embedded import EmbeddedStore
from kg.store.memory import MemoryStore

XSD = "http://www.w3.org/2001/XMLSchema#"
ONE, TWO, THREE = (NamedNode(f"https://example.org/graph/{n}") for n in ("one", "two", "three"))


def node(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def fact(s: str, p: str, o: str) -> Triple:
    return Triple(node(s), node(p), node(o))


A, B, C, D = (fact("x", "p", name) for name in "abcd")

Makers = dict[str, Callable[[Path], Store]]
STORES: Makers = {"memory": lambda path: MemoryStore(), "embedded": lambda path: EmbeddedStore(path / "store")}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = STORES[request.param](tmp_path)
    yield made
    made.close()


def merged(store: Store) -> set[Triple]:
    return set(store.reader().match())


def contents(store: Store, graph: NamedNode) -> set[Triple]:
    return {quad.triple for quad in store.reader().quads(graph=graph)}


def fill(store: Store, **graphs: list[Triple]) -> None:
    with store.writer() as writer:
        for name, triples in graphs.items():
            writer.replace_graph({"one": ONE, "two": TWO, "three": THREE}[name], triples)


def test_a_new_store_is_empty(store: Store) -> None:
    reader = store.reader()
    assert (list(reader.match()), list(reader.quads()), list(reader.graph_names())) == ([], [], [])
    assert reader.count() == 0


def test_the_merged_view_holds_a_triple_of_two_graphs_once(store: Store) -> None:
    fill(store, one=[A, B], two=[B, C])
    assert sorted(map(str, store.reader().match())) == sorted(map(str, [A, B, C]))
    assert store.reader().count() == 3
    assert len(list(store.reader().quads())) == 4
    assert set(store.reader().graphs_of(B)) == {ONE, TWO}
    assert store.reader().states(TWO, B)
    assert not store.reader().states(TWO, A)


def test_replacing_withdraws_only_what_no_other_graph_states(store: Store) -> None:
    fill(store, one=[A, B], two=[B, C])
    fill(store, one=[D])
    assert merged(store) == {B, C, D}
    assert contents(store, ONE) == {D}


def test_removing_a_graph_takes_its_name_too(store: Store) -> None:
    fill(store, one=[A, B], two=[B, C])
    with store.writer() as writer:
        writer.remove_graph(ONE)
    assert merged(store) == {B, C}
    assert list(store.reader().graph_names()) == [TWO]


def test_a_graph_patched_empty_is_gone(store: Store) -> None:
    fill(store, one=[A, B], two=[C])
    with store.writer() as writer:
        writer.patch_graph(ONE, [], [A, B])
    assert list(store.reader().graph_names()) == [TWO]
    assert merged(store) == {C}


def test_a_patch_adds_and_removes_and_keeps_what_is_in_both(store: Store) -> None:
    fill(store, one=[A, B])
    with store.writer() as writer:
        writer.patch_graph(ONE, [B, C], [A, B])
    assert contents(store, ONE) == {B, C} == merged(store)


def test_changes_to_one_graph_add_up_in_their_order(store: Store) -> None:
    fill(store, one=[A])
    with store.writer() as writer:
        writer.patch_graph(ONE, [B, C], [A])
        writer.patch_graph(ONE, [A], [B])
        writer.replace_graph(TWO, [D])
        writer.patch_graph(TWO, [B], [D])
    assert contents(store, ONE) == {A, C}
    assert contents(store, TWO) == {B}
    assert merged(store) == {A, B, C}


def test_a_triple_that_moves_to_another_graph_stays_in_the_merged_view(store: Store) -> None:
    fill(store, one=[A, B])
    with store.writer() as writer:
        writer.remove_graph(ONE)
        writer.replace_graph(TWO, [B])
        assert writer.delta().removed == {A}
        assert writer.delta().added == frozenset()
    assert merged(store) == {B}


def test_nothing_happens_before_the_block_ends(store: Store) -> None:
    with store.writer() as writer:
        writer.replace_graph(ONE, [A])
        assert merged(store) == set()
    assert merged(store) == {A}


def test_an_exception_in_the_block_drops_every_change(store: Store) -> None:
    fill(store, one=[A])
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(store)
    assert merged(store) == {A}
    assert list(store.reader().graph_names()) == [ONE]
    fill(store, two=[C])
    assert merged(store) == {A, C}


def _fail_half_way(store: Store) -> None:
    with store.writer() as writer:
        writer.replace_graph(ONE, [B])
        writer.replace_graph(TWO, [C])
        raise ZeroDivisionError


def test_a_writer_is_spent_after_its_block(store: Store) -> None:
    with store.writer() as writer:
        pass
    with pytest.raises(StoreError, match="block has ended"):
        writer.remove_graph(ONE)


def test_one_writer_at_a_time(store: Store) -> None:
    with store.writer(), pytest.raises(StoreLocked, match="another writer"), store.writer():
        pass


def test_readers_in_other_threads_see_a_commit(store: Store) -> None:
    fill(store, one=[A])
    seen: list[int] = []
    thread = threading.Thread(target=lambda: seen.append(store.reader().count()))
    thread.start()
    thread.join()
    assert seen == [1]


def test_the_delta_of_what_is_stated_ignores_other_graphs(store: Store) -> None:
    fill(store, one=[A], three=[B])
    with store.writer() as writer:
        writer.replace_graph(ONE, [B])
        writer.replace_graph(THREE, [C])
        both = writer.delta()
        stated = writer.delta(ignoring=lambda graph: graph == THREE)
        assert (both.added, both.removed) == ({C}, {A})
        assert (stated.added, stated.removed) == ({B}, {A})
        assert not writer.delta(ignoring=lambda graph: True)


def test_the_same_content_again_is_no_change(store: Store) -> None:
    number = Triple(node("x"), node("p"), Literal("1200.50", datatype=NamedNode(XSD + "decimal")))
    fill(store, one=[A, number])
    with store.writer() as writer:
        writer.replace_graph(ONE, [number, A])
        assert not writer.delta()


def test_numbers_are_compared_as_values(store: Store) -> None:
    long = Triple(node("x"), node("p"), Literal("1200.50", datatype=NamedNode(XSD + "decimal")))
    short = Triple(node("x"), node("p"), Literal("1200.5", datatype=NamedNode(XSD + "decimal")))
    fill(store, one=[long], two=[short])
    assert merged(store) == {short}
    assert set(store.reader().graphs_of(long)) == {ONE, TWO}
    with store.writer() as writer:
        writer.patch_graph(ONE, [], [long])
        writer.remove_graph(TWO)
    assert merged(store) == set()


NASTY = [
    "\\u0041 \\U00000042",
    'quote " backslash \\ newline \n return \r tab \t',
    "} } INSERT DATA { <urn:a> <urn:b> <urn:c> . #",
    "\x00\x01\x0b\x0c\x08\x7f\x85\u2028\ufffe",
    "昆仑行动 😀 ''' \"\"\"",
    "\\",
    "",
]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_goes_in_and_comes_out_and_can_be_withdrawn(store: Store, text: str) -> None:
    facts = [
        Triple(node("x"), node("p"), literal)
        for literal in (Literal(text), Literal(text, language="zh-hans"), Literal(text, datatype=node("odd")))
    ]
    fill(store, one=facts, two=[A])
    assert merged(store) == {*facts, A}
    with store.writer() as writer:
        writer.patch_graph(ONE, [], facts[:1])
    assert merged(store) == {*facts[1:], A}
    with store.writer() as writer:
        writer.remove_graph(ONE)
    assert merged(store) == {A}


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (Triple(BlankNode("b"), node("p"), node("o")), "blank node _:b"),
        (Triple(node("s"), node("p"), BlankNode("b")), "blank node _:b"),
        (Triple(node("s"), node("p"), A), "quoted triple"),
        (Quad(node("s"), node("p"), node("o"), TWO), "a quad of this graph was given for"),
    ],
)
def test_what_no_graph_may_hold_is_refused(store: Store, statement: Quad | Triple, message: str) -> None:
    fill(store, one=[A])
    with pytest.raises(InputError, match=message), store.writer() as writer:
        writer.replace_graph(ONE, [B, statement])
    assert merged(store) == {A}


def test_quads_of_the_graph_or_of_none_are_welcome(store: Store) -> None:
    with store.writer() as writer:
        writer.replace_graph(ONE, [Quad(*A, ONE), Quad(*B)])
    assert contents(store, ONE) == {A, B}


def test_patterns_bind_any_position(store: Store) -> None:
    name = Triple(node("y"), node("q"), Literal("name", language="en"))
    fill(store, one=[A, B, name])
    reader = store.reader()
    assert set(reader.match(node("x"))) == {A, B}
    assert set(reader.match(None, node("q"))) == {name}
    assert set(reader.match(None, None, Literal("name", language="en"))) == {name}
    assert set(reader.match(node("x"), node("p"), node("a"))) == {A}
    assert list(reader.match(Literal("no subject"))) == []
    assert list(reader.match(None, Literal("no predicate"))) == []
    assert A in reader
    assert C not in reader
    assert "A" not in reader


def test_the_merged_view_and_graphs_can_be_dumped(store: Store) -> None:
    fill(store, one=[A, B], two=[B])
    lines = sorted(store.reader().dump().decode().splitlines())
    assert lines == sorted(f"{t} ." for t in (A, B))
    assert store.reader().dump(TWO).decode() == f"{B} .\n"
    assert store.reader().count(ONE) == 2


def test_each_kind_of_query_answers_in_its_kind(store: Store) -> None:
    fill(store, one=[A, B], two=[B])
    reader = store.reader()
    rows = reader.query("SELECT ?o ?none WHERE { ?s ?p ?o } ORDER BY ?o")
    assert isinstance(rows, Solutions)
    assert rows.variables == ("o", "none")
    assert list(rows) == [(node("a"), None), (node("b"), None)]
    assert reader.query("ASK { ?s ?p ?o }") is True
    built = reader.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(built, Triples)
    assert set(built) == {A, B}
    graphs = reader.query("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", substitutions={"g": TWO})
    assert isinstance(graphs, Solutions)
    assert list(graphs) == [(TWO,)]


@pytest.mark.parametrize(
    ("query", "where"),
    [("SELECT * WHERE {", "1:17: expected"), ("ASK {\n ?s x:y ?o }", '2:5: unknown prefix "x:"')],
)
def test_a_wrong_query_is_told_with_its_place(store: Store, query: str, where: str) -> None:
    with pytest.raises(QuerySyntaxError, match=where):
        store.reader().query(query)


def test_a_query_cannot_write(store: Store) -> None:
    with pytest.raises(QuerySyntaxError):
        store.reader().query("INSERT DATA { <urn:a> <urn:b> <urn:c> }")


def test_substituting_an_unknown_variable_is_told(store: Store) -> None:
    with pytest.raises(UnknownTerm, match=r"\?g is to be substituted"):
        store.reader().query("SELECT ?s WHERE { ?s ?p ?o }", substitutions={"g": ONE})


def test_a_backup_is_a_store_of_its_own(store: Store, tmp_path: Path) -> None:
    fill(store, one=[A, B], two=[B])
    store.backup(tmp_path / "copy")
    fill(store, one=[C])
    copy = EmbeddedStore(tmp_path / "copy")
    assert merged(copy) == {A, B}
    assert set(copy.reader().graphs_of(B)) == {ONE, TWO}
    copy.close()
    with pytest.raises(StoreError, match="exists already"):
        store.backup(tmp_path / "copy")


def test_a_closed_store_says_so(store: Store) -> None:
    reader = store.reader()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        list(reader.match())
    with pytest.raises(StoreError, match="closed"):
        store.reader()
    with pytest.raises(StoreError, match="closed"), store.writer():
        pass
