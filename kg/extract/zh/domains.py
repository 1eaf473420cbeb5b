"""Crime domains: the words of a Chinese text that speak of one."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import DomainCue
from kg.extract.text import Range, Text
from kg.extract.zh.script import plain


def find_domains(text: Text, lexicon: Lexicon, hidden: tuple[Range, ...] = ()) -> tuple[DomainCue, ...]:
    """Return the words that speak of crime domains, in order; words inside `hidden` spans (names of bodies) do not.

    The longest words at a place speak for it; they may speak of several domains.
    """
    pattern, meanings = _cues(lexicon)
    barred = sorted(hidden)
    found: list[DomainCue] = []
    for match in pattern.finditer(plain(text.content)):
        start, end = match.span()
        at = bisect_right(barred, (start, len(text.content))) - 1
        if at >= 0 and end <= barred[at][1]:
            continue
        found.extend(DomainCue(domain, start, end) for domain in meanings[match.group()])
    return tuple(found)


@lru_cache(maxsize=4)
def _cues(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern of every cue, longest first, and what each means; words under `not` mean nothing."""
    table = lexicon.table("domains")
    meanings: dict[str, tuple[str, ...]] = dict.fromkeys(table.get("not", {}).get("phrases", ()), ())
    for domain, words in table.get("cues", {}).items():
        for word in words:
            meanings[plain(word)] = (*meanings.get(plain(word), ()), domain)
    words = sorted(meanings, key=lambda w: (-len(w), w))
    first = "".join(sorted({re.escape(w[0]) for w in words}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, words))})"), meanings
