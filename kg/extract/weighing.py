"""A small scored model: named features with weights, a choice among few outcomes, and how sure.

The weights are ours, few, and stand in a table of the language's lexicon; a training script fits them to records made
by careful reading. Same features, same answer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.extract.text import Range

MOST_PLACES = 40
BIAS = "bias"
"""The feature every example has."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features by outcome; an outcome left out ("none") weighs nothing.

    `floors`: how sure an outcome must be to be chosen.
    """

    weights: Mapping[str, Mapping[str, float]]
    floors: Mapping[str, float]

    def shares(self, features: Iterable[str]) -> dict[str, float]:
        """Return how likely each outcome is; with "none" they add up to 1."""
        names = (BIAS, *features)
        # Exactly rounded, so that the order in which a set gives its features changes no bit of the sum.
        scores = {
            outcome: math.fsum(map(w.__getitem__, filter(w.__contains__, names))) for outcome, w in self.weights.items()
        }
        top = max(0.0, *scores.values())
        powers = {outcome: math.exp(score - top) for outcome, score in scores.items()}
        total = math.exp(-top) + sum(powers.values())
        return {outcome: power / total for outcome, power in powers.items()}

    def choose(self, features: Iterable[str]) -> tuple[str, float] | None:
        """Return the likeliest outcome that is sure enough, and how sure; None when none is."""
        shares = self.shares(features)
        able = [(share, outcome) for outcome, share in shares.items() if share >= self.floors.get(outcome, 0.5)]
        if not able:
            return None
        share, outcome = max(able)
        return outcome, share

    def weight(self, outcome: str, feature: str) -> float:
        """Return what a feature adds to an outcome."""
        return self.weights.get(outcome, {}).get(feature, 0.0)


@dataclass(slots=True)
class Weighed:
    """What a text says of one pair of things: features, and the words of each place that gave some.

    `counts` holds how often they stand together, by how near.
    """

    features: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    spans: list[tuple[frozenset[str], Range]] = field(default_factory=list)

    def add(self, features: Iterable[str], span: Range) -> None:
        """Add what one place says. Of a pair met a thousand times only the first places are kept as evidence."""
        found = frozenset(features)
        self.features |= found
        if len(self.spans) < MOST_PLACES:
            self.spans.append((found, span))

    def best(self, model: Model, outcome: str) -> Range | None:
        """Return the words whose features speak most for an outcome, if any do."""
        weigh = model.weight
        best = max(self.spans, key=lambda each: math.fsum(weigh(outcome, name) for name in each[0]), default=None)
        return best[1] if best is not None else None


def model_from(table: Mapping[str, Any]) -> Model:
    """Return the model of a table: ``floors`` and, for each outcome, feature → weight."""
    floors = table.get("floors", {})
    return Model({name: dict(w) for name, w in table.items() if name != "floors"}, dict(floors))
