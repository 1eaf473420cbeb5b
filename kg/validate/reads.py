"""What each shape reads: the paths from its focus nodes along which it looks at the graph.

A change of the graph can alter a result only where a shape reads. Turned into an automaton (states are places on a
path, edges are predicates followed one way or the other), the shapes can be asked both ways: which triples does a
shape read from this node, and from which nodes does a shape read this triple.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import InputError
from kg.model.vocabulary import CKG, RDF, SH
from kg.rdf.terms import NamedNode, Term
from kg.rdf.triples import MemoryTriples
from kg.validate.paths import Choice, Path, Repeat, Sequence, Step, one, read_list, read_path

RDF_TYPE = RDF + "type"
SHAPES = CKG.removesuffix("ontology#") + "shapes#"
ANY = SHAPES + "anyPredicate"
READS = NamedNode(SHAPES + "reads")

# Constraints that look at nothing but the value nodes themselves.
_LOCAL = frozenset(
    SH + name
    for name in (
        "datatype nodeKind minCount maxCount minInclusive maxInclusive minExclusive maxExclusive minLength maxLength "
        "pattern flags languageIn uniqueLang in hasValue "
        "qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint ignoredProperties "
        "path name description message severity order group defaultValue deactivated "
        "targetClass targetSubjectsOf targetObjectsOf targetNode"
    ).split()
)
_PAIRS = frozenset(SH + name for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"))
_NESTED = frozenset(SH + name for name in ("property", "node", "not", "qualifiedValueShape"))
_LISTS = frozenset(SH + name for name in ("and", "or", "xone"))


@dataclass(frozen=True, slots=True)
class Edge:
    """One reading step. `class_` narrows a reading of rdf:type to the classes at or below one."""

    predicate: str
    inverse: bool
    class_: str | None = None


@dataclass(slots=True)
class Target:
    """A shape that names its focus nodes, and the state its paths start from."""

    shape: str
    start: int
    classes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]
    nodes: frozenset[str]


@dataclass(slots=True)
class Reads:
    """The automaton of all shapes.

    Shape: `edges[state]` leads by an edge to the states behind it, `back[state]` to those before it; a state stands
    for a node reached from a focus node. `unbounded` names the shapes with a SPARQL constraint whose paths are not
    annotated: a change cannot be followed through them.
    """

    edges: list[dict[Edge, set[int]]] = field(default_factory=list)
    skips: list[set[int]] = field(default_factory=list)
    back: list[set[tuple[Edge, int]]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    unbounded: list[str] = field(default_factory=list)
    by_predicate: dict[str, list[tuple[Edge, int]]] = field(default_factory=lambda: defaultdict(list))
    by_value_class: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_start: dict[int, Target] = field(default_factory=dict)
    by_class: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    by_subject: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    by_object: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    by_node: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    _entries: dict[frozenset[int], frozenset[int]] = field(default_factory=dict, repr=False)
    _moves: dict[frozenset[int], list[tuple[Edge, frozenset[int]]]] = field(default_factory=dict, repr=False)
    _moves_back: dict[frozenset[int], list[tuple[Edge, frozenset[int]]]] = field(default_factory=dict, repr=False)
    _starts: dict[frozenset[int], frozenset[int]] = field(default_factory=dict, repr=False)
    _readers: dict[str, list[tuple[bool, frozenset[int]]]] = field(default_factory=dict, repr=False)
    _class_readers: dict[frozenset[str], frozenset[int]] = field(default_factory=dict, repr=False)

    def new_state(self) -> int:
        """Return a fresh state."""
        self.edges.append({})
        self.skips.append(set())
        return len(self.edges) - 1

    def add(self, path: Path, start: int) -> int:
        """Return the state at the end of a path that starts at another state."""
        match path:
            case Step(predicate, inverse):
                return self.add_edge(start, Edge(predicate, inverse))
            case Sequence(parts):
                for part in parts:
                    start = self.add(part, start)
                return start
            case Choice(parts):
                end = self.new_state()
                for part in parts:
                    self.skips[self.add(part, start)].add(end)
                return end
            case Repeat(part, least, many):
                entry, end = self.new_state(), self.new_state()
                self.skips[start].add(entry)
                last = self.add(part, entry)
                self.skips[last].add(end)
                if least == 0:
                    self.skips[entry].add(end)
                if many:
                    self.skips[last].add(entry)
                return end

    def add_edge(self, start: int, edge: Edge) -> int:
        """Return the state behind an edge; steps that two shapes of one target share are one."""
        known = self.edges[start].get(edge)
        if known:
            return min(known)
        end = self.new_state()
        self.edges[start][edge] = {end}
        return end

    def closure(self, states: Iterable[int]) -> frozenset[int]:
        """Return the states and all that follow from them without reading anything."""
        found: set[int] = set()
        todo = list(states)
        while todo:
            state = todo.pop()
            if state not in found:
                found.add(state)
                todo.extend(self.skips[state])
        return frozenset(found)

    def entry(self, starts: frozenset[int]) -> frozenset[int]:
        """Return the closure of some start states; remembered, for the same few sets come again and again."""
        known = self._entries.get(starts)
        if known is None:
            known = self._entries[starts] = self.closure(starts)
        return known

    def moves(self, states: frozenset[int]) -> list[tuple[Edge, frozenset[int]]]:
        """Return the edges that leave any of some states, those of one reading joined; remembered."""
        known = self._moves.get(states)
        if known is None:
            joined: dict[Edge, set[int]] = {}
            for state in states:
                for edge, ends in self.edges[state].items():
                    joined.setdefault(Edge(edge.predicate, edge.inverse), set()).update(ends)
            known = self._moves[states] = [(edge, self.closure(ends)) for edge, ends in joined.items()]
        return known

    def moves_back(self, states: frozenset[int]) -> list[tuple[Edge, frozenset[int]]]:
        """Return the edges that lead to any of some states, those of one reading joined; remembered."""
        known = self._moves_back.get(states)
        if known is None:
            joined: dict[Edge, set[int]] = {}
            for state in states:
                for edge, earlier in self.back[state]:
                    joined.setdefault(Edge(edge.predicate, edge.inverse), set()).add(earlier)
            known = self._moves_back[states] = [(edge, frozenset(before)) for edge, before in joined.items()]
        return known

    def starts(self, states: frozenset[int]) -> frozenset[int]:
        """Return those of some states from which a shape starts; remembered."""
        known = self._starts.get(states)
        if known is None:
            known = self._starts[states] = states & self.by_start.keys()
        return known

    def readers(self, predicate: str) -> list[tuple[bool, frozenset[int]]]:
        """Return the states from which a predicate is read: from its subject, and (inverse) from its object."""
        known = self._readers.get(predicate)
        if known is None:
            joined: dict[bool, set[int]] = {}
            for edge, state in (*self.by_predicate.get(predicate, ()), *self.by_predicate.get(ANY, ())):
                joined.setdefault(edge.inverse, set()).add(state)
            known = self._readers[predicate] = [(inverse, frozenset(states)) for inverse, states in joined.items()]
        return known

    def class_readers(self, classes: frozenset[str]) -> frozenset[int]:
        """Return the states from which it is read whether a node is of one of some classes; remembered."""
        known = self._class_readers.get(classes)
        if known is None:
            found = frozenset(state for name in classes for state in self.by_value_class.get(name, ()))
            known = self._class_readers[classes] = found
        return known

    def finish(self) -> None:
        """Index the automaton backwards and the targets by what makes a node one, once every shape is in."""
        for target in self.targets:
            self.by_start[target.start] = target
            for names, index in (
                (target.classes, self.by_class),
                (target.subjects_of, self.by_subject),
                (target.objects_of, self.by_object),
                (target.nodes, self.by_node),
            ):
                for name in names:
                    index[name].append(target)
        self.back = [set() for _ in self.edges]
        for state in range(len(self.edges)):
            for reachable in self.closure([state]):
                for edge, ends in self.edges[reachable].items():
                    if edge.class_ is None:
                        self.by_predicate[edge.predicate].append((edge, state))
                    else:
                        self.by_value_class[edge.class_].append(state)
                    for end in ends:
                        for behind in self.closure([end]):
                            self.back[behind].add((edge, state))


def read_shapes(graph: MemoryTriples) -> Reads:
    """Return what the shapes of a shapes graph read.

    Raises: InputError when a shape uses a construct that this package does not follow.
    """
    reads = Reads()
    targets: Mapping[Term, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"):
        for triple in graph.match(None, NamedNode(SH + name)):
            targets[triple.subject][name].add(_iri(triple.object))
    for shape in sorted(targets, key=str):
        found = targets[shape]
        start = reads.new_state()
        reads.targets.append(
            Target(
                _iri(shape),
                start,
                frozenset(found["targetClass"]),
                frozenset(found["targetSubjectsOf"]),
                frozenset(found["targetObjectsOf"]),
                frozenset(found["targetNode"]),
            )
        )
        _walk(graph, shape, start, reads, (shape,))
    reads.finish()
    return reads


def _walk(graph: MemoryTriples, shape: Term, focus: int, reads: Reads, above: tuple[Term, ...]) -> None:
    """Add what one shape reads from a focus node: its values' state first, then each constraint."""
    path = one(graph, shape, NamedNode(SH + "path"))
    values = focus if path is None else reads.add(read_path(graph, path), focus)
    for triple in graph.match(shape):
        name, value = triple.predicate.value, triple.object
        if not name.startswith(SH) or name in _LOCAL:
            continue
        if name in _PAIRS:
            reads.add_edge(focus, Edge(_iri(value), False))
        elif name == SH + "class":
            reads.add_edge(values, Edge(RDF_TYPE, False, _iri(value)))
        elif name in _NESTED:
            _walk_nested(graph, value, values, reads, above)
        elif name in _LISTS:
            for member in read_list(graph, value):
                _walk_nested(graph, member, values, reads, above)
        elif name == SH + "closed":
            reads.add_edge(values, Edge(ANY, False))
        elif name == SH + "sparql":
            _walk_sparql(graph, value, focus, reads, above)
        else:
            raise InputError(f"shapes: {shape} uses {name}, which incremental validation does not follow")


def _walk_nested(graph: MemoryTriples, shape: Term, state: int, reads: Reads, above: tuple[Term, ...]) -> None:
    if shape in above:
        raise InputError(f"shapes: {shape} contains itself; write it without recursion")
    _walk(graph, shape, state, reads, (*above, shape))


def _walk_sparql(graph: MemoryTriples, constraint: Term, focus: int, reads: Reads, above: tuple[Term, ...]) -> None:
    paths = [t.object for t in graph.match(constraint, READS)]
    if not paths:
        reads.unbounded.append(str(above[0]))
    for path in paths:
        reads.add(read_path(graph, path), focus)


def _iri(term: Term) -> str:
    if not isinstance(term, NamedNode):
        raise InputError(f"shapes: {term} should be an IRI")
    return term.value
