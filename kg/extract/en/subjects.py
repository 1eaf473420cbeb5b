"""What a figure counts when its noun stands elsewhere, and the verb that governs it.

Each kind of figure has its own reader: `labels`, `counts`, `amounts`, `changes`; `nouns` holds what they share.
"""

from __future__ import annotations

from kg.extract.drafts import Draft
from kg.extract.en.actions import find_action
from kg.extract.en.amounts import fill_amount, fill_duration, fill_share
from kg.extract.en.changes import fill_change, pair_respectively
from kg.extract.en.counts import fill_count, take_from_elsewhere
from kg.extract.en.labels import read_label
from kg.extract.en.phrases import Grammar
from kg.extract.en.units import AMOUNTS
from kg.extract.text import Text


def fill_drafts(text: Text, drafts: list[Draft], g: Grammar) -> None:
    """Complete every draft in place from its list label, its sentence and the figures before it."""
    known = {d.number.value: d for d in reversed(drafts) if d.what and d.measure == "count" and not d.elided}
    for i, draft in enumerate(drafts):
        if not read_label(text, draft, g) and draft.elided:
            _fill(text, drafts, i, g)
            if draft.what is None and draft.measure == "count":
                take_from_elsewhere(draft, known.get(draft.number.value), g)
        if draft.action is None:
            draft.action = find_action(text, draft, g)
    pair_respectively(text, drafts, g)


def _fill(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    draft = drafts[i]
    if draft.measure == "change":
        fill_change(text, drafts, i, g)
    elif draft.measure == "amount" or (draft.measure == "rate" and draft.unit in AMOUNTS):
        fill_amount(text, drafts, i, g)
    elif draft.measure == "share":
        fill_share(text, drafts, i, g)
    elif draft.measure == "duration":
        fill_duration(text, draft, g)
    else:
        fill_count(text, drafts, i, g)
