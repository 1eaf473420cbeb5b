"""Views over triples: what validation and reasoning read, whatever lies beneath.

A `TripleSource` answers patterns over the merged (deduplicated) view of a dataset. `MemoryTriples` indexes a set of
triples in memory; `Overlay` shows a source as it will be once a change has been made, without making it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import Protocol, TypeAlias

from kg.rdf.terms import Term, Triple

_Index: TypeAlias = defaultdict[Term, set[Triple]]


class TripleSource(Protocol):
    """Anything that answers triple patterns; `None` stands for any term."""

    def match(self, s: Term | None = None, p: Term | None = None, o: Term | None = None) -> Iterator[Triple]:
        """Yield every triple that fits the pattern, each once."""
        ...

    def __contains__(self, triple: object) -> bool: ...


class MemoryTriples:
    """A set of triples, indexed by subject, predicate, object or predicate and object once somebody asks that way.

    Most are asked in one or two ways alone, and an index takes as long to make as the set itself.
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._all: set[Triple] = set(triples)
        self._s: _Index | None = None
        self._p: _Index | None = None
        self._o: _Index | None = None
        self._po: dict[Term, _Index] = {}

    def add(self, triple: Triple) -> bool:
        """Add a triple; return whether it was new."""
        if triple in self._all:
            return False
        self._all.add(triple)
        for index, term in self._places(triple):
            index[term].add(triple)
        return True

    def discard(self, triple: Triple) -> bool:
        """Remove a triple; return whether it was there."""
        if triple not in self._all:
            return False
        self._all.discard(triple)
        for index, term in self._places(triple):
            index[term].discard(triple)
        return True

    def _places(self, triple: Triple) -> Iterator[tuple[_Index, Term]]:
        """Yield the indexes that are made already, with the term under which each has the triple."""
        if self._s is not None:
            yield self._s, triple.subject
        if self._p is not None:
            yield self._p, triple.predicate
        if self._o is not None:
            yield self._o, triple.object
        if triple.predicate in self._po:
            yield self._po[triple.predicate], triple.object

    def match(self, s: Term | None = None, p: Term | None = None, o: Term | None = None) -> Iterator[Triple]:
        """Yield every triple that fits the pattern, each once."""
        for triple in tuple(self._found(s, p, o)):
            if (p is None or s is None or triple.predicate == p) and (o is None or s is None or triple.object == o):
                yield triple

    def _found(self, s: Term | None, p: Term | None, o: Term | None) -> Set[Triple]:
        """Return the triples that fit the pattern; with a subject, they are those of the subject."""
        if s is not None:
            if self._s is None:
                self._s = defaultdict(set)
                for triple in self._all:
                    self._s[triple.subject].add(triple)
            return self._s.get(s, frozenset())
        if p is not None:
            found = self._by_predicate(p)
            return found if o is None else self._of(p, found).get(o, frozenset())
        if o is not None:
            if self._o is None:
                self._o = defaultdict(set)
                for triple in self._all:
                    self._o[triple.object].add(triple)
            return self._o.get(o, frozenset())
        return self._all

    def _by_predicate(self, p: Term) -> Set[Triple]:
        if self._p is None:
            self._p = defaultdict(set)
            for triple in self._all:
                self._p[triple.predicate].add(triple)
        return self._p.get(p, frozenset())

    def _of(self, p: Term, triples: Set[Triple]) -> _Index:
        if p not in self._po:
            index = self._po[p] = defaultdict(set)
            for triple in triples:
                index[triple.object].add(triple)
        return self._po[p]

    def __contains__(self, triple: object) -> bool:
        return triple in self._all

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class Overlay:
    """A source as it will be after `removed` is taken away and `added` put in."""

    def __init__(self, base: TripleSource, *, added: Iterable[Triple] = (), removed: Iterable[Triple] = ()) -> None:
        self._base = base
        self._added = MemoryTriples(t for t in added if t not in base)
        self._removed = frozenset(removed) - frozenset(added)

    def match(self, s: Term | None = None, p: Term | None = None, o: Term | None = None) -> Iterator[Triple]:
        """Yield every triple that fits the pattern, each once."""
        for triple in self._base.match(s, p, o):
            if triple not in self._removed:
                yield triple
        yield from self._added.match(s, p, o)

    def __contains__(self, triple: object) -> bool:
        return triple in self._added or (triple in self._base and triple not in self._removed)
