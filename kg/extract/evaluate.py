"""Scores of predicted records against gold ones: precision, recall and F1 per class, and what was missed.

Entities match on a name in common (case, width and punctuation folded); events on kind and day; relations on type
and matched ends; figures on value and place (`detected`), then on every scored attribute as well (`complete`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DocumentError
from kg.extract.wording import fold
from kg.model.record import FORMAT

ENTITIES = ("campaigns", "agencies", "officials", "cases")
ATTRIBUTES = ("comparator", "unit", "measure", "what", "campaign", "period")
_CJK = re.compile(r"[\u3400-\u9fff]")
_PREPOSITION = re.compile(
    r" (?:of|in|for|from|by|involving|related|relating|to|on|with|against|at|under|who|that|which) "
)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among what gold holds and what was predicted."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right; 0 when nothing was."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what gold holds that was found; 0 when it holds nothing."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.predicted + other.predicted)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by class ("campaigns" … "figures complete"), the share right of each figure attribute, the misses."""

    scores: Mapping[str, Score]
    attributes: Mapping[str, float]
    misses: tuple[str, ...]


def evaluate(gold_dir: Path, predicted_dir: Path) -> Evaluation:
    """Return the scores of the records in one folder against those of the same file names in another.

    A missing prediction counts as empty. Raises: DocumentError when a file holds no JSON object.
    """
    scores: dict[str, Score] = {}
    right: Counter[str] = Counter()
    misses: list[str] = []
    for file in sorted(gold_dir.glob("*.json")):
        gold = _read(file)
        if gold.get("format") != FORMAT:
            continue
        predicted = _read(predicted_dir / file.name) if (predicted_dir / file.name).exists() else {}
        for name, score in _compare(gold, predicted, file.stem, right, misses).items():
            scores[name] = scores.get(name, Score()) + score
    found = scores.get("figures detected", Score()).hits
    shares = {name: right[name] / found if found else 0.0 for name in sorted(ATTRIBUTES)}
    return Evaluation(scores, shares, tuple(misses))


def _read(path: Path) -> Record:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path}: cannot be read as a record: {error}") from error
    if not isinstance(value, dict):
        raise DocumentError(f"{path}: found no JSON object; expected an extraction record")
    return value


def _compare(gold: Record, predicted: Record, stem: str, right: Counter[str], misses: list[str]) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    keys: dict[str, str] = {}
    for kind in ENTITIES:
        ours, theirs = predicted.get(kind, []), gold.get(kind, [])
        pairs = match_entities(theirs, ours)
        keys.update(pairs)
        scores[kind] = Score(len(pairs), len(theirs), len(ours))
        misses += [f"{stem}: missed {kind[:-1]} {e['names'][:2]}" for e in theirs if e["key"] not in pairs]
    scores["events"] = _events(gold.get("events", []), predicted.get("events", []), keys)
    wanted, given = _relations(gold, keys), _relations(predicted, None)
    scores["relations"] = Score(len(wanted & given), len(wanted), len(given))
    scores |= _figures(gold.get("figures", []), predicted.get("figures", []), keys, stem, right, misses)
    return scores


def match_entities(gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, str]:
    """Return gold key → predicted key, one to one, for entities with a folded name in common."""
    taken: set[int] = set()
    pairs: dict[str, str] = {}
    for entity in gold:
        names = {fold(name) for name in entity.get("names", []) if name}
        for index, other in enumerate(predicted):
            if index not in taken and names & {fold(name) for name in other.get("names", []) if name}:
                taken.add(index)
                pairs[entity["key"]] = other["key"]
                break
    return pairs


def _events(gold: Sequence[Record], predicted: Sequence[Record], keys: dict[str, str]) -> Score:
    left = list(predicted)
    for event in gold:
        for other in left:
            if other.get("kind") == event.get("kind") and _same_day(event.get("date"), other.get("date")):
                keys[event["key"]] = other["key"]
                left.remove(other)
                break
    return Score(len(predicted) - len(left), len(gold), len(predicted))


def _same_day(gold: str | None, said: str | None) -> bool:
    return not gold or (bool(said) and (str(said).startswith(str(gold)) or str(gold).startswith(str(said))))


def _relations(record: Record, keys: Mapping[str, str] | None) -> set[tuple[str, ...]]:
    """Return the relations, gold ends put in predicted keys; one with an unmatched end matches nothing."""

    def end(key: str) -> str | None:
        return key if keys is None or key.startswith("domain:") else keys.get(key)

    found: set[tuple[str, ...]] = set()
    for relation in record.get("relations", []):
        a, b = end(relation["from"]), end(relation["to"])
        whole = (
            (relation["type"], a, b) if a and b else ("unmatched", relation["type"], relation["from"], relation["to"])
        )
        found.add(whole)
    return found


def _figures(
    gold: Sequence[Record],
    predicted: Sequence[Record],
    keys: Mapping[str, str],
    stem: str,
    right: Counter[str],
    misses: list[str],
) -> dict[str, Score]:
    pairs = match_figures(gold, predicted)
    back = {p: g for g, p in pairs.items()}
    n_gold = sum(not figure.get("minor") for figure in gold)
    n_predicted = sum(not _idle(figure, gold[back[p]] if p in back else None) for p, figure in enumerate(predicted))
    detected = full = 0
    for g, figure in enumerate(gold):
        if figure.get("minor"):
            continue
        if g not in pairs:
            misses.append(f"{stem}: missed figure {figure['quote']!r} = {figure['value']}")
            continue
        agree = agreement(figure, predicted[pairs[g]], keys)
        right.update({name: int(same) for name, same in agree.items()})
        detected += 1
        full += all(agree.values())
        wrong = ", ".join(name for name, same in agree.items() if not same)
        if wrong:
            misses.append(f"{stem}: figure {figure['quote']!r} wrong in {wrong}")
    for p, figure in enumerate(predicted):
        if p not in back and not _idle(figure, None):
            misses.append(f"{stem}: spurious figure {figure.get('quote')!r} = {figure.get('value')}")
    return {
        "figures detected": Score(detected, n_gold, n_predicted),
        "figures complete": Score(full, n_gold, n_predicted),
    }


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


def _idle(figure: Record, gold: Record | None) -> bool:
    """Whether a prediction is not counted: it hits a minor figure, or is an unmatched spelled-out minor one."""
    if gold is not None:
        return bool(gold.get("minor"))
    digits = re.search(r"\d", unicodedata.normalize("NFKC", figure.get("quote") or ""))
    return bool(figure.get("minor")) and digits is None


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
