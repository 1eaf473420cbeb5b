"""Percentages and multiples: a share of something, or its rise or fall."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.en.quantities import take_phrase
from kg.extract.text import Text

_YEAR_ON_YEAR = re.compile(r"\s*,?\s*(?:year|month)[- ]on[- ](?:year|month)|\s+annually")
_JOINS = re.compile(r"\s*(?:year[- ]on[- ]year)?\s*(?:,|and|, and|or|/)?\s*(?:by\s+)?")


def is_points(text: Text, draft: Draft, g: Grammar, previous: Draft | None) -> bool:
    """Whether a bare "3.3 points" are percentage points: after a percentage of the same sentence, rising or falling."""
    tk = text.tokens
    return (
        previous is not None
        and previous.unit == "percent"
        and previous.sentence == draft.sentence
        and draft.after < draft.limit
        and tk.low[draft.after] in ("points", "point")
        and any(w in g.rise or w in g.fall for w in tk.low[max(draft.low, draft.at - 3) : draft.at])
    )


def read_percent(text: Text, draft: Draft, g: Grammar, previous: Draft | None) -> None:
    """Tell a share from a rise or a fall, and take the noun after "of" or "in" when there is one."""
    if draft.unit == "percent":
        draft.measure = "share"
    _change(text, draft, g, previous)
    if draft.measure == "change":
        _read_change(text, draft, g)
    else:
        _read_part(text, draft, g)


def _read_change(text: Text, draft: Draft, g: Grammar) -> None:
    """Take the noun of "a 12% rise in thefts"; a plain number of times is a count."""
    if draft.what:
        return
    tk, i = text.tokens, draft.after
    if draft.unit != "percent" and not _compares(text, draft, g):
        draft.unit, draft.measure = "event", "count"
        draft.what, draft.head = "times", "times"
        return
    word = tk.low[i] if i < draft.limit else ""
    if (word in g.rise or word in g.fall) and word not in g.classes["loose_ups"]:
        draft.end = tk.end[i]
        if i + 1 < draft.limit and tk.low[i + 1] in ("in", "of", "for"):
            j = i + 2
            while j < draft.limit and tk.low[j] in g.classes["subject_leads"]:
                j += 1
            phrase = read_phrase(tk, j, draft.limit, g)
            if phrase:
                take_phrase(text, draft, phrase, quote=False)
                return
    draft.elided = True


def _read_part(text: Text, draft: Draft, g: Grammar) -> None:
    """Take the noun of "95 percent of the cases" or "41% drop-outs"."""
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.low[i] == "of":
        j = i + 1
        while j < draft.limit and (tk.low[j] in g.classes["share_links"] or tk.word[j][0].isdigit()):
            j += 1
        phrase = read_phrase(tk, j, draft.limit, g)
        if phrase:
            take_phrase(text, draft, phrase)
            return
    phrase = read_phrase(tk, i, draft.limit, g) if i < draft.limit else None
    if phrase and not g.verb(tk.low[phrase.first]):
        take_phrase(text, draft, phrase)
        return
    draft.elided = True


def _compares(text: Text, draft: Draft, g: Grammar) -> bool:
    """Whether "3 times" multiplies ("3 times more than") and does not count occasions."""
    tk, i = text.tokens, draft.after
    if i < draft.limit and tk.low[i] in g.classes["multiples_after"]:
        return True
    before = tk.low[max(draft.low, draft.at - 3) : draft.at]
    return any(w in g.rise or w in g.fall for w in before)


def _change(text: Text, draft: Draft, g: Grammar, previous: Draft | None) -> None:
    """Set measure and direction where words before or after the number speak of a rise or a fall."""
    tk = text.tokens
    start = tk.at(draft.start)
    cue = _cue_before(text, draft, g, start)
    if cue is not None:
        draft.measure, draft.falls = "change", tk.low[cue] in g.fall
        if draft.unit == "percent":
            draft.start = min(draft.start, tk.start[cue])
        _year_on_year(text, draft)
        return
    after = tk.low[draft.after : min(draft.after + 3, draft.limit)]
    for j, word in enumerate(after[:2]):
        if word in g.classes["change_after_breaks"]:
            break
        if word in g.classes["comparatives"] and j == 0 and draft.unit == "percent":
            draft.measure, draft.falls = "change", word != "more"
            phrase = read_phrase(tk, draft.after + 1, draft.limit, g)
            if phrase:
                take_phrase(text, draft, phrase)
            return
        if (word in g.rise or word in g.fall) and (
            word not in g.classes["loose_ups"] or "than" in after or word in ("up", "down")
        ):
            draft.measure, draft.falls = "change", word in g.fall
            if j == 0 and word not in g.classes["comparatives"]:
                draft.end = tk.end[draft.after]
            return
    if (
        previous
        and previous.measure == "change"
        and previous.sentence == draft.sentence
        and _JOINS.fullmatch(text.content, previous.end, draft.start)
    ):
        draft.measure, draft.falls = "change", previous.falls
    _year_on_year(text, draft)


def _cue_before(text: Text, draft: Draft, g: Grammar, start: int) -> int | None:
    """Return the token of the rise or fall that a percentage stands after, None when it tells a level ("rose to")."""
    tk = text.tokens
    first = max(draft.low, draft.at - 6)
    found: int | None = None
    after_by = False
    for j in range(start - 1, first - 1, -1):
        word = tk.low[j]
        if word in g.classes["change_breaks"] or (word[0].isdigit() and not after_by):
            break
        if j == start - 1 and word in g.classes["level_marks"]:
            return None
        phrasal = word == "up" and j > draft.low and tk.low[j - 1] in g.classes["phrasal_up"]
        if found is None and (word in g.rise or word in g.fall) and not phrasal:
            found = j
        after_by = word == "by"
    return found


def _year_on_year(text: Text, draft: Draft) -> None:
    found = _YEAR_ON_YEAR.match(text.content, draft.end)
    if found and draft.measure == "change":
        draft.end = found.end()
        draft.after = text.tokens.at(draft.end - 1) + 1
