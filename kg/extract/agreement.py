"""Whether a predicted figure is the one that gold states, and which of its attributes agree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.extract.wording import fold

_CJK = re.compile(r"[\u3400-\u9fff]")
_PREPOSITION = re.compile(
    r" (?:of|in|for|from|by|involving|related|relating|to|on|with|against|at|under|who|that|which) "
)

Record = Mapping[str, Any]


def match_figures(gold: Sequence[Record], predicted: Sequence[Record]) -> dict[int, int]:
    """Return gold index → predicted index, one to one: equal values, overlapping spans, widest overlap first."""
    options = sorted(
        (
            (overlap, g, p)
            for g, a in enumerate(gold)
            for p, b in enumerate(predicted)
            if (overlap := min(a["end"], b["end"]) - max(a["start"], b["start"])) > 0
            and _same_value(a["value"], b.get("value"))
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, g, p in options:
        if g not in pairs and p not in used:
            pairs[g] = p
            used.add(p)
    return pairs


def _same_value(gold: Any, said: Any) -> bool:
    try:
        a, b = float(gold), float(said)
    except (TypeError, ValueError):
        return False
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def agreement(gold: Record, said: Record, keys: Mapping[str, str]) -> dict[str, bool]:
    """Return which scored attributes of a detected figure agree."""
    campaign, ours = gold.get("campaign"), said.get("campaign")
    return {
        "comparator": (gold.get("comparator") or "=") == (said.get("comparator") or "="),
        "unit": gold.get("unit") == said.get("unit"),
        "measure": gold.get("measure") == said.get("measure"),
        "what": _same_thing(gold.get("what"), said.get("what")),
        "campaign": (campaign in keys and keys[campaign] == ours) if campaign else not ours,
        "period": _same_period(gold.get("period"), said.get("period")),
    }


def _same_period(gold: Record | None, said: Record | None) -> bool:
    for end in ("start", "end"):
        a, b = str((gold or {}).get(end) or ""), str((said or {}).get(end) or "")
        if not a and not b:
            continue
        if not a or not b or not (b.startswith(a) or (a.startswith(b) and len(b) >= 7)):
            return False
    return True


def _same_thing(gold: str | None, said: str | None) -> bool:
    """Whether two noun phrases count the same: the head of either is a word of the other."""
    if not gold:
        return True
    if not said:
        return False
    a, b = fold(gold), fold(said)
    if _CJK.search(a):
        a, b = "".join(_CJK.findall(a)), "".join(_CJK.findall(b))
        return bool(b) and (b[-2:] in a or a[-2:] in b)
    return _head(a) in _words(b) or _head(b) in _words(a)


def _words(text: str) -> list[str]:
    return [_singular(word) for word in text.split()]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _head(text: str) -> str:
    words = _words(_PREPOSITION.split(text)[0])
    return words[-1] if words else ""
