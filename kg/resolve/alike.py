"""Two names, letter by letter and word by word: how alike they are, whatever they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from kg.resolve.crossing import Crossing, Glossary, compare_bodies, compare_campaigns, compare_people
from kg.resolve.naming import Name

SAME, CORE, WORDS, LETTER, PART = 1.0, 0.97, 0.95, 0.86, 0.7
_LONG = 9
"""Letters from which on two words that differ in one are more likely one word misprinted than two: Hubei, Hebei."""
_KINDS_OF_BODY = frozenset({"unit", "organ", "network", "body"})
"""Stems of words that say of a body with a long name of its own no more than that it is one."""
_ADMIN = re.compile("壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市(?!场)|(?<=[^各])州(?=公安|政府|人民)")
_CHINA = re.compile("^(?:中华人民共和国|中国|国家(?=公安部))")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, why, and the words that only one of them has."""

    score: float
    reason: str = ""
    left_over: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    exact: bool = False


_UNLIKE = Likeness(0.0)


def compare_names(left: Name, right: Name, kind: str, glossary: Glossary) -> Likeness:
    """Return how alike two names are; `left_over` are the words of the left one that the right one lacks."""
    if left.folded == right.folded:
        return Likeness(SAME, f"“{left.text}” is its name", exact=True)
    if left.is_han != right.is_han:
        return _crossed(_across(left, right, kind, glossary))
    if left.core == right.core:
        return Likeness(CORE, f"“{left.text}” and “{right.text}” are the same but for words without weight")
    return _han(left, right, kind, glossary) if left.is_han else _latin(left, right, kind)


def _crossed(found: Crossing) -> Likeness:
    return Likeness(found.score, "; ".join(found.reasons)) if found.score else _UNLIKE


def _across(left: Name, right: Name, kind: str, glossary: Glossary) -> Crossing:
    if kind in ("campaign", "series"):
        return compare_campaigns(left.core, right.core, glossary)
    if kind == "official":
        return compare_people(left.folded, right.folded, glossary)
    return compare_bodies(left.core, right.core, glossary)


def _han(left: Name, right: Name, kind: str, glossary: Glossary) -> Likeness:
    found = _crossed(_across(left, right, kind, glossary))
    if found.score:
        return found
    if kind in ("agency", "place"):
        pair = [_CHINA.sub("", _ADMIN.sub("", name.core)) for name in (left, right)]
        if pair[0] == pair[1] and len(pair[0]) > 1:
            return Likeness(0.93, f"“{left.text}” and “{right.text}” are the same but for the rank of the place")
    if kind == "official":
        return _UNLIKE
    shorter, longer = sorted((left.core, right.core), key=len)
    if len(shorter) >= 4 and shorter in longer:
        rest, none = frozenset({longer.replace(shorter, "", 1)}), frozenset[str]()
        over, missing = (rest, none) if longer == left.core else (none, rest)
        return Likeness(PART, f"“{shorter}” stands in “{longer}”", over, missing)
    share = Levenshtein.normalized_similarity(left.core, right.core)
    return Likeness(round(PART * share, 3), _partly(left, right)) if share > 0.5 else _UNLIKE


def _latin(left: Name, right: Name, kind: str) -> Likeness:
    if left.core.replace(" ", "") == right.core.replace(" ", ""):
        return Likeness(WORDS, f"“{left.text}” and “{right.text}” are spaced otherwise")
    mine, its = Counter(left.words), Counter(right.words)
    if not mine or not its:
        return _UNLIKE
    over, missing = mine - its, its - mine
    if not over and not missing:
        return Likeness(WORDS, f"“{left.text}” and “{right.text}” have the same words")
    over, missing, misprints = _without_misprints(over, missing)
    told = "; ".join(misprints)
    if not over and not missing:
        return Likeness(LETTER, told)
    if kind == "official":
        return _people(left, right)
    shared = sum((mine & its).values()) + len(misprints)
    if shared >= 3 and {*over, *missing} <= _KINDS_OF_BODY:
        kind_of_body = " ".join(sorted({*over, *missing}))
        return Likeness(0.88, f"“{left.text}” and “{right.text}” differ but in “{kind_of_body}”")
    share = shared / (shared + sum(over.values()) + sum(missing.values()))
    score = round(PART * share, 3)
    return Likeness(score, told or _partly(left, right), frozenset(over), frozenset(missing)) if shared else _UNLIKE


def _partly(left: Name, right: Name) -> str:
    return f"“{left.text}” and “{right.text}” have some words in common"


def _without_misprints(over: Counter[str], missing: Counter[str]) -> tuple[Counter[str], Counter[str], list[str]]:
    """Return the words that differ without those that are one long word with a letter changed, and these."""
    reasons = []
    for word in list(over):
        other = next((m for m in missing if len(m) >= _LONG and Levenshtein.distance(word, m) == 1), None)
        if other is not None and len(word) >= _LONG:
            reasons.append(f"“{word}” is “{other}” with a letter changed")
            del over[word], missing[other]
    return over, missing, reasons


def _people(left: Name, right: Name) -> Likeness:
    """Return the likeness of two people's names: given names may be short or left out in the middle."""
    mine, its = left.words, right.words
    if len(mine) < 2 or len(its) < 2:
        shared = set(mine) & set(its)
        return Likeness(0.5, f"only “{shared.pop()}” is the same") if shared else _UNLIKE
    if mine[0] == its[0] and mine[-1] == its[-1]:
        return Likeness(0.9, f"“{left.text}” and “{right.text}” differ in a middle name")
    distance = Levenshtein.distance(left.folded, right.folded)
    if distance == 1 and len(left.folded) >= 8:
        return Likeness(0.75, f"“{left.text}” and “{right.text}” differ in a letter")
    return _UNLIKE


def rank(likenesses: Iterable[Likeness]) -> Likeness:
    """Return the greatest likeness, the first of equals; none at all when there is none."""
    best = _UNLIKE
    for found in likenesses:
        if found.score > best.score:
            best = found
        if best.exact:
            break
    return best
