"""Views over triples: what validation and reasoning read, whatever lies beneath.

A `TripleSource` answers patterns over the merged (deduplicated) view of a dataset. `MemoryTriples` indexes a set of
triples in memory; `Overlay` shows a source as it will be once a change has been made, without making it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import Protocol

from kg.rdf.terms import Term, Triple


class TripleSource(Protocol):
    """Anything that answers triple patterns; `None` stands for any term."""

    def match(self, s: Term | None = None, p: Term | None = None, o: Term | None = None) -> Iterator[Triple]:
        """Yield every triple that fits the pattern, each once."""
        ...

    def __contains__(self, triple: object) -> bool: ...


class MemoryTriples:
    """A set of triples indexed by subject, predicate-object and predicate."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._all: set[Triple] = set()
        self._s: dict[Term, set[Triple]] = defaultdict(set)
        self._po: dict[tuple[Term, Term], set[Triple]] = defaultdict(set)
        self._p: dict[Term, set[Triple]] = defaultdict(set)
        self._o: dict[Term, set[Triple]] = defaultdict(set)
        for triple in triples:
            self.add(triple)

    def add(self, triple: Triple) -> bool:
        """Add a triple; return whether it was new."""
        if triple in self._all:
            return False
        self._all.add(triple)
        self._s[triple.subject].add(triple)
        self._po[triple.predicate, triple.object].add(triple)
        self._p[triple.predicate].add(triple)
        self._o[triple.object].add(triple)
        return True

    def discard(self, triple: Triple) -> bool:
        """Remove a triple; return whether it was there."""
        if triple not in self._all:
            return False
        self._all.discard(triple)
        self._s[triple.subject].discard(triple)
        self._po[triple.predicate, triple.object].discard(triple)
        self._p[triple.predicate].discard(triple)
        self._o[triple.object].discard(triple)
        return True

    def match(self, s: Term | None = None, p: Term | None = None, o: Term | None = None) -> Iterator[Triple]:
        """Yield every triple that fits the pattern, each once."""
        if s is not None:
            found: Set[Triple] = self._s.get(s, frozenset())
        elif p is not None and o is not None:
            yield from tuple(self._po.get((p, o), ()))
            return
        elif p is not None:
            yield from tuple(self._p.get(p, ()))
            return
        elif o is not None:
            found = self._o.get(o, frozenset())
        else:
            found = self._all
        for triple in tuple(found):
            if (p is None or triple.predicate == p) and (o is None or triple.object == o):
                yield triple

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
