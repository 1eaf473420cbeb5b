"""Which things a name may mean at all: those that share a rare key with it, never all of them.

A key is a name's whole, its core, its sound, a word or a pair of characters. What many things share ("bureau") tells
nothing, so a key keeps no more than `MOST_SHARING` of them and says nothing once it has more. Memory and time are
therefore bounded by the names there are, not by their pairs.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.resolve.crossing import Glossary, stems, usual_pinyin, words_of_both
from kg.resolve.naming import Name
from kg.resolve.things import Thing

MOST_SHARING = 200
"""Things a key may lead to before it is held to tell nothing; whole names lead to all that bear them."""
MOST_CANDIDATES = 12
_OFFICES = re.compile("(?:省|市|县|州|自治区)$")


class Blocks:
    """Things under their keys; ask with a mention, get the few that may be it."""

    def __init__(self, things: Iterable[Thing], glossary: Glossary) -> None:
        self._things = list(things)
        self._glossary = glossary
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, thing in enumerate(self._things):
            self._add(number, thing, thing.names)

    def add_names(self, numbers: Iterable[int], names: Iterable[Name]) -> None:
        """Let more names lead to things that are there, by their place among those given."""
        held = list(names)
        for number in numbers:
            self._add(number, self._things[number], held)

    def _add(self, number: int, thing: Thing, names: Iterable[Name]) -> None:
        for key in dict.fromkeys(key for name in names for key in block_keys(name, thing.kind)):
            posting = self._postings[key]
            # One more than may be is kept, to know that there are too many.
            if (len(posting) <= MOST_SHARING or key.startswith("=")) and (not posting or posting[-1] != number):
                posting.append(number)

    def candidates(self, mention: Thing) -> list[Thing]:
        """Return the things that share keys with a mention: those with its very names, then by how rare the keys are.

        Shape: at most `MOST_CANDIDATES` beyond those with the very name; the same question, the same order.
        """
        exact: dict[int, None] = {}
        weights: defaultdict[int, float] = defaultdict(float)
        for key in self._asked(mention):
            posting = self._postings.get(key)
            if posting is None:
                continue
            if key.startswith("="):
                exact.update(dict.fromkeys(posting[:MOST_SHARING]))
            elif len(posting) <= MOST_SHARING:
                for number in posting:
                    weights[number] += 1 / (1 + len(posting))
        ranked = sorted((n for n in weights if n not in exact), key=lambda n: (-weights[n], n))
        return [self._things[n] for n in (*exact, *ranked[:MOST_CANDIDATES])]

    def _asked(self, mention: Thing) -> Iterator[str]:
        asked = dict.fromkeys(key for name in mention.names for key in block_keys(name, mention.kind))
        for name in mention.names:
            for other in sorted(self._glossary.pairs.get(name.core, ())):
                asked[f"c{_squeezed(other)}"] = None
        yield from asked


def _squeezed(name: str) -> str:
    return name.replace(" ", "")


def block_keys(name: Name, kind: str) -> Iterator[str]:
    """Yield the keys of a name; two names of one thing share one of them in all likelihood."""
    yield f"={name.folded}"
    yield f"c{_squeezed(name.core)}"
    if name.is_han:
        yield from _han_keys(name.core, kind)
        return
    if len(name.core) <= 40:
        yield f"c{_squeezed(' '.join(name.words))}"
    for word in name.words:
        yield f"w{word}"
    if kind == "official" and len(name.words) > 1:
        yield f"c{''.join(sorted(name.words))}"
        yield f"c{''.join([*name.words[1:], name.words[0]])}"


def _han_keys(core: str, kind: str) -> Iterator[str]:
    for at in range(len(core) - 1):
        yield f"h{core[at : at + 2]}"
    if kind == "official":
        yield f"c{usual_pinyin(core)}"
        return
    if kind == "agency":
        office = next((o for o in _offices() if core.endswith(o) and core != o), "")
        place = _OFFICES.sub("", core.removesuffix(office))
        if office and len(place) <= 6:
            yield f"w{usual_pinyin(place)}"
        return
    if len(core) <= 8:
        yield f"c{usual_pinyin(core)}"
        for word, stem in _code_stems():
            if word in core:
                yield f"w{stem}"


@lru_cache(maxsize=1)
def _offices() -> tuple[str, ...]:
    return tuple(sorted(words_of_both()["bodies"], key=len, reverse=True))


@lru_cache(maxsize=1)
def _code_stems() -> tuple[tuple[str, str], ...]:
    """Return the words of Chinese code names, each with a stem of one of its translations."""
    table = words_of_both()["codes"].items()
    return tuple(dict.fromkeys((word, stem) for word, wordings in table for w in wordings for stem in stems(w)))
