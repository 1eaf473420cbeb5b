"""How sure a figure's reading is: a few signs of where its parts came from, weighed as measured on gold records."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.drafts import Draft
from kg.extract.en.focus import Focus
from kg.extract.lexicon import load_lexicon
from kg.extract.rules import CampaignFinder
from kg.extract.weighing import Model, model_from
from kg.model.record import Period

COMPLETE = "complete"
_MANY = 3
"""Campaigns; a text with more of them is easily misread."""


def certainty_of(draft: Draft, finder: CampaignFinder, campaign: str | None, period: Period | None) -> float:
    """Return the share of figures with the same signs that are right in every attribute, between 0.05 and 0.98."""
    share = _model().shares(signs_of(draft, finder, campaign, period))[COMPLETE]
    return min(0.98, max(0.05, share))


def signs_of(draft: Draft, finder: CampaignFinder, campaign: str | None, period: Period | None) -> tuple[str, ...]:
    """Return the signs: how noun, unit, campaign and period were found."""
    signs = [f"measure {draft.measure}", "noun beside" if not draft.elided else "noun elsewhere"]
    if draft.label:
        signs.append("noun label")
    if draft.what is None:
        signs.append("noun missing")
    if draft.confidence < 0.8:
        signs.append("unit guessed")
    if draft.number.spelled:
        signs.append("spelled")
    if period is not None:
        signs.append("period")
    if isinstance(finder, Focus):
        size = len(finder.campaigns)
        place = f"{finder.manner} {'given' if campaign else 'withheld'}"
        signs += [place, f"campaigns {min(size, _MANY + 1)}"]
        if size > _MANY:
            signs.append(f"{place} of many")
        if finder.sections:
            signs.append("answers")
    return tuple(signs)


@lru_cache(maxsize=1)
def _model() -> Model:
    return model_from({COMPLETE: load_lexicon("en").table("certainty").get(COMPLETE, {})})
