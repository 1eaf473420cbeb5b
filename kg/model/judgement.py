"""What persons decided about names: that one is a thing's, that it is not, or that nobody can tell.

A judgement is data and never undoes another by time: who reads them applies all, and two that contradict each other
on the same ground leave the name unsettled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.names import fold

POSITIVE, NEGATIVE, UNSURE = "positive", "negative", "unsure"
VERDICTS = (POSITIVE, NEGATIVE, UNSURE)
KINDS = ("campaign", "series", "agency", "official", "case", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement: whether `name` is a name of the `kind` of thing that has the key `thing`.

    `document` narrows it to one announcement; None lets it hold everywhere. `by`, `at` (ISO 8601) and `why` are told,
    never computed: nothing here reads a clock.
    """

    verdict: str
    kind: str
    name: str
    thing: str
    document: str | None = None
    by: str | None = None
    at: str | None = None
    why: str | None = None

    @property
    def ground(self) -> tuple[str, str, str, str]:
        """What is judged: judgements on the same ground replace or contradict each other."""
        return self.kind, fold(self.name), self.thing, self.document or ""


def in_order(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return judgements sorted by what they judge, each once: the same ones, the same order."""
    return tuple(sorted(set(judgements), key=lambda j: (j.ground, j.verdict, j.by or "", j.at or "", j.why or "")))


def replaced(judgements: Iterable[Judgement], new: Judgement) -> tuple[Judgement, ...]:
    """Return judgements with a new one in the place of those on its ground."""
    return in_order([*(j for j in judgements if j.ground != new.ground), new])


def withdrawn(judgements: Iterable[Judgement], ground: tuple[str, str, str, str]) -> tuple[Judgement, ...]:
    """Return judgements without those on a ground: things stand as if nobody had judged."""
    return in_order(j for j in judgements if j.ground != ground)
