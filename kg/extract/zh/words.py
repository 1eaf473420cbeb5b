"""Words of a language that writes none apart: looked up at a place in the text, or found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping


class Words:
    """A table of words, each with what it means, found in running text; the longest at a place wins.

    Cost: one look into a dict per length of word at places where a word may begin, however many words there are.
    """

    def __init__(self, meanings: Mapping[str, str] | Iterable[str]) -> None:
        table = meanings if isinstance(meanings, Mapping) else {word: word for word in meanings}
        self.table: dict[str, str] = {word: meaning for word, meaning in table.items() if word}
        lengths: dict[str, set[int]] = {}
        for word in self.table:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
        self._starts = re.compile(f"[{''.join(map(re.escape, lengths))}]") if lengths else None

    def at(self, plain: str, start: int) -> int | None:
        """Return the end of the longest word that begins at `start`; None when none does."""
        left = len(plain) - start
        if left <= 0:
            return None
        table = self.table
        for size in self._lengths.get(plain[start], ()):
            # At the text's end a slice is shorter than asked for, and may be a word all the same.
            if size <= left and plain[start : start + size] in table:
                return start + size
        return None

    def ends(self, plain: str, end: int, longest: int = 12) -> int | None:
        """Return the start of the longest word that ends at `end`; None when none does."""
        for start in range(max(0, end - longest), end):
            if plain[start:end] in self.table:
                return start
        return None

    def find(self, plain: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
        """Return (start, end, meaning) of every word in `plain[start:end]`, leftmost longest, in order."""
        if self._starts is None:
            return
        stop = len(plain) if end is None else end
        at = start
        while at < stop:
            begin = self._starts.search(plain, at, stop)
            if begin is None:
                return
            at = begin.start()
            reach = self.at(plain, at)
            if reach is not None and reach <= stop:
                yield at, reach, self.table[plain[at:reach]]
                at = reach
            else:
                at += 1


def one_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; it matches nothing when there are none."""
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, found))})" if found else r"(?!)"
