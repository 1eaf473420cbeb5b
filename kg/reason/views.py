"""Facts as the rules look at them: all in memory, or looked up in a store as need be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.rdf.triples import TripleSource
from kg.reason.program import Fact, Numbering


class FactIndex:
    """Facts in memory."""

    def __init__(self) -> None:
        self._objects: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._subjects: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))

    def add(self, fact: Fact) -> bool:
        """Add a fact; return whether it was new."""
        s, p, o = fact
        objects = self._objects[p][s]
        if o in objects:
            return False
        objects.add(o)
        self._subjects[p][o].add(s)
        return True

    def has(self, s: int, p: int, o: int) -> bool:
        """Return whether the fact holds."""
        return p in self._objects and s in self._objects[p] and o in self._objects[p][s]

    def objects(self, p: int, s: int) -> set[int]:
        """Return every `o` of which (s, p, o) holds."""
        return self._objects[p].get(s, set()) if p in self._objects else set()

    def subjects(self, p: int, o: int) -> set[int]:
        """Return every `s` of which (s, p, o) holds."""
        return self._subjects[p].get(o, set()) if p in self._subjects else set()

    def shortest(self, candidates: Sequence[Iterable[int]]) -> int:
        """Return which answer is the shortest."""
        sizes = [len(found) for found in candidates if isinstance(found, set)]
        return sizes.index(min(sizes))

    def pairs(self, p: int) -> list[tuple[int, int]]:
        """Return subject and object of every fact with the predicate."""
        return [(s, o) for s, objects in self._objects.get(p, {}).items() for o in objects]

    def count(self, p: int, o: int | None) -> int:
        """Return how many facts have the predicate and, where one is given, the object; a guess will do."""
        if o is not None:
            return len(self.subjects(p, o))
        return sum(len(objects) for objects in self._objects.get(p, {}).values())


class Answer:
    """The answer to a pattern, read from the store no further than somebody asks, and kept."""

    __slots__ = ("_coming", "_read")

    def __init__(self, coming: Iterator[int]) -> None:
        self._coming: Iterator[int] | None = coming
        self._read: list[int] = []

    def reaches(self, index: int) -> bool:
        """Return whether there is an item at the index."""
        while len(self._read) <= index and self._coming is not None:
            try:
                self._read.append(next(self._coming))
            except StopIteration:
                self._coming = None
        return len(self._read) > index

    def __iter__(self) -> Iterator[int]:
        index = 0
        while self.reaches(index):
            yield self._read[index]
            index += 1


class SourceView:
    """Facts of a triple source, looked up with bound terms only, each pattern once."""

    def __init__(self, source: TripleSource, numbering: Numbering) -> None:
        self._source, self._numbering = source, numbering
        self._has: dict[Fact, bool] = {}
        self._objects: dict[tuple[int, int], Answer] = {}
        self._subjects: dict[tuple[int, int], Answer] = {}

    def has(self, s: int, p: int, o: int) -> bool:
        """Return whether the fact holds."""
        found = self._has.get((s, p, o))
        if found is None:
            found = s not in self._numbering.literals and self._numbering.triple((s, p, o)) in self._source
            self._has[s, p, o] = found
        return found

    def objects(self, p: int, s: int) -> Answer:
        """Return every `o` of which (s, p, o) holds."""
        found = self._objects.get((p, s))
        if found is None:
            term, number = self._numbering.term, self._numbering.number
            matches = self._source.match(term(s), term(p), None)
            found = self._objects[p, s] = Answer(number(triple.object) for triple in matches)
        return found

    def subjects(self, p: int, o: int) -> Answer:
        """Return every `s` of which (s, p, o) holds."""
        found = self._subjects.get((p, o))
        if found is None:
            term, number = self._numbering.term, self._numbering.number
            matches = self._source.match(None, term(p), term(o))
            found = self._subjects[p, o] = Answer(number(triple.subject) for triple in matches)
        return found

    def shortest(self, candidates: Sequence[Iterable[int]]) -> int:
        """Return which answer is the shortest, reading none further than that one's end."""
        answers = [found if isinstance(found, Answer) else Answer(iter(found)) for found in candidates]
        index = 0
        while True:
            for which, answer in enumerate(answers):
                if not answer.reaches(index):
                    return which
            index += 1


class PatchedView:
    """A source's facts without some and with some others."""

    def __init__(self, base: SourceView) -> None:
        self._base = base
        self.gone: set[Fact] = set()
        self.come = FactIndex()

    def remove(self, fact: Fact) -> None:
        """Let a fact of the base hold no more."""
        self.gone.add(fact)

    def add(self, fact: Fact) -> bool:
        """Let a fact hold; return whether it did not before."""
        if self.has(*fact):
            return False
        if fact in self.gone:
            self.gone.discard(fact)
        else:
            self.come.add(fact)
        return True

    def has(self, s: int, p: int, o: int) -> bool:
        """Return whether the fact holds."""
        return self.come.has(s, p, o) or ((s, p, o) not in self.gone and self._base.has(s, p, o))

    def objects(self, p: int, s: int) -> Iterator[int]:
        """Yield every `o` of which (s, p, o) holds."""
        yield from tuple(self.come.objects(p, s))
        for o in self._base.objects(p, s):
            if (s, p, o) not in self.gone:
                yield o

    def subjects(self, p: int, o: int) -> Iterator[int]:
        """Yield every `s` of which (s, p, o) holds."""
        yield from tuple(self.come.subjects(p, o))
        for s in self._base.subjects(p, o):
            if (s, p, o) not in self.gone:
                yield s

    def shortest(self, candidates: Sequence[Iterable[int]]) -> int:
        """Return which answer is the shortest, reading none further than that one's end."""
        return self._base.shortest(candidates)
