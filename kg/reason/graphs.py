"""Inferred triples as named graphs: one for all of them, and one for each rule with what that rule derives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.model.vocabulary import BASE
from kg.rdf.terms import NamedNode, Quad, Triple
from kg.reason.engine import InferenceDelta, Inferred
from kg.reason.rules import inferred_graph, rule_key_of


class GraphsOf(Protocol):
    """Knows which named graphs hold a triple; a store's reader does."""

    def graphs_of(self, triple: Triple) -> Iterator[NamedNode]:
        """Yield each named graph that holds the triple."""
        ...

    def states(self, graph: NamedNode, triple: Triple) -> bool:
        """Return whether the named graph holds the triple."""
        ...


class StoredInferred:
    """The inferred triples of a store, as its named graphs tell them."""

    def __init__(self, reader: GraphsOf, *, base: str = BASE) -> None:
        self._reader, self._base = reader, base
        self._everything = inferred_graph(base=base)

    def rules_of(self, triple: Triple) -> frozenset[str]:
        """Return the keys of the rules that derive the triple; empty for one that is stated or does not hold."""
        if not self._reader.states(self._everything, triple):
            return frozenset()
        keys = (rule_key_of(graph, base=self._base) for graph in self._reader.graphs_of(triple))
        return frozenset(key for key in keys if key is not None)


def inferred_graphs(inferred: Inferred, *, base: str = BASE) -> dict[NamedNode, list[Triple]]:
    """Return the graph of all inferred triples, and for each rule the graph of what it derives."""
    everything: list[Triple] = []
    by_rule: dict[str, list[Triple]] = defaultdict(list)
    for triple, keys in inferred.items():
        everything.append(triple)
        for key in keys:
            by_rule[key].append(triple)
    graphs = {inferred_graph(key, base=base): triples for key, triples in by_rule.items()}
    return {inferred_graph(base=base): everything, **graphs} if everything else {}


def inferred_quads(inferred: Inferred, *, base: str = BASE) -> Iterator[Quad]:
    """Yield each inferred triple in the graph of all of them, and in the graph of each rule that derives it."""
    for graph, triples in inferred_graphs(inferred, base=base).items():
        for triple in triples:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


@dataclass(frozen=True, slots=True)
class GraphPatch:
    """What one graph gains and loses."""

    graph: NamedNode
    added: frozenset[Triple]
    removed: frozenset[Triple]


def inferred_patches(delta: InferenceDelta, *, base: str = BASE) -> Iterator[GraphPatch]:
    """Yield the changes to the inferred graphs that a change of inferences asks for, in the graphs' order."""
    if delta.triples_added or delta.triples_removed:
        yield GraphPatch(inferred_graph(base=base), delta.triples_added, delta.triples_removed)
    added: dict[str, set[Triple]] = defaultdict(set)
    removed: dict[str, set[Triple]] = defaultdict(set)
    for triple, key in delta.added:
        added[key].add(triple)
    for triple, key in delta.removed:
        removed[key].add(triple)
    for key in sorted(added.keys() | removed.keys()):
        yield GraphPatch(inferred_graph(key, base=base), frozenset(added.get(key, ())), frozenset(removed.get(key, ())))
