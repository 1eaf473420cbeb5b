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
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import DocumentError
from kg.extract.agreement import Record, agreement, match_figures
from kg.extract.wording import fold
from kg.model.record import FORMAT

ENTITIES = ("campaigns", "agencies", "officials", "cases")
ATTRIBUTES = ("comparator", "unit", "measure", "what", "campaign", "period")


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
    """Scores by class ("campaigns" … "figures complete"), the share right of each figure attribute, the misses.

    `reliability` tells, by kind ("relations", "events"), how many of the predictions of each tenth of confidence are
    right: (right, all); empty where the predictions carry no confidence.
    """

    scores: Mapping[str, Score]
    attributes: Mapping[str, float]
    misses: tuple[str, ...]
    reliability: Mapping[str, Mapping[float, tuple[int, int]]] = field(default_factory=dict)


@dataclass(slots=True)
class _Notes:
    """What is gathered beside the scores."""

    right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    sure: dict[str, Counter[tuple[float, bool]]] = field(default_factory=dict)

    def judge(self, kind: str, predicted: Record, right: bool) -> None:
        """Note whether a prediction was right, by how sure it was."""
        if predicted.get("confidence") is not None:
            level = round(float(predicted["confidence"]), 1)
            self.sure.setdefault(kind, Counter())[level, right] += 1

    def reliability(self) -> dict[str, dict[float, tuple[int, int]]]:
        """Return the judgements as (right, all) by kind and level."""
        return {
            kind: {
                level: (found[level, True], found[level, True] + found[level, False])
                for level in sorted({level for level, _ in found})
            }
            for kind, found in self.sure.items()
        }


def evaluate(gold_dir: Path, predicted_dir: Path) -> Evaluation:
    """Return the scores of the records in one folder against those of the same file names in another.

    A missing prediction counts as empty. Raises: DocumentError when a file holds no JSON object.
    """
    scores: dict[str, Score] = {}
    notes = _Notes()
    for file in sorted(gold_dir.glob("*.json")):
        gold = _read(file)
        if gold.get("format") != FORMAT:
            continue
        predicted = _read(predicted_dir / file.name) if (predicted_dir / file.name).exists() else {}
        for name, score in _compare(gold, predicted, file.stem, notes).items():
            scores[name] = scores.get(name, Score()) + score
    found = scores.get("figures detected", Score()).hits
    shares = {name: notes.right[name] / found if found else 0.0 for name in sorted(ATTRIBUTES)}
    return Evaluation(scores, shares, tuple(notes.misses), notes.reliability())


def _read(path: Path) -> Record:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path}: cannot be read as a record: {error}") from error
    if not isinstance(value, dict):
        raise DocumentError(f"{path}: found no JSON object; expected an extraction record")
    return value


def _compare(gold: Record, predicted: Record, stem: str, notes: _Notes) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    keys: dict[str, str] = {}
    for kind in ENTITIES:
        ours, theirs = predicted.get(kind, []), gold.get(kind, [])
        pairs = match_entities(theirs, ours)
        keys.update(pairs)
        scores[kind] = Score(len(pairs), len(theirs), len(ours))
        notes.misses += [f"{stem}: missed {kind[:-1]} {e['names'][:2]}" for e in theirs if e["key"] not in pairs]
    scores["events"] = _events(gold.get("events", []), predicted.get("events", []), keys, notes)
    scores["relations"] = _relation_score(gold, predicted, keys, stem, notes)
    scores |= _figures(gold.get("figures", []), predicted.get("figures", []), keys, stem, notes)
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


def _events(gold: Sequence[Record], predicted: Sequence[Record], keys: dict[str, str], notes: _Notes) -> Score:
    left = list(predicted)
    for event in gold:
        for other in left:
            if other.get("kind") == event.get("kind") and _same_day(event.get("date"), other.get("date")):
                keys[event["key"]] = other["key"]
                left.remove(other)
                notes.judge("events", other, True)
                break
    for other in left:
        notes.judge("events", other, False)
    return Score(len(predicted) - len(left), len(gold), len(predicted))


def _same_day(gold: str | None, said: str | None) -> bool:
    return not gold or (bool(said) and (str(said).startswith(str(gold)) or str(gold).startswith(str(said))))


def _relation_score(gold: Record, predicted: Record, keys: Mapping[str, str], stem: str, notes: _Notes) -> Score:
    wanted, given = _relations(gold, keys), _relations(predicted, None)
    matched = {ours: theirs for theirs, ours in keys.items()}
    for relation in gold.get("relations", []):
        if not _relations({"relations": [relation]}, keys) & given:
            notes.misses.append(f"{stem}: missed {relation['type']} {relation['from']} -> {relation['to']}")
    for relation in predicted.get("relations", []):
        right = (relation["type"], relation["from"], relation["to"]) in wanted
        notes.judge("relations", relation, right)
        if not right:
            ends = " -> ".join(matched.get(relation[end], relation[end]) for end in ("from", "to"))
            notes.misses.append(f"{stem}: spurious {relation['type']} {ends}")
    return Score(len(wanted & given), len(wanted), len(given))


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
    notes: _Notes,
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
            notes.misses.append(f"{stem}: missed figure {figure['quote']!r} = {figure['value']}")
            continue
        agree = agreement(figure, predicted[pairs[g]], keys)
        notes.right.update({name: int(same) for name, same in agree.items()})
        detected += 1
        full += all(agree.values())
        notes.judge("figures", predicted[pairs[g]], all(agree.values()))
        wrong = ", ".join(name for name, same in agree.items() if not same)
        if wrong:
            notes.misses.append(f"{stem}: figure {figure['quote']!r} wrong in {wrong}")
    for p, figure in enumerate(predicted):
        if p not in back and not _idle(figure, None):
            notes.judge("figures", figure, False)
            notes.misses.append(f"{stem}: spurious figure {figure.get('quote')!r} = {figure.get('value')}")
    return {
        "figures detected": Score(detected, n_gold, n_predicted),
        "figures complete": Score(full, n_gold, n_predicted),
    }


def _idle(figure: Record, gold: Record | None) -> bool:
    """Whether a prediction is not counted: it hits a minor figure, or is an unmatched spelled-out minor one."""
    if gold is not None:
        return bool(gold.get("minor"))
    digits = re.search(r"\d", unicodedata.normalize("NFKC", figure.get("quote") or ""))
    return bool(figure.get("minor")) and digits is None
