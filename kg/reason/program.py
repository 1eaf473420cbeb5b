"""Rules made ready to run: terms as numbers, and for each way into a rule the order in which to look things up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from kg.errors import InvariantError
from kg.rdf.terms import Literal, Term, Triple
from kg.reason.rules import Atom, Clause, Rule, Slot, Var

Fact: TypeAlias = tuple[int, int, int]
"""A triple of numbered terms."""

Env: TypeAlias = list[int]
"""What each variable of a clause is bound to."""


class Numbering:
    """Gives each term a number, the same one every time."""

    def __init__(self, before: Numbering | None = None) -> None:
        self._numbers: dict[Term, int] = dict(before._numbers) if before is not None else {}
        self._terms: list[Term] = list(before._terms) if before is not None else []
        self.literals: set[int] = set(before.literals) if before is not None else set()
        """The numbers of literals, which can be the subject of no fact."""

    def number(self, term: Term) -> int:
        """Return the term's number."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self._terms)
            self._terms.append(term)
            if isinstance(term, Literal):
                self.literals.add(found)
        return found

    def term(self, number: int) -> Term:
        """Return the term that has the number."""
        return self._terms[number]

    def fact(self, triple: Triple) -> Fact:
        """Return a triple as a fact."""
        return (self.number(triple.subject), self.number(triple.predicate), self.number(triple.object))

    def triple(self, fact: Fact) -> Triple:
        """Return a fact as a triple."""
        s, p, o = (self._terms[n] for n in fact)
        return Triple(s, p, o)  # type: ignore[arg-type]  # a number in subject or predicate place came from one there


class FactView(Protocol):
    """The facts that hold at one moment."""

    def has(self, s: int, p: int, o: int) -> bool:
        """Return whether the fact holds."""
        ...

    def objects(self, p: int, s: int) -> Iterable[int]:
        """Return every `o` of which (s, p, o) holds."""
        ...

    def subjects(self, p: int, o: int) -> Iterable[int]:
        """Return every `s` of which (s, p, o) holds."""
        ...

    def shortest(self, candidates: Sequence[Iterable[int]]) -> int:
        """Return which of some answers of `objects` and `subjects` is (about) the shortest."""
        ...


# A slot is a term's number, or for variable number n the negative ~n.


@dataclass(slots=True)
class Step:
    """Look for one atom, whose variables are bound but for at most one, then go on with the next node."""

    s: int
    p: int
    o: int
    binds: int | None
    """The variable that the step binds, `None` when it only checks."""
    by_subject: bool
    distinct: tuple[tuple[int, int], ...]
    next: Node
    exists_only: bool


@dataclass(slots=True)
class Choice:
    """Steps that may come next, each with the others after it; which is best depends on the facts."""

    options: tuple[Step, ...]
    exists_only: bool


Node: TypeAlias = Step | Choice | None


@dataclass(slots=True)
class Entry:
    """A way into a clause: an atom (or the head) whose variables a fact binds, and what is then left to look for."""

    rule: int
    s: int
    o: int
    size: int
    node: Node
    head: Fact
    """The head's slots."""

    def bind(self, fact: Fact) -> Env | None:
        """Return the variables as the fact binds them, `None` when it does not fit."""
        s, _, o = fact
        env = [-1] * self.size
        if self.s >= 0:
            if self.s != s:
                return None
        else:
            env[~self.s] = s
        if self.o >= 0:
            if self.o != o:
                return None
        elif self.o == self.s and s != o:
            return None
        else:
            env[~self.o] = o
        return env

    def conclude(self, env: Env) -> Fact:
        """Return the head with its variables filled in."""
        s, p, o = self.head
        return (s if s >= 0 else env[~s], p, o if o >= 0 else env[~o])


def _place(node: Step, env: Env) -> tuple[int, int]:
    return (node.s if node.s >= 0 else env[~node.s], node.o if node.o >= 0 else env[~node.o])


def _found(view: FactView, node: Step, env: Env) -> Iterable[int]:
    if node.by_subject:
        return view.objects(node.p, node.s if node.s >= 0 else env[~node.s])
    return view.subjects(node.p, node.o if node.o >= 0 else env[~node.o])


def _chosen(view: FactView, node: Choice, env: Env) -> Step:
    return node.options[view.shortest([_found(view, option, env) for option in node.options])]


def holds(view: FactView, node: Node, env: Env) -> bool:
    """Return whether what is left to look for can be found."""
    if node is None:
        return True
    if isinstance(node, Choice):
        node = _chosen(view, node, env)
    if node.binds is None:
        s, o = _place(node, env)
        return view.has(s, node.p, o) and holds(view, node.next, env)
    for value in _found(view, node, env):
        env[node.binds] = value
        if all(env[a] != env[b] for a, b in node.distinct) and holds(view, node.next, env):
            return True
    return False


def solve(view: FactView, node: Node, env: Env) -> Iterator[None]:
    """Bind `env`, in place, to each solution in turn; once the head is known, one solution is enough."""
    if node is None:
        yield
        return
    if node.exists_only:
        if holds(view, node, env):
            yield
        return
    if isinstance(node, Choice):
        node = _chosen(view, node, env)
    if node.binds is None:
        s, o = _place(node, env)
        if view.has(s, node.p, o):
            yield from solve(view, node.next, env)
        return
    for value in _found(view, node, env):
        env[node.binds] = value
        if all(env[a] != env[b] for a, b in node.distinct):
            yield from solve(view, node.next, env)


@dataclass(slots=True)
class Index:
    """Entries by the predicate of their atom, or by predicate and object where the object is fixed."""

    by_predicate: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_object: dict[tuple[int, int], list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def add(self, p: int, entry: Entry) -> None:
        """Add a way in by an atom with the predicate `p`."""
        if entry.o >= 0:
            self.by_object[p, entry.o].append(entry)
        else:
            self.by_predicate[p].append(entry)

    def entries(self, p: int, o: int) -> Iterator[Entry]:
        """Yield the entries that a fact with this predicate and object may fit."""
        yield from self.by_predicate.get(p, ())
        yield from self.by_object.get((p, o), ())

    def matches(self, p: int, o: int) -> bool:
        """Return whether there is any such entry."""
        return p in self.by_predicate or (p, o) in self.by_object


class Program:
    """A set of rules, ready to run forwards from a fact and backwards from what it may conclude."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self.constants = Numbering()
        self.forwards, self.backwards = Index(), Index()
        self.initial: list[list[tuple[int, Entry]]] = []
        """For each clause its ways in, with the predicate of each."""
        for number, rule in enumerate(self.rules):
            for clause in rule.clauses:
                self._compile(number, rule, clause)
        self.converse = dict(self._converses())

    def _compile(self, number: int, rule: Rule, clause: Clause) -> None:
        planner = _Planner(rule, clause, self.constants)
        ways = [(planner.p(atom), planner.entry(number, atom, planner.without(atom))) for atom in clause.body]
        for p, entry in ways:
            self.forwards.add(p, entry)
        self.initial.append(ways)
        self.backwards.add(planner.p(rule.head), planner.entry(number, rule.head, clause.body))

    def _converses(self) -> Iterator[tuple[int, int]]:
        """Yield each rule that says of a pair what its partner says back: both directions of an inverse, for one."""
        shapes: dict[tuple[str, str, bool], int] = {}
        for number, rule in enumerate(self.rules):
            if len(rule.clauses) == 1 and len(rule.clauses[0].body) == 1 and not rule.clauses[0].distinct:
                atom, head = rule.clauses[0].body[0], rule.head
                if len(atom.variables()) == 2:
                    shapes[atom.p.value, head.p.value, atom.s == head.o] = number
        for (body, head_p, turned), number in shapes.items():
            partner = shapes.get((head_p, body, turned))
            if partner is not None:
                yield number, partner

    def relevant(self, p: int, o: int) -> bool:
        """Return whether a fact with this predicate and object bears on anything the rules say."""
        return self.forwards.matches(p, o) or self.backwards.matches(p, o)

    def consequences(self, view: FactView, fact: Fact) -> Iterator[tuple[Fact, int]]:
        """Yield each fact that follows with the help of this one, with the rule; the same may come twice."""
        for entry in self.forwards.entries(fact[1], fact[2]):
            yield from self.solutions(view, fact, entry)

    def solutions(self, view: FactView, fact: Fact, entry: Entry) -> Iterator[tuple[Fact, int]]:
        """Yield each fact that follows when this one comes in by this way, with the rule."""
        env = entry.bind(fact)
        if env is not None:
            for _ in solve(view, entry.node, env):
                yield entry.conclude(env), entry.rule

    def reasons(self, view: FactView, fact: Fact) -> Iterator[int]:
        """Yield the rules that derive the fact; the same may come twice."""
        for entry in self.backwards.entries(fact[1], fact[2]):
            env = entry.bind(fact)
            if env is not None and holds(view, entry.node, env):
                yield entry.rule

    def converse_of(self, fact: Fact, rule: int) -> tuple[Fact, int] | None:
        """Return the fact that the rule turned into this one, and the rule that turns this one back into it."""
        partner = self.converse.get(rule)
        if partner is None:
            return None
        atom, head = self.rules[rule].clauses[0].body[0], self.rules[rule].head
        p = self.constants.number(atom.p)
        return ((fact[2], p, fact[0]) if atom.s == head.o else (fact[0], p, fact[2])), partner


class _Planner:
    """Lays down in which order a clause's atoms are looked for."""

    def __init__(self, rule: Rule, clause: Clause, numbering: Numbering) -> None:
        self._rule, self._clause, self._numbering = rule, clause, numbering
        variables: dict[Var, int] = {}
        for atom in (rule.head, *clause.body):
            for slot in (atom.s, atom.o):
                if isinstance(slot, Var):
                    variables.setdefault(slot, len(variables))
        self._variables = variables

    def slot(self, slot: Slot) -> int:
        return ~self._variables[slot] if isinstance(slot, Var) else self._numbering.number(slot)

    def p(self, atom: Atom) -> int:
        return self._numbering.number(atom.p)

    def without(self, atom: Atom) -> tuple[Atom, ...]:
        return tuple(other for other in self._clause.body if other is not atom)

    def entry(self, number: int, atom: Atom, rest: tuple[Atom, ...]) -> Entry:
        head = self._rule.head
        return Entry(
            rule=number,
            s=self.slot(atom.s),
            o=self.slot(atom.o),
            size=len(self._variables),
            node=self._node(rest, atom.variables()),
            head=(self.slot(head.s), self.p(head), self.slot(head.o)),
        )

    def _node(self, rest: tuple[Atom, ...], bound: frozenset[Var]) -> Node:
        if not rest:
            return None
        exists_only = self._rule.head.variables() <= bound
        for atom in rest:
            if atom.variables() <= bound:
                return self._step(atom, rest, bound, exists_only)
        # A class's members are never listed while another atom says which thing is meant: they may be millions.
        near = [atom for atom in rest if atom.variables() & bound]
        if not near:
            raise InvariantError(f"rule {self._rule.key}: its atoms hang together by no variable")
        options = tuple(self._step(atom, rest, bound, exists_only) for atom in near)
        return options[0] if len(options) == 1 else Choice(options, exists_only)

    def _step(self, atom: Atom, rest: tuple[Atom, ...], bound: frozenset[Var], exists_only: bool) -> Step:
        new = atom.variables() - bound
        after = bound | new
        binds = self._variables[next(iter(new))] if new else None
        distinct = tuple(
            (self._variables[a], self._variables[b])
            for a, b in self._clause.distinct
            if {a, b} <= after and not {a, b} <= bound
        )
        return Step(
            s=self.slot(atom.s),
            p=self.p(atom),
            o=self.slot(atom.o),
            binds=binds,
            by_subject=atom.s not in new,
            distinct=distinct,
            next=self._node(tuple(other for other in rest if other is not atom), after),
            exists_only=exists_only,
        )
